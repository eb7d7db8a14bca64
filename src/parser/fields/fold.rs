//! Letters folded so that words compare: lower case, and no accents on Latin, Greek and Cyrillic letters.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::char::decompose_canonical;

/// `text` in lower case without accents; other scripts keep their marks. "Février" and "FEVRIER" become "fevrier".
pub fn fold(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    Cow::Owned(folded)
}

/// Adds `text`, folded, to `folded`.
pub fn fold_onto(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        if let Some(new) = folded.get_mut(start..) {
            new.make_ascii_lowercase();
        }
    } else {
        for c in text.chars() {
            fold_char(c, |d| folded.push(d));
        }
    }
}

/// Calls `emit` with what `c` folds to: nothing for a combining accent, one letter as a rule.
pub fn fold_char(c: char, mut emit: impl FnMut(char)) {
    if c.is_ascii() {
        emit(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        match lower {
            // Turkish: capital I folds to i whatever the language, so its dotless small letter must too.
            'ı' => emit('i'),
            '’' | 'ʼ' => emit('\''),
            '\u{0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => decompose_canonical(lower, |d| {
                if !is_accent(d) {
                    emit(d);
                }
            }),
            _ => emit(lower),
        }
    }
}

/// A table of folded words or phrases.
pub type Words = HashSet<String, BuildHasherDefault<Fnv>>;

/// What folded words or phrases mean.
pub type Meanings<T> = HashMap<String, T, BuildHasherDefault<Fnv>>;

/// The words of `list`, parted by white space, folded: how the tables of this room become sets.
pub fn word_set(list: &str) -> Words {
    set(list.split_whitespace())
}

/// The phrases of `list`, parted by bars, folded.
pub fn phrase_set(list: &str) -> Words {
    set(list.split('|'))
}

fn set<'t>(words: impl Iterator<Item = &'t str>) -> Words {
    words.map(|word| fold(word).into_owned()).collect()
}

/// FNV-1a, 64 bits: the tables are fixed and their words short, so nothing stronger is called for.
/// (<http://www.isthe.com/chongo/tech/comp/fnv/>)
#[derive(Debug)]
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_and_case_go() {
        for (text, want) in [
            ("Février", "fevrier"),
            ("ΙΑΝΟΥΑΡΊΟΥ", "ιανουαριου"),
            ("Май", "маи"),
            ("KASIM kasım İzmir", "kasim kasim izmir"),
            ("2월 公開 غدًا", "2월 公開 غدًا"),
            ("e\u{301}t", "et"),
        ] {
            assert_eq!(fold(text), want, "{text}");
        }
    }
}
