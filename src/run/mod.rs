//! The only door outside: terminal guard, input, signals, worker threads, files, the clock, and the loop.

pub mod answering;
pub mod answers;
pub mod around;
mod asking;
pub mod clock;
mod copying;
pub mod files;
mod hangup;
pub mod index;
mod input;
pub mod isolation;
pub mod keeping;
mod keys;
mod library;
mod looping;
mod memory;
mod outside;
mod panics;
mod restore;
pub mod samples;
mod scan;
mod signals;
mod source;
mod terminal;
mod watch;
mod workers;

use std::io;
use std::path::PathBuf;

use crossbeam_channel::unbounded;
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use crate::app::geometry::Size;
use crate::app::model::{Kind, Setup};
use crate::app::{Message, Model};
use crate::ui::Theme;
use files::Limit;
use library::Library;
use looping::{Console, World};
use memory::Sites;
pub use outside::Commands;
use signals::{Ender, Ending, Incoming};
pub use source::Source;
use terminal::Screen;
use workers::Workers;

/// How to open the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What to read.
    pub source: Source,
    /// How much of a file.
    pub limit: Limit,
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
    /// What a text is given to, and a file edited with.
    pub commands: Commands,
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
    let keyboard = terminal::check()?;
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
    let workers = Workers::start((options.source, options.limit), (&library, sites), &sender);
    let ending = {
        let keys = keyboard.try_clone()?;
        let screen = Screen::enter(keyboard)?;
        let (width, height) = screen.size()?;
        model.size = Size { width, height };
        let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let (rows, mut listed) = rows;
        (listed.total, listed.unread) = (number(counts.listed), number(counts.unread));
        model.begin_list(rows, listed);
        let ender = Ender::new(sender.clone(), screen.restore());
        signals::listen(ender.clone())?;
        hangup::listen(Screen::terminal()?, ender.clone());
        let mut console = Console {
            keyboard: input::listen(keys, sender.clone(), ender.clone())?,
            screen,
            ender,
        };
        let world = World {
            mail: (&sender, &receiver),
            workers: &workers,
            store: &library.store,
            commands: &options.commands,
        };
        let ending = looping::run(model, &theme, &mut console, world);
        // Nobody is left to be told of a terminal that is gone.
        ending.or_else(|error| {
            let gone = error.downcast_ref().is_some_and(is_gone);
            gone.then_some(Ending::Signal(SIGHUP)).ok_or(error)
        })?
    };
    // Waits until all is written. The last connection ends.
    drop((workers, library));
    if let Ending::Signal(signal) = ending {
        signals::die_of(signal);
    }
    Ok(())
}

/// Does an error say that the terminal is gone?
fn is_gone(error: &io::Error) -> bool {
    let gone = [Errno::IO, Errno::NXIO, Errno::PIPE, Errno::NOTTY];
    gone.iter()
        .any(|errno| error.raw_os_error() == Some(errno.raw_os_error()))
}
