//! What a character is, told without a search in Unicode's tables for those of most pages: letters with their accents, Greek, Cyrillic.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// What a character is, one bit each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::parser) struct Class(u8);

impl Class {
    pub const LETTER: Self = Self(1);
    pub const LOWER: Self = Self(1 << 1);
    pub const UPPER: Self = Self(1 << 2);
    pub const BLANK: Self = Self(1 << 3);

    /// Is `c` a letter or a figure?
    #[inline]
    pub fn is_alphanumeric(c: char) -> bool {
        c.is_ascii_alphanumeric()
            || !c.is_ascii() && (Self::of(c).is(Self::LETTER) || c.is_numeric())
    }

    /// Is it one of `classes`?
    pub const fn is(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    /// What `c` is.
    pub fn of(c: char) -> Self {
        if c.is_ascii_lowercase() {
            return Self(Self::LETTER.0 | Self::LOWER.0);
        }
        match c {
            // Punctuation, arrows, boxes and shapes; the signs between them hold letters in circles.
            '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{23FF}' | '\u{2500}'..='\u{2BFF}' => {
                Self::default()
            }
            '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}' => {
                Self::LETTER
            }
            '\u{AC00}'..='\u{D7A3}' => Self::LETTER,
            // Hebrew to Burmese know no case, and have no blanks of their own.
            '\u{590}'..='\u{109F}' if c.is_alphabetic() => Self::LETTER,
            '\u{590}'..='\u{109F}' => Self::default(),
            _ => near(c).map_or_else(|| Self::searched(c), |near| near.class),
        }
    }

    fn searched(c: char) -> Self {
        let bit = |class: Self, is: bool| if is { class.0 } else { 0 };
        Self(
            bit(Self::LETTER, c.is_alphabetic())
                | bit(Self::LOWER, c.is_lowercase())
                | bit(Self::UPPER, c.is_uppercase())
                | bit(Self::BLANK, c.is_whitespace()),
        )
    }
}

/// What is known of a character of the table.
#[derive(Debug, Clone, Copy, Default)]
struct Near {
    folded: Option<char>,
    class: Class,
}

/// The characters before Armenian; none behind them has both case and accents, but for some Latin and Greek ones.
const NEAR: usize = 0x530;

static TABLE: LazyLock<Box<[Near]>> = LazyLock::new(|| {
    let chars = (0..NEAR).map(|code| u32::try_from(code).ok().and_then(char::from_u32));
    let near = |c: char| {
        let mut folded = None;
        fold_searched(c, |d| folded = Some(d));
        let class = Class::searched(c);
        Near { folded, class }
    };
    chars.map(|c| c.map_or_else(Near::default, near)).collect()
});

fn near(c: char) -> Option<Near> {
    TABLE.get(c as usize).copied()
}

/// Calls `emit` with what `c`, not of ASCII, folds to: nothing for a combining accent, one letter as a rule.
pub(super) fn fold(c: char, emit: impl FnMut(char)) {
    let mut emit = emit;
    match near(c) {
        Some(near) => near.folded.into_iter().for_each(emit),
        None if knows_no_case(c) => emit(c),
        None => fold_searched(c, emit),
    }
}

/// Is `c` plainly a letter that folds to itself, of a script that knows neither case nor accents to take off?
const fn knows_no_case(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{109F}' | '\u{3040}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

fn fold_searched(c: char, mut emit: impl FnMut(char)) {
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

/// A combining accent.
pub(super) const fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// The value of a decimal digit in the scripts that print dates.
pub(super) fn digit(c: char) -> Option<u32> {
    const ZEROS: [char; 5] = ['٠', '۰', '०', '๐', '０'];
    if c.is_ascii() {
        return c.to_digit(10);
    }
    ZEROS.into_iter().find_map(|zero| {
        let value = u32::from(c).wrapping_sub(u32::from(zero));
        (value < 10).then_some(value)
    })
}

/// A letter of a script that puts no spaces between words, or may do without: Thai and its neighbours, Han, Kana, Hangul.
pub(super) const fn stands_alone(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::{Class, fold, fold_searched};

    #[test]
    fn what_is_told_without_a_search_is_so() {
        for c in '\0'..=char::MAX {
            assert_eq!(Class::of(c), Class::searched(c), "{c:?}");
        }
    }

    #[test]
    fn what_is_folded_without_a_search_is_folded_so() {
        for c in '\u{80}'..=char::MAX {
            let (mut told, mut searched) = (String::new(), String::new());
            fold(c, |d| told.push(d));
            fold_searched(c, |d| searched.push(d));
            assert_eq!(told, searched, "{c:?}");
        }
    }
}
