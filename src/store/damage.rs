//! A damaged store: set aside, never deleted, and its state saved row by row as far as it can be read.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::opening::Store;
use super::register::Register;

/// What the engine keeps beside a store.
pub(super) const COMPANIONS: &[&str] = &["-wal", "-shm"];

/// Moves the store and what stands beside it to `NAME.damaged-N`, with the first N that is free.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let mut n = 1;
    let mut copy = beside(path, ".damaged-1");
    while fs::symlink_metadata(&copy).is_ok() {
        n += 1;
        copy = beside(path, &format!(".damaged-{n}"));
    }
    let fail = |cause| StoreError::Aside {
        path: path.to_owned(),
        copy: copy.clone(),
        cause,
    };
    fs::rename(path, &copy).map_err(fail)?;
    for ending in COMPANIONS {
        match fs::rename(beside(path, ending), beside(&copy, ending)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
            _ => {}
        }
    }
    Ok(copy)
}

/// The path with `ending` after its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Merges what can be read of the state in `copy` into `store`; gives in words how much that was.
pub(super) fn recover(copy: &Path, store: &mut Store) -> Result<String, StoreError> {
    let path = store.path.clone();
    let fail = |cause| StoreError::of(&path, cause);
    let mut saved = 0_usize;
    let whole;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(copy, flags).and_then(|old| {
        // The copy stays as it is.
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        // What is left of a file that was cut off is read, too.
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, true)?;
        Ok(old)
    });
    if let Ok(old) = opened {
        let tx = store.write().map_err(fail)?;
        let take = |register: &Register| {
            saved += usize::from(register.merge(&tx)?);
            Ok(())
        };
        whole = read_all(&old, take).map_err(fail)?;
        tx.commit().map_err(fail)?;
    } else {
        whole = false;
    }
    let what = match (saved, whole) {
        (0, true) => "it held no marks".to_owned(),
        (0, false) => "no marks could be saved from it".to_owned(),
        (n, true) => format!("all {n} marks and notes were saved from it"),
        (n, false) => format!("{n} marks and notes were saved from it, others may be lost"),
    };
    Ok(what)
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
    if read_rows(old, "1 ORDER BY key, field", &mut take)? == Ending::Whole {
        return Ok(true);
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
    mut take: impl FnMut(&Register) -> rusqlite::Result<()>,
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
            // Where one row makes no sense, the next may.
            Ok(Some(row)) => {
                last = row.get(0).ok().or(last);
                if let Ok(register) = Register::of_row(row) {
                    take(&register)?;
                }
            }
            Err(_) => return Ok(Ending::After(last)),
        }
    }
}
