//! What a call is given: paths, folders, a list of paths, standard input. Yields inputs one by one; reads one when asked.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::iter;
use std::path::{Path, PathBuf};

use crate::cli::screen::shown;
use crate::parser::Parsed;
use crate::parser::block::Document;
use crate::parser::memory::Recall;
use crate::run::files::{self, Content, Limit, Unreadable, reason};

/// Most bytes of a path in a list (Linux allows 4096).
const LONGEST_PATH: u64 = 1 << 16;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file that was named.
    Named(PathBuf),
    /// A file that was found in a folder that was named: not meant to be read if it is no saved page.
    Found(PathBuf),
}

/// An article and where it came from.
#[derive(Debug)]
pub struct Reading {
    /// The path as it was given, fit to be shown; `-` for standard input.
    pub source: String,
    /// What the parser made of it.
    pub parsed: Parsed,
}

/// An input that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The input's name, fit to be shown.
    pub name: String,
    /// Why, in words.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

impl Failure {
    /// A failure of `path`.
    pub fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self {
            name: shown(path),
            reason: reason.into(),
        }
    }
}

/// The inputs that an argument stands for: `-` is standard input, a folder is the files in it.
pub fn of_argument(path: PathBuf) -> impl Iterator<Item = Result<Input, Failure>> + Send {
    let (path, stdin) = if path.as_os_str() == "-" {
        (None, Some(Ok(Input::Stdin)))
    } else {
        (Some(path), None)
    };
    path.into_iter().flat_map(of_path).chain(stdin)
}

/// The inputs that `path` stands for: a folder is the files in it.
fn of_path(path: PathBuf) -> impl Iterator<Item = Result<Input, Failure>> + Send {
    let (folder, file) = if path.is_dir() {
        (Some(of_folder(&path)), None)
    } else {
        (None, Some(Ok(Input::Named(path))))
    };
    folder.into_iter().flatten().chain(file)
}

/// The files in `folder` that may be saved pages. A failure when there is none.
fn of_folder(folder: &Path) -> impl Iterator<Item = Result<Input, Failure>> + Send + use<> {
    let mut files = files::captures(folder)
        .map(|found| match found {
            Ok(path) => Ok(Input::Found(path)),
            Err((path, reason)) => Err(Failure::new(&path, reason)),
        })
        .peekable();
    let none = files.peek().is_none();
    files.chain(none.then(|| Err(Failure::new(folder, "this folder holds no saved pages"))))
}

/// The inputs of a list, one path a line, bytes as they stand; blank lines are passed over. `-` is standard input.
pub fn of_list(list: PathBuf) -> impl Iterator<Item = Result<Input, Failure>> + Send {
    let opened: io::Result<Box<dyn Read + Send>> = if list.as_os_str() == "-" {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(&list).map(|file| Box::new(file) as _)
    };
    let (lines, failure) = match opened {
        Ok(lines) => (Some(lines_of(lines, list)), None),
        Err(error) => (None, Some(Err(Failure::new(&list, reason(&error))))),
    };
    let paths = lines.into_iter().flatten().chain(failure);
    paths.flat_map(|path| {
        let (path, failure) = match path {
            Ok(path) => (Some(path), None),
            Err(failure) => (None, Some(Err(failure))),
        };
        path.into_iter().flat_map(of_path).chain(failure)
    })
}

/// The lines of `list` that are not blank; ends at the first that cannot be read.
fn lines_of(
    list: impl Read + Send,
    name: PathBuf,
) -> impl Iterator<Item = Result<PathBuf, Failure>> + Send {
    let mut list = Some(BufReader::new(list));
    iter::from_fn(move || {
        loop {
            let mut line = Vec::new();
            let read = (list.as_mut()?.take(LONGEST_PATH)).read_until(b'\n', &mut line);
            let ended = line.pop_if(|last| *last == b'\n').is_some();
            let problem = match read {
                Ok(0) => return None,
                Ok(n) if n as u64 == LONGEST_PATH && !ended => {
                    "it is no list of paths: a line is too long".to_owned()
                }
                Ok(_) if line.is_empty() => continue,
                Ok(_) => return Some(Ok(files::path_of(&line))),
                Err(error) => reason(&error),
            };
            list = None;
            return Some(Err(Failure::new(&name, problem)));
        }
    })
}

/// Reads and parses one input up to the limit, with what `recall` says of its blocks; `None` for a file that was only found, and is no saved page.
///
/// # Errors
/// The input is no readable regular file or no saved page, or the parser broke off.
pub fn read(
    input: Input,
    limit: Limit,
    recall: impl FnOnce(&Document) -> Recall,
) -> Result<Option<Reading>, Failure> {
    let (path, content, found) = match input {
        Input::Stdin => {
            let content = Content::of(io::stdin(), limit).map_err(Unreadable::from);
            (PathBuf::from("-"), content, false)
        }
        Input::Named(path) => (path.clone(), Content::of_file(&path, limit), false),
        Input::Found(path) => (path.clone(), Content::of_file(&path, limit), true),
    };
    match content.and_then(|content| content.parse(&path, recall)) {
        Ok(parsed) => Ok(Some(Reading {
            source: shown(&path),
            parsed,
        })),
        Err(Unreadable::NoPage(_)) if found => Ok(None),
        Err(reason) => Err(Failure::new(&path, reason.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Failure, Input, LONGEST_PATH, lines_of, of_argument};

    fn listed(list: &[u8]) -> Vec<Result<PathBuf, Failure>> {
        lines_of(list, "list".into()).collect()
    }

    #[test]
    fn a_list_is_paths_as_they_stand() {
        for (list, want) in [
            ("", &[][..]),
            ("a.txt\n", &["a.txt"]),
            ("\n\na b\n -x\n\nlast", &["a b", " -x", "last"]),
        ] {
            let got: Vec<_> = listed(list.as_bytes()).into_iter().flatten().collect();
            let want: Vec<_> = want.iter().map(PathBuf::from).collect();
            assert_eq!(got, want, "{list:?}");
        }
    }

    #[test]
    fn a_list_without_lines_ends_with_one_failure() {
        let endless = vec![b'x'; 3 * usize::try_from(LONGEST_PATH).unwrap()];
        let got = listed(&endless);
        assert_eq!(got.len(), 1);
        assert!(got[0].as_ref().is_err_and(|f| f.name == "list"));
    }

    #[test]
    fn a_folder_is_its_candidates_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b")).unwrap();
        fs::create_dir_all(root.join("page_files")).unwrap();
        for name in [
            "c.TXT",
            "a.html",
            "b/note",
            "page_files/x.html",
            ".hidden.txt",
            "d.css",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        let got: Vec<_> = of_argument(root.into()).map(Result::unwrap).collect();
        let want = ["a.html", "b/note", "c.TXT"].map(|name| Input::Found(root.join(name)));
        assert_eq!(got, want);
    }

    #[test]
    fn an_empty_folder_is_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let got: Vec<_> = of_argument(folder.path().into()).collect();
        assert_eq!(got.len(), 1);
        assert!(got[0].is_err());
    }

    #[test]
    fn what_is_no_folder_is_kept_as_named() {
        for name in ["no such file", "-x", "./-"] {
            let got: Vec<_> = of_argument(name.into()).collect();
            assert_eq!(got, [Ok(Input::Named(name.into()))]);
        }
        assert_eq!(
            of_argument(Path::new("-").into()).collect::<Vec<_>>(),
            [Ok(Input::Stdin)]
        );
    }
}
