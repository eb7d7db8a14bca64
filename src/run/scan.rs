//! The scan: brings the library's index up to date, and tells how far it is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use crate::app::Message;
use crate::app::message::{Failure, Scanned, Ticket};
use crate::run::files::Limit;
use crate::run::index::{Progress, Summary, index_shared};
use crate::run::library::{Shared, follow, lock};
use crate::run::memory::Sites;
use crate::run::signals::Incoming;
use crate::run::{Source, files};
use crate::store::StoreError;

/// Progress is told this often.
const OFTEN: Duration = Duration::from_millis(60);

/// Serves scans until nobody asks any more, with the store that `connect` gives; `over` is called after each.
pub fn serve<'a>(
    (source, sites, limit): (&Source, &Sites, Limit),
    connect: impl Fn() -> &'a Shared,
    (questions, answers): (&Receiver<Ticket>, &Sender<Incoming>),
    over: impl Fn(),
) {
    let tell = |message: Message| answers.send(Incoming::Message(message)).is_ok();
    while let Ok(ticket) = questions.recv() {
        let store = connect();
        let kept = AtomicUsize::new(0);
        let mut told: Option<Instant> = None;
        let watch = |progress: Progress| {
            // Nobody listens any more when the program is ending.
            if kept.swap(progress.kept, Ordering::Relaxed) < progress.kept {
                tell(Message::Indexed(ticket));
            }
            if progress.opened > 0 && told.is_none_or(|told| told.elapsed() > OFTEN) {
                told = Some(Instant::now());
                tell(Message::Progress(ticket, progress.opened, progress.done));
            }
        };
        let say = |note| {
            tell(Message::Trouble(note));
        };
        let is_read_only = follow(store, say).is_read_only();
        let scanned = if is_read_only {
            Ok(Summary::default())
        } else {
            index_shared(store.as_ref(), (source, sites, limit), watch)
        };
        let scanned = scanned.and_then(|summary| told_of(summary, source, store));
        let scanned = scanned.map(Box::new).map_err(|error| error.to_string());
        over();
        if !tell(Message::Scanned(ticket, scanned)) {
            break;
        }
    }
}

/// What to tell of a scan: files that could not be read in an earlier one are among the failures as long as they are there.
fn told_of(summary: Summary, source: &Source, store: &Shared) -> Result<Scanned, StoreError> {
    let root = source.root();
    let mut failures: Vec<Failure> = lock(store)
        .troubles()?
        .into_iter()
        .map(|(path, reason)| Failure {
            path: root.join(files::path_of(&path)),
            reason,
        })
        .collect();
    let closed = summary.failures.into_iter().map(|(path, reason)| Failure {
        path: root.join(path),
        reason,
    });
    for failure in closed {
        if failures.iter().all(|known| known.path != failure.path) {
            failures.push(failure);
        }
    }
    Ok(Scanned {
        read: summary.parsed,
        gone: summary.gone,
        failures,
        vanished: summary.vanished,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, Mutex};
    use std::thread;

    use crossbeam_channel::unbounded;

    use super::*;
    use crate::library::Order;
    use crate::store::Store;

    const PAGE: &str = "The quay is open again\n\nBy Ida Brandt\n\nThe quay of Ostermouth opened again on Monday, a week \
        after the storm had torn away the crane and the northern steps, the harbour master said.\n\nBoats may land there \
        from six in the morning, and the ferry will call twice a day until the end of the month, she said.\n";

    /// Runs one scan; gives what it tells at its end, by names of files.
    fn scan(
        questions: &Sender<Ticket>,
        answers: &Receiver<Incoming>,
    ) -> (usize, usize, Vec<String>) {
        questions.send(Ticket(1)).expect("a listener");
        loop {
            if let Incoming::Message(Message::Scanned(_, scanned)) = answers.recv().expect("one") {
                let scanned = scanned.expect("a scan");
                let name = |path: &Path| {
                    let name = path.file_name().unwrap_or_default();
                    name.to_string_lossy().into_owned()
                };
                let failed = scanned.failures.iter().map(|failure| name(&failure.path));
                return (scanned.read, scanned.gone, failed.collect());
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
        let store = Arc::new(Mutex::new(Store::in_memory().expect("memory")));
        let (questions, receiver) = unbounded();
        let (sender, answers) = unbounded();
        let shared = Arc::clone(&store);
        thread::spawn(move || {
            let library = (&source, &Sites::default(), Limit::default());
            serve(library, || &shared, (&receiver, &sender), || ());
        });

        let empty = vec!["empty.txt".to_owned()];
        assert_eq!(scan(&questions, &answers), (2, 0, empty.clone()));
        assert_eq!(scan(&questions, &answers), (0, 0, empty.clone()));
        write("two.txt", PAGE.replace("quay", "lantern").as_bytes());
        write(
            "three.txt",
            PAGE.replace("quay", "tower and its").as_bytes(),
        );
        std::fs::remove_file(folder.path().join("one.txt")).expect("removed");
        assert_eq!(scan(&questions, &answers), (2, 1, empty));
        let rows = lock(&store).first_rows(Order::Headline, 9).expect("rows");
        let files: Vec<String> = rows.iter().map(crate::library::Row::file_name).collect();
        assert_eq!(files, ["two.txt", "three.txt"]);
    }
}
