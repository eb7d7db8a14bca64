//! The rows of the articles on the screen and around it, and what is counted of all. Rows that are far away are forgotten.

use std::collections::{HashMap, HashSet};

use crate::article::Place;
use crate::library::{Id, MarkSet, Row};

/// The rows kept at most; those that are needed are fewer by far.
const MOST: usize = 1_200;
/// Places left in this session that are remembered.
const MOST_PLACES: usize = 500;

/// What is known of the library.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    /// `None` for an article that has gone.
    rows: HashMap<Id, Option<Row>>,
    /// Marks that were made and are perhaps not written yet, by key.
    marks: HashMap<u64, MarkSet>,
    /// Writes under way.
    writing: usize,
    /// Where reading stopped in this session, by key.
    places: HashMap<u64, Place>,
    /// Articles in the library.
    pub total: usize,
    /// Of those, not read.
    pub unread: usize,
}

impl Shelf {
    /// The row of `id`, where it is known.
    pub fn row(&self, id: Id) -> Option<&Row> {
        self.rows.get(&id).and_then(Option::as_ref)
    }

    /// Has its row come, or is it known to have gone?
    pub fn knows(&self, id: Id) -> bool {
        self.rows.contains_key(&id)
    }

    /// Takes in what was answered. The marks of a row that is known already stay: those of the answer may have been read before they were
    /// made.
    pub fn put(&mut self, asked: &[Id], mut rows: Vec<Row>) {
        for row in &mut rows {
            let written = self.marks.get(&row.key).copied();
            let known = self.row(row.id).filter(|known| known.key == row.key);
            let marks = written.or_else(|| known.map(|known| known.marks));
            row.marks = marks.unwrap_or(row.marks);
        }
        self.rows.extend(asked.iter().map(|&id| (id, None)));
        let rows = rows.into_iter().map(|row| (row.id, Some(row)));
        self.rows.extend(rows);
    }

    /// Forgets rows where there are many, but for the `needed` ones.
    pub fn forget(&mut self, needed: &HashSet<Id>) {
        if self.rows.len() > MOST {
            self.rows.retain(|id, _| needed.contains(id));
        }
    }

    /// The rows may have changed: all are asked for anew.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// The marks of `id` have changed.
    pub fn mark(&mut self, id: Id, marks: MarkSet) {
        if let Some(Some(row)) = self.rows.get_mut(&id) {
            row.marks = marks;
            self.marks.insert(row.key, marks);
        }
    }

    /// What was marked is being written.
    pub const fn writes(&mut self) {
        self.writing += 1;
    }

    /// So many marks have been written.
    pub fn wrote(&mut self, marks: usize) {
        self.writing = self.writing.saturating_sub(marks);
        if self.writing == 0 {
            self.marks.clear();
        }
    }

    /// Are marks being written?
    pub const fn is_writing(&self) -> bool {
        self.writing > 0
    }

    /// Where reading stopped in this session.
    pub fn place(&self, key: u64) -> Option<Place> {
        self.places.get(&key).copied()
    }

    /// Keeps where reading stopped.
    pub fn keep(&mut self, key: u64, place: Place) {
        if self.places.len() >= MOST_PLACES {
            self.places.clear();
        }
        self.places.insert(key, place);
    }
}
