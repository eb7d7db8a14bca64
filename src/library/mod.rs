//! What is saved and how it is asked for, pure: entries, their order, search, headline links. Knows no file and no clock.

mod address;
mod entry;
mod links;
mod order;
mod query;
mod reading;
#[cfg(test)]
mod samples;

pub use crate::fold::fold;
pub use entry::{Entry, Marks, key};
pub use links::Links;
pub use order::Order;
pub use query::{Needle, Query};
