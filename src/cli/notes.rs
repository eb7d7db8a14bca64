//! `clippings notes`: highlights and notes with their sources, to be used elsewhere.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use serde::Serialize;

use crate::app::notes::{Highlight, Highlights};
use crate::article::Article;
use crate::cli::library::Library;
use crate::cli::markdown::{address, escaped};
use crate::cli::screen::{complain, line, shown};
use crate::cli::search::paths;
use crate::cli::{Outcome, printed};
use crate::library::quotation::Note;
use crate::store::{Id, Purpose, Row, Store};

const EXAMPLES: &str = "\
Examples:
  clippings notes > notes.md                all of them, the newest article first
  clippings notes --format ndjson ~/saved   one JSON object a note

Notes of an article come in the order of the text. What is no longer in it comes last, and so do the notes of articles whose file has gone.";

/// The arguments of `clippings notes`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// How to print them
    #[arg(long, value_enum, default_value = "markdown")]
    format: Format,
    /// The folder of saved pages [default: the library of your configuration]
    library: Option<PathBuf>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A heading and a source for each article, the words as quotations, the comments below
    Markdown,
    /// One JSON object a line
    Ndjson,
}

/// A note as JSON has it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    key: String,
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    byline: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    paths: &'a [String],
    /// The words are in the text as it is parsed now.
    found: bool,
    quote: &'a str,
    before: &'a str,
    after: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'a str>,
}

/// An article with notes.
struct Source {
    key: u64,
    /// What the library has of it; `None` where it has gone.
    saved: Option<(Row, Article, Vec<String>)>,
    highlights: Highlights,
}

/// Prints all notes.
///
/// # Errors
/// There is no such library, its store cannot be read, or standard output not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = Library::new(args.library.as_deref())?;
    let store = library.open(Purpose::Reader)?;
    let sources = sources(&store, &library)?;
    if sources.is_empty() {
        let folder = shown(&library.folder);
        complain(format_args!(
            "{folder}: no highlights yet; v selects words in the reader"
        ));
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (n, source) in sources.iter().enumerate() {
        let written = match args.format {
            Format::Markdown => {
                let parted = if n > 0 { "\n" } else { "" };
                write!(out, "{parted}{}", source.markdown())
            }
            Format::Ndjson => source.json(&mut out),
        };
        if written.is_err() {
            return printed(written.map(|()| Outcome::Well));
        }
    }
    printed(out.flush().map(|()| Outcome::Well))
}

/// The articles with notes, the newest first; then those that have gone, by headline.
fn sources(store: &Store, library: &Library) -> anyhow::Result<Vec<Source>> {
    let mut by_key: HashMap<u64, Vec<Note>> = HashMap::new();
    for (key, note) in store.notes()? {
        by_key.entry(key).or_default().push(clean(note));
    }
    let (mut saved, mut gone) = (Vec::<Source>::new(), Vec::new());
    for (key, notes) in by_key {
        let id = store.id_of(key)?;
        let page = id.map_or(Ok(None), |id| store.page(id))?;
        let row = store.rows(id.as_slice())?.pop();
        match page.zip(row) {
            Some((page, row)) => {
                let paths = paths(store, &row, library)?;
                saved.push(Source {
                    key,
                    highlights: Highlights::new(&page.article, notes),
                    saved: Some((row, page.article, paths)),
                });
            }
            None => gone.push((key, notes)),
        }
    }
    // A better parser gives an article another key, and its notes are then known under both.
    let here: Vec<Note> = saved
        .iter()
        .flat_map(|source| source.highlights.notes())
        .collect();
    let mut gone: Vec<Source> = gone
        .into_iter()
        .map(|(key, mut notes)| {
            notes.retain(|note| !here.contains(note));
            Source {
                key,
                saved: None,
                highlights: Highlights::new(&Article::default(), notes),
            }
        })
        .filter(|source| !source.highlights.all().is_empty())
        .collect();
    let id = |source: &Source| source.saved.as_ref().map_or(Id(0), |(row, ..)| row.id);
    saved.sort_by_key(|source| std::cmp::Reverse(id(source)));
    gone.sort_by_cached_key(|source| (source.headline(), source.key));
    saved.extend(gone);
    Ok(saved)
}

/// The note without characters that could command a terminal: it may have come from anywhere.
fn clean(mut note: Note) -> Note {
    let clean = |text: &str| text.split('\n').map(line).collect::<Vec<_>>().join("\n");
    let quotation = &mut note.quotation;
    for text in [
        &mut quotation.quote,
        &mut quotation.before,
        &mut quotation.after,
        &mut note.id,
    ] {
        *text = clean(text);
    }
    note.headline = note.headline.as_deref().map(line);
    quotation.comment = quotation.comment.as_deref().map(clean);
    note
}

impl Source {
    fn headline(&self) -> Option<String> {
        if let Some((row, ..)) = &self.saved {
            return Some(row.headline.clone());
        }
        let mut notes = self.highlights.all().iter();
        notes.find_map(|highlight| highlight.note.headline.clone())
    }

    /// Heading, source, quotations with comments below.
    fn markdown(&self) -> String {
        let headline = self.headline();
        let headline = headline.as_deref().unwrap_or("An article without a name");
        let mut parts = vec![format!("## {}", escaped(headline))];
        parts.push(self.source().join(" · "));
        for highlight in self.highlights.all() {
            let quotation = &highlight.note.quotation;
            let quoted = quotation.quote.split("\n\n");
            let quoted = quoted.map(|text| format!("> {}", escaped(text)));
            parts.push(quoted.collect::<Vec<_>>().join("\n>\n"));
            parts.extend(quotation.comment.as_deref().map(escaped));
        }
        parts.join("\n\n") + "\n"
    }

    /// Publisher, date, byline, address, files.
    fn source(&self) -> Vec<String> {
        let Some((row, article, paths)) = &self.saved else {
            return vec!["no longer in the library".to_owned()];
        };
        let text = |text: &str| escaped(&line(text));
        let byline = article.byline.join(", ");
        let byline = Some(byline).filter(|byline| !byline.is_empty());
        let facts = [
            row.publisher.as_deref().map(text),
            row.date.map(|date| date.to_string()),
            byline.as_deref().map(text),
            row.url.as_deref().and_then(|url| address(&line(url))),
        ];
        let paths = paths.iter().map(|path| escaped(path));
        facts.into_iter().flatten().chain(paths).collect()
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let headline = self.headline();
        let saved = self.saved.as_ref();
        let row = saved.map(|(row, ..)| row);
        for highlight in self.highlights.all() {
            let Highlight { note, .. } = highlight;
            let quotation = &note.quotation;
            let record = Record {
                key: format!("{:016x}", self.key),
                id: &note.id,
                headline: headline.as_deref(),
                publisher: row.and_then(|row| row.publisher.as_deref()),
                date: row.and_then(|row| Some(row.date?.to_string())),
                byline: saved.map_or(&[], |(_, article, _)| &article.byline),
                url: row.and_then(|row| row.url.as_deref()),
                paths: saved.map_or(&[], |(.., paths)| paths),
                found: highlight.is_found(),
                quote: &quotation.quote,
                before: &quotation.before,
                after: &quotation.after,
                comment: quotation.comment.as_deref(),
            };
            serde_json::to_writer(&mut *out, &record)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}
