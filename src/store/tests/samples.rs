//! Articles and files for the tests of this room.

use std::path::Path;

use tempfile::TempDir;

use crate::article::{Article, Block, BlockKind};
use crate::library::ask::Format;
use crate::store::{Change, Content, Mark, Opened, Prepared, Purpose, Put, Seen, Store};

/// A store in a folder of its own.
pub fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    // Nobody cuts the power of a test.
    let opened = Store::open_file(&folder.path().join("a.sqlite"), Purpose::Indexer).unwrap();
    assert_eq!(opened.notes, Vec::<String>::new());
    (folder, opened.store)
}

/// Opens the store in that file.
pub fn open(path: &Path) -> Opened {
    Store::open_file(path, Purpose::Reader).unwrap()
}

/// Marks an article, as a step.
pub fn star(store: &mut Store, key: u64) {
    let star = [Change::mark(key, Mark::Starred, true)];
    store.change("star", &star).unwrap();
}

/// Puts all into the file itself, so that it can be damaged.
pub fn checkpoint(store: &Store) {
    let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
    store.db.execute_batch(checkpoint).unwrap();
}

/// An article with a headline, a date that may be empty, and a text.
pub fn article(headline: &str, date: &str, text: &str) -> Article {
    Article {
        headline: Some(headline.to_owned()),
        published: date.parse().ok(),
        body: vec![Block::new(BlockKind::Paragraph, text)],
        ..Article::default()
    }
}

/// A file with a content; its hash and size are of its text.
pub fn put(path: &str, article: &Article) -> Put {
    let text = format!("{article:?}");
    Put {
        path: path.into(),
        seen: Seen {
            size: text.len() as u64,
            mtime: 1,
        },
        hash: crate::library::fnv_1a(text.bytes()),
        fresh: false,
        content: Content::Article(Box::new(Prepared::new(
            Path::new(path),
            article,
            Format::Text,
        ))),
    }
}

/// The key of an article.
pub fn key(article: &Article) -> u64 {
    u64::from_str_radix(&crate::library::key(article), 16).unwrap()
}
