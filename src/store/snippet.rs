//! A piece of an article around the words that were asked for.

use std::ops::Range;

use super::error::StoreError;
use super::opening::Store;
use super::text::{is_of_word, spaced, words};
use crate::article::{Article, is_unspaced};
use crate::fold::find_folded;
use crate::library::ask::{Ask, Ending, Field, Text};
use crate::library::{Id, Snippet};

/// Hits that are marked in one piece.
const MOST_MARKS: usize = 32;

impl Store {
    /// A piece of the article, some `width` characters long, with as many as possible of the words that were asked for; `None` where it has
    /// gone. Made from the stored article: for hits on the screen, not for all.
    ///
    /// # Errors
    /// The store or the article in it cannot be read.
    pub fn snippet(&self, id: Id, ask: &Ask, width: usize) -> Result<Option<Snippet>, StoreError> {
        let article = self.article(id)?;
        Ok(article.map(|article| snippet(&article, ask, width)))
    }
}

/// A word or phrase to be found.
struct Needle<'a> {
    words: &'a str,
    open: bool,
}

/// The piece of that article.
pub(super) fn snippet(article: &Article, ask: &Ask, width: usize) -> Snippet {
    let texts: Vec<&Text> = ask
        .texts()
        .filter(|text| matches!(text.field, Field::Any | Field::Body))
        .collect();
    let standfirst = article.standfirst.as_deref().into_iter();
    let blocks: Vec<&str> = standfirst
        .chain(article.body.iter().map(|block| block.text.as_str()))
        .collect();
    let mut best: (usize, &str, Vec<Range<usize>>) =
        (0, blocks.first().copied().unwrap_or_default(), Vec::new());
    for block in blocks {
        let (distinct, marks) = marks(block, &texts);
        if distinct > best.0 {
            best = (distinct, block, marks);
        }
        if distinct == texts.len() {
            break;
        }
    }
    let (_, block, marks) = best;
    cut(block, &marks, width)
}

/// How many of the texts stand in a block, and where.
fn marks(block: &str, texts: &[&Text]) -> (usize, Vec<Range<usize>>) {
    let mut distinct = 0;
    let mut all: Vec<Range<usize>> = Vec::new();
    for text in texts {
        let open = text.ending != Ending::Whole;
        let mut found = find(
            block,
            &Needle {
                words: &text.words,
                open,
            },
        );
        if found.is_empty() {
            // Other marks may stand between the words there.
            let run = spaced(&text.words);
            let parts = words(&run).map(|words| find(block, &Needle { words, open }));
            let parts: Vec<_> = parts.collect();
            if parts.len() > 1 && parts.iter().all(|part| !part.is_empty()) {
                found = parts.into_iter().flatten().collect();
            }
        }
        distinct += usize::from(!found.is_empty());
        all.extend(found);
    }
    all.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    let mut parted: Vec<Range<usize>> = Vec::new();
    for mark in all {
        if parted.last().is_none_or(|last| last.end <= mark.start) {
            parted.push(mark);
        }
    }
    (distinct, parted)
}

/// Where whole words are that the needle is.
fn find(block: &str, needle: &Needle) -> Vec<Range<usize>> {
    let goes_on = |c: Option<char>| c.is_some_and(|c| is_of_word(c) && !is_unspaced(c));
    let mut found = find_folded(block, needle.words);
    found.retain(|hit| {
        let before = block
            .get(..hit.start)
            .and_then(|text| text.chars().next_back());
        let after = block.get(hit.end..).and_then(|text| text.chars().next());
        let first = needle.words.chars().next();
        let last = needle.words.chars().next_back();
        !(goes_on(before) && goes_on(first)) && (needle.open || !(goes_on(after) && goes_on(last)))
    });
    found
}

/// A window of a block that begins a little before the first mark.
fn cut(block: &str, marks: &[Range<usize>], width: usize) -> Snippet {
    let first = marks.first().map_or(0, |mark| mark.start);
    let head = block.get(..first).unwrap_or_default();
    let back = head
        .char_indices()
        .rev()
        .nth(width / 3)
        .map_or(0, |(at, _)| at);
    // From a whole word on, where there is one.
    let lead = head.get(back..).unwrap_or_default();
    let start = match lead.find(char::is_whitespace) {
        _ if back == 0 => 0,
        Some(blank) => back + blank + 1,
        None => back,
    };
    let rest = block.get(start..).unwrap_or_default();
    let mut length = rest
        .char_indices()
        .nth(width)
        .map_or(rest.len(), |(at, _)| at);
    if length < rest.len() {
        let kept = rest.get(..length).unwrap_or_default();
        let blank = kept.rfind(char::is_whitespace);
        length = blank
            .filter(|blank| start + blank > first)
            .unwrap_or(length);
    }
    let mut text = String::from(if start > 0 { "…" } else { "" });
    let shift = text.len();
    let kept = rest.get(..length).unwrap_or_default();
    text.extend(kept.chars().map(|c| {
        if c.is_whitespace() && c.len_utf8() == 1 {
            ' '
        } else {
            c
        }
    }));
    if length < rest.len() {
        text.push('…');
    }
    let end = start + length;
    let inside = marks
        .iter()
        .filter(|mark| mark.start >= start && mark.end <= end);
    let marks = inside.map(|mark| mark.start - start + shift..mark.end - start + shift);
    Snippet {
        marks: marks.take(MOST_MARKS).collect(),
        text,
    }
}
