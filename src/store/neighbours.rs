//! The articles that are like another one: first those that share its most telling terms, then of the best of them how alike they are in all.

use rusqlite::{CachedStatement, Connection, OptionalExtension as _};

use super::corpus::Corpus;
use super::error::StoreError;
use super::opening::Store;
use super::postings::Postings;
use super::profile::unpacked;
use crate::library::Id;
use crate::library::likeness::{Asked, Likeness, Profile, Weighted, crowding};

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

    /// The article in a slot and what it is compared by; `None` where it has gone.
    pub(super) fn profile(&self, slot: u32) -> rusqlite::Result<Option<(Id, Profile)>> {
        self.read(&mut self.profiles()?, slot)
    }

    fn profiles(&self) -> rusqlite::Result<CachedStatement<'a>> {
        let one = "SELECT article, density, profile FROM index_profile WHERE slot = ?1";
        self.db.prepare_cached(one)
    }

    fn read(
        &self,
        profiles: &mut CachedStatement,
        slot: u32,
    ) -> rusqlite::Result<Option<(Id, Profile)>> {
        let read = profiles.query_row([slot], |row| {
            let density: Option<u16> = row.get(1)?;
            let density = density.map_or(0.0, |density| f32::from(density) / 1_000.0);
            let bytes = row.get_ref(2)?.as_blob()?;
            let profile = unpacked(bytes, density, self.corpus);
            Ok((Id(row.get(0)?), profile))
        });
        read.optional()
    }

    /// All that is like the article in that slot, in no order.
    pub(super) fn alike(&mut self, slot: u32) -> rusqlite::Result<Vec<Alike>> {
        let Some((_, profile)) = self.profile(slot)? else {
            return Ok(Vec::new());
        };
        let slots = self.candidates(&profile, slot)?;
        let asked = Asked::new(profile);
        let mut alike = Vec::with_capacity(slots.len());
        let mut profiles = self.profiles()?;
        for slot in slots {
            if let Some((id, other)) = self.read(&mut profiles, slot)? {
                alike.push(Alike {
                    id,
                    likeness: asked.likeness(&other),
                    densities: (asked.profile().density, other.density),
                    slot,
                });
            }
        }
        Ok(alike)
    }

    /// The slots of the articles that share most with `profile`, but for its own.
    fn candidates(&mut self, profile: &Profile, own: u32) -> rusqlite::Result<Vec<u32>> {
        let mut terms: Vec<Weighted> = profile.terms.clone();
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
        let mut all: Vec<(f32, u32)> = self.corpus.tally.take().collect();
        all.retain(|(_, slot)| *slot != own);
        let mut best: Vec<u32> = top(&mut all).collect();
        for (sum, slot) in &mut all {
            *sum *= nearness(profile.day, self.corpus.day(*slot));
        }
        best.extend(top(&mut all));
        best.sort_unstable();
        best.dedup();
        Ok(best)
    }
}

/// The best of them.
fn top(all: &mut [(f32, u32)]) -> impl Iterator<Item = u32> {
    if all.len() > COMPARED {
        all.select_nth_unstable_by(COMPARED, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    }
    all.iter().take(COMPARED).map(|(_, slot)| *slot)
}

/// How much nearness in time counts where few are to be picked: all at the same day, a fifth far away.
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
            let mut alike = look.alike(slot)?;
            alike.sort_by(|a, b| b.odds().total_cmp(&a.odds()).then(a.id.cmp(&b.id)));
            Ok(alike)
        };
        read().map_err(|cause| StoreError::of_tables(&self.path, cause))
    }
}
