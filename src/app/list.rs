//! The list: which articles it shows, in what order, and the selection, which stays on its article whatever comes and goes.

mod asking;
mod folds;
mod groups;
mod snippets;

use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

use crate::app::filter::Filter;
use crate::app::geometry::Pane;
use crate::app::message::{Effect, Listed, Timer};
use crate::app::model::Model;
use crate::app::opening::Way;
use crate::app::search::Search;
use crate::app::shelf::Shelf;
use crate::app::wrap::wrap;
use crate::library::folding::Level;
use crate::library::{Grouping, Head, Id, Mark, MarkSet, Order};
use asking::Asking;
pub use folds::Fold;
pub use snippets::{SNIPPET, Snippets};

/// The list's state.
#[derive(Debug, Clone, Default)]
pub struct List {
    /// The articles, those included that are folded away.
    rows: Vec<Id>,
    /// Their marks.
    marks: Vec<MarkSet>,
    /// Where they stand in the folded list; none where all are at the top.
    levels: Vec<Level>,
    /// Where levels are, the places of those shown.
    visible: Vec<u32>,
    /// The articles whose story or versions are shown.
    unfolded: HashSet<(Level, Id)>,
    /// Where groups begin.
    heads: Vec<Head>,
    /// Whether these are all that it is to show.
    extent: Extent,
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
    /// What it is grouped by.
    pub group: Grouping,
    /// The versions of a text are one row.
    pub fold: bool,
    /// The filter that it is narrowed to.
    pub filter: Option<Filter>,
    /// The search that it is narrowed to.
    pub search: Option<Search>,
    /// The article that waits to be shown beside the list.
    pub preview: Option<Id>,
    /// What has been asked for it.
    asking: Asking,
}

/// Whether the rows are all that the list is to show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Extent {
    /// All.
    #[default]
    Whole,
    /// Only the first have come yet.
    Begun,
    /// There are more hits than are shown.
    First,
}

/// Cells before the headline: the selection's bar, the mark, a blank.
pub const BEFORE: u16 = 3;
/// Cells of the minutes.
pub const AFTER: u16 = 4;
/// An unfolded headline takes at most this many rows.
const UNFOLDED: usize = 6;
/// The selected headline has at least so many rows, by the rows of the others. Most headlines need no more, so that the articles below it
/// stay where they are when the selection moves.
const LEAST_UNFOLDED: [usize; 2] = [3, 2];
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

/// The rows that the selected article takes in a list of this width, where others take `row_height`: those of its headline, which may be
/// blank at their end, and one for its details where others have one.
pub fn selected_height(headline: usize, row_height: u16) -> usize {
    let beside = usize::from(row_height.max(1)) - 1;
    let least = LEAST_UNFOLDED.get(beside).copied().unwrap_or(1);
    headline.max(least) + beside
}

impl List {
    /// A list without articles, that is to be folded or not.
    pub fn new(fold: bool) -> Self {
        Self {
            fold,
            ..Self::default()
        }
    }

    /// The selected row.
    pub const fn cursor(&self) -> usize {
        self.cursor
    }

    /// The first row on the screen.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// The selected article.
    pub fn selected(&self) -> Option<Id> {
        self.row(self.cursor)
    }

    /// Has the reader chosen a row?
    pub const fn has_moved(&self) -> bool {
        self.moved
    }

    /// Selects a row, the last one at most.
    pub fn select(&mut self, row: usize) {
        self.cursor = row.min(self.count().saturating_sub(1));
        self.moved = true;
    }

    /// Selects `id`, which is unfolded where it is hidden; says whether it is in the list.
    pub fn select_id(&mut self, id: Id) -> bool {
        if self.selected() == Some(id) {
            self.moved = true;
            return true;
        }
        let place = self.rows.iter().position(|&row| row == id);
        if let Some(place) = place {
            let row = self.reveal(place);
            self.select(row);
        }
        place.is_some()
    }

    /// Has it been asked what it is to show, without an answer yet?
    pub const fn is_asking(&self) -> bool {
        self.asking.question.is_some()
    }

