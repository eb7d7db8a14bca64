//! Numbers about the whole library that likeness is measured by: in how many articles terms stand, and the day of each slot.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::profile::Weights;
use crate::library::terms;

/// Terms whose hashes begin alike are counted together: 2^18 counts are 512 KiB.
const COUNT_BITS: u32 = 18;
const COUNTS: usize = 1 << COUNT_BITS;

/// Numbers in one part: a page of the file holds it.
const PART: usize = 1_900;

/// Days are kept from this one on: 1 January 1920, in days since 1970. Earlier ones, and those after 2099, are not told apart from none.
const FIRST_DAY: i32 = -18_262;

/// Kinds of numbers in `index_corpus`.
const SIZE: i64 = 0;
const COUNT: i64 = 1;
const DAY: i64 = 2;

/// How many articles there are, and how often that has changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    articles: u32,
    /// Slots that have been given.
    slots: u32,
    changes: u32,
}

/// Counts that are being changed.
#[derive(Debug)]
pub(super) struct Counts {
    size: Size,
    with: Vec<u16>,
    changed: Vec<bool>,
}

/// Where the count of a term stands.
const fn place(hash: u32) -> usize {
    (hash >> (terms::BITS - COUNT_BITS)) as usize
}

/// 1 + ln((1 + articles) / (1 + articles with the term)): Salton's inverse document frequency, smoothed.
fn rarity(articles: u32, with: u16) -> f32 {
    #[allow(clippy::cast_precision_loss)] // of a library of more than 16 million articles
    let articles = articles as f32;
    1.0 + (1.0 + articles).ln() - (1.0 + f32::from(with)).ln()
}

impl Counts {
    pub(super) fn read(db: &Connection) -> rusqlite::Result<Self> {
        let mut counts = Vec::new();
        read_numbers(db, COUNT, 0, &mut counts)?;
        counts.resize(COUNTS, 0);
        Ok(Self {
            size: size(db)?,
            with: counts,
            changed: vec![false; COUNTS.div_ceil(PART)],
        })
    }

    /// An article comes, or goes.
    pub(super) fn count(&mut self, hashes: impl Iterator<Item = u32>, comes: bool) {
        let step = |count: &mut u16| {
            *count = if comes {
                count.saturating_add(1)
            } else {
                count.saturating_sub(1)
            };
        };
        for hash in hashes {
            self.with.get_mut(place(hash)).map(step);
            if let Some(changed) = self.changed.get_mut(place(hash) / PART) {
                *changed = true;
            }
        }
        let articles = self.size.articles;
        self.size.articles = if comes {
            articles + 1
        } else {
            articles.saturating_sub(1)
        };
    }

    /// Gives slots to so many articles: the first of them.
    pub(super) fn give_slots(&mut self, articles: usize) -> u32 {
        let first = self.size.slots + 1;
        self.size.slots += u32::try_from(articles).unwrap_or_default();
        first
    }

    pub(super) fn rarity(&self, hash: u32) -> f32 {
        rarity(
            self.size.articles,
            self.with.get(place(hash)).copied().unwrap_or_default(),
        )
    }

    pub(super) fn write(mut self, db: &Connection) -> rusqlite::Result<()> {
        let parts = self.with.chunks(PART).zip(0_i64..);
        for ((numbers, part), _) in parts.zip(&self.changed).filter(|(_, changed)| **changed) {
            write_numbers(db, (COUNT, part), numbers)?;
        }
        self.size.changes = self.size.changes.wrapping_add(1);
        let Size {
            articles,
            slots,
            changes,
        } = self.size;
        write_numbers(
            db,
            (SIZE, 0),
            [articles, slots, changes].map(halves).as_flattened(),
        )
    }
}

/// The nearest number that a byte can be.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // such casts saturate, which is meant
pub(super) fn byte(number: f32) -> u8 {
    number.round() as u8
}

/// A number in two halves, the lower one first.
fn halves(number: u32) -> [u16; 2] {
    let [a, b, c, d] = number.to_le_bytes();
    [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
}

fn size(db: &Connection) -> rusqlite::Result<Size> {
    let mut halves = Vec::new();
    read_numbers(db, SIZE, 0, &mut halves)?;
    let whole = |at: usize| {
        let half = |at: usize| halves.get(at).copied().map_or(0, u32::from);
        half(at) | half(at + 1) << 16
    };
    Ok(Size {
        articles: whole(0),
        slots: whole(2),
        changes: whole(4),
    })
}

/// Reads the numbers of a kind from that part on.
fn read_numbers(
    db: &Connection,
    kind: i64,
    from: usize,
    numbers: &mut Vec<u16>,
) -> rusqlite::Result<()> {
    let parts = "SELECT numbers FROM index_corpus WHERE kind = ?1 AND part >= ?2 ORDER BY part";
    let mut parts = db.prepare_cached(parts)?;
    let mut rows = parts.query(params![kind, i64::try_from(from).unwrap_or_default()])?;
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob()?;
        let (pairs, _) = bytes.as_chunks::<2>();
        numbers.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
    }
    Ok(())
}

