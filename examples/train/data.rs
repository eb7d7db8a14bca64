//! Reads the labelled pages of `shared/`.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use clippings::parser::filter::filter;
use clippings::parser::formats;
use clippings::parser::signals::Collector;
use serde::Deserialize;

use crate::publishers::{Made, Page, Publishers, Raw};
use crate::{align, augment};

/// All pages and the names of their signals.
pub struct Data {
    /// The pages.
    pub pages: Vec<Page>,
    /// Knows every signal's name.
    pub collector: Collector,
}

#[derive(Deserialize)]
struct CaptureRecord {
    source: String,
    page: String,
    text: String,
}

/// Labels of one capture, as `shared/captures/README.md` describes them.
#[derive(Deserialize)]
pub struct LabelRecord {
    source: String,
    /// One letter a line.
    pub labels: String,
    /// Lines with several labels: character ranges and their letters.
    #[serde(default)]
    pub spans: HashMap<String, Vec<(usize, usize, char)>>,
}

/// The dumper whose captures are also given made-up endings.
const AUGMENTED: &str = "seedlike";

/// The plain-text captures of all dumpers, and those of [`AUGMENTED`] once more with made-up endings; and what is
/// made of them.
pub fn text(shared: &Path, made: Made) -> Result<Data> {
    let corpus = shared.join("captures");
    let publishers = Publishers::read(&corpus, made)?;
    let mut collector = Collector::naming();
    let mut pages = Vec::new();
    for dumper in dumpers(&corpus)? {
        let labels = labels(&corpus, &dumper)?;
        let captures = captures(&corpus, &dumper)?;
        let mut read = Vec::new();
        for capture in &captures {
            let Some(truth) = labels.get(&capture.source) else {
                continue;
            };
            let document = formats::text::read(filter(&straight(&capture.text)).into_owned());
            read.push(Raw {
                gold: align::lines(&document, truth),
                page: capture.page.clone(),
                document,
            });
        }
        publishers.recall(&mut read);
        if dumper == AUGMENTED {
            augmented(&captures, &labels, &publishers, |page, text, truth| {
                let document = formats::text::read(filter(&text).into_owned());
                read.push(Raw {
                    gold: align::lines(&document, &truth),
                    page: page.to_owned(),
                    document,
                });
            });
        }
        for page in &read {
            pages.push(publishers.page(page, &mut collector));
            pages.extend(publishers.foreign(page, &dumper, &mut collector));
        }
        pages.extend(publishers.spliced(&read, &dumper, &mut collector));
    }
    Ok(Data { pages, collector })
}

