//! `clippings add`: copies captures into a library, each under a name that tells what it is.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::index::{bar, show};
use crate::cli::input::{self, Failure, Input};
use crate::cli::library::Library;
use crate::cli::screen::{complain, shown};
use crate::cli::{Outcome, printed};
use crate::library::{file_name, fnv_1a, key};
use crate::parser::memory::Recall;
use crate::parser::{Capture, Kind};
use crate::run::files::{Content, Limit, Unreadable, path_of, reason};
use crate::run::index;
use crate::run::keeping::{Kept, keep};
use crate::store::{Purpose, Store};

const EXAMPLES: &str = "\
Examples:
  clippings add page.html                  into your library
  clippings add ~/Downloads/*.html
  clippings add --library ~/saved old/     every saved page in a folder and those below
  curl -s https://news.example/story | clippings add -

A copy is named after the day and the headline of its article, 2024-05-16-harbour-reopens.html, and never takes the place of another file. \
Each copy's path is printed. What your library holds already, the same bytes or the same words, is not copied.";

/// The arguments of `clippings add`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The folder to copy into [default: the library of your configuration]
    #[arg(long, value_name = "FOLDER")]
    library: Option<PathBuf>,
    /// Copy also what the library holds already
    #[arg(long)]
    again: bool,
    /// Files and folders; - is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// Copies, then brings the index up to date.
///
/// # Errors
/// There is no such library, or standard output cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let library = Library::to_fill(args.library.as_deref())?;
    let store = library.open(Purpose::Indexer);
    let store = store.map_err(|error| complain(format_args!("{error:#}")));
    let mut work = Work {
        library: &library,
        store: store.ok().filter(|store| !store.is_read_only()),
        again: args.again,
        limit: library.limit,
        words: HashMap::new(),
        bytes: HashMap::new(),
    };
    let mut outcome = Outcome::Well;
    for input in args.paths.into_iter().flat_map(input::of_argument) {
        match input.and_then(|input| work.add(&input)) {
            Ok(Added::As(path)) => {
                let told = writeln!(io::stdout().lock(), "{}", shown(&path));
                if told.is_err() {
                    return printed(told.map(|()| outcome));
                }
            }
            Ok(Added::Already(name, path)) => complain(format_args!(
                "{name}: is in the library as {}; --again copies it all the same",
                shown(&path)
            )),
            Ok(Added::NoPage) => {}
            Err(failure) => {
                outcome = Outcome::Failed;
                complain(failure);
            }
        }
    }
    if let Some(store) = work.store.as_mut().filter(|_| !work.words.is_empty()) {
        let bar = bar();
        let folders = (library.data.as_path(), library.folder.as_path());
        index::index(store, folders, library.limit, |progress| {
            show(&bar, progress);
        })?;
        bar.finish_and_clear();
    }
    Ok(outcome)
}

/// What has become of an input.
enum Added {
    /// It was copied to this path.
    As(PathBuf),
    /// What goes by this name is there already.
    Already(String, PathBuf),
    /// It was only found, and is no saved page.
    NoPage,
}

struct Work<'a> {
    library: &'a Library,
    store: Option<Store>,
    again: bool,
    limit: Limit,
    /// What was copied: by its words, and by its bytes.
    words: HashMap<u64, PathBuf>,
    bytes: HashMap<(u64, u64), PathBuf>,
}

impl Work<'_> {
    fn add(&mut self, input: &Input) -> Result<Added, Failure> {
        let (path, content) = match input {
            Input::Stdin => {
                let content = Content::of(io::stdin(), self.limit);
                (Path::new("-"), content.map_err(Unreadable::from))
            }
            Input::Named(path) | Input::Found(path) => {
                (path.as_path(), Content::of_file(path, self.limit))
            }
        };
        let fail = |reason: String| Failure::new(path, reason);
        let content = content.map_err(|error| fail(error.to_string()))?;
        if content.cut.is_some() {
            return Err(fail(
                "is larger than any saved page that is read".to_owned(),
            ));
        }
        let parsed = match content.parse(path, |_| Recall::default()) {
            Err(Unreadable::NoPage(_)) if matches!(input, Input::Found(_)) => {
                return Ok(Added::NoPage);
            }
            parsed => parsed.map_err(|error| fail(error.to_string()))?,
        };
        let article = parsed.article;
        if article.body.is_empty() && article.headline.is_none() {
            return Err(fail("holds no article".to_owned()));
        }
        let bytes = content.bytes;
        let same = (fnv_1a(bytes.iter().copied()), bytes.len() as u64);
        let words = u64::from_str_radix(&key(&article), 16).unwrap_or_default();
        if !self.again
            && let Some(known) = self.known(same, words)
        {
            return Ok(Added::Already(shown(path), known));
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let name = file_name(&article, &stem);
        let extension = extension(path, &bytes);
        let kept = keep(&self.library.folder, (&name, extension), &bytes, self.again);
        let kept = kept.map_err(|error| {
            let why = reason(&error);
            fail(format!(
                "cannot be copied to {}: {why}",
                shown(&self.library.folder)
            ))
        })?;
        match kept {
            Kept::Already(known) => Ok(Added::Already(shown(path), known)),
            Kept::As(copy) => {
                self.words.insert(words, copy.clone());
                self.bytes.insert(same, copy.clone());
                Ok(Added::As(copy))
            }
        }
    }

    /// The file that holds those bytes or those words.
    fn known(&self, same: (u64, u64), words: u64) -> Option<PathBuf> {
        if let Some(copy) = self.bytes.get(&same).or_else(|| self.words.get(&words)) {
            return Some(copy.clone());
        }
        let store = self.store.as_ref()?;
        let file = store.file_with(same.0, same.1).ok().flatten().or_else(|| {
            let id = store.id_of(words).ok().flatten()?;
            store.files_of(id).ok()?.into_iter().next()
        });
        let path = self.library.folder.join(path_of(&file?));
        // What has gone since the library was read is no longer there to be read.
        path.is_file().then_some(path)
    }
}

/// The extension of a copy: its own where that says what it is.
fn extension(path: &Path, bytes: &[u8]) -> &'static str {
    let own = path.extension().unwrap_or_default().to_string_lossy();
    let capture = Capture {
        name: &path.to_string_lossy(),
        bytes,
    };
    match (own.to_lowercase().as_str(), capture.kind()) {
        ("md" | "markdown", _) => "md",
        (_, Kind::Html) => "html",
        _ => "txt",
    }
}
