//! A store whose file is deleted while it is open. All that it holds is there until the last connection ends, so it is written anew.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

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

/// How often a file that is deleted in the very moment is opened again. A disk that gives a file ever new numbers tells nothing.
const TRIES: usize = 100;

/// Opens the file, makes it where there is none, and lets `begin` have the connection; tells which file it is. At any time it may be
/// deleted, or another one take its place. The engine finds by its name what it keeps beside a file, when that is first looked into: until
/// then nobody puts another file in its place.
pub(super) fn open(
    path: &Path,
    begin: impl Fn(&Connection) -> Result<(), StoreError>,
) -> Result<(Connection, Option<Identity>), StoreError> {
    let open = |create| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
        Connection::open_with_flags(path, flags).map_err(|cause| StoreError::of_tables(path, cause))
    };
    let tries = if cfg!(unix) { TRIES } else { 0 };
    for _ in 0..tries {
        // Where folders know no locks nobody writes anew what was deleted.
        let together = folder(path).and_then(|it| it.lock_shared().map(|()| it));
        let Some(this) = identity(path) else {
            drop(together);
            let _alone = alone(path).ok();
            if identity(path).is_none() {
                remove_companions(path).map_err(|cause| StoreError::Read {
                    path: path.to_owned(),
                    cause,
                })?;
                begin(&open(OpenFlags::SQLITE_OPEN_CREATE)?)?;
            }
            continue;
        };
        let opened = open(OpenFlags::empty());
        let is_this = || identity(path) == Some(this);
        if !is_this() {
            continue;
        }
        match opened.and_then(|db| begin(&db).map(|()| db)) {
            Err(_) if !is_this() => {}
            opened => return Ok((opened?, Some(this))),
        }
    }
    let db = open(OpenFlags::SQLITE_OPEN_CREATE)?;
    begin(&db)?;
    Ok((db, None))
}

fn folder(path: &Path) -> io::Result<File> {
    File::open(path.parent().unwrap_or(Path::new(".")))
}

/// Only one connection of all threads and processes has this, while none is being opened. It ends with the handle.
fn alone(path: &Path) -> io::Result<File> {
    let folder = folder(path)?;
    folder.lock()?;
    Ok(folder)
}

/// Removes what a file that was deleted has left: it must not be taken for the next one's. Connections to what was deleted still have it.
fn remove_companions(path: &Path) -> io::Result<()> {
    COMPANIONS
        .iter()
        .try_for_each(|ending| absent(fs::remove_file(beside(path, ending))))
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
        let folder = self.path.parent().unwrap_or(Path::new("."));
        make_folder(folder).map_err(fail)?;
        let _alone = alone(&self.path).map_err(fail)?;
        if identity(&self.path).is_some() {
            return Ok(false);
        }
        remove_companions(&self.path).map_err(fail)?;
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
