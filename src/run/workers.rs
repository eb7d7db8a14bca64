//! The worker threads: one asks the store for lists and articles, one writes what the reader does, one parses a page for its X-ray, one
//! scans the library with helpers on all cores, one watches its folders, one keeps a copy of the reader's state. Each takes the latest
//! question first and leaves out those that it replaces; of what is written nothing is left out.

use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

use anyhow::anyhow;
use crossbeam_channel::{Receiver, Sender, unbounded};

use crate::app::Message;
use crate::app::message::{Effect, Opened, Sourced, Ticket};
use crate::library::{Id, Row};
use crate::parser::Parsed;
use crate::run::copying::Heard;
use crate::run::files::Limit;
use crate::run::library::{Library, Shared, follow};
use crate::run::memory::Sites;
use crate::run::signals::Incoming;
use crate::run::watch::{self, Stir};
use crate::run::{Source, answers, copying, files, panics, scan};
use crate::store::{Purpose, Store};

/// How long the end of the program waits for threads that only read, and for the scan. With the last connection the engine takes its log
/// into the store; a connection that is cut off leaves the log, for the next start to take it in.
const FAREWELL: Duration = Duration::from_millis(500);

/// Where questions go. Dropping it waits until all is written.
#[derive(Debug)]
pub struct Workers {
    /// None are asked any more when the program ends.
    questions: Option<Questions>,
    watch: Sender<Stir>,
    sites: Arc<Sites>,
    root: PathBuf,
    writer: Option<JoinHandle<()>>,
    copy: Sender<Heard>,
    copier: Option<JoinHandle<()>>,
    /// Ends when no thread has a connection any more.
    connected: Receiver<Infallible>,
}

/// The ways to the threads that answer.
#[derive(Debug)]
struct Questions {
    ask: Sender<Effect>,
    write: Sender<Effect>,
    source: Sender<(Ticket, Vec<u8>)>,
    scan: Sender<Ticket>,
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.questions = None;
        // They have nothing to say; a panic in one was reported where it happened.
        let _ = self.writer.take().map(JoinHandle::join);
        let _ = self.copy.send(Heard::Ended);
        let _ = self.copier.take().map(JoinHandle::join);
        let _ = self.connected.recv_timeout(FAREWELL);
    }
}

/// What a thread works with.
pub(super) struct Desk {
    source: Arc<Source>,
    limit: Limit,
    sites: Arc<Sites>,
    library: Library,
    purpose: Purpose,
    /// The thread's own connection, made when it is first needed: the first frame need not wait for it.
    store: OnceLock<Shared>,
    answers: Sender<Incoming>,
    /// Dropped after the connections.
    _is_connected: Sender<Infallible>,
}

impl Workers {
    /// Starts the threads; answers go to `sender`. They end with the program.
    pub fn start(
        (source, limit): (Source, Limit),
        (library, sites): (&Library, Sites),
        sender: &Sender<Incoming>,
    ) -> Self {
        let (ask, to_ask) = unbounded();
        let (write, to_write) = unbounded();
        let (parse, to_parse) = unbounded();
        let (scan, to_scan) = unbounded();
        let (copy, to_copy) = unbounded();
        let (is_connected, connected) = unbounded();
        let sites = Arc::new(sites);
        let source = Arc::new(source);
        let desk = |purpose| Desk {
            source: Arc::clone(&source),
            limit,
            sites: Arc::clone(&sites),
            library: library.clone(),
            purpose,
            store: OnceLock::new(),
            answers: sender.clone(),
            _is_connected: is_connected.clone(),
        };
        let [asking, parsing, writing, copying] = [(); 4].map(|()| desk(Purpose::Reader));
        let scanning = desk(Purpose::Indexer);
        let watch = watch::start(source.root().to_owned(), sender.clone());
        let root = source.root().to_owned();
        thread::spawn(move || asking.outlive("The library", |desk| desk.serve(&to_ask)));
        thread::spawn(move || parsing.outlive("The X-ray", |desk| desk.parse(&to_parse)));
        let [after_write, after_scan] = [copy.clone(), copy.clone()];
        let write_all =
            move || writing.outlive("Writing", |desk| desk.write(&to_write, &after_write));
        let writer = thread::spawn(write_all);
        thread::spawn(move || {
            scanning.outlive("The scan", |desk| desk.scan(&to_scan, &after_scan));
        });
        let copy_all = move || {
            copying.outlive("The copy", |desk| copying::serve(desk, &to_copy));
        };
        let copier = thread::spawn(copy_all);
        Self {
            questions: Some(Questions {
                ask,
                write,
                source: parse,
                scan,
            }),
            watch,
            sites,
            root,
            writer: Some(writer),
            copy,
            copier: Some(copier),
            connected,
        }
    }

    /// Where a file of the library is.
    pub fn path(&self, file: &[u8]) -> PathBuf {
        self.root.join(files::path_of(file))
    }

