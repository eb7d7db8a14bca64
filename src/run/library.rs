//! The library's store, and how the threads come by it: a connection for each where it is a file, one for all where it is in memory.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::run::Source;
use crate::store::{Purpose, Store, StoreError};

/// A connection to the store, shared by threads where there is but one.
pub type Shared = Arc<Mutex<Store>>;

/// Takes a shared connection; what a panic left half done is rolled back by the store itself.
pub fn lock(store: &Shared) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes a shared connection, to the file that has the store's name now; `tell` says so where that had been deleted.
pub fn follow(store: &Shared, tell: impl FnOnce(String)) -> MutexGuard<'_, Store> {
    let mut store = lock(store);
    match store.follow_file() {
        Ok(None) => {}
        Ok(Some(note)) => tell(note),
        Err(error) => tell(error.to_string()),
    }
    store
}

/// An open library.
#[derive(Debug, Clone)]
pub struct Library {
    /// The connection of the thread that opened it.
    pub store: Shared,
    /// The store's file.
    file: Option<PathBuf>,
}

impl Library {
    /// Opens the library of `source`; gives what to tell the reader besides. What is no folder of the reader's own has a store in memory, and
    /// so has a folder whose store cannot be opened, so that reading goes on.
    ///
    /// # Errors
    /// There is no memory for a store.
    pub fn open(source: &Source, data: Option<&Path>) -> Result<(Self, Vec<String>), StoreError> {
        let mut notes = Vec::new();
        if let (Source::Folder(folder), Some(data)) = (source, data) {
            match Store::open(data, folder, Purpose::Reader) {
                Ok(opened) => {
                    notes = opened.notes;
                    let file = Some(opened.store.path().to_owned());
                    let store = Arc::new(Mutex::new(opened.store));
                    return Ok((Self { store, file }, notes));
                }
                Err(error) => notes.push(format!(
                    "{error}; the library is read anew, and marks last for this session only"
                )),
            }
        }
        let store = Arc::new(Mutex::new(Store::in_memory()?));
        Ok((Self { store, file: None }, notes))
    }

    /// Asks the store; where it turns out to be damaged, that is told, it is set aside, and the new one is asked.
    ///
    /// # Errors
    /// The store cannot be read, nor a new one be made.
    pub fn ask<T>(
        &mut self,
        notes: &mut Vec<String>,
        question: impl Fn(&Store) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let answer = question(&lock(&self.store));
        let (Err(StoreError::Damaged { .. }), Some(file)) = (&answer, &self.file) else {
            return answer;
        };
        let repaired = Store::repair(file, Purpose::Reader)?;
        notes.extend(repaired.notes);
        self.store = Arc::new(Mutex::new(repaired.store));
        question(&lock(&self.store))
    }

    /// A connection for another thread; the one that there is where no other can be had.
    pub fn connect(&self, purpose: Purpose) -> Shared {
        // One that was deleted meanwhile is not made anew here: the connection that there is still has all of it.
        let file = self.file.as_deref();
        let opened = file.and_then(|file| Store::open_again(file, purpose).ok());
        opened.map_or_else(
            || Arc::clone(&self.store),
            |store| Arc::new(Mutex::new(store)),
        )
    }
}
