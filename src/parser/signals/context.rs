//! Where a block stands: its place on the page, how its neighbourhood reads, what it repeats, what the page's own claims say of it.

use std::collections::HashMap;

use crate::article::count_words;
use crate::parser::block::{Block, Document, Form, Inside};
use crate::parser::fields::headline::letters;
use crate::parser::signals::{Collector, shape};

/// What is measured once for a whole page.
#[derive(Debug, Default)]
pub struct Context {
    /// How much each block reads like running text, 0 to 100.
    prose: Vec<u32>,
    /// Running sums of `prose`.
    sums: Vec<u64>,
    /// The stretch of blocks that reads most like an article.
    core: std::ops::Range<usize>,
    /// For each block: does the same text stand before it, after it?
    repeats: Vec<(bool, bool)>,
    /// Words of running text in each section.
    sections: HashMap<u32, u32>,
    /// The most that a section has.
    best_section: u32,
    /// Folded headline claims, the title line of a text dump included.
    headlines: Vec<String>,
    /// Folded description claims.
    descriptions: Vec<String>,
    /// Folded author claims.
    authors: Vec<String>,
    /// Folded publisher claims.
    publishers: Vec<String>,
    /// Folded caption claims.
    captions: Vec<String>,
    /// Folded tag claims.
    tags: Vec<String>,
    /// Every block's letters and digits.
    folded: Vec<String>,
}

impl Context {
    /// Measures `document`.
    pub fn of(document: &Document) -> Self {
        let blocks = &document.blocks;
        let prose: Vec<u32> = blocks.iter().map(prose).collect();
        let mut sums = Vec::with_capacity(prose.len() + 1);
        sums.push(0);
        for &p in &prose {
            sums.push(sums.last().copied().unwrap_or(0) + u64::from(p));
        }
        let mut sections: HashMap<u32, u32> = HashMap::new();
        for (block, &p) in blocks.iter().zip(&prose) {
            if let Some(markup) = &block.hints.markup {
                *sections.entry(markup.section).or_default() += p;
            }
        }
        let folded: Vec<String> = blocks.iter().map(|b| letters(&b.text)).collect();
        let claims = &document.claims;
        let fold_all = |list: &[String]| {
            list.iter()
                .map(String::as_str)
                .map(letters)
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
        };
        Self {
            core: core(&prose),
            repeats: repeats(&folded),
            best_section: sections.values().copied().max().unwrap_or(0),
            sections,
            headlines: fold_all(&claims.headlines),
            descriptions: fold_all(&claims.descriptions),
            authors: fold_all(&claims.authors),
            publishers: fold_all(&claims.publishers),
            captions: claims
                .images
                .iter()
                .filter_map(|(_, caption, _)| caption.as_deref())
                .map(letters)
                .collect(),
            tags: fold_all(&claims.tags),
            prose,
            sums,
            folded,
        }
    }

