//! How alike two articles are in what they speak of, and how likely it is that they tell of one event.

use super::terms::{HEADLINE, NAME, OPENING};

/// A term of an article that is asked about or compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    /// The term's hash, as in [`super::terms::Term`].
    pub hash: u32,
    /// Where it stands, as in [`super::terms::Term`].
    pub place: u8,
    /// How rare it is in the library: 1 + ln((1 + articles) / (1 + articles with it)).
    pub rarity: f32,
    /// How much it says of the article: (1 + ln count) times its rarity.
    pub weight: f32,
}

/// What an article is compared by beside its terms.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Circumstances {
    /// How often each day of the week is named, Monday first.
    pub weekdays: [u8; 7],
    /// Its date: days since 1970.
    pub day: Option<i32>,
    /// A hash of its publisher; 0 where there is none.
    pub publisher: u16,
    /// How alike its five nearest articles are on average.
    pub density: f32,
}

/// Which terms a likeness is measured by.
const KINDS: [u8; 4] = [u8::MAX, HEADLINE, NAME, HEADLINE | OPENING];

/// For each place, a set of [`HEADLINE`], [`OPENING`] and [`NAME`], 1 for the kinds that its terms are of, else 0: to be multiplied with, so that all
/// kinds are added up at once.
const OF_KINDS: [[f32; 4]; 8] = [
    of_kinds(0),
    of_kinds(1),
    of_kinds(2),
    of_kinds(3),
    of_kinds(4),
    of_kinds(5),
    of_kinds(6),
    of_kinds(7),
];

const fn of_kinds(place: u8) -> [f32; 4] {
    const fn is_of(place: u8, kind: u8) -> f32 {
        if kind == u8::MAX || place & kind != 0 {
            1.0
        } else {
            0.0
        }
    }
    let [all, headlines, names, openings] = KINDS;
    [
        is_of(place, all),
        is_of(place, headlines),
        is_of(place, names),
        is_of(place, openings),
    ]
}

#[inline]
fn kinds_of(place: u8) -> [f32; 4] {
    let kinds = OF_KINDS.get(usize::from(place) % OF_KINDS.len());
    kinds.copied().unwrap_or_default()
}

/// A number of each kind, from two of each.
#[inline]
fn pairwise(one: [f32; 4], two: [f32; 4], of: impl Fn(f32, f32) -> f32) -> [f32; 4] {
    [
        of(one[0], two[0]),
        of(one[1], two[1]),
        of(one[2], two[2]),
        of(one[3], two[3]),
    ]
}

/// In how many ways hashes end that are told apart at first: far more than an article has terms, so that most others' terms are found to be
/// none of its at the first look.
const ENDINGS: usize = 2_048;

/// An article that others are compared with.
#[derive(Debug, Clone)]
pub struct Asked {
    terms: Vec<Weighted>,
    circumstances: Circumstances,
    lengths: [f32; 4],
    /// The first term of each ending, counted from 1, and for each term the next one of its ending; 0 where there is none.
    first: Vec<u16>,
    next: Vec<u16>,
}

const fn ending(hash: u32) -> usize {
    hash as usize % ENDINGS
}

/// The number of [`Likeness::signals`].
pub const SIGNALS: usize = 23;

/// How alike two articles are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// By their words alone, from 0 to 1.
    pub text: f32,
    /// What their likelihood is worked out from; see [`NAMES`].
    pub signals: [f32; SIGNALS],
    /// Days between them, where both have a date.
    pub days: Option<u32>,
}

/// What the signals are.
pub const NAMES: [&str; SIGNALS] = [
    "ln text",
    "all",
    "headlines",
    "names",
    "openings",
    "ln shared",
    "weekdays",
    "weekdays, no date",
    "4th rarest",
    "10th rarest",
    "no date",
    "same day",
    "1 day",
    "2 days",
    "3 days",
    "to 6 days",
    "to 13 days",
    "to 30 days",
    "to 90 days",
    "to 365 days",
    "further",
    "publisher",
    "weekday of date",
];

