//! The command line: one file a subcommand. This file names them all, turns arguments into a call and the outcome into an exit code.
//!
//! May know every room; nobody but `main.rs` knows this one.

pub mod add;
pub mod batch;
pub mod config;
pub mod configure;
pub mod emit;
pub mod empty_bin;
pub mod explain;
pub mod extract;
pub mod index;
pub mod input;
pub mod library;
pub mod markdown;
pub mod notes;
pub mod read;
pub mod reader;
pub mod related;
pub mod screen;
pub mod search;
pub mod state;
pub mod version;

use std::ffi::OsString;
use std::io;
use std::panic;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};

use screen::complain;

const EXAMPLES: &str = "\
Examples:
  clippings                         open your library, or the samples while there is none
  clippings ~/saved                 open every saved page in a folder
  clippings page.html               read one saved page
  clippings read page.html          print it to the terminal, without the page around it
  clippings extract ~/saved         one JSON object a page, for other programs
  clippings extract --help          how to choose a format, and more
  clippings index                   index your library, so that it can be searched
  clippings search 'storm tag:sea'  search it; clippings search --help tells what can be asked
  clippings add page.html           copy a page into your library

In the reader ? shows all keys, q goes back one step and Q quits.

Your library is the folder that your settings name, else $XDG_DATA_HOME/clippings/library. `clippings config init` writes a file with \
all settings, `clippings config path` tells where it is.";

/// Read saved news articles in the terminal: clean text from copied pages and saved HTML, offline.
#[derive(Debug, Parser)]
#[command(name = "clippings", max_term_width = 100, after_long_help = EXAMPLES)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub struct Cli {
    /// A folder of saved pages, or a single one [default: the library of your configuration]
    library: Option<PathBuf>,
    /// Print the version
    #[arg(short = 'V', long)]
    version: bool,
    /// With --version: also what it is built of, where it keeps things, and what it does to be safe here
    #[arg(long, requires = "version")]
    verbose: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print articles for other programs: NDJSON, JSON, Markdown or text
    Extract(extract::Args),
    /// Print articles to the terminal, typeset
    Read(read::Args),
    /// Bring the index of a library up to date
    Index(index::Args),
    /// Copy saved pages into a library, under names that tell what they are
    Add(add::Args),
    /// Search a library: words, phrases, fields, dates, marks
    Search(search::Args),
    /// Print what is related to the articles of a library, and which saved articles their pages name
    Related(related::Args),
    /// Print your highlights and notes with their sources
    Notes(notes::Args),
    /// Export or merge your marks, tags, notes and saved queries
    State(state::Args),
    /// Write, find or check the file of settings
    Config(configure::Args),
    /// Delete the files of articles in the bin, after asking
    EmptyBin(empty_bin::Args),
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All well. Exit code 0.
    Well,
    /// Something that was asked for could not be done; each has had its line on standard error. Exit code 1.
    Failed,
    /// The arguments make no sense together; the reason has been said. Exit code 2.
    Misused,
}

/// Runs the program on `args`, the program's own name included, and yields its exit code: 0 all well, 1 something failed,
/// 2 arguments that cannot be understood.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(refusal) => return refuse(&refusal),
    };
    if cli.command.is_some() {
        // a panic of the parser is told as the failure of one input
        panic::set_hook(Box::new(|_| {}));
    }
    let outcome = match cli.command {
        None if cli.version => version::run(cli.verbose),
        Some(Command::Extract(args)) => extract::run(args),
        Some(Command::Read(args)) => read::run(args),
        Some(Command::Index(args)) => index::run(&args),
        Some(Command::Add(args)) => add::run(args),
        Some(Command::Config(args)) => configure::run(&args),
        Some(Command::EmptyBin(args)) => empty_bin::run(&args),
        Some(Command::Search(args)) => search::run(&args),
        Some(Command::Related(args)) => related::run(&args),
        Some(Command::Notes(args)) => notes::run(&args),
        Some(Command::State(args)) => state::run(&args),
        None => reader::run(cli.library.as_deref()),
    };
    match outcome {
        Ok(Outcome::Well) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Ok(Outcome::Misused) => ExitCode::from(2),
        Err(error) => {
            complain(format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// What has become of printing: when the reader of standard output has gone, there is nothing left to do, and nothing went wrong.
///
/// # Errors
/// Standard output cannot be written for another reason.
fn printed(outcome: io::Result<Outcome>) -> anyhow::Result<Outcome> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Outcome::Well),
        outcome => outcome.context("cannot write to standard output"),
    }
}

/// Prints what clap has to say: help and version as it styles them, errors through the character filter, for they quote arguments.
fn refuse(refusal: &clap::Error) -> ExitCode {
    if refusal.use_stderr() {
        screen::to_stderr(&refusal.render().to_string());
        ExitCode::from(2)
    } else {
        // a closed pipe is no reason to complain about help
        let _ = refusal.print();
        ExitCode::SUCCESS
    }
}

/// The subcommands as the README's table shows them: Markdown, one row each, taken from the parser of arguments itself.
pub fn subcommand_table() -> String {
    let command = Cli::command();
    let mut table = String::from("| command | what it does |\n|---|---|\n");
    let about = command.get_about().map(ToString::to_string);
    table += &row("clippings [LIBRARY]", about.as_deref());
    for sub in command.get_subcommands() {
        let mut sub = sub.clone();
        let usage = sub.render_usage().to_string();
        let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage).to_owned();
        let about = sub.get_about().map(ToString::to_string);
        table += &row(&format!("clippings {usage}"), about.as_deref());
    }
    table
}

fn row(usage: &str, about: Option<&str>) -> String {
    format!(
        "| `{}` | {} |\n",
        usage.replace('|', "\\|"),
        about.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::{Cli, CommandFactory, subcommand_table};

    #[test]
    fn the_arguments_are_declared_without_contradiction() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_table_has_a_row_for_each_subcommand() {
        let table = subcommand_table();
        assert_eq!(table.lines().count(), 2 + 1 + 10, "{table}");
        assert!(
            table.contains("| `clippings extract [OPTIONS] [PATH]...` | Print"),
            "{table}"
        );
        assert!(table.contains("| `clippings read <FILE>...` |"), "{table}");
    }
}
