//! The journal: one line for each change, the last line of a key wins. Lines are only ever added, but for a compaction that puts a new
//! file in the old one's place at once. Several readers may share it: whoever writes holds the lock file beside it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::StoreError;

/// A journal is compacted when it has more lines than twice its keys and this.
const SLACK: usize = 100;

/// What a journal keeps under each key.
pub trait Record: Sized {
    /// Writes a line, its line break included.
    ///
    /// # Errors
    /// It cannot be put into words.
    fn write(&self, key: &str) -> io::Result<Vec<u8>>;
    /// Reads a line without its break; `None` for a damaged one and for one of another version.
    fn read(bytes: &[u8]) -> Option<(String, Self)>;
}

/// A journal of the reader's own state.
#[derive(Debug)]
pub struct Journal<R> {
    path: PathBuf,
    damaged: usize,
    trouble: Option<StoreError>,
    records: PhantomData<R>,
}

/// What a journal's bytes say.
#[derive(Debug)]
struct Content<R> {
    states: HashMap<String, R>,
    lines: usize,
    damaged: usize,
}

impl<R: Record> Journal<R> {
    /// Opens the journal at `path`, which is made with its folder where missing, and reads what it keeps by its key. Damaged
    /// lines are skipped and counted. A journal that has grown is compacted; where that fails it stays as it was, and
    /// [`Journal::trouble`] says why.
    ///
    /// # Errors
    /// When the folder cannot be made, or the file cannot be read.
    pub fn open(path: impl Into<PathBuf>) -> Result<(Self, HashMap<String, R>), StoreError> {
        let path = path.into();
        let folder = folder(&path).to_owned();
        fs::create_dir_all(&folder).map_err(|cause| StoreError::Folder {
            path: folder,
            cause,
        })?;
        let (content, trouble) = load(&path).map_err(|cause| StoreError::Read {
            path: path.clone(),
            cause,
        })?;
        let journal = Self {
            path,
            damaged: content.damaged,
            trouble,
            records: PhantomData,
        };
        Ok((journal, content.states))
    }

    /// Lines that could not be read when it was opened.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// Why the compaction failed that was due when it was opened.
    pub fn trouble(&self) -> Option<&StoreError> {
        self.trouble.as_ref()
    }

    /// Appends what is kept under that key from now on: one whole line in one write, on the disk when this returns.
    ///
    /// # Errors
    /// When the file cannot be opened or written.
    pub fn append(&self, key: &str, state: &R) -> Result<(), StoreError> {
        let write = || -> io::Result<()> {
            let mut bytes = state.write(key)?;
            let _lock = lock(&self.path)?;
            // Opened anew each time: another reader may have put a compacted file in its place.
            let mut file = open(&self.path)?;
            if is_torn(&mut file)? {
                bytes.insert(0, b'\n');
            }
            file.write_all(&bytes)?;
            file.sync_data()
        };
        write().map_err(|cause| StoreError::Write {
            path: self.path.clone(),
            cause,
        })
    }
}

impl<R: Record> Content<R> {
    fn of(bytes: &[u8]) -> Self {
        let mut content = Self {
            states: HashMap::new(),
            lines: 0,
            damaged: 0,
        };
        let lines = bytes.split(|&byte| byte == b'\n');
        for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
            content.lines += 1;
            match R::read(line) {
                Some((key, state)) => {
                    content.states.insert(key, state);
                }
                None => content.damaged += 1,
            }
        }
        content
    }

    fn is_due(&self) -> bool {
        self.lines > 2 * self.states.len() + SLACK
    }
}

/// What the journal at `path` keeps by its key, and how many of its lines are damaged. Nothing is made, locked or changed.
///
/// # Errors
/// It cannot be read.
pub(super) fn read<R: Record>(path: &Path) -> io::Result<(HashMap<String, R>, usize)> {
    refuse_others(path)?;
    let content = Content::of(&fs::read(path)?);
    Ok((content.states, content.damaged))
}

/// Reads the journal, and compacts it when that is due.
fn load<R: Record>(path: &Path) -> io::Result<(Content<R>, Option<StoreError>)> {
    refuse_others(path)?;
    let _lock = lock(path)?;
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    let content = Content::of(&bytes);
    let trouble = content.is_due().then(|| compact(path, &bytes, &content));
    Ok((content, trouble.and_then(Result::err)))
}

/// Holds the lock file beside the journal until it is dropped. The journal itself will not do: a compaction replaces it.
fn lock(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(beside(path, ".lock"))?;
    match file.lock() {
        // Some network folders know no locks; one reader alone is safe there.
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
        locked => locked.map(|()| file),
    }
}

/// Nothing but a regular file is opened: a pipe would wait for ever.
fn refuse_others(path: &Path) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        return Err(io::Error::other("this is not a regular file"));
    }
    Ok(())
}

/// Opens the journal for reading and appending.
fn open(path: &Path) -> io::Result<File> {
    refuse_others(path)?;
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)
}

/// Was the last write cut off, so that the file ends inside a line?
fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Puts a journal of one line a key in the place of the one at `path`, whose `bytes` are set aside first if any of it is damaged.
fn compact<R: Record>(path: &Path, bytes: &[u8], content: &Content<R>) -> Result<(), StoreError> {
    if content.damaged > 0 {
        set_aside(path, bytes)?;
    }
    let write = || -> io::Result<()> {
        // The file behind a link is replaced, not the link.
        let path = fs::canonicalize(path)?;
        let mut states: Vec<_> = content.states.iter().collect();
        states.sort_unstable_by_key(|(key, _)| *key);
        let mut lines = Vec::new();
        for (key, state) in states {
            lines.extend(state.write(key)?);
        }
        replace(&path, &lines)
    };
    write().map_err(|cause| StoreError::Write {
        path: path.to_owned(),
        cause,
    })
}

/// Puts a file of these bytes in the place of the one at `path`, at once and for good.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut fresh = NamedTempFile::new_in(folder(path))?;
    fresh.write_all(bytes)?;
    fresh.as_file().sync_all()?;
    fresh.persist(path)?;
    sync_folder(path)
}

/// Keeps `bytes` as `NAME.damaged-N`, with the first N that is free.
fn set_aside(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let mut n = 1;
    loop {
        let copy = beside(path, &format!(".damaged-{n}"));
        let write = || -> io::Result<()> {
            let mut file = File::create_new(&copy)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            sync_folder(&copy)
        };
        match write() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => n += 1,
            written => {
                return written.map_err(|cause| StoreError::Aside {
                    path: path.to_owned(),
                    copy,
                    cause,
                });
            }
        }
    }
}

/// Makes the names in the folder of `path` last, where the system opens folders as files.
fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder(path)).map_or(Ok(()), |folder| folder.sync_all())
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The path with `ending` after its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}
