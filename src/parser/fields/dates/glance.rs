//! Cheap looks at a line before it is cut into tokens: most lines hold no date, and show it.

use std::sync::LazyLock;

use super::token::{is_letter, is_single};
use super::{grammar, relative, tables};
use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::letter::digit;
use crate::parser::fields::line::{Line, Marks};
use crate::parser::fields::table::Meanings;

/// What a word may be in a date, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part(u8);

impl Part {
    /// A month's name.
    pub const MONTH: Self = Self(1);
    /// It names a day from the reference, or a span that one is told by.
    pub const TELLS_DAY: Self = Self(1 << 1);
    /// A date may start with it.
    pub const STARTS: Self = Self(1 << 2);
    /// A date may end with it.
    pub const ENDS: Self = Self(1 << 3);

    /// Is it one of `parts`?
    const fn is(self, parts: Self) -> bool {
        self.0 & parts.0 != 0
    }

    /// All of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of(word: &str) -> Self {
        PARTS.of(word).unwrap_or_default()
    }
}

static PARTS: LazyLock<Meanings<Part>> =
    LazyLock::new(|| Meanings::new(tables::parts().chain(relative::parts()), Part::or));

/// The words that dates are told by, and those that one starts or ends with.
pub(in crate::parser::fields) fn hints() -> impl Iterator<Item = Entry> {
    let hints = [
        (Part::MONTH, By::Longest, Hint::MONTH),
        (Part::STARTS, By::First, Hint::STARTS_DATE),
        (Part::ENDS, By::Last, Hint::ENDS_DATE),
    ];
    let parts = tables::parts().chain(relative::parts());
    let told = parts.flat_map(move |(word, part)| {
        let told = hints.into_iter().filter(move |(of, ..)| part.is(*of));
        told.map(move |(_, by, hint)| (word, by, hint))
    });
    told.chain(relative::hints()).chain(grammar::hints())
}

/// What a glance sees in a line.
#[derive(Debug, Clone, Copy, Default)]
struct Glance {
    /// Runs of digits.
    numbers: usize,
    /// Characters of the scripts that write dates without spaces.
    unspaced: bool,
}

impl Glance {
    fn of(text: &str) -> Self {
        let mut glance = Self::default();
        let mut within = false;
        for (i, byte) in text.bytes().enumerate() {
            if !byte.is_ascii() {
                return glance.go_on(text.get(i..).unwrap_or_default(), within);
            }
            let is_digit = byte.is_ascii_digit();
            glance.numbers += usize::from(is_digit && !within);
            within = is_digit;
        }
        glance
    }

    fn go_on(mut self, text: &str, mut within: bool) -> Self {
        for c in text.chars() {
            let is_digit = digit(c).is_some();
            self.numbers += usize::from(is_digit && !within);
            self.unspaced |= is_unspaced(c);
            within = is_digit;
        }
        self
    }
}

/// May `text` hold a date? A day takes two numbers and a month's name, or three numbers; without a year one number and the name. With
/// a reference there are also days told from it.
pub(super) fn may_hold(text: &str, reference: bool) -> bool {
    let glance = Glance::of(text);
    if glance.numbers >= 3 || glance.unspaced && (reference || glance.numbers > 0) {
        return true;
    }
    if !reference {
        return glance.numbers == 2 && words(text).any(|word| Part::of(word).is(Part::MONTH));
    }
    let mut short = words(text).take(relative::SHORT_LINE);
    if glance.numbers == 0 {
        return short.any(|word| Part::of(word).is(Part::TELLS_DAY));
    }
    words(text).any(|word| Part::of(word).is(Part::MONTH.or(Part::TELLS_DAY)))
}

/// May the line hold a date? A look at its words and numbers alone.
pub(in crate::parser::fields) fn may_be_in(line: &Line, reference: bool) -> bool {
    let alone = line.marks.is(Marks::ALONE) && line.numbers > 0;
    let ago = || line.any.is(Hint::UNIT) && line.any.is(Hint::PAST);
    // A month takes a day, and a year or a reference.
    line.numbers > 2
        || alone
        || line.numbers > usize::from(!reference) && line.any.is(Hint::MONTH)
        || reference && (line.any.is(Hint::DAY) || ago())
}

/// May a date start `text`?
pub(super) fn may_start(text: &str) -> bool {
    match text.chars().next() {
        Some(c) if digit(c).is_some() || is_unspaced(c) => true,
        Some(c) if is_letter(c) => {
            let word = words(text).next().unwrap_or_default();
            Part::of(word).is(Part::STARTS)
        }
        _ => false,
    }
}

/// May a date end `text`, marks at its end aside?
pub(super) fn may_end(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    match text.chars().next_back() {
        Some(c) if digit(c).is_some() || is_unspaced(c) => true,
        Some(_) => {
            let word = last_word(text);
            // "1st", "15h", "3pm": the number is glued to what ends the date.
            let before = text.get(..text.len() - word.len()).unwrap_or_default();
            before.ends_with(|c| digit(c).is_some()) || Part::of(word).is(Part::ENDS)
        }
        None => false,
    }
}

const fn is_unspaced(c: char) -> bool {
    is_single(c) || matches!(c, '\u{E00}'..='\u{E7F}')
}

/// The words of `text` as tokens part them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(is_letter)?;
        let word = rest.get(start..)?;
        let end = word_end(word);
        let (word, after) = word.split_at_checked(end)?;
        rest = after;
        Some(word)
    })
}

/// Where the word that `text` starts with ends.
fn word_end(text: &str) -> usize {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let seam = before.is_lowercase() && c.is_uppercase();
        if seam || !is_letter(c) {
            return at;
        }
        before = c;
    }
    text.len()
}

/// The word that `text` ends with.
fn last_word(text: &str) -> &str {
    let mut after = ' ';
    for (at, c) in text.char_indices().rev() {
        let seam = c.is_lowercase() && after.is_uppercase();
        if seam || !is_letter(c) {
            return text.get(at + c.len_utf8()..).unwrap_or_default();
        }
        after = c;
    }
    text
}
