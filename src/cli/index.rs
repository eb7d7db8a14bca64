//! `clippings index`: brings a library's index up to date.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::cli::library::Library;
use crate::cli::screen::{complain, shown};
use crate::cli::{Outcome, printed};
use crate::run::index::{self, Progress, Summary};
use crate::store::{Purpose, Store, StoreError};

/// What a bar is drawn as: how far, how fast, how long it will take.
const BAR: &str = "{bar:30} {human_pos} of {human_len}  {rate}  {eta} left";

/// Beats between two drawings, a second.
const BEATS: u8 = 10;

const EXAMPLES: &str = "\
Examples:
  clippings index                   your library
  clippings index ~/saved           the pages in another folder
  clippings index --rebuild         make the index anew; marks, tags and notes stay

The index is a file in $XDG_DATA_HOME/clippings/libraries. It makes lists and searches fast, and is never needed: delete it with \
--rebuild whenever you like. Only files that are new or changed since the last time are opened.";

/// The arguments of `clippings index`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Make it anew, from every file
    #[arg(long)]
    rebuild: bool,
    /// The folder of saved pages [default: the library of your configuration]
    folder: Option<PathBuf>,
}

/// Brings the index up to date.
///
/// # Errors
/// There is no such library, or the store cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = Library::new(args.folder.as_deref())?;
    let (store, summary) = up_to_date(&library, args.rebuild)?;
    if summary.vanished {
        complain(format_args!(
            "{} is empty or gone: is its disk there? Its index stays as it is; --rebuild makes it anew all the same",
            shown(&library.folder)
        ));
        return Ok(Outcome::Failed);
    }
    complain_of(&summary, &library);
    let listed = store.counts()?.listed;
    let told = writeln!(
        io::stdout().lock(),
        "{}",
        words(&summary, listed, &library.folder)
    );
    printed(told.map(|()| Outcome::Well))
}

/// The library's store with its index up to date, or made anew, and what was done for it. A store that is found damaged is set aside, its
/// state saved, and the work begun again.
///
/// # Errors
/// The store cannot be read or written.
pub(super) fn up_to_date(library: &Library, rebuild: bool) -> anyhow::Result<(Store, Summary)> {
    let mut store = library.open(Purpose::Indexer)?;
    let summary = match work(&mut store, rebuild, library) {
        Err(StoreError::Damaged { path, .. }) => {
            drop(store);
            let opened = Store::repair(&path, Purpose::Indexer)?;
            opened.notes.iter().for_each(complain);
            store = opened.store;
            work(&mut store, rebuild, library)?
        }
        summary => summary?,
    };
    copy_state(&store);
    Ok((store, summary))
}

/// Keeps a copy of the reader's state. Where that fails it is said, and all that was done holds.
pub(super) fn copy_state(store: &Store) {
    match store.keep_copy() {
        Ok(notes) => notes.iter().for_each(complain),
        Err(error) => complain(error),
    }
}

/// Tells which files could not be read.
pub(super) fn complain_of(summary: &Summary, library: &Library) {
    for (path, reason) in &summary.failures {
        complain(format_args!(
            "{}: {reason}",
            shown(&library.folder.join(path))
        ));
    }
}

fn work(store: &mut Store, rebuild: bool, library: &Library) -> Result<Summary, StoreError> {
    if rebuild {
        store.check()?;
        store.reset_index()?;
    }
    let bar = bar();
    let folders = (library.data.as_path(), library.folder.as_path());
    let summary = index::index(store, folders, library.limit, |progress| {
        show(&bar, progress);
    });
    bar.finish_and_clear();
    summary
}

/// A bar where somebody sees it.
pub(super) fn bar() -> ProgressBar {
    let is_seen = io::stderr().is_terminal();
    let target = if is_seen {
        ProgressDrawTarget::stderr_with_hz(BEATS)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    if let Ok(style) = ProgressStyle::with_template(BAR) {
        let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
            // What cannot be shown is not.
            let _ = write!(out, "{:.0} a second", state.per_sec());
        };
        bar.set_style(style.progress_chars("##-").with_key("rate", rate));
    }
    if is_seen {
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

/// Shows how far it is.
pub(super) fn show(bar: &ProgressBar, progress: Progress) {
    let (done, all) = match progress.compared {
        (_, 0) => (progress.done, progress.opened),
        compared => compared,
    };
    bar.set_length(u64::try_from(all).unwrap_or_default());
    bar.set_position(u64::try_from(done).unwrap_or_default());
}

/// What was done, in a line.
fn words(summary: &Summary, listed: u64, folder: &Path) -> String {
    let mut parts = vec![format!("{} read", summary.parsed)];
    for (count, what) in [
        (summary.same, "known already"),
        (summary.gone, "gone"),
        (summary.failures.len(), "failed"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    format!(
        "{}: {} files, {listed} articles ({})",
        shown(folder),
        summary.found,
        parts.join(", ")
    )
}
