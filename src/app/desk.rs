//! For tests: a small invented library, and a world that answers every question at once.

mod invented;
mod samples;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::app::geometry::{Pane, Size};
use crate::app::keymap::{Key, chord};
use crate::app::message::{Effect, Failure, Message, Opened, Scanned, Sourced, Ticket, Timer};
use crate::app::model::{Kind, Model, Setup};
use crate::app::update;
use crate::app::xray::Source;
use crate::article::{Article, Choice};
use crate::library::ask::Format;
use crate::library::{Id, fnv_1a};
use crate::run::answering::answer;
use crate::run::answers;
use crate::run::files::path_of;
pub use invented::Invented;
use samples::{library, page};

use crate::store::{Content, FoundFiles, Prepared, Put, Seen, Store};
pub use samples::article;

/// The application with a world around it.
pub struct Desk {
    /// The application.
    pub model: Model,
    /// What the files hold.
    pub articles: HashMap<PathBuf, Article>,
    /// Every effect asked for.
    pub asked: Vec<Effect>,
    /// Timers under way.
    pub waits: Vec<Timer>,
    /// What was taught of each line.
    pub taught: HashMap<u64, Option<Choice>>,
    /// Questions for lists, articles and pages are kept here instead of answered.
    pub slow: Option<Vec<Effect>>,
    /// What stands around articles.
    pub invented: Invented,
    /// Questions for what stands around an article are kept here instead of answered.
    pub late: Option<Vec<Id>>,
    /// The library.
    pub store: Store,
    /// Files that could not be read.
    failures: Vec<Failure>,
    /// Files put into the library, taken out of it since the last scan ended.
    moved: (usize, usize),
}

/// A path as the library has it.
fn name(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_vec()
}

impl Desk {
    /// The library, read.
    pub fn new(width: u16, height: u16) -> Self {
        let mut desk = Self::unread(Kind::Folder, width, height);
        let paths = desk.paths();
        desk.bring(&paths);
        desk.finish_scan();
        desk
    }

    /// The library before its first article has been read.
    ///
    /// # Panics
    /// There is no memory for it.
    pub fn unread(kind: Kind, width: u16, height: u16) -> Self {
        let setup = Setup {
            kind,
            measure: 68,
            ascii: false,
            watch: true,
            // The samples share most of their words.
            fold: false,
            today: NaiveDate::from_ymd_opt(2026, 11, 23),
        };
        let articles = library()
            .into_iter()
            .map(|(name, article)| (PathBuf::from(name), article))
            .collect();
        let mut desk = Self {
            model: Model::new(
                setup,
                "/home/reader/news".to_owned(),
                Size { width, height },
            ),
            articles,
            asked: Vec::new(),
            waits: Vec::new(),
            taught: HashMap::new(),
            slow: None,
            invented: Invented::default(),
            late: None,
            store: Store::in_memory().expect("memory"),
            failures: Vec::new(),
            moved: (0, 0),
        };
        let effects = desk.model.start();
        desk.perform(effects);
        desk
    }

    /// The files' names, in the order of their dates, newest first.
    pub fn paths(&self) -> Vec<PathBuf> {
        library()
            .iter()
            .map(|(name, _)| PathBuf::from(name))
            .collect()
    }

    /// The ticket of the latest scan.
    ///
    /// # Panics
    /// None was asked for.
    pub fn scan_ticket(&self) -> Ticket {
        self.asked
            .iter()
            .rev()
            .find_map(|effect| match effect {
                Effect::Scan(ticket) => Some(*ticket),
                _ => None,
            })
            .expect("a scan was asked for")
    }

    /// The scan brings these files.
    ///
    /// # Panics
    /// There is no such file.
    pub fn bring(&mut self, paths: &[PathBuf]) {
        let puts: Vec<Put> = paths
            .iter()
            .map(|path| {
                let article = &self.articles[path];
                let text = format!("{article:?}");
                let prepared = Prepared::new(path, article, Format::Text);
                Put {
                    path: name(path),
                    seen: Seen { size: 1, mtime: 1 },
                    hash: fnv_1a(text.bytes()),
                    fresh: false,
                    content: Content::Article(Box::new(prepared)),
                }
            })
            .collect();
        self.store.put(&puts).expect("put in");
        self.moved.0 += puts.len();
        self.send(Message::Indexed(self.scan_ticket()));
        if self.waits.contains(&Timer::Relist) {
            self.waits.retain(|timer| *timer != Timer::Relist);
            self.send(Message::Elapsed(Timer::Relist));
        }
    }

    /// The scan finds that this file is gone.
    ///
    /// # Panics
    /// The library cannot be changed.
    pub fn lose(&mut self, path: &Path) {
        let known = self.store.known_files().expect("a library");
        let mut found = FoundFiles::default();
        let others = self.articles.keys().filter(|other| *other != path);
        others.for_each(|path| found.add(&known, &name(path)));
        let gone = self.store.take_out_all_but(&known, &found);
        self.moved.1 += gone.expect("taken out");
    }

    /// The scan fails on this file.
    pub fn fail(&mut self, path: &str, reason: &str) {
        self.failures.push(Failure {
            path: path.into(),
            reason: reason.to_owned(),
        });
        self.end_scan();
    }

    fn end_scan(&mut self) {
        let (read, gone) = std::mem::take(&mut self.moved);
        let scanned = Scanned {
            read,
            gone,
            failures: self.failures.clone(),
            vanished: false,
        };
        self.send(Message::Scanned(self.scan_ticket(), Ok(Box::new(scanned))));
    }

