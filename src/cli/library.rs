//! Which library a subcommand works on, and its store.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::cli::config;
use crate::cli::screen::{complain, shown};
use crate::run::files::reason;
use crate::store::{Opened, Purpose, Store};

/// A library: its folder, and the folder in which the program keeps its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The folder of saved pages.
    pub folder: PathBuf,
    /// Where the store is.
    pub data: PathBuf,
}

impl Library {
    /// The library in `folder`; without one that of the configuration.
    ///
    /// # Errors
    /// There is no such folder, or none to keep anything in.
    pub fn new(folder: Option<&Path>) -> anyhow::Result<Self> {
        let data = config::data_folder()
            .context("there is no folder to keep an index in: set XDG_DATA_HOME or HOME")?;
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None => config::load()
                .library
                .unwrap_or_else(|| data.join("library")),
        };
        match std::fs::metadata(&folder) {
            Ok(about) if about.is_dir() => Ok(Self { folder, data }),
            Ok(_) => bail!(
                "{}: is a file; a library is a folder of saved pages",
                shown(&folder)
            ),
            Err(error) => bail!(
                "{}: {}; give the folder of your saved pages",
                shown(&folder),
                reason(&error)
            ),
        }
    }

    /// Opens its store; what there is to tell of it goes to standard error.
    ///
    /// # Errors
    /// The store's.
    pub fn open(&self, purpose: Purpose) -> anyhow::Result<Store> {
        let Opened { store, notes } = Store::open(&self.data, &self.folder, purpose)?;
        notes.iter().for_each(complain);
        Ok(store)
    }
}
