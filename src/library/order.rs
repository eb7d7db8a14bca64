//! The orders of the list.

use std::cmp::Ordering;

use super::Entry;

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

    /// Compares two entries; entries that lack what is asked for come last. Ties: by date, then headline, then path, so the order is
    /// total and two runs agree.
    pub fn compare(self, a: &Entry, b: &Entry) -> Ordering {
        let first = match self {
            Self::Newest => Ordering::Equal,
            Self::Headline => a.folded_headline().cmp(b.folded_headline()),
            Self::Publisher => publisher(a).cmp(&publisher(b)),
            Self::Minutes => a.minutes.cmp(&b.minutes),
        };
        first
            .then_with(|| date(b).cmp(&date(a)))
            .then_with(|| a.folded_headline().cmp(b.folded_headline()))
            .then_with(|| a.path.cmp(&b.path))
    }
}

/// Sorts undated entries as the oldest.
fn date(entry: &Entry) -> Option<chrono::NaiveDateTime> {
    entry.date.map(|date| date.sort_key())
}

/// Sorts entries without a publisher last.
fn publisher(entry: &Entry) -> (bool, Option<String>) {
    let folded = entry.publisher.as_deref().map(super::fold);
    (folded.is_none(), folded)
}

#[cfg(test)]
mod tests {
    use super::super::samples::entry;
    use super::*;

    #[test]
    fn orders() {
        let entries = [
            entry("b old", "2022-01-01", "Post", 4),
            entry("A new", "2022-03-01", "", 2),
            entry("c none", "", "Post", 1),
            entry("d same day", "2022-03-01", "echo", 2),
        ];
        for (order, expected) in [
            (Order::Newest, ["A new", "d same day", "b old", "c none"]),
            (Order::Headline, ["A new", "b old", "c none", "d same day"]),
            (Order::Publisher, ["d same day", "b old", "c none", "A new"]),
            (Order::Minutes, ["c none", "A new", "d same day", "b old"]),
        ] {
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|a, b| order.compare(a, b));
            let headlines: Vec<_> = sorted.iter().map(|e| e.headline.as_str()).collect();
            assert_eq!(headlines, expected, "by {}", order.name());
        }
    }

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
