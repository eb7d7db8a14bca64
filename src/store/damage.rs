//! A damaged store: set aside, never deleted, and its state saved from the last good copy and, row by row, from what can still be read of it.

use std::collections::VecDeque;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Row};

use super::copy::{self, History};
use super::deleted::Missing;
use super::error::StoreError;
use super::history::{next_time, now};
use super::opening::{Opened, Purpose, Store};
use super::placing::{beside, rename};
use super::register::Register;

/// What the engine keeps beside a store: the last one while it makes it, and it says what to undo.
pub(super) const COMPANIONS: &[&str] = &[LOG, "-shm", "-journal"];
const LOG: &str = "-wal";

/// How far ahead of all that is known a time may be in what is damaged, in milliseconds: a day.
const AHEAD: i64 = 86_400_000;

/// Moves the file and what stands beside it to `NAME.damaged-N`, with the first N that is free.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let copy = aside(path, asides(path).len() + 1);
    let fail = |cause| StoreError::Aside {
        path: path.to_owned(),
        copy: copy.clone(),
        cause,
    };
    rename(path, &copy).map_err(fail)?;
    move_companions(path, &copy).map_err(fail)?;
    Ok(copy)
}

fn aside(path: &Path, n: usize) -> PathBuf {
    beside(path, &format!(".damaged-{n}"))
}

/// All that was ever set aside of that file, the first one first.
fn asides(path: &Path) -> Vec<PathBuf> {
    let all = (1..).map(|n| aside(path, n));
    all.take_while(|copy| fs::symlink_metadata(copy).is_ok())
        .collect()
}

