//! The only door outside: terminal guard, input, signals, worker threads, files, the clock, and the loop.

pub mod clock;
pub mod files;
mod hangup;
pub mod index;
mod input;
mod keeper;
mod looping;
mod memory;
pub mod samples;
mod scan;
mod signals;
mod terminal;
mod workers;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use crossbeam_channel::unbounded;

use crate::app::geometry::Size;
use crate::app::model::{Kind, Setup};
use crate::app::{Message, Model};
use crate::ui::Theme;
use keeper::Keeper;
use memory::Sites;
use signals::{Ending, Incoming};
use terminal::Screen;
use workers::Workers;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder of captures, with all folders in it.
    Folder(PathBuf),
    /// One capture.
    File(PathBuf),
    /// The built-in samples.
    Samples,
}

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
}

/// Opens the reader, and comes back when it is left.
///
/// # Errors
/// There is no terminal to draw on, the source cannot be opened, or the terminal fails. Marks that cannot be kept are told on the
/// screen. The terminal is as it was
/// before in every case.
pub fn reader(options: Options) -> anyhow::Result<()> {
    terminal::check()?;
    check_source(&options.source)?;
    let setup = Setup {
        kind: match options.source {
            Source::Folder(_) => Kind::Folder,
            Source::File(_) => Kind::File,
            Source::Samples => Kind::Samples,
        },
        measure: options.measure,
        ascii: options.ascii,
        today: Some(clock::today()),
    };
    let name = match &options.source {
        Source::Folder(path) | Source::File(path) => path.display().to_string(),
        Source::Samples => String::new(),
    };
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let theme = Theme::new(colour, options.ascii);
    let (sender, receiver) = unbounded();
    // The samples are nobody's library: nothing learned from them is kept.
    let learned = options.state.clone();
    let learned = learned.filter(|_| options.source != Source::Samples);
    let (keeper, (marks, lessons)) = match options.state.map(|f| Keeper::open(&f, &sender)) {
        None => (Keeper::default(), Default::default()),
        Some(Ok(opened)) => opened,
        Some(Err(error)) => {
            let trouble = Message::Trouble(error.to_string());
            sender.send(Incoming::Message(trouble))?;
            (Keeper::default(), Default::default())
        }
    };
    let sites = Sites::new(learned, lessons);
    let workers = Workers::start(options.source, (marks, sites), &sender);
    let ending = {
        let mut screen = Screen::enter()?;
        let (width, height) = screen.size()?;
        let model = Model::new(setup, name, Size { width, height });
        signals::listen(&sender)?;
        hangup::listen(Screen::terminal()?, &sender);
        input::listen(sender);
        looping::run(model, &theme, (&mut screen, &receiver, (&workers, &keeper)))?
    };
    drop(keeper);
    if let Ending::Signal(signal) = ending {
        signals::die_of(signal);
    }
    Ok(())
}

fn check_source(source: &Source) -> anyhow::Result<()> {
    match source {
        Source::Samples => Ok(()),
        Source::Folder(path) => std::fs::read_dir(path)
            .map(drop)
            .with_context(|| format!("cannot open the folder {}", path.display())),
        Source::File(path) => {
            let about = std::fs::metadata(path)
                .with_context(|| format!("cannot open {}", path.display()))?;
            if !about.is_file() {
                bail!("{} is neither a file nor a folder", path.display());
            }
            Ok(())
        }
    }
}
