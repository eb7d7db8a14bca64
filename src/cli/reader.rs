//! `clippings [LIBRARY]`: which library to open, then the reader.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{anyhow, bail};

use crate::cli::Outcome;
use crate::cli::config::{self, Wrong};
use crate::cli::library::is_known;
use crate::cli::screen::shown;
use crate::run::files::{self, reason};
use crate::run::{self, Options, Source};
use crate::store::patience::within;

/// How long a folder may take to say what it is before the reader opens on what is known of it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Opens the reader on `library`, or on what the configuration says.
///
/// # Errors
/// There is no such library, no terminal, or the reader fails.
pub fn run(library: Option<&Path>) -> anyhow::Result<Outcome> {
    let data = config::data_folder();
    let given = library.map(|path| source(path, data.as_deref()));
    let given = given.transpose()?;
    let (config, wrong) = config::read();
    let mut notes: Vec<String> = wrong.iter().map(Wrong::brief).collect();
    if notes.len() > 1 {
        notes.push(format!(
            "Your settings are wrong in {} places: gm",
            notes.len()
        ));
    }
    let source = match given {
        Some(given) => given,
        None => usual(config.library.as_deref(), data.as_deref(), &mut notes),
    };
    run::reader(Options {
        source,
        limit: config.limit(),
        state: data,
        measure: config.measure(),
        ascii: config.ascii(),
        watch: config.watch(),
        fold: config.fold(),
        commands: config.commands(),
        notes,
    })?;
    Ok(Outcome::Well)
}

/// The library at `path`: a folder also where its disk hangs, or where it has gone and its articles are known.
fn source(path: &Path, data: Option<&Path>) -> anyhow::Result<Source> {
    let asked = path.to_owned();
    match within(PATIENCE, move || fs::metadata(asked)) {
        None => Ok(Source::Folder(path.to_owned())),
        Some(Ok(about)) if about.is_dir() => Ok(Source::Folder(path.to_owned())),
        Some(Ok(about)) if about.is_file() => Ok(Source::File(path.to_owned())),
        Some(Ok(_)) => bail!("{}: neither a folder nor a regular file", shown(path)),
        Some(Err(_)) if data.is_some_and(|data| is_known(data, path)) => {
            Ok(Source::Folder(path.to_owned()))
        }
        Some(Err(error)) => Err(anyhow!(
            "{}: {}; give a folder of saved pages or a single page, or nothing for your own library",
            shown(path),
            reason(&error)
        )),
    }
}

/// The library without an argument: the one that is configured, else the one in the data folder; the samples while nothing is known of it.
fn usual(configured: Option<&Path>, data: Option<&Path>, notes: &mut Vec<String>) -> Source {
    let folder = match configured {
        Some(folder) => Some(folder.to_owned()),
        None => data.map(|data| data.join("library")),
    };
    let Some(folder) = folder else {
        return Source::Samples;
    };
    let asked = folder.clone();
    let holds = within(PATIENCE, move || {
        files::captures(&asked).any(|found| found.is_ok())
    });
    let is_known = || data.is_some_and(|data| is_known(data, &folder));
    if holds.unwrap_or(true) || is_known() {
        return Source::Folder(folder);
    }
    if configured.is_some() {
        notes.push(format!(
            "{}: the library of your settings holds no saved pages; these are the samples",
            shown(&folder)
        ));
    }
    Source::Samples
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{source, usual};
    use crate::run::Source;

    #[test]
    fn an_argument_is_a_folder_or_a_file_that_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.txt");
        fs::write(&file, "x").unwrap();
        assert_eq!(source(&file, None).unwrap(), Source::File(file.clone()));
        let folder = folder.path().to_owned();
        assert_eq!(
            source(&folder, None).unwrap(),
            Source::Folder(folder.clone())
        );
        let refusal = format!("{:#}", source(&folder.join("gone"), None).unwrap_err());
        assert!(refusal.contains("gone"), "{refusal}");
    }

    #[test]
    fn an_empty_library_is_the_samples() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let usual = |path: &Path| {
            let mut notes = Vec::new();
            (usual(Some(path), None, &mut notes), notes.len())
        };
        assert_eq!(usual(&path.join("missing")), (Source::Samples, 1));
        assert_eq!(usual(path), (Source::Samples, 1));
        fs::write(path.join("page.txt"), "x").unwrap();
        assert_eq!(usual(path), (Source::Folder(path.to_owned()), 0));
    }
}
