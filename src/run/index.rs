//! Making the index of a library: walks it, reads and parses on all cores what is new or changed, and puts it into the store from one
//! thread.

use std::borrow::BorrowMut;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};

use crate::library::ask::Format;
use crate::library::fnv_1a;
use crate::parser::memory::Memory;
use crate::run::Source;
use crate::run::files::{self, Limit, Unreadable};
use crate::run::memory::Sites;
use crate::store::{Content, FoundFiles, KnownFiles, Prepared, Put, Seen, Store, StoreError};

/// Files that are put into the store at once: so many, or what has come in a time that grows from the first to the second. Something
/// is to be seen soon; later, few large pieces cost less than many small ones.
const LARGEST_BATCH: usize = 1_000;
const PATIENCE: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(4));
/// From so many files on, all of the index is tidied, if they are a quarter of it.
const MANY: usize = 1_000;
/// Files parsed that wait to be put in.
const WAITING: usize = 256;
/// A file that was changed within this time before the scan may change again without its time changing.
const FRESH: Duration = Duration::from_secs(2);

/// How far the work is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files found so far.
    pub found: usize,
    /// Of those found, the ones that had to be opened.
    pub opened: usize,
    /// Of those opened, the ones that are done.
    pub done: usize,
    /// Of those done, the ones that are in the store.
    pub kept: usize,
    /// When all are: how many of the new articles have been compared with the others, and how many there are.
    pub compared: (usize, usize),
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files found.
    pub found: usize,
    /// Files parsed.
    pub parsed: usize,
    /// Files whose content was known.
    pub same: usize,
    /// Files that have gone.
    pub gone: usize,
    /// The folder is empty or gone though files of it are known. They still are, for its disk may only not be there.
    pub vanished: bool,
    /// Files without an article, and why. What only was found and is no saved page is not among them.
    pub failures: Vec<(PathBuf, String)>,
}

/// What comes back from the walk and the helpers.
enum Step {
    /// A file to be put in.
    Read(Box<Put>),
    /// A folder that cannot be read.
    Closed(PathBuf, String),
}

/// Brings the index of the library in `folder` up to date, and tells `watch` how far it is. Files that are as the index knows them by size and
/// time are not opened. What is learned of sites is kept in `data`.
///
/// # Errors
/// The store cannot be read or written. Files that cannot be read are failures in the summary.
pub fn index(
    store: &mut Store,
    (data, folder): (&Path, &Path),
    limit: Limit,
    watch: impl FnMut(Progress),
) -> Result<Summary, StoreError> {
    let sites = Sites::new(Some(data.to_owned()), Vec::new());
    let source = Source::Folder(folder.to_owned());
    index_shared(&Mutex::new(store), (&source, &sites, limit), watch)
}

/// The same for any source, with a store that others use meanwhile: it is taken for each batch alone.
///
/// # Errors
/// As [`index`].
pub fn index_shared<S: BorrowMut<Store>>(
    store: &Mutex<S>,
    (source, sites, limit): (&Source, &Sites, Limit),
    mut watch: impl FnMut(Progress),
) -> Result<Summary, StoreError> {
    let known = with(store, Store::known_files)?;
    // It may come back while nothing is found in it.
    let was_bare = source.is_bare();
    let helpers = thread::available_parallelism().map_or(1, usize::from);
    let work = Work {
        source,
        root: source.root(),
        known: &known,
        sites,
        limit,
        began: SystemTime::now(),
        found: AtomicUsize::new(0),
        opened: AtomicUsize::new(0),
    };
    let outcome = thread::scope(|scope| {
        // The walk waits for nobody, so that it is soon known how much there is to do.
        let (ask, paths) = unbounded();
        let (tell, steps) = bounded(WAITING);
        let work = &work;
        let answers = tell.clone();
        let walk = scope.spawn(move || work.walk(&ask, &answers));
        for _ in 0..helpers {
            let (paths, tell) = (paths.clone(), tell.clone());
            scope.spawn(move || work.read_all(&paths, &tell));
        }
        drop((tell, paths));
        let summary = put_all(store, work, &steps, &mut watch);
        // Where the store fails nobody takes steps any more, and all others end.
        drop(steps);
        let found = walk.join().unwrap_or_default();
        summary.map(|summary| (summary, found))
    });
    let ((mut summary, progress), found) = outcome?;
    // A folder that could not be read may hold what is known: nothing is taken out then.
    let is_bare = was_bare || source.is_bare();
    summary.vanished = found.files.is_empty() && !known.is_empty() && is_bare;
    if !found.closed && !summary.vanished {
        summary.gone = with(store, |store| store.take_out_all_but(&known, &found.files))?;
    }
    if summary.parsed > 0 {
        let many = summary.parsed >= MANY && summary.parsed * 4 >= summary.found;
        with(store, |store| store.tidy(many))?;
    }
    with(store, |store| {
        store.group(|done, all| {
            let compared = (done, all);
            watch(Progress {
                compared,
                ..progress
            });
        })
    })?;
    sites.keep();
    Ok(summary)
}

