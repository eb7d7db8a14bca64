//! Where the reader has been: back and forward as in a browser.

use crate::app::reader::Anchor;
use crate::library::Id;

/// An article and the line that stood on top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The article.
    pub id: Id,
    /// Where in it.
    pub anchor: Anchor,
}

/// The two stacks.
#[derive(Debug, Clone, Default)]
pub struct History {
    back: Vec<Visit>,
    forward: Vec<Visit>,
}

/// Visits remembered; the oldest are forgotten.
const LONGEST: usize = 500;

impl History {
    /// The reader goes on from `visit` to a new article: what was forward is forgotten.
    pub fn leave(&mut self, visit: Visit) {
        if self.back.len() >= LONGEST {
            self.back.remove(0);
        }
        self.back.push(visit);
        self.forward.clear();
    }

    /// Where one step back leads.
    pub fn previous(&self) -> Option<Visit> {
        self.back.last().copied()
    }

    /// Where one step forward leads.
    pub fn next(&self) -> Option<Visit> {
        self.forward.last().copied()
    }

    /// The articles that were left, the last one first.
    pub fn visited(&self) -> impl Iterator<Item = Id> {
        self.back.iter().rev().map(|visit| visit.id)
    }

    /// One step back was made, from `visit`.
    pub fn went_back(&mut self, visit: Option<Visit>) {
        self.back.pop();
        self.forward.extend(visit);
    }

    /// One step forward was made, from `visit`.
    pub fn went_forward(&mut self, visit: Option<Visit>) {
        self.forward.pop();
        self.back.extend(visit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(id: i64) -> Visit {
        Visit {
            id: Id(id),
            anchor: Anchor::default(),
        }
    }

    #[test]
    fn back_and_forward_are_a_round_trip() {
        let mut history = History::default();
        history.leave(visit(1));
        history.leave(visit(2));
        assert_eq!(history.previous(), Some(visit(2)));
        history.went_back(Some(visit(3)));
        assert_eq!(history.previous(), Some(visit(1)));
        assert_eq!(history.next(), Some(visit(3)));
        history.went_forward(Some(visit(2)));
        assert_eq!(history.previous(), Some(visit(2)));
        assert_eq!(history.next(), None);
    }

    #[test]
    fn a_new_way_forgets_the_old_one_and_length_is_bounded() {
        let mut history = History::default();
        history.leave(visit(1));
        history.went_back(Some(visit(2)));
        history.leave(visit(1));
        assert_eq!(history.next(), None);
        for id in 0..2 * 500 {
            history.leave(visit(id));
        }
        assert_eq!(history.back.len(), LONGEST);
    }
}
