//! Stories: several saved articles on one event; and the articles that are related to one, with the reason.

use super::{Id, Row};

/// Names a story for as long as it lasts, through all that comes and goes: the key of the article that it began with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u64);

/// Two articles or more on one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The story.
    pub id: StoryId,
    /// Its articles, oldest first.
    pub rows: Vec<Row>,
}

/// What the reader says of an article's story. The latest word on an article holds, also when the index is made anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// It belongs to the story of the article with this key.
    Join(u64),
    /// It does not belong to that story.
    Part(StoryId),
}

/// An article that is related to another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The article.
    pub id: Id,
    /// How much: more than 0, about 1 for a copy.
    pub score: f32,
    /// What both speak of, the most telling first; a few words.
    pub shared: Vec<String>,
    /// Days between them, where both have a date.
    pub days: Option<u32>,
}
