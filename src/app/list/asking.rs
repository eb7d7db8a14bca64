//! What the list asks of the library: which articles it shows, and the rows near the screen.

use std::collections::HashSet;

use crate::app::message::{Effect, Follow, Listed, Ticket, View};
use crate::app::model::Model;
use crate::library::{Id, Mark, Row};

/// Rows asked for above and below those on the screen, so that nobody waits for them.
const AROUND: usize = 160;

/// What has been asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Asking {
    /// The latest question for what the list is to show.
    ticket: Ticket,
    /// The article to be selected when the answer has come.
    pub wanted: Option<Id>,
    /// What rows show may have changed since they came.
    is_stale: bool,
    /// The answer came while marks were being written.
    is_early: bool,
}

impl Model {
    /// The first rows of the list, before anything was asked.
    pub fn begin_list(&mut self, rows: Vec<Row>, total: usize, unread: usize) {
        (self.shelf.total, self.shelf.unread) = (total, unread);
        self.list.is_begun = rows.len() < total;
        let articles = rows.iter().map(|row| (row.id, row.marks));
        self.list.show(articles.collect(), None);
        self.shelf.put(&[], rows);
    }

    /// Asks what the list is to show.
    pub fn relist(&mut self) {
        let follow = |id: Id| {
            self.shelf.row(id).map(|row| Follow {
                id,
                key: row.key,
                file: row.file.clone(),
            })
        };
        let view = View {
            order: self.list.order,
            hide_read: self.list.hide_read,
            ask: self.list.search.as_ref().map(|search| search.ask.clone()),
            today: self.setup.today,
            selected: self
                .list
                .asking
                .wanted
                .or(self.list.selected())
                .and_then(follow),
            shown: self.reader.as_ref().and_then(|reader| follow(reader.id)),
        };
        let ticket = self.ticket();
        self.list.asking.ticket = ticket;
        self.ask(Effect::List(ticket, Box::new(view)));
    }

    /// Something may have changed in any row: asks for all anew.
    pub fn refresh(&mut self) {
        self.list.asking.is_stale = true;
        self.relist();
    }

    /// What the list is to show has come.
    pub fn listed(&mut self, ticket: Ticket, listed: Result<Box<Listed>, String>) {
        if self.list.asking.ticket != ticket {
            return;
        }
        let listed = match listed {
            Ok(listed) => *listed,
            Err(trouble) => {
                self.trouble(trouble);
                return;
            }
        };
        (self.shelf.total, self.shelf.unread) = (listed.total, listed.unread);
        self.list.is_begun = false;
        if let Some(search) = &mut self.list.search {
            search.more = listed.more;
            search.near = listed.near.into_iter().collect();
        }
        if std::mem::take(&mut self.list.asking.is_stale) {
            self.shelf.clear();
        }
        if let (Some(reader), Some(id)) = (&mut self.reader, listed.shown) {
            reader.is_stale |= reader.id != id;
            reader.id = id;
        }
        self.list.asking.is_early = self.shelf.is_writing();
        let wanted = self.list.asking.wanted.take();
        self.list.show(listed.articles, listed.selected.or(wanted));
        if self.is_typing_search() {
            self.list.select_first();
        }
        self.open_only_one();
    }

    /// Marks have been written: what is shown may depend on them.
    pub fn wrote(&mut self, marks: usize) {
        self.shelf.wrote(marks);
        if !self.shelf.is_writing() && std::mem::take(&mut self.list.asking.is_early) {
            self.relist();
        }
    }

    /// Asks for the rows that are on the screen or near it.
    pub fn fetch_rows(&mut self, height: usize) {
        let rows = self.list.rows();
        let within = |around: usize| {
            let end = self.list.top().saturating_add(height + around);
            let start = self.list.top().saturating_sub(around);
            rows.get(start..end.min(rows.len())).unwrap_or_default()
        };
        let reader = self.reader.as_ref().map(|reader| reader.id);
        let opening = self.opening.as_ref().map(|opening| opening.id);
        let named = [self.list.selected(), reader, opening];
        let named = || named.into_iter().flatten();
        let is_missing = |id: &Id| !self.shelf.knows(*id);
        let near = within(2 * height).iter().copied().chain(named());
        if near.clone().any(|id| is_missing(&id)) {
            let around = within(AROUND.max(2 * height));
            let needed: HashSet<Id> = around.iter().copied().chain(named()).collect();
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
        self.shelf.mark(id, marks);
        self.list.mark(id, marks);
        if mark == Mark::Read && marks.is_listed() {
            let unread = self.shelf.unread;
            self.shelf.unread = if set {
                unread.saturating_sub(1)
            } else {
                unread + 1
            };
        }
        self.ask(Effect::Mark(label, key, mark, set));
    }
}
