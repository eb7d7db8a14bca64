//! The reader's marks: on one article, on several in a row, on all that the list shows.

use std::ops::Range;

use crate::app::geometry::Pane;
use crate::app::keymap::{Code, Key};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::number::grouped;
use crate::app::overlay::Overlay;
use crate::library::ask::Mark as Asked;
use crate::library::{Id, Mark, MarkSet};

/// What was done, for the history and the status row.
const fn word(mark: Mark, set: bool) -> &'static str {
    match (mark, set) {
        (Mark::Read, true) => "read",
        (Mark::Read, false) => "unread",
        (Mark::Starred, true) => "star",
        (Mark::Starred, false) => "no star",
        (Mark::Archived, true) => "archived",
        (Mark::Archived, false) => "out of the archive",
        (Mark::Binned, true) => "binned",
        (Mark::Binned, false) => "out of the bin",
    }
}

/// Does that mark put an article away?
const fn puts_away(mark: Mark) -> Option<Asked> {
    match mark {
        Mark::Read | Mark::Starred => None,
        Mark::Archived => Some(Asked::Archived),
        Mark::Binned => Some(Asked::Binned),
    }
}

/// With a capital letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

impl Model {
    /// Sets a mark or takes it off: of the article that keys are about, or in the list of `count` articles from the selected one on.
    pub fn toggle(&mut self, mark: Mark, count: Option<usize>) {
        let Some(row) = self.subject().and_then(|id| self.shelf.row(id)) else {
            return;
        };
        let (id, set) = (row.id, !row.marks.has(mark));
        let what = (mark, set);
        let several = count.filter(|&count| count > 1 && self.focus == Pane::List);
        if let Some(count) = several.or(self.is_on_fold().then_some(1)) {
            let from = self.list.cursor();
            self.mark_rows(from..from.saturating_add(count), what);
            return;
        }
        let label = format!("{}, {}", word(mark, set), row.headline);
        if puts_away(mark).is_some() {
            let said = capital(word(mark, set));
            let said = format!("{said}, U undoes: {}", row.headline);
            self.mark(id, what, Some(label));
            self.put_away(&[id], what);
            self.say(said);
        } else {
            self.mark(id, what, Some(label));
        }
    }

    /// Sets a mark of those rows, or takes it off, as one step that can be taken back.
    fn mark_rows(&mut self, rows: Range<usize>, (mark, set): (Mark, bool)) {
        let changed = self.list.mark_rows(rows, mark, set);
        let word = word(mark, set);
        if changed.is_empty() {
            self.say(format!("Nothing to change: {word} already"));
            return;
        }
        for &(id, before) in &changed {
            let after = before.set(mark, set);
            self.recount(before, after);
            self.shelf.mark(id, after);
        }
        let ids: Vec<Id> = changed.into_iter().map(|(id, _)| id).collect();
        let articles = match ids.len() {
            1 => "1 article".to_owned(),
            many => format!("{} articles", grouped(many)),
        };
        self.put_away(&ids, (mark, set));
        self.say(format!("{}, U undoes: {articles}", capital(word)));
        self.writes();
        self.writes_rows();
        let label = format!("{word}, {articles}");
        self.ask(Effect::MarkMany(label, ids, mark, set));
    }

    /// Articles that are put away leave the list at once, and so do those that are taken back from where it looks.
    fn put_away(&mut self, ids: &[Id], (mark, set): (Mark, bool)) {
        let Some(asked) = puts_away(mark) else {
            return;
        };
        let (search, filter) = (&self.list.search, &self.list.filter);
        let search = search.as_ref().map(|search| &search.ask);
        let filter = filter.as_ref().map(|filter| &filter.ask);
        let names = |asked| search.into_iter().chain(filter).any(|ask| ask.names(asked));
        let leaves = if names(asked) {
            !set
        } else if mark == Mark::Binned {
            set
        } else {
            // Words alone find what is archived as well, and so does a look into the bin.
            let of_words = search.is_some_and(|ask| ask.texts().next().is_some());
            set && !names(Asked::Binned) && (filter.is_some() || !of_words)
        };
        if !leaves || !self.list.remove(ids) {
            return;
        }
        if self.list.search.is_some() || self.list.filter.is_some() {
            self.writes_rows();
        }
        let shown = self.reader.as_ref().map(|reader| reader.id);
        if self.focus != Pane::List && shown.is_some_and(|id| ids.contains(&id)) {
            self.zen = false;
            self.focus = Pane::List;
        }
    }

    /// Counts an article whose marks have changed.
    pub fn recount(&mut self, before: MarkSet, after: MarkSet) {
        let (total, unread) = (&mut self.shelf.total, &mut self.shelf.unread);
        let is_unread = |marks: MarkSet| marks.is_listed() && !marks.has(Mark::Read);
        for (count, was, is) in [
            (total, before.is_listed(), after.is_listed()),
            (unread, is_unread(before), is_unread(after)),
        ] {
            *count = (*count + usize::from(is)).saturating_sub(usize::from(was));
        }
    }

    /// Asks which of the articles shown are to be marked read.
    pub fn ask_to_mark_read(&mut self) {
        if self.list.count() == 0 {
            self.say("No article is shown");
        } else if self.list.is_begun() {
            self.say("The list is still coming");
        } else {
            self.overlay = Overlay::MarkRead;
        }
    }

    /// Takes the answer.
    pub fn mark_read_key(&mut self, key: Key) {
        let (rows, cursor) = (self.list.count(), self.list.cursor());
        match key.code {
            Code::Char('y' | 'Y') | Code::Enter => self.mark_rows(0..rows, (Mark::Read, true)),
            Code::Char('k') | Code::Up => self.mark_rows(0..cursor, (Mark::Read, true)),
            Code::Char('j') | Code::Down => self.mark_rows(cursor + 1..rows, (Mark::Read, true)),
            _ => self.say("Nothing marked"),
        }
    }
}
