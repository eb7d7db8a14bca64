//! The scan of the library: how far it is, and what it brings.

use std::path::PathBuf;

use crate::app::message::{Effect, Failure, Found, Ticket};
use crate::app::model::{Kind, Model};

/// How far the scan is.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    ticket: Ticket,
    /// Files seen.
    pub total: usize,
    /// Files read.
    pub read: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    done: bool,
    /// It is not the first one.
    is_again: bool,
}

impl Scan {
    /// Has it ended?
    pub const fn is_done(&self) -> bool {
        self.done
    }
}

impl Model {
    /// Begins the first scan.
    pub fn scan(&mut self) {
        self.scan.ticket = self.ticket();
        self.ask(Effect::Scan(self.scan.ticket));
    }

    /// Begins another scan, once the one before has ended.
    pub fn rescan(&mut self) {
        if !self.scan.done {
            self.say("The library is still being read");
            return;
        }
        self.scan = Scan {
            is_again: true,
            ..Scan::default()
        };
        self.scan();
    }

    /// The scan sees `total` files.
    pub fn counted(&mut self, ticket: Ticket, total: usize) {
        if self.scan.ticket == ticket {
            self.scan.total = total;
        }
    }

    /// The scan has read some files.
    pub fn found(&mut self, ticket: Ticket, found: Vec<Found>, failures: Vec<Failure>) {
        if self.scan.ticket != ticket {
            return;
        }
        self.scan.read += found.len() + failures.len();
        self.scan.failures.extend(failures);
        let mut new = Vec::with_capacity(found.len());
        let mut ids = Vec::with_capacity(found.len());
        for one in found {
            let (id, is_new) = self.shelf.put(one);
            ids.push(id);
            if is_new {
                new.push(id);
            } else if let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == id) {
                reader.is_stale = true;
            }
        }
        let changed = new.len() != ids.len();
        self.search_new(&ids);
        self.list.insert(new, &self.shelf);
        if changed {
            self.list.sort(self.list.order, &self.shelf);
        }
        if self.setup.kind == Kind::File && self.reader.is_none() {
            self.open_selected();
        }
    }

    /// The scan has ended; the files of `gone` are no longer there.
    pub fn scanned(&mut self, ticket: Ticket, gone: &[PathBuf]) {
        if self.scan.ticket != ticket {
            return;
        }
        self.scan.done = true;
        for path in gone {
            self.shelf.remove(path);
        }
        if !gone.is_empty() {
            self.list.refill(&self.shelf);
        }
        let ticket = self.ticket();
        self.linking = ticket;
        self.ask(Effect::Link(ticket, self.shelf.shared()));
        if self.scan.is_again {
            let (read, gone) = (self.scan.read - self.scan.failures.len(), gone.len());
            self.say(match (read, gone) {
                (0, 0) => "Nothing new".to_owned(),
                (_, 0) => format!("{read} new or changed"),
                _ => format!("{read} new or changed, {gone} gone"),
            });
        }
    }
}
