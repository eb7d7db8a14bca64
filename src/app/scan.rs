//! The scan of the library: how far it is, and what it brings.

use std::time::Duration;

use crate::app::message::{Effect, Failure, Scanned, Ticket, Timer};
use crate::app::model::{Kind, Model};

/// While the library changes, it is listed this often.
const OFTEN: Duration = Duration::from_millis(200);

/// A scan of more files than this is told of though nobody asked for it.
const MANY: usize = 100;

/// Why the library is scanned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Cause {
    /// The program has begun.
    #[default]
    Beginning,
    /// The reader asked for it.
    Asked,
    /// Files have changed.
    Stirred,
}

/// How far the scan is.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    ticket: Ticket,
    /// Files to be read.
    pub total: usize,
    /// Files read.
    pub read: usize,
    /// Files that could not be read.
    pub failures: Vec<Failure>,
    done: bool,
    cause: Cause,
    /// Files have changed while it ran.
    is_stirred: bool,
    /// It has changed what the list shows, which is listed anew in a moment.
    waits: bool,
}

impl Scan {
    /// Has it ended?
    pub const fn is_done(&self) -> bool {
        self.done
    }

    /// Is it under way, and to be told of?
    pub const fn is_shown(&self) -> bool {
        !self.done && (!matches!(self.cause, Cause::Stirred) || self.total > MANY)
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
        self.scan_for(Cause::Asked);
    }

    /// Files have changed: they are looked for, but nobody is disturbed.
    pub fn stirred(&mut self) {
        if self.scan.done {
            self.scan_for(Cause::Stirred);
        } else {
            self.scan.is_stirred = true;
        }
    }

    fn scan_for(&mut self, cause: Cause) {
        self.scan = Scan {
            cause,
            failures: std::mem::take(&mut self.scan.failures),
            ..Scan::default()
        };
        self.scan();
    }

    /// The scan has to read `total` files, and has read some.
    pub fn progressed(&mut self, ticket: Ticket, total: usize, read: usize) {
        if self.scan.ticket == ticket {
            (self.scan.total, self.scan.read) = (total, read);
        }
    }

    /// Articles have come into the library.
    pub fn indexed(&mut self, ticket: Ticket) {
        if self.scan.ticket != ticket || self.scan.waits {
            return;
        }
        if self.list.count() == 0 {
            self.refresh();
        } else {
            self.scan.waits = true;
            self.ask(Effect::Wait(Timer::Relist, OFTEN));
        }
    }

    /// The library has changed for a while.
    pub fn relist_due(&mut self) {
        if std::mem::take(&mut self.scan.waits) {
            self.refresh();
        }
    }

    /// The scan has ended.
    pub fn scanned(&mut self, ticket: Ticket, scanned: Result<Box<Scanned>, String>) {
        if self.scan.ticket != ticket {
            return;
        }
        self.scan.done = true;
        match scanned {
            Ok(scanned) => self.take_in_scan(*scanned),
            Err(trouble) => self.trouble(trouble),
        }
        let is_watched = self.setup.watch && self.setup.kind == Kind::Folder;
        if is_watched && self.scan.cause != Cause::Stirred {
            self.ask(Effect::Watch);
        }
        if self.scan.is_stirred {
            self.stirred();
        }
    }

    fn take_in_scan(&mut self, scanned: Scanned) {
        self.scan.failures = scanned.failures;
        if scanned.read + scanned.gone > 0 || self.scan.waits {
            self.scan.waits = false;
            self.refresh();
        }
        if scanned.vanished {
            self.trouble(format!(
                "{} is empty or gone: is its disk there? What is known of it can be read; R looks again",
                self.source
            ));
            return;
        }
        let word = match (scanned.read, scanned.gone) {
            (0, 0) => "Nothing new".to_owned(),
            (read, 0) => format!("{read} new or changed"),
            (0, gone) => format!("{gone} gone"),
            (read, gone) => format!("{read} new or changed, {gone} gone"),
        };
        let is_news = scanned.read + scanned.gone > 0;
        match self.scan.cause {
            Cause::Asked => self.say(word),
            Cause::Stirred if is_news => self.say(word),
            _ => {}
        }
    }

    /// What the related headlines of the article in the body lead to may have been saved by now.
    pub fn link_again(&mut self) {
        if let Some(reader) = &self.reader
            && !reader.article.related.is_empty()
        {
            let related = reader.article.related.clone();
            let id = reader.id;
            self.ask(Effect::Link(id, related));
        }
    }

    /// A single file is opened as soon as it is there.
    pub fn open_only_one(&mut self) {
        let nothing = self.reader.is_none() && self.opening.is_none();
        if self.setup.kind == Kind::File && nothing {
            self.open_selected();
        }
    }
}
