//! `clippings related`: what is related to each article of a library, and which saved articles its page names.

use std::fs;
use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::ValueEnum;
use serde::Serialize;

use crate::article::Related;
use crate::cli::index::{complain_of, up_to_date};
use crate::cli::library::Library;
use crate::cli::screen::{complain, line, shown, styles_are_welcome};
use crate::cli::{Outcome, printed};
use crate::run::files::path_of;
use crate::store::{Id, Row, Store};

const EXAMPLES: &str = "\
Examples:
  clippings related                               your library, article by article
  clippings related ~/saved --for ~/saved/a.html  one article of it
  clippings related --links ~/saved               with the headlines that each page names, and where they lead
  clippings related --format ndjson --links       one JSON object for each file

The index is brought up to date first.";

/// Related articles that are printed of each.
const MOST: usize = 20;

/// The arguments of `clippings related`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Args {
    /// How to print what is found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Print the headlines of other articles on each page too, with the saved articles that they name
    #[arg(long)]
    links: bool,
    /// Only the article in this file
    #[arg(long = "for", value_name = "FILE")]
    only: Option<PathBuf>,
    /// The folder of saved pages [default: the library of your configuration]
    library: Option<PathBuf>,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The headline and path of each article, and below what is related to it
    Text,
    /// One JSON object a line
    Ndjson,
}

/// An article as JSON has it.
#[derive(Debug, Serialize)]
struct Record {
    source: String,
    related: Vec<Neighbour>,
    story: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<Link>>,
}

/// An article that is related to another.
#[derive(Debug, Serialize)]
struct Neighbour {
    source: String,
    score: f32,
    shared: Vec<String>,
    #[serde(skip)]
    headline: String,
}

/// A headline on the page, and the saved article that it names.
#[derive(Debug, Serialize)]
struct Link {
    text: String,
    target: Option<String>,
}

/// Prints what is related.
///
/// # Errors
/// There is no such library or file, the store cannot be read or written, or standard output not be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let library = Library::new(args.library.as_deref())?;
    let (store, summary) = up_to_date(&library, false)?;
    complain_of(&summary, &library);
    let files = match &args.only {
        Some(file) => vec![article_in(&store, &library, file)?],
        None => store.articles_by_file()?,
    };
    if files.is_empty() {
        let folder = shown(&library.folder);
        complain(format_args!("{folder}: no articles"));
    }
    let desk = Desk {
        store: &store,
        library: &library,
        links: args.links,
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let styled = io::stdout().is_terminal() && styles_are_welcome();
    for (n, (path, id)) in files.iter().enumerate() {
        let Some(row) = store.rows(&[*id])?.pop() else {
            continue;
        };
        let record = desk.record(path, *id)?;
        let written = match args.format {
            Format::Text => {
                let parted = if n > 0 { "\n" } else { "" };
                write!(out, "{parted}{}", record.text(&row, styled))
            }
            Format::Ndjson => record.json(&mut out),
        };
        if written.is_err() {
            return printed(written.map(|()| Outcome::Well));
        }
    }
    printed(out.flush().map(|()| Outcome::Well))
}

/// The article in a file: one named as from here, or as from the library's folder.
fn article_in(store: &Store, library: &Library, file: &Path) -> anyhow::Result<(Vec<u8>, Id)> {
    let named = shown(file);
    let whole = fs::canonicalize(file).or_else(|_| fs::canonicalize(library.folder.join(file)));
    let whole = whole.with_context(|| format!("cannot find {named}"))?;
    let folder = fs::canonicalize(&library.folder)?;
    let Ok(inner) = whole.strip_prefix(&folder) else {
        bail!("{named}: is not in {}", shown(&library.folder));
    };
    let path = inner.as_os_str().as_encoded_bytes().to_vec();
    match store.id_of_file(&path)? {
        Some(id) => Ok((path, id)),
        None => bail!("{named}: holds no article"),
    }
}

/// What is asked of the library.
struct Desk<'a> {
    store: &'a Store,
    library: &'a Library,
    links: bool,
}

impl Desk<'_> {
    fn record(&self, path: &[u8], id: Id) -> anyhow::Result<Record> {
        Ok(Record {
            source: self.path(path),
            related: self.related(id)?,
            story: self
                .store
                .story_of(id)?
                .map(|story| format!("{:016x}", story.id.0)),
            links: self.links.then(|| self.links(id)).transpose()?,
        })
    }

    fn related(&self, id: Id) -> anyhow::Result<Vec<Neighbour>> {
        let found = self.store.neighbours(id, MOST)?;
        let mut related = Vec::with_capacity(found.len());
        for one in found {
            if let Some(row) = self.store.rows(&[one.id])?.pop() {
                related.push(Neighbour {
                    source: self.path(&row.file),
                    score: one.score,
                    shared: one.shared,
                    headline: row.headline,
                });
            }
        }
        Ok(related)
    }

    fn links(&self, id: Id) -> anyhow::Result<Vec<Link>> {
        let article = self.store.article(id)?.unwrap_or_default();
        let named = article.related.into_iter().filter(|named| !named.is_self);
        let named: Vec<Related> = named.collect();
        let targets = self.store.links(&named)?;
        let mut links = Vec::with_capacity(named.len());
        for (named, target) in named.into_iter().zip(targets) {
            // Another headline of the article itself is none of another one.
            if target == Some(id) {
                continue;
            }
            let target = match target {
                Some(target) => self.store.rows(&[target])?.pop(),
                None => None,
            };
            links.push(Link {
                text: named.headline,
                target: target.map(|row| self.path(&row.file)),
            });
        }
        Ok(links)
    }

    fn path(&self, file: &[u8]) -> String {
        shown(&self.library.folder.join(path_of(file)))
    }
}

impl Record {
    /// Headline and path, then what is related, then what the page names: `●` where it is saved.
    fn text(&self, row: &Row, styled: bool) -> String {
        let (bold, dim, end) = if styled {
            ("\x1b[1m", "\x1b[2m", "\x1b[0m")
        } else {
            ("", "", "")
        };
        let mut lines = vec![
            format!("{bold}{}{end}", line(&row.headline)),
            format!("{dim}{}{end}", self.source),
        ];
        for one in &self.related {
            lines.push(format!("  {:.2} {}", one.score, line(&one.headline)));
            let shared = one.shared.join(", ");
            lines.push(format!(
                "       {dim}{} · {}{end}",
                line(&shared),
                one.source
            ));
        }
        for link in self.links.iter().flatten() {
            let mark = if link.target.is_some() { '●' } else { '○' };
            lines.push(format!("  {mark} {}", line(&link.text)));
            let target = link.target.as_deref();
            lines.extend(target.map(|path| format!("    {dim}{path}{end}")));
        }
        lines.join("\n") + "\n"
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        out.write_all(b"\n")
    }
}
