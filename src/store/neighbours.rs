//! The articles that are like another one: first those that share its most telling terms, then of the best of them how alike they are in all.

use rusqlite::{CachedStatement, Connection, OptionalExtension as _};

use super::corpus::Corpus;
use super::error::StoreError;
use super::opening::Store;
use super::postings::Postings;
use super::profile::{circumstances, weighted};
use crate::library::Id;
use crate::library::likeness::{Asked, Circumstances, Likeness, Weighted, crowding};

/// Terms that are looked up, and that an article is found by.
pub(super) const ASKED: usize = 32;

/// Postings that are looked at; the most telling terms come first.
const MOST_POSTINGS: usize = 4_000;

/// Articles that are compared in full: so many of the most alike by those terms, and so many where the date counts, too.
const COMPARED: usize = 24;

/// An article that is like the one asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alike {
    /// The article.
    pub id: Id,
    /// How alike it is.
    pub likeness: Likeness,
    /// How alike the five nearest articles of each are, on average: of the one asked about, and of this one.
    pub densities: (f32, f32),
    pub(super) slot: u32,
}

impl Alike {
    /// The logarithm of the odds that both tell of one event.
    pub fn odds(&self) -> f32 {
        self.likeness.bare_odds() + crowding(self.densities.0, self.densities.1)
    }
}

/// A look into the inverted index.
pub(super) struct Look<'a> {
    pub(super) db: &'a Connection,
    pub(super) corpus: &'a mut Corpus,
}

/// What `of` makes of the article in a slot, from what it is compared by and its packed profile; `None` where it has gone.
pub(super) fn read_profile<T>(
    profiles: &mut CachedStatement,
    slot: u32,
    of: impl FnOnce(Id, Circumstances, &[u8]) -> T,
) -> rusqlite::Result<Option<T>> {
    let read = profiles.query_row([slot], |row| {
        let density: Option<u16> = row.get(1)?;
        let packed = row.get_ref(2)?.as_blob()?;
        let circumstances = Circumstances {
            density: density.map_or(0.0, |density| f32::from(density) / 1_000.0),
            ..circumstances(packed)
        };
        Ok(of(Id(row.get(0)?), circumstances, packed))
    });
    read.optional()
}

impl<'a> Look<'a> {
    /// With the numbers about the library as it is now.
    pub(super) fn new(db: &'a Connection, corpus: &'a mut Corpus) -> rusqlite::Result<Self> {
        corpus.refresh(db)?;
        Ok(Self { db, corpus })
    }

    pub(super) fn slot_of(&self, id: Id) -> rusqlite::Result<Option<u32>> {
        let slot = "SELECT slot FROM index_profile WHERE article = ?1";
        let mut slot = self.db.prepare_cached(slot)?;
        slot.query_row([id.0], |row| row.get(0)).optional()
    }

    /// The article in a slot, ready for others to be compared with it; `None` where it has gone.
    pub(super) fn asked(&self, slot: u32) -> rusqlite::Result<Option<Asked>> {
        let asked = |_, circumstances, packed: &[u8]| {
            let terms = weighted(packed, self.corpus).collect();
            Asked::new(terms, circumstances)
        };
        read_profile(&mut self.profiles()?, slot, asked)
    }

    pub(super) fn profiles(&self) -> rusqlite::Result<CachedStatement<'a>> {
        let one = "SELECT article, density, profile FROM index_profile WHERE slot = ?1";
        self.db.prepare_cached(one)
    }

    /// All that is like the article in that slot, in no order.
    pub(super) fn alike(&mut self, slot: u32) -> rusqlite::Result<Vec<Alike>> {
        let Some(asked) = self.asked(slot)? else {
            return Ok(Vec::new());
        };
        let slots = self.candidates(&asked, slot)?;
        let mut alike = Vec::with_capacity(slots.len());
        let mut profiles = self.profiles()?;
        for slot in slots {
            let compared = |id, other: Circumstances, packed: &[u8]| Alike {
                id,
                likeness: asked.likeness(weighted(packed, self.corpus), &other),
                densities: (asked.circumstances().density, other.density),
                slot,
            };
            alike.extend(read_profile(&mut profiles, slot, compared)?);
        }
        Ok(alike)
    }

    /// The slots of the articles that share most with the one asked about, but for its own.
    fn candidates(&mut self, asked: &Asked, own: u32) -> rusqlite::Result<Vec<u32>> {
        let mut terms: Vec<Weighted> = asked.terms().to_vec();
        terms.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight));
        let mut seen = 0;
        let mut postings = Postings::new(self.db)?;
        for term in terms.iter().take(ASKED) {
            let tally = &mut self.corpus.tally;
            postings.each(term.hash, |(slot, telling)| {
                tally.add(slot, term.weight * f32::from(telling));
                seen += 1;
            })?;
            if seen > MOST_POSTINGS {
                break;
            }
        }
        let day = asked.circumstances().day;
        let (mut best, mut nearest) = (Best::default(), Best::default());
        let (sums, days) = self.corpus.sums_and_days();
        for (sum, slot) in sums {
            if slot != own {
                best.offer(sum, slot);
                nearest.offer(sum * nearness(day, days(slot)), slot);
            }
        }
        let mut slots: Vec<u32> = best.slots().chain(nearest.slots()).collect();
        slots.sort_unstable();
        slots.dedup();
        Ok(slots)
    }
}

/// The slots with the greatest sums, the greatest first.
#[derive(Default)]
struct Best(Vec<(f32, u32)>);

impl Best {
    /// Takes a slot in if its sum is one of them.
    #[inline]
    fn offer(&mut self, sum: f32, slot: u32) {
        let last = self.0.get(COMPARED - 1);
        if last.is_none_or(|last| !is_before(*last, sum, slot)) {
            self.put(sum, slot);
        }
    }

    fn put(&mut self, sum: f32, slot: u32) {
        let at = self.0.partition_point(|held| is_before(*held, sum, slot));
        self.0.truncate(COMPARED - 1);
        self.0.insert(at, (sum, slot));
    }

    fn slots(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|(_, slot)| *slot)
    }
}

#[inline]
fn is_before(held: (f32, u32), sum: f32, slot: u32) -> bool {
    held.0 > sum || held.0 >= sum && held.1 < slot
}

/// How much nearness in time counts where few are to be picked: all at the same day, a fifth far away.
#[inline]
fn nearness(one: Option<i32>, two: Option<i32>) -> f32 {
    let Some((one, two)) = one.zip(two) else {
        return 0.7;
    };
    let days = f32::from(u16::try_from(one.abs_diff(two)).unwrap_or(u16::MAX));
    0.2 + 0.8 / (1.0 + (days / 2.0).powi(2))
}

impl Store {
    /// The articles that are like this one, best first: those likeliest to tell of the same event.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn alike(&self, id: Id) -> Result<Vec<Alike>, StoreError> {
        let read = || -> rusqlite::Result<Vec<Alike>> {
            let mut corpus = self.corpus.borrow_mut();
            let mut look = Look::new(&self.db, &mut corpus)?;
            let Some(slot) = look.slot_of(id)? else {
                return Ok(Vec::new());
            };
            let alike = look.alike(slot)?;
            let mut alike: Vec<(f32, Alike)> =
                alike.into_iter().map(|one| (one.odds(), one)).collect();
            alike.sort_unstable_by(|(a, one), (b, two)| b.total_cmp(a).then(one.id.cmp(&two.id)));
            let alike = alike.into_iter().map(|(_, one)| one).collect();
            Ok(alike)
        };
        read().map_err(|cause| StoreError::of_tables(&self.path, cause))
    }
}
