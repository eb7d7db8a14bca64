//! `clippings [LIBRARY]`: which library to open, then the reader.

use std::fs;
use std::path::Path;

use anyhow::{anyhow, bail};

use crate::cli::Outcome;
use crate::cli::config;
use crate::cli::screen::{complain, shown};
use crate::run::files::{self, reason};
use crate::run::{self, Options, Source};

/// Opens the reader on `library`, or on what the configuration says.
///
/// # Errors
/// There is no such library, no terminal, or the reader fails.
pub fn run(library: Option<&Path>) -> anyhow::Result<Outcome> {
    let given = library.map(source).transpose()?;
    let config = config::load();
    let source = given.unwrap_or_else(|| usual(config.library.as_deref()));
    run::reader(Options {
        source,
        state: config::data_folder(),
        measure: config.measure(),
        ascii: config.ascii(),
    })?;
    Ok(Outcome::Well)
}

/// The library at `path`.
fn source(path: &Path) -> anyhow::Result<Source> {
    let kind = fs::metadata(path).map_err(|error| {
        anyhow!(
            "{}: {}; give a folder of saved pages or a single page, or nothing for your own library",
            shown(path),
            reason(&error)
        )
    })?;
    if kind.is_dir() {
        Ok(Source::Folder(path.to_owned()))
    } else if kind.is_file() {
        Ok(Source::File(path.to_owned()))
    } else {
        bail!("{}: neither a folder nor a regular file", shown(path))
    }
}

/// The library without an argument: the one that is configured, else the one in the data folder; the samples while it is empty.
fn usual(configured: Option<&Path>) -> Source {
    let folder = match configured {
        Some(folder) => Some(folder.to_owned()),
        None => config::data_folder().map(|folder| folder.join("library")),
    };
    match folder {
        Some(folder) if files::captures(&folder).any(|found| found.is_ok()) => {
            Source::Folder(folder)
        }
        Some(folder) if configured.is_some() => {
            complain(format_args!(
                "{}: the library of the configuration holds no saved pages; showing the samples",
                shown(&folder)
            ));
            Source::Samples
        }
        _ => Source::Samples,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{source, usual};
    use crate::run::Source;

    #[test]
    fn an_argument_is_a_folder_or_a_file_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.txt");
        fs::write(&file, "x").unwrap();
        assert_eq!(source(&file).unwrap(), Source::File(file.clone()));
        let folder = folder.path().to_owned();
        assert_eq!(source(&folder).unwrap(), Source::Folder(folder.clone()));
        let refusal = format!("{:#}", source(&folder.join("gone")).unwrap_err());
        assert!(refusal.contains("gone"), "{refusal}");
    }

    #[test]
    fn an_empty_library_is_the_samples() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(usual(Some(&path.join("missing"))), Source::Samples);
        assert_eq!(usual(Some(path)), Source::Samples);
        fs::write(path.join("page.txt"), "x").unwrap();
        assert_eq!(usual(Some(path)), Source::Folder(path.to_owned()));
    }
}
