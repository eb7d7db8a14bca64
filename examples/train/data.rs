//! Reads the labelled pages of `shared/` as blocks with their signals and true labels.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context as _, Result};
use clippings::parser::block::{Document, Form};
use clippings::parser::filter::filter;
use clippings::parser::formats;
use clippings::parser::memory::line;
use clippings::parser::signals::{Collector, Signals, measure};
use serde::Deserialize;

use crate::dice::Dice;
use crate::{align, augment, foreign};

/// One page, ready to train on.
pub struct Page {
    /// Signals of each block.
    pub signals: Signals,
    /// Column of each block's true label.
    pub gold: Vec<usize>,
    /// Characters of each block.
    pub sizes: Vec<usize>,
    /// Number of its publisher.
    pub publisher: u32,
    /// Tenth (0 to 9) that its publisher falls in.
    pub tenth: u64,
    /// Most of the real page's letters are of another script than Latin.
    pub other_script: bool,
    /// A real page in made-up letters, of which no word is to be learned.
    pub foreign: bool,
}

/// All pages and the names of their signals.
pub struct Data {
    /// The pages.
    pub pages: Vec<Page>,
    /// Knows every signal's name.
    pub collector: Collector,
}

#[derive(Deserialize)]
struct PageRecord {
    page: String,
    url: Option<String>,
    domain: Option<String>,
    lang: Option<String>,
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

/// A page with its truth, before it is measured.
struct Raw {
    page: String,
    document: Document,
    gold: Vec<usize>,
}

/// The dumper whose captures are also given made-up endings.
const AUGMENTED: &str = "seedlike";

/// The plain-text captures of all dumpers, and those of [`AUGMENTED`] once more with made-up endings; one in `foreign` of them once more in
/// another script.
pub fn text(shared: &Path, foreign: usize) -> Result<Data> {
    let corpus = shared.join("captures");
    let publishers = Publishers::read(&corpus, foreign)?;
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

/// The saved HTML pages, with the labels of their `bs4` captures (one text node a line); one in `foreign` of them once more in another
/// script.
pub fn html(shared: &Path, foreign: usize) -> Result<Data> {
    let corpus = shared.join("captures");
    let publishers = Publishers::read(&corpus, foreign)?;
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
    let mut pages = Vec::new();
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

fn open(path: &Path) -> Result<BufReader<File>> {
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

/// Which publisher each page is of.
struct Publishers {
    of: HashMap<String, String>,
    languages: HashMap<String, String>,
    by_address: HashMap<String, String>,
    numbers: HashMap<String, u32>,
    /// Of how many pages one is read in another script too; 0 for none.
    foreign: usize,
}

impl Publishers {
    fn read(corpus: &Path, foreign: usize) -> Result<Self> {
        let file = open(&corpus.join("pages.jsonl.gz"))?;
        let (mut of, mut by_address, mut languages) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        for line in BufReader::new(flate2::bufread::GzDecoder::new(file)).lines() {
            let record: PageRecord = serde_json::from_str(&line?)?;
            by_address.extend(record.url.map(|url| (url, record.page.clone())));
            languages.insert(record.page.clone(), record.lang.unwrap_or_default());
            of.insert(record.page.clone(), record.domain.unwrap_or(record.page));
        }
        let mut names: Vec<&String> = of.values().collect();
        names.sort();
        names.dedup();
        let numbers = names
            .into_iter()
            .zip(0u32..)
            .map(|(n, i)| (n.clone(), i))
            .collect();
        Ok(Self {
            of,
            languages,
            by_address,
            numbers,
            foreign,
        })
    }

    fn domain<'a>(&'a self, page: &'a str) -> &'a str {
        self.of.get(page).map_or(page, String::as_str)
    }

    fn language(&self, page: &str) -> &str {
        self.languages.get(page).map_or("", String::as_str)
    }

    /// Which tenth of the publishers the page's falls in (FNV-1a of the domain).
    fn tenth(&self, page: &str) -> u64 {
        let bytes = self.domain(page).bytes();
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325u64, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        });
        (hash >> 17) % 10
    }

    fn number(&self, page: &str) -> u32 {
        let number = self.numbers.get(self.domain(page));
        number.copied().unwrap_or(u32::MAX)
    }

    /// Notes for each line in how many other articles of its publisher it stands, as a memory of the site would.
    fn recall(&self, read: &mut [Raw]) {
        let mut known: HashMap<(u32, u64), u8> = HashMap::new();
        for page in read.iter_mut() {
            let publisher = self.number(&page.page);
            let mut lines = HashSet::new();
            for block in &mut page.document.blocks {
                block.hints.line = line(&block.text);
                if block.hints.line != 0 && lines.insert(block.hints.line) {
                    let times = known.entry((publisher, block.hints.line)).or_default();
                    *times = times.saturating_add(1);
                }
            }
        }
        for page in read {
            let publisher = self.number(&page.page);
            for block in &mut page.document.blocks {
                let times = known.get(&(publisher, block.hints.line));
                block.hints.seen = times.map_or(0, |times| times - 1);
            }
        }
    }

    fn page(&self, read: &Raw, collector: &mut Collector) -> Page {
        Page {
            signals: measure(&read.document, collector),
            gold: read.gold.clone(),
            sizes: read
                .document
                .blocks
                .iter()
                .map(|b| {
                    if b.hints.form == Form::Alt {
                        0
                    } else {
                        b.text.len()
                    }
                })
                .collect(),
            publisher: self.number(&read.page),
            tenth: self.tenth(&read.page),
            other_script: is_in_other_script(&read.document),
            foreign: false,
        }
    }

    /// A share of the pages once more in another script.
    fn foreign(&self, read: &Raw, dumper: &str, collector: &mut Collector) -> Option<Page> {
        let names = read.page.bytes().chain(dumper.bytes());
        let seed = names.fold(11, |h, b| h * 31 % 1_000_003 + u64::from(b));
        (self.foreign > 0 && Dice(seed).roll(self.foreign) == 0).then(|| {
            let raw = Raw {
                document: foreign::translate(&read.document, &read.gold, seed),
                gold: read.gold.clone(),
                page: read.page.clone(),
            };
            Page {
                foreign: true,
                other_script: is_in_other_script(&read.document),
                ..self.page(&raw, collector)
            }
        })
    }
}

fn is_in_other_script(document: &Document) -> bool {
    let texts = document.blocks.iter().flat_map(|block| block.text.chars());
    let letters = texts.filter(|c| c.is_alphabetic());
    let (latin, other) = letters.fold((0, 0), |(latin, other), c| {
        if c < '\u{250}' {
            (latin + 1, other)
        } else {
            (latin, other + 1)
        }
    });
    other > latin
}
