//! The last good copy of the state: a file beside the store with all values as `clippings state export` prints them, and the steps that can
//! be taken back. It is written anew now and then, as a whole, with a checksum; the one before is kept as well. A store that is damaged, or
//! has gone, is mended from it.
//!
//! ```text
//! # clippings state 1 2 8589934600 c0ffee0123456789      format, values, sum of times (32 bits each), FNV-1a of these and the rest
//! {"key":"c0ffee0123456789","field":"read","value":true,"time":1700000000000,"device":"a1b2c3d4e5f6"}
//! {"field":"filter:long","value":"minutes:>9","time":1700000000001,"device":"a1b2c3d4e5f6"}
//! # step [7,"session","saved a filter",1700000000001,"[...]"]
//! # undone 7
//! ```

use std::cmp::Ordering;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::damage::set_aside;
use super::error::StoreError;
use super::history::{stand, standing};
use super::opening::Store;
use super::placing::{beside, replace_and_keep};
use super::register::{Register, sql_key};
use crate::library::fnv_1a;

/// What the names of the copy and of the one before have after that of the store.
const COPIES: [&str; 2] = [".state", ".state.1"];

/// The format that this program writes, and the latest that it reads.
const FORMAT: u32 = 1;

/// How the first line begins, and those with steps and with the last one that stands.
const OPENING: &str = "# clippings state ";
const STEP: &str = "# step ";
const UNDONE: &str = "# undone ";

/// Bytes of steps in a copy: the newest of them.
const STEPS: usize = 1 << 20;

/// What tells one state from another: each write gives a value a later time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extent {
    values: i64,
    times: i64,
}

impl Extent {
    fn of(db: &Connection) -> rusqlite::Result<Self> {
        let all = "SELECT count(*), coalesce(sum(time & 4294967295), 0) FROM state_register";
        db.query_row(all, [], |row| {
            Ok(Self {
                values: row.get(0)?,
                times: row.get(1)?,
            })
        })
    }
}

/// A step of the history: number, session, label, time, changes.
pub(super) type Step = (i64, String, String, i64, String);

/// The history: its steps, the newest first, and the number of the last one that stands.
#[derive(Debug, Default)]
pub(super) struct History {
    steps: Vec<Step>,
    standing: i64,
}

impl History {
    /// The newest steps.
    pub fn of(db: &Connection) -> rusqlite::Result<Self> {
        let all = "SELECT id, session, label, time, changes FROM state_history ORDER BY id DESC";
        let mut all = db.prepare(all)?;
        let mut rows = all.query([])?;
        let (mut steps, mut room) = (Vec::new(), STEPS);
        while let Some(row) = rows.next()? {
            let step: Step = row.try_into()?;
            let Some(left) = room.checked_sub(step.4.len()) else {
                break;
            };
            room = left;
            steps.push(step);
        }
        let standing = standing(db)?;
        Ok(Self { steps, standing })
    }

