//! The list: which articles it shows, in what order, and the selection, which stays on its article whatever comes and goes.

use std::time::Duration;

use crate::app::geometry::{Area, Pane};
use crate::app::message::{Effect, Timer};
use crate::app::model::Model;
use crate::app::opening::Way;
use crate::app::search::Search;
use crate::app::shelf::{Id, Shelf};
use crate::app::wrap::wrap;
use crate::library::Order;

/// The list's state.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// All articles in order, those not shown included.
    sorted: Vec<Id>,
    /// The articles shown.
    rows: Vec<Id>,
    /// The selected row.
    cursor: usize,
    /// The first row on the screen.
    top: usize,
    /// The reader has chosen a row; until then the first one is selected.
    moved: bool,
    /// How it is sorted.
    pub order: Order,
    /// What is read is not shown.
    pub hide_read: bool,
    /// The search that it is narrowed to.
    pub search: Option<Search>,
    /// Articles shown that are not read.
    unread: usize,
    /// The article that waits to be shown beside the list.
    pub preview: Option<Id>,
}

/// Cells before the headline: the selection's bar, the mark, a blank.
pub const BEFORE: u16 = 3;
/// Cells of the minutes.
pub const AFTER: u16 = 4;
/// An unfolded headline takes at most this many rows.
const UNFOLDED: usize = 6;
/// The selection rests this long before its article is shown beside the list.
const REST: Duration = Duration::from_millis(120);
/// The same while newer articles may still come in above it.
const LONG_REST: Duration = Duration::from_millis(400);

/// The columns left empty at the right edge: none where the list is narrow.
pub const fn margin(width: u16) -> u16 {
    if width < 34 { 0 } else { 1 }
}

/// The columns that a headline has in a list of this width; where an article has a second row, the minutes stand there.
pub const fn headline_width(width: u16, row_height: u16) -> u16 {
    let after = if row_height > 1 { 0 } else { AFTER };
    let width = width.saturating_sub(BEFORE + after + margin(width));
    if width == 0 { 1 } else { width }
}

/// The rows of the selected headline.
pub fn unfold(headline: &str, width: u16) -> Vec<String> {
    wrap(headline, width, UNFOLDED)
}

impl List {
    /// The articles shown.
    pub fn rows(&self) -> &[Id] {
        &self.rows
    }

