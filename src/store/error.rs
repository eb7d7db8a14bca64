//! What can go wrong with the store. Each message names the file, the cause and what to do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

/// Why the store could not be opened, read or written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder could not be made.
    #[error("cannot make the folder {}: {cause}; check its permissions, or set XDG_DATA_HOME to a folder that you may write to", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// What keeps marks could not be opened or read.
    #[error("cannot read your marks from {}: {cause}; check the file's permissions, or move it away to begin anew", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// There was none, and it cannot be made.
    #[error("cannot make {}, which keeps your marks: {cause}; check free space and the permissions of its folder", path.display())]
    Make {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The copy of the state could not be written.
    #[error("cannot write {}, the copy of your marks: {cause}; your marks are kept all the same; check free space and permissions", path.display())]
    Copy {
        /// The copy.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A damaged file could not be set aside, so it was not rewritten either.
    #[error("cannot set aside a copy of the damaged {} as {}: {cause}; nothing was changed; copy it by hand, then remove it", path.display(), copy.display())]
    Aside {
        /// The file.
        path: PathBuf,
        /// Where the copy was to go.
        copy: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file was deleted while it was open, and cannot be written anew.
    #[error("{} was deleted while it was open, and cannot be written anew: {cause}; what you do is lost when the program ends", path.display())]
    Anew {
        /// The store.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A later version of the program made it.
    #[error("{} was made by a newer clippings (its format is {found}, this program knows {known}); update the program", path.display())]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The latest format that is known here.
        known: i64,
    },
    /// Another program's data.
    #[error("{} is another program's file; move it away", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// The store is damaged inside.
    #[error("{} is damaged: {cause}; `clippings index --rebuild` sets it aside, saves your marks from it and builds it anew", path.display())]
    Damaged {
        /// The store.
        path: PathBuf,
        /// What the engine said.
        cause: rusqlite::Error,
    },
    /// There is no room left.
    #[error("no space left for {}; make room, nothing kept before is lost", path.display())]
    Full {
        /// The store.
        path: PathBuf,
        /// What the engine said.
        cause: rusqlite::Error,
    },
    /// It cannot be written to.
    #[error("{} cannot be written to: {cause}; check permissions of the file and its folder", path.display())]
    ReadOnly {
        /// The store.
        path: PathBuf,
        /// What the engine said.
        cause: rusqlite::Error,
    },
    /// Another process has held it for too long.
    #[error("{} is held by another clippings; wait until that has done its work", path.display())]
    Busy {
        /// The store.
        path: PathBuf,
        /// What the engine said.
        cause: rusqlite::Error,
    },
    /// Something else that the engine says.
    #[error("{}: {cause}; check the file and its folder", path.display())]
    Engine {
        /// The store.
        path: PathBuf,
        /// What the engine said.
        cause: rusqlite::Error,
    },
    /// An article in the store that is none.
    #[error("{} holds an article that cannot be read: {cause}; `clippings index --rebuild` makes it anew", path.display())]
    Page {
        /// The store.
        path: PathBuf,
        /// What is wrong with it.
        cause: io::Error,
    },
    /// A line of exported state that is none.
    #[error("line {line} is no exported state: {cause}; nothing was taken from the file")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// What is wrong with it.
        cause: String,
    },
    /// Exported state could not be read or written.
    #[error("state cannot be passed on: {0}")]
    Stream(io::Error),
}

impl StoreError {
    /// What the engine said of the store at `path`.
    pub(super) fn of(path: &Path, cause: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, cause }
            }
            Some(ErrorCode::DiskFull) => Self::Full { path, cause },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly { path, cause }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path, cause },
            _ if is_of_content(&cause) => Self::Damaged { path, cause },
            _ => Self::Engine { path, cause },
        }
    }

    /// What we ourselves found wrong with the store at `path`.
    pub(super) fn damaged(path: &Path, found: &str) -> Self {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        let found = Some(found.to_owned());
        Self::of(path, rusqlite::Error::SqliteFailure(code, found))
    }

    /// The same, of statements that are always the same: what the engine cannot make sense of then is a table that is not as it was made.
    pub(super) fn of_tables(path: &Path, cause: rusqlite::Error) -> Self {
        let is_senseless = |cause: &rusqlite::Error| {
            let is_said = matches!(cause, rusqlite::Error::SqlInputError { .. });
            is_said || cause.sqlite_error_code() == Some(ErrorCode::Unknown)
        };
        match Self::of(path, cause) {
            Self::Engine { path, cause } if is_senseless(&cause) => Self::Damaged { path, cause },
            error => error,
        }
    }
}

/// What the engine says, with no code of its own, where tables are not as they were made.
const BROKEN: [&str; 3] = [
    "invalid fts5 file format",
    "no such table: ",
    "vtable constructor failed: ",
];

/// Is a value, or a table, of another kind than all that was ever written there?
fn is_of_content(cause: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error,
    };
    let text = cause.to_string();
    let is_broken = cause.sqlite_error_code() == Some(ErrorCode::Unknown)
        && BROKEN.iter().any(|said| text.starts_with(said));
    let is_other = matches!(
        cause,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | Utf8Error(..)
    );
    is_broken || is_other
}
