//! A damaged store: set aside, never deleted, and its state saved row by row as far as it can be read.

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
const COMPANIONS: &[&str] = &["-wal", "-shm"];

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
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// Merges what can be read of the state in `copy` into `store`; gives in words how much that was.
pub(super) fn recover(copy: &Path, store: &mut Store) -> Result<String, StoreError> {
    let path = store.path.clone();
    let fail = |cause| StoreError::of(&path, cause);
    let mut saved = 0_usize;
    let mut whole = true;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(copy, flags).and_then(|old| {
        // The copy stays as it is.
        old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        Ok(old)
    });
    if let Ok(old) = opened {
        let tx = store.write().map_err(fail)?;
        // Each order reads up to the first page that is damaged: from the front, from the back, and by way of an index.
        for order in ["key, field", "key DESC, field DESC", "time", "time DESC"] {
            let all = format!(
                "SELECT key, field, value, time, device FROM state_register ORDER BY {order}"
            );
            let read = read_rows(&old, &all, |register| {
                saved += usize::from(register.merge(&tx)?);
                Ok(())
            });
            match read.map_err(fail)? {
                Ending::Whole => break,
                Ending::Broken => whole = false,
            }
        }
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

/// How far the reading came.
enum Ending {
    Whole,
    Broken,
}

/// Reads rows until there are no more or one cannot be read. Errors are those of `take` alone.
fn read_rows(
    old: &Connection,
    all: &str,
    mut take: impl FnMut(Register) -> rusqlite::Result<()>,
) -> rusqlite::Result<Ending> {
    let Ok(mut all) = old.prepare(all) else {
        return Ok(Ending::Broken);
    };
    let Ok(mut rows) = all.query([]) else {
        return Ok(Ending::Broken);
    };
    loop {
        match rows.next() {
            Ok(None) => return Ok(Ending::Whole),
            // Where one row makes no sense, the next may.
            Ok(Some(row)) => Register::of_row(row).map_or(Ok(()), &mut take)?,
            Err(_) => return Ok(Ending::Broken),
        }
    }
}
