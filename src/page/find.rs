//! Search in an article, and which part of a run a match covers.

use std::ops::Range;

use super::{Page, Run, words};
use crate::article::{Article, Place};
use crate::fold::find_folded;

/// A stretch of an element's words that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The element, an index into [`Article::flow`].
    pub element: usize,
    /// Bytes of the element's [`words`].
    pub range: Range<usize>,
}

impl Match {
    /// Where it begins.
    pub fn place(&self) -> Place {
        Place {
            block: self.element,
            byte: self.range.start,
        }
    }
}

impl Page {
    /// Where `query`, folded by [`crate::fold::fold`], occurs in the article's words, in reading order. It holds at any width.
    pub fn find(article: &Article, query: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        for (index, element) in article.flow().into_iter().enumerate() {
            let found = find_folded(&words(article, element), query);
            matches.extend(found.into_iter().map(|range| Match {
                element: index,
                range,
            }));
        }
        matches
    }
}

impl Run {
    /// The bytes of this run's text that `range` of the element's words covers: all of it where the run stands for other words, `None`
    /// where they do not meet. Always on character boundaries.
    pub fn covered(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let source = self.source.as_ref()?;
        let start = range.start.max(source.start);
        let end = range.end.min(source.end);
        if start >= end {
            return None;
        }
        if source.len() != self.text.len() {
            return Some(0..self.text.len());
        }
        let start = self.text.floor_char_boundary(start - source.start);
        let end = self.text.ceil_char_boundary(end - source.start);
        Some(start..end)
    }
}
