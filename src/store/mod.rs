//! The reader's own state on disk: what was read, starred, where reading stopped, and what was said of lines on a site, in append-only
//! journals for now; and beside it what may be lost, for it can be learned again.

mod journal;
mod line;
pub mod memory;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::article::Place;
use crate::library::Marks;

pub use journal::{Journal, Record};

/// What the reader has done with one article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct State {
    /// Has been read.
    pub read: bool,
    /// Has a star.
    pub starred: bool,
    /// Where reading stopped.
    pub place: Place,
}

impl State {
    /// Its marks.
    pub fn marks(&self) -> Marks {
        Marks {
            read: self.read,
            starred: self.starred,
        }
    }
}

/// Why marks could not be read or kept. Each message names the file, the cause and what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The folder could not be made.
    #[error("cannot make the folder {}: {cause}; check its permissions, or set XDG_DATA_HOME to a folder that you may write to", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// The journal could not be opened or read.
    #[error("cannot read your marks from {}: {cause}; check the file's permissions, or move it away to begin anew", path.display())]
    Read {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A mark could not be written.
    #[error("cannot keep your marks in {}: {cause}; check free space and permissions; marks made until then last for this session only", path.display())]
    Write {
        /// The journal.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// A damaged journal could not be set aside, so it was not rewritten either.
    #[error("cannot set aside a copy of the damaged {} as {}: {cause}; nothing was changed; copy it by hand, then remove it", path.display(), copy.display())]
    Aside {
        /// The journal.
        path: PathBuf,
        /// Where the copy was to go.
        copy: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}
