//! The folds of the list: articles that stand below another one are hidden until their row is unfolded. All articles are in the order in
//! which they would be shown, so what a row stands for is itself and the hidden ones after it.

use std::ops::Range;

use super::List;
use crate::app::geometry::Pane;
use crate::app::model::Model;
use crate::library::folding::Level;
use crate::library::{Id, Mark};

/// What a row of the list stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fold {
    /// Where it stands.
    pub level: Level,
    /// The texts of its story, itself among them.
    pub texts: usize,
    /// The versions of its text, itself among them.
    pub versions: usize,
    /// Those texts are shown.
    pub is_open: bool,
    /// Something that it stands for is not read: another version of a text does not count.
    pub is_unread: bool,
}

impl Fold {
    /// The texts of the story and the versions of the text, as far as they are to be seen.
    pub fn counts(&self) -> (Option<usize>, Option<usize>) {
        let texts = Some(self.texts).filter(|&texts| texts > 1);
        let versions = Some(self.versions).filter(|&versions| versions > 1);
        (texts, versions.filter(|_| texts.is_none() || self.is_open))
    }

    /// The columns that these take, each with a sign before and a blank behind.
    fn columns(&self) -> u16 {
        let (texts, versions) = self.counts();
        let columns = |count: usize| count.checked_ilog10().unwrap_or_default() + 3;
        let all: u32 = texts.into_iter().chain(versions).map(columns).sum();
        u16::try_from(all).unwrap_or_default()
    }
}

/// Columns that a row is moved in for what it stands below.
const STEP: u16 = 2;

impl List {
    /// The number of rows shown.
    pub const fn count(&self) -> usize {
        if self.levels.is_empty() {
            self.rows.len()
        } else {
            self.visible.len()
        }
    }

    /// The article in a row.
    pub fn row(&self, row: usize) -> Option<Id> {
        self.rows.get(self.place(row)).copied()
    }

    /// The articles shown.
    pub fn rows(&self) -> Vec<Id> {
        (0..self.count()).filter_map(|row| self.row(row)).collect()
    }

    /// The place among all articles of the one in a row; the number of all for a row after the last.
    pub(super) fn place(&self, row: usize) -> usize {
        if self.levels.is_empty() {
            return row;
        }
        let place = self.visible.get(row).copied().map(usize::try_from);
        place.and_then(Result::ok).unwrap_or(self.rows.len())
    }

    /// The places of the articles that a row stands for: its own, and those hidden below it.
    pub fn stands_for(&self, row: usize) -> Range<usize> {
        self.place(row)..self.place(row + 1).min(self.rows.len())
    }

    /// The row that shows the article at a place, or hides it.
    pub(super) fn row_of(&self, place: usize) -> usize {
        if self.levels.is_empty() {
            return place;
        }
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let after = self.visible.partition_point(|&at| at <= place);
        after.saturating_sub(1)
    }

    fn level(&self, place: usize) -> Level {
        self.levels.get(place).copied().unwrap_or_default()
    }

    /// The places below the one at `place` that are deeper than `level`.
    fn below(&self, place: usize, level: Level) -> Range<usize> {
        let rest = self.levels.get(place + 1..).unwrap_or_default();
        let deeper = rest.iter().take_while(|&&one| one > level).count();
        place + 1..place + 1 + deeper
    }

    /// What a row stands for.
    pub fn fold_at(&self, row: usize) -> Fold {
        let place = self.place(row);
        let level = self.level(place);
        let is_unread = |place: usize| self.marks.get(place).is_some_and(|m| !m.has(Mark::Read));
        let hidden = self.stands_for(row).skip(1);
        let mut texts = hidden.filter(|&place| self.level(place) == Level::Story);
        let own = self.rows.get(place).copied().unwrap_or_default();
        Fold {
            level,
            texts: match level {
                Level::Top => {
                    let below = self.below(place, Level::Top);
                    let below = self.levels.get(below).unwrap_or_default();
                    1 + below.iter().filter(|&&level| level == Level::Story).count()
                }
                Level::Story | Level::Version => 1,
            },
            versions: match level {
                Level::Version => 1,
                Level::Top | Level::Story => {
                    let rest = self.levels.get(place + 1..).unwrap_or_default();
                    1 + rest
                        .iter()
                        .take_while(|&&one| one == Level::Version)
                        .count()
                }
            },
            is_open: self.unfolded.contains(&(Level::Story, own)),
            is_unread: is_unread(place) || texts.any(is_unread),
        }
    }

    /// The columns that a row is moved in.
    pub fn indent(&self, row: usize) -> u16 {
        let place = self.place(row);
        match self.level(place) {
            Level::Top => 0,
            Level::Story => STEP,
            Level::Version => {
                let above = self.levels.get(..place).unwrap_or_default().iter().rev();
                let text = above.copied().find(|&level| level < Level::Version);
                STEP * if text == Some(Level::Story) { 2 } else { 1 }
            }
        }
    }

    /// What is left of those columns for the headline of a row, beside what it stands for.
    pub fn room(&self, row: usize, width: u16) -> u16 {
        let width = width.saturating_sub(self.indent(row)).max(1);
        width.saturating_sub(self.fold_at(row).columns()).max(1)
    }

    /// The articles that are hidden.
    pub const fn hidden(&self) -> usize {
        self.rows.len() - self.count()
    }

