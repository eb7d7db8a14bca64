//! A piece of an article, as a search shows it.

use std::ops::Range;

/// A piece of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The piece, one line, with `…` where it was cut off.
    pub text: String,
    /// The bytes of it that were asked for, from left to right.
    pub marks: Vec<Range<usize>>,
}
