//! `clippings extract`: articles for other programs, one result an input, in the order of the inputs.

use std::io::{self, IsTerminal as _, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use anyhow::Context;

use crate::cli::batch::in_order;
use crate::cli::config;
use crate::cli::emit::{Emitter, Format};
use crate::cli::explain::Look;
use crate::cli::input::{self, Failure, Input, Reading};
use crate::cli::screen::{self, Progress, complain};
use crate::cli::{Outcome, printed};
use crate::parser::block::Document;
use crate::parser::memory::{Memory, Recall};
use crate::run::files::Limit;
use crate::run::isolation::Isolation;

const EXAMPLES: &str = "\
Examples:
  clippings extract page.html                        one JSON object, on one line
  clippings extract ~/saved > articles.ndjson        a folder: each saved page in it, sorted by name
  clippings extract --format markdown page.txt       front matter and Markdown
  find . -name '*.html' | clippings extract --files-from - --format text
  curl -s https://news.example/story | clippings extract -
  clippings extract --explain page.html              why each piece of the page was kept or cut
  clippings extract --learn ~/saved                  what several pages of a site share is no article text
  clippings extract -- -odd-name.txt                 a name that starts with a dash

The keys of NDJSON and JSON are source, article (HTML alone: false for a page that is none, such as a list or a shop), headline, standfirst, byline, publisher, captured, published, updated, language, url, \
tags, images, body, related, text (the body alone, blocks parted by a blank line) and notes (what there is to know about the \
reading of the page). Those without a value are left out. With --explain also spans: the whole source of the page in pieces, each \
with from and to (bytes of that source), text, label, score (0 to 1), reasons and kept.

Exit code: 0 all well; 1 some inputs could not be read, each is named on standard error and the others come out; 2 the arguments \
make no sense.";

/// Columns of an explanation: at most, and where there is no terminal.
const WIDEST: u16 = 120;
const PIPED: u16 = 100;

/// Arguments of `clippings extract`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// Files and folders; - is standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// What to print [default: ndjson]
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// Show the whole source: each block with its label, how sure it is, and why
    #[arg(long)]
    explain: bool,
    /// First learn from all inputs which lines stand in several articles of a site
    #[arg(long)]
    learn: bool,
    /// Read more paths from LIST, one a line; - is standard input
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    /// Read so much of a file, in MiB; the rest is left out, and a note says so [default: 64]
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u16).range(1..=1024))]
    largest: Option<u16>,
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

    /// What to print; `None` where the arguments contradict each other.
    fn format(&self) -> Option<Format> {
        match self.format {
            Some(Format::Markdown) if self.explain => None,
            Some(format) => Some(format),
            None if self.explain => Some(Format::Text),
            None => Some(Format::Ndjson),
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
    let Some(format) = args.format() else {
        complain("--explain goes with ndjson, json and text, not with Markdown");
        return Ok(Outcome::Misused);
    };
    let (jobs, learn) = (args.jobs(), args.learn);
    let limit = args.largest.map(Limit::mebibytes).unwrap_or_default();
    let explain = args.explain.then(look);
    Isolation::enter();
    let listed = args.files_from.into_iter().flat_map(input::of_list);
    let inputs = args.paths.into_iter().flat_map(input::of_argument);
    let mut inputs: Inputs = Box::new(inputs.chain(listed));
    let mut memory = Arc::new(Memory::default());
    if learn {
        let all: Vec<_> = inputs.collect();
        memory = Arc::new(learned(&all, jobs, limit)?);
        inputs = Box::new(all.into_iter());
    }
    let work = move |input: Result<Input, Failure>| {
        let recall = |document: &Document| {
            if learn {
                memory.recall(document)
            } else {
                Recall::default()
            }
        };
        input.and_then(|input| input::read(input, limit, recall))
    };
    let results = in_order(inputs, jobs, work).context("cannot start a thread")?;
    printed(print(results, format, explain))
}

/// How an explanation is printed here.
fn look() -> Look {
    let is_terminal = io::stdout().is_terminal();
    Look {
        width: screen::columns().map_or(PIPED, |columns| columns.min(WIDEST)),
        styled: is_terminal && screen::styles_are_welcome(),
        ascii: config::load().ascii(),
    }
}

type Inputs = Box<dyn Iterator<Item = Result<Input, Failure>> + Send>;

/// What can be learned from those inputs that can be read twice. Failures are told when they are read for good.
fn learned(inputs: &[Result<Input, Failure>], jobs: usize, limit: Limit) -> anyhow::Result<Memory> {
    let inputs: Vec<Input> = inputs
        .iter()
        .flatten()
        .filter(|input| **input != Input::Stdin)
        .cloned()
        .collect();
    let all = inputs.len();
    let work =
        move |input| input::read(input, limit, |document| Memory::default().recall(document));
    let pages = in_order(inputs.into_iter(), jobs, work).context("cannot start a thread")?;
    let mut memory = Memory::default();
    let mut progress = Progress::new("learning", all);
    for page in pages {
        if let Ok(Some(page)) = page {
            memory.learn(&page.parsed);
        }
        progress.step();
    }
    Ok(memory)
}

fn print(
    results: impl Iterator<Item = Result<Option<Reading>, Failure>>,
    format: Format,
    explain: Option<Look>,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::Well;
    let mut emitter = Emitter::new(io::BufWriter::new(io::stdout().lock()), format, explain);
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