    /// Selects `id` when what the list is to show has come.
    pub fn select_then(&mut self, id: Id) {
        self.asking.wanted = Some(id);
        self.moved = true;
    }

    /// Selects the first row.
    pub fn select_first(&mut self) {
        self.cursor = 0;
        self.top = 0;
    }

    /// Have only the first rows come yet?
    pub fn is_begun(&self) -> bool {
        self.extent == Extent::Begun
    }

    /// Are there more hits than it shows?
    pub fn has_more(&self) -> bool {
        self.extent == Extent::First
    }

    /// The number of articles that it shows, those included that have not come yet.
    pub fn len(&self, all: &Shelf) -> usize {
        if self.is_begun() && self.filter.is_none() {
            all.total
        } else {
            self.rows.len()
        }
    }

    /// Shows other articles; the selection goes to `selected`, or stays in its row where that is not shown.
    fn show(&mut self, listed: Listed, selected: Option<Id>) {
        self.heads = listed.heads;
        self.levels = listed.levels;
        (self.rows, self.marks) = listed.articles.into_iter().unzip();
        let before = self.cursor;
        self.fold_anew(0);
        let selected = selected.filter(|_| self.moved);
        let at = selected.and_then(|id| self.rows.iter().position(|&row| row == id));
        self.cursor = match at {
            Some(place) => self.reveal(place),
            None if self.moved => before.min(self.count().saturating_sub(1)),
            None => 0,
        };
    }

    /// The marks of an article have changed.
    fn mark(&mut self, id: Id, marks: MarkSet) {
        if let Some(row) = self.rows.iter().position(|&row| row == id)
            && let Some(mark) = self.marks.get_mut(row)
        {
            *mark = marks;
        }
    }

    /// Marks those rows and what they stand for; gives the articles that were marked otherwise, with their marks before.
    pub fn mark_rows(&mut self, rows: Range<usize>, mark: Mark, set: bool) -> Vec<(Id, MarkSet)> {
        let rows =
            self.place(rows.start).min(self.rows.len())..self.place(rows.end).min(self.rows.len());
        let all = self.rows.get(rows.clone()).unwrap_or_default().iter();
        let marks = self.marks.get_mut(rows).unwrap_or_default();
        let mut changed = Vec::new();
        for (&id, marks) in all.zip(marks) {
            if marks.has(mark) != set {
                changed.push((id, *marks));
                *marks = marks.set(mark, set);
            }
        }
        changed
    }

    /// Takes articles out; the selection goes to the next row that stays. Says whether any of them was shown.
    pub fn remove(&mut self, ids: &[Id]) -> bool {
        let gone: HashSet<Id> = ids.iter().copied().collect();
        let stays: Vec<bool> = self.rows.iter().map(|id| !gone.contains(id)).collect();
        let before = stays.iter().take(self.place(self.cursor));
        let selected = before.filter(|&&stays| stays).count();
        self.close_ranks(&stays);
        self.close_folds(&stays);
        let mut flags = stays.iter();
        self.rows.retain(|_| flags.next() == Some(&true));
        let mut flags = stays.iter();
        self.marks.retain(|_| flags.next() == Some(&true));
        self.fold_anew(selected);
        self.moved = true;
        self.rows.len() < stays.len()
    }

    /// The next row from the selected one, exclusive, in the direction of `forward`, whose article is not read. Where it is hidden in a story
    /// it is unfolded; hidden versions are passed over.
    pub fn unread_from(&mut self, forward: bool) -> Option<usize> {
        let is_unread = |place: usize| self.marks.get(place).is_some_and(|m| !m.has(Mark::Read));
        let is_hidden = |place: usize| self.place(self.row_of(place)) != place;
        let is_version = |place: usize| self.levels.get(place) == Some(&Level::Version);
        let unread =
            |place: &usize| is_unread(*place) && !(is_version(*place) && is_hidden(*place));
        let place = self.place(self.cursor);
        let found = if forward {
            (place + 1..self.rows.len()).find(unread)
        } else {
            (0..place).rev().find(unread)
        };
        found.map(|place| self.reveal(place))
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
        match self.list.unread_from(forward) {
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
