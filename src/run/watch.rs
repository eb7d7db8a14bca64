//! The watcher: a thread that sleeps until something changes in the library's folders, waits until that has settled, and says so. What it
//! was, the scan finds out.

use std::collections::BTreeSet;
use std::fs;
use std::path::{self, Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crossbeam_channel::{Receiver, Sender, unbounded};
use notify::event::{AccessKind, AccessMode};
use notify::{
    ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    recommended_watcher,
};

use crate::app::Message;
use crate::run::files;
use crate::run::signals::Incoming;

/// Changes are told when there was none for the first of these times, or when the second is over.
const SETTLED: (Duration, Duration) = (Duration::from_millis(200), Duration::from_millis(800));
/// A scan that took longer may have passed a file before that changed.
const LONG: Duration = Duration::from_secs(2);
/// The clock that files are stamped with ticks this slowly.
const TICK: Duration = Duration::from_millis(50);
/// How often folders are looked for that come and go at that very moment.
const TRIES: usize = 3;
/// Is each folder watched by itself? Elsewhere the system watches all below one.
const EACH: bool = cfg!(target_os = "linux");

/// What reaches the thread.
#[derive(Debug)]
pub enum Stir {
    /// A scan begins.
    Scan(SystemTime),
    /// It has ended: everything is to be watched from now on.
    Begin,
    /// Something has happened to the file or folder with this path.
    At(PathBuf),
    /// Something has happened, nobody knows where.
    Somewhere,
}

/// Starts the thread that watches `root` once it is told to. It ends with the program.
pub fn start(root: PathBuf, answers: Sender<Incoming>) -> Sender<Stir> {
    let (sender, stirs) = unbounded();
    // As events name it.
    let root = path::absolute(&root).unwrap_or(root);
    let mut watch = Watch {
        // Only when there is something to do: most of the cost of watching is in the beginning.
        watcher: None,
        root,
        watched: BTreeSet::new(),
        scanned: SystemTime::now(),
        told: None,
        answers,
    };
    let handler = sender.clone();
    thread::spawn(move || watch.serve(&stirs, &handler));
    sender
}

struct Watch {
    watcher: Option<RecommendedWatcher>,
    root: PathBuf,
    watched: BTreeSet<PathBuf>,
    /// When the latest scan began.
    scanned: SystemTime,
    /// What was told of troubles.
    told: Option<String>,
    answers: Sender<Incoming>,
}

impl Watch {
    fn serve(&mut self, stirs: &Receiver<Stir>, handler: &Sender<Stir>) {
        while let Ok(stir) = stirs.recv() {
            let is_seen = match stir {
                Stir::Scan(time) => {
                    self.scanned = time;
                    false
                }
                Stir::Begin => {
                    self.begin(handler);
                    self.is_late()
                }
                stir => self.gather(stir, stirs),
            };
            // Nobody listens any more when the program is ending.
            if is_seen && !self.tell(Message::Stirred) {
                break;
            }
        }
    }

    fn tell(&self, message: Message) -> bool {
        self.answers.send(Incoming::Message(message)).is_ok()
    }

    /// Watches everything, or says why not.
    fn begin(&mut self, handler: &Sender<Stir>) {
        if self.watcher.is_none() {
            let sender = handler.clone();
            let watcher = recommended_watcher(move |event| pass_on(event, &sender));
            self.watcher = watcher.map_err(|error| self.trouble(&error)).ok();
        }
        self.watch_all();
    }

    /// May the scan have missed something that came before everything was watched?
    fn is_late(&self) -> bool {
        let since = self.scanned.checked_sub(TICK).unwrap_or(self.scanned);
        let is_newer = |folder: &PathBuf| {
            let changed = fs::metadata(folder).and_then(|about| about.modified());
            changed.is_ok_and(|changed| changed >= since)
        };
        // Where the library itself has come, that is to be seen in the folder above it.
        let above = self.root.parent().map(Path::to_owned);
        self.scanned.elapsed().is_ok_and(|time| time > LONG)
            || self.watched.iter().chain(&above).any(is_newer)
    }

    /// Takes in what comes until it has settled; says whether any of it matters.
    fn gather(&mut self, first: Stir, stirs: &Receiver<Stir>) -> bool {
        let end = Instant::now() + SETTLED.1;
        let (mut matters, mut folders) = (false, false);
        let mut next = Some(first);
        while let Some(stir) = next {
            match stir {
                Stir::Scan(time) => self.scanned = time,
                Stir::Begin | Stir::Somewhere => (matters, folders) = (true, true),
                Stir::At(path) => {
                    let is_folder = self.is_folder(&path);
                    matters |= is_folder || self.is_capture(&path);
                    folders |= is_folder;
                }
            }
            next = stirs
                .recv_deadline(end.min(Instant::now() + SETTLED.0))
                .ok();
        }
        if folders {
            self.watch_all();
        }
        matters
    }

    fn is_capture(&self, path: &Path) -> bool {
        path.starts_with(&self.root) && !is_hidden(path) && files::is_candidate(path)
    }

    /// Is it a folder, or was it one, or does it change which folders matter? One that went or came is no longer watched by that name.
    fn is_folder(&mut self, path: &Path) -> bool {
        let known = self.watched.contains(path);
        if known {
            let is_below = |folder: &PathBuf| folder.starts_with(path);
            let gone = self.watched.extract_if(path.to_owned().., is_below);
            let gone: Vec<PathBuf> = gone.collect();
            for folder in gone {
                self.unwatch(&folder);
            }
        }
        let rules = path.ends_with(files::IGNORE) || self.root.starts_with(path);
        known
            || rules
            || (EACH && path.starts_with(&self.root) && !is_hidden(path) && path.is_dir())
    }

    fn unwatch(&mut self, folder: &Path) {
        if let Some(watcher) = &mut self.watcher {
            // It may have gone, and its watch with it.
            let _ = watcher.unwatch(folder);
        }
    }

    /// Watches the folders that there are, also where the library itself comes or goes meanwhile.
    fn watch_all(&mut self) {
        for _ in 0..TRIES {
            self.settle();
            if self.root.is_dir() == self.watched.contains(&self.root) {
                break;
            }
        }
    }

    /// Watches the folders that there are now. Where the library is gone, the nearest folder above it that there is: it may come back.
    fn settle(&mut self) {
        let is_there = self.root.is_dir();
        let found: BTreeSet<PathBuf> = if is_there && EACH {
            files::folders(&self.root).collect()
        } else {
            let nearest = self.root.ancestors().find(|folder| folder.is_dir());
            nearest.map(Path::to_owned).into_iter().collect()
        };
        let gone: Vec<PathBuf> = self.watched.difference(&found).cloned().collect();
        for folder in gone {
            self.watched.remove(&folder);
            self.unwatch(&folder);
        }
        let mode = if is_there && !EACH {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        for folder in found {
            let Some(watcher) = self.watcher.as_mut() else {
                return;
            };
            if self.watched.contains(&folder) {
                continue;
            }
            match watcher.watch(&folder, mode) {
                Ok(()) => {
                    self.watched.insert(folder);
                }
                Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
                    self.trouble(&error);
                    return;
                }
                // What has gone meanwhile is seen above; what cannot be opened is the scan's to tell.
                Err(_) => {}
            }
        }
        self.told = None;
    }

    /// Says once that not everything is watched.
    fn trouble(&mut self, error: &notify::Error) {
        let why = match &error.kind {
            ErrorKind::MaxFilesWatch => {
                "the system watches no more folders (fs.inotify.max_user_watches)".to_owned()
            }
            ErrorKind::Io(error) => files::reason(error),
            _ => error.to_string(),
        };
        let text = format!("Not all of the library is watched: {why}; R looks for new files");
        if self.told.as_ref() != Some(&text) {
            self.told = Some(text.clone());
            self.tell(Message::Trouble(text));
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    name.as_encoded_bytes().starts_with(b".")
}

/// Passes on what may have changed something; that a file was opened or read has not.
fn pass_on(event: notify::Result<Event>, stirs: &Sender<Stir>) {
    let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
    match event {
        Ok(event) if event.need_rescan() => drop(stirs.send(Stir::Somewhere)),
        Ok(event) if event.kind.is_access() && event.kind != written => {}
        Ok(event) => {
            for path in event.paths {
                // The thread lives as long as the program.
                let _ = stirs.send(Stir::At(path));
            }
        }
        Err(_) => drop(stirs.send(Stir::Somewhere)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longer than anything takes that happens at all, and than anything waits.
    const LATEST: Duration = Duration::from_secs(20);
    const NEVER: Duration = Duration::from_millis(500);

    struct World {
        folder: tempfile::TempDir,
        answers: Receiver<Incoming>,
        watch: Sender<Stir>,
    }

    impl World {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let (sender, answers) = unbounded();
            let watch = start(folder.path().join("saved"), sender);
            Self {
                folder,
                answers,
                watch,
            }
        }

        fn at(&self, name: &str) -> PathBuf {
            self.folder.path().join("saved").join(name)
        }

        fn write(&self, name: &str) {
            fs::write(self.at(name), "x").expect("a file");
        }

        fn make(&self, name: &str) {
            fs::create_dir_all(self.at(name)).expect("a folder");
        }

        fn is_stirred(&self, time: Duration) -> bool {
            match self.answers.recv_timeout(time) {
                Ok(Incoming::Message(Message::Stirred)) => true,
                Ok(other) => panic!("{other:?}"),
                Err(_) => false,
            }
        }

        /// What `happens` is told once, or not at all.
        fn check(&self, what: &str, is_told: bool, happens: impl FnOnce()) {
            happens();
            if is_told {
                assert!(self.is_stirred(LATEST), "{what}");
            }
            assert!(!self.is_stirred(NEVER), "{what}");
        }
    }

    #[test]
    fn what_may_change_the_library_is_told_once_when_it_has_settled() {
        let world = World::new();
        world.make("old");
        thread::sleep(TICK * 2);
        let begin = |scanned: SystemTime| {
            world.watch.send(Stir::Scan(scanned)).expect("a listener");
            world.watch.send(Stir::Begin).expect("a listener");
        };
        world.check("nothing new", false, || begin(SystemTime::now()));
        world.check("many files", true, || {
            (0..50).for_each(|n| world.write(&format!("old/{n}.txt")));
        });
        world.check("reading", false, || {
            assert_eq!(fs::read(world.at("old/1.txt")).expect("a file"), b"x");
            assert_eq!(files::captures(&world.at("")).count(), 50);
        });
        world.check("a picture", false, || world.write("old/a.png"));
        world.check("a hidden file", false, || world.write(".a.txt"));
        world.check("a new folder", true, || world.make("new/er"));
        world.check("a file in it", true, || world.write("new/er/a.html"));
        world.check("a folder renamed", true, || {
            fs::rename(world.at("new"), world.at("newer.2")).expect("renamed");
        });
        world.check("a file there", true, || world.write("newer.2/er/b.txt"));
        world.check("a file removed", true, || {
            fs::remove_file(world.at("old/2.txt")).expect("removed");
        });
        world.check("rules", true, || {
            fs::write(world.at(files::IGNORE), "old/\n").expect("a file");
        });
        world.check("where nobody looks", false, || world.write("old/9.txt"));
        world.check("all of it", true, || {
            fs::remove_dir_all(world.at("")).expect("removed");
        });
        world.check("beside it", false, || {
            fs::write(world.folder.path().join("other"), "").expect("a file");
        });
        world.check("it comes back", true, || world.make(""));
        world.check("a file in it again", true, || world.write("a.txt"));
        world.check("what came before it was watched", true, || {
            begin(SystemTime::now() - 2 * LONG);
        });
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let world = World::new();
        world.make("a");
        let elsewhere = world.folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).expect("a folder");
        std::os::unix::fs::symlink(world.at(""), world.at("a/circle")).expect("a link");
        std::os::unix::fs::symlink(&elsewhere, world.at("a/link")).expect("a link");
        thread::sleep(TICK * 2);
        world.check("nothing new", false, || {
            let now = SystemTime::now();
            world.watch.send(Stir::Scan(now)).expect("a listener");
            world.watch.send(Stir::Begin).expect("a listener");
        });
        world.check("by way of a link", true, || {
            fs::write(elsewhere.join("a.txt"), "x").expect("a file");
        });
    }
}
