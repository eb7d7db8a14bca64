//! The groups of a list.

use chrono::NaiveDate;

/// Where a group of the list begins, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its first row.
    pub at: usize,
    /// What its articles share.
    pub of: Shared,
}

/// What the articles of a group share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shared {
    /// The day; `None` where they have no date.
    Day(Option<NaiveDate>),
    /// The publisher, where it is known.
    Publisher(Option<String>),
}
