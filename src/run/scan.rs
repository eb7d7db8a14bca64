//! The scan: walks the library and parses what is new or changed on all cores, and sends what it finds in small batches.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::bail;
use crossbeam_channel::{Receiver, Sender, TryRecvError, bounded};

use crate::app::Message;
use crate::app::message::{Failure, Found, Ticket};
use crate::library::Entry;
use crate::parser::memory::Memory;
use crate::run::keeper::Marks;
use crate::run::memory::Sites;
use crate::run::samples::SAMPLES;
use crate::run::signals::Incoming;
use crate::run::workers::{guarded, load};
use crate::run::{Source, files};

/// A batch is sent when it is this old or this large.
const PATIENCE: Duration = Duration::from_millis(30);
const LARGEST_BATCH: usize = 128;
/// Files waiting to be parsed; keeps the walk from running far ahead.
const WAITING: usize = 1024;

/// What was seen of a file when it was parsed: its time and its length.
type Seen = (Option<SystemTime>, u64);

/// What is to be seen of a file now; the samples never change.
fn seen(source: &Source, path: &Path) -> Option<Seen> {
    if *source == Source::Samples {
        return Some((None, 0));
    }
    let about = std::fs::metadata(path).ok()?;
    Some((about.modified().ok(), about.len()))
}

/// Serves scans until nobody asks any more.
pub fn serve(
    (source, kept, sites): (&Source, &Marks, &Sites),
    questions: &Receiver<Ticket>,
    answers: &Sender<Incoming>,
) {
    let mut known = HashMap::new();
    while let Ok(ticket) = questions.recv() {
        let scan = Scan {
            source,
            kept,
            sites,
            ticket,
            answers,
            parsed: Mutex::new(Vec::new()),
        };
        let all = scan.run(&known);
        known.extend(
            scan.parsed
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
        );
        let gone: Vec<PathBuf> = known
            .keys()
            .filter(|path| !all.contains(*path))
            .cloned()
            .collect();
        for path in &gone {
            known.remove(path);
        }
        sites.keep();
        let done = Message::Scanned(ticket, gone);
        if answers.send(Incoming::Message(done)).is_err() {
            break;
        }
    }
}

struct Scan<'a> {
    source: &'a Source,
    /// What was kept in earlier sessions.
    kept: &'a Marks,
    /// What is learned from every page.
    sites: &'a Sites,
    ticket: Ticket,
    answers: &'a Sender<Incoming>,
    /// The files parsed in this scan.
    parsed: Mutex<Vec<(PathBuf, Seen)>>,
}

impl Scan<'_> {
    fn send(&self, message: Message) {
        // Nobody listens any more when the program is ending.
        let _ = self.answers.send(Incoming::Message(message));
    }

    /// Walks, and parses beside it; gives all files that are there.
    fn run(&self, known: &HashMap<PathBuf, Seen>) -> HashSet<PathBuf> {
        let mut all = HashSet::new();
        let (send, receive) = bounded(WAITING);
        let helpers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            for _ in 0..helpers {
                let receive = receive.clone();
                scope.spawn(move || self.parse(&receive));
            }
            let mut total = 0;
            let mut told = Instant::now();
            self.each_path(|path| {
                let is_known = known
                    .get(&path)
                    .is_some_and(|old| seen(self.source, &path) == Some(*old));
                all.insert(path.clone());
                if !is_known {
                    total += 1;
                    // The helpers are there until `send` is dropped.
                    let _ = send.send(path);
                    if told.elapsed() > PATIENCE {
                        told = Instant::now();
                        self.send(Message::Counted(self.ticket, total));
                    }
                }
            });
            self.send(Message::Counted(self.ticket, total));
            drop(send);
        });
        all
    }

    fn each_path(&self, mut take: impl FnMut(PathBuf)) {
        match self.source {
            Source::Samples => SAMPLES
                .iter()
                .for_each(|(name, _)| take(PathBuf::from(name))),
            Source::File(path) => take(path.clone()),
            Source::Folder(folder) => {
                for path in files::captures(folder) {
                    match path {
                        Ok(path) => take(path),
                        Err((path, reason)) => {
                            let failure = Failure { path, reason };
                            self.send(Message::Found(self.ticket, Vec::new(), vec![failure]));
                        }
                    }
                }
            }
        }
    }

    fn entry(&self, path: &Path) -> anyhow::Result<Entry> {
        // An entry's key is of the page alone: what is learned of its site must not change it.
        let parsed = load(self.source, path, |document| {
            Memory::default().recall(document)
        })?;
        if parsed.article.body.is_empty() && parsed.article.headline.is_none() {
            bail!("{}", parsed.notes.join("; "));
        }
        self.sites.learn(&parsed);
        Ok(Entry::new(path.to_owned(), &parsed.article))
    }

    /// Parses what comes, until no more comes.
    fn parse(&self, paths: &Receiver<PathBuf>) {
        let mut batch = Batch::default();
        loop {
            let path = match paths.try_recv() {
                Ok(path) => path,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    batch.send(self);
                    let Ok(path) = paths.recv() else {
                        break;
                    };
                    path
                }
            };
            let before = seen(self.source, &path);
            match guarded(|| self.entry(&path)) {
                Ok(entry) => {
                    let kept = self.kept.get(&entry.key).copied().unwrap_or_default();
                    let entry = Arc::new(entry);
                    batch.found.push(Found { entry, kept });
                    batch.parsed.extend(before.map(|seen| (path, seen)));
                }
                Err(error) => {
                    let reason = format!("{error:#}");
                    batch.failures.push(Failure { path, reason });
                }
            }
            if batch.is_due() {
                batch.send(self);
            }
        }
        batch.send(self);
    }
}

