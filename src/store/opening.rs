//! Opening a store: its file's name, its settings, and what is done where something is wrong with it.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{self, Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _};

use super::corpus::Corpus;
use super::deleted::{self, Identity, Missing};
use super::error::StoreError;
use super::near::Headlines;
use super::patience::within;
use super::schema::{drop_index, make_index, migrate, version};
use super::{copy, damage, placing, takeover};
use crate::library::fnv_1a;

/// How long to wait for another process.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Asking, and keeping what the reader does: on the disk when a call returns.
    Reader,
    /// Making the index: what was put last may be lost with the power, for it is made again.
    Indexer,
}

/// The store of one library: a connection to its file. Several may be open at once, in several threads and processes.
#[derive(Debug)]
pub struct Store {
    pub(super) db: Connection,
    pub(super) path: PathBuf,
    pub(super) device: String,
    pub(super) session: String,
    /// Headlines in memory, for searches that take letters for words.
    pub(super) headlines: RefCell<Headlines>,
    /// Numbers about the library in memory, for finding related articles.
    pub(super) corpus: RefCell<Corpus>,
    read_only: bool,
    pub(super) purpose: Purpose,
    /// Of the file that was opened, where that can be told and matters.
    pub(super) identity: Option<Identity>,
    /// Held while the connection ends, which is before this.
    pub(super) end: Option<File>,
}

/// A store, and what the reader of articles should be told of it, one sentence each.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What to tell.
    pub notes: Vec<String>,
}

/// How long a folder may take to say where it is.
const FINDING: Duration = Duration::from_millis(500);

/// The file of the library in `folder`, which may be gone or hang, with `data` as the folder where the program keeps its own.
pub fn path_of(data: &Path, folder: &Path) -> PathBuf {
    let asked = folder.to_owned();
    if let Some(whole) = within(FINDING, move || whole(&asked)) {
        return named(data, &whole);
    }
    // A disk hangs. By its name alone a link may lead to another file, so only one that is there will do.
    let as_named = path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let file = named(data, &as_named);
    if file.is_file() {
        return file;
    }
    named(data, &whole(folder))
}

/// The folder without links on the way; what is gone of it as it is named.
fn whole(folder: &Path) -> PathBuf {
    let named = path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = named.ancestors().find_map(|above| {
        let whole = fs::canonicalize(above).ok()?;
        Some((whole, named.strip_prefix(above).ok()?))
    });
    match there {
        Some((whole, rest)) if rest.as_os_str().is_empty() => whole,
        Some((whole, rest)) => whole.join(rest),
        None => named.clone(),
    }
}

fn named(data: &Path, whole: &Path) -> PathBuf {
    let hash = fnv_1a(whole.as_os_str().as_encoded_bytes().iter().copied());
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let mut file: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .take(40)
        .collect();
    // Writing to a string cannot fail.
    let _ = write!(file, "-{hash:016x}.sqlite");
    data.join("libraries").join(file)
}

impl Store {
    /// Opens the store of the library in `folder`; makes it where there is none, and takes over what the journals in `data` keep. A file
    /// that is damaged is set aside and its state saved; where it has gone, the state is that of its last good copy; one that cannot be
    /// written to is opened for reading.
    ///
    /// # Errors
    /// The folder cannot be made, a newer program or another one made the file, or nothing can be read.
    pub fn open(data: &Path, folder: &Path, purpose: Purpose) -> Result<Opened, StoreError> {
        let path = path_of(data, folder);
        let mut opened = Self::open_file(&path, purpose)?;
        if !opened.store.read_only {
            let taken = takeover::take_over(&mut opened.store, data)?;
            opened.notes.extend(taken);
        }
        Ok(opened)
    }

