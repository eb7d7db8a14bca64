//! A line as all its readers need it: passed over once, for the hints that its words give and the marks that stand in it. Most lines
//! hold nothing of what a reader looks for, and their hints say so.

use std::sync::LazyLock;

use super::hint::{HINTS, Hint, Hints};
use super::letter::{self, Class, digit, is_accent, stands_alone};

/// Marks and kinds of characters, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks(u16);

impl Marks {
    pub const OPEN: Self = Self(1);
    pub const CLOSE: Self = Self(1 << 1);
    pub const SLASH: Self = Self(1 << 2);
    pub const COLON: Self = Self(1 << 3);
    /// Ends a sentence, or closes what is quoted.
    pub const SENTENCE: Self = Self(1 << 4);
    pub const COPYRIGHT: Self = Self(1 << 5);
    /// A letter of a script that may do without spaces: a word by itself.
    pub const ALONE: Self = Self(1 << 6);
    pub const LETTER: Self = Self(1 << 7);
    const LOWER: Self = Self(1 << 8);
    const UPPER: Self = Self(1 << 9);
    const BLANK: Self = Self(1 << 10);
    /// A blank behind a blank, or at the start.
    pub const GAP: Self = Self(1 << 11);
    /// A digit.
    pub const FIGURE: Self = Self(1 << 12);
    /// Belongs to the letters beside it, and is none.
    const JOINS: Self = Self(1 << 13);
    /// Makes a word that the readers part in their own ways.
    const ODD: Self = Self(1 << 14);
    /// A unit glued to its number may stand behind these.
    const BEFORE_UNIT: Self = Self::FIGURE.or(Self::ALONE).or(Self::JOINS);

    const ALL: Self = Self(u16::MAX);

    /// Is there one of `marks`?
    pub const fn is(self, marks: Self) -> bool {
        self.0 & marks.0 != 0
    }

    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What `c` is.
    #[inline]
    pub fn of(c: char) -> Self {
        let near = NEAR.get(c as usize).copied();
        near.unwrap_or_else(|| Self::searched(c))
    }

    fn searched(c: char) -> Self {
        match c {
            '\u{3041}'..='\u{3096}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}' => Self::ALONE,
            '(' | '[' | '（' | '【' => Self::OPEN,
            ')' | ']' | '）' | '】' => Self::CLOSE,
            ':' | '：' => Self::COLON,
            '/' => Self::SLASH,
            '.' | '!' | '?' | '"' | '”' => Self::SENTENCE,
            '\u{2010}'..='\u{2027}' => Self::default(),
            '©' | 'Ⓒ' => Self::COPYRIGHT,
            // It folds to an apostrophe.
            'ʼ' | '\u{93C}' | '\u{94D}' => Self::JOINS,
            _ if is_accent(c) => Self::ODD,
            _ if digit(c).is_some() => Self::FIGURE,
            _ => {
                let class = Class::of(c);
                if class.is(Class::LETTER) && stands_alone(c) {
                    return Self::ALONE;
                }
                let bit = |of: Class, bit: Self| if class.is(of) { bit.0 } else { 0 };
                Self(
                    bit(Class::LETTER, Self::LETTER)
                        | bit(Class::LOWER, Self::LOWER)
                        | bit(Class::UPPER, Self::UPPER)
                        | bit(Class::BLANK, Self::BLANK),
                )
            }
        }
    }
}

/// What the characters up to Cyrillic are.
static NEAR: LazyLock<Box<[Marks]>> =
    LazyLock::new(|| ('\0'..'\u{530}').map(Marks::searched).collect());

/// A word on the way through it, hashed letter by letter as it folds (FNV-1a, 32 bits).
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// From its start, and from its last seam.
    whole: u32,
    part: u32,
    seams: usize,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            whole: EMPTY,
            part: EMPTY,
            seams: 0,
        }
    }
}

impl Word {
    #[inline]
    pub fn push(&mut self, c: char) {
        if c.is_ascii() {
            self.take(c.to_ascii_lowercase());
        } else {
            letter::fold(c, |folded| self.take(folded));
        }
    }

    #[inline]
    fn take(&mut self, folded: char) {
        self.whole = step(self.whole, u32::from(folded));
        if self.seams > 0 {
            self.part = step(self.part, u32::from(folded));
        }
    }

