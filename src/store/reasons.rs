//! Why articles are related, in the words of the one that is read.

use std::collections::HashMap;

use super::error::StoreError;
use super::neighbours::{Look, read_profile};
use super::opening::Store;
use super::profile::weighted;
use crate::article::{Article, BlockKind};
use crate::library::likeness::{Asked, Weighted, chance};
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
                Some(slot) => look.asked(slot)?,
                None => None,
            };
            let Some(own) = own else {
                return Ok(Vec::new());
            };
            let mut profiles = look.profiles()?;
            let mut neighbours = Vec::with_capacity(alike.len());
            for other in &alike {
                let most_telling =
                    |_, _, packed: &[u8]| most_telling(&own, weighted(packed, look.corpus), &words);
                let shared = read_profile(&mut profiles, other.slot, most_telling)?;
                neighbours.push(Neighbour {
                    id: other.id,
                    score: chance(other.odds()),
                    shared: shared.unwrap_or_default(),
                    days: other.likeness.days,
                });
            }
            Ok(neighbours)
        };
        read().map_err(|cause| StoreError::of_tables(&self.path, cause))
    }
}

/// The words for the most telling of the terms that the article asked about has, too.
fn most_telling(
    asked: &Asked,
    terms: impl Iterator<Item = Weighted>,
    words: &HashMap<u32, String>,
) -> Vec<String> {
    let mut shared: Vec<(f32, &str)> = terms
        .filter_map(|two| {
            let one = asked.term(two.hash)?;
            let word = words.get(&one.hash)?;
            // Names say most to people.
            let twice = if one.place & two.place & NAME != 0 {
                2.0
            } else {
                1.0
            };
            Some((twice * one.weight * two.weight, word.as_str()))
        })
        .collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let words = shared.into_iter().take(WORDS);
    words.map(|(_, word)| word.to_owned()).collect()
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
