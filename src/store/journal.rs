//! The journals of earlier releases: one line for each change, the last line of a key wins. They are read, never written.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

/// What a journal keeps under each key.
pub(super) trait Record: Sized {
    /// Reads a line without its break; `None` for a damaged one and for one of another version.
    fn read(line: &[u8]) -> Option<(String, Self)>;
}

/// What the journal at `path` keeps by its key, and how many of its lines are damaged.
///
/// # Errors
/// It cannot be read.
pub(super) fn read<R: Record>(path: &Path) -> io::Result<(HashMap<String, R>, usize)> {
    // A pipe would wait for ever.
    if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        return Err(io::Error::other("this is not a regular file"));
    }
    let bytes = fs::read(path)?;
    let (mut states, mut damaged) = (HashMap::new(), 0);
    let lines = bytes.split(|&byte| byte == b'\n');
    for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
        match R::read(line) {
            Some((key, state)) => drop(states.insert(key, state)),
            None => damaged += 1,
        }
    }
    Ok((states, damaged))
}
