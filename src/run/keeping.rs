//! Writing into a library and deleting from it: the only two things that are ever done to the reader's own files, and only when asked.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::library::fnv_1a;
use crate::run::files::{self, Content, Limit};
use crate::store::HeldFile;
use crate::store::placing::create;

/// What has become of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is this file.
    As(PathBuf),
    /// This file holds the same already.
    Already(PathBuf),
}

/// Writes `bytes` into a new file in `folder`, named `stem.extension` or with a number, never over another one. It is there as a whole or
/// not at all. Unless `again`, a file of that name that holds the same will do.
///
/// # Errors
/// It cannot be written.
pub fn keep(
    folder: &Path,
    (stem, extension): (&str, &str),
    bytes: &[u8],
    again: bool,
) -> io::Result<Kept> {
    for n in 1_u32.. {
        let number = if n == 1 {
            String::new()
        } else {
            format!("-{n}")
        };
        let path = folder.join(format!("{stem}{number}.{extension}"));
        if !again && fs::metadata(&path).is_ok_and(|about| about.len() == bytes.len() as u64) {
            let all = Limit::bytes(bytes.len() as u64);
            let is_same = Content::of_file(&path, all).is_ok_and(|there| there.bytes == bytes);
            if is_same {
                return Ok(Kept::Already(path));
            }
        }
        match create(&path, bytes) {
            Ok(()) => return Ok(Kept::As(path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Why a file is left where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// It has gone already.
    Gone,
    /// What stands in the way, in words.
    For(String),
}

/// Deletes a file of the library in `root`, if it still holds what it held when it was read. Links are not followed.
///
/// # Errors
/// It is left, and why.
pub fn delete(root: &Path, file: &HeldFile) -> Result<(), Left> {
    let below = files::path_of(&file.path);
    let mut path = root.to_owned();
    let mut parts = below.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(Left::For("it is not in the library".to_owned()));
        };
        path.push(name);
        let about = fs::symlink_metadata(&path).map_err(|error| left(&error))?;
        let kind = about.file_type();
        if kind.is_symlink() {
            return Err(Left::For(
                "it is reached by a link, and links are not followed".to_owned(),
            ));
        }
        let is_right = if parts.peek().is_some() {
            kind.is_dir()
        } else {
            kind.is_file() && about.len() == file.size
        };
        if !is_right {
            return Err(changed());
        }
    }
    let all = Limit::bytes(file.size);
    let content = Content::of_file(&path, all).map_err(|error| Left::For(error.to_string()))?;
    if fnv_1a(content.bytes.iter().copied()) != file.hash {
        return Err(changed());
    }
    fs::remove_file(&path).map_err(|error| left(&error))
}

fn changed() -> Left {
    Left::For("it has changed since it was read".to_owned())
}

fn left(error: &io::Error) -> Left {
    match error.kind() {
        io::ErrorKind::NotFound => Left::Gone,
        _ => Left::For(files::reason(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(path: &str, text: &str) -> HeldFile {
        HeldFile {
            path: path.as_bytes().to_vec(),
            size: text.len() as u64,
            hash: fnv_1a(text.bytes()),
        }
    }

    #[test]
    fn a_copy_never_takes_the_place_of_another_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let keep = |text: &str, again| {
            let kept = keep(folder.path(), ("a-b", "txt"), text.as_bytes(), again);
            let name = |path: PathBuf| path.file_name().map(|n| n.to_string_lossy().into_owned());
            match kept.expect("kept") {
                Kept::As(path) => ("as", name(path).unwrap_or_default()),
                Kept::Already(path) => ("already", name(path).unwrap_or_default()),
            }
        };
        for (text, again, want) in [
            ("one", false, ("as", "a-b.txt")),
            ("two", false, ("as", "a-b-2.txt")),
            ("two", false, ("already", "a-b-2.txt")),
            ("one", true, ("as", "a-b-3.txt")),
        ] {
            let (what, name) = keep(text, again);
            assert_eq!((what, name.as_str()), want);
            let there = fs::read_to_string(folder.path().join(name)).expect("a file");
            assert_eq!(there, text);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
    }

    #[test]
    fn only_what_is_as_it_was_read_is_deleted() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("saved");
        fs::create_dir_all(root.join("deep")).expect("a folder");
        fs::write(folder.path().join("outside.txt"), "text").expect("a file");
        for name in ["deep/a.txt", "b.txt", "c.txt"] {
            fs::write(root.join(name), "text").expect("a file");
        }
        assert_eq!(delete(&root, &held("deep/a.txt", "text")), Ok(()));
        assert_eq!(delete(&root, &held("deep/a.txt", "text")), Err(Left::Gone));
        for (path, text) in [
            ("b.txt", "tex"),
            ("b.txt", "texT"),
            ("deep", ""),
            ("../outside.txt", "text"),
            ("b.txt/c", "text"),
        ] {
            let left = delete(&root, &held(path, text));
            assert!(matches!(left, Err(Left::For(_))), "{path}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(folder.path(), root.join("up")).expect("a link");
            symlink("c.txt", root.join("d.txt")).expect("a link");
            for path in ["up/outside.txt", "d.txt"] {
                let left = delete(&root, &held(path, "text"));
                assert!(
                    matches!(left, Err(Left::For(why)) if why.contains("link")),
                    "{path}"
                );
            }
        }
        assert!(root.join("c.txt").exists() && folder.path().join("outside.txt").exists());
    }
}
