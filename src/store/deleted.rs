//! A store whose file is deleted while it is open. All that it holds is there until the last connection ends, so it is written anew.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::damage::{COMPANIONS, read_all};
use super::error::StoreError;
use super::opening::Store;
use super::placing::{beside, make_folder, rename};

/// What tells a file from another one that has its name later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

/// The identity of the file with this name; `None` where there is none, or where open files cannot be deleted.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let about = fs::metadata(path).ok()?;
    Some(Identity(about.dev(), about.ino()))
}

/// The identity of the file with this name; `None` where there is none, or where open files cannot be deleted.
#[cfg(not(unix))]
pub(super) fn identity(_path: &Path) -> Option<Identity> {
    None
}

impl Store {
    /// Makes sure that this is the file that has its name: one that was deleted is written anew, one that another connection has written
    /// anew is opened. Gives what to tell, for the one who wrote it.
    ///
    /// # Errors
    /// It cannot be written, or not be opened.
    pub fn follow_file(&mut self) -> Result<Option<String>, StoreError> {
        let now = identity(&self.path);
        if self.identity.is_none() || now == self.identity || self.is_read_only() {
            return Ok(None);
        }
        let mut note = None;
        if now.is_none() && self.write_anew()? {
            note = Some(format!(
                "Your marks were deleted while they were open: written anew, nothing is lost ({})",
                self.path.display()
            ));
        }
        let mut new = Self::open_file(&self.path, self.purpose)?.store;
        self.pass_on(&mut new)?;
        *self = new;
        Ok(note)
    }

    /// What was written here after another connection had begun to write the new file is merged into that.
    fn pass_on(&self, new: &mut Self) -> Result<(), StoreError> {
        let path = new.path.clone();
        let fail = |cause| StoreError::of(&path, cause);
        let tx = new.write().map_err(fail)?;
        read_all(&self.db, |register| register.merge(&tx).map(|_| ())).map_err(fail)?;
        tx.commit().map_err(fail)
    }

    /// Writes the file anew, unless another connection was faster; says which.
    fn write_anew(&self) -> Result<bool, StoreError> {
        let fail = |cause: io::Error| StoreError::Anew {
            path: self.path.clone(),
            cause,
        };
        // Only one connection of all threads and processes does this. The lock ends with the handle.
        let folder = self.path.parent().unwrap_or(Path::new("."));
        make_folder(folder).map_err(fail)?;
        let folder = File::open(folder).map_err(fail)?;
        folder.lock().map_err(fail)?;
        if identity(&self.path).is_some() {
            return Ok(false);
        }
        // What was deleted only in part must not be taken for the new file's.
        for ending in COMPANIONS {
            absent(fs::remove_file(beside(&self.path, ending))).map_err(fail)?;
        }
        let new = beside(&self.path, ".new");
        absent(fs::remove_file(&new)).map_err(fail)?;
        self.db
            .execute("VACUUM INTO ?1", [new.to_string_lossy()])
            .map_err(|cause| StoreError::of(&self.path, cause))?;
        let placed = File::open(&new)
            .and_then(|file| file.sync_all())
            .and_then(|()| rename(&new, &self.path));
        placed.map(|()| true).map_err(fail)
    }
}

fn absent(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
