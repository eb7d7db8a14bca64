//! `clippings state`: the reader's marks, tags, notes and saved queries as lines that another machine can merge.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;

use crate::cli::index::copy_state;
use crate::cli::library::Library;
use crate::cli::screen::shown;
use crate::cli::{Outcome, printed};
use crate::store::{Imported, Purpose, Store, StoreError};

const EXAMPLES: &str = "\
Examples:
  clippings state export > ~/sync/laptop.ndjson
  clippings state import ~/sync/desk.ndjson
  ssh desk clippings state export | clippings state import -

Each line is one value: {\"key\":..., \"field\":\"read\", \"value\":true, \"time\":..., \"device\":...}. The latest wins, so any number of \
exports can be merged in any order, again and again, with one result. Articles are known by their words: files may have other names there.";

/// The arguments of `clippings state`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// The folder of saved pages [default: the library of your configuration]
    #[arg(long, value_name = "FOLDER", global = true)]
    library: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print the whole state, one JSON object a line
    Export,
    /// Merge exported state
    Import {
        /// What was exported; - is standard input
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Exports or imports.
///
/// # Errors
/// There is no such library, its store or a file cannot be read or written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = Library::new(args.library.as_deref())?;
    let mut store = library.open(Purpose::Reader)?;
    match &args.command {
        Command::Export => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            match store.export(&mut out) {
                Err(StoreError::Stream(error)) => printed(Err(error)),
                exported => exported.map(|_| Outcome::Well).map_err(Into::into),
            }
        }
        Command::Import { files } => {
            let mut all = Imported::default();
            for file in files {
                let imported = import(&mut store, file)?;
                all.lines += imported.lines;
                all.taken += imported.taken;
            }
            copy_state(&store);
            let told = writeln!(
                io::stdout().lock(),
                "{} lines, {} of them new",
                all.lines,
                all.taken
            );
            printed(told.map(|()| Outcome::Well))
        }
    }
}

fn import(store: &mut Store, file: &PathBuf) -> anyhow::Result<Imported> {
    let imported = if file.as_os_str() == "-" {
        store.import(&mut io::stdin().lock())
    } else {
        let opened = File::open(file).with_context(|| format!("cannot open {}", shown(file)))?;
        store.import(&mut BufReader::new(opened))
    };
    imported.with_context(|| shown(file))
}