    /// Takes the small letters of ASCII that `text` starts with, most of a line; yields the rest.
    #[inline]
    fn take_small<'t>(&mut self, text: &'t str) -> &'t str {
        let mut small = 0;
        for &byte in text.as_bytes() {
            if !byte.is_ascii_lowercase() {
                break;
            }
            self.take(char::from(byte));
            small += 1;
        }
        text.get(small..).unwrap_or_default()
    }

    /// A page may have glued what follows. A second seam is odd: only what follows the last one is known by itself.
    fn seam(&mut self) -> Marks {
        self.part = EMPTY;
        self.seams += 1;
        if self.seams > 1 {
            Marks::ODD
        } else {
            Marks::default()
        }
    }

    /// What it lets hope for up to here: whole, and from its seam on.
    #[inline]
    fn hint(self, hints: &Hints) -> Hint {
        let whole = hints.of(self.whole);
        if self.seams == 0 {
            whole
        } else {
            whole.or(hints.of(self.part))
        }
    }
}

/// The hash of nothing.
pub(super) const EMPTY: u32 = 0x811c_9dc5;

/// The hash of what `hash` is of and one character more.
pub(super) const fn step(hash: u32, code: u32) -> u32 {
    (hash ^ code).wrapping_mul(0x0100_0193)
}

/// A line, and what one pass over it tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    pub text: &'t str,
    /// What its words let hope for: any of them, the first, the last.
    pub any: Hint,
    pub first: Hint,
    pub last: Hint,
    /// What may stand in it.
    pub marks: Marks,
    /// Runs of digits, or more.
    pub numbers: usize,
    /// May a number stand last, letters behind it and marks aside?
    pub ends_in_number: bool,
    /// Words between blanks.
    pub words: usize,
}

impl<'t> Line<'t> {
    /// Passes over `text`. Time in proportion to it.
    pub fn of(text: &'t str) -> Self {
        let mut line = Self {
            text,
            any: Hint::default(),
            first: Hint::default(),
            last: Hint::default(),
            marks: Marks::default(),
            numbers: 0,
            ends_in_number: false,
            words: 0,
        };
        let hints = &*HINTS;
        let mut first = true;
        let mut before = Marks::BLANK;
        let mut word = Word::default();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let mut now = Marks::of(c);
            if before.is(Marks::LETTER) && !now.is(Marks::LETTER) {
                line.hope(word.hint(hints), std::mem::take(&mut first));
            }
            line.note(before, now);
            if now.is(Marks::LETTER) {
                if !before.is(Marks::LETTER) {
                    word = Word::default();
                } else if now.is(Marks::UPPER) && !before.is(Marks::UPPER) {
                    line.hope(word.hint(hints), first);
                    line.marks = line.marks.or(word.seam());
                }
                word.push(c);
                let rest = word.take_small(chars.as_str());
                if rest.len() < chars.as_str().len() {
                    now = Marks::LETTER.or(Marks::LOWER);
                    chars = rest.chars();
                }
            } else if now.is(Marks::ALONE) {
                word = Word::default();
                word.push(c);
                line.hope(word.hint(hints), std::mem::take(&mut first));
            }
            before = now;
        }
        if before.is(Marks::LETTER) {
            line.hope(word.hint(hints), first);
        }
        // What belongs together in it is told by the readers alone.
        if line.marks.is(Marks::ODD) {
            line.open()
        } else {
            line
        }
    }

    /// Counts a character, and what stands right before it.
    #[inline]
    fn note(&mut self, before: Marks, now: Marks) {
        self.marks = self.marks.or(now);
        if before.is(Marks::BLANK) {
            let gap = now.is(Marks::BLANK);
            self.words += usize::from(!gap);
            if gap {
                self.marks = self.marks.or(Marks::GAP);
            }
        }
        if now.is(Marks::FIGURE) {
            self.numbers += usize::from(!before.is(Marks::FIGURE));
            self.ends_in_number = true;
        } else if now.is(Marks::ALONE) {
            self.ends_in_number = true;
            self.last = Hint::default();
        } else if now.is(Marks::LETTER) && !before.is(Marks::LETTER) {
            self.ends_in_number &= before.is(Marks::BEFORE_UNIT);
            self.last = Hint::default();
        }
    }

    /// A word ends, perhaps the first one, or may end here.
    #[inline]
    fn hope(&mut self, hint: Hint, first: bool) {
        self.any = self.any.or(hint);
        self.last = self.last.or(hint);
        if first {
            self.first = self.first.or(hint);
        }
    }

    /// The same line, but everything may be in it.
    pub fn open(self) -> Self {
        Self {
            any: Hint::ALL,
            first: Hint::ALL,
            last: Hint::ALL,
            marks: Marks::ALL,
            numbers: usize::MAX,
            ends_in_number: true,
            ..self
        }
    }
}
