//! The words of an article in one row, folded and without white space, and where a quotation is in them.

use std::ops::Range;

use memchr::memmem;

use super::near::{agreement, near, share};
use super::{CONTEXT, LONGEST, Part, Quotation, Stretch, squeeze};
use crate::article::is_unspaced;
use crate::fold::each_folded;

/// Folded bytes of context that are compared: those next to the words.
const NEAREST: usize = 4 * CONTEXT;
/// Places with just those words that are weighed by their context.
const MOST_PLACES: usize = 64;
/// Places with just the context before that are looked at.
const MOST_GAPS: usize = 8;
/// Words of fewer folded bytes say little alone: their context must agree.
const SHORT: usize = 12;

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
            let is_inside =
                |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_unspaced(c));
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