/// What a helper has parsed and not sent yet.
#[derive(Default)]
struct Batch {
    found: Vec<Found>,
    failures: Vec<Failure>,
    parsed: Vec<(PathBuf, Seen)>,
    sent: Option<Instant>,
}

impl Batch {
    fn is_due(&self) -> bool {
        self.found.len() + self.failures.len() >= LARGEST_BATCH
            || self.sent.is_none_or(|sent| sent.elapsed() > PATIENCE)
    }

    fn send(&mut self, scan: &Scan) {
        if self.found.is_empty() && self.failures.is_empty() {
            return;
        }
        let found = std::mem::take(&mut self.found);
        let failures = std::mem::take(&mut self.failures);
        scan.parsed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .append(&mut self.parsed);
        scan.send(Message::Found(scan.ticket, found, failures));
        self.sent = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::shelf::Kept;
    use crate::library::Marks as Flags;
    use crate::parser::memory::Recall;
    use crossbeam_channel::unbounded;

    const PAGE: &str = "The quay is open again\n\nBy Ida Brandt\n\nThe quay of Ostermouth opened again on Monday, a week \
        after the storm had torn away the crane and the northern steps, the harbour master said.\n\nBoats may land there \
        from six in the morning, and the ferry will call twice a day until the end of the month, she said.\n";

    /// Runs one scan; gives the files found with their marks, those that failed, and those gone.
    fn scan(
        questions: &Sender<Ticket>,
        answers: &Receiver<Incoming>,
    ) -> (Vec<(String, bool)>, Vec<String>, usize) {
        let name = |path: &Path| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().into_owned()
        };
        questions.send(Ticket(1)).expect("a listener");
        let (mut found, mut failed) = (Vec::new(), Vec::new());
        loop {
            match answers.recv().expect("an answer") {
                Incoming::Message(Message::Found(_, some, failures)) => {
                    let seen = some
                        .iter()
                        .map(|f| (name(&f.entry.path), f.kept.marks.read));
                    found.extend(seen);
                    failed.extend(failures.iter().map(|failure| name(&failure.path)));
                }
                Incoming::Message(Message::Scanned(_, gone)) => {
                    found.sort();
                    failed.sort();
                    return (found, failed, gone.len());
                }
                _ => {}
            }
        }
    }

    #[test]
    fn a_scan_finds_all_and_another_only_what_changed() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &[u8]| {
            std::fs::write(folder.path().join(name), text).expect("a file");
        };
        write("one.txt", PAGE.as_bytes());
        write("two.txt", PAGE.replace("quay", "mole").as_bytes());
        write("empty.txt", b"");
        let source = Source::Folder(folder.path().to_owned());
        let entry = load(&source, &folder.path().join("one.txt"), |_| {
            Recall::default()
        })
        .map(|parsed| Entry::new("one.txt".into(), &parsed.article))
        .expect("an article");
        let read = Kept {
            marks: Flags {
                read: true,
                starred: false,
            },
            ..Kept::default()
        };
        let kept = Marks::from([(entry.key, read)]);
        let (questions, receiver) = unbounded();
        let (sender, answers) = unbounded();
        thread::spawn(move || serve((&source, &kept, &Sites::default()), &receiver, &sender));

        let one_and_two = vec![("one.txt".to_owned(), true), ("two.txt".to_owned(), false)];
        let empty = vec!["empty.txt".to_owned()];
        assert_eq!(scan(&questions, &answers), (one_and_two, empty.clone(), 0));
        assert_eq!(scan(&questions, &answers), (vec![], empty.clone(), 0));
        write("two.txt", PAGE.replace("quay", "lantern").as_bytes());
        write(
            "three.txt",
            PAGE.replace("quay", "tower and its").as_bytes(),
        );
        std::fs::remove_file(folder.path().join("one.txt")).expect("removed");
        let (found, _, gone) = scan(&questions, &answers);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((names, gone), (vec!["three.txt", "two.txt"], 1));
    }
}