    /// Opens the store in that very file, without looking for journals.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_file(path: &Path, purpose: Purpose) -> Result<Opened, StoreError> {
        if let Some(folder) = path.parent() {
            placing::make_folder(folder).map_err(|cause| StoreError::Folder {
                path: folder.to_owned(),
                cause,
            })?;
        }
        damage::end_setting_aside(path).map_err(|cause| StoreError::Read {
            path: path.to_owned(),
            cause,
        })?;
        match Self::connect(path, purpose, Missing::Make).and_then(Self::made_good) {
            Err(StoreError::Damaged { .. }) => Self::repair(path, purpose),
            Err(StoreError::ReadOnly { cause, .. }) => Self::only_read(path, cause),
            opened => opened,
        }
    }

    /// Opens the store in that very file once more. What is not there or is damaged stays so: that is for the one to tell who opened it first.
    ///
    /// # Errors
    /// It is not there, or cannot be read as it is.
    pub fn open_again(path: &Path, purpose: Purpose) -> Result<Self, StoreError> {
        match Self::connect(path, purpose, Missing::Refuse) {
            Err(StoreError::ReadOnly { cause, .. }) => {
                Self::only_read(path, cause).map(|opened| opened.store)
            }
            opened => opened,
        }
    }

    /// A store that ends with the program.
    ///
    /// # Errors
    /// There is no memory for it.
    pub fn in_memory() -> Result<Self, StoreError> {
        let path = Path::new("the library in memory");
        let fail = |cause| StoreError::of(path, cause);
        let db = Connection::open_in_memory().map_err(fail)?;
        db.pragma_update(None, "temp_store", "memory")
            .map_err(fail)?;
        migrate(&db, path)?;
        let device = device(&db).map_err(fail)?;
        Self::new(db, path, device, false).map_err(fail)
    }

    pub(super) fn connect(
        path: &Path,
        purpose: Purpose,
        missing: Missing,
    ) -> Result<Self, StoreError> {
        let fail = |cause| StoreError::of_tables(path, cause);
        let begin = |db: &Connection| {
            // The engine opens what it may not write to for reading, and says so at the first mark only.
            if db.is_readonly("main").map_err(fail)? {
                let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
                return Err(fail(rusqlite::Error::SqliteFailure(code, None)));
            }
            settle(db, purpose).map_err(fail)?;
            migrate(db, path)?;
            // Now that the header has been read: the engine takes a file for one that may only be read where that names a way of writing that there
            // is none of.
            if db.is_readonly("main").map_err(fail)? {
                return Err(StoreError::damaged(
                    path,
                    "its header names no way of writing",
                ));
            }
            Ok(())
        };
        let (db, identity) = deleted::open(path, missing, begin)?;
        let device = device(&db).map_err(fail)?;
        let mut store = Self::new(db, path, device, false).map_err(fail)?;
        (store.purpose, store.identity) = (purpose, identity);
        Ok(store)
    }

    pub(super) fn only_read(path: &Path, cause: rusqlite::Error) -> Result<Opened, StoreError> {
        let fail = |cause| StoreError::of(path, cause);
        if !path.is_file() {
            return Err(fail(cause));
        }
        let plain = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let try_open = |db: Connection| -> rusqlite::Result<Connection> {
            db.busy_timeout(PATIENCE)?;
            version(&db)?;
            db.query_row("SELECT count(*) FROM index_count", [], |_| Ok(()))?;
            Ok(db)
        };
        let first = Connection::open_with_flags(path, plain).and_then(try_open);
        let db = match first {
            Ok(db) => db,
            // The files beside it cannot be made in such a folder: read it as one that nobody writes to.
            Err(_) => Connection::open_with_flags(uri(path), plain | OpenFlags::SQLITE_OPEN_URI)
                .and_then(try_open)
                .map_err(|_| fail(cause))?,
        };
        let note = format!(
            "{} cannot be written to: it is read as it is, and marks last for this session only; check permissions",
            path.display()
        );
        Ok(Opened {
            store: Self::new(db, path, String::new(), true).map_err(fail)?,
            notes: vec![note],
        })
    }

    fn new(db: Connection, path: &Path, device: String, read_only: bool) -> rusqlite::Result<Self> {
        let session = db.query_row("SELECT lower(hex(randomblob(8)))", [], |row| row.get(0))?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(Self {
            db,
            path: path.to_owned(),
            device,
            session,
            headlines: RefCell::default(),
            corpus: RefCell::default(),
            read_only,
            purpose: Purpose::Reader,
            identity: None,
            end: None,
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Can nothing be written?
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Drops the whole index, to be made anew. The state stays.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn reset_index(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let mut reset = || -> rusqlite::Result<()> {
            let tx = self.db.transaction()?;
            drop_index(&tx)?;
            make_index(&tx)?;
            tx.commit()
        };
        reset().map_err(|cause| StoreError::of_tables(&path, cause))
    }

    /// Looks through the whole file for damage, reads all of the state, and compares it with its last good copy.
    ///
    /// # Errors
    /// It is damaged, or cannot be read.
    pub fn check(&self) -> Result<(), StoreError> {
        let fail = |cause| StoreError::of_tables(&self.path, cause);
        let asked = |question: &str| -> Result<String, StoreError> {
            let found = self.db.query_row(question, [], |row| row.get(0));
            found.map_err(fail)
        };
        let mut found = asked("PRAGMA quick_check(1)")?;
        if found == "ok" {
            // The quick one does not tell whether a value stands where it is looked for.
            found = asked("PRAGMA integrity_check(state_register)")?;
        }
        if found == "ok" {
            // The engine knows no checksums: only reading tells whether values are values.
            self.read_state().map_err(fail)?;
            if !copy::belies(&self.path, &self.db).map_err(fail)? {
                return Ok(());
            }
        }
        Err(StoreError::damaged(&self.path, &found))
    }
}

/// What every connection is set to. The file is not mapped: that saves no time worth having, and all that was ever read would count as memory.
fn settle(db: &Connection, purpose: Purpose) -> rusqlite::Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    let (synchronous, checkpoint, cache) = match purpose {
        Purpose::Reader => ("full", 1_000, -2_048),
        Purpose::Indexer => ("normal", 8_000, -16_384),
    };
    db.pragma_update(None, "synchronous", synchronous)?;
    db.pragma_update(None, "wal_autocheckpoint", checkpoint)?;
    db.pragma_update(None, "cache_size", cache)?;
    db.pragma_update(None, "temp_store", "memory")
}

/// Who writes here: drawn once for each store.
fn device(db: &Connection) -> rusqlite::Result<String> {
    let known = "SELECT value FROM state_fact WHERE name = 'device'";
    if let Some(device) = db.query_row(known, [], |row| row.get(0)).optional()? {
        return Ok(device);
    }
    let draw = "INSERT INTO state_fact VALUES ('device', lower(hex(randomblob(6)))) ON CONFLICT DO NOTHING";
    db.execute(draw, [])?;
    db.query_row(known, [], |row| row.get(0))
}

/// A file that is read as one that nobody writes to.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            let _ = write!(uri, "%{byte:02x}");
        }
    }
    uri + "?immutable=1"
}
