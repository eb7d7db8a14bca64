//! `clippings extract`: articles for other programs, one result an input, in the order of the inputs.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use anyhow::Context;

use crate::cli::batch::in_order;
use crate::cli::emit::{Emitter, Format};
use crate::cli::input::{self, Failure, Input, Reading};
use crate::cli::screen::complain;
use crate::cli::{Outcome, printed};

const EXAMPLES: &str = "\
Examples:
  clippings extract page.html                        one JSON object, on one line
  clippings extract ~/saved > articles.ndjson        a folder: each saved page in it, sorted by name
  clippings extract --format markdown page.txt       front matter and Markdown
  find . -name '*.html' | clippings extract --files-from - --format text
  curl -s https://news.example/story | clippings extract -
  clippings extract -- -odd-name.txt                 a name that starts with a dash

The keys of NDJSON and JSON are source, article (HTML alone: false for a page that is none, such as a list or a shop), headline, standfirst, byline, publisher, captured, published, updated, language, url, \
tags, images, body, related, text (the body alone, blocks parted by a blank line) and notes (what there is to know about the \
reading of the page). Those without a value are left out.

Exit code: 0 all well; 1 some inputs could not be read, each is named on standard error and the others come out; 2 the arguments \
make no sense.";

/// Arguments of `clippings extract`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Files and folders; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// What to print
    #[arg(short, long, value_enum, default_value_t = Format::Ndjson)]
    format: Format,
    /// Read more paths from LIST, one a line; - is standard input
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    /// Number of files to work on at a time [default: one for each core]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
}

impl Args {
    fn jobs(&self) -> usize {
        match self.jobs {
            Some(jobs) => usize::from(jobs),
            None => thread::available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }

    /// How often standard input is asked for.
    fn uses_of_stdin(&self) -> usize {
        let given = self.paths.iter().chain(&self.files_from);
        given.filter(|path| path.as_os_str() == "-").count()
    }
}

/// Prints what was asked for.
///
/// # Errors
/// Standard output cannot be written, for another reason than that its reader is gone; no thread can be had.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    if args.uses_of_stdin() > 1 {
        complain("standard input can be read only once: give - only once");
        return Ok(Outcome::Misused);
    }
    let jobs = args.jobs();
    let listed = args.files_from.into_iter().flat_map(input::of_list);
    let inputs = args.paths.into_iter().flat_map(input::of_argument);
    let results = in_order(inputs.chain(listed), jobs, work).context("cannot start a thread")?;
    printed(print(results, args.format))
}

fn work(input: Result<Input, Failure>) -> Result<Option<Reading>, Failure> {
    input.and_then(input::read)
}

fn print(
    results: impl Iterator<Item = Result<Option<Reading>, Failure>>,
    format: Format,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Well;
    let mut emitter = Emitter::new(io::BufWriter::new(io::stdout().lock()), format);
    for result in results {
        match result {
            Ok(Some(reading)) => emitter.emit(&reading)?,
            Ok(None) => {}
            Err(failure) => {
                outcome = Outcome::Failed;
                complain(failure);
            }
        }
    }
    emitter.finish()?.flush()?;
    Ok(outcome)
}