    /// Becomes the history of a store that has none yet.
    pub fn give_to(&self, db: &Connection) -> rusqlite::Result<()> {
        let known = "SELECT EXISTS (SELECT 1 FROM state_history)";
        if self.steps.is_empty() || db.query_row(known, [], |row| row.get(0))? {
            return Ok(());
        }
        for step in &self.steps {
            db.prepare_cached("INSERT OR IGNORE INTO state_history VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![step.0, step.1, step.2, step.3, step.4])?;
        }
        stand(db, self.standing)
    }
}

/// What is in the place of a copy.
enum Found {
    Nothing,
    Whole(Extent, Vec<u8>),
    Damaged,
    Newer,
    Closed(io::Error),
}

fn look(path: &Path) -> Found {
    let bytes = match fs::metadata(path) {
        Ok(about) if !about.is_file() => {
            return Found::Closed(io::Error::other("this is not a regular file"));
        }
        Ok(_) => fs::read(path),
        Err(error) => Err(error),
    };
    match bytes {
        Ok(bytes) => whole(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Found::Nothing,
        Err(error) => Found::Closed(error),
    }
}

fn whole(mut bytes: Vec<u8>) -> Found {
    let Some(end) = bytes.iter().position(|&byte| byte == b'\n') else {
        return Found::Damaged;
    };
    let body = bytes.split_off(end + 1);
    let first = String::from_utf8_lossy(&bytes);
    let mut parts = first
        .trim_ascii_end()
        .strip_prefix(OPENING)
        .unwrap_or_default()
        .split(' ');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    match number() {
        Some(format) if format > i64::from(FORMAT) => return Found::Newer,
        Some(format) if format == i64::from(FORMAT) => {}
        _ => return Found::Damaged,
    }
    let (Some(values), Some(times)) = (number(), number()) else {
        return Found::Damaged;
    };
    let extent = Extent { values, times };
    if first == head(extent, &body) {
        Found::Whole(extent, body)
    } else {
        Found::Damaged
    }
}

/// The first line of a copy.
fn head(Extent { values, times }: Extent, body: &[u8]) -> String {
    let numbers = format!("{FORMAT} {values} {times}");
    let sum = fnv_1a(numbers.bytes().chain(body.iter().copied()));
    format!("{OPENING}{numbers} {sum:016x}\n")
}

/// The values of a copy.
fn registers(body: &[u8]) -> impl Iterator<Item = Register> {
    let lines = body.split(|&byte| byte == b'\n');
    lines.filter_map(|line| Register::of_line(line).ok())
}

/// What a copy gave.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Values that were written, or stood in the store already.
    pub values: usize,
    /// The history.
    pub history: History,
    /// What to tell.
    pub notes: Vec<String>,
}

/// Is there a copy of the state of the store at `path`?
pub(super) fn is_there(path: &Path) -> bool {
    COPIES.iter().any(|ending| beside(path, ending).is_file())
}

/// Merges the newest copy that is whole into `db`, the store at `path` or one that is to become that.
pub(super) fn give(path: &Path, db: &Connection) -> rusqlite::Result<Given> {
    let mut given = Given::default();
    for path in COPIES.map(|ending| beside(path, ending)) {
        let shown = path.display();
        match look(&path) {
            Found::Nothing => {}
            Found::Closed(cause) => given.notes.push(format!("{shown} cannot be read: {cause}")),
            Found::Newer => given.notes.push(newer(&path)),
            Found::Damaged => given.notes.push(match set_aside(&path) {
                Ok(copy) => damaged(&path, &copy),
                Err(error) => error.to_string(),
            }),
            Found::Whole(_, body) => {
                for register in registers(&body) {
                    register.merge(db)?;
                    given.values += 1;
                }
                given.history = history(&body);
                break;
            }
        }
    }
    Ok(given)
}

fn history(body: &[u8]) -> History {
    let mut history = History::default();
    for line in body.split(|&byte| byte == b'\n') {
        if let Some(step) = line.strip_prefix(STEP.as_bytes()) {
            history.steps.extend(serde_json::from_slice(step).ok());
        } else if let Some(undone) = line.strip_prefix(UNDONE.as_bytes()) {
            history.standing = serde_json::from_slice(undone).unwrap_or_default();
        }
    }
    history
}

fn newer(path: &Path) -> String {
    let path = path.display();
    format!(
        "{path}, the copy of your marks, was made by a newer clippings: it is left as it is; update the program"
    )
}

fn damaged(path: &Path, aside: &Path) -> String {
    let (path, aside) = (path.display(), aside.display());
    format!("{path}, the copy of your marks, was damaged; it is kept as {aside}")
}

/// Does the store at `path` lack something that its copy has, or have another value of the same time? The engine knows no checksums.
pub(super) fn belies(path: &Path, db: &Connection) -> rusqlite::Result<bool> {
    let Found::Whole(_, body) = look(&beside(path, COPIES[0])) else {
        return Ok(false);
    };
    let mut there =
        db.prepare("SELECT value, time, device FROM state_register WHERE key = ?1 AND field = ?2")?;
    for register in registers(&body) {
        let read = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let there = there.query_row(params![sql_key(register.key), register.field], read);
        let Some((value, time, device)): Option<(String, i64, String)> = there.optional()? else {
            return Ok(true);
        };
        let is_other = match (time, device).cmp(&(register.time, register.device)) {
            Ordering::Less => true,
            Ordering::Equal => serde_json::from_str(&value).ok() != Some(register.value),
            Ordering::Greater => false,
        };
        if is_other {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Store {
    /// Keeps a copy of the state beside the store, unless the last one says the same; gives what to tell. It takes some two microseconds a
    /// value, and two syncs.
    ///
    /// # Errors
    /// The store cannot be read, or the copy not be written: then the last one is there still.
    pub fn keep_copy(&self) -> Result<Vec<String>, StoreError> {
        let mut notes = Vec::new();
        if self.is_read_only() || !self.path.is_file() {
            return Ok(notes);
        }
        let [path, older] = COPIES.map(|ending| beside(&self.path, ending));
        let fail = |cause| StoreError::Copy {
            path: path.clone(),
            cause,
        };
        let now = Extent::of(&self.db).map_err(|cause| StoreError::of(&self.path, cause))?;
        let found = look(&path);
        match &found {
            _ if now.values == 0 => return Ok(notes),
            Found::Whole(then, _) if *then == now => return Ok(notes),
            Found::Newer => return Ok(vec![newer(&path)]),
            _ => {}
        }
        let copy = self.copy()?;
        match found {
            Found::Damaged => notes.push(damaged(&path, &set_aside(&path)?)),
            Found::Closed(cause) => return Err(fail(cause)),
            Found::Whole(..) | Found::Nothing | Found::Newer => {}
        }
        replace_and_keep(&path, &older, &copy).map_err(fail)?;
        Ok(notes)
    }

    /// How many values the state has.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn values_kept(&self) -> Result<usize, StoreError> {
        let extent = Extent::of(&self.db).map_err(|cause| StoreError::of(&self.path, cause))?;
        Ok(usize::try_from(extent.values).unwrap_or_default())
    }

    /// The whole copy, of one moment.
    fn copy(&self) -> Result<Vec<u8>, StoreError> {
        let fail = |cause| StoreError::of(&self.path, cause);
        let moment = self.db.unchecked_transaction().map_err(fail)?;
        let extent = Extent::of(&moment).map_err(fail)?;
        let history = History::of(&moment).map_err(fail)?;
        let mut body = Vec::new();
        self.export(&mut body)?;
        let mut write = || -> io::Result<()> {
            for step in &history.steps {
                writeln!(body, "{STEP}{}", serde_json::to_string(step)?)?;
            }
            writeln!(body, "{UNDONE}{}", history.standing)
        };
        write().map_err(StoreError::Stream)?;
        let mut copy = head(extent, &body).into_bytes();
        copy.append(&mut body);
        Ok(copy)
    }
}
