//! Search in the library: what was typed becomes needles, and entries are asked for them.

use std::fmt;

use memchr::memmem::Finder;

use super::{Entry, Order, fold};

/// A search: every word must occur, folded, as a substring; `"quoted words"` as they stand; `-word` and `-"quoted words"` must not
/// occur. A quote that is still open reaches to the end, a lone `-` asks nothing: each key typed gives a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What must occur.
    pub needles: Vec<Needle>,
    /// What must not.
    pub refused: Vec<Needle>,
}

/// A folded word or phrase, ready to be found.
#[derive(Clone)]
pub struct Needle(Finder<'static>);

impl Needle {
    fn new(folded: &str) -> Self {
        Self(Finder::new(folded).into_owned())
    }

    /// Its folded text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(self.0.needle()).unwrap_or_default()
    }

    /// Does it occur in a text that is folded?
    pub fn is_in(&self, folded: &str) -> bool {
        self.0.find(folded.as_bytes()).is_some()
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.0.needle() == other.0.needle()
    }
}

impl Eq for Needle {}

impl fmt::Debug for Needle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text(), f)
    }
}

impl Query {
    /// Reads what was typed. Never fails; an empty query matches all.
    pub fn parse(typed: &str) -> Self {
        let typed = fold(typed);
        let mut query = Self::default();
        let mut rest = typed.trim_start();
        while !rest.is_empty() {
            let (refused, term) = match rest.strip_prefix('-') {
                Some(term) => (true, term),
                None => (false, rest),
            };
            let (needle, after) = match term.strip_prefix('"') {
                Some(phrase) => phrase.split_once('"').unwrap_or((phrase, "")),
                None => term.split_once(' ').unwrap_or((term, "")),
            };
            let needle = needle.trim();
            if !needle.is_empty() {
                let needles = if refused {
                    &mut query.refused
                } else {
                    &mut query.needles
                };
                needles.push(Needle::new(needle));
            }
            rest = after.trim_start();
        }
        query
    }

    /// Does it ask nothing, so that all match?
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty() && self.refused.is_empty()
    }

    /// Does the entry match?
    pub fn matches(&self, entry: &Entry) -> bool {
        self.needles
            .iter()
            .all(|needle| needle.is_in(&entry.folded))
            && !self
                .refused
                .iter()
                .any(|needle| needle.is_in(&entry.folded))
    }

    /// The entries that match, best first: those whose headline holds every needle, then the others; newest first in each. Positions
    /// in `entries`.
    pub fn search(&self, entries: &[Entry]) -> Vec<usize> {
        let mut hits: Vec<(bool, usize, &Entry)> = entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| self.matches(entry))
            .map(|(id, entry)| (!self.is_in_headline(entry), id, entry))
            .collect();
        hits.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| Order::Newest.compare(a.2, b.2)));
        hits.into_iter().map(|(_, id, _)| id).collect()
    }

    /// Does the headline alone hold every needle?
    pub fn is_in_headline(&self, entry: &Entry) -> bool {
        let headline = entry.folded_headline();
        self.needles.iter().all(|needle| needle.is_in(headline))
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::entry;
    use super::*;

    #[test]
    fn reads_what_was_typed() {
        for (typed, needles, refused) in [
            ("", vec![], vec![]),
            ("  ", vec![], vec![]),
            ("Storm wall", vec!["storm", "wall"], vec![]),
            ("“Sea  wall” old", vec!["sea wall", "old"], vec![]),
            (
                "sea -\"the wall\" -harbour",
                vec!["sea"],
                vec!["the wall", "harbour"],
            ),
            ("\"open quote", vec!["open quote"], vec![]),
            ("sea - -\"", vec!["sea"], vec![]),
            ("\"\" x\"y", vec!["x\"y"], vec![]),
            ("de-escalate", vec!["de-escalate"], vec![]),
            ("\"a\"b", vec!["a", "b"], vec![]),
        ] {
            let query = Query::parse(typed);
            let texts = |needles: &[Needle]| -> Vec<String> {
                needles.iter().map(|n| n.text().to_owned()).collect()
            };
            assert_eq!(texts(&query.needles), needles, "{typed:?}");
            assert_eq!(texts(&query.refused), refused, "{typed:?}");
            assert_eq!(query.is_empty(), needles.is_empty() && refused.is_empty());
        }
    }

    #[test]
    fn searches() {
        let entries = [
            entry("Harbour wall falls", "2022-01-01", "Sea Echo", 1),
            entry("Storm hits", "2022-02-01", "Harbour Post", 1),
            entry("Old wall of the harbour", "2022-03-01", "", 1),
            entry("Café opens", "", "", 1),
        ];
        for (typed, hits) in [
            ("", vec![2, 1, 0, 3]),
            ("harbour", vec![2, 0, 1]),
            ("HARB wal", vec![2, 0]),
            ("\"harbour wall\"", vec![0]),
            ("harbour -wall", vec![1]),
            ("-harbour", vec![3]),
            ("cafe", vec![]),
            ("cafe\u{301}", vec![3]),
            ("hits harbour", vec![1]),
            ("\"hits harbour\"", vec![]),
        ] {
            assert_eq!(Query::parse(typed).search(&entries), hits, "{typed:?}");
        }
    }
}
