//! Why articles are related, in the words of the one that is read.

use std::collections::HashMap;

use super::error::StoreError;
use super::neighbours::{Alike, Look};
use super::opening::Store;
use crate::article::{Article, BlockKind};
use crate::library::likeness::{Profile, chance, shared_terms};
use crate::library::terms::{NAME, each_word, hash};
use crate::library::{Id, Neighbour};

/// Words that are given as a reason.
const WORDS: usize = 3;

/// Articles that have less in common than this by their texts have nothing in common.
const LEAST: f32 = 0.05;

impl Store {
    /// The articles that are related to this one, best first, at most so many, and why.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn neighbours(&self, id: Id, most: usize) -> Result<Vec<Neighbour>, StoreError> {
        let mut alike = self.alike(id)?;
        alike.retain(|other| other.likeness.text >= LEAST);
        alike.truncate(most);
        if alike.is_empty() {
            return Ok(Vec::new());
        }
        let words = words(&self.article(id)?.unwrap_or_default());
        let read = || -> rusqlite::Result<Vec<Neighbour>> {
            let mut corpus = self.corpus.borrow_mut();
            let look = Look::new(&self.db, &mut corpus)?;
            let own = match look.slot_of(id)? {
                Some(slot) => look.profile(slot)?,
                None => None,
            };
            let own = own.map(|(_, profile)| profile).unwrap_or_default();
            let mut neighbours = Vec::with_capacity(alike.len());
            for other in &alike {
                let profile = look.profile(other.slot)?.map(|(_, profile)| profile);
                neighbours.push(neighbour(other, &own, &profile.unwrap_or_default(), &words));
            }
            Ok(neighbours)
        };
        read().map_err(|cause| StoreError::of_tables(&self.path, cause))
    }
}

fn neighbour(
    alike: &Alike,
    own: &Profile,
    other: &Profile,
    words: &HashMap<u32, String>,
) -> Neighbour {
    // Names say most to people.
    let telling = |place: u8, product: f32| {
        if place & NAME != 0 {
            2.0 * product
        } else {
            product
        }
    };
    let mut shared: Vec<(f32, &str)> = shared_terms(own, other)
        .filter_map(|(one, two)| {
            let word = words.get(&one.hash)?;
            Some((
                telling(one.place & two.place, one.weight * two.weight),
                word.as_str(),
            ))
        })
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    Neighbour {
        id: alike.id,
        score: chance(alike.odds()),
        shared: shared
            .into_iter()
            .take(WORDS)
            .map(|(_, word)| word.to_owned())
            .collect(),
        days: own.day.zip(other.day).map(|(one, two)| one.abs_diff(two)),
    }
}

/// The words of an article by their hashes, each as it stands there first; in the text rather than in the headline, where anything may have a
/// capital.
fn words(article: &Article) -> HashMap<u32, String> {
    let mut words = HashMap::new();
    let blocks = article
        .body
        .iter()
        .filter(|block| block.kind != BlockKind::InlineRelated);
    let texts = blocks.map(|block| block.text.as_str());
    for text in texts.chain(article.headline.as_deref()) {
        each_word(text, |raw, word| {
            words.entry(hash(word)).or_insert_with(|| raw.to_owned());
        });
    }
    words
}
