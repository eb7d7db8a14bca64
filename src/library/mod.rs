//! What is saved and how it is asked for, pure: entries, their order, search, headline links. Knows no file and no clock.

mod address;
pub mod ask;
mod entry;
mod links;
mod nearest;
mod order;
mod query;
mod reading;
#[cfg(test)]
mod samples;

pub use crate::fold::fold;
pub use entry::{Entry, Marks, fnv_1a, key, key_of_folded};
pub use links::Links;
pub use nearest::nearest;
pub use order::Order;
pub use query::{Needle, Query};
