//! Where a block stands: its place on the page, how its neighbourhood reads, what it repeats, how it looks beside the main text.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::parser::block::{Block, Document, Form, Inside};
use crate::parser::fnv::{Fnv, Map};
use crate::parser::signals::fold::Folded;
use crate::parser::signals::{Collector, scale};

/// What is measured once for a whole page.
#[derive(Debug, Default)]
pub struct Context {
    /// How much each block reads like running text, 0 to 100.
    prose: Vec<u32>,
    /// Running sums of `prose`.
    sums: Vec<u64>,
    /// The stretch of blocks that reads most like an article.
    core: Range<usize>,
    /// For each block: does the same text stand before it, after it?
    repeats: Vec<(bool, bool)>,
    /// How much each block's longer words are the words of the main stretch, in percent; `None` without such words.
    topics: Vec<Option<usize>>,
    /// What prose looks like here.
    style: Style,
    /// Words of running text in each section.
    sections: Map<u32, u32>,
    /// The most that a section has.
    best_section: u32,
}

impl Context {
    /// Measures `document`.
    pub fn of(document: &Document, folded: &Folded) -> Self {
        let blocks = &document.blocks;
        let prose: Vec<u32> = (0..)
            .zip(blocks)
            .map(|(i, block)| prose(block, folded.count(i)))
            .collect();
        let mut sums = Vec::with_capacity(prose.len() + 1);
        sums.push(0);
        for &p in &prose {
            sums.push(sums.last().copied().unwrap_or(0) + u64::from(p));
        }
        let mut sections: Map<u32, u32> = Map::default();
        for (block, &p) in blocks.iter().zip(&prose) {
            if let Some(markup) = &block.hints.markup {
                *sections.entry(markup.section).or_default() += p;
            }
        }
        let core = core(&prose);
        Self {
            topics: topics(folded, blocks.len(), &core),
            core,
            repeats: repeats(folded),
            style: Style::of(blocks, &prose),
            best_section: sections.values().copied().max().unwrap_or(0),
            sections,
            prose,
            sums,
        }
    }

    /// Adds the signals of block `i`.
    pub fn measure(&self, document: &Document, i: usize, to: &mut Collector) {
        let blocks = &document.blocks;
        let Some(block) = blocks.get(i) else { return };
        to.step(&scale::FROM_TOP, i);
        to.step(&scale::FROM_END, blocks.len() - 1 - i);
        to.step(&scale::PLACE, i * 10 / blocks.len().max(1));
        self.core_signals(i, to);
        self.window_signals(i, to);
        to.step(&scale::GAP, usize::from(block.hints.gap));
        let (above, below) = (
            i.checked_sub(1).and_then(|j| blocks.get(j)),
            blocks.get(i + 1),
        );
        let gap_below = below.map_or(9, |b| usize::from(b.hints.gap));
        to.step(&scale::GAP_BELOW, gap_below);
        let (before, after) = self.repeats.get(i).copied().unwrap_or_default();
        to.flag("repeats", before);
        to.flag("repeated", after);
        to.flag(
            "wrapped",
            wrapped_alike(above, block) || wrapped_alike(below, block),
        );
        match self.topics.get(i).copied().flatten() {
            None => to.add("topic", "none"),
            Some(share) => to.step(&scale::TOPIC, share),
        }
        self.style.measure(block, i, to);
        if let Some(markup) = &block.hints.markup {
            let words = self.sections.get(&markup.section).copied().unwrap_or(0);
            let share = u64::from(words) * 100 / u64::from(self.best_section.max(1));
            to.step(&scale::SECTION_SHARE, small(share));
        } else {
            to.step(&scale::INDENT, usize::from(block.hints.indent));
        }
        to.flag("like-above", above.is_some_and(|b| alike(b, block)));
        to.flag("like-below", below.is_some_and(|b| alike(b, block)));
    }

    /// Before, in or behind the page's main stretch of prose, and how far off.
    fn core_signals(&self, i: usize, to: &mut Collector) {
        if i < self.core.start {
            to.step(&scale::BEFORE_CORE, self.core.start - i);
        } else if i >= self.core.end {
            to.step(&scale::AFTER_CORE, i - self.core.end + 1);
        } else {
            to.step(&scale::IN_CORE, i - self.core.start);
            to.step(&scale::CORE_LEFT, self.core.end - 1 - i);
        }
        to.step(&scale::CORE_SIZE, self.core.len());
    }

    /// How prose-like the neighbourhood is, near and wide.
    fn window_signals(&self, i: usize, to: &mut Collector) {
        let end = self.prose.len();
        let mean = |from: usize, to: usize| {
            let (from, to) = (from.min(end), to.min(end));
            let at = |k: usize| self.sums.get(k).copied().unwrap_or(0);
            let sum = at(to).saturating_sub(at(from));
            small(sum / (to.saturating_sub(from)).max(1) as u64)
        };
        to.step(&scale::PROSE, mean(i, i + 1));
        to.step(&scale::PROSE_ABOVE_2, mean(i.saturating_sub(2), i));
        to.step(&scale::PROSE_BELOW_2, mean(i + 1, i + 3));
        to.step(&scale::PROSE_ABOVE_6, mean(i.saturating_sub(6), i));
        to.step(&scale::PROSE_BELOW_6, mean(i + 1, i + 7));
        to.step(&scale::PROSE_20, mean(i.saturating_sub(10), i + 11));
        to.step(&scale::PROSE_BEFORE, mean(0, i));
        to.step(&scale::PROSE_AFTER, mean(i + 1, end));
    }
}

