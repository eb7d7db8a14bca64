//! Lines of pages in several languages, and the saved articles that they name: `links/lines.txt`.
#![allow(clippy::string_slice, clippy::unwrap_used)]

use std::path::Path;

use clippings::article::{Article, Block, BlockKind, Related};
use clippings::library::ask::Format;
use clippings::library::fnv_1a;
use clippings::parser::fields::related::{clean, unescaped};
use clippings::store::{Content, Prepared, Put, Seen, Store};

/// A file of its own for a headline.
fn put(headline: &str) -> Put {
    let article = Article {
        headline: Some(headline.to_owned()),
        body: vec![Block::new(BlockKind::Paragraph, headline)],
        ..Article::default()
    };
    let prepared = Prepared::new(Path::new(headline), &article, Format::Text);
    Put {
        path: headline.into(),
        seen: Seen { size: 1, mtime: 1 },
        hash: fnv_1a(headline.bytes()),
        fresh: false,
        content: Content::Article(Box::new(prepared)),
    }
}

/// The headline of the saved article that a line of a page names.
fn named(store: &Store, line: &str) -> Option<String> {
    let found = clean(line)?;
    let related = Related {
        headline: unescaped(&line[found.headline]).into_owned(),
        ..Related::default()
    };
    let id = store.links(&[related]).unwrap().pop().flatten()?;
    Some(store.rows(&[id]).unwrap().remove(0).headline)
}

#[test]
fn lines_name_what_they_say_and_nothing_else() {
    let data = include_str!("links/lines.txt");
    let (_, data) = data.split_once("== saved\n").unwrap();
    let (saved, lines) = data.split_once("== lines\n").unwrap();
    let mut store = Store::in_memory().unwrap();
    let puts: Vec<Put> = saved.lines().map(put).collect();
    store.put(&puts).unwrap();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (line, want) = line.split_once(" => ").unwrap();
        let want = Some(want.to_owned()).filter(|want| want != "-");
        let got = named(&store, line);
        if got != want {
            wrong.push(format!("{line}\n    is {got:?}\n  want {want:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
