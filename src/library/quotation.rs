//! A highlight as a quotation: the words themselves and some of those around them, so that they are found again in a text that was
//! typeset otherwise or parsed better. Knows no page and no store.
//!
//! What is compared is folded and without white space: blocks that were merged or split make no difference.

mod near;
mod stream;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::article::Place;
use crate::fold::each_folded;
pub use stream::Stream;

/// Characters of context on either side.
const CONTEXT: usize = 40;
/// Bytes of the longest quotation.
const LONGEST: usize = 20_000;

/// Words that the reader has marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotation {
    /// The words; blocks are parted by a blank line.
    pub quote: String,
    /// Some words before them.
    pub before: String,
    /// Some words after them.
    pub after: String,
    /// What the reader says of them.
    pub comment: Option<String>,
}

/// A quotation under its name: it says whose words they are, so two machines that mark the same words mean the same note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The name, 16 hexadecimal digits where this program gave it.
    pub id: String,
    /// The words.
    pub quotation: Quotation,
    /// The headline of its article, for when that has gone.
    pub headline: Option<String>,
}

/// An element of an article that may be quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'a> {
    /// The element, an index into [`crate::article::Article::flow`].
    pub element: usize,
    /// Its words.
    pub text: Cow<'a, str>,
    /// It stands beside the text, as a caption does.
    pub aside: bool,
}

/// A stretch of one element's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The element, an index into [`crate::article::Article::flow`].
    pub element: usize,
    /// Bytes of its words.
    pub range: Range<usize>,
}

impl Quotation {
    /// The words of `parts` in `range`; captions between two paragraphs are left out. `None` where there are none, or too many.
    pub fn of(parts: &[Part], range: &Range<Place>) -> Option<Self> {
        let (inside, aside) = inside(parts, range);
        let mut inside = inside.into_iter();
        let first = inside.next()?;
        let mut last = first.clone();
        let mut quote = words_of(parts, &first);
        for piece in inside {
            let more = words_of(parts, &piece);
            if !more.is_empty() {
                quote.push_str("\n\n");
                quote.push_str(&more);
                last = piece;
            }
        }
        if quote.len() > LONGEST || squeeze(&quote).is_empty() {
            return None;
        }
        Some(Self {
            quote,
            before: before(parts, &first, aside),
            after: after(parts, &last, aside),
            comment: None,
        })
    }

    /// The name that a note of these words has.
    pub fn id(&self) -> String {
        let all = [&self.before, &self.quote, &self.after].map(|text| squeeze(text));
        let hash = super::fnv_1a(all.join("\n").bytes());
        format!("{hash:016x}")
    }
}

/// The words of `parts` in `range` that a quotation of it has.
pub fn stretches(parts: &[Part], range: &Range<Place>) -> Vec<Stretch> {
    let (inside, _) = inside(parts, range);
    let stretch = |(at, range): Piece| {
        let element = parts.get(at)?.element;
        Some(Stretch { element, range })
    };
    inside.into_iter().filter_map(stretch).collect()
}

/// The parts that have words in `range`, by their numbers, with those words; and whether they stand beside the text.
fn inside(parts: &[Part], range: &Range<Place>) -> (Vec<Piece>, bool) {
    let all = parts.iter().enumerate();
    let mut inside: Vec<Piece> = all
        .filter_map(|(at, part)| Some((at, part.clip(range)?)))
        .collect();
    let is_aside = |(at, _): &Piece| parts.get(*at).is_some_and(|part| part.aside);
    let aside = inside.iter().all(is_aside);
    inside.retain(|piece| is_aside(piece) == aside);
    (inside, aside)
}

/// The number of a part, and bytes of its words.
type Piece = (usize, Range<usize>);

impl Part<'_> {
    /// The bytes of its words that lie in `range`; `None` where there are none.
    fn clip(&self, range: &Range<Place>) -> Option<Range<usize>> {
        if self.element < range.start.block || self.element > range.end.block {
            return None;
        }
        let start = if self.element == range.start.block {
            self.text.floor_char_boundary(range.start.byte)
        } else {
            0
        };
        let end = if self.element == range.end.block {
            self.text.ceil_char_boundary(range.end.byte)
        } else {
            self.text.len()
        };
        (start < end).then_some(start..end)
    }
}

fn words_of(parts: &[Part], (at, range): &Piece) -> String {
    let text = parts.get(*at).and_then(|part| part.text.get(range.clone()));
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}

/// Characters that a context still takes, after a blank.
fn missing(context: &str) -> usize {
    let taken = context.chars().count();
    CONTEXT.saturating_sub(taken + usize::from(taken > 0))
}

/// The last words before a piece; those before a caption's in the caption alone.
fn before(parts: &[Part], (at, range): &Piece, aside: bool) -> String {
    let mut context = String::new();
    let above = parts.get(..*at).unwrap_or_default().iter().rev();
    let above = above.filter(|part| !aside && !part.aside);
    let own = parts.get(*at).and_then(|part| part.text.get(..range.start));
    for text in own.into_iter().chain(above.map(|part| part.text.as_ref())) {
        let missing = missing(&context);
        if missing == 0 {
            break;
        }
        let start = text.char_indices().rev().nth(missing - 1);
        let start = start.map_or(0, |(at, _)| at);
        let (rest, tail) = text.split_at_checked(start).unwrap_or_default();
        // A word that was cut is left out, unless there is no other.
        let is_cut = rest.ends_with(|c: char| !c.is_whitespace());
        let whole = tail.find(char::is_whitespace).filter(|_| is_cut);
        let tail = tail.get(whole.unwrap_or(0)..).unwrap_or_default();
        let words = tail.split_whitespace().chain(context.split_whitespace());
        context = words.collect::<Vec<_>>().join(" ");
        if is_cut {
            break;
        }
    }
    context
}

/// The first words after a piece.
fn after(parts: &[Part], (at, range): &Piece, aside: bool) -> String {
    let mut context = String::new();
    let below = parts.get(at + 1..).unwrap_or_default().iter();
    let below = below.filter(|part| !aside && !part.aside);
    let own = parts.get(*at).and_then(|part| part.text.get(range.end..));
    for text in own.into_iter().chain(below.map(|part| part.text.as_ref())) {
        let missing = missing(&context);
        let end = text.char_indices().nth(missing);
        let (head, rest) = match end {
            _ if missing == 0 => break,
            Some((at, _)) => text.split_at_checked(at).unwrap_or_default(),
            None => (text, ""),
        };
        let is_cut = rest.starts_with(|c: char| !c.is_whitespace());
        let whole = head.rfind(char::is_whitespace).filter(|_| is_cut);
        let head = head.get(..whole.unwrap_or(head.len())).unwrap_or_default();
        let words = context.split_whitespace().chain(head.split_whitespace());
        context = words.collect::<Vec<_>>().join(" ");
        if is_cut {
            break;
        }
    }
    context
}

/// Folded, without white space.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    each_folded(text, |c, _| {
        if c != ' ' {
            squeezed.push(c);
        }
    });
    squeezed
}
