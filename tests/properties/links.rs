//! What holds of any line that may name a saved article.

use clippings::article::Related;
use clippings::library::{Id, fold, signs_of_line};
use clippings::parser::fields::related::{clean, unescaped};
use clippings::store::Store;

use super::shelf::{Saved, library};

/// Most headlines and lines that are looked at.
const MOST: usize = 12;

/// Bytes as lines: headlines of saved articles, an empty line, then lines of pages, each perhaps with a tab and an address.
pub fn followed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (headlines, lines) = text.split_once("\n\n").unwrap_or((&text, &text));
    let headlines = headlines.lines().filter(|line| !line.trim().is_empty());
    let headlines = headlines.take(MOST).enumerate();
    let shelf: Vec<Saved> = headlines
        .map(|(n, line)| Saved::headline(n, line))
        .collect();
    let store = library(&shelf);
    for line in lines.lines().take(MOST) {
        check(&store, &shelf, line);
    }
}

fn check(store: &Store, shelf: &[Saved], line: &str) {
    let (words, url) = line.split_once('\t').unwrap_or((line, ""));
    if let Some(found) = clean(words) {
        let headline = words.get(found.headline.clone()).unwrap();
        unescaped(headline);
    }
    let related = Related {
        headline: words.to_owned(),
        url: Some(url.to_owned()).filter(|url| !url.is_empty()),
        ..Related::default()
    };
    signs_of_line(&related);
    let named = |related: Related| -> Option<Id> {
        let links = store.links(&[related]).unwrap();
        assert_eq!(links.len(), 1);
        links.into_iter().next().flatten()
    };
    let Some(id) = named(related.clone()) else {
        return;
    };
    let row = store.rows(&[id]).unwrap().pop().unwrap();
    assert_eq!(named(related), Some(id), "another one when asked again");
    // Where a headline stands there word by word, no other one is meant.
    let words = fold(words);
    let is_it = |saved: &Saved| saved.article.headline.as_deref().map(fold) == Some(words.clone());
    if url.is_empty() && shelf.iter().any(is_it) {
        assert_eq!(fold(&row.headline), words);
    }
}
