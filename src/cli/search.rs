//! `clippings search`: the reader's own search, for the shell.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use crate::cli::library::Library;
use crate::cli::screen::{complain, line, shown, styles_are_welcome};
use crate::cli::{Outcome, printed};
use crate::library::ask::{Fault, parse};
use crate::run::clock::today;
use crate::run::files::path_of;
use crate::store::{Mark, Purpose, Row, Snippet, Store, StoreError};

/// Characters of a snippet.
const WIDTH: usize = 160;

const EXAMPLES: &str = "\
Examples:
  clippings search harbour storm            both words, anywhere; the best first
  clippings search '\"storm wall\" OR har*'   a phrase, or words that begin so
  clippings search 'headline:ferry -tag:sport after:2022-01 minutes:<5'
  clippings search 'is:starred is:unread newer:2w sort:newest'
  clippings search -- -tag:sport            -- before a query that begins with a dash
  clippings search --format ndjson --limit 1000 'publisher:courier'

Words and phrases are looked for as words, whatever their case. Further there are
  headline: body: publisher: byline:     a word or a phrase there
  tag: lang: format:                     a whole tag (tag:har* begins so), en, html or text or markdown
  after: before: on:                     2022, 2022-01 or 2022-01-31
  newer: older:                          3d, 2w, 6m or 1y
  is:unread|read|starred|archived|binned|video|duplicate
  has:image|note|highlight
  minutes:                               <5, >=10, 3-5
  sort:newest|oldest|headline|publisher|minutes|relevance
-term denies a term, OR stands between alternatives, parentheses go around either.

The index is what is searched: `clippings index` brings it up to date.";

/// The arguments of `clippings search`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// How to print what is found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Most articles to print
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    /// The folder of saved pages [default: the library of your configuration]
    #[arg(long, value_name = "FOLDER")]
    library: Option<PathBuf>,
    /// What to look for
    #[arg(required = true)]
    query: Vec<String>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Headline, publisher, date, path and a snippet
    Text,
    /// One JSON object a line
    Ndjson,
}

/// A hit as JSON has it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    key: String,
    headline: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    minutes: u16,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<&'static str>,
    paths: &'a [String],
    snippet: &'a str,
    /// Bytes of the snippet that were asked for: from, to.
    hits: Vec<(usize, usize)>,
}

/// Prints what is found.
///
/// # Errors
/// There is no such library, its store cannot be read, or standard output not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let query = args.query.join(" ");
    let ask = match parse(&query, false) {
        Ok(ask) => ask,
        Err(fault) => {
            point(&query, &fault);
            return Ok(Outcome::Misused);
        }
    };
    let library = Library::new(args.library.as_deref())?;
    let store = library.open(Purpose::Reader)?;
    if !store.has_files()? {
        complain(format_args!(
            "{} has no index yet: run `clippings index` first",
            shown(&library.folder)
        ));
        return Ok(Outcome::Failed);
    }
    let hits = store.search(&ask, args.limit, today())?;
    let rows = store.rows(&hits.ids)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let styled = io::stdout().is_terminal() && styles_are_welcome();
    for (n, row) in rows.iter().enumerate() {
        let hit = Hit {
            row,
            paths: paths(&store, row, &library)?,
            snippet: store.snippet(row.id, &ask, WIDTH)?.unwrap_or_default(),
        };
        let written = match args.format {
            Format::Text => write!(out, "{}{}", if n > 0 { "\n" } else { "" }, hit.text(styled)),
            Format::Ndjson => hit.json(&mut out),
        };
        if written.is_err() {
            return printed(written.map(|()| Outcome::Well));
        }
    }
    let ended = out.flush();
    if hits.more && args.format == Format::Text {
        complain(format_args!(
            "there are more; --limit {} shows them",
            args.limit.saturating_mul(10)
        ));
    }
    printed(ended.map(|()| Outcome::Well))
}

/// Shows where a query is wrong.
fn point(query: &str, fault: &Fault) {
    let before = query.get(..fault.span.start).unwrap_or_default();
    let wrong = query.get(fault.span.clone()).unwrap_or_default();
    let after = query.get(fault.span.end..).unwrap_or_default();
    complain(&fault.what);
    complain(format_args!("  {before}»{wrong}«{after}"));
}

/// The files that hold an article, fit to be shown.
pub(super) fn paths(
    store: &Store,
    row: &Row,
    library: &Library,
) -> Result<Vec<String>, StoreError> {
    let files = store.files_of(row.id)?.into_iter();
    let paths = files.map(|file| shown(&library.folder.join(path_of(&file))));
    Ok(paths.collect())
}

/// All that is printed of a hit.
struct Hit<'a> {
    row: &'a Row,
    paths: Vec<String>,
    snippet: Snippet,
}

impl Hit<'_> {
    /// Headline, facts, paths and snippet, a line each.
    fn text(&self, styled: bool) -> String {
        let row = self.row;
        let day = row.date.map(|date| date.date.to_string());
        let minutes = Some(format!("{} min", row.minutes));
        let facts = [row.publisher.clone(), day, minutes];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        let (bold, dim, end) = if styled {
            ("\x1b[1m", "\x1b[2m", "\x1b[0m")
        } else {
            ("", "", "")
        };
        let mut lines = vec![
            format!("{bold}{}{end}", line(&row.headline)),
            format!("{dim}{}{end}", line(&facts.join(" · "))),
        ];
        lines.extend(self.paths.iter().map(|path| format!("{dim}{path}{end}")));
        let mut at = 0;
        let part = |range| line(self.snippet.text.get(range).unwrap_or_default());
        let mut snippet = String::from("  ");
        for mark in &self.snippet.marks {
            snippet.push_str(&part(at..mark.start));
            snippet.push_str(bold);
            snippet.push_str(&part(mark.clone()));
            snippet.push_str(end);
            at = mark.end;
        }
        snippet.push_str(&part(at..self.snippet.text.len()));
        lines.push(snippet);
        lines.join("\n") + "\n"
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let Self {
            row,
            paths,
            snippet,
        } = self;
        let marks = Mark::ALL.into_iter().filter(|mark| row.marks.has(*mark));
        let hits = snippet.marks.iter().map(|mark| (mark.start, mark.end));
        let record = Record {
            key: format!("{:016x}", row.key),
            headline: &row.headline,
            publisher: row.publisher.as_deref(),
            date: row.date.map(|date| date.to_string()),
            minutes: row.minutes,
            marks: marks.map(Mark::field).collect(),
            paths,
            snippet: &snippet.text,
            hits: hits.collect(),
        };
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")
    }
}
