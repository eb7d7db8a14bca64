//! Tables of words and phrases, asked with text as it stands on the page: it is folded on the stack, and looked up once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::fold::{fold, fold_char};

/// Room for a folded word or phrase, in bytes: longer ones are in no table.
const ROOM: usize = 96;

/// What words or phrases mean.
pub struct Meanings<T> {
    known: HashMap<Box<[u8]>, T, BuildHasherDefault<Mixer>>,
    /// Bytes of the longest one.
    longest: usize,
    words: Sieve,
    phrases: Sieve,
}

/// Which beginnings and ends there are, one bit each: most of a page's words and lines are in no table, and fall through here.
struct Sieve(Box<[u64]>);

impl Sieve {
    /// One for `keys`, with room enough that few others share a bit with them.
    fn of(keys: impl ExactSizeIterator<Item = u32>) -> Self {
        let mut sieve = Self(vec![0; (keys.len() / 4).next_power_of_two()].into());
        for key in keys {
            let (at, bit) = sieve.place(key);
            if let Some(bits) = sieve.0.get_mut(at) {
                *bits |= bit;
            }
        }
        sieve
    }

    fn holds(&self, key: u32) -> bool {
        let (at, bit) = self.place(key);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    /// Where the bit of `key` is.
    fn place(&self, key: u32) -> (usize, u64) {
        let mixed = key.wrapping_mul(0x9E37_79B1);
        let at = (mixed >> 8) as usize & (self.0.len() - 1);
        (at, 1 << (mixed >> 26))
    }
}

/// How text of ASCII letters begins and ends, whatever its case.
fn ends(text: &[u8]) -> u32 {
    let letter = |byte: Option<&u8>| {
        let byte = byte.filter(|byte| byte.is_ascii_alphanumeric());
        byte.map_or(0, |byte| u32::from(byte | 0x20))
    };
    letter(text.first()) | letter(text.get(1)) << 8 | letter(text.last()) << 16
}

/// The same and how long it is.
fn ends_and_length(text: &[u8]) -> u32 {
    let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
    ends(text) | u32::from(length) << 24
}

/// A table of words or phrases.
pub type Words = Meanings<()>;

impl<T: Copy> Meanings<T> {
    /// The table of `pairs`, written as printed; `both` joins the meanings of a word that is there twice.
    pub fn new<'t>(
        pairs: impl IntoIterator<Item = (&'t str, T)>,
        both: impl Fn(T, T) -> T,
    ) -> Self {
        let mut known: HashMap<Box<[u8]>, T, _> = HashMap::default();
        for (word, meaning) in pairs {
            known
                .entry(fold(word).as_bytes().into())
                .and_modify(|before| *before = both(*before, meaning))
                .or_insert(meaning);
        }
        let longest = known.keys().map(|key| key.len()).max().unwrap_or(0);
        Self {
            longest,
            words: Sieve::of(known.keys().map(|key| ends_and_length(key))),
            phrases: Sieve::of(known.keys().map(|key| ends(key))),
            known,
        }
    }

    /// What `word` means, whatever its case and accents.
    pub fn of(&self, word: &str) -> Option<T> {
        // A word of ASCII is folded to one as long.
        if !self.words.holds(ends_and_length(word.as_bytes())) && word.is_ascii() {
            return None;
        }
        let mut folded = Folded::default();
        folded.push(word, self.longest)?;
        self.known.get(folded.bytes()).copied()
    }

    /// What `text` means, marks at its ends and the width of its blanks aside.
    pub fn of_phrase(&self, text: &str) -> Option<T> {
        let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
        if !self.phrases.holds(ends(inner.as_bytes())) && inner.is_ascii() {
            return None;
        }
        let folded = Folded::phrase(inner, self.longest)?;
        self.known.get(folded.bytes()).copied()
    }
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

/// A folded word or phrase on the stack.
struct Folded {
    bytes: [u8; ROOM],
    length: usize,
}

impl Default for Folded {
    fn default() -> Self {
        Self {
            bytes: [0; ROOM],
            length: 0,
        }
    }
}

impl Folded {
    /// The words of `text` with single blanks; `None` beyond `longest` bytes.
    fn phrase(text: &str, longest: usize) -> Option<Self> {
        let mut folded = Self::default();
        for word in text.split_whitespace() {
            if folded.length > 0 {
                folded.push(" ", longest)?;
            }
            folded.push(word, longest)?;
        }
        Some(folded)
    }

    /// Adds `text`; `None` when it would be longer than `longest` bytes.
    fn push(&mut self, text: &str, longest: usize) -> Option<()> {
        if text.is_ascii() {
            let end = self.length + text.len();
            if end > longest {
                return None;
            }
            let room = self.bytes.get_mut(self.length..end)?;
            room.copy_from_slice(text.as_bytes());
            room.make_ascii_lowercase();
            self.length = end;
            return Some(());
        }
        for c in text.chars() {
            if self.length > longest {
                return None;
            }
            let mut fits = true;
            fold_char(c, |d| {
                let end = self.length + d.len_utf8();
                if let Some(room) = self.bytes.get_mut(self.length..end) {
                    d.encode_utf8(room);
                    self.length = end;
                } else {
                    fits = false;
                }
            });
            if !fits {
                return None;
            }
        }
        (self.length <= longest).then_some(())
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Mixes eight bytes at a time by rotation and multiplication, as Firefox does: the tables are fixed and their words short, so nothing
/// stronger is called for.
#[derive(Debug, Default)]
struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let (whole, rest) = bytes.as_chunks::<8>();
        for chunk in whole {
            self.write_u64(u64::from_le_bytes(*chunk));
        }
        let last = rest.iter().rev();
        self.write_u64(last.fold(0, |word, &byte| word << 8 | u64::from(byte)));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, length: usize) {
        self.write_u64(length as u64);
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
