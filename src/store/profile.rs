//! What an article is compared by, as bytes: its publisher, its day, the days of the week that it names, and its most telling terms.

use super::corpus::{Corpus, packed_day, unpacked_day};
use super::varint;
use crate::library::likeness::{Circumstances, Weighted};
use crate::library::terms::{HEADLINE, Term, Terms};

/// Terms kept of an article beside those of its headline. On `shared/related` 96 order related articles about as well as all do, 48 two points
/// worse.
const KEPT: usize = 96;

/// Bits of a term's place, below its count.
const PLACES: u8 = 3;

/// What an article is compared by, with all of its terms.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    pub(super) terms: Terms,
    pub(super) day: Option<i32>,
    pub(super) publisher: u16,
}

/// 1 + ln count, for the counts that terms have.
pub(super) fn weight_of_count(count: u8) -> f32 {
    1.0 + f32::from(count.max(1)).ln()
}

impl Subject {
    /// Its terms, the most telling first, with their weights; only those that are kept.
    pub(super) fn telling(&self, rarity: impl Fn(u32) -> f32) -> Vec<(Term, f32)> {
        let weigh = |term: &Term| weight_of_count(term.count) * rarity(term.hash);
        let mut all: Vec<(Term, f32)> = self
            .terms
            .all
            .iter()
            .map(|term| (*term, weigh(term)))
            .collect();
        all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.hash.cmp(&b.0.hash)));
        let mut n = 0;
        all.retain(|(term, _)| {
            n += 1;
            n <= KEPT || term.place & HEADLINE != 0
        });
        all
    }

    /// The bytes, with those terms.
    pub(super) fn packed(&self, telling: &[(Term, f32)]) -> Vec<u8> {
        let mut terms: Vec<Term> = telling.iter().map(|(term, _)| *term).collect();
        terms.sort_unstable_by_key(|term| term.hash);
        let mut bytes = Vec::with_capacity(8 + 4 * terms.len());
        bytes.extend(self.publisher.to_le_bytes());
        bytes.extend(packed_day(self.day).to_le_bytes());
        for pair in self.terms.weekdays.chunks(2) {
            let (low, high) = (pair.first().copied(), pair.get(1).copied());
            bytes.push(low.unwrap_or_default() & 15 | high.unwrap_or_default() << 4);
        }
        let mut before = 0;
        for term in terms {
            varint::push(&mut bytes, term.hash - before);
            bytes.push(term.count << PLACES | term.place);
            before = term.hash;
        }
        bytes
    }
}

/// The terms in a packed profile.
fn terms(mut bytes: &[u8]) -> impl Iterator<Item = Term> {
    let mut hash = 0_u32;
    std::iter::from_fn(move || {
        hash = hash.checked_add(varint::take(&mut bytes)?)?;
        let (&byte, rest) = bytes.split_first()?;
        bytes = rest;
        Some(Term {
            hash,
            count: byte >> PLACES,
            place: byte & ((1 << PLACES) - 1),
        })
    })
}

/// Bytes before the terms.
const HEAD: usize = 8;

/// The hashes of the terms in a packed profile.
pub(super) fn hashes(bytes: &[u8]) -> impl Iterator<Item = u32> {
    terms(bytes.get(HEAD..).unwrap_or_default()).map(|term| term.hash)
}

/// What the article of a packed profile is compared by beside its terms, but for its density.
pub(super) fn circumstances(bytes: &[u8]) -> Circumstances {
    let Some(head) = bytes.first_chunk::<HEAD>() else {
        return Circumstances::default();
    };
    let [p0, p1, d0, d1, days @ ..] = *head;
    let mut weekdays = [0; 7];
    let nibbles = days.iter().flat_map(|byte| [byte & 15, byte >> 4]);
    weekdays
        .iter_mut()
        .zip(nibbles)
        .for_each(|(day, n)| *day = n);
    Circumstances {
        weekdays,
        day: unpacked_day(u16::from_le_bytes([d0, d1])),
        publisher: u16::from_le_bytes([p0, p1]),
        density: 0.0,
    }
}

/// The terms of a packed profile, with what they weigh in the library as it is; what is damaged is left out.
pub(super) fn weighted(bytes: &[u8], corpus: &Corpus) -> impl Iterator<Item = Weighted> {
    terms(bytes.get(HEAD..).unwrap_or_default()).map(|term| {
        let rarity = corpus.rarity(term.hash);
        Weighted {
            hash: term.hash,
            place: term.place,
            rarity,
            weight: corpus.weights.of(term.count) * rarity,
        }
    })
}

/// [`weight_of_count`] of each count, worked out once.
#[derive(Debug)]
pub(super) struct Weights([f32; 32]);

impl Default for Weights {
    fn default() -> Self {
        let mut weights = [0.0; 32];
        weights
            .iter_mut()
            .zip(0_u8..)
            .for_each(|(weight, count)| *weight = weight_of_count(count));
        Self(weights)
    }
}

impl Weights {
    #[inline]
    pub(super) fn of(&self, count: u8) -> f32 {
        self.0.get(usize::from(count)).copied().unwrap_or_default()
    }
}
