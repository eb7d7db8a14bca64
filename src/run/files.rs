//! Files: which of a folder's are captures, and reading one whole. Only regular files are opened, and none is ever changed.

use std::any::Any;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use thiserror::Error;

use crate::parser::block::Document;
use crate::parser::memory::Recall;
use crate::parser::{self, Capture, Kind, Parsed};

/// How much of a file is read; the rest is left out, and a note says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
    /// So many bytes.
    pub const fn bytes(number: u64) -> Self {
        Self(number)
    }

    /// So many times 2^20 bytes.
    pub const fn mebibytes(number: u16) -> Self {
        Self((number as u64) << 20)
    }
}

impl Default for Limit {
    /// More than any page, and little for a machine of today.
    fn default() -> Self {
        Self::mebibytes(64)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} MiB", self.0 >> 20)
    }
}

const EXTENSIONS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml"];

/// Could this file be a capture, by its name? Known extensions, and names without one.
pub fn is_candidate(path: &Path) -> bool {
    match path.extension() {
        None => true,
        Some(extension) => EXTENSIONS
            .iter()
            .any(|known| extension.eq_ignore_ascii_case(known)),
    }
}

/// What is not to be read, in a folder and those below: patterns as in a `.gitignore`.
pub const IGNORE: &str = ".clippingsignore";

/// Walks `folder` and all folders in it, sorted by name, and gives every capture that it finds. What is hidden or named by an [`IGNORE`]
/// file is passed over, links are followed but not in circles, and what cannot be opened is given as an error in words.
pub fn captures(
    folder: &Path,
) -> impl Iterator<Item = Result<PathBuf, (PathBuf, String)>> + Send + use<> {
    let walk = walk(folder).sort_by_file_name(OsStr::cmp).build();
    let root = folder.to_owned();
    walk.filter_map(move |entry| match entry {
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            let path = entry.into_path();
            (is_file && is_candidate(&path)).then_some(Ok(path))
        }
        Err(error) => trouble(&error, &root).map(Err),
    })
}

/// `folder` and all folders in it that [`captures`] looks into.
pub fn folders(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let all = walk(folder).build().filter_map(Result::ok);
    let folders = all.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_dir()));
    folders.map(ignore::DirEntry::into_path)
}

fn walk(folder: &Path) -> WalkBuilder {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .add_custom_ignore_filename(IGNORE)
        .filter_entry(|entry| !holds_parts_of_a_page(entry.path()));
    walk
}

/// The path that those bytes are, as lists and the index have them.
#[cfg(unix)]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(bytes).into()
}

/// The path that those bytes are, as lists and the index have them.
#[cfg(not(unix))]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// Browsers save a page's pictures and scripts beside it, in a folder named `..._files`.
fn holds_parts_of_a_page(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().ends_with(b"_files")
}

/// A link that leads in a circle or nowhere is no trouble worth telling.
fn trouble(error: &ignore::Error, root: &Path) -> Option<(PathBuf, String)> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::WithDepth { err, .. } => trouble(err, root),
        ignore::Error::WithPath { path, err } => trouble(err, path),
        ignore::Error::Io(error) if error.kind() == io::ErrorKind::NotFound => None,
        ignore::Error::Io(error) => Some((root.to_owned(), reason(error))),
        other => Some((root.to_owned(), other.to_string())),
    }
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Where it was cut off, for there was more.
    pub cut: Option<Limit>,
}

/// Why there is no article.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// The system's reason.
    #[error("{}", reason(.0))]
    Io(#[from] io::Error),
    /// A folder, a pipe, a device.
    #[error("is {0}, not a file")]
    NoFile(&'static str),
    /// It is no saved page, but what is named here.
    #[error("is {0}, not a saved page")]
    NoPage(&'static str),
    /// The parser panicked.
    #[error("reading it broke off, which is a fault of this program: {0}")]
    BrokeOff(String),
}

/// What the system says, in words and without its number.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text.get(..end).unwrap_or_default().to_lowercase()
        }
    }
}

impl Content {
    /// Reads `source` to its end, or to the limit.
    ///
    /// # Errors
    /// The source's.
    pub fn of(source: impl Read, limit: Limit) -> io::Result<Self> {
        let mut bytes = Vec::new();
        source.take(limit.0 + 1).read_to_end(&mut bytes)?;
        let is_more = bytes.len() as u64 > limit.0;
        if is_more {
            bytes.pop();
        }
        Ok(Self {
            bytes,
            cut: is_more.then_some(limit),
        })
    }