fn move_companions(path: &Path, copy: &Path) -> io::Result<()> {
    for ending in COMPANIONS {
        match rename(&beside(path, ending), &beside(copy, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Ends a setting aside that was cut off after its first step: a log without its store would be thrown away by the engine.
pub(super) fn end_setting_aside(path: &Path) -> io::Result<()> {
    let is_cut_off = !path.exists() && beside(path, LOG).exists();
    let last = is_cut_off.then(|| asides(path).pop()).flatten();
    match last.filter(|last| !beside(last, LOG).exists()) {
        Some(last) => move_companions(path, &last),
        None => Ok(()),
    }
}

/// What was saved of a state.
struct Saved {
    /// Values in the last good copy.
    copied: usize,
    /// Values that only what is damaged had.
    read: usize,
    /// All of that could be read.
    whole: bool,
    notes: Vec<String>,
}

impl fmt::Display for Saved {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match (self.copied, self.read, self.whole) {
            (0, 0, true) => write!(out, "it held no marks"),
            (0, 0, false) => write!(out, "no marks could be saved from it"),
            (0, n, true) => write!(out, "all {n} marks and notes were saved from it"),
            (0, n, false) => write!(
                out,
                "{n} marks and notes were saved from it, others may be lost"
            ),
            (copied, 0, true) => write!(
                out,
                "{copied} marks and notes were taken from their last good copy"
            ),
            (copied, read, whole) => {
                write!(
                    out,
                    "{copied} marks and notes were taken from their last good copy, {read} newer ones saved from it"
                )?;
                if whole {
                    Ok(())
                } else {
                    write!(out, ", others that are newer may be lost")
                }
            }
        }
    }
}

/// Merges into `store` its last good copy, and what can be read of the state in `files`, of which the last is the newest.
fn recover(files: &[PathBuf], store: &mut Store) -> Result<Saved, StoreError> {
    let path = store.path.clone();
    let mut recover = || -> rusqlite::Result<Saved> {
        let tx = store.write()?;
        let given = copy::give(&path, &tx)?;
        let mut saved = Saved {
            copied: given.values,
            read: 0,
            whole: true,
            notes: given.notes,
        };
        let latest = match saved.copied {
            0 => i64::MAX,
            _ => next_time(&tx, now())?.saturating_add(AHEAD),
        };
        for file in files.iter().rev() {
            let Ok(old) = open(file) else {
                saved.whole = false;
                continue;
            };
            let take = |register: &Register| {
                // What the copy has is surer, for it has a checksum.
                if register.time <= latest && !register.is_known(&tx)? {
                    saved.read += usize::from(register.merge(&tx)?);
                }
                Ok(())
            };
            saved.whole &= read_all(&old, take)?;
            if let Ok(history) = History::of(&old) {
                history.give_to(&tx)?;
            }
        }
        given.history.give_to(&tx)?;
        tx.commit()?;
        // On the disk, whatever the connection is for.
        store
            .db
            .query_row("PRAGMA wal_checkpoint", [], |_| Ok(()))?;
        Ok(saved)
    };
    recover().map_err(|cause| StoreError::of(&path, cause))
}

/// Opens what was set aside; it stays as it is.
fn open(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let old = Connection::open_with_flags(file, flags)?;
    old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // What is left of a file that was cut off is read, too.
    old.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)?;
    Ok(old)
}

impl Store {
    /// Sets a damaged store aside, and makes a new one with the state of its last good copy and what can still be read of it.
    ///
    /// # Errors
    /// The file cannot be set aside, or no new one be made.
    pub fn repair(path: &Path, purpose: Purpose) -> Result<Opened, StoreError> {
        let copy = set_aside(path)?;
        let mut store = Self::connect(path, purpose, Missing::Make)?;
        let saved = recover(std::slice::from_ref(&copy), &mut store)?;
        let note = format!(
            "{} was damaged; it is kept as {}; {saved}, and the index is built anew",
            path.display(),
            copy.display(),
        );
        let mut notes = saved.notes;
        notes.push(note);
        Ok(Opened { store, notes })
    }

    /// A store that knows nothing of the reader takes what a copy or what was set aside beside it holds: it may have been deleted, or a
    /// repair been cut off. Gives what to tell.
    pub(super) fn made_good(mut self) -> Result<Opened, StoreError> {
        let path = self.path.clone();
        let well = |store| Opened {
            store,
            notes: Vec::new(),
        };
        let known = "SELECT EXISTS (SELECT 1 FROM state_register)";
        let is_known = self.db.query_row(known, [], |row| row.get(0));
        if is_known.map_err(|cause| StoreError::of_tables(&path, cause))? {
            return Ok(well(self));
        }
        let files = asides(&path);
        if files.is_empty() && !copy::is_there(&path) {
            return Ok(well(self));
        }
        let saved = recover(&files, &mut self)?;
        let note = format!("{} held none of your marks; {saved}", path.display());
        let has_any = saved.copied + saved.read > 0;
        let mut notes = saved.notes;
        notes.extend(has_any.then_some(note));
        Ok(Opened { store: self, notes })
    }
}

/// How far a reading came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Whole,
    /// The key of the last row that could be read.
    After(Option<i64>),
}

/// Stretches of keys that are read at most.
const STRETCHES: usize = 4_096;

/// Reads all registers that can be read; says whether those are all that there were. Errors are those of `take` alone.
pub(super) fn read_all(
    old: &Connection,
    mut take: impl FnMut(&Register) -> rusqlite::Result<()>,
) -> rusqlite::Result<bool> {
    let mut has_odd = false;
    let mut take = |row: &Row| {
        if let Some(register) = Register::of_sound_row(row) {
            return take(&register);
        }
        // Where one row makes no sense, the next may.
        has_odd = true;
        Ok(())
    };
    if read_rows(old, "1 ORDER BY key, field", &mut take)? == Ending::Whole {
        return Ok(!has_odd);
    }
    // An index may lead to what is cut off in the table. What has no key stands behind all others.
    for part in [
        "1 ORDER BY time",
        "key = ''",
        "key = '' ORDER BY field DESC",
    ] {
        read_rows(old, part, &mut take)?;
    }
    // Keys are spread evenly. A stretch of them is read from both ends; what lies between two damaged pages is looked for in halves.
    let mut stretches = VecDeque::from([(i64::MIN, i64::MAX)]);
    for _ in 0..STRETCHES {
        let Some((from, to)) = stretches.pop_front() else {
            break;
        };
        let within = format!("key BETWEEN {from} AND {to} ORDER BY key");
        let Ending::After(first) = read_rows(old, &within, &mut take)? else {
            continue;
        };
        let Ending::After(last) = read_rows(old, &(within + " DESC"), &mut take)? else {
            continue;
        };
        let (from, to) = (first.unwrap_or(from), last.unwrap_or(to));
        if from < to {
            let middle = from.midpoint(to);
            stretches.extend([(from, middle), (middle.saturating_add(1), to)]);
        }
    }
    Ok(false)
}

/// Reads rows until there are no more, or until one cannot be read.
fn read_rows(
    old: &Connection,
    part: &str,
    take: &mut impl FnMut(&Row) -> rusqlite::Result<()>,
) -> rusqlite::Result<Ending> {
    let mut last = None;
    let part = format!("SELECT key, field, value, time, device FROM state_register WHERE {part}");
    let Ok(mut part) = old.prepare(&part) else {
        return Ok(Ending::After(last));
    };
    let Ok(mut rows) = part.query([]) else {
        return Ok(Ending::After(last));
    };
    loop {
        match rows.next() {
            Ok(None) => return Ok(Ending::Whole),
            Ok(Some(row)) => {
                last = row.get(0).ok().or(last);
                take(row)?;
            }
            Err(_) => return Ok(Ending::After(last)),
        }
    }
}
