//! The words around what was found: asked for when nothing is typed for a moment, and only of articles on the screen.

use std::collections::HashMap;
use std::time::Duration;

use super::{BEFORE, List, margin};
use crate::app::message::{Effect, Ticket, Timer};
use crate::app::model::Model;
use crate::library::{Id, Snippet};

/// Rows of the selected article's snippet.
pub const SNIPPET: u16 = 2;
/// Nothing is typed for this long before snippets are asked for.
const REST: Duration = Duration::from_millis(120);
/// Snippets kept at most.
const MOST: usize = 400;

/// What is known of the hits of a search.
#[derive(Debug, Clone, Default)]
pub struct Snippets {
    known: HashMap<Id, Snippet>,
    /// Those that are wanted next.
    wanted: Vec<Id>,
    /// The latest question.
    ticket: Ticket,
}

impl Snippets {
    /// The snippet of an article, where it has come.
    pub fn of(&self, id: Id) -> Option<&Snippet> {
        self.known.get(&id)
    }
}

impl List {
    /// The rows kept free for the snippet of the selected article.
    pub fn snippet_rows(&self) -> usize {
        let searches = self.search.as_ref();
        let searches = searches.is_some_and(|search| search.ask.texts().next().is_some());
        if searches { SNIPPET.into() } else { 0 }
    }

    /// The articles on a screen of `height` rows whose snippets are shown.
    fn wanting(&self, height: usize, row_height: u16) -> Vec<Id> {
        let shown = if self.snippet_rows() == 0 {
            0..0
        } else if row_height > 1 {
            let end = self
                .top
                .saturating_add(height / usize::from(row_height) + 1);
            self.top..end.min(self.count())
        } else {
            self.cursor..self.cursor + 1
        };
        let Some(search) = &self.search else {
            return Vec::new();
        };
        let is_missing = |id: &Id| search.snippets.of(*id).is_none();
        shown
            .filter_map(|row| self.row(row))
            .filter(is_missing)
            .collect()
    }
}

impl Model {
    /// Waits for a moment's rest where snippets are missing on the screen.
    pub fn plan_snippets(&mut self) {
        if self.list.search.is_none() {
            return;
        }
        let layout = self.layout();
        let Some((area, layout)) = layout.and_then(|layout| Some((layout.list?, layout))) else {
            return;
        };
        let wanted = self.list.wanting(area.height.into(), layout.row_height);
        let Some(search) = &mut self.list.search else {
            return;
        };
        if search.snippets.wanted != wanted {
            let some = !wanted.is_empty();
            search.snippets.wanted = wanted;
            if some {
                self.ask(Effect::Wait(Timer::Snippets, REST));
            }
        }
    }

    /// Nothing has been typed for a moment.
    pub fn snippets_due(&mut self) {
        let width = self
            .layout()
            .and_then(|layout| layout.list)
            .map_or(0, |area| {
                area.width.saturating_sub(BEFORE + margin(area.width))
            });
        let ticket = self.ticket();
        let Some(search) = self
            .list
            .search
            .as_mut()
            .filter(|s| !s.snippets.wanted.is_empty())
        else {
            return;
        };
        search.snippets.ticket = ticket;
        let ask = Box::new(search.ask.clone());
        let ids = search.snippets.wanted.clone();
        // Nearly two rows, for blanks stay free at their ends. The first word that was found stands in the first third.
        let effect = Effect::Snippets(ticket, ids, ask, usize::from(width) * 2 * 9 / 10);
        self.ask(effect);
    }

    /// Snippets have come.
    pub fn snippets_came(&mut self, ticket: Ticket, snippets: Vec<(Id, Snippet)>) {
        if let Some(search) = &mut self.list.search
            && search.snippets.ticket == ticket
        {
            let known = &mut search.snippets.known;
            if known.len() > MOST {
                known.clear();
            }
            known.extend(snippets);
        }
    }
}
