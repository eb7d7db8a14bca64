//! How the list is arranged: what it is narrowed to, sorted and grouped by. Kept for the next time.

use super::Order;
use super::ask::Sort;

/// What the list is grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// The day, as ids carry it: that of the instant where the page names a zone.
    Day,
    /// The publisher.
    Publisher,
    /// The story: one row for all of its articles.
    Story,
}

impl Grouping {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::None, Self::Day, Self::Publisher, Self::Story];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Day => "day",
            Self::Publisher => "publisher",
            Self::Story => "story",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// Do articles of one group stand together in that order?
    pub const fn suits(self, sort: Sort) -> bool {
        match self {
            Self::None | Self::Story => true,
            Self::Day => matches!(sort, Sort::Newest | Sort::Oldest),
            Self::Publisher => matches!(sort, Sort::Publisher),
        }
    }
}

/// How the list is arranged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// The name of the filter, where it is a saved one.
    pub name: Option<String>,
    /// The filter as it was typed; empty where there is none.
    pub filter: String,
    /// What the list is sorted by.
    pub order: Order,
    /// What it is grouped by.
    pub group: Grouping,
}
