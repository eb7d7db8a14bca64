//! What the store knows of what stands around an article, and what its paragraphs have in common with earlier ones.

use crate::app::around::Around;
use crate::app::news::Paragraphs;
use crate::library::{Id, known};
use crate::store::{Store, StoreError};

/// Related articles that are told.
const MOST_NEIGHBOURS: usize = 12;
/// The least chance of one event at which an article is told as related: below it they have a topic in common at most.
const NEAR: f32 = 0.01;

/// What stands around the article.
///
/// # Errors
/// The store cannot be read.
pub fn around(store: &Store, id: Id) -> Result<Around, StoreError> {
    store.together(|| {
        let mut neighbours = store.neighbours(id, MOST_NEIGHBOURS)?;
        neighbours.retain(|neighbour| neighbour.score >= NEAR);
        let ids: Vec<Id> = neighbours.iter().map(|neighbour| neighbour.id).collect();
        let rows = store.rows(&ids)?.into_iter();
        let related = rows.filter_map(|row| {
            let of_it = neighbours.iter().find(|neighbour| neighbour.id == row.id);
            Some((row, of_it?.clone()))
        });
        Ok(Around {
            named_on: store.named_on(id)?,
            story: store.story_of(id)?,
            neighbours: related.collect(),
            versions: store.versions_of(id)?,
        })
    })
}

/// The numbers of the paragraphs that say what the earlier articles have said.
///
/// # Errors
/// The store cannot be read.
pub fn repeated(store: &Store, asked: &Paragraphs) -> Result<Vec<usize>, StoreError> {
    let mut earlier = Vec::with_capacity(asked.earlier.len());
    for &id in &asked.earlier {
        earlier.extend(store.article(id)?);
    }
    let earlier: Vec<Vec<&str>> = earlier
        .iter()
        .map(|article| article.body.iter().map(|block| block.text.as_str()))
        .map(Iterator::collect)
        .collect();
    let texts = asked.texts.iter().map(|(_, text)| text.as_str());
    let texts: Vec<&str> = texts.collect();
    let known = known(&texts, &earlier).into_iter();
    let numbers = asked.texts.iter().map(|(number, _)| *number);
    let said = numbers.zip(known).filter(|(_, is_known)| *is_known);
    Ok(said.map(|(number, _)| number).collect())
}
