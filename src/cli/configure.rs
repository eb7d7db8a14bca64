//! `clippings config`: the file of settings: where it is, one to begin with, and what is wrong in it.

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;
use clap::Subcommand;

use crate::cli::config::{self, default_file};
use crate::cli::screen::{complain, shown};
use crate::cli::{Outcome, printed};
use crate::run::files::reason;
use crate::store::placing::{create, make_folder, replace};

const EXAMPLES: &str = "\
Examples:
  clippings config init             a file with every setting, all of them as they are without it
  $EDITOR \"$(clippings config path)\"
  clippings config check            what is wrong in it: file, line, column";

/// The arguments of `clippings config`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a commented file to begin with
    Init {
        /// Write over the one that is there
        #[arg(long)]
        force: bool,
    },
    /// Print where the file is, or would be
    Path,
    /// Print what is wrong in it
    Check,
}

/// Does what is asked with the file of settings.
///
/// # Errors
/// There is no place for it, it cannot be written, or standard output cannot.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let path = config::file();
    let path = path.context("there is no folder for settings: set XDG_CONFIG_HOME or HOME")?;
    let mut out = io::stdout().lock();
    let (told, outcome) = match args.command {
        Command::Path => (writeln!(out, "{}", shown(&path)), Outcome::Well),
        Command::Check => {
            let (_, wrong) = config::read();
            let told = wrong.iter().try_for_each(|wrong| writeln!(out, "{wrong}"));
            let outcome = if wrong.is_empty() {
                Outcome::Well
            } else {
                Outcome::Failed
            };
            (told, outcome)
        }
        Command::Init { force } => match write(&path, force) {
            Ok(()) => (writeln!(out, "{}", shown(&path)), Outcome::Well),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                complain(format_args!(
                    "{} is there already; --force writes over it",
                    shown(&path)
                ));
                (Ok(()), Outcome::Failed)
            }
            Err(error) => {
                complain(format_args!("{}: {}", shown(&path), reason(&error)));
                (Ok(()), Outcome::Failed)
            }
        },
    };
    printed(told.map(|()| outcome))
}

/// Writes a file to begin with; over another one only by `force`.
fn write(path: &Path, force: bool) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    let put = if force { replace } else { create };
    put(path, default_file().as_bytes())
}
