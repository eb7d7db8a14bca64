//! A highlight as a quotation: the words themselves and some of those around them, so that they are found again in a text that was
//! typeset otherwise or parsed better. Knows no page and no store.
//!
//! What is compared is folded and without white space: blocks that were merged or split make no difference.

mod near;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use crate::article::Place;
use crate::fold::each_folded;
use near::{agreement, near, share};

/// Characters of context on either side.
const CONTEXT: usize = 40;
/// Folded bytes of context that are compared: those next to the words.
const NEAREST: usize = 4 * CONTEXT;
/// Bytes of the longest quotation.
const LONGEST: usize = 20_000;
/// Places with just those words that are weighed by their context.
const MOST_PLACES: usize = 64;
/// Places with just the context before that are looked at.
const MOST_GAPS: usize = 8;
/// Words of fewer folded bytes say little alone: their context must agree.
const SHORT: usize = 12;

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

/// An article's words as they are compared.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    text: String,
    /// Where each byte of the text comes from.
    origins: Vec<Origin>,
}

/// Bytes of an element's words.
#[derive(Debug, Clone, Copy)]
struct Origin {
    element: usize,
    start: usize,
    end: usize,
}

/// A quotation as it is compared.
struct Needle {
    before: String,
    quote: String,
    after: String,
}

impl Needle {
    /// `None` for a quotation without words, or with too many.
    fn new(quotation: &Quotation) -> Option<Self> {
        let quote = squeeze(&quotation.quote);
        let (before, after) = (squeeze(&quotation.before), squeeze(&quotation.after));
        let far = before.len().saturating_sub(NEAREST);
        let needle = Self {
            before: before.get(before.ceil_char_boundary(far)..)?.to_owned(),
            after: after.get(..after.floor_char_boundary(NEAREST))?.to_owned(),
            quote,
        };
        let length = needle.quote.len();
        (length > 0 && length <= 2 * LONGEST).then_some(needle)
    }
}

impl Stream {
    /// The running text, then what stands beside it.
    pub fn new(parts: &[Part]) -> Self {
        let mut stream = Self::default();
        for aside in [false, true] {
            for part in parts.iter().filter(|part| part.aside == aside) {
                each_folded(&part.text, |c, origin| {
                    if c != ' ' {
                        stream.text.push(c);
                        let origin = Origin {
                            element: part.element,
                            start: origin.start,
                            end: origin.end,
                        };
                        let bytes = std::iter::repeat_n(origin, c.len_utf8());
                        stream.origins.extend(bytes);
                    }
                });
            }
        }
        stream
    }

    /// Where just the words of a quotation are, piece by piece in the order in which they are read; where they are in several places, those
    /// whose context agrees most. `None` where there is nothing of the kind. Linear in the text, and quick.
    pub fn find_exact(&self, quotation: &Quotation) -> Option<Vec<Stretch>> {
        let found = self.exact(&Needle::new(quotation)?)?;
        Some(self.stretches(found))
    }

    /// Where words are that differ little from a quotation; else what stands between its contexts, if it has to do with it. `None` where
    /// there is nothing of the kind. Linear in the text, but takes its time.
    pub fn find_near(&self, quotation: &Quotation) -> Option<Vec<Stretch>> {
        let needle = Needle::new(quotation)?;
        let found = self.similar(&needle).or_else(|| self.between(&needle))?;
        Some(self.stretches(found))
    }

    /// Where a quotation is: first [`Stream::find_exact`], then [`Stream::find_near`].
    pub fn find(&self, quotation: &Quotation) -> Option<Vec<Stretch>> {
        let found = self.find_exact(quotation);
        found.or_else(|| self.find_near(quotation))
    }