    /// The selected row.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The number of articles shown that are not read.
    pub const fn unread(&self) -> usize {
        self.unread
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Id> {
        self.rows.get(self.cursor).copied()
    }

    /// Has the reader chosen a row?
    pub const fn has_moved(&self) -> bool {
        self.moved
    }

    /// Selects a row, the last one at most.
    pub fn select(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
        self.moved = true;
    }

    /// Selects `id`; says whether it is shown.
    pub fn select_id(&mut self, id: Id) -> bool {
        if self.selected() == Some(id) {
            self.moved = true;
            return true;
        }
        let row = self.rows.iter().position(|&row| row == id);
        if let Some(row) = row {
            self.select(row);
        }
        row.is_some()
    }

    /// Selects the first row.
    pub fn select_first(&mut self) {
        self.cursor = 0;
        self.top = 0;
    }

    /// Puts new articles in their places.
    pub fn insert(&mut self, mut ids: Vec<Id>, articles: &Shelf) {
        let order = self.order;
        ids.sort_by(|&a, &b| compare(articles, order, a, b));
        let mut new = ids.into_iter().peekable();
        let mut merged = Vec::with_capacity(self.sorted.len() + new.len());
        for &id in &self.sorted {
            while let Some(first) = new.next_if(|&n| compare(articles, order, n, id).is_lt()) {
                merged.push(first);
            }
            merged.push(id);
        }
        merged.extend(new);
        self.sorted = merged;
        self.refill(articles);
    }

    /// Sorts anew.
    pub fn sort(&mut self, order: Order, articles: &Shelf) {
        self.order = order;
        self.sorted.sort_by(|&a, &b| compare(articles, order, a, b));
        self.refill(articles);
    }

    /// Chooses anew which articles are shown; the selection stays on its article, or on the row nearest to where it was.
    pub fn refill(&mut self, articles: &Shelf) {
        let selected = self.selected().filter(|_| self.moved);
        let hits = self.search.as_ref().and_then(Search::hits);
        let shown = |id: &Id| {
            !articles.is_gone(*id)
                && hits.is_none_or(|hits| hits.contains_key(id))
                && (!self.hide_read || !articles.kept(*id).marks.read || Some(*id) == selected)
        };
        self.rows = self.sorted.iter().copied().filter(shown).collect();
        if let Some(hits) = hits {
            self.rows.sort_by_key(|id| hits.get(id) == Some(&false));
        }
        self.cursor = match selected {
            None => 0,
            Some(id) => self
                .rows
                .iter()
                .position(|&row| row == id)
                .unwrap_or_else(|| self.cursor.min(self.rows.len().saturating_sub(1))),
        };
        self.recount(articles);
    }

    /// Counts what is not read.
    pub fn recount(&mut self, articles: &Shelf) {
        self.unread = self
            .rows
            .iter()
            .filter(|&&id| !articles.kept(id).marks.read)
            .count();
    }

    /// The next row from the selected one, exclusive, in the direction of `forward`, whose article is not read.
    pub fn unread_from(&self, forward: bool, articles: &Shelf) -> Option<usize> {
        let unread = |row: &usize| {
            self.rows
                .get(*row)
                .is_some_and(|&id| !articles.kept(id).marks.read)
        };
        if forward {
            (self.cursor + 1..self.rows.len()).find(unread)
        } else {
            (0..self.cursor).rev().find(unread)
        }
    }

    /// Moves the window so that the whole selected row is on the screen.
    pub fn settle(&mut self, area: Area, row_height: u16, articles: &Shelf) {
        let headline = self.selected().and_then(|id| articles.entry(id));
        let unfolded = headline.map_or(1, |entry| {
            unfold(&entry.headline, headline_width(area.width, row_height)).len()
        });
        let row_height = usize::from(row_height.max(1));
        let height = usize::from(area.height);
        let selected = (unfolded + row_height - 1).min(height);
        let others = (height - selected) / row_height;
        self.top = self
            .top
            .min(self.cursor)
            .max(self.cursor.saturating_sub(others))
            .min(self.rows.len().saturating_sub(others + 1));
    }
}

fn compare(articles: &Shelf, order: Order, a: Id, b: Id) -> std::cmp::Ordering {
    match (articles.entry(a), articles.entry(b)) {
        (Some(x), Some(y)) => order.compare(x, y).then(a.cmp(&b)),
        (x, y) => x.is_some().cmp(&y.is_some()).then(a.cmp(&b)),
    }
}

impl Model {
    /// Moves the selection by `delta` rows.
    pub fn move_selection(&mut self, delta: isize) {
        let row = self.list.cursor().saturating_add_signed(delta);
        self.list.select(row);
    }

    /// Selects the article `delta` rows on and shows it, keeping the focus.
    pub fn step_article(&mut self, delta: isize) {
        let before = self.list.cursor();
        self.move_selection(delta);
        if self.list.cursor() == before {
            let end = if delta > 0 { "last" } else { "first" };
            self.say(format!("This is the {end} article"));
        } else {
            self.read_selected();
        }
    }

    /// Goes to the next or previous article that is not read.
    pub fn step_unread(&mut self, forward: bool) {
        match self.list.unread_from(forward, &self.shelf) {
            Some(row) => {
                self.list.select(row);
                if self.focus != Pane::List {
                    self.read_selected();
                }
            }
            None if forward => self.say("No unread article below"),
            None => self.say("No unread article above"),
        }
    }

    fn read_selected(&mut self) {
        if let Some(id) = self.list.selected() {
            let way = if self.focus == Pane::List {
                Way::Preview
            } else {
                Way::Read
            };
            self.open(id, way);
        }
    }

    /// Asks for the selected article to be shown beside the list once the selection rests.
    pub fn plan_preview(&mut self) {
        let beside =
            self.focus == Pane::List && self.layout().is_some_and(|layout| layout.body.is_some());
        let shown = self
            .opening
            .as_ref()
            .map(|opening| opening.id)
            .or_else(|| self.reader.as_ref().map(|reader| reader.id));
        let wanted = self
            .list
            .selected()
            .filter(|&id| beside && shown != Some(id));
        if wanted != self.list.preview {
            self.list.preview = wanted;
            if wanted.is_some() {
                let settled = self.scan.is_done() || self.list.has_moved();
                let rest = if settled { REST } else { LONG_REST };
                self.ask(Effect::Wait(Timer::Preview, rest));
            }
        }
    }

    /// The selection has rested.
    pub fn preview_due(&mut self) {
        if let Some(id) = self.list.preview.take() {
            self.open(id, Way::Preview);
        }
    }
}
