//! The articles of a list with their marks, and where its groups begin: found on the way, for days stand in the ids and publishers in the
//! index that sorts by them.

use std::collections::HashMap;

use rusqlite::{OptionalExtension as _, Row as SqlRow};

use super::error::StoreError;
use super::list::{LISTED, walk};
use super::opening::Store;
use super::prepare::{day_number_of, day_of};
use crate::library::folding::Level;
use crate::library::{Grouping, Head, Id, MarkSet, Order, Shared};

/// Of more articles than this, marks are read in one go.
pub(super) const MANY: usize = 4_000;

/// The articles of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// In order, with their marks.
    pub articles: Vec<(Id, MarkSet)>,
    /// Where groups begin.
    pub heads: Vec<Head>,
    /// Where each article stands in the folded list; none where all are at the top.
    pub levels: Vec<Level>,
}

/// A listing being written: article by article, in order.
struct Writer {
    listing: Listing,
    group: Grouping,
    day: i64,
    publisher: Option<String>,
}

impl Writer {
    fn new(group: Grouping) -> Self {
        Self {
            listing: Listing::default(),
            group,
            day: 0,
            publisher: None,
        }
    }

    fn add(&mut self, id: Id, marks: MarkSet, publisher: Option<&str>) {
        let at = self.listing.articles.len();
        self.listing.articles.push((id, marks));
        let of = match self.group {
            Grouping::None | Grouping::Story => return,
            Grouping::Day => {
                let day = day_number_of(id.0);
                if at > 0 && self.day == day {
                    return;
                }
                self.day = day;
                Shared::Day(day_of(id.0))
            }
            Grouping::Publisher => {
                if at > 0 && self.publisher.as_deref() == publisher {
                    return;
                }
                self.publisher = publisher.map(str::to_owned);
                Shared::Publisher(None)
            }
        };
        self.listing.heads.push(Head { at, of });
    }

    /// The listing, with publishers as their articles name them.
    fn finish(mut self, store: &Store) -> rusqlite::Result<Listing> {
        let mut name = store
            .db
            .prepare_cached("SELECT publisher FROM index_article WHERE id = ?1")?;
        for head in &mut self.listing.heads {
            if let Shared::Publisher(publisher) = &mut head.of
                && let Some((id, _)) = self.listing.articles.get(head.at)
            {
                *publisher = name
                    .query_row([id.0], |row| row.get(0))
                    .optional()?
                    .flatten();
            }
        }
        Ok(self.listing)
    }
}

fn publisher<'a>(row: &'a SqlRow, column: usize) -> rusqlite::Result<Option<&'a str>> {
    Ok(row.get_ref(column)?.as_str_or_null()?)
}

impl Store {
    /// The articles of an order with their marks, in groups that suit it; of those read, where they are hidden, only `but`.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn listed(
        &self,
        (order, group): (Order, Grouping),
        hide_read: bool,
        but: Option<Id>,
    ) -> Result<Listing, StoreError> {
        let by = walk(order);
        // A column that is not asked for costs nothing.
        let publisher_folded = match group {
            Grouping::Publisher => "publisher_folded",
            _ => "NULL",
        };
        let all = format!(
            "SELECT id, marks, {publisher_folded} FROM index_article INDEXED BY {} \
             WHERE {LISTED} AND (NOT ?1 OR marks & 1 = 0 OR id = ?2) ORDER BY {}",
            by.index, by.order
        );
        let read = || -> rusqlite::Result<Listing> {
            let mut all = self.db.prepare_cached(&all)?;
            let mut rows = all.query((hide_read, but.map(|id| id.0)))?;
            let mut writer = Writer::new(group);
            while let Some(row) = rows.next()? {
                let marks = MarkSet::of_bits(row.get(1)?);
                writer.add(Id(row.get(0)?), marks, publisher(row, 2)?);
            }
            writer.finish(self)
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }

    /// Those articles with their marks, in their order and in groups; articles that have gone, and those that are not wanted, are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn among(
        &self,
        ids: &[Id],
        group: Grouping,
        is_wanted: impl Fn(Id, MarkSet) -> bool,
    ) -> Result<Listing, StoreError> {
        let read = || -> rusqlite::Result<Listing> {
            let mut writer = Writer::new(group);
            if ids.len() > MANY && group != Grouping::Publisher {
                let all = self.all_marks()?;
                for id in ids {
                    if let Some(&marks) = all.get(id)
                        && is_wanted(*id, marks)
                    {
                        writer.add(*id, marks, None);
                    }
                }
                return writer.finish(self);
            }
            // Marks alone stand close together in an index.
            let one = match group {
                Grouping::Publisher => {
                    "SELECT marks, publisher_folded FROM index_article WHERE id = ?1"
                }
                _ => {
                    "SELECT marks, NULL FROM index_article INDEXED BY index_article_newest WHERE id = ?1"
                }
            };
            let mut one = self.db.prepare_cached(one)?;
            for &id in ids {
                let mut rows = one.query([id.0])?;
                let Some(row) = rows.next()? else { continue };
                let marks = MarkSet::of_bits(row.get(0)?);
                if is_wanted(id, marks) {
                    writer.add(id, marks, publisher(row, 1)?);
                }
            }
            writer.finish(self)
        };
        self.together(|| read().map_err(|cause| StoreError::of(&self.path, cause)))
    }

    /// The marks of all articles.
    fn all_marks(&self) -> rusqlite::Result<HashMap<Id, MarkSet>> {
        let all = "SELECT id, marks FROM index_article INDEXED BY index_article_newest";
        let mut all = self.db.prepare_cached(all)?;
        all.query_map([], |row| {
            Ok((Id(row.get(0)?), MarkSet::of_bits(row.get(1)?)))
        })?
        .collect()
    }
}
