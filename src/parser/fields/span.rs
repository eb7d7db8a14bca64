//! Byte ranges of a text, made narrower.

use std::ops::Range;

/// `range` of `text` without the characters at its ends that `away` accepts.
pub fn trim(text: &str, range: Range<usize>, away: impl Fn(char) -> bool) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + part.len() - part.trim_start_matches(&away).len();
    let end = start + part.trim_matches(&away).len();
    start..end
}