    /// Passes a question on.
    pub fn ask(&self, effect: Effect) {
        let Some(questions) = &self.questions else {
            return;
        };
        // The threads live as long as the program: there is always someone to take it.
        let _ = match effect {
            Effect::List(..)
            | Effect::Open(..)
            | Effect::Link(..)
            | Effect::Compare(..)
            | Effect::Around(_)
            | Effect::News(..)
            | Effect::Standfirsts(..)
            | Effect::Tags(..)
            | Effect::Filters(_)
            | Effect::Count(..)
            | Effect::Snippets(..) => questions.ask.send(effect).ok(),
            Effect::Source(ticket, file) => questions.source.send((ticket, file)).ok(),
            Effect::Scan(ticket) => {
                let _ = self.watch.send(Stir::Scan(SystemTime::now()));
                questions.scan.send(ticket).ok()
            }
            Effect::Watch => self.watch.send(Stir::Begin).ok(),
            effect => {
                if let Effect::Teach(_, lesson) = &effect {
                    // What is read from now on is read so.
                    self.sites.teach(lesson);
                }
                questions.write.send(effect).ok()
            }
        };
    }
}

/// Runs work on one capture; a panic in it is an error of that capture alone.
pub fn guarded<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(anyhow!("could not be read; please report this file")))
}

impl Desk {
    /// Does one kind of work to its end; a panic costs one question of it.
    fn outlive(&self, name: &'static str, work: impl Fn(&Self)) {
        panics::outlive(name, &self.answers, || work(self));
    }

    pub(super) fn tell(&self, message: Message) {
        // Nobody listens any more when the program is ending.
        let _ = self.answers.send(Incoming::Message(message));
    }

    fn shared(&self) -> &Shared {
        self.store
            .get_or_init(|| self.library.connect(self.purpose))
    }

    /// The store, also where its file was deleted meanwhile.
    pub(super) fn store(&self) -> MutexGuard<'_, Store> {
        follow(self.shared(), |note| self.tell(Message::Trouble(note)))
    }

    fn scan(&self, questions: &Receiver<Ticket>, scanned: &Sender<Heard>) {
        let library = (&*self.source, &*self.sites, self.limit);
        let over = || {
            // Nobody copies any more when the program is ending.
            let _ = scanned.send(Heard::Scanned);
        };
        scan::serve(library, || self.shared(), (questions, &self.answers), over);
    }

    /// The article from the store; parsed anew where the reader has said something of its site.
    pub(super) fn open(&self, id: Id) -> Result<Box<Opened>, String> {
        panics::test("worker");
        let opened = answers::opened(&self.store(), id);
        let opened = opened.map_err(|error| error.to_string())?;
        let mut opened =
            opened.ok_or_else(|| "This article is no longer in the library".to_owned())?;
        if self.sites.has_lessons_for(opened.row.url.as_deref())
            && let Ok(parsed) = self.load(&opened.row)
        {
            if let Ok(links) = self.store().links(&parsed.article.related) {
                opened.links = links;
            }
            opened.article = parsed.article;
            opened.notes = parsed.notes;
        }
        Ok(Box::new(opened))
    }

    fn load(&self, row: &Row) -> anyhow::Result<Parsed> {
        guarded(|| self.parsed(&files::path_of(&row.file)))
    }

    /// Parses a file with all that is known of its site.
    fn parsed(&self, path: &Path) -> anyhow::Result<Parsed> {
        let path = self.source.root().join(path);
        let content = self.source.content(&path, self.limit)?;
        Ok(content.parse(&path, |document| self.sites.recall(document))?)
    }

    fn parse(&self, questions: &Receiver<(Ticket, Vec<u8>)>) {
        while let Ok(question) = questions.recv() {
            let (ticket, file) = questions.try_iter().last().unwrap_or(question);
            let path = files::path_of(&file);
            let sourced = guarded(|| self.parsed(&path)).map(|parsed| {
                let links = self.store().links(&parsed.article.related);
                Box::new(Sourced {
                    source: self.sites.source(&parsed),
                    links: links.unwrap_or_default(),
                    article: parsed.article,
                    notes: parsed.notes,
                })
            });
            let sourced = sourced.map_err(|error| format!("{}: {error:#}", path.display()));
            self.tell(Message::Sourced(ticket, sourced));
        }
    }

    fn write(&self, questions: &Receiver<Effect>, wrote: &Sender<Heard>) {
        while let Ok(effect) = questions.recv() {
            let mut store = self.store();
            let written = answers::write(&mut store, &effect);
            drop(store);
            // It may have been deleted while that was written.
            drop(self.store());
            match written {
                Ok(written) => {
                    // Nobody copies any more when the program is ending.
                    let _ = wrote.send(Heard::Wrote);
                    written
                        .lessons
                        .iter()
                        .for_each(|lesson| self.sites.teach(lesson));
                    self.tell(Message::Wrote(written.marks));
                    if let Some((back, stepped)) = written.stepped {
                        self.tell(Message::Stepped(back, stepped));
                    }
                }
                Err(error) => self.tell(Message::Trouble(error.to_string())),
            }
        }
    }
}
