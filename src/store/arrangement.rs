//! How the list was arranged when it was last looked at: a fact of this machine, no state that others share.

use rusqlite::OptionalExtension as _;
use serde_json::{Value, json};

use super::error::StoreError;
use super::opening::Store;
use crate::library::ask::Sort;
use crate::library::{Arrangement, Grouping, Order};

impl Store {
    /// How the list was arranged; as at first where nothing was kept.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn arrangement(&self) -> Result<Arrangement, StoreError> {
        let fact = "SELECT value FROM state_fact WHERE name = 'view'";
        let read = || -> rusqlite::Result<Option<String>> {
            let mut fact = self.db.prepare_cached(fact)?;
            fact.query_row([], |row| row.get(0)).optional()
        };
        let text = read().map_err(|cause| StoreError::of(&self.path, cause))?;
        let value: Value = text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let word = |name: &str| value.get(name).and_then(Value::as_str);
        Ok(Arrangement {
            name: word("name").map(str::to_owned),
            filter: word("filter").unwrap_or_default().to_owned(),
            order: word("order").and_then(Order::named).unwrap_or_default(),
            group: word("group").and_then(Grouping::named).unwrap_or_default(),
        })
    }

    /// Keeps how the list is arranged.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn arrange(&mut self, arrangement: &Arrangement) -> Result<(), StoreError> {
        let value = json!({
            "name": arrangement.name,
            "filter": arrangement.filter,
            "order": Sort::from(arrangement.order).name(),
            "group": arrangement.group.name(),
        });
        let fact = "INSERT INTO state_fact VALUES ('view', ?1) ON CONFLICT DO UPDATE SET value = excluded.value";
        let written = self.db.execute(fact, [value.to_string()]);
        written.map_err(|cause| StoreError::of(&self.path, cause))?;
        Ok(())
    }
}