    fn exact(&self, needle: &Needle) -> Option<Range<usize>> {
        let Needle {
            before,
            quote,
            after,
        } = needle;
        let text = self.text.as_bytes();
        let with = |before: &str, after: &str| {
            let whole = [before, quote, after].concat();
            memmem::find(text, whole.as_bytes()).map(|at| at + before.len())
        };
        let fitting = with(before, after);
        if fitting.is_some() {
            return fitting.map(|at| at..at + quote.len());
        }
        let halves = [with(before, ""), with("", after)];
        let alone = memmem::find_iter(text, quote.as_bytes()).take(MOST_PLACES);
        let mut places: Vec<usize> = halves.into_iter().flatten().chain(alone).collect();
        places.sort_unstable();
        places.dedup();
        if let ([at], true) = (places.as_slice(), quote.len() >= SHORT) {
            return Some(*at..at + quote.len());
        }
        let weighed = places.into_iter().map(|at| {
            let range = at..at + quote.len();
            (self.weight(needle, &range), self.is_whole(&range), range)
        });
        // Of equal ones the first.
        let best = weighed.reduce(|best, other| {
            let key = |(weight, whole, _): &(usize, bool, _)| (*whole, *weight);
            if key(&other) > key(&best) {
                other
            } else {
                best
            }
        });
        let (weight, _, range) = best?;
        let has_context = before.len() + after.len() > SHORT;
        let is_doubtful = quote.len() < SHORT && has_context && weight < SHORT;
        (!is_doubtful).then_some(range)
    }

    fn similar(&self, needle: &Needle) -> Option<Range<usize>> {
        let text = self.text.as_bytes();
        let found = near(needle.quote.as_bytes(), text);
        let best = found.into_iter().max_by_key(|(range, distance)| {
            let weight = self.weight(needle, range);
            (
                weight.saturating_sub(2 * distance),
                usize::MAX - range.start,
            )
        });
        best.map(|(range, _)| range)
    }

    /// What stands between the contexts, where it is about as long as the quotation and has to do with it.
    fn between(&self, needle: &Needle) -> Option<Range<usize>> {
        let Needle {
            before,
            quote,
            after,
        } = needle;
        if before.len().min(after.len()) < SHORT {
            return None;
        }
        let text = self.text.as_bytes();
        let starts = memmem::find_iter(text, before.as_bytes()).take(MOST_GAPS);
        starts.map(|at| at + before.len()).find_map(|start| {
            let end = start + 2 * quote.len() + after.len();
            let rest = text.get(start..end.min(text.len()))?;
            let length = memmem::find(rest, after.as_bytes())?;
            let words = rest.get(..length)?;
            let is_kin = 2 * length >= quote.len() && share(quote.as_bytes(), words) >= 40;
            is_kin.then_some(start..start + length)
        })
    }

    /// How well the words around `range` agree with the context, in bytes.
    fn weight(&self, needle: &Needle, range: &Range<usize>) -> usize {
        let text = self.text.as_bytes();
        let ahead = range.start.saturating_sub(2 * needle.before.len());
        let above = text.get(ahead..range.start).unwrap_or_default();
        let behind = (range.end + 2 * needle.after.len()).min(text.len());
        let below = text.get(range.end..behind).unwrap_or_default();
        let same =
            |one: &mut dyn Iterator<Item = (&u8, &u8)>| one.take_while(|(a, b)| a == b).count();
        let touching = same(
            &mut needle
                .before
                .as_bytes()
                .iter()
                .rev()
                .zip(above.iter().rev()),
        ) + same(&mut needle.after.as_bytes().iter().zip(below));
        touching
            + agreement(needle.before.as_bytes(), above)
            + agreement(needle.after.as_bytes(), below)
    }

    /// Does it begin and end with a word?
    fn is_whole(&self, range: &Range<usize>) -> bool {
        let is_edge = |at: usize| {
            let before = self
                .text
                .get(..at)
                .and_then(|text| text.chars().next_back());
            let after = self.text.get(at..).and_then(|text| text.chars().next());
            let touches = at
                .checked_sub(1)
                .and_then(|i| self.origins.get(i))
                .zip(self.origins.get(at))
                .is_some_and(|(a, b)| a.element == b.element && a.end == b.start);
            let is_inside = |c: Option<char>| {
                c.is_some_and(|c| c.is_alphanumeric() && !crate::article::is_unspaced(c))
            };
            !(touches && is_inside(before) && is_inside(after))
        };
        is_edge(range.start) && is_edge(range.end)
    }

    /// The elements' words that bytes of the stream come from.
    fn stretches(&self, range: Range<usize>) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for origin in self.origins.get(range).unwrap_or_default() {
            match stretches
                .last_mut()
                .filter(|last| last.element == origin.element)
            {
                Some(last) => last.range.end = origin.end,
                None => stretches.push(Stretch {
                    element: origin.element,
                    range: origin.start..origin.end,
                }),
            }
        }
        stretches
    }
}
