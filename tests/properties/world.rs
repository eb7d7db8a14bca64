//! The world around the application: a library in memory that answers what is asked, at once or later, and takes what is written.

use std::collections::VecDeque;
use std::mem::take;

use chrono::NaiveDate;
use clippings::app::geometry::Size;
use clippings::app::message::{Failure, Scanned, Sourced, Ticket, Timer};
use clippings::app::model::{Kind, Setup};
use clippings::app::xray::{Piece, Source};
use clippings::app::{Effect, Message, Model, update};
use clippings::parser::memory::Memory;
use clippings::parser::{Capture, Parsed, parse_recalling};
use clippings::run::answering::answer;
use clippings::run::answers;
use clippings::store::{FoundFiles, Store};

use super::characters::steers;
use super::shelf::{SHELF, Saved, library};

/// More than any key asks for: what goes on longer does not end.
const MOST_ANSWERS: usize = 2_000;

/// The application in its world.
pub struct World {
    pub model: Model,
    pub store: Store,
    /// Questions for articles and pages wait in `held` until they are answered.
    pub slow: bool,
    held: VecDeque<Effect>,
    waits: Vec<Timer>,
    memory: Memory,
    scan: Ticket,
    /// The program was asked to end.
    pub has_quit: bool,
}

impl World {
    /// The application on that library; bits of `choice` say how it was started.
    pub fn new(choice: u8) -> Self {
        let setup = Setup {
            kind: [Kind::Folder, Kind::File, Kind::Samples][usize::from(choice >> 2) % 3],
            measure: 68,
            ascii: choice & 2 != 0,
            watch: true,
            fold: choice & 1 != 0,
            today: NaiveDate::from_ymd_opt(2024, 4, 20),
        };
        let size = Size {
            width: 100,
            height: 30,
        };
        let mut world = Self {
            model: Model::new(setup, "/home/ida/news".to_owned(), size),
            store: library(&SHELF),
            slow: false,
            held: VecDeque::new(),
            waits: Vec::new(),
            memory: Memory::default(),
            scan: Ticket::default(),
            has_quit: false,
        };
        world.store.group(|_, _| ()).unwrap();
        let effects = world.model.start();
        world.perform(effects);
        world
    }

    /// Something happens, and all that is asked for is done.
    pub fn send(&mut self, message: Message) {
        let effects = update(&mut self.model, message);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut asked: VecDeque<Effect> = effects.into();
        let mut answers = 0;
        while let Some(effect) = asked.pop_front() {
            if self.slow && matches!(effect, Effect::Open(..) | Effect::Source(..)) {
                self.held.push_back(effect);
                continue;
            }
            for message in self.take(&effect) {
                answers += 1;
                assert!(answers < MOST_ANSWERS, "no end of {effect:?}");
                asked.extend(update(&mut self.model, message));
            }
        }
    }

    /// Does what is asked for; what comes of it.
    fn take(&mut self, effect: &Effect) -> Vec<Message> {
        match effect {
            Effect::Open(ticket, id) => {
                let opened = answers::opened(&self.store, *id).unwrap();
                let opened = opened.map(Box::new).ok_or_else(|| "gone".to_owned());
                vec![Message::Opened(*ticket, opened)]
            }
            Effect::Source(ticket, file) => {
                let sourced = self.sourced(file).ok_or_else(|| "gone".to_owned());
                vec![Message::Sourced(*ticket, sourced.map(Box::new))]
            }
            Effect::Count(ticket, today, asks) => {
                let count = |ask| self.store.count(ask, *today).unwrap();
                let counted = asks.iter().map(|(n, ask)| (*n, count(ask)));
                let told = counted.map(|(n, count)| Message::Counted(*ticket, n, count));
                told.collect()
            }
            Effect::Wait(timer, _) => {
                self.waits.retain(|other| other != timer);
                self.waits.push(*timer);
                Vec::new()
            }
            Effect::Scan(ticket) => {
                self.scan = *ticket;
                Vec::new()
            }
            Effect::Copy(text) | Effect::Browse(text) => {
                assert!(!text.contains(|c| c != '\n' && steers(c)), "{text:?}");
                Vec::new()
            }
            Effect::Quit => {
                self.has_quit = true;
                Vec::new()
            }
            Effect::Watch | Effect::Redraw | Effect::Suspend => Vec::new(),
            question => match answer(&self.store, question, || true) {
                Some(answer) => vec![answer],
                None => self.write(question),
            },
        }
    }

