//! The reader's marks on disk: read once at the start, each change appended by a thread of its own, so that nobody waits for the disk.

use std::collections::HashMap;
use std::path::Path;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Sender, unbounded};

use crate::app::Message;
use crate::app::shelf::Kept;
use crate::article::Lesson;
use crate::run::signals::Incoming;
use crate::store::memory::{self, LESSONS};
use crate::store::{Journal, State, StoreError};

/// What was kept in earlier sessions, by the article's key.
pub type Marks = HashMap<String, Kept>;

/// The journal's name in the data folder.
const JOURNAL: &str = "marks.journal";

/// What was kept in earlier sessions: the marks, and what the reader said of sites.
pub type Past = (Marks, Vec<Lesson>);

/// What is to be kept.
enum Change {
    Marks(String, Kept),
    Lesson(Lesson),
}

/// The thread that writes. Dropping it waits until all is written.
#[derive(Debug, Default)]
pub struct Keeper {
    changes: Option<Sender<Change>>,
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
    /// Opens the journals in `folder`, and starts the thread; trouble in writing is told to `sender`.
    ///
    /// # Errors
    /// A journal cannot be opened.
    pub fn open(folder: &Path, sender: &Sender<Incoming>) -> Result<(Self, Past), StoreError> {
        let (marks, states) = Journal::<State>::open(folder.join(JOURNAL))?;
        let (lessons, taught) = Journal::<Lesson>::open(folder.join(LESSONS))?;
        let tell = |text: String| {
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Incoming::Message(Message::Trouble(text)));
        };
        for (damaged, whose) in [
            (marks.damaged(), "your marks"),
            (lessons.damaged(), "what you kept and dropped"),
        ] {
            if damaged > 0 {
                tell(format!(
                    "{damaged} damaged lines among {whose} were passed over"
                ));
            }
        }
        for trouble in marks.trouble().into_iter().chain(lessons.trouble()) {
            tell(trouble.to_string());
        }
        let (changes, receiver) = unbounded();
        let sender = sender.clone();
        let thread = thread::spawn(move || {
            while let Ok(change) = receiver.recv() {
                let kept = match change {
                    Change::Marks(key, kept) => marks.append(&key, &state(kept)),
                    Change::Lesson(lesson) => lessons.append(&memory::key(&lesson), &lesson),
                };
                if let Err(error) = kept {
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
        Ok((keeper, (marks, taught.into_values().collect())))
    }

    /// Keeps marks and place of the article with this key.
    pub fn keep(&self, key: String, kept: Kept) {
        if let Some(changes) = &self.changes {
            // The thread lives as long as `changes`.
            let _ = changes.send(Change::Marks(key, kept));
        }
    }

    /// Keeps what the reader said of a site.
    pub fn keep_lesson(&self, lesson: Lesson) {
        if let Some(changes) = &self.changes {
            // The thread lives as long as `changes`.
            let _ = changes.send(Change::Lesson(lesson));
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
    use crate::article::{Choice, Place};
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
        let (keeper, (marks, lessons)) = Keeper::open(folder.path(), &sender).expect("a journal");
        assert!(marks.is_empty() && lessons.is_empty());
        let lesson = Lesson {
            site: "courier.example".to_owned(),
            line: u64::MAX,
            choice: Some(Choice::Drop),
            witnesses: vec![7],
        };
        keeper.keep_lesson(lesson.clone());
        keeper.keep("0123456789abcdef".to_owned(), kept);
        drop(keeper);
        let (_, (marks, lessons)) = Keeper::open(folder.path(), &sender).expect("a journal");
        assert_eq!(marks.get("0123456789abcdef"), Some(&kept));
        assert_eq!(lessons, [lesson]);
        assert!(receiver.is_empty(), "no trouble");
    }
}
