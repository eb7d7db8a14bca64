//! The orders of the list.

use super::ask::Sort;

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// By date, newest first.
    #[default]
    Newest,
    /// By headline.
    Headline,
    /// By publisher, newest first within one.
    Publisher,
    /// By minutes, shortest first.
    Minutes,
}

impl Order {
    /// The one after it, round and round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Newest => Self::Headline,
            Self::Headline => Self::Publisher,
            Self::Publisher => Self::Minutes,
            Self::Minutes => Self::Newest,
        }
    }

    /// Its name on the screen.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "date",
            Self::Headline => "headline",
            Self::Publisher => "publisher",
            Self::Minutes => "minutes",
        }
    }
}

impl From<Order> for Sort {
    fn from(order: Order) -> Self {
        match order {
            Order::Newest => Self::Newest,
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
    fn next_goes_round_all() {
        let mut names = vec![Order::default().name()];
        let mut order = Order::default().next();
        while order != Order::default() {
            names.push(order.name());
            order = order.next();
        }
        assert_eq!(names, ["date", "headline", "publisher", "minutes"]);
    }
}