    fn write(&mut self, effect: &Effect) -> Vec<Message> {
        if let Effect::Teach(_, lesson) = effect {
            self.memory.teach(lesson);
        }
        let written = answers::write(&mut self.store, effect).unwrap();
        let lessons = written.lessons.iter();
        lessons.for_each(|lesson| self.memory.teach(lesson));
        let stepped = written.stepped;
        let stepped = stepped.map(|(back, stepped)| Message::Stepped(back, stepped));
        [Message::Wrote(written.marks)]
            .into_iter()
            .chain(stepped)
            .collect()
    }

    /// A file parsed anew, with what was said of its site.
    fn sourced(&self, file: &[u8]) -> Option<Sourced> {
        let saved = SHELF.iter().find(|saved| saved.name.as_bytes() == file)?;
        let Saved { name, bytes, .. } = saved;
        let parsed = parse_recalling(&Capture { name, bytes }, |page| self.memory.recall(page));
        let links = self.store.links(&parsed.article.related).unwrap();
        Some(Sourced {
            source: self.source(&parsed),
            article: parsed.article,
            notes: parsed.notes,
            links,
        })
    }

    fn source(&self, parsed: &Parsed) -> Source {
        let site = self.memory.site_of(parsed);
        let pieces = parsed.labelled.spans.iter().map(|span| Piece {
            text: parsed.labelled.source[span.span.clone()].to_owned(),
            label: span.label.name(),
            kept: span.label.is_kept(),
            reason: span.reason.to_string(),
            line: span.line,
            told: self.memory.choice(&site, span.line),
            ..Piece::default()
        });
        Source {
            pieces: pieces.collect(),
            witnesses: self.memory.witnesses(parsed, &site),
            site,
        }
    }

    /// Time passes: every wait is over.
    pub fn rest(&mut self) {
        for timer in take(&mut self.waits) {
            self.send(Message::Elapsed(timer));
        }
    }

    /// The n-th of the questions that were held is answered, or it fails.
    pub fn answer(&mut self, n: usize, fails: bool) {
        let n = n % self.held.len().max(1);
        let Some(question) = self.held.remove(n) else {
            return;
        };
        let failed = || "a disk hangs".to_owned();
        let answers = match question {
            Effect::Open(ticket, _) if fails => vec![Message::Opened(ticket, Err(failed()))],
            Effect::Source(ticket, _) if fails => vec![Message::Sourced(ticket, Err(failed()))],
            question => self.take(&question),
        };
        for message in answers {
            self.send(message);
        }
    }

    /// The scan finds that the n-th file is gone, or that it is there again, and ends.
    pub fn scanned(&mut self, n: usize, gone: bool) {
        let saved = &SHELF[n % SHELF.len()];
        self.send(Message::Progress(self.scan, 1, n));
        if gone {
            let known = self.store.known_files().unwrap();
            let mut found = FoundFiles::default();
            let others = SHELF.iter().filter(|other| other.name != saved.name);
            others.for_each(|other| found.add(&known, other.name.as_bytes()));
            self.store.take_out_all_but(&known, &found).unwrap();
        } else {
            self.store.put(&[saved.put()]).unwrap();
        }
        self.store.group(|_, _| ()).unwrap();
        self.send(Message::Indexed(self.scan));
        let scanned = Scanned {
            read: usize::from(!gone),
            gone: usize::from(gone),
            failures: vec![Failure {
                path: saved.name.clone().into(),
                reason: "cannot be read".to_owned(),
            }],
            vanished: n > 200,
        };
        self.send(Message::Scanned(self.scan, Ok(Box::new(scanned))));
    }
}
