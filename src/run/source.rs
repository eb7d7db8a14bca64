//! What is read: a folder, one file, or the built-in samples.

use std::path::{Path, PathBuf};

use crate::run::files::{self, Content, Limit, Unreadable};
use crate::run::samples::SAMPLES;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A folder of captures, with all folders in it.
    Folder(PathBuf),
    /// One capture.
    File(PathBuf),
    /// The built-in samples.
    Samples,
}

impl Source {
    /// The folder that paths in the index are relative to.
    pub fn root(&self) -> &Path {
        match self {
            Self::Folder(path) => path,
            Self::File(path) => path.parent().unwrap_or(path),
            Self::Samples => Path::new(""),
        }
    }

    /// Is the folder gone, or nothing whatever in it, as where a disk is not there?
    pub fn is_bare(&self) -> bool {
        match self {
            Self::Folder(path) => {
                std::fs::read_dir(path).map_or(true, |mut all| all.next().is_none())
            }
            Self::File(_) | Self::Samples => false,
        }
    }

    /// Its captures; what cannot be opened is given as an error in words.
    pub fn captures(&self) -> Box<dyn Iterator<Item = Result<PathBuf, (PathBuf, String)>> + '_> {
        match self {
            Self::Folder(path) => Box::new(files::captures(path)),
            Self::File(path) => Box::new(std::iter::once(Ok(path.clone()))),
            Self::Samples => Box::new(SAMPLES.iter().map(|(name, _)| Ok(PathBuf::from(name)))),
        }
    }

    /// What a capture holds, up to the limit.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn content(&self, path: &Path, limit: Limit) -> Result<Content, Unreadable> {
        let sample = SAMPLES.iter().find(|(name, _)| path == Path::new(name));
        match (self, sample) {
            (Self::Samples, Some((_, bytes))) => Ok(Content::of(*bytes, limit)?),
            _ => Content::of_file(path, limit),
        }
    }
}