/// Takes the store for a while.
fn with<S: BorrowMut<Store>, T>(store: &Mutex<S>, work: impl FnOnce(&mut Store) -> T) -> T {
    let mut store = store.lock().unwrap_or_else(PoisonError::into_inner);
    work((*store).borrow_mut())
}

/// Puts what comes into the store, in batches.
fn put_all<S: BorrowMut<Store>>(
    store: &Mutex<S>,
    walk: &Work,
    steps: &Receiver<Step>,
    watch: &mut impl FnMut(Progress),
) -> Result<(Summary, Progress), StoreError> {
    let mut summary = Summary::default();
    let mut progress = Progress::default();
    let mut batch: Vec<Put> = Vec::new();
    let (mut begun, mut patience) = (Instant::now(), PATIENCE.0);
    for step in steps {
        match step {
            Step::Closed(path, reason) => summary.failures.push((path, reason)),
            Step::Read(put) => {
                progress.done += 1;
                match &put.content {
                    Content::Article(_) => summary.parsed += 1,
                    Content::Same | Content::Copy => summary.same += 1,
                    Content::None(why) if !why.is_empty() => {
                        summary
                            .failures
                            .push((files::path_of(&put.path), why.clone()));
                    }
                    Content::None(_) => {}
                }
                if batch.is_empty() {
                    begun = Instant::now();
                }
                batch.push(*put);
                if batch.len() >= LARGEST_BATCH || begun.elapsed() > patience {
                    with(store, |store| store.put(&batch))?;
                    progress.kept = progress.done;
                    batch.clear();
                    patience = PATIENCE.1.min(patience * 2);
                }
            }
        }
        (progress.found, progress.opened) = walk.counts();
        watch(progress);
    }
    with(store, |store| store.put(&batch))?;
    progress.kept = progress.done;
    (progress.found, progress.opened) = walk.counts();
    summary.found = progress.found;
    watch(progress);
    Ok((summary, progress))
}

/// What a walk has found.
#[derive(Debug, Default)]
struct Walked {
    files: FoundFiles,
    /// Something could not be looked into.
    closed: bool,
}

/// What all threads share.
struct Work<'a> {
    source: &'a Source,
    root: &'a Path,
    known: &'a KnownFiles,
    sites: &'a Sites,
    limit: Limit,
    began: SystemTime,
    /// Files found so far, and of those the ones that have to be opened.
    found: AtomicUsize,
    opened: AtomicUsize,
}