fn small(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

/// The look that most of a page's prose has: form and classes and section in a tree, indentation in plain text.
#[derive(Debug, Default)]
struct Style {
    /// For each block, how much prose looks like it, against the look with the most, in percent.
    shares: Vec<usize>,
    /// Of the first block of that look: its depth in the tree, its indentation.
    depth: usize,
    indent: u8,
}

impl Style {
    fn of(blocks: &[Block], prose: &[u32]) -> Self {
        let looks: Vec<u64> = blocks.iter().map(look_of).collect();
        let mut sums: Map<u64, (u64, usize)> = Map::default();
        for ((i, &look), &p) in looks.iter().enumerate().zip(prose) {
            sums.entry(look).or_insert((0, i)).0 += u64::from(p);
        }
        // Of two with as much prose, the one that comes first.
        let best = sums.values().max_by_key(|&&(sum, i)| (sum, usize::MAX - i));
        let (most, first) = best.copied().unwrap_or_default();
        let share = |look| sums.get(look).map_or(0, |s| s.0) * 100 / most.max(1);
        let first = blocks.get(first);
        let markup = first.and_then(|b| b.hints.markup.as_ref());
        Self {
            shares: looks.iter().map(|look| small(share(look))).collect(),
            depth: markup.map_or(0, |m| usize::from(m.depth)),
            indent: first.map_or(0, |b| b.hints.indent),
        }
    }

    fn measure(&self, block: &Block, i: usize, to: &mut Collector) {
        let share = self.shares.get(i).copied().unwrap_or(0);
        to.step(&scale::STYLE, share);
        if let Some(markup) = &block.hints.markup {
            let depth = usize::from(markup.depth);
            to.step(&scale::DEEPER, depth.saturating_sub(self.depth));
            to.step(&scale::HIGHER, self.depth.saturating_sub(depth));
        } else {
            to.flag("own-indent", block.hints.indent == self.indent);
        }
    }
}

/// A number for what a block looks like.
fn look_of(block: &Block) -> u64 {
    let mut hasher = Fnv::default();
    block.hints.form.hash(&mut hasher);
    match &block.hints.markup {
        Some(markup) => {
            markup.near.hash(&mut hasher);
            markup.section.hash(&mut hasher);
        }
        None => block.hints.indent.hash(&mut hasher),
    }
    hasher.finish()
}

fn alike(a: &Block, b: &Block) -> bool {
    let (long, short) = (a.text.len().max(1), b.text.len().max(1));
    a.hints.form == b.hints.form && long < short * 2 && short < long * 2
}

/// Do two lines start with the same three words but go on differently, as where an icon's or a picture's alternative text runs into each
/// headline of a list?
fn wrapped_alike(other: Option<&Block>, block: &Block) -> bool {
    const SHARED: usize = 3;
    let Some(other) = other.filter(|o| {
        o.text.as_bytes().first() == block.text.as_bytes().first() && o.text != block.text
    }) else {
        return false;
    };
    let (mut a, mut b) = (other.text.split_whitespace(), block.text.split_whitespace());
    (0..SHARED).all(|_| matches!((a.next(), b.next()), (Some(a), Some(b)) if a == b))
        && b.next().is_some()
}

/// How much a block of `words` words reads like running text: its words outside links, when it holds sentences.
fn prose(block: &Block, words: usize) -> u32 {
    if words < 8
        || matches!(
            block.hints.form,
            Form::Control | Form::Alt | Form::Code | Form::Caption
        )
        || block.is_inside(Inside::HIDDEN)
        || block.is_inside(Inside::NAV)
    {
        return 0;
    }
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    let free = words * block.text.len().saturating_sub(linked) / block.text.len().max(1);
    let is_sentence = || {
        let marks = [',', '.', '。', '、', '，', '।', '؟', '?', '!'];
        block.text.contains(marks)
    };
    if free < 8 || (free < 16 && !is_sentence()) {
        0
    } else {
        u32::try_from(free.min(100)).unwrap_or(100)
    }
}

/// The stretch with the greatest sum of prose, where each block without prose costs a little (Kadane's maximum subarray).
fn core(prose: &[u32]) -> Range<usize> {
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

/// For each block, how many of its longer words stand in other blocks of the main stretch, in percent.
fn topics(folded: &Folded, blocks: usize, core: &Range<usize>) -> Vec<Option<usize>> {
    // Each word of the main stretch: the block that has it first, and whether another one has it too.
    let mut seen: Map<u64, (usize, bool)> = Map::default();
    for i in core.clone() {
        for &word in folded.words(i) {
            let entry = seen.entry(word).or_insert((i, false));
            entry.1 |= entry.0 != i;
        }
    }
    let elsewhere = |i: usize, word: &u64| seen.get(word).is_some_and(|s| s.1 || s.0 != i);
    let share = |i: usize| {
        let words = folded.words(i);
        let known = words.iter().filter(|word| elsewhere(i, word)).count();
        (known * 100).checked_div(words.len())
    };
    (0..blocks).map(share).collect()
}

fn repeats(folded: &Folded) -> Vec<(bool, bool)> {
    let mut ends: Map<u64, (usize, usize)> = Map::default();
    for (i, whole) in folded.wholes().enumerate() {
        ends.entry(whole).or_insert((i, i)).1 = i;
    }
    let place = |(i, whole): (usize, u64)| {
        let &(first, last) = ends.get(&whole)?;
        Some((first < i, last > i))
    };
    let places = folded.wholes().enumerate().map(place);
    places.map(Option::unwrap_or_default).collect()
}
