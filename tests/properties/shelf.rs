//! A few saved articles, and a library of them in memory.

use std::path::Path;
use std::sync::LazyLock;

use clippings::article::{Article, Block, BlockKind};
use clippings::library::ask::Format;
use clippings::library::fnv_1a;
use clippings::parser::{Capture, parse};
use clippings::run::samples::SAMPLES;
use clippings::store::{Content, Prepared, Put, Seen, Store};

use super::page;

/// A saved file and what it holds.
pub struct Saved {
    pub name: String,
    pub bytes: Vec<u8>,
    pub article: Article,
    prepared: Prepared,
}

/// What no parser lets out and a damaged library may hold all the same: the screen has to take it.
const HOSTILE: &str = "=Ferry\u{1b}[31m \u{202e}gpj\u{9b}2J\n:\u{301}\u{301}\u{301}\u{200d}\u{2028}\n@\u{7}\n/\u{1f469}\u{200d}\u{1f680}\n+\u{e0041}\n\
    *\u{feff}\n^\u{2066}x\n~Nettle soup, and five other things that spring gives away\n%a\t\t\u{9}b\n \t\u{1b}\n|\u{0}\n\u{1161}\u{1161}\u{1161}\n";

impl Saved {
    /// What is to be put into the library.
    pub fn put(&self) -> Put {
        Put {
            path: self.name.clone().into(),
            seen: Seen { size: 1, mtime: 1 },
            hash: fnv_1a(self.bytes.iter().copied()),
            fresh: false,
            content: Content::Article(Box::new(self.prepared.clone())),
        }
    }

    /// The article's identity.
    pub fn key(&self) -> u64 {
        self.prepared.key
    }

    fn new(name: &str, bytes: &[u8], article: Article) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.to_owned(),
            prepared: Prepared::new(Path::new(name), &article, Format::Text),
            article,
        }
    }

    /// A file with a headline and nothing else.
    pub fn headline(n: usize, headline: &str) -> Self {
        let article = Article {
            headline: Some(headline.to_owned()),
            body: vec![Block::new(BlockKind::Paragraph, headline)],
            ..Article::default()
        };
        Self::new(&format!("{n}.txt"), headline.as_bytes(), article)
    }
}

/// A third of the samples, one of them saved a second time and changed a little, and one that no parser would give.
pub static SHELF: LazyLock<Vec<Saved>> = LazyLock::new(|| {
    let parsed = |name: &str, bytes: &[u8]| {
        let article = parse(&Capture { name, bytes }).article;
        Saved::new(name, bytes, article)
    };
    let samples = SAMPLES.iter().step_by(3);
    let mut shelf: Vec<Saved> = samples.map(|(name, bytes)| parsed(name, bytes)).collect();
    let first = &shelf[1];
    let again = String::from_utf8_lossy(&first.bytes).replacen(" the ", " that ", 3);
    shelf.push(parsed("again.txt", again.as_bytes()));
    let hostile = page::article(HOSTILE);
    shelf.push(Saved::new("hostile.txt", HOSTILE.as_bytes(), hostile));
    shelf
});

/// A library of those.
pub fn library(shelf: &[Saved]) -> Store {
    let mut store = Store::in_memory().unwrap();
    let puts: Vec<Put> = shelf.iter().map(Saved::put).collect();
    store.put(&puts).unwrap();
    store
}
