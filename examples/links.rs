//! Checks links on lines of real pages: in a library of one dumper's captures, which pages name which others, and is that true?
//!
//! ```text
//! python3 shared/captures/unpack.py shared/captures OUT resiliparse_all
//! cargo run --release --example links OUT/resiliparse_all shared/captures/pages.jsonl.gz
//! ```
//!
//! The pages are of some 400 sites, so that few name each other: what is asked is whether a line leads to an article that it does not name. A link
//! is right when the line and the labelled headline of its target begin alike, or one holds the other.

#![allow(clippy::indexing_slicing)] // run by hand, it fails by panicking

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result};
use clippings::library::{Id, fold};
use clippings::run::files::Limit;
use clippings::run::index::index;
use clippings::store::{Purpose, Store};
use flate2::read::GzDecoder;

/// Characters that two headlines share at least where one is cut.
const SHARED: usize = 20;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(folder), Some(pages)) = (args.next(), args.next()) else {
        anyhow::bail!("which folder and which pages? see the top of examples/links.rs");
    };
    let headlines = headlines(Path::new(&pages))?;
    let folder = Path::new(&folder);
    let data = tempfile::tempdir()?;
    let mut store = Store::open(data.path(), folder, Purpose::Indexer)?.store;
    index(&mut store, (data.path(), folder), Limit::default(), |_| ())?;
    let articles = store.articles_by_file()?;
    let page_of: HashMap<Id, String> = articles
        .iter()
        .map(|(path, id)| (*id, page(path)))
        .collect();
    let (mut lines, mut right, mut wrong) = (0, 0, 0);
    for (path, id) in &articles {
        let article = store.article(*id)?.unwrap_or_default();
        lines += article.related.len();
        for (line, target) in article.related.iter().zip(store.links(&article.related)?) {
            let Some(target) = target.filter(|target| target != id) else {
                continue;
            };
            let target = page_of.get(&target).context("a file")?;
            let named = headlines
                .get(target)
                .map(String::as_str)
                .unwrap_or_default();
            if is_named(&fold(&line.headline), named) {
                right += 1;
            } else {
                wrong += 1;
                println!(
                    "{}: {:?} leads to {target}: {named:?}",
                    page(path),
                    line.headline
                );
            }
        }
    }
    println!(
        "{} captures, {lines} lines: {right} links right, {wrong} wrong",
        articles.len()
    );
    Ok(())
}

/// The page of a capture: its file's name without dumper and ending.
fn page(path: &[u8]) -> String {
    let name = String::from_utf8_lossy(path);
    let mut parts = name.rsplitn(3, '.');
    parts.nth(2).unwrap_or(&name).to_owned()
}

/// The labelled headlines of the pages, folded.
fn headlines(pages: &Path) -> Result<HashMap<String, String>> {
    let mut headlines = HashMap::new();
    for line in BufReader::new(GzDecoder::new(File::open(pages)?)).lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let name = page["page"].as_str().context("no page")?;
        let headline = page["fields"]["headline"].as_str().unwrap_or_default();
        headlines.insert(name.replace(['/', ':'], "-"), fold(headline));
    }
    Ok(headlines)
}

fn is_named(line: &str, headline: &str) -> bool {
    let shared = line
        .chars()
        .zip(headline.chars())
        .take_while(|(a, b)| a == b);
    !headline.is_empty()
        && (line.contains(headline) || headline.contains(line) || shared.count() >= SHARED)
}
