//! `clippings --version`: what this is; with `--verbose` also what it is made of, where it keeps things, and what it does to be safe here.

use std::io::{self, Write};
use std::path::PathBuf;

use crate::cli::screen::shown;
use crate::cli::{Outcome, config, printed};
use crate::run::isolation::Isolation;
use crate::store;

/// Prints it.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(verbose: bool) -> anyhow::Result<Outcome> {
    let mut text = format!("clippings {}\n", env!("CARGO_PKG_VERSION"));
    if verbose {
        text += &details();
    }
    let written = io::stdout().lock().write_all(text.as_bytes());
    printed(written.map(|()| Outcome::Well))
}

fn details() -> String {
    let place = |path: Option<PathBuf>| {
        path.map_or_else(|| "nowhere: set HOME".to_owned(), |path| shown(&path))
    };
    // What `extract` would get is seen by asking for it: this call has nothing more to do.
    let rows = [
        (
            "system",
            format!("{} on {}", std::env::consts::OS, std::env::consts::ARCH),
        ),
        ("store", format!("SQLite {}", store::engine())),
        ("data", place(config::data_folder())),
        ("configuration", place(config::file())),
        ("isolation", format!("extract {}", Isolation::enter())),
    ];
    rows.map(|(name, what)| format!("{name:14} {what}\n"))
        .concat()
}