impl Work<'_> {
    fn counts(&self) -> (usize, usize) {
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        (count(&self.found), count(&self.opened))
    }

    /// Walks the library, and asks for what has to be read.
    fn walk(&self, ask: &Sender<(PathBuf, Seen)>, tell: &Sender<Step>) -> Walked {
        let mut walked = Walked::default();
        for path in self.source.captures() {
            let path = match path {
                Ok(path) => path,
                Err((path, reason)) => {
                    walked.closed = true;
                    if tell.send(Step::Closed(path, reason)).is_err() {
                        break;
                    }
                    continue;
                }
            };
            let Some(seen) = self.seen(&path) else {
                // It went while we walked.
                continue;
            };
            self.found.fetch_add(1, Ordering::Relaxed);
            let name = self.name(&path);
            walked.files.add(self.known, &name);
            if !self.known.is_current(&name, seen) {
                self.opened.fetch_add(1, Ordering::Relaxed);
                if ask.send((path, seen)).is_err() {
                    break;
                }
            }
        }
        walked
    }

    /// A path as the index has it.
    fn name(&self, path: &Path) -> Vec<u8> {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        below.as_os_str().as_encoded_bytes().to_vec()
    }

    fn read_all(&self, paths: &Receiver<(PathBuf, Seen)>, tell: &Sender<Step>) {
        for (path, seen) in paths {
            let put = self.read(&path, seen);
            if tell.send(Step::Read(Box::new(put))).is_err() {
                break;
            }
        }
    }

    fn read(&self, path: &Path, seen: Seen) -> Put {
        let name = self.name(path);
        let (hash, content) = match self.source.content(path, self.limit) {
            Ok(bytes) => {
                let hash = fnv_1a(bytes.bytes.iter().copied());
                (
                    Some(hash),
                    self.content((path, &name), (&bytes, hash), seen),
                )
            }
            Err(error) => (None, Content::None(error.to_string())),
        };
        Put {
            // What cannot be opened may open next time without having changed.
            fresh: hash.is_none() || self.is_fresh(seen),
            hash: hash.unwrap_or_default(),
            path: name,
            seen,
            content,
        }
    }

    fn content(
        &self,
        (path, name): (&Path, &[u8]),
        (bytes, hash): (&files::Content, u64),
        seen: Seen,
    ) -> Content {
        if self.known.is_same(name, hash, seen.size) {
            return Content::Same;
        }
        if self.known.is_known(hash, seen.size) {
            return Content::Copy;
        }
        // What is indexed is of the page alone: what is learned of its site must not change it.
        let parsed = bytes.parse(path, |document| Memory::default().recall(document));
        match parsed {
            Err(Unreadable::NoPage(_)) => Content::None(String::new()),
            Err(error) => Content::None(error.to_string()),
            Ok(page) if page.article.body.is_empty() && page.article.headline.is_none() => {
                Content::None(page.notes.join("; "))
            }
            Ok(page) => {
                self.sites.learn(&page);
                let prepared = Prepared::new(path, &page.article, format(path));
                let prepared = prepared.with_notes(&page.notes);
                Content::Article(Box::new(prepared))
            }
        }
    }

    /// What is to be seen of a file without opening it; samples never change.
    fn seen(&self, path: &Path) -> Option<Seen> {
        if *self.source == Source::Samples {
            return Some(Seen { size: 0, mtime: 0 });
        }
        seen(path)
    }

    fn is_fresh(&self, seen: Seen) -> bool {
        let began = nanoseconds(self.began).unwrap_or(i64::MAX);
        let fresh = i64::try_from(FRESH.as_nanos()).unwrap_or_default();
        seen.mtime > began.saturating_sub(fresh)
    }
}

/// What is to be seen of a file without opening it.
fn seen(path: &Path) -> Option<Seen> {
    let about = fs::metadata(path).ok()?;
    Some(Seen {
        size: about.len(),
        mtime: about
            .modified()
            .ok()
            .and_then(nanoseconds)
            .unwrap_or_default(),
    })
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_nanos()).ok()
}

fn format(path: &Path) -> Format {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    match extension.to_lowercase().as_str() {
        "html" | "htm" | "xhtml" => Format::Html,
        "md" | "markdown" => Format::Markdown,
        _ => Format::Text,
    }
}
