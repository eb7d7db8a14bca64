//! The file that has a store's name: it is made where there is none, and may be deleted while it is open. All that it holds is there until the
//! last connection ends, so it is written anew.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Instant;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::damage::{COMPANIONS, read_all};
use super::error::StoreError;
use super::opening::{PATIENCE, Store};
use super::placing::{beside, folder, make_folder, rename};

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

/// What is done where there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is made.
    Make,
    /// That is an error.
    Refuse,
}

/// How often a file may have become another one while it was opened: a disk that gives a file ever new numbers tells nothing.
const TRIES: usize = 100;

/// Opens the file, or makes it, and lets `begin` have the connection; tells which file it is. At any time it may be deleted, or another one
/// take its place. The engine finds by its name what it keeps beside a file, when that is first looked into: until
/// then nobody puts another file in its place.
pub(super) fn open(
    path: &Path,
    missing: Missing,
    begin: impl Fn(&Connection) -> Result<(), StoreError>,
) -> Result<(Connection, Option<Identity>), StoreError> {
    let open = |name: &Path, create| {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | create;
        Connection::open_with_flags(name, flags).map_err(|cause| StoreError::of_tables(path, cause))
    };
    let make = |name: &Path| begin(&open(name, OpenFlags::SQLITE_OPEN_CREATE)?);
    let create = match missing {
        Missing::Make => OpenFlags::SQLITE_OPEN_CREATE,
        Missing::Refuse => OpenFlags::empty(),
    };
    let mut tries = if cfg!(unix) { TRIES } else { 0 };
    let start = Instant::now();
    while tries > 0 {
        // Where folders know no locks nobody writes anew what was deleted.
        let together = open_folder(path).and_then(|it| it.lock_shared().map(|()| it));
        let Some(this) = identity(path) else {
            if missing == Missing::Refuse {
                break;
            }
            drop(together);
            if start.elapsed() > PATIENCE {
                let again = io::Error::other("it is deleted again and again");
                return Err(unmade(path, again));
            }
            make_missing(path, make)?;
            continue;
        };
        let opened = open(path, OpenFlags::empty());
        let is_this = || identity(path) == Some(this);
        if is_this() {
            match opened.and_then(|db| begin(&db).map(|()| db)) {
                Err(_) if !is_this() => {}
                opened => return Ok((opened?, Some(this))),
            }
        }
        if identity(path).is_some() {
            tries -= 1;
        }
    }
    let db = open(path, create)?;
    begin(&db)?;
    Ok((db, None))
}

/// Makes a file that was not there, unless another connection is faster.
fn make_missing(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let fail = |cause| unmade(path, cause);
    let alone = alone(path);
    if identity(path).is_some() {
        return Ok(());
    }
    // A link that leads nowhere stays one.
    if alone.is_ok() && fs::symlink_metadata(path).is_err() {
        return place(path, make, fail);
    }
    remove_companions(path).map_err(fail)?;
    make(path)
}

fn unmade(path: &Path, cause: io::Error) -> StoreError {
    let path = path.to_owned();
    StoreError::Make { path, cause }
}

fn open_folder(path: &Path) -> io::Result<File> {
    File::open(folder(path))
}

/// Only one connection of all threads and processes has this, while none is being opened. It ends with the handle.
fn alone(path: &Path) -> io::Result<File> {
    let folder = open_folder(path)?;
    folder.lock()?;
    Ok(folder)
}

/// Lets `write` make a file under another name and then gives it its own, for one who is [`alone`]: half of one never has that name.
fn place(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), StoreError>,
    fail: impl Fn(io::Error) -> StoreError,
) -> Result<(), StoreError> {
    let new = beside(path, ".new");
    let clear = || absent(fs::remove_file(&new)).and_then(|()| remove_companions(&new));
    // What a file that was deleted has left must not be taken for the next one's. Connections to what was deleted still have it.
    remove_companions(path)
        .and_then(|()| clear())
        .map_err(&fail)?;
    let placed = write(&new).and_then(|()| {
        // The engine does not say that it could not bring all into the file when that was closed, but then its log stays.
        if COMPANIONS
            .iter()
            .any(|ending| beside(&new, ending).exists())
        {
            return Err(fail(io::Error::other("it was not written as a whole")));
        }
        let synced = File::open(&new).and_then(|file| file.sync_all());
        synced.and_then(|()| rename(&new, path)).map_err(&fail)
    });
    if placed.is_err() {
        // It takes room, which may be what is wrong.
        let _ = clear();
    }
    placed
}

fn remove_companions(path: &Path) -> io::Result<()> {
    COMPANIONS
        .iter()
        .try_for_each(|ending| absent(fs::remove_file(beside(path, ending))))
}

impl Drop for Store {
    /// With the last connection the engine removes, by its name, what it keeps beside the file: as in [`open`], another one's must not be there.
    /// Nobody waits for that, who may wait in vain.
    fn drop(&mut self) {
        if self.identity.is_some() {
            let folder = open_folder(&self.path).ok();
            self.end = folder.filter(|folder| folder.try_lock_shared().is_ok());
        }
    }
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
        make_folder(folder(&self.path)).map_err(fail)?;
        let _alone = alone(&self.path).map_err(fail)?;
        if identity(&self.path).is_some() {
            return Ok(false);
        }
        let write = |new: &Path| {
            // A name is bytes, and need not be UTF-8.
            let name = ValueRef::Text(new.as_os_str().as_encoded_bytes());
            let into = self
                .db
                .execute("VACUUM INTO ?1", [ToSqlOutput::Borrowed(name)]);
            into.map(|_| ())
                .map_err(|cause| StoreError::of(&self.path, cause))
        };
        place(&self.path, write, fail)?;
        Ok(true)
    }
}

fn absent(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
