//! The saved articles as the application knows them: entries, the reader's marks on them, and how to find one by its file.
//! An article's id is its position here; ids never change while the program runs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::message::Found;
use crate::article::Place;
use crate::library::{Entry, Marks};

/// Position of an article on the shelf.
pub type Id = usize;

/// The entries, shared with workers without copying them.
pub type Shared = Arc<Vec<Arc<Entry>>>;

/// What is kept about an article across sessions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// Read, starred.
    pub marks: Marks,
    /// Where reading stopped.
    pub place: Place,
}

/// All saved articles.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    entries: Shared,
    /// Of each entry, its position in `kept`: the same article saved twice shares one.
    slots: Vec<usize>,
    kept: Vec<Kept>,
    gone: Vec<bool>,
    by_key: HashMap<String, usize>,
    by_path: HashMap<PathBuf, Id>,
}

impl Shelf {
    /// Puts an article on the shelf, in place of an earlier one from the same file. Says its id, and whether it is new.
    pub fn put(&mut self, found: Found) -> (Id, bool) {
        let key = found.entry.key.clone();
        let next = self.kept.len();
        let slot = *self.by_key.entry(key).or_insert(next);
        if slot == next {
            self.kept.push(found.kept);
        }
        if let Some(&id) = self.by_path.get(&found.entry.path) {
            if let (Some(entry), Some(at), Some(gone)) = (
                Arc::make_mut(&mut self.entries).get_mut(id),
                self.slots.get_mut(id),
                self.gone.get_mut(id),
            ) {
                *entry = found.entry;
                *at = slot;
                *gone = false;
            }
            return (id, false);
        }
        let id = self.entries.len();
        self.by_path.insert(found.entry.path.clone(), id);
        Arc::make_mut(&mut self.entries).push(found.entry);
        self.slots.push(slot);
        self.gone.push(false);
        (id, true)
    }

    /// The file is no longer there.
    pub fn remove(&mut self, path: &Path) {
        if let Some(gone) = self.by_path.get(path).and_then(|&id| self.gone.get_mut(id)) {
            *gone = true;
        }
    }

    /// The entries, for a worker.
    pub fn shared(&self) -> Shared {
        Arc::clone(&self.entries)
    }

    /// The entry of `id`.
    pub fn entry(&self, id: Id) -> Option<&Entry> {
        self.entries.get(id).map(AsRef::as_ref)
    }

    /// Has its file been taken away?
    pub fn is_gone(&self, id: Id) -> bool {
        self.gone.get(id).copied().unwrap_or(true)
    }

    /// What is kept about `id`.
    pub fn kept(&self, id: Id) -> Kept {
        self.slots
            .get(id)
            .and_then(|&slot| self.kept.get(slot))
            .copied()
            .unwrap_or_default()
    }

    /// Changes what is kept about `id`; gives the key to keep it under when that changed anything.
    pub fn keep(&mut self, id: Id, kept: Kept) -> Option<String> {
        let slot = *self.slots.get(id)?;
        let old = self.kept.get_mut(slot)?;
        if *old == kept {
            return None;
        }
        *old = kept;
        self.entries.get(id).map(|entry| entry.key.clone())
    }

    /// Number of articles, those gone not counted.
    pub fn len(&self) -> usize {
        self.gone.iter().filter(|gone| !**gone).count()
    }

    /// Nothing on it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
