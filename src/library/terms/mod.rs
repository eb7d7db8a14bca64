//! What an article speaks of: its words as hashed terms, with how often and where they stand. Related articles are found by them.

mod words;

use std::borrow::Cow;

use super::{fnv_1a, fold};
use crate::article::{Article, BlockKind, is_unspaced};
use words::{Kind, kind};

/// Bits of a term's hash.
pub const BITS: u32 = 21;

/// Words are told apart by so many of their first letters, which stands for stemming in any language: on the `AllSides` stories of
/// `shared/related` it orders related articles as well as an English stemmer does.
const LETTERS: usize = 7;

/// Words of the text that count as its beginning.
const LEAD: usize = 80;

/// A word in the headline counts as so many in the text.
const HEADLINE_COUNTS: u16 = 2;

/// Of longer articles only so many words are looked at: some forty pages.
const LONGEST: usize = 20_000;

/// It is in the headline.
pub const HEADLINE: u8 = 1;
/// It is in the first words of the text.
pub const OPENING: u8 = 2;
/// It is written with a capital or a figure in the text: a name, an amount.
pub const NAME: u8 = 4;

/// A word of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// [`BITS`] bits of a hash of the folded word's first letters.
    pub hash: u32,
    /// How often it stands there, the headline counted double; at most [`Term::MOST`].
    pub count: u8,
    /// Where it stands: [`HEADLINE`], [`OPENING`], [`NAME`].
    pub place: u8,
}

impl Term {
    /// The highest count that is told apart.
    pub const MOST: u8 = 31;
}

/// The words of an article that mean something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Each once, in the order of their hashes.
    pub all: Vec<Term>,
    /// How often each day of the week is named, Monday first; at most 15 times.
    pub weekdays: [u8; 7],
}

impl Terms {
    /// Those of an article.
    pub fn of(article: &Article) -> Self {
        let mut seen: Vec<(u32, u8)> = Vec::with_capacity(1_024);
        let headline = article.headline.as_deref().unwrap_or_default();
        each_word(headline, |_, word| seen.push((hash(word), HEADLINE)));
        let mut words = 0;
        for block in &article.body {
            if block.kind == BlockKind::InlineRelated {
                continue;
            }
            each_word(&block.text, |raw, word| {
                words += 1;
                if words > LONGEST {
                    return;
                }
                let opening = if words <= LEAD { OPENING } else { 0 };
                let is_name = raw.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
                let name = if is_name { NAME } else { 0 };
                seen.push((hash(word), opening | name));
            });
            if words > LONGEST {
                break;
            }
        }
        seen.sort_unstable();
        let mut terms = Self::default();
        for same in seen.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(hash, _)) = same.first() else {
                continue;
            };
            let count: u16 = same.iter().fold(0, |count, (_, place)| {
                let counts = if place & HEADLINE != 0 {
                    HEADLINE_COUNTS
                } else {
                    1
                };
                count.saturating_add(counts)
            });
            match kind(hash) {
                Some(Kind::Common) => {}
                Some(Kind::Weekday(day)) => {
                    if let Some(named) = terms.weekdays.get_mut(usize::from(day)) {
                        *named = u8::try_from(count).unwrap_or(u8::MAX).min(15);
                    }
                }
                None => terms.all.push(Term {
                    hash,
                    count: u8::try_from(count).unwrap_or(u8::MAX).min(Term::MOST),
                    place: same.iter().fold(0, |all, (_, place)| all | place),
                }),
            }
        }
        terms
    }
}

/// The hash of a word as [`each_word`] gives it.
pub fn hash(word: &str) -> u32 {
    let hash = fnv_1a(word.bytes());
    let mixed = hash ^ (hash >> BITS) ^ (hash >> (2 * BITS));
    u32::try_from(mixed & ((1 << BITS) - 1)).unwrap_or_default()
}

/// Calls `emit` with each word as it stands and with what it is told apart by: its first letters, folded. Scripts without spaces give
/// each pair of neighbouring characters. Single letters are no words.
pub fn each_word<'a>(text: &'a str, mut emit: impl FnMut(&'a str, &str)) {
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if is_unspaced(c) {
            if let Some(&(at, next)) = chars.peek()
                && is_unspaced(next)
                && let Some(pair) = text.get(start..at + next.len_utf8())
            {
                emit(pair, pair);
            }
            continue;
        }
        let (mut letters, mut is_plain, mut cut) = (1, c.is_ascii(), None);
        while let Some(&(at, next)) = chars.peek() {
            if !(next.is_alphanumeric() || is_mark(next)) || is_unspaced(next) {
                break;
            }
            if letters == LETTERS {
                cut = Some(at);
            }
            letters += 1;
            is_plain &= next.is_ascii();
            end = at + next.len_utf8();
            chars.next();
        }
        let Some(raw) = text.get(start..end).filter(|_| letters > 1) else {
            continue;
        };
        let first = text.get(start..cut.unwrap_or(end)).unwrap_or(raw);
        let folded: Cow<str> = if !is_plain {
            // Folding may change how many letters there are.
            let whole = fold(raw);
            let end = whole.char_indices().nth(LETTERS);
            match end.and_then(|(end, _)| whole.get(..end)) {
                Some(first) => Cow::Owned(first.to_owned()),
                None => Cow::Owned(whole),
            }
        } else if first.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(first.to_ascii_lowercase())
        } else {
            Cow::Borrowed(first)
        };
        emit(raw, &folded);
    }
}

/// Marks belong to their letters.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Block;

    #[test]
    fn words() {
        for (text, expected) in [
            ("", vec![]),
            (
                "The Mayor's quay, re-opened!",
                vec!["the", "mayor", "quay", "re", "opened"],
            ),
            ("Ferryman 3 of 12.5% x", vec!["ferryma", "of", "12"]),
            ("Übersee-Häfen ÉCOLE", vec!["übersee", "häfen", "école"]),
            ("港の船が出た", vec!["港の", "の船", "船が", "が出", "出た"]),
            ("पुल खुला", vec!["पुल", "खुला"]),
        ] {
            let mut found = Vec::new();
            each_word(text, |_, word| found.push(word.to_owned()));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn terms_know_how_often_and_where() {
        let article = Article {
            headline: Some("Ferry strike ends".to_owned()),
            body: vec![
                Block::new(
                    BlockKind::Paragraph,
                    "The ferry strike in Aldern ended on Friday.",
                ),
                Block::new(
                    BlockKind::Paragraph,
                    "The harbour reopens on Friday, said Ada Quill.",
                ),
            ],
            ..Article::default()
        };
        let terms = Terms::of(&article);
        let of = |word: &str| {
            let found = terms.all.iter().find(|term| term.hash == hash(word));
            found.map(|term| (term.count, term.place))
        };
        assert_eq!(of("ferry"), Some((3, HEADLINE | OPENING)));
        assert_eq!(of("aldern"), Some((1, OPENING | NAME)));
        assert_eq!(of("the"), None);
        assert_eq!(of("friday"), None);
        assert_eq!(terms.weekdays, [0, 0, 0, 0, 2, 0, 0]);
        assert!(terms.all.is_sorted_by_key(|term| term.hash));
    }
}
