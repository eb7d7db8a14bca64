//! What can happen to the application, and what it can ask for in return. Whatever is asked carries a ticket, and the answer brings
//! it back: an answer with an old ticket is dropped.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::app::geometry::Size;
use crate::app::keymap::Key;
use crate::app::shelf::{Id, Kept, Shared};
use crate::app::xray::Source;
use crate::article::{Article, Lesson};
use crate::library::{Entry, Links, Query};

/// Names a question, so that its answer can be told from an older one's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What a wait is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timer {
    /// The selection rests: show the article beside the list.
    Preview,
    /// A chord is begun: say how it may go on.
    Chord,
}

/// An article found in the library, with what the reader has marked on it before.
#[derive(Debug, Clone)]
pub struct Found {
    /// The article's entry.
    pub entry: Arc<Entry>,
    /// Marks and place.
    pub kept: Kept,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}

/// An article, parsed for reading.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The article.
    pub article: Article,
    /// What the parser had to say.
    pub notes: Vec<String>,
    /// The capture's format, for the sidebar ("HTML").
    pub format: String,
    /// The whole page, for the X-ray.
    pub source: Source,
}

/// An article that a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Its position in the entries that were searched.
    pub id: Id,
    /// Its headline alone matches.
    pub in_headline: bool,
}

impl Hit {
    /// Asks `entry`, which stands at `id`.
    pub fn of(query: &Query, id: Id, entry: &Entry) -> Option<Self> {
        query.matches(entry).then(|| Self {
            id,
            in_headline: query.is_in_headline(entry),
        })
    }
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The screen has this size now.
    Resize(Size),
    /// It is this day.
    Today(NaiveDate),
    /// The scan sees this many files.
    Counted(Ticket, usize),
    /// The scan has read some.
    Found(Ticket, Vec<Found>, Vec<Failure>),
    /// The scan has ended; these files are gone.
    Scanned(Ticket, Vec<PathBuf>),
    /// An article has been read, or why not.
    Opened(Ticket, Result<Box<Opened>, String>),
    /// The search's hits.
    Hits(Ticket, Vec<Hit>),
    /// The links between the entries that were sent.
    Linked(Ticket, Arc<Links>),
    /// The time asked for is over.
    Elapsed(Timer),
    /// Something outside went wrong; said in the status row.
    Trouble(String),
    /// The program is to end.
    Quit,
}

/// What the application asks of the world outside.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Read this file; answered by [`Message::Opened`].
    Open(Ticket, PathBuf),
    /// Search the entries; answered by [`Message::Hits`].
    Search(Ticket, Query, Shared),
    /// Link the entries; answered by [`Message::Linked`].
    Link(Ticket, Shared),
    /// Look for new and changed files; answered by [`Message::Found`] and [`Message::Scanned`].
    Scan(Ticket),
    /// Say when this time is over; answered by [`Message::Elapsed`]. Takes the place of an earlier wait of the same timer.
    Wait(Timer, Duration),
    /// Keep marks and place of the article with this key.
    Keep(String, Kept),
    /// Take in what the reader says of a site, before anything else is read, and keep it.
    Teach(Lesson),
    /// Open an address in the browser.
    Browse(String),
    /// Draw the whole screen afresh.
    Redraw,
    /// Stop until the shell brings us back.
    Suspend,
    /// End.
    Quit,
}
