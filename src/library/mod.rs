//! What is saved and how it is asked for, pure: identity, rows, orders, queries, headline links. Knows no file and no clock.

mod address;
mod arrangement;
pub mod ask;
mod file_name;
mod fuzzy;
mod group;
mod key;
mod links;
mod marks;
mod nearest;
mod novelty;
mod order;
pub mod quotation;
mod reading;
mod reason;
mod row;
mod snippet;
mod story;
mod tag;

pub use crate::fold::fold;
pub use arrangement::{Arrangement, Grouping};
pub use file_name::file_name;
pub use fuzzy::Fuzzy;
pub use group::{Head, Shared};
pub use key::{fnv_1a, key, key_of_folded};
pub use links::{Saved, Sign, resolve, signs};
pub use marks::{Mark, MarkSet};
pub use nearest::nearest;
pub use novelty::known;
pub use order::Order;
pub use reason::reason;
pub use row::{Id, Row};
pub use snippet::Snippet;
pub use story::{Correction, Neighbour, Story, StoryId};
pub use tag::{Tag, retagged, tags_in};
