//! All hits of a query, for a list that is narrowed to it.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::error::StoreError;
use super::list::walk;
use super::opening::Store;
use crate::library::ask::{Ask, Sort};
use crate::library::{Id, Order};

/// As many hits are sorted one by one; of more, those of an order are kept that are among them.
const FEW: usize = 1_000;

impl Store {
    /// All hits of a query, in its order; `today` is what ages are counted from.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn all_hits(&self, ask: &Ask, today: NaiveDate) -> Result<Vec<Id>, StoreError> {
        let sort = ask.order();
        let order = match sort {
            Sort::Newest | Sort::Oldest | Sort::Relevance => None,
            _ => Order::named(sort.name()),
        };
        let Some(order) = order else {
            return Ok(self.search(ask, usize::MAX, today)?.ids);
        };
        let by_date = Ask {
            sort: Some(Sort::Newest),
            ..ask.clone()
        };
        let hits = self.search(&by_date, usize::MAX, today)?.ids;
        if hits.len() <= FEW {
            return Ok(self.search(ask, usize::MAX, today)?.ids);
        }
        let hits: HashSet<Id> = hits.into_iter().collect();
        let by = walk(order);
        let all = format!(
            "SELECT id FROM index_article INDEXED BY {} ORDER BY {}",
            by.index, by.order
        );
        let read = || -> rusqlite::Result<Vec<Id>> {
            let mut all = self.db.prepare_cached(&all)?;
            let mut found = Vec::with_capacity(hits.len());
            for id in all.query_map([], |row| row.get(0).map(Id))? {
                let id = id?;
                if hits.contains(&id) {
                    found.push(id);
                }
            }
            Ok(found)
        };
        read().map_err(|cause| StoreError::of(&self.path, cause))
    }
}
