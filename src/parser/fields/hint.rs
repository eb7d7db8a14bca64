//! What a word lets a reader hope for: the words of all its tables in one, asked once for each word of a line. It may say yes to a few
//! words more, as it keeps no letters, but never no to one of them.

use std::sync::LazyLock;

use super::fold::fold;
use super::line::{EMPTY, Marks, step};
use super::{credits, dates, names, related};

/// What a line may hold that has a word, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hint(u32);

impl Hint {
    /// The label of a credit.
    pub const CREDIT: Self = Self(1);
    /// The name of an agency, or a word that stands for one in a credit.
    pub const AGENCY: Self = Self(1 << 1);
    /// The name of another organisation.
    pub const ORGANISATION: Self = Self(1 << 2);
    /// A month.
    pub const MONTH: Self = Self(1 << 3);
    /// A day told from today: a day, or both the others.
    pub const DAY: Self = Self(1 << 4);
    pub const UNIT: Self = Self(1 << 11);
    pub const PAST: Self = Self(1 << 12);
    /// First in a line: a date.
    pub const STARTS_DATE: Self = Self(1 << 5);
    /// Last in a line: a date.
    pub const ENDS_DATE: Self = Self(1 << 6);
    /// First in a line: a lead-in, or a label before a headline.
    pub const LEADS: Self = Self(1 << 7);
    /// Last in a line: what is run into a headline behind it.
    pub const TRAILS: Self = Self(1 << 8);
    /// An alternative text in front of a headline.
    pub const IMAGE: Self = Self(1 << 9);
    /// First in a line: the title of a list around an article.
    pub const TITLES: Self = Self(1 << 10);

    /// All of them.
    pub const ALL: Self = Self(u32::MAX);

    /// Is it one of `hints`?
    pub const fn is(self, hints: Self) -> bool {
        self.0 & hints.0 != 0
    }

    /// All of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Which word of a phrase is asked for: all its words are in the line, and the phrase stands where the line starts or ends if it must.
#[derive(Clone, Copy)]
pub(super) enum By {
    /// The longest, the first of several.
    Longest,
    First,
    Last,
}

/// A phrase of a table, its word that is asked for, and what that lets hope for.
pub(super) type Entry = (&'static str, By, Hint);

pub(super) static HINTS: LazyLock<Hints> = LazyLock::new(|| Hints::new(entries().collect()));

fn entries() -> impl Iterator<Item = Entry> {
    let entries = credits::hints().chain(names::hints());
    entries.chain(dates::hints()).chain(related::hints())
}

/// The hints by the hashes of their words: a table of open addresses, half empty at least.
pub(super) struct Hints(Box<[(u32, Hint)]>);

impl Hints {
    fn new(entries: Vec<Entry>) -> Self {
        let room = (2 * entries.len()).next_power_of_two();
        let mut hints = Self(vec![(0, Hint::default()); room].into());
        for (phrase, by, hint) in entries {
            let Some(hash) = word(phrase, by) else {
                continue;
            };
            let at = hints.place(hash);
            if let Some(slot) = hints.0.get_mut(at) {
                *slot = (hash, slot.1.or(hint));
            }
        }
        hints
    }

    /// What the word hashed to `hash` lets hope for.
    #[inline]
    pub fn of(&self, hash: u32) -> Hint {
        let at = self.place(hash);
        self.0.get(at).map_or(Hint::ALL, |slot| slot.1)
    }

    /// The slot of `hash`, or the empty one where it would be.
    #[inline]
    fn place(&self, hash: u32) -> usize {
        let last = self.0.len() - 1;
        let mut at = (hash ^ (hash >> 15)) as usize & last;
        while let Some(slot) = self.0.get(at) {
            if slot.0 == hash || slot.1 == Hint::default() {
                break;
            }
            at = (at + 1) & last;
        }
        at
    }
}

/// The hash of the word of `phrase` that is asked for; none without letters.
fn word(phrase: &str, by: By) -> Option<u32> {
    let phrase = fold(phrase);
    let mut words = Vec::new();
    let mut within = false;
    for (at, c) in phrase.char_indices() {
        let mark = Marks::of(c);
        if mark.is(Marks::ALONE) || mark.is(Marks::LETTER) && !within {
            words.push(at..at);
        }
        within = mark.is(Marks::LETTER);
        if let Some(word) = words.last_mut().filter(|_| within || mark.is(Marks::ALONE)) {
            word.end = at + c.len_utf8();
        }
    }
    let found = match by {
        By::First => words.first(),
        By::Last => words.last(),
        By::Longest => words.iter().rev().max_by_key(|word| word.len()),
    };
    let letters = phrase.get(found?.clone())?.chars();
    Some(letters.fold(EMPTY, |hash, c| step(hash, u32::from(c))))
}

#[cfg(test)]
mod tests {
    use super::{By, entries};
    use crate::parser::fields::line::Line;

    #[test]
    fn each_entry_is_hoped_for() {
        for (phrase, by, hint) in entries() {
            let line = Line::of(phrase);
            let found = match by {
                By::Longest => line.any,
                By::First => line.first,
                By::Last => line.last,
            };
            let wordless = !phrase.contains(char::is_alphabetic);
            assert!(wordless || found.is(hint), "{phrase}");
        }
    }
}
