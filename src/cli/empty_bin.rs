//! `clippings empty-bin`: deletes the files of articles in the bin, after it has shown them and asked.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::PathBuf;

use crate::cli::library::Library;
use crate::cli::screen::{complain, line, shown};
use crate::cli::{Outcome, printed};
use crate::run::files::path_of;
use crate::run::keeping::{Left, delete};
use crate::store::{Binned, HeldFile, Purpose, Store};

const EXAMPLES: &str = "\
Examples:
  clippings empty-bin               shows what is in the bin of your library, and asks
  clippings empty-bin --dry-run     shows it, and does nothing
  clippings empty-bin --yes ~/saved

This is the only command that deletes files of yours. A file that has changed since it was read is left, and so is one that is reached by a \
link. What you said of an article, its marks, tags and notes, is kept: should it be saved again, it is as you left it.";

/// The arguments of `clippings empty-bin`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Only show what would be deleted
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// The folder of saved pages [default: the library of your configuration]
    library: Option<PathBuf>,
}

/// Shows, asks, deletes.
///
/// # Errors
/// There is no such library, its store cannot be read or written, or standard output not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = Library::new(args.library.as_deref())?;
    let mut store = library.open(Purpose::Reader)?;
    let binned = store.binned()?;
    let files = || binned.iter().flat_map(|article| &article.files);
    let what = amount(files().count(), files().map(|file| file.size).sum());
    let told = list(&binned, &library, &what);
    if told.is_err() || binned.is_empty() || args.dry_run {
        return printed(told.map(|()| Outcome::Well));
    }
    if !args.yes && !io::stdin().is_terminal() {
        complain("nothing was deleted: there is nobody to ask; --yes says that all of it may go");
        return Ok(Outcome::Misused);
    }
    if !args.yes && !agreed(&what)? {
        return printed(
            writeln!(io::stdout().lock(), "Nothing was deleted.").map(|()| Outcome::Well),
        );
    }
    let mut outcome = Outcome::Well;
    let (mut deleted, mut bytes) = (0, 0);
    for file in files() {
        match delete_one(&library, &mut store, file)? {
            Ok(()) => {
                deleted += 1;
                bytes += file.size;
            }
            Err(Left::Gone) => {}
            Err(Left::For(why)) => {
                outcome = Outcome::Failed;
                complain(format_args!("{}: left, for {why}", path(&library, file)));
            }
        }
    }
    let told = writeln!(io::stdout().lock(), "Deleted {}.", amount(deleted, bytes));
    printed(told.map(|()| outcome))
}

/// Deletes the file, then forgets it. One that has gone is forgotten too, unless all of its library has.
fn delete_one(
    library: &Library,
    store: &mut Store,
    file: &HeldFile,
) -> anyhow::Result<Result<(), Left>> {
    let deleted = delete(&library.folder, file);
    let is_gone = deleted == Err(Left::Gone) && library.folder.is_dir();
    if deleted.is_ok() || is_gone {
        store.forget_file(&file.path)?;
    }
    Ok(deleted)
}

/// Prints all that is in the bin.
fn list(binned: &[Binned], library: &Library, what: &str) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for article in binned {
        writeln!(out, "{}", line(&article.headline))?;
        for file in &article.files {
            writeln!(out, "  {} ({})", path(library, file), size(file.size))?;
        }
    }
    if binned.is_empty() {
        writeln!(out, "There is nothing in the bin.")?;
    } else {
        writeln!(out, "\nIn the bin: {what}")?;
    }
    out.flush()
}

fn path(library: &Library, file: &HeldFile) -> String {
    shown(&library.folder.join(path_of(&file.path)))
}

fn agreed(what: &str) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    write!(out, "Delete {what} for good? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn amount(files: usize, bytes: u64) -> String {
    let files = match files {
        1 => "1 file".to_owned(),
        n => format!("{n} files"),
    };
    format!("{files}, {}", size(bytes))
}

/// A size as people say it.
fn size(bytes: u64) -> String {
    let (mut whole, mut rest, mut unit) = (bytes, 0, "bytes");
    for next in ["kB", "MB", "GB", "TB"] {
        if whole < 1000 {
            break;
        }
        (rest, whole, unit) = (whole % 1000 / 100, whole / 1000, next);
    }
    if unit == "bytes" || whole >= 10 {
        format!("{whole} {unit}")
    } else {
        format!("{whole}.{rest} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, size};

    #[test]
    fn sizes_are_said_as_people_say_them() {
        for (bytes, want) in [
            (0, "0 bytes"),
            (999, "999 bytes"),
            (1_000, "1.0 kB"),
            (9_960, "9.9 kB"),
            (12_345, "12 kB"),
            (3_400_000, "3.4 MB"),
        ] {
            assert_eq!(size(bytes), want);
        }
        assert_eq!(amount(1, 12), "1 file, 12 bytes");
    }
}
