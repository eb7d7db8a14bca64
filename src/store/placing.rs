//! Files that are put in their place as a whole: written under another name, brought to the disk, renamed, and then the folder brought to
//! the disk as well. Whatever ends this midway leaves the file that was there, or none; never half of one. All files that the program
//! writes, other than the store itself, are written here.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

/// What the names of unfinished files begin and end with.
const UNFINISHED: (&str, &str) = (".clippings-", ".part");

/// An unfinished file that is so old is nobody's any more.
const FORGOTTEN: Duration = Duration::from_hours(1);

/// Puts a file of these bytes at `path`; one that is there keeps its permissions, and a link stays a link: what it leads to is replaced.
///
/// # Errors
/// It cannot be written. What was there is there still.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    put(path, bytes, None)
}

/// The same; what was there stays as `older`.
///
/// # Errors
/// As [`replace`].
pub fn replace_and_keep(path: &Path, older: &Path, bytes: &[u8]) -> io::Result<()> {
    put(path, bytes, Some(older))
}

fn put(path: &Path, bytes: &[u8], older: Option<&Path>) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = written(&path, bytes)?;
    if let Ok(about) = fs::metadata(&path) {
        // Not every disk knows permissions.
        let _ = file.as_file().set_permissions(about.permissions());
    }
    file.as_file().sync_all()?;
    let (_, mut unfinished) = file.into_parts();
    match older.map(|older| fs::rename(&path, older)) {
        Some(Err(error)) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(&unfinished, &path)?;
    unfinished.disable_cleanup(true);
    sweep(folder(&path));
    sync_folder(&path)
}

/// Puts a file of these bytes at `path`, where there is none.
///
/// # Errors
/// There is one already, or it cannot be written; then there is none.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Before anything is written: most that are in the way have been there for long.
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let file = written(path, bytes)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    sync_folder(path)
}

/// Gives a file another name, also after a power cut.
///
/// # Errors
/// It cannot be renamed.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    sync_folder(to)
}

/// Makes a folder and those above it, as far as they are missing, each of them there also after a power cut.
///
/// # Errors
/// One of them cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|above| !above.is_dir())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(path)?;
    missing.into_iter().rev().try_for_each(sync_folder)
}

/// Removes what a kill has left of files that were never finished. That this fails is no matter.
fn sweep(folder: &Path) {
    let is_forgotten = |entry: &fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let is_ours = name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1);
        let about = is_ours.then(|| entry.metadata().ok())??;
        Some(about.modified().ok()?.elapsed().ok()? > FORGOTTEN)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_forgotten(&entry).unwrap_or_default() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// A file of these bytes that nobody sees yet, beside `path`, with the permissions of any other new one.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED.0).suffix(UNFINISHED.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(path))?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Makes the names in the folder of `path` last, where the system can do that.
fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(folder(path)).map(|folder| folder.sync_all()) {
        Ok(Err(error)) if error.kind() != io::ErrorKind::InvalidInput => Err(error),
        _ => Ok(()),
    }
}

/// The folder that holds it.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The path with `ending` after its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn files_are_put_in_their_place_as_a_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/a.txt");
        make_folder(path.parent().unwrap()).unwrap();
        make_folder(path.parent().unwrap()).unwrap();
        let read = || fs::read_to_string(&path).unwrap_or_default();
        create(&path, b"one").unwrap();
        let error = create(&path, b"two").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(read(), "one");
        let forgotten = path.with_file_name(".clippings-old.part");
        let old = File::create(&forgotten).unwrap();
        old.set_modified(SystemTime::now() - 2 * FORGOTTEN).unwrap();
        let older = path.with_file_name("older");
        replace_and_keep(&path, &older, b"three").unwrap();
        assert_eq!(
            (read(), fs::read(&older).unwrap()),
            ("three".to_owned(), b"one".to_vec())
        );
        fs::remove_file(&older).unwrap();
        let other = path.with_file_name("b.txt");
        rename(&path, &other).unwrap();
        assert!(replace(&path.join("c"), b"").is_err() && create(&path.join("c"), b"").is_err());
        let names = fs::read_dir(other.parent().unwrap()).unwrap();
        let names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("b"));
        create(&path, b"one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("a", &link).unwrap();
        replace(&link, b"two").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
