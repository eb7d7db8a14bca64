//! Whose each page is: its publisher, tenth and language, what a memory of its site would know; and what is made of it to train on too.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Result;
use clippings::parser::block::{Document, Form};
use clippings::parser::memory::line;
use clippings::parser::signals::{Collector, Signals, measure};
use serde::Deserialize;

use crate::data::open;
use crate::dice::Dice;
use crate::{foreign, splice};

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
    /// Made of real pages, so that no word of it is to be learned.
    pub made: bool,
}

/// A page with its truth, before it is measured.
pub struct Raw {
    pub page: String,
    pub document: Document,
    pub gold: Vec<usize>,
}

/// What is made of the real pages to train on too: of how many pages one, 0 for none.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    /// Once more in another script.
    pub foreign: usize,
    /// Once more with the article of another page.
    pub spliced: usize,
}

fn one_in(count: usize, dice: &mut Dice) -> bool {
    count > 0 && dice.roll(count) == 0
}

#[derive(Deserialize)]
struct PageRecord {
    page: String,
    url: Option<String>,
    domain: Option<String>,
    lang: Option<String>,
}

/// Which publisher each page is of.
pub struct Publishers {
    of: HashMap<String, String>,
    languages: HashMap<String, String>,
    /// The page of each address.
    pub by_address: HashMap<String, String>,
    numbers: HashMap<String, u32>,
    made: Made,
}

impl Publishers {
    pub fn read(corpus: &Path, made: Made) -> Result<Self> {
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
            made,
        })
    }

    fn domain<'a>(&'a self, page: &'a str) -> &'a str {
        self.of.get(page).map_or(page, String::as_str)
    }

    pub fn language(&self, page: &str) -> &str {
        self.languages.get(page).map_or("", String::as_str)
    }

    /// Which tenth of the publishers the page's falls in (FNV-1a of the domain).
    pub fn tenth(&self, page: &str) -> u64 {
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
    pub fn recall(&self, read: &mut [Raw]) {
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

    pub fn page(&self, read: &Raw, collector: &mut Collector) -> Page {
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
            made: false,
        }
    }

    /// A share of the pages once more with the article of another page of the same tenth and language.
    pub fn spliced(&self, read: &[Raw], dumper: &str, collector: &mut Collector) -> Vec<Page> {
        let mut alike: HashMap<(u64, &str), Vec<&Raw>> = HashMap::new();
        for page in read {
            let like = (self.tenth(&page.page), self.language(&page.page));
            alike.entry(like).or_default().push(page);
        }
        let mut pages = Vec::new();
        for page in read {
            let names = page.page.bytes().chain(dumper.bytes());
            let mut dice = Dice(names.fold(13, |h, b| h * 31 % 1_000_003 + u64::from(b)));
            let like = (self.tenth(&page.page), self.language(&page.page));
            let others = alike.get(&like).map(Vec::as_slice).unwrap_or_default();
            if !one_in(self.made.spliced, &mut dice) || others.len() < 2 {
                continue;
            }
            let other = others[dice.roll(others.len())];
            let spliced =
                splice::splice((&page.document, &page.gold), (&other.document, &other.gold));
            pages.extend(spliced.map(|(document, gold)| {
                let raw = Raw {
                    document,
                    gold,
                    page: page.page.clone(),
                };
                Page {
                    made: true,
                    ..self.page(&raw, collector)
                }
            }));
        }
        pages
    }

    /// A share of the pages once more in another script.
    pub fn foreign(&self, read: &Raw, dumper: &str, collector: &mut Collector) -> Option<Page> {
        let names = read.page.bytes().chain(dumper.bytes());
        let seed = names.fold(11, |h, b| h * 31 % 1_000_003 + u64::from(b));
        one_in(self.made.foreign, &mut Dice(seed)).then(|| {
            let raw = Raw {
                document: foreign::translate(&read.document, &read.gold, seed),
                gold: read.gold.clone(),
                page: read.page.clone(),
            };
            Page {
                made: true,
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
