//! Which characters may leave the parser and reach the screen, said once more without the filter's own table.

use std::borrow::Cow;

use clippings::parser::filter::{clean_line, filter, filtered as passed};
use unicode_normalization::char::is_combining_mark;

/// Combining marks on one base, or vowels and final consonants of one Hangul syllable.
const MOST_MARKS: usize = 30;

/// Any text through the filter: clean, the same when it passes again, and shorter by what was taken out alone.
pub fn filtered(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let clean = filter(&text);
    check("filtered", &clean);
    assert!(clean.len() <= text.len());
    assert_eq!(filter(&clean), clean, "a second time");
    assert_eq!(matches!(clean, Cow::Borrowed(_)), clean == text);
    let mut rest = text.chars();
    for c in clean.chars() {
        let found = rest.any(|r| r == c || c == '\n' && is_break(r));
        assert!(found, "{c:?} was not there, or not in this order");
    }
    assert_eq!(passed(Cow::Borrowed(&text)), clean);
    let line = clean_line(&text);
    check("a line", &line);
    assert!(!line.contains(['\n', '\t']) && line == line.trim());
    assert_eq!(clean_line(&line), line, "a line a second time");
}

const fn is_break(c: char) -> bool {
    matches!(
        c,
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Holds `text` to what may leave the parser.
pub fn check(place: &str, text: &str) {
    if text
        .bytes()
        .all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t'))
    {
        return;
    }
    let mut marks = 0;
    for c in text.chars() {
        assert!(
            c == '\n' || c == '\t' || !steers(c) && !hides(c),
            "{place}: {c:?} in {text:?}"
        );
        let joins_a_syllable = matches!(c, '\u{1161}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}');
        if is_combining_mark(c) || joins_a_syllable {
            marks += 1;
            assert!(marks <= MOST_MARKS, "{place}: marks piled up in {text:?}");
        } else if !matches!(c, '\u{200c}'..='\u{200f}' | '\u{61c}') {
            marks = 0;
        }
    }
}

/// Could it command a terminal or turn the direction of what follows?
pub const fn steers(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Is nothing to be seen of it, or not the same everywhere: invisible characters, private ones, those that are none?
const fn hides(c: char) -> bool {
    let code = c as u32;
    let last_of_plane = code & 0xffff >= 0xfffe;
    let private = matches!(code, 0xe000..=0xf8ff | 0xf_0000..);
    let tag = matches!(code, 0xe_0000..=0xe_0fff);
    let invisible = matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    let filler = matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}');
    let music = matches!(code, 0x1_d173..=0x1_d17a);
    last_of_plane
        || private
        || tag
        || invisible
        || filler
        || music
        || matches!(code, 0xfdd0..=0xfdef)
}
