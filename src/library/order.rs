//! The orders of the list.

use super::ask::Sort;

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By date, newest first.
    #[default]
    Newest,
    /// By date, oldest first.
    Oldest,
    /// By headline.
    Headline,
    /// By publisher, newest first within one.
    Publisher,
    /// By minutes, shortest first.
    Minutes,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Newest,
        Self::Oldest,
        Self::Headline,
        Self::Publisher,
        Self::Minutes,
    ];

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "date",
            Self::Oldest => "oldest",
            Self::Headline => "headline",
            Self::Publisher => "publisher",
            Self::Minutes => "minutes",
        }
    }

    /// The one with that name in a query.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|order| Sort::from(*order).name() == name)
    }
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
            Order::Oldest => Self::Oldest,
            Order::Headline => Self::Headline,
            Order::Publisher => Self::Publisher,
            Order::Minutes => Self::Minutes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_named_as_in_a_query() {
        for order in Order::ALL {
            assert_eq!(Order::named(Sort::from(order).name()), Some(order));
        }
        assert_eq!(Order::named("relevance"), None);
    }
}
