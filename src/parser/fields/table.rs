//! Tables of words and phrases, asked with text as it stands on the page: it is hashed as it folds, and compared with one word of the
//! table at most, as a rule.

use super::fold::{fold, fold_char};
use super::line::{EMPTY, step};

/// What words or phrases mean.
pub struct Meanings<T> {
    /// The words by their hashes, folded: a table of open addresses, half empty at least.
    slots: Box<[Option<Slot<T>>]>,
    /// Bytes of the longest one.
    longest: usize,
}

struct Slot<T> {
    hash: u32,
    word: Box<str>,
    meaning: T,
}

/// A table of words or phrases.
pub type Words = Meanings<()>;

impl<T: Copy> Meanings<T> {
    /// The table of `pairs`, written as printed; `both` joins the meanings of a word that is there twice.
    pub fn new<'t>(
        pairs: impl IntoIterator<Item = (&'t str, T)>,
        both: impl Fn(T, T) -> T,
    ) -> Self {
        let pairs: Vec<(&str, T)> = pairs.into_iter().collect();
        let room = (2 * pairs.len()).next_power_of_two();
        let mut table = Self {
            slots: (0..room).map(|_| None).collect(),
            longest: 0,
        };
        for (word, meaning) in pairs {
            let word = fold(word);
            table.longest = table.longest.max(word.len());
            let hash = word.chars().fold(EMPTY, |hash, c| step(hash, u32::from(c)));
            let at = table.place(hash, |known| known == word);
            if let Some(slot) = table.slots.get_mut(at) {
                let before = slot.as_ref().map(|slot| slot.meaning);
                *slot = Some(Slot {
                    hash,
                    word: word.into(),
                    meaning: before.map_or(meaning, |before| both(before, meaning)),
                });
            }
        }
        table
    }

    /// What `word` means, whatever its case and accents.
    #[inline]
    pub fn of(&self, word: &str) -> Option<T> {
        self.find(&std::iter::once(word))
    }

    /// What `text` means, marks at its ends and the width of its blanks aside.
    pub fn of_phrase(&self, text: &str) -> Option<T> {
        let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
        self.find(&inner.split_whitespace())
    }

    /// What the phrase of `words` means.
    #[inline]
    fn find<'t>(&self, words: &(impl Iterator<Item = &'t str> + Clone)) -> Option<T> {
        let hash = self.hash(words.clone())?;
        let is_it = |known: &str| spells(known, words.clone());
        let slot = self.slots.get(self.place(hash, is_it))?.as_ref();
        slot.map(|slot| slot.meaning)
    }

    /// The hash of the phrase of `words`, folded; none where it is longer than all of the table.
    #[inline]
    fn hash<'t>(&self, words: impl Iterator<Item = &'t str>) -> Option<u32> {
        let (mut hash, mut length) = (EMPTY, 0);
        for word in words {
            if length > 0 {
                hash = step(hash, u32::from(b' '));
                length += 1;
            }
            if word.is_ascii() {
                length += word.len();
                if length > self.longest {
                    return None;
                }
                let letters = word.bytes().map(|byte| byte.to_ascii_lowercase());
                hash = letters.fold(hash, |hash, byte| step(hash, u32::from(byte)));
                continue;
            }
            for c in word.chars() {
                fold_char(c, |folded| {
                    hash = step(hash, u32::from(folded));
                    length += folded.len_utf8();
                });
                if length > self.longest {
                    return None;
                }
            }
        }
        Some(hash)
    }

    /// The slot of the word of this hash that `is_it`, or the empty one where it would be.
    fn place(&self, hash: u32, is_it: impl Fn(&str) -> bool) -> usize {
        let last = self.slots.len() - 1;
        let mut at = (hash ^ (hash >> 15)) as usize & last;
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.hash == hash && is_it(&slot.word) {
                break;
            }
            at = (at + 1) & last;
        }
        at
    }
}

/// Is `known` the phrase of `words`, folded?
fn spells<'t>(known: &str, words: impl Iterator<Item = &'t str>) -> bool {
    let mut rest = known;
    for (i, word) in words.enumerate() {
        let behind = if i == 0 {
            Some(rest)
        } else {
            rest.strip_prefix(' ')
        };
        let Some(behind) = behind.and_then(|behind| after(behind, word)) else {
            return false;
        };
        rest = behind;
    }
    rest.is_empty()
}

/// What `known` has behind `word`, folded, if it starts so.
fn after<'k>(known: &'k str, word: &str) -> Option<&'k str> {
    if word.is_ascii() {
        let (start, rest) = known.split_at_checked(word.len())?;
        return start.eq_ignore_ascii_case(word).then_some(rest);
    }
    let mut rest = known.chars();
    let mut same = true;
    for c in word.chars() {
        fold_char(c, |folded| same = same && rest.next() == Some(folded));
    }
    same.then_some(rest.as_str())
}

impl Words {
    /// The words of `list`, parted by white space.
    pub fn words(list: &str) -> Self {
        Self::new(list.split_whitespace().map(|word| (word, ())), |a, ()| a)
    }

    /// The phrases of `list`, parted by bars.
    pub fn phrases(list: &str) -> Self {
        Self::new(list.split('|').map(|phrase| (phrase, ())), |a, ()| a)
    }

    /// Is `word` one of them, whatever its case and accents?
    pub fn contains(&self, word: &str) -> bool {
        self.of(word).is_some()
    }

    /// Is `text` one of them, marks at its ends and the width of its blanks aside?
    pub fn has_phrase(&self, text: &str) -> bool {
        self.of_phrase(text).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn words_are_known_as_they_stand() {
        let words = Words::phrases("février|read more|Straße");
        for (text, word, phrase) in [
            ("février", true, true),
            ("FEVRIER", true, true),
            ("Read More", true, true),
            ("» Read  more:", false, true),
            ("read more and more", false, false),
            ("straße", true, true),
            ("", false, false),
        ] {
            assert_eq!(
                (words.contains(text), words.has_phrase(text)),
                (word, phrase),
                "{text}"
            );
        }
    }
}
