//! The scan: brings the library's index up to date, and tells how far it is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender};

use crate::app::Message;
use crate::app::message::{Failure, Scanned, Ticket};
use crate::run::index::{Progress, Summary, index_shared};
use crate::run::library::{Shared, lock};
use crate::run::memory::Sites;
use crate::run::signals::Incoming;
use crate::run::{Source, files};
use crate::store::StoreError;

/// Progress is told this often.
const OFTEN: Duration = Duration::from_millis(60);

/// Serves scans until nobody asks any more.
pub fn serve(
    (source, sites): (&Source, &Sites),
    store: &Shared,
    questions: &Receiver<Ticket>,
    answers: &Sender<Incoming>,
) {
    let tell = |message: Message| answers.send(Incoming::Message(message)).is_ok();
    while let Ok(ticket) = questions.recv() {
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
        let scanned = if lock(store).is_read_only() {
            Ok(Summary::default())
        } else {
            index_shared(store.as_ref(), (source, sites), watch)
        };
        let scanned = scanned.and_then(|summary| told_of(summary, source, store));
        let scanned = scanned.map(Box::new).map_err(|error| error.to_string());
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
    })
}
