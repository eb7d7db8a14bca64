//! An article as a list shows it.

use super::MarkSet;
use crate::article::Stamp;

/// An article in the index. Ids grow with the articles' dates; an article that is read anew may get another one, its key stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub i64);

/// What a list shows of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The article.
    pub id: Id,
    /// Its identity, as [`crate::library::key`] has it.
    pub key: u64,
    /// The headline; the file's name where the page has none.
    pub headline: String,
    /// The publisher.
    pub publisher: Option<String>,
    /// The date it is listed under.
    pub date: Option<Stamp>,
    /// When it was last changed, where it is one of several versions and says so.
    pub updated: Option<Stamp>,
    /// Minutes to read.
    pub minutes: u16,
    /// The reader's marks.
    pub marks: MarkSet,
    /// The page's own address.
    pub url: Option<String>,
    /// The first file that holds it, as bytes of a path relative to the library's folder.
    pub file: Vec<u8>,
    /// How many files hold it.
    pub files: u32,
}

impl Row {
    /// The name of its first file.
    pub fn file_name(&self) -> String {
        let name = self.file.rsplit(|&byte| byte == b'/').next();
        String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
    }
}
