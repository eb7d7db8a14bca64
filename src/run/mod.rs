//! The only door outside: terminal guard, input, signals, worker threads, files, the clock, and the loop.

pub mod answers;
pub mod around;
mod asking;
pub mod clock;
mod copying;
pub mod files;
mod hangup;
pub mod index;
mod input;
pub mod keeping;
mod library;
mod looping;
mod memory;
pub mod samples;
mod scan;
mod signals;
mod source;
mod terminal;
mod watch;
mod workers;

use std::path::PathBuf;

use crossbeam_channel::unbounded;

use crate::app::geometry::Size;
use crate::app::model::{Kind, Setup};
use crate::app::{Message, Model};
use crate::ui::Theme;
use library::Library;
use memory::Sites;
use signals::{Ending, Incoming};
pub use source::Source;
use terminal::Screen;
use workers::Workers;

/// How to open the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What to read.
    pub source: Source,
    /// The folder in which the reader's marks are kept; without one nothing is kept.
    pub state: Option<PathBuf>,
    /// Widest text, in columns.
    pub measure: u16,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// Watch the library's folders.
    pub watch: bool,
    /// The versions of a text are one row.
    pub fold: bool,
    /// What to tell the reader, a line each; the last one is seen first.
    pub notes: Vec<String>,
}

/// Rows that are there for the first frame: more than a screen shows.
const FIRST: usize = 120;

/// Opens the reader, and comes back when it is left.
///
/// # Errors
/// There is no terminal to draw on, or it fails. A source that cannot be opened and marks that cannot be kept are told on the screen. The
/// terminal is as it was before in every case.
pub fn reader(options: Options) -> anyhow::Result<()> {
    terminal::check()?;
    let setup = Setup {
        kind: match options.source {
            Source::Folder(_) => Kind::Folder,
            Source::File(_) => Kind::File,
            Source::Samples => Kind::Samples,
        },
        measure: options.measure,
        ascii: options.ascii,
        watch: options.watch,
        fold: options.fold,
        today: Some(clock::today()),
    };
    let name = match &options.source {
        Source::Folder(path) | Source::File(path) => path.display().to_string(),
        Source::Samples => String::new(),
    };
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let theme = Theme::new(colour, options.ascii);
    let (sender, receiver) = unbounded();
    let (mut library, mut notes) = Library::open(&options.source, options.state.as_deref())?;
    let (mut model, rows, counts, lessons) = library.ask(&mut notes, |store| {
        let mut model = Model::new(setup, name.clone(), Size::default());
        model.arrange(store.arrangement()?);
        let rows = answers::first_rows(store, &model.list_view(), FIRST)?;
        Ok((model, rows, store.counts()?, store.lessons()?))
    })?;
    for note in options.notes.into_iter().chain(notes) {
        sender.send(Incoming::Message(Message::Trouble(note)))?;
    }
    // The samples are nobody's library: nothing learned from them is kept.
    let learned = options.state.filter(|_| options.source != Source::Samples);
    let sites = Sites::new(learned, lessons);
    let workers = Workers::start(options.source, (&library, sites), &sender);
    let ending = {
        let mut screen = Screen::enter()?;
        let (width, height) = screen.size()?;
        model.size = Size { width, height };
        let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let (rows, mut listed) = rows;
        (listed.total, listed.unread) = (number(counts.listed), number(counts.unread));
        model.begin_list(rows, listed);
        signals::listen(&sender)?;
        hangup::listen(Screen::terminal()?, &sender);
        input::listen(sender);
        looping::run(
            model,
            &theme,
            (&mut screen, &receiver, (&workers, &library.store)),
        )?
    };
    // Waits until all is written.
    drop(workers);
    if let Ending::Signal(signal) = ending {
        signals::die_of(signal);
    }
    Ok(())
}
