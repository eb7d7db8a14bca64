//! Files that are put in their place as a whole: written under another name, brought to the disk, renamed, and then the folder brought to
//! the disk as well. Whatever ends this midway leaves the file that was there, or none; never half of one. All files that the program
//! writes, other than the store itself, are written here.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What the names of unfinished files begin and end with.
const UNFINISHED: (&str, &str) = (".clippings-", ".part");

/// Puts a file of these bytes at `path`; one that is there keeps its permissions, and a link stays a link: what it leads to is replaced.
///
/// # Errors
/// It cannot be written. What was there is there still.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = written(&path, bytes)?;
    if let Ok(about) = fs::metadata(&path) {
        file.as_file().set_permissions(about.permissions())?;
    }
    file.as_file().sync_all()?;
    let (_, mut unfinished) = file.into_parts();
    fs::rename(&unfinished, &path)?;
    unfinished.disable_cleanup(true);
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
        .take_while(|above| !above.exists())
        .collect();
    fs::create_dir_all(path)?;
    missing.into_iter().rev().try_for_each(sync_folder)
}

/// Is this what was left of a file that was never finished?
pub(super) fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1)
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

fn folder(path: &Path) -> &Path {
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
        replace(&path, b"three").unwrap();
        assert_eq!(read(), "three");
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