    /// The scan has ended, and the selection has rested.
    pub fn finish_scan(&mut self) {
        self.end_scan();
        self.rest();
    }

    /// Time passes: every wait ends.
    pub fn rest(&mut self) {
        for timer in std::mem::take(&mut self.waits) {
            self.send(Message::Elapsed(timer));
        }
    }

    /// Something happens.
    pub fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.asked.push(effect.clone());
            match effect {
                Effect::Open(..) | Effect::Source(..) | Effect::List(..) => match &mut self.slow {
                    Some(questions) => questions.push(effect),
                    None => self.answer(&effect),
                },
                Effect::Count(ticket, today, asks) => {
                    for (n, ask) in asks {
                        let count = self.store.count(&ask, today).expect("a library");
                        self.send(Message::Counted(ticket, n, count));
                    }
                }
                Effect::Around(id) => match &mut self.late {
                    Some(questions) => questions.push(id),
                    None => self.answer_around(id),
                },
                // Here time passes at once where nothing is told of it.
                Effect::Wait(Timer::Around, _) => self.send(Message::Elapsed(Timer::Around)),
                Effect::Wait(timer, _) => self.waits.push(timer),
                Effect::Mark(..)
                | Effect::MarkMany(..)
                | Effect::Tag(..)
                | Effect::Story(..)
                | Effect::SaveFilter(..)
                | Effect::Arrange(_)
                | Effect::Place(..)
                | Effect::Note(..)
                | Effect::Teach(..)
                | Effect::Step(_) => {
                    self.write(&effect);
                }
                question => self.answer(&question),
            }
        }
    }

    fn write(&mut self, effect: &Effect) {
        let written = answers::write(&mut self.store, effect).expect("written");
        let taught = match effect {
            Effect::Teach(_, lesson) => Some(lesson),
            _ => None,
        };
        for lesson in taught.into_iter().chain(&written.lessons) {
            self.taught.insert(lesson.line, lesson.choice);
        }
        self.send(Message::Wrote(written.marks));
        if let Some((back, stepped)) = written.stepped {
            self.send(Message::Stepped(back, stepped));
        }
    }

    /// A question for a list, an article or a page is answered.
    ///
    /// # Panics
    /// The library cannot be read.
    pub fn answer(&mut self, question: &Effect) {
        if let Some(message) = self.answered(question) {
            self.send(message);
        }
    }

    /// The answer to a question, as the library is now.
    ///
    /// # Panics
    /// The library cannot be read.
    pub fn answered(&self, question: &Effect) -> Option<Message> {
        match question {
            Effect::Open(ticket, id) => {
                let opened = self
                    .opened(*id)
                    .ok_or_else(|| "cannot be opened".to_owned());
                Some(Message::Opened(*ticket, opened.map(Box::new)))
            }
            Effect::Source(ticket, file) => {
                let path = path_of(file);
                let sourced = self.page(&path).map(|(article, source)| Sourced {
                    links: self.store.links(&article.related).expect("a library"),
                    article,
                    source,
                    ..Sourced::default()
                });
                let sourced = sourced.ok_or_else(|| "cannot be opened".to_owned());
                Some(Message::Sourced(*ticket, sourced.map(Box::new)))
            }
            question => answer(&self.store, question, || true),
        }
    }

    fn opened(&self, id: Id) -> Option<Opened> {
        let opened = answers::opened(&self.store, id).expect("a library")?;
        let (article, _) = self.page(&path_of(&opened.row.file))?;
        let links = self.store.links(&article.related).expect("a library");
        Some(Opened {
            article,
            links,
            ..opened
        })
    }

    /// The article as it is on the disk, and the page around it, with what was taught.
    fn page(&self, path: &Path) -> Option<(Article, Source)> {
        let mut article = self.articles.get(path)?.clone();
        let source = page(&article, &self.taught);
        let kept = |text: &str| source.pieces.iter().any(|p| p.kept && p.text == text);
        article.body.retain(|block| kept(&block.text));
        Some((article, source))
    }

    /// Presses keys: chords parted by blanks; anything in quotes is typed as it stands.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            let keys = match word.strip_prefix('\'') {
                Some(typed) => typed.chars().map(Key::char).collect(),
                None => chord(word),
            };
            for key in keys {
                self.send(Message::Key(key));
            }
        }
        self
    }

    /// The screen gets another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.send(Message::Resize(Size { width, height }));
    }

    /// What matters, in one line: focus, selected file, open file, its top row, overlay or notice.
    pub fn state(&self) -> String {
        let model = &self.model;
        let name = |id: Option<Id>| {
            let row = id.and_then(|id| model.shelf.row(id));
            row.map_or("-".to_owned(), |row| {
                let name = row.file_name();
                name.split('.').next().unwrap_or_default().to_owned()
            })
        };
        let focus = match model.focus {
            Pane::List => "list",
            Pane::Body => "body",
            Pane::Info => "info",
        };
        let reader = model.reader.as_ref();
        let top = reader.map_or(0, super::reader::Reader::top);
        let open = name(reader.map(|reader| reader.id));
        format!("{focus} {} {open}@{top}", name(model.list.selected()))
    }

    /// Has the program been asked to end?
    pub fn has_quit(&self) -> bool {
        self.asked
            .iter()
            .any(|effect| matches!(effect, Effect::Quit))
    }
}
