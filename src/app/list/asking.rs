//! What the list asks of the library: which articles it shows, and the rows near the screen.

use std::collections::HashSet;

use super::Extent;
use crate::app::message::{Effect, Follow, Listed, Ticket, View};
use crate::app::model::Model;
use crate::library::{Id, Mark, Row};

/// Rows asked for above and below those on the screen, so that nobody waits for them.
const AROUND: usize = 160;

/// What has been asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Asking {
    /// The latest question for what the list is to show, until it is answered.
    pub question: Option<Ticket>,
    /// The selected article and the one in the body when it was asked: the reader may have gone on since.
    before: (Option<Id>, Option<Id>),
    /// The article to be selected when the answer has come.
    pub wanted: Option<Id>,
    /// What rows show may have changed since they came.
    is_stale: bool,
    /// The answer that came, or is to come, may not know of a mark.
    is_early: bool,
    /// What is being written may change any row.
    is_due: bool,
}

impl Model {
    /// The first rows of the list, before anything was asked.
    pub fn begin_list(&mut self, rows: Vec<Row>, listed: Listed) {
        (self.shelf.total, self.shelf.unread) = (listed.total, listed.unread);
        if rows.len() < listed.total || self.list.filter.is_some() {
            self.list.extent = Extent::Begun;
        }
        self.list.show(listed, None);
        self.shelf.put(&[], rows);
    }

    /// Asks what the list is to show.
    pub fn relist(&mut self) {
        let view = self.list_view();
        let ticket = self.ticket();
        self.list.asking.question = Some(ticket);
        self.list.asking.before = self.selected_and_shown();
        self.ask(Effect::List(ticket, Box::new(view)));
    }

    /// What the list is to show.
    pub fn list_view(&self) -> View {
        let follow = |id: Id| {
            self.shelf.row(id).map(|row| Follow {
                id,
                key: row.key,
                file: row.file.clone(),
            })
        };
        let wanted = self.list.asking.wanted.or(self.list.selected());
        View {
            order: self.list.order,
            group: self.list.group,
            fold: self.list.fold,
            hide_read: self.list.hide_read,
            ask: self.list_ask(),
            whole: self.list.search.is_none() && !self.is_typing_filter(),
            today: self.setup.today,
            selected: wanted.and_then(follow),
            shown: self.reader.as_ref().and_then(|reader| follow(reader.id)),
        }
    }

    fn selected_and_shown(&self) -> (Option<Id>, Option<Id>) {
        let shown = self.reader.as_ref().map(|reader| reader.id);
        (self.list.selected(), shown)
    }

    /// Something may have changed in any row: asks for all anew.
    pub fn refresh(&mut self) {
        self.list.asking.is_stale = true;
        self.relist();
        self.ask_filters();
        self.link_again();
    }

    /// What the list is to show has come.
    pub fn listed(&mut self, ticket: Ticket, listed: Result<Box<Listed>, String>) {
        if self.list.asking.question != Some(ticket) {
            return;
        }
        self.list.asking.question = None;
        let mut listed = match listed {
            Ok(listed) => *listed,
            Err(trouble) => {
                self.trouble(trouble);
                return;
            }
        };
        (self.shelf.total, self.shelf.unread) = (listed.total, listed.unread);
        self.list.extent = if listed.more {
            Extent::First
        } else {
            Extent::Whole
        };
        if let Some(search) = &mut self.list.search {
            search.near = std::mem::take(&mut listed.near).into_iter().collect();
        }
        let is_anew = std::mem::take(&mut self.list.asking.is_stale);
        if is_anew {
            self.shelf.clear();
        }
        let (before, now) = (self.list.asking.before, self.selected_and_shown());
        if let (Some(reader), Some(id)) = (&mut self.reader, listed.shown)
            && before.1 == now.1
        {
            reader.is_stale |= reader.id != id;
            reader.id = id;
            reader.tags = std::mem::take(&mut listed.tags);
        }
        if is_anew {
            self.ask_around();
        }
        self.list.asking.is_early |= self.shelf.is_writing();
        let wanted = self.list.asking.wanted.take();
        let selected = if before.0 == now.0 {
            listed.selected.or(wanted)
        } else {
            now.0
        };
        self.list.show(listed, selected);
        let narrows = self.is_typing_filter() && self.list.filter.is_some();
        if self.is_typing_search() || narrows {
            self.list.select_first();
        }
        self.open_only_one();
    }

    /// Something that lists show is being written. An answer under way may have been read before, and come after it is written.
    pub const fn writes(&mut self) {
        self.shelf.writes();
        self.list.asking.is_early |= self.list.asking.question.is_some();
    }

    /// Marks have been written: what is shown may depend on them.
    pub fn wrote(&mut self, marks: usize) {
        self.shelf.wrote(marks);
        if self.shelf.is_writing() {
            return;
        }
        self.ask_filters();
        let asking = &mut self.list.asking;
        let is_early = std::mem::take(&mut asking.is_early);
        if std::mem::take(&mut asking.is_due) {
            self.refresh();
        } else if is_early {
            self.relist();
        }
    }

    /// What is being written may change any row and what is shown: all is asked for anew when it is written.
    pub fn writes_rows(&mut self) {
        self.list.asking.is_due = true;
    }

    /// Asks for the rows that are on the screen or near it.
    pub fn fetch_rows(&mut self, height: usize) {
        let within = |around: usize| {
            let end = self.list.top().saturating_add(height + around);
            let start = self.list.top().saturating_sub(around);
            let rows = start..end.min(self.list.count());
            rows.filter_map(|row| self.list.row(row))
        };
        let reader = self.reader.as_ref().map(|reader| reader.id);
        let opening = self.opening.as_ref().map(|opening| opening.id);
        let named = [self.list.selected(), reader, opening];
        let named = || named.into_iter().flatten();
        let is_missing = |id: &Id| !self.shelf.knows(*id);
        let mut near = within(2 * height).chain(named());
        if near.any(|id| is_missing(&id)) {
            let around = within(AROUND.max(2 * height));
            let needed: HashSet<Id> = around.chain(named()).collect();
            let mut missing: Vec<Id> = needed.iter().copied().filter(is_missing).collect();
            missing.sort_unstable();
            self.shelf.forget(&needed);
            self.ask(Effect::Rows(missing));
        }
    }

    /// Sets a mark of an article or takes it off, and keeps it; with words for it, as a step that can be taken back.
    pub fn mark(&mut self, id: Id, (mark, set): (Mark, bool), label: Option<String>) {
        let Some(row) = self.shelf.row(id) else {
            return;
        };
        if row.marks.has(mark) == set {
            return;
        }
        let (key, marks) = (row.key, row.marks.set(mark, set));
        let before = row.marks;
        self.shelf.mark(id, marks);
        self.writes();
        self.list.mark(id, marks);
        self.recount(before, marks);
        self.ask(Effect::Mark(label, key, mark, set));
    }
}
