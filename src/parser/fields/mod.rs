//! What stands inside a block: dates, names, credits, tags, related lines. One file each; pure functions on text.

pub mod credits;
pub mod dates;
pub mod fold;
pub mod headline;
mod hint;
pub(in crate::parser) mod letter;
mod line;
mod look;
pub mod names;
pub mod notes;
pub mod publisher;
pub mod related;
mod span;
mod table;
pub mod tags;

pub use look::{Look, Traits, look};