    /// Reads a regular file. It is looked at before it is opened, for a device might act when it is; and once more after that, for
    /// something else may have taken its place meanwhile.
    ///
    /// # Errors
    /// It is no regular file or cannot be read.
    pub fn of_file(path: &Path, limit: Limit) -> Result<Self, Unreadable> {
        check_kind(&fs::metadata(path)?)?;
        let file = open(path)?;
        check_kind(&file.metadata()?)?;
        Ok(Self::of(file, limit)?)
    }

    /// Parses it as the capture at `path`, with what `recall` says of its blocks.
    ///
    /// # Errors
    /// It is no saved page, or the parser panicked.
    pub fn parse(
        &self,
        path: &Path,
        recall: impl FnOnce(&Document) -> Recall,
    ) -> Result<Parsed, Unreadable> {
        let name = path.to_string_lossy();
        let capture = Capture {
            name: &name,
            bytes: &self.bytes,
        };
        if let Kind::Binary(what) = capture.kind() {
            return Err(Unreadable::NoPage(what));
        }
        let parse = AssertUnwindSafe(|| parser::parse_recalling(&capture, recall));
        let parsed = panic::catch_unwind(parse);
        let mut parsed = parsed.map_err(|cause| Unreadable::BrokeOff(message(&*cause)))?;
        if let Some(limit) = self.cut {
            parsed.notes.push(format!("cut off at {limit}"));
        }
        Ok(parsed)
    }
}

/// Is it a file with bytes of its own?
fn check_kind(about: &fs::Metadata) -> Result<(), Unreadable> {
    if about.is_dir() {
        return Err(Unreadable::NoFile("a folder"));
    }
    if !about.is_file() {
        return Err(Unreadable::NoFile("a pipe, a socket or a device"));
    }
    Ok(())
}

/// Opens without waiting: a pipe would wait for somebody who writes.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).map_err(io::Error::other)?;
    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// What a panic says.
fn message(cause: &(dyn Any + Send)) -> String {
    let text = cause
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| cause.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no reason given").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_captures_in_nested_folders_and_survives_circles() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::create_dir_all(root.join("a/b/drafts")).expect("folders");
        std::fs::create_dir_all(root.join(".hidden")).expect("folders");
        std::fs::create_dir_all(root.join("a/page_files")).expect("folders");
        for name in [
            "one.txt",
            "a/two.HTML",
            "a/b/three",
            "a/picture.png",
            "a/page_files/six.html",
            "a/draft-one.txt",
            "a/b/drafts/seven.txt",
            ".four.txt",
            ".hidden/five.txt",
        ] {
            std::fs::write(root.join(name), "x").expect("a file");
        }
        std::fs::write(root.join("a").join(IGNORE), "draft-*\ndrafts/\n").expect("a file");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(root, root.join("a/b/circle")).expect("a link");
            std::os::unix::fs::symlink("nowhere", root.join("broken.txt")).expect("a link");
        }
        let found: Vec<String> = captures(root)
            .map(|path| path.expect("no trouble"))
            .filter_map(|path| Some(path.strip_prefix(root).ok()?.to_string_lossy().into_owned()))
            .collect();
        assert_eq!(found, ["a/b/three", "a/two.HTML", "one.txt"]);
    }

    #[test]
    fn reads_regular_files_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("one.txt");
        fs::write(&file, "text").expect("a file");
        let want = Content {
            bytes: b"text".into(),
            cut: None,
        };
        let limit = Limit::default();
        assert_eq!(Content::of_file(&file, limit).expect("bytes"), want);
        for (path, reason) in [
            (folder.path(), "is a folder, not a file"),
            (
                Path::new("/dev/zero"),
                "is a pipe, a socket or a device, not a file",
            ),
            (
                &folder.path().join("none"),
                "there is no such file or folder",
            ),
            (&file.join("x"), "not a directory"),
        ] {
            let error = Content::of_file(path, limit).expect_err("no content");
            assert_eq!(error.to_string(), reason);
        }
    }

    #[test]
    fn only_so_much_is_read_and_a_note_says_so() {
        let endless = io::repeat(b' ');
        let limit = Limit::mebibytes(3);
        let content = Content::of(endless, limit).expect("bytes");
        assert_eq!(content.bytes.len(), 3 << 20);
        assert_eq!(content.cut, Some(limit));
        let short = Content {
            bytes: b"Harbour reopens".into(),
            ..content
        };
        let parsed = short
            .parse(Path::new("a.txt"), |_| Recall::default())
            .expect("an article");
        assert!(parsed.notes.contains(&"cut off at 3 MiB".to_owned()));
    }

    #[test]
    fn what_is_no_page_is_named() {
        let picture = Content {
            bytes: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".into(),
            cut: None,
        };
        let error = picture
            .parse(Path::new("a.html"), |_| Recall::default())
            .expect_err("no page");
        assert_eq!(error.to_string(), "is a PNG image, not a saved page");
    }
}