    /// Adds the signals of block `i`.
    pub fn measure(&self, document: &Document, i: usize, to: &mut Collector) {
        let blocks = &document.blocks;
        let Some(block) = blocks.get(i) else { return };
        to.step("from-top", i, &[1, 2, 3, 5, 8, 13, 21, 34, 60, 100]);
        to.step("from-end", blocks.len() - 1 - i, &[1, 3, 8, 20, 50]);
        to.step(
            "place",
            i * 10 / blocks.len().max(1),
            &[1, 2, 3, 4, 5, 6, 7, 8, 9],
        );
        self.core_signals(i, to);
        let zone = self.zone(i);
        to.pair("zone-size", zone, shape::size(&block.text));
        to.pair("zone-end", zone, shape::last_class(&block.text));
        to.pair("zone-form", zone, shape::form(block.hints.form));
        self.window_signals(i, to);
        to.step("gap", usize::from(block.hints.gap), &[1, 2, 3]);
        to.step(
            "gap-below",
            blocks.get(i + 1).map_or(9, |b| usize::from(b.hints.gap)),
            &[1, 2, 3, 9],
        );
        if !document.html {
            to.step("indent", usize::from(block.hints.indent), &[1, 3, 4, 5, 8]);
        }
        let (before, after) = self.repeats[i];
        to.flag("repeats", before);
        to.flag("repeated", after);
        to.flag(
            "wrapped",
            i.checked_sub(1)
                .is_some_and(|j| wrapped_alike(blocks.get(j), block))
                || wrapped_alike(blocks.get(i + 1), block),
        );
        self.claim_signals(i, to);
        if let Some(markup) = &block.hints.markup {
            let words = self.sections.get(&markup.section).copied().unwrap_or(0);
            to.step(
                "section-share",
                usize::try_from(words * 100 / self.best_section.max(1)).unwrap_or(0),
                &[1, 10, 30, 60, 100],
            );
            for word in markup.far.iter().take(24) {
                to.add("far", word);
            }
        }
        let runs = |other: Option<&Block>| {
            other.is_some_and(|o| o.hints.form == block.hints.form && same_size(o, block))
        };
        to.flag(
            "like-above",
            i.checked_sub(1).is_some_and(|j| runs(blocks.get(j))),
        );
        to.flag("like-below", runs(blocks.get(i + 1)));
    }

    /// Which part of the page, seen from its main stretch of prose.
    fn zone(&self, i: usize) -> &'static str {
        match (i.checked_sub(self.core.end), self.core.start.checked_sub(i)) {
            (_, Some(7..)) => "top",
            (_, Some(1..)) => "head",
            (Some(6..), _) => "bottom",
            (Some(_), _) => "foot",
            _ => "core",
        }
    }

    /// Before, in or behind the page's main stretch of prose, and how far off.
    fn core_signals(&self, i: usize, to: &mut Collector) {
        let steps = [1, 2, 3, 4, 6, 9, 14, 25];
        if i < self.core.start {
            to.step("before-core", self.core.start - i, &steps);
        } else if i >= self.core.end {
            to.step("after-core", i - self.core.end + 1, &steps);
        } else {
            to.step("in-core", i - self.core.start, &[1, 2, 4]);
            to.step("core-left", self.core.end - 1 - i, &[1, 2, 4]);
        }
        to.step("core-size", self.core.len(), &[1, 3, 6, 12, 25]);
    }

    /// How prose-like the neighbourhood is, near and wide.
    fn window_signals(&self, i: usize, to: &mut Collector) {
        let mean = |from: usize, to: usize| {
            let (from, to) = (from.min(self.prose.len()), to.min(self.prose.len()));
            let sum = self.sums[to].saturating_sub(self.sums[from]);
            usize::try_from(sum / (to.saturating_sub(from)).max(1) as u64).unwrap_or(0)
        };
        let steps = [1, 3, 7, 15, 25, 40, 60, 80];
        to.step("prose", mean(i, i + 1), &steps);
        to.step("prose-above-2", mean(i.saturating_sub(2), i), &steps);
        to.step("prose-below-2", mean(i + 1, i + 3), &steps);
        to.step("prose-above-6", mean(i.saturating_sub(6), i), &steps);
        to.step("prose-below-6", mean(i + 1, i + 7), &steps);
        to.step("prose-20", mean(i.saturating_sub(10), i + 11), &steps);
        to.step("prose-before", mean(0, i), &[1, 3, 7, 15, 30]);
        to.step(
            "prose-after",
            mean(i + 1, self.prose.len()),
            &[1, 3, 7, 15, 30],
        );
    }

    fn claim_signals(&self, i: usize, to: &mut Collector) {
        let text = self.folded[i].as_str();
        if text.is_empty() {
            return;
        }
        if text.len() < 400 {
            let exact = self.headlines.iter().any(|h| h == text);
            let part = !exact
                && text.len() > 15
                && self.headlines.iter().any(|h| contains_mostly(h, text));
            to.flag("claimed-headline", exact);
            to.flag("claimed-headline-part", part);
            let title = self.folded.first().is_some_and(|t| {
                i > 0 && text.len() > 15 && t.len() < 300 && contains_mostly(t, text)
            });
            to.flag("in-first-line", title);
            to.flag(
                "claimed-author",
                text.len() < 160 && self.authors.iter().any(|a| text.contains(a.as_str())),
            );
            to.flag(
                "claimed-publisher",
                self.publishers.iter().any(|p| p == text),
            );
            to.flag("claimed-tag", self.tags.iter().any(|t| t == text));
        }
        let head: &str = &text[..text.floor_char_boundary(80)];
        to.flag(
            "claimed-description",
            head.len() > 20 && self.descriptions.iter().any(|d| d.starts_with(head)),
        );
        to.flag(
            "claimed-caption",
            head.len() > 10 && self.captions.iter().any(|c| c.contains(head)),
        );
    }
}

