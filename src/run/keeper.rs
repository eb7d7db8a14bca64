//! The reader's marks on disk: read once at the start, each change appended by a thread of its own, so that nobody waits for the disk.

use std::collections::HashMap;
use std::path::Path;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Sender, unbounded};

use crate::app::Message;
use crate::app::shelf::Kept;
use crate::run::signals::Incoming;
use crate::store::{Journal, State, StoreError};

/// What was kept in earlier sessions, by the article's key.
pub type Marks = HashMap<String, Kept>;

/// The journal's name in the data folder.
const JOURNAL: &str = "marks.journal";

/// The thread that writes. Dropping it waits until all is written.
#[derive(Debug, Default)]
pub struct Keeper {
    changes: Option<Sender<(String, Kept)>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.changes = None;
        if let Some(thread) = self.thread.take() {
            // It has nothing to say; a panic in it was reported where it happened.
            let _ = thread.join();
        }
    }
}

impl Keeper {
    /// Opens the journal in `folder`, and starts the thread; trouble in writing is told to `sender`.
    ///
    /// # Errors
    /// The journal cannot be opened.
    pub fn open(folder: &Path, sender: &Sender<Incoming>) -> Result<(Self, Marks), StoreError> {
        let (journal, states) = Journal::open(folder.join(JOURNAL))?;
        let tell = |text: String| {
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Incoming::Message(Message::Trouble(text)));
        };
        if journal.damaged() > 0 {
            tell(format!(
                "{} damaged lines among your marks were passed over",
                journal.damaged()
            ));
        }
        if let Some(trouble) = journal.trouble() {
            tell(trouble.to_string());
        }
        let (changes, receiver) = unbounded::<(String, Kept)>();
        let sender = sender.clone();
        let thread = thread::spawn(move || {
            while let Ok((key, kept)) = receiver.recv() {
                if let Err(error) = journal.append(&key, &state(kept)) {
                    let _ = sender.send(Incoming::Message(Message::Trouble(error.to_string())));
                }
            }
        });
        let marks = states
            .into_iter()
            .map(|(key, state)| {
                let kept = Kept {
                    marks: state.marks(),
                    place: state.place,
                };
                (key, kept)
            })
            .collect();
        let keeper = Self {
            changes: Some(changes),
            thread: Some(thread),
        };
        Ok((keeper, marks))
    }

    /// Keeps marks and place of the article with this key.
    pub fn keep(&self, key: String, kept: Kept) {
        if let Some(changes) = &self.changes {
            // The thread lives as long as `changes`.
            let _ = changes.send((key, kept));
        }
    }
}

fn state(kept: Kept) -> State {
    State {
        read: kept.marks.read,
        starred: kept.marks.starred,
        place: kept.place,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Place;
    use crate::library::Marks as Flags;

    #[test]
    fn what_is_kept_is_there_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let (sender, receiver) = unbounded();
        let kept = Kept {
            marks: Flags {
                read: true,
                starred: false,
            },
            place: Place { block: 3, byte: 14 },
        };
        let (keeper, marks) = Keeper::open(folder.path(), &sender).expect("a journal");
        assert!(marks.is_empty());
        keeper.keep("0123456789abcdef".to_owned(), kept);
        drop(keeper);
        let (_, marks) = Keeper::open(folder.path(), &sender).expect("a journal");
        assert_eq!(marks.get("0123456789abcdef"), Some(&kept));
        assert!(receiver.is_empty(), "no trouble");
    }
}
