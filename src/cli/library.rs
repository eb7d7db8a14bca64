//! Which library a subcommand works on, and its store.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::cli::config::{self, Config};
use crate::cli::screen::{complain, shown};
use crate::run::files::{Limit, reason};
use crate::store::placing::make_folder;
use crate::store::{Opened, Purpose, Store, path_of};

/// A library: its folder, and the folder in which the program keeps its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// The folder of saved pages.
    pub folder: PathBuf,
    /// Where the store is.
    pub data: PathBuf,
    /// How much of a file is read.
    pub limit: Limit,
}

/// Does the store know articles of this folder, though it may be empty or gone now?
pub fn is_known(data: &Path, folder: &Path) -> bool {
    let file = path_of(data, folder);
    let opened = file
        .is_file()
        .then(|| Store::open_file(&file, Purpose::Reader));
    let opened = opened.and_then(Result::ok);
    opened.is_some_and(|opened| opened.store.has_files().unwrap_or_default())
}

/// The library of the configuration; where that names none the one in `data`, made if it is to be filled.
fn usual(config: Config, data: &Path, fills: bool) -> anyhow::Result<PathBuf> {
    if let Some(configured) = config.library {
        return Ok(configured);
    }
    let usual = data.join("library");
    if fills {
        make_folder(&usual).with_context(|| format!("cannot make {}", shown(&usual)))?;
    }
    Ok(usual)
}

impl Library {
    /// The library in `folder`; without one that of the configuration.
    ///
    /// # Errors
    /// There is no such folder and nothing known of one, or none to keep anything in.
    pub fn new(folder: Option<&Path>) -> anyhow::Result<Self> {
        Self::at(folder, false)
    }

    /// The same, for something to be put into: where none is configured the usual folder is made.
    ///
    /// # Errors
    /// As [`Library::new`], or the folder cannot be made.
    pub fn to_fill(folder: Option<&Path>) -> anyhow::Result<Self> {
        Self::at(folder, true)
    }

    fn at(folder: Option<&Path>, fills: bool) -> anyhow::Result<Self> {
        let data = config::data_folder()
            .context("there is no folder to keep an index in: set XDG_DATA_HOME or HOME")?;
        let config = config::load();
        let limit = config.limit();
        let folder = match folder {
            Some(folder) => folder.to_owned(),
            None => usual(config, &data, fills)?,
        };
        match fs::metadata(&folder) {
            Ok(about) if about.is_dir() => Ok(Self {
                folder,
                data,
                limit,
            }),
            Ok(_) => bail!(
                "{}: is a file; a library is a folder of saved pages",
                shown(&folder)
            ),
            Err(_) if is_known(&data, &folder) => Ok(Self {
                folder,
                data,
                limit,
            }),
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
