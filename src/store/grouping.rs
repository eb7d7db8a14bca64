//! Putting articles into stories as they come: how likely each new one tells of the same event as those that are like it, and which groups that makes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::error::StoreError;
use super::neighbours::{Alike, Look};
use super::opening::Store;
use super::stories::correct_all;
use crate::library::grouping::{Group, grouped};
use crate::library::likeness::{chance, crowding};

/// The likeliest of an article's neighbours that may be in its story.
const LINKS: usize = 16;

/// Articles that lie further apart are no one event, however alike: they may still be linked by those between.
const MOST_DAYS: u32 = 14;

/// A chance that says nothing.
const UNLIKELY: f32 = 0.02;

/// Nearest articles that a density is the mean of.
const NEAREST: usize = 5;

/// Slots that are asked about in one transaction: the engine looks once for what others have written, not at each of a hundred questions about each.
/// While it lasts, a tenth of a second, the journal cannot be emptied.
const TOGETHER: usize = 500;

/// Slots that are written in one transaction, so that nobody has to wait for long.
const WRITTEN: usize = 2_000;

/// A link that was seen, without what the densities say.
#[derive(Debug, Clone, Copy)]
struct Seen {
    other: u32,
    odds: f32,
}

/// Densities of slots.
type Densities = HashMap<u32, f32>;

/// What was found out of new articles.
#[derive(Debug, Default)]
struct Found {
    /// Their slots.
    new: HashSet<u32>,
    densities: Densities,
    /// Densities of articles that are in the index for longer: where they have changed, and where not.
    changed: Densities,
    held: Densities,
    links: Vec<(u32, Seen)>,
}

impl Store {
    /// Puts the articles that are new into stories, and tells `watch` of how many that is done. Gives how many there were.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn group(&mut self, watch: impl FnMut(usize, usize)) -> Result<usize, StoreError> {
        let path = self.path.clone();
        let work = || -> rusqlite::Result<usize> {
            let found = self.find_links(watch)?;
            if found.new.is_empty() {
                return Ok(0);
            }
            self.write_densities(&found)?;
            let tx = self.write()?;
            write_stories(&tx, &found)?;
            correct_all(&tx)?;
            tx.commit()?;
            Ok(found.new.len())
        };
        work().map_err(|cause| StoreError::of_tables(&path, cause))
    }

    fn find_links(&self, mut watch: impl FnMut(usize, usize)) -> rusqlite::Result<Found> {
        let mut found = Found::default();
        let new = "SELECT slot FROM index_profile WHERE density IS NULL ORDER BY slot";
        let mut new = self.db.prepare_cached(new)?;
        let slots = new.query_map([], |row| row.get(0))?;
        let slots: Vec<u32> = slots.collect::<rusqlite::Result<_>>()?;
        if slots.is_empty() {
            return Ok(found);
        }
        found.new.extend(&slots);
        let mut corpus = self.corpus.borrow_mut();
        let mut look = Look::new(&self.db, &mut corpus)?;
        let all = slots.len();
        let mut done = 0;
        for part in slots.chunks(TOGETHER) {
            let reading = self.db.unchecked_transaction()?;
            for slot in part {
                found.add(*slot, &look.alike(*slot)?);
                done += 1;
                watch(done, all);
            }
            reading.commit()?;
        }
        Ok(found)
    }

    fn write_densities(&mut self, found: &Found) -> rusqlite::Result<()> {
        let all: Vec<(&u32, &f32)> = found.densities.iter().chain(&found.changed).collect();
        for part in all.chunks(WRITTEN) {
            let tx = self.write()?;
            let put = "UPDATE index_profile SET density = ?2 WHERE slot = ?1";
            let mut put = tx.prepare_cached(put)?;
            for (slot, density) in part {
                put.execute(params![slot, (f64::from(**density) * 1_000.0).round()])?;
            }
            drop(put);
            tx.commit()?;
        }
        Ok(())
    }
}

impl Found {
    /// What is like the new article in that slot.
    fn add(&mut self, slot: u32, alike: &[Alike]) {
        let mut nearest = [0.0_f32; NEAREST];
        for other in alike {
            let mut text = other.likeness.text;
            for held in &mut nearest {
                if text > *held {
                    std::mem::swap(&mut text, held);
                }
            }
            // The new one may be among the nearest of an older one: its mean moves as if it took an average one's place.
            if !self.new.contains(&other.slot) {
                let was = other.densities.1;
                let held = self.changed.get(&other.slot).copied().unwrap_or(was);
                if other.likeness.text > held {
                    self.changed
                        .insert(other.slot, held + (other.likeness.text - held) / 5.0);
                } else {
                    self.held.insert(other.slot, held);
                }
            }
        }
        self.densities
            .insert(slot, nearest.iter().sum::<f32>() / 5.0);
        let mut links: Vec<Seen> = alike
            .iter()
            .filter(|other| other.likeness.days.is_none_or(|days| days <= MOST_DAYS))
            .map(|other| Seen {
                other: other.slot,
                odds: other.likeness.bare_odds(),
            })
            .collect();
        links.sort_by(|a, b| b.odds.total_cmp(&a.odds));
        self.links
            .extend(links.into_iter().take(LINKS).map(|seen| (slot, seen)));
    }