    /// Works out anew what is shown; the selection stays on its article, or goes to the row that hides it.
    pub(super) fn fold_anew(&mut self, selected: usize) {
        self.visible.clear();
        let (mut story, mut text) = (true, true);
        for (place, level) in (0..).zip(&self.levels) {
            let own = usize::try_from(place)
                .ok()
                .and_then(|place| self.rows.get(place));
            let own = own.copied().unwrap_or_default();
            let is_shown = match level {
                Level::Top => {
                    story = self.unfolded.contains(&(Level::Story, own));
                    true
                }
                Level::Story => story,
                Level::Version => text,
            };
            if *level < Level::Version {
                text = is_shown && self.unfolded.contains(&(Level::Version, own));
            }
            if is_shown {
                self.visible.push(place);
            }
        }
        self.cursor = self.row_of(selected).min(self.count().saturating_sub(1));
    }

    /// Shows the article at a place; says in which row.
    pub(super) fn reveal(&mut self, place: usize) -> usize {
        let mut wanted = place;
        while wanted > 0 && self.level(wanted) > Level::Top {
            let level = self.level(wanted);
            let above = self.levels.get(..wanted).unwrap_or_default();
            let Some(over) = above.iter().rposition(|&one| one < level) else {
                break;
            };
            self.unfolded
                .extend(self.rows.get(over).map(|&id| (level, id)));
            wanted = over;
        }
        if place < self.rows.len() && self.place(self.row_of(place)) != place {
            let selected = self.place(self.cursor);
            self.fold_anew(selected);
        }
        self.row_of(place)
    }

    /// Unfolds the selected row: the texts of its story, then the versions of its text. Says whether there was anything to unfold.
    fn unfold_selected(&mut self) -> bool {
        let (place, hidden) = (self.place(self.cursor), self.stands_for(self.cursor));
        let hides = |level| {
            hidden
                .clone()
                .skip(1)
                .any(|place| self.level(place) == level)
        };
        let level = if hides(Level::Story) {
            Level::Story
        } else {
            Level::Version
        };
        let Some(&id) = self.rows.get(place).filter(|_| hidden.len() > 1) else {
            return false;
        };
        self.unfolded.insert((level, id));
        self.fold_anew(place);
        true
    }

    /// Folds what the selected row has below it, else what it stands in. Says whether there was anything to fold.
    pub fn fold_selected(&mut self) -> bool {
        let place = self.place(self.cursor);
        let mut at = place;
        loop {
            let Some(&id) = self.rows.get(at) else {
                return false;
            };
            for level in [Level::Version, Level::Story] {
                if self.unfolded.remove(&(level, id)) {
                    self.fold_anew(at);
                    return true;
                }
            }
            let level = self.level(at);
            let above = self.levels.get(..at).unwrap_or_default();
            match above.iter().rposition(|&one| one < level) {
                Some(over) => at = over,
                None => return false,
            }
        }
    }

    /// Unfolds all rows, or folds all where any is unfolded.
    fn fold_all(&mut self) {
        let place = self.place(self.cursor);
        if !self.unfolded.is_empty() {
            self.unfolded.clear();
            self.fold_anew(place);
            return;
        }
        let mut lead = [Id::default(); 2];
        for (&id, &level) in self.rows.iter().zip(&self.levels) {
            let [top, text] = &mut lead;
            match level {
                Level::Top => (*top, *text) = (id, id),
                Level::Story => {
                    self.unfolded.insert((level, *top));
                    *text = id;
                }
                Level::Version => {
                    self.unfolded.insert((level, *text));
                }
            }
        }
        self.fold_anew(place);
    }

    /// Levels and unfolded rows when only those stay: the first that stays of what stood below a row that goes takes its place.
    pub(super) fn close_folds(&mut self, stays: &[bool]) {
        let mut levels = Vec::with_capacity(self.levels.len());
        // For the row above at the top, and the text above: does it stay, and which was it?
        let (mut top, mut text) = ((true, Id::default()), (true, Id::default(), Level::Top));
        for ((&level, &id), &stays) in self.levels.iter().zip(&self.rows).zip(stays) {
            let mut now = level;
            match level {
                Level::Top => {
                    top = (stays, id);
                    text = (stays, id, level);
                }
                Level::Story => text = (stays, id, level),
                Level::Version if stays && !text.0 => {
                    now = text.2;
                    if self.unfolded.contains(&(Level::Version, text.1)) {
                        self.unfolded.insert((Level::Version, id));
                    }
                    text.0 = true;
                }
                Level::Version => {}
            }
            if stays && !top.0 && now < Level::Version {
                now = Level::Top;
                if self.unfolded.contains(&(Level::Story, top.1)) {
                    self.unfolded.insert((Level::Story, id));
                }
                top.0 = true;
            }
            if stays {
                levels.push(now);
            }
        }
        self.levels = levels;
    }
}

impl Model {
    /// Unfolds the selected row, or folds it again.
    pub fn toggle_fold(&mut self) {
        if !self.list.unfold_selected() && !self.list.fold_selected() {
            self.say("Nothing is folded here");
        }
    }

    /// Unfolds all rows of the list, or folds them again.
    pub fn toggle_all_folds(&mut self) {
        if self.list.levels.is_empty() {
            self.say("Nothing is folded here");
        } else {
            self.list.fold_all();
        }
    }

    /// Shows the versions of a text in one row, or each in its own.
    pub fn toggle_folding(&mut self) {
        self.list.fold = !self.list.fold;
        self.relist();
        self.say(if self.list.fold {
            "Versions of one text are one row"
        } else {
            "Each version has a row of its own"
        });
    }

    /// Do keys that put away act on all that the selected row stands for?
    pub fn is_on_fold(&self) -> bool {
        self.focus == Pane::List && self.list.stands_for(self.list.cursor()).len() > 1
    }
}

#[cfg(test)]
mod tests;