fn write_numbers(
    db: &Connection,
    (kind, part): (i64, i64),
    numbers: &[u16],
) -> rusqlite::Result<()> {
    let bytes: Vec<u8> = numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let put = "INSERT OR REPLACE INTO index_corpus VALUES (?1, ?2, ?3)";
    db.prepare_cached(put)?
        .execute(params![kind, part, bytes])
        .map(drop)
}

/// Notes the days of slots, which follow each other.
pub(super) fn put_days(
    db: &Connection,
    first: usize,
    days: &[Option<i32>],
) -> rusqlite::Result<()> {
    let part = first / PART;
    let mut numbers = Vec::new();
    let held = "SELECT numbers FROM index_corpus WHERE kind = ?1 AND part = ?2";
    let held: Option<Vec<u8>> = db
        .prepare_cached(held)?
        .query_row([DAY, i64::try_from(part).unwrap_or_default()], |row| {
            row.get(0)
        })
        .optional()?;
    let (pairs, _) = held.as_deref().unwrap_or_default().as_chunks::<2>();
    numbers.extend(pairs.iter().map(|pair| u16::from_le_bytes(*pair)));
    numbers.resize(first - part * PART, 0);
    numbers.extend(days.iter().map(|day| packed_day(*day)));
    for (numbers, part) in numbers.chunks(PART).zip(part..) {
        write_numbers(db, (DAY, i64::try_from(part).unwrap_or_default()), numbers)?;
    }
    Ok(())
}

/// A day in two bytes, 0 where there is none.
pub(super) fn packed_day(day: Option<i32>) -> u16 {
    let since = day.and_then(|day| day.checked_sub(FIRST_DAY - 1));
    since
        .and_then(|since| u16::try_from(since).ok())
        .unwrap_or_default()
}

/// The day that was packed.
#[inline]
pub(super) fn unpacked_day(packed: u16) -> Option<i32> {
    (packed > 0).then(|| i32::from(packed) + FIRST_DAY - 1)
}

/// Sums for slots: one number for each that there is, and which ones have any.
#[derive(Debug, Default)]
pub(super) struct Tally {
    sums: Vec<f32>,
    touched: Vec<u32>,
}

impl Tally {
    /// Adds to the sum of a slot; `sum` is more than 0.
    #[inline]
    pub(super) fn add(&mut self, slot: u32, sum: f32) {
        if let Some(held) = self.sums.get_mut(slot as usize) {
            if *held <= 0.0 {
                self.touched.push(slot);
            }
            *held += sum;
        }
    }

    /// All sums with their slots; there are none afterwards.
    pub(super) fn take(&mut self) -> impl Iterator<Item = (f32, u32)> {
        let sums = &mut self.sums;
        self.touched.drain(..).map(|slot| {
            let sum = sums.get_mut(slot as usize).map(std::mem::take);
            (sum.unwrap_or_default(), slot)
        })
    }
}

/// The numbers as they are needed for asking, in memory: some 260 KB, and six bytes an article.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    size: Size,
    /// Rarities in sixteenths.
    rarities: Vec<u8>,
    days: Vec<u16>,
    pub(super) tally: Tally,
    pub(super) weights: Weights,
}

impl Corpus {
    /// Reads what has changed.
    pub(super) fn refresh(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let size = size(db)?;
        if size == self.size {
            return Ok(());
        }
        let mut counts = Vec::new();
        read_numbers(db, COUNT, 0, &mut counts)?;
        counts.resize(COUNTS, 0);
        // Far fewer counts than terms differ.
        let most = counts.iter().copied().max().unwrap_or_default();
        let rarities = (0..=most).map(|with| byte(16.0 * rarity(size.articles, with)));
        let rarities: Vec<u8> = rarities.collect();
        let rare = |with: &u16| rarities.get(usize::from(*with)).copied();
        self.rarities.clear();
        self.rarities
            .extend(counts.iter().map(|with| rare(with).unwrap_or_default()));
        self.days.clear();
        read_numbers(db, DAY, 0, &mut self.days)?;
        self.days.shrink_to_fit();
        self.tally.sums.resize(self.days.len(), 0.0);
        self.size = size;
        Ok(())
    }

    #[inline]
    pub(super) fn rarity(&self, hash: u32) -> f32 {
        let rarity = self.rarities.get(place(hash)).copied();
        f32::from(rarity.unwrap_or_default()) / 16.0
    }

    /// [All sums](Tally::take), and the day of each slot.
    pub(super) fn sums_and_days(
        &mut self,
    ) -> (
        impl Iterator<Item = (f32, u32)>,
        impl Fn(u32) -> Option<i32>,
    ) {
        let days = &self.days;
        let day = |slot: u32| unpacked_day(days.get(slot as usize).copied().unwrap_or_default());
        (self.tally.take(), day)
    }
}