/// The last day of each range of days.
const RANGES: [u32; 9] = [0, 1, 2, 3, 6, 13, 30, 90, 365];

/// What the text's likeness is made of: all terms, those of the headlines, names.
const TEXT: [f32; 3] = [0.6, 0.2, 0.2];

/// The least likeness whose logarithm is taken.
const LEAST: f32 = 1e-3;

impl Asked {
    /// To compare others with the article of these terms.
    pub fn new(terms: Vec<Weighted>, circumstances: Circumstances) -> Self {
        let mut first = vec![0; ENDINGS];
        let mut next = Vec::with_capacity(terms.len());
        let mut squares = [0.0; 4];
        for (term, nth) in terms.iter().zip(1_u16..) {
            let square = term.weight * term.weight;
            squares = pairwise(squares, kinds_of(term.place), |sum, kind| {
                sum + square * kind
            });
            if let Some(first) = first.get_mut(ending(term.hash)) {
                next.push(std::mem::replace(first, nth));
            }
        }
        Self {
            terms,
            circumstances,
            lengths: squares.map(f32::sqrt),
            first,
            next,
        }
    }

    /// Its terms.
    pub fn terms(&self) -> &[Weighted] {
        &self.terms
    }

    /// What it is compared by beside them.
    pub const fn circumstances(&self) -> &Circumstances {
        &self.circumstances
    }

    /// Its term of this hash.
    #[inline]
    pub fn term(&self, hash: u32) -> Option<&Weighted> {
        let mut nth = *self.first.get(ending(hash))?;
        loop {
            let at = usize::from(nth.checked_sub(1)?);
            let term = self.terms.get(at)?;
            if term.hash == hash {
                return Some(term);
            }
            nth = *self.next.get(at)?;
        }
    }

    /// How alike another article is, which has these terms.
    pub fn likeness(
        &self,
        terms: impl Iterator<Item = Weighted>,
        other: &Circumstances,
    ) -> Likeness {
        let (mut products, mut squares) = ([0.0; 4], [0.0; 4]);
        let mut shared = 0_u16;
        // The rarest shared terms, rarest first.
        let mut rarest = [0.0_f32; 10];
        for two in terms {
            let (kinds, square) = (kinds_of(two.place), two.weight * two.weight);
            squares = pairwise(squares, kinds, |sum, kind| sum + square * kind);
            let Some(one) = self.term(two.hash) else {
                continue;
            };
            let (kinds, product) = (
                pairwise(kinds, kinds_of(one.place), |two, one| two * one),
                one.weight * two.weight,
            );
            products = pairwise(products, kinds, |sum, kind| sum + product * kind);
            shared += 1;
            let mut rarity = one.rarity;
            for held in &mut rarest {
                if rarity > *held {
                    std::mem::swap(&mut rarity, held);
                }
            }
        }
        let lengths = pairwise(self.lengths, squares, |one, square| one * square.sqrt());
        let [all, headlines, names, openings] = pairwise(products, lengths, |product, both| {
            if both > 0.0 { product / both } else { 0.0 }
        });
        let own = &self.circumstances;
        let weekdays = cosine(own.weekdays, other.weekdays);
        let is_dated = own.day.is_some() && other.day.is_some();
        let text = TEXT[0] * all + TEXT[1] * headlines + TEXT[2] * names;
        let mut signals = [0.0; SIGNALS];
        let dates = own.dates(other);
        let texts = [
            text.max(LEAST).ln(),
            all,
            headlines,
            names,
            openings,
            f32::from(shared).ln_1p(),
            weekdays,
            if is_dated { 0.0 } else { weekdays },
            rarest[3],
            rarest[9],
        ];
        let all = texts.into_iter().chain(dates);
        signals
            .iter_mut()
            .zip(all)
            .for_each(|(signal, value)| *signal = value);
        let days = own.day.zip(other.day);
        let days = days.map(|(one, two)| one.abs_diff(two));
        Likeness {
            text,
            signals,
            days,
        }
    }
}

