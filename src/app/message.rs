//! What can happen to the application, and what it can ask for in return. Whatever is asked carries a ticket, and the answer brings
//! it back: an answer with an old ticket is dropped.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use chrono::NaiveDate;

use crate::app::around::Around;
use crate::app::geometry::Size;
use crate::app::keymap::Key;
use crate::app::news::Paragraphs;
use crate::app::xray::Source;
use crate::article::{Article, Lesson, Place, Related};
use crate::library::ask::Ask;
use crate::library::difference::Piece;
use crate::library::folding::Level;
use crate::library::quotation::Note;
use crate::library::{
    Arrangement, Correction, Grouping, Head, Id, Mark, MarkSet, Order, Row, Snippet, Tag,
};

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
    /// The library has changed: list it anew, but not all the time.
    Relist,
    /// Nothing is typed for a moment: show the words around what was found.
    Snippets,
    /// An article stays open for a moment: say what stands around it.
    Around,
}

/// An article that has to be found again though its id may have changed: it was read anew, or its file was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Its id as far as known.
    pub id: Id,
    /// Its identity.
    pub key: u64,
    /// Its file, as in [`Row`].
    pub file: Vec<u8>,
}

/// What the list is to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// How it is sorted.
    pub order: Order,
    /// What it is grouped by, where that suits the order.
    pub group: Grouping,
    /// The versions of a text are one row.
    pub fold: bool,
    /// What is read is not shown, but for the selected article.
    pub hide_read: bool,
    /// What it is narrowed to.
    pub ask: Option<Ask>,
    /// All of its hits are shown, not only the first.
    pub whole: bool,
    /// What ages are counted from.
    pub today: Option<NaiveDate>,
    /// The selected article.
    pub selected: Option<Follow>,
    /// The article in the body.
    pub shown: Option<Follow>,
}

/// The list as it is to be shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Listed {
    /// The articles in order, with the reader's marks.
    pub articles: Vec<(Id, MarkSet)>,
    /// Where groups begin.
    pub heads: Vec<Head>,
    /// Where each article stands in the folded list; none where all are at the top.
    pub levels: Vec<Level>,
    /// Of a search those at the end whose headlines nearly are what was typed, with the bytes of the headline that hold its letters.
    pub near: Vec<(Id, Vec<Range<usize>>)>,
    /// Only the first ones are here.
    pub more: bool,
    /// Articles in the library, archived and binned ones not counted.
    pub total: usize,
    /// Of those, not read.
    pub unread: usize,
    /// The selected article, as it is called now.
    pub selected: Option<Id>,
    /// The article in the body, as it is called now.
    pub shown: Option<Id>,
    /// The reader's tags on that article.
    pub tags: Vec<String>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file.
    pub path: PathBuf,
    /// Why, in words.
    pub reason: String,
}

/// An article, for reading.
#[derive(Debug, Clone, Default)]
pub struct Opened {
    /// The article in the list.
    pub row: Row,
    /// The article.
    pub article: Article,
    /// What the parser had to say.
    pub notes: Vec<String>,
    /// The capture's format, for the sidebar ("HTML").
    pub format: &'static str,
    /// Where reading stopped.
    pub place: Place,
    /// For each related headline, the saved article that it names.
    pub links: Vec<Option<Id>>,
    /// What the reader has highlighted in it.
    pub highlights: Vec<Note>,
    /// The reader's tags on it.
    pub tags: Vec<String>,
}

/// The tags of an article, and all that there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The reader's on the article.
    pub own: Vec<String>,
    /// The page's own.
    pub page: Vec<String>,
    /// All, the reader's first, each time the commonest first.
    pub all: Vec<Tag>,
}

/// Two versions of an article, one against the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// The article that was asked for.
    pub id: Id,
    /// All versions of its text, the newest first.
    pub versions: Vec<Row>,
    /// Of those the newer one that is compared; the older one follows it.
    pub pair: usize,
    /// What has changed.
    pub pieces: Vec<Piece>,
}

/// An article, parsed anew with all that is known of its site.
#[derive(Debug, Clone, Default)]
pub struct Sourced {
    /// The article.
    pub article: Article,
    /// What the parser had to say.
    pub notes: Vec<String>,
    /// The whole page, for the X-ray.
    pub source: Source,
    /// For each related headline, the saved article that it names.
    pub links: Vec<Option<Id>>,
}

/// What a scan has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Articles read, new ones and changed ones.
    pub read: usize,
    /// Files that have gone.
    pub gone: usize,
    /// Files that could not be read, in this scan or before.
    pub failures: Vec<Failure>,
    /// The folder is empty or gone, and its disk perhaps not there: what was known is still known.
    pub vanished: bool,
}

