//! Highlights and notes, as registers: `note:ID` with the words, their context, the reader's comment and the article's headline.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::error::StoreError;
use super::history::Change;
use super::opening::Store;
use super::register::Register;
use crate::library::quotation::{Note, Quotation};

const FIELD: &str = "note:";

/// What the register of a note holds.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    quote: String,
    before: String,
    after: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
}

impl Change {
    /// A note of an article from now on.
    pub fn note(key: u64, note: &Note) -> Self {
        let Quotation {
            quote,
            before,
            after,
            comment,
        } = note.quotation.clone();
        let written = Written {
            quote,
            before,
            after,
            comment,
            headline: note.headline.clone(),
        };
        let value = serde_json::to_value(written).unwrap_or_default();
        Self::new(Some(key), format!("{FIELD}{}", note.id), value)
    }

    /// No note of that name any more.
    pub fn no_note(key: u64, id: &str) -> Self {
        Self::new(Some(key), format!("{FIELD}{id}"), Value::Null)
    }

    /// The article whose notes it changes, if it does.
    pub fn noted(&self) -> Option<u64> {
        self.key.filter(|_| self.field.starts_with(FIELD))
    }
}

impl Register {
    /// The note that it holds; `None` for anything else, and for one without words.
    pub fn as_note(&self) -> Option<Note> {
        let id = self.field.strip_prefix(FIELD)?.to_owned();
        let written: Written = serde_json::from_value(self.value.clone()).ok()?;
        let quotation = Quotation {
            quote: written.quote,
            before: written.before,
            after: written.after,
            comment: written.comment.filter(|comment| !comment.is_empty()),
        };
        (!quotation.quote.trim().is_empty()).then_some(Note {
            id,
            quotation,
            headline: written.headline,
        })
    }
}

impl Store {
    /// The notes of an article, in the order of their names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn notes_of(&self, key: u64) -> Result<Vec<Note>, StoreError> {
        let values = self.values_of(key)?;
        Ok(values.iter().filter_map(Register::as_note).collect())
    }

    /// All notes, each with the key of its article, in the order of their names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn notes(&self) -> Result<Vec<(u64, Note)>, StoreError> {
        let values = self.values(FIELD)?;
        let notes = values
            .iter()
            .filter_map(|value| Some((value.key?, value.as_note()?)));
        Ok(notes.collect())
    }
}