impl Circumstances {
    /// The signals of dates and publishers.
    fn dates(&self, other: &Self) -> [f32; 13] {
        let mut signals = [0.0; 13];
        let range = match self.day.zip(other.day) {
            None => 0,
            Some((one, two)) => {
                let days = one.abs_diff(two);
                1 + RANGES
                    .iter()
                    .position(|&last| days <= last)
                    .unwrap_or(RANGES.len())
            }
        };
        if let Some(signal) = signals.get_mut(range) {
            *signal = 1.0;
        }
        if self.publisher != 0 && self.publisher == other.publisher {
            signals[11] = 1.0;
        }
        signals[12] = match (self.day, other.day) {
            (None, Some(day)) => names_day(self.weekdays, day),
            (Some(day), None) => names_day(other.weekdays, day),
            _ => 0.0,
        };
        signals
    }
}

/// The cosine of what days of the week two articles name.
fn cosine(one: [u8; 7], two: [u8; 7]) -> f32 {
    let product = |a: [u8; 7], b: [u8; 7]| -> f32 {
        let products = a
            .into_iter()
            .zip(b)
            .map(|(a, b)| f32::from(a) * f32::from(b));
        products.sum()
    };
    let both = (product(one, one) * product(two, two)).sqrt();
    if both > 0.0 {
        product(one, two) / both
    } else {
        0.0
    }
}

/// How much of what an undated article says of days of the week fits a date: that day, or half as well the day before.
fn names_day(weekdays: [u8; 7], day: i32) -> f32 {
    let all: f32 = weekdays.iter().map(|&n| f32::from(n)).sum();
    // 1 January 1970 was a Thursday.
    let of = |day: i32| {
        let weekday = usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default();
        weekdays.get(weekday).map_or(0.0, |&n| f32::from(n))
    };
    if all > 0.0 {
        (of(day) + 0.5 * of(day - 1)) / all
    } else {
        0.0
    }
}

/// Weights of the signals, of the logarithm of both densities together, and the rest: logistic regression on the pairs of
/// `shared/related/allsides-full.dev` (stories before 2019 of `AllSides`' roundups), and on the captures of `lynx` in `shared/captures`, where no
/// page tells of another's event: without those, two guides to one topic are taken for one story. `examples/related` makes them.
const WEIGHTS: [f32; SIGNALS] = [
    3.614,  // ln text
    3.406,  // all
    0.508,  // headlines
    1.813,  // names
    3.498,  // openings
    -0.998, // ln shared
    0.091,  // weekdays
    1.857,  // weekdays, no date
    0.319,  // 4th rarest
    0.121,  // 10th rarest
    0.206,  // no date
    3.810,  // same day
    2.647,  // 1 day
    0.485,  // 2 days
    -0.263, // 3 days
    -1.493, // to 6 days
    -1.027, // to 13 days
    -1.722, // to 30 days
    -2.947, // to 90 days
    -4.530, // to 365 days
    -4.032, // further
    -1.000, // publisher
    0.412,  // weekday of date
];
const DENSITY: f32 = -3.527;
const REST: f32 = -8.864;

impl Likeness {
    /// The logarithm of the odds that both tell of one event, but for their densities.
    pub fn bare_odds(&self) -> f32 {
        let weighed = self
            .signals
            .iter()
            .zip(WEIGHTS)
            .map(|(signal, weight)| signal * weight);
        REST + weighed.sum::<f32>()
    }
}

/// What the densities of both add to the logarithm of the odds: an article with many near ones needs a nearer one.
pub fn crowding(one: f32, two: f32) -> f32 {
    DENSITY * crowd(one, two)
}

/// The signal that [`crowding`] weighs.
pub fn crowd(one: f32, two: f32) -> f32 {
    one.max(THINNEST).ln() + two.max(THINNEST).ln()
}

/// Densities below this count as this: in a small library everything is far apart, which says nothing. Of the articles of `shared/related` a tenth lie
/// below it, and nothing is lost by it.
const THINNEST: f32 = 0.15;

/// A chance from the logarithm of odds.
pub fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests;