/// Is `part` most of `whole`, at its start or end? (a headline in 'Headline | The Paper')
fn contains_mostly(whole: &str, part: &str) -> bool {
    part.len() * 10 > whole.len() * 4 && whole.contains(part)
}

fn same_size(a: &Block, b: &Block) -> bool {
    let (a, b) = (a.text.len().max(1), b.text.len().max(1));
    a < b * 2 && b < a * 2
}

/// Do two lines start with the same three words but go on differently, as where an icon's or a picture's alternative text runs into each
/// headline of a list?
fn wrapped_alike(other: Option<&Block>, block: &Block) -> bool {
    const SHARED: usize = 3;
    let Some(other) = other.filter(|o| o.text != block.text) else {
        return false;
    };
    let (mut a, mut b) = (other.text.split_whitespace(), block.text.split_whitespace());
    (0..SHARED).all(|_| matches!((a.next(), b.next()), (Some(a), Some(b)) if a == b))
        && b.next().is_some()
}

/// How much a block reads like running text: its words outside links, when it holds sentences.
fn prose(block: &Block) -> u32 {
    if matches!(
        block.hints.form,
        Form::Control | Form::Alt | Form::Code | Form::Caption
    ) {
        return 0;
    }
    if block.is_inside(Inside::HIDDEN) || block.is_inside(Inside::NAV) {
        return 0;
    }
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    let words = count_words(&block.text);
    let free = words * block.text.len().saturating_sub(linked) / block.text.len().max(1);
    let sentence = block
        .text
        .contains([',', '.', '。', '、', '，', '।', '؟', '?', '!']);
    if free < 8 || (free < 16 && !sentence) {
        0
    } else {
        u32::try_from(free.min(100)).unwrap_or(100)
    }
}

/// The stretch with the greatest sum of prose, where each block without prose costs a little (Kadane's maximum subarray).
fn core(prose: &[u32]) -> std::ops::Range<usize> {
    const COST: i64 = 7;
    let (mut best, mut best_range) = (0, 0..0);
    let (mut sum, mut start) = (0i64, 0);
    for (i, &p) in prose.iter().enumerate() {
        let value = if p == 0 { -COST } else { i64::from(p.min(60)) };
        if sum <= 0 {
            (sum, start) = (0, i);
        }
        sum += value;
        if sum > best {
            (best, best_range) = (sum, start..i + 1);
        }
    }
    best_range
}

fn repeats(folded: &[String]) -> Vec<(bool, bool)> {
    let mut count: HashMap<&str, (usize, usize)> = HashMap::new();
    for (i, text) in folded.iter().enumerate() {
        count.entry(text).and_modify(|c| c.1 = i).or_insert((i, i));
    }
    let span = |i: usize, text: &String| {
        count
            .get(text.as_str())
            .map_or((false, false), |&(first, last)| (first < i, last > i))
    };
    folded
        .iter()
        .enumerate()
        .map(|(i, text)| span(i, text))
        .collect()
}
