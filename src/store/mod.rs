//! What is on the disk: one file a library, with the index (articles as parsed, their words, their orders: made again at any time) and the
//! reader's own state (marks, tags, notes, places, saved queries: precious). Tables begin with `index_` and `state_`.
//!
//! Beside it stands a last good copy of the state, and what was damaged is set aside. The journals of earlier releases are taken over.

mod arrangement;
mod batch;
mod compile;
mod copy;
mod corpus;
mod count;
mod damage;
mod deleted;
mod error;
mod expression;
mod files;
mod folding;
mod grouping;
mod groups;
mod history;
mod index;
mod journal;
mod like;
mod line;
mod links;
mod list;
mod many;
mod marks;
pub mod memory;
mod named;
mod near;
mod neighbours;
mod notes;
mod opening;
pub mod patience;
pub mod placing;
mod postings;
mod prepare;
mod profile;
mod profiles;
mod reasons;
mod register;
mod schema;
mod search;
mod snippet;
mod standfirsts;
mod statement;
mod stories;
mod tags;
mod takeover;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod text;
mod varint;
mod versions;
mod whole;

pub use crate::library::{Id, Mark, MarkSet, Row, Snippet};

pub use error::StoreError;
pub use files::{Binned, HeldFile};
pub use folding::Folding;
pub use groups::Listing;
pub use history::{Change, Stepped};
pub use index::{Content, FoundFiles, KnownFiles, Put, Seen};
pub use list::{Counts, Page};
pub use near::Near;
pub use neighbours::Alike;
pub use opening::{Opened, Purpose, Store, path_of};
pub use prepare::Prepared;
pub use register::{Imported, Register};
pub use search::Hits;

/// The version of `SQLite` that stores are kept with.
pub fn engine() -> &'static str {
    rusqlite::version()
}