/// A change that was taken back or done again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stepped {
    /// What the reader did then.
    pub label: String,
    /// It was said of a site: its pages are to be read anew.
    pub taught: bool,
    /// An article that was put away or taken back with it.
    pub moved: Option<Id>,
    /// It changed the notes of the article with this key: those that it has now.
    pub noted: Option<(u64, Vec<Note>)>,
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
    /// The scan has to read so many files, and has read so many.
    Progress(Ticket, usize, usize),
    /// The scan has put articles into the library.
    Indexed(Ticket),
    /// The scan has ended, or cannot be.
    Scanned(Ticket, Result<Box<Scanned>, String>),
    /// The list.
    Listed(Ticket, Result<Box<Listed>, String>),
    /// The rows of the articles that were asked for; those that have gone are not among them.
    Rows(Vec<Id>, Vec<Row>),
    /// The pieces of articles that were asked for, as many as there was time for.
    Snippets(Ticket, Vec<(Id, Snippet)>),
    /// An article, or why not.
    Opened(Ticket, Result<Box<Opened>, String>),
    /// An article parsed anew, or why not.
    Sourced(Ticket, Result<Box<Sourced>, String>),
    /// What the related headlines of an article lead to.
    Linked(Id, Vec<Option<Id>>),
    /// Two versions of an article; `None` where it has but one.
    Compared(Ticket, Option<Compared>),
    /// What stands around an article.
    Around(Id, Box<Around>),
    /// The standfirsts of the articles that were asked for; those that have none are not among them.
    Standfirsts(Ticket, Vec<(Id, String)>),
    /// The numbers of those paragraphs of an article that say what was said before.
    News(Id, Vec<usize>),
    /// An article's tags, and all that there are.
    Tags(Ticket, Tagged),
    /// The names of the saved filters, and their queries.
    Filters(Ticket, Vec<(String, String)>),
    /// How many articles one of the queries holds of.
    Counted(Ticket, usize, usize),
    /// So many marks have been written.
    Wrote(usize),
    /// A change was taken back (`true`) or done again; `None` where there was none.
    Stepped(bool, Option<Stepped>),
    /// Another program has changed the library.
    Changed,
    /// Files of the library have changed.
    Stirred,
    /// The time asked for is over.
    Elapsed(Timer),
    /// Something outside has ended well or ill; said in the status row.
    Said(String),
    /// Something outside went wrong; said in the status row.
    Trouble(String),
    /// The program is to end.
    Quit,
}

/// What the application asks of the world outside. What is asked later sees what was written before.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Say what the list is to show; answered by [`Message::Listed`].
    List(Ticket, Box<View>),
    /// Say what these rows show; answered by [`Message::Rows`].
    Rows(Vec<Id>),
    /// Give pieces of these articles, so many characters each, around what is searched for; answered by [`Message::Snippets`].
    Snippets(Ticket, Vec<Id>, Box<Ask>, usize),
    /// Give this article; answered by [`Message::Opened`].
    Open(Ticket, Id),
    /// Parse this file of an article; answered by [`Message::Sourced`].
    Source(Ticket, Vec<u8>),
    /// Say where the related headlines of this article lead; answered by [`Message::Linked`].
    Link(Id, Vec<Related>),
    /// Compare two versions of this article, the n-th and the one before it, or itself and the one before; answered by [`Message::Compared`].
    Compare(Ticket, Id, Option<usize>),
    /// Say what stands around this article; answered by [`Message::Around`].
    Around(Id),
    /// Give the standfirsts of these articles; answered by [`Message::Standfirsts`].
    Standfirsts(Ticket, Vec<Id>),
    /// Say which paragraphs of this article say what earlier ones have said; answered by [`Message::News`].
    News(Id, Box<Paragraphs>),
    /// Say which tags the article with this key has, and which there are; answered by [`Message::Tags`].
    Tags(Ticket, u64),
    /// Say which filters are saved; answered by [`Message::Filters`].
    Filters(Ticket),
    /// Count the articles of queries, with ages from this day on; each is answered by [`Message::Counted`] with its number.
    Count(Ticket, NaiveDate, Vec<(usize, Ask)>),
    /// Look for new and changed files; answered by [`Message::Progress`], [`Message::Indexed`] and [`Message::Scanned`].
    Scan(Ticket),
    /// Watch the library's folders from now on; answered by [`Message::Stirred`] whenever something changes, or has since the latest scan
    /// began.
    Watch,
    /// Say when this time is over; answered by [`Message::Elapsed`]. Takes the place of an earlier wait of the same timer.
    Wait(Timer, Duration),
    /// Set a mark of the article with this key, or take it off. With words for it, that is a step that can be taken back.
    Mark(Option<String>, u64, Mark, bool),
    /// Set a mark of all these articles, or take it off, as a step with words for it.
    MarkMany(String, Vec<Id>, Mark, bool),
    /// Put these tags on the article with this key, or take them off, as a step with words for it.
    Tag(String, u64, Vec<(String, bool)>),
    /// Correct the story of the article with this key, as a step with words for it.
    Story(String, u64, Correction),
    /// Save a query as a filter of a name, or forget it, as a step with words for it.
    SaveFilter(String, String, Option<String>),
    /// Keep how the list is arranged.
    Arrange(Box<Arrangement>),
    /// Keep where reading stopped in the article with this key.
    Place(u64, Place),
    /// Change notes of the article with this key, as one step that can be taken back: those that go, and those that come or change.
    Note(String, u64, Vec<String>, Vec<Note>),
    /// Take in what the reader says of a site, before anything else is read, and keep it as a step that can be taken back.
    Teach(String, Lesson),
    /// Take the last step back (`true`), or do the next one again; answered by [`Message::Stepped`].
    Step(bool),
    /// Give this text to the terminal's clipboard.
    Copy(String),
    /// Open an address in the browser, as [`Address`](crate::app::address::Address) has it.
    Browse(String),
    /// Give this text to the command that the configuration names for it; answered by [`Message::Said`].
    Pipe(String),
    /// Open this file of an article in the reader's editor; answered by [`Message::Said`].
    Edit(Vec<u8>),
    /// Draw the whole screen afresh.
    Redraw,
    /// Stop until the shell brings us back.
    Suspend,
    /// End.
    Quit,
}