    fn density(&self, slot: u32) -> f32 {
        let all = [&self.densities, &self.changed, &self.held];
        let density = all.into_iter().find_map(|densities| densities.get(&slot));
        density.copied().unwrap_or_default()
    }

    /// Pairs of slots with the chance that they tell of one event, each once.
    fn chances(&self) -> BTreeMap<(u32, u32), f32> {
        let links = self.links.iter().map(|(slot, seen)| {
            let crowding = crowding(self.density(*slot), self.density(seen.other));
            let pair = ((*slot).min(seen.other), (*slot).max(seen.other));
            (pair, chance(seen.odds + crowding))
        });
        links.filter(|(_, chance)| *chance >= UNLIKELY).collect()
    }
}

/// The groups that there are before, by number.
#[derive(Debug, Default)]
struct Groups {
    sizes: Vec<u32>,
    /// The story that a group is.
    stories: Vec<Option<i64>>,
    /// The articles that stand alone in a group.
    alone: Vec<Option<i64>>,
    of_story: HashMap<i64, Group>,
    of_slot: HashMap<u32, Group>,
}

impl Groups {
    fn make(&mut self, story: Option<i64>, alone: Option<i64>, size: u32) -> Group {
        let group = Group::try_from(self.sizes.len()).unwrap_or(Group::MAX);
        self.sizes.push(size);
        self.stories.push(story);
        self.alone.push(alone);
        group
    }

    /// The group of the article in a slot.
    fn of(&mut self, db: &Connection, slot: u32) -> rusqlite::Result<Group> {
        if let Some(group) = self.of_slot.get(&slot) {
            return Ok(*group);
        }
        let article = "SELECT article FROM index_profile WHERE slot = ?1";
        let article: i64 = db
            .prepare_cached(article)?
            .query_row([slot], |row| row.get(0))?;
        let story = "SELECT story FROM index_story WHERE article = ?1";
        let story: Option<i64> = db
            .prepare_cached(story)?
            .query_row([article], |row| row.get(0))
            .optional()?;
        let known = story.and_then(|story| self.of_story.get(&story)).copied();
        let group = match (known, story) {
            (Some(group), _) => group,
            (None, Some(story)) => {
                let size = "SELECT count(*) FROM index_story WHERE story = ?1";
                let size = db
                    .prepare_cached(size)?
                    .query_row([story], |row| row.get(0))?;
                let group = self.make(Some(story), None, size);
                self.of_story.insert(story, group);
                group
            }
            (None, None) => self.make(None, Some(article), 1),
        };
        self.of_slot.insert(slot, group);
        Ok(group)
    }
}

/// Groups new articles with each other and with what is there.
fn write_stories(db: &Connection, found: &Found) -> rusqlite::Result<()> {
    let mut groups = Groups::default();
    let mut links = Vec::new();
    for ((one, two), chance) in found.chances() {
        links.push((groups.of(db, one)?, groups.of(db, two)?, chance));
    }
    let mut parts: BTreeMap<Group, Vec<usize>> = BTreeMap::new();
    for (group, end) in grouped(&groups.sizes, &links).into_iter().enumerate() {
        parts.entry(end).or_default().push(group);
    }
    for parts in parts.values().filter(|parts| parts.len() > 1) {
        merge(db, &groups, parts)?;
    }
    Ok(())
}

/// Makes one story of several groups: the largest story that is among them goes on, or one begins with the oldest article.
fn merge(db: &Connection, groups: &Groups, parts: &[usize]) -> rusqlite::Result<()> {
    let story = |part: usize| groups.stories.get(part).copied().flatten();
    let mut stories: Vec<(Reverse<u32>, i64)> = parts
        .iter()
        .filter_map(|&part| Some((Reverse(groups.sizes.get(part).copied()?), story(part)?)))
        .collect();
    stories.sort_unstable();
    let mut alone: Vec<i64> = parts
        .iter()
        .filter_map(|&part| groups.alone.get(part).copied().flatten())
        .collect();
    alone.sort_unstable();
    let into = match (stories.first(), alone.first()) {
        (Some((_, story)), _) => *story,
        (None, Some(oldest)) => {
            let key = "SELECT key FROM index_article WHERE id = ?1";
            db.prepare_cached(key)?
                .query_row([oldest], |row| row.get(0))?
        }
        (None, None) => return Ok(()),
    };
    for (_, story) in stories.iter().skip(1) {
        db.prepare_cached("UPDATE index_story SET story = ?2 WHERE story = ?1")?
            .execute([story, &into])?;
        db.prepare_cached("UPDATE index_merged SET into_story = ?2 WHERE into_story = ?1")?
            .execute([story, &into])?;
        db.prepare_cached("INSERT OR REPLACE INTO index_merged VALUES (?1, ?2)")?
            .execute([story, &into])?;
    }
    for article in alone {
        db.prepare_cached("INSERT OR REPLACE INTO index_story VALUES (?1, ?2)")?
            .execute([article, into])?;
    }
    Ok(())
}
