//! What is known of sites on disk: what the reader said of lines, in a journal as dear as the marks, and what was learned from the
//! captures, in a file that may be deleted at any time. All that the memory of sites asks of the disk is here.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::journal::{Record, replace};
use crate::article::Lesson;

/// The name of the journal of lessons in the data folder.
pub const LESSONS: &str = "lessons.journal";
/// The name of what was learned in the data folder.
pub const LEARNED: &str = "sites.learned";

/// Most bytes that are read of what was learned; a memory is bounded, so a longer file is none.
const LONGEST: u64 = 64 << 20;

/// The format that this program writes, and the only one that it reads.
const VERSION: u32 = 1;

/// A line as it is written.
#[derive(Serialize, Deserialize)]
struct Line<L> {
    v: u32,
    #[serde(flatten)]
    lesson: L,
}

/// The key of a lesson: a later one about the same line of the same site takes its place.
pub fn key(lesson: &Lesson) -> String {
    format!("{:016x} {}", lesson.line, lesson.site)
}

impl Record for Lesson {
    fn write(&self, _key: &str) -> io::Result<Vec<u8>> {
        let line = Line {
            v: VERSION,
            lesson: self,
        };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn read(bytes: &[u8]) -> Option<(String, Self)> {
        let line: Line<Self> = serde_json::from_slice(bytes).ok()?;
        (line.v == VERSION).then(|| (key(&line.lesson), line.lesson))
    }
}

/// What was learned, as it was kept; `None` where nothing was, or nothing that can be read.
pub fn learned(folder: &Path) -> Option<String> {
    let path = folder.join(LEARNED);
    let about = fs::metadata(&path).ok()?;
    let is_sound = about.is_file() && about.len() <= LONGEST;
    is_sound.then(|| fs::read_to_string(path).ok()).flatten()
}

/// Keeps what was learned: the whole file at once, or the old one stays.
///
/// # Errors
/// The folder cannot be made or written to.
pub fn keep_learned(folder: &Path, record: &str) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    replace(&folder.join(LEARNED), record.as_bytes())
}