/// Line ends other than `\n` would move the lines that the labels count.
fn straight(text: &str) -> String {
    let other = |c| {
        matches!(
            c,
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    text.chars()
        .map(|c| if other(c) { ' ' } else { c })
        .collect()
}

fn augmented(
    captures: &[CaptureRecord],
    labels: &HashMap<String, LabelRecord>,
    publishers: &Publishers,
    mut each: impl FnMut(&str, String, LabelRecord),
) {
    let lines = |capture: &CaptureRecord| -> Option<Vec<augment::Line>> {
        let letters = labels.get(&capture.source)?.labels.chars();
        Some(
            letters
                .zip(straight(&capture.text).split('\n').map(str::to_owned))
                .collect(),
        )
    };
    // Publishers lend headlines and tags only to their own tenth, so that held-out pages stay unseen.
    let mut pools: HashMap<u64, augment::Pool> = HashMap::new();
    for capture in captures {
        if let Some(lines) = lines(capture) {
            pools
                .entry(publishers.tenth(&capture.page))
                .or_default()
                .add(publishers.language(&capture.page), &lines);
        }
    }
    for capture in captures {
        let Some(pool) = pools.get(&publishers.tenth(&capture.page)) else {
            continue;
        };
        let made = lines(capture).and_then(|l| {
            augment::augment(&capture.page, publishers.language(&capture.page), &l, pool)
        });
        let Some(made) = made else { continue };
        let (letters, texts): (String, Vec<String>) = made.into_iter().unzip();
        let truth = LabelRecord {
            source: capture.source.clone(),
            labels: letters,
            spans: HashMap::new(),
        };
        each(&capture.page, texts.join("\n"), truth);
    }
}

/// The saved HTML pages, with the labels of their `bs4` captures (one text node a line); and what is made of
/// them.
pub fn html(shared: &Path, made: Made) -> Result<Data> {
    let corpus = shared.join("captures");
    let publishers = Publishers::read(&corpus, made)?;
    let labels = labels(&corpus, "bs4")?;
    let nodes: HashMap<String, CaptureRecord> = captures(&corpus, "bs4")?
        .into_iter()
        .map(|c| (c.page.clone(), c))
        .collect();
    let mut read = Vec::new();
    for set in ["wcxb-dev", "fundus-dev"] {
        let addresses = addresses(&shared.join(format!("html/{set}.json.xz")))?;
        let mut tar = Vec::new();
        lzma_rs::xz_decompress(
            &mut open(&shared.join(format!("html/{set}.tar.xz")))?,
            &mut tar,
        )?;
        for entry in tar::Archive::new(tar.as_slice()).entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            let Some(stem) = path
                .file_stem()
                .and_then(|s| s.to_str())
                .filter(|_| path.extension().is_some_and(|e| e == "html"))
            else {
                continue;
            };
            let Some(page) = addresses
                .get(stem)
                .and_then(|a| publishers.by_address.get(a))
            else {
                continue;
            };
            let (Some(node), Some(truth)) = (nodes.get(page), labels.get(&format!("{page}.bs4")))
            else {
                continue;
            };
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            let document = formats::html::read(
                &clippings::parser::decode::decode(&bytes, clippings::parser::Kind::Html).text,
            );
            read.push(Raw {
                gold: align::nodes(&document, &node.text, truth),
                page: page.clone(),
                document,
            });
        }
    }
    publishers.recall(&mut read);
    let mut collector = Collector::naming();
    let mut pages = publishers.spliced(&read, "html", &mut collector);
    for mut page in read {
        pages.push(publishers.page(&page, &mut collector));
        pages.extend(publishers.foreign(&page, "html", &mut collector));
        // Once more without what classes say, so that pages with few or strange ones are read as well.
        page.document = page.document.without_classes();
        pages.push(publishers.page(&page, &mut collector));
    }
    Ok(Data { pages, collector })
}

/// Address of each page of an HTML set.
fn addresses(truth: &Path) -> Result<HashMap<String, String>> {
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut open(truth)?, &mut text)?;
    let all: HashMap<String, serde_json::Value> = serde_json::from_slice(&text)?;
    Ok(all
        .into_iter()
        .filter_map(|(id, page)| Some((id, page.get("url")?.as_str()?.to_owned())))
        .collect())
}

pub fn open(path: &Path) -> Result<BufReader<File>> {
    Ok(BufReader::new(File::open(path).with_context(|| {
        format!("cannot open {}", path.display())
    })?))
}

fn dumpers(corpus: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(corpus.join("labels"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".jsonl.gz").map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn captures(corpus: &Path, dumper: &str) -> Result<Vec<CaptureRecord>> {
    let mut text = Vec::new();
    lzma_rs::xz_decompress(
        &mut open(&corpus.join(format!("captures/{dumper}.jsonl.xz")))?,
        &mut text,
    )?;
    text.split(|&b| b == b'\n')
        .filter(|l| !l.is_empty())
        .map(|l| Ok(serde_json::from_slice(l)?))
        .collect()
}

fn labels(corpus: &Path, dumper: &str) -> Result<HashMap<String, LabelRecord>> {
    let file = open(&corpus.join(format!("labels/{dumper}.jsonl.gz")))?;
    let mut all = HashMap::new();
    for line in BufReader::new(flate2::bufread::GzDecoder::new(file)).lines() {
        let record: LabelRecord = serde_json::from_str(&line?)?;
        all.insert(record.source.clone(), record);
    }
    Ok(all)
}
