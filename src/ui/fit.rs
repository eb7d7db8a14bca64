//! The last door before the screen: what may stand in a cell, and text cut to columns, never through a character.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::page::is_narrow_letter;

/// Marks of no width that one character on the screen may carry. Vietnamese needs 2, Hebrew with cantillation 4.
const MARKS: usize = 8;

/// May `c` reach the terminal? Not control characters, nor those that turn the writing direction for what follows.
const fn is_safe(c: char) -> bool {
    !matches!(c, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Is each character of `text` one cell, whatever stands beside it? True of most texts, which are then spared the search for clusters.
pub fn is_simple(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~')) || text.chars().all(is_narrow_letter)
}

/// `text` without what may not reach the terminal, and with a bounded number of marks on each character.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_simple(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut marks = 0;
    for c in text.chars().filter(|&c| is_safe(c)) {
        if c.width() == Some(0) {
            marks += 1;
        } else {
            marks = 0;
        }
        if marks <= MARKS {
            clean.push(c);
        }
    }
    Cow::Owned(clean)
}

/// Columns that `text` takes on the screen.
pub fn cells(text: &str) -> u16 {
    let cells = if is_simple(text) {
        text.chars().count()
    } else {
        text.width()
    };
    u16::try_from(cells).unwrap_or(u16::MAX)
}

/// `text` in at most `width` columns; where it is cut, `mark` says so. Never cuts through a character, so it may be one column
/// narrower.
pub fn fit<'a>(text: &'a str, width: u16, mark: &str) -> Cow<'a, str> {
    if cells(text) <= width {
        return Cow::Borrowed(text);
    }
    let room = usize::from(width.saturating_sub(cells(mark)));
    let mut used = 0;
    let mut kept = String::new();
    if is_simple(text) {
        kept.extend(text.chars().take(room));
    } else {
        for grapheme in text.graphemes(true) {
            used += grapheme.width();
            if used > room {
                break;
            }
            kept.push_str(grapheme);
        }
    }
    kept.truncate(kept.trim_end().len());
    if cells(mark) <= width {
        kept.push_str(mark);
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_to_columns_and_never_through_a_character() {
        let cases = [
            ("harbour", 7, "harbour"),
            ("harbour", 6, "harbo…"),
            ("two words", 5, "two…"),
            ("潮位表示", 8, "潮位表示"),
            ("潮位表示", 7, "潮位表…"),
            ("潮位表示", 6, "潮位…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("harbour", 1, "…"),
            ("harbour", 0, ""),
        ];
        for (text, width, expected) in cases {
            let cut = fit(text, width, "…");
            assert_eq!(cut, expected, "{text} in {width}");
            assert!(cells(&cut) <= width);
        }
    }

    #[test]
    fn nothing_dangerous_passes() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\u{9b}c"), "a[31mbc");
        assert_eq!(clean("a\u{202e}b\u{2066}c\u{2069}"), "abc");
        let flood = format!("e{}x", "\u{301}".repeat(5000));
        assert_eq!(clean(&flood).chars().count(), 2 + MARKS);
        assert!(matches!(clean("plain"), Cow::Borrowed("plain")));
    }

    proptest::proptest! {
        #[test]
        fn any_text_fits_and_is_clean(text in "\\PC*", width in 0u16..40) {
            let clean = clean(&text);
            proptest::prop_assert!(clean.chars().all(is_safe));
            proptest::prop_assert!(cells(&fit(&clean, width, "…")) <= width);
        }
    }
}
