//! The worker threads: one reads the article to be shown, one searches and links, one scans the library with helpers on all cores.
//! Each takes the latest question first and leaves out those that it replaces.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, anyhow};
use crossbeam_channel::{Receiver, Sender, unbounded};
use rayon::iter::{
    IndexedParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _,
};

use crate::app::Message;
use crate::app::message::{Effect, Hit, Opened, Ticket};
use crate::article::Lesson;
use crate::library::Links;
use crate::parser::Parsed;
use crate::parser::block::Document;
use crate::parser::memory::Recall;
use crate::run::files::Content;
use crate::run::keeper::Marks;
use crate::run::memory::Sites;
use crate::run::samples::SAMPLES;
use crate::run::signals::Incoming;
use crate::run::{Source, scan};

/// Where questions go.
#[derive(Debug)]
pub struct Workers {
    open: Sender<(Ticket, PathBuf)>,
    search: Sender<Effect>,
    scan: Sender<Ticket>,
    sites: Arc<Sites>,
}

impl Workers {
    /// Starts the threads; answers go to `sender`. They end with the program.
    pub fn start(source: Source, (kept, sites): (Marks, Sites), sender: &Sender<Incoming>) -> Self {
        let (open, to_open) = unbounded();
        let (search, to_search) = unbounded();
        let (scan, to_scan) = unbounded();
        let (source, sites) = (Arc::new(source), Arc::new(sites));
        let (answers, of, known) = (sender.clone(), Arc::clone(&source), Arc::clone(&sites));
        thread::spawn(move || open_articles((&of, &known), &to_open, &answers));
        let answers = sender.clone();
        thread::spawn(move || search_and_link(&to_search, &answers));
        let answers = sender.clone();
        let known = Arc::clone(&sites);
        thread::spawn(move || scan::serve((&source, &kept, &known), &to_scan, &answers));
        Self {
            open,
            search,
            scan,
            sites,
        }
    }

    /// Takes in what the reader says of a site; what is read from now on is read so.
    pub fn teach(&self, lesson: &Lesson) {
        self.sites.teach(lesson);
    }

    /// Passes a question on.
    pub fn ask(&self, effect: Effect) {
        // The threads live as long as the program: there is always someone to take it.
        let _ = match effect {
            Effect::Open(ticket, path) => self.open.send((ticket, path)).ok(),
            Effect::Search(..) | Effect::Link(..) => self.search.send(effect).ok(),
            Effect::Scan(ticket) => self.scan.send(ticket).ok(),
            _ => None,
        };
    }
}

/// Runs work on one capture; a panic in it is an error of that capture alone.
pub fn guarded<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(anyhow!("could not be read; please report this file")))
}

/// Reads and parses a capture, with what `recall` says of its blocks.
pub fn load(
    source: &Source,
    path: &Path,
    recall: impl FnOnce(&Document) -> Recall,
) -> anyhow::Result<Parsed> {
    let content = match source {
        Source::Samples => {
            let sample = SAMPLES.iter().find(|(sample, _)| path == Path::new(sample));
            Content::of(sample.context("is no sample")?.1)?
        }
        Source::Folder(_) | Source::File(_) => Content::of_file(path)?,
    };
    Ok(content.parse(path, recall)?)
}

fn open_articles(
    (source, sites): (&Source, &Sites),
    questions: &Receiver<(Ticket, PathBuf)>,
    answers: &Sender<Incoming>,
) {
    while let Ok(question) = questions.recv() {
        let (ticket, path) = questions.try_iter().last().unwrap_or(question);
        let opened = guarded(|| load(source, &path, |document| sites.recall(document)))
            .map(|parsed| {
                Box::new(Opened {
                    source: sites.source(&parsed),
                    article: parsed.article,
                    notes: parsed.notes,
                    format: format_name(&path).to_owned(),
                })
            })
            .map_err(|error| format!("{}: {error:#}", path.display()));
        if answers
            .send(Incoming::Message(Message::Opened(ticket, opened)))
            .is_err()
        {
            break;
        }
    }
}

fn format_name(path: &Path) -> &'static str {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match extension.to_lowercase().as_str() {
        "html" | "htm" | "xhtml" => "HTML",
        "md" | "markdown" => "Markdown",
        _ => "text",
    }
}

fn search_and_link(questions: &Receiver<Effect>, answers: &Sender<Incoming>) {
    while let Ok(first) = questions.recv() {
        let mut latest = None;
        for question in std::iter::once(first).chain(questions.try_iter()) {
            match question {
                Effect::Link(ticket, entries) => {
                    let links = Links::new(entries.iter().map(AsRef::as_ref));
                    answer(answers, Message::Linked(ticket, Arc::new(links)));
                }
                search => latest = Some(search),
            }
        }
        if let Some(Effect::Search(ticket, query, entries)) = latest {
            let hits = entries
                .par_iter()
                .enumerate()
                .filter_map(|(id, entry)| Hit::of(&query, id, entry))
                .collect();
            answer(answers, Message::Hits(ticket, hits));
        }
    }
}

fn answer(answers: &Sender<Incoming>, message: Message) {
    // Nobody listens any more when the program is ending.
    let _ = answers.send(Incoming::Message(message));
}
