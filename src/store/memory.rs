//! What is known of sites on disk: the journal in which earlier releases kept what the reader said of lines, and what was learned from the
//! captures, in a file that may be deleted at any time.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use super::journal::Record;
use super::placing::{make_folder, replace};
use crate::article::Lesson;

/// The name of the journal of lessons in the data folder.
pub const LESSONS: &str = "lessons.journal";
/// The name of what was learned in the data folder.
pub const LEARNED: &str = "sites.learned";

/// Most bytes that are read of what was learned; a memory is bounded, so a longer file is none.
const LONGEST: u64 = 64 << 20;

/// The only format of lessons that there ever was.
const VERSION: u32 = 1;

/// A line as it was written.
#[derive(Deserialize)]
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
    make_folder(folder)?;
    replace(&folder.join(LEARNED), record.as_bytes())
}
