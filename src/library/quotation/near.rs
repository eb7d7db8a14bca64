//! Words that differ a little from those that are looked for. All of it works on bytes, in a time that grows with the text alone.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// Bytes that must be the same in a row somewhere.
const GRAM: usize = 6;
/// Offsets that are kept of one run of bytes.
const MOST_OFFSETS: usize = 4;
/// Offsets this far apart count as one.
const WIDTH: usize = 32;
/// Regions of the text that are looked at closely.
const MOST_REGIONS: usize = 4;
/// What is longer is known by its beginning and its end, so many bytes of each.
const END: usize = 200;

/// One byte in so many may differ.
const TOLERANCE: usize = 5;

/// Where something near `pattern` stands in `text`, and how many bytes differ.
pub(super) fn near(pattern: &[u8], text: &[u8]) -> Vec<(Range<usize>, usize)> {
    if pattern.len() <= 2 * END {
        return candidates(pattern, text);
    }
    let head = pattern.get(..END).unwrap_or_default();
    let tail = pattern.get(pattern.len() - END..).unwrap_or_default();
    let tails = candidates(tail, text);
    let mut found = Vec::new();
    for (start, first) in candidates(head, text) {
        for (end, second) in &tails {
            let range = start.start..end.end;
            let fits = range.len() >= pattern.len() / 2 && range.len() <= 2 * pattern.len();
            if fits && share(pattern, text.get(range.clone()).unwrap_or_default()) >= 60 {
                found.push((range, first + second));
            }
        }
    }
    found
}

fn candidates(pattern: &[u8], text: &[u8]) -> Vec<(Range<usize>, usize)> {
    let slack = pattern.len() / TOLERANCE + WIDTH;
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for start in regions(pattern, text) {
        let start = start.saturating_sub(slack);
        let end = (start + pattern.len() + 2 * slack + WIDTH).min(text.len());
        let (range, distance) = align(pattern, text.get(start..end).unwrap_or_default());
        if distance <= pattern.len() / TOLERANCE && !range.is_empty() {
            found.push((start + range.start..start + range.end, distance));
        }
    }
    found
}

/// Where the pattern might begin: the offsets at which most runs of bytes agree.
fn regions(pattern: &[u8], text: &[u8]) -> Vec<usize> {
    let mut grams: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (offset, gram) in pattern.windows(GRAM).enumerate() {
        let offsets = grams.entry(gram).or_default();
        if offsets.len() < MOST_OFFSETS {
            offsets.push(offset);
        }
    }
    // Most runs of the text are none of the pattern's: a table of small sums tells so before they are looked up.
    let mut seen = [false; SUMS];
    for gram in grams.keys() {
        if let Some(sum) = seen.get_mut(sum(gram)) {
            *sum = true;
        }
    }
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for (at, gram) in text.windows(GRAM).enumerate() {
        if !seen.get(sum(gram)).is_some_and(|seen| *seen) {
            continue;
        }
        for offset in grams.get(gram).into_iter().flatten() {
            *votes
                .entry((at + pattern.len() - offset) / WIDTH)
                .or_default() += 1;
        }
    }
    let mut votes: Vec<(usize, usize)> = votes.into_iter().collect();
    votes.sort_unstable_by_key(|&(bucket, votes)| (Reverse(votes), bucket));
    let begins = votes.into_iter().take(MOST_REGIONS);
    begins
        .map(|(bucket, _)| (bucket * WIDTH).saturating_sub(pattern.len()))
        .collect()
}

/// Sums of runs of bytes.
const SUMS: usize = 1 << 13;

fn sum(gram: &[u8]) -> usize {
    let sum = gram.iter().fold(0, |sum: usize, &byte| {
        sum.wrapping_mul(37).wrapping_add(usize::from(byte))
    });
    sum % SUMS
}

/// The stretch of `text` with the fewest bytes to put in, take out or change to make it `pattern` (Sellers 1980), and their number.
fn align(pattern: &[u8], text: &[u8]) -> (Range<usize>, usize) {
    // Of each beginning of the pattern: changes at the byte at hand, and where the stretch began.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|n| (n, 0)).collect();
    let mut best = (0..0, pattern.len());
    for (at, byte) in text.iter().enumerate() {
        let mut corner = (0, at);
        let mut above = (0, at + 1);
        let mut rest = column.iter_mut();
        if let Some(first) = rest.next() {
            corner = *first;
            *first = above;
        }
        for (cell, wanted) in rest.zip(pattern) {
            let changed = (corner.0 + usize::from(byte != wanted), corner.1);
            let missing = (above.0 + 1, above.1);
            let extra = (cell.0 + 1, cell.1);
            corner = *cell;
            let other = if missing.0 <= extra.0 { missing } else { extra };
            *cell = if changed.0 <= other.0 { changed } else { other };
            above = *cell;
        }
        if above.0 < best.1 {
            best = (above.1..at + 1, above.0);
        }
    }
    best
}

/// Bytes of `context` that are found in `text`, in their order and close together.
pub(super) fn agreement(context: &[u8], text: &[u8]) -> usize {
    context.len() - align(context, text).1.min(context.len())
}

/// How many percent of `pattern`'s runs of three bytes stand in `text`.
pub(super) fn share(pattern: &[u8], text: &[u8]) -> usize {
    const RUN: usize = 3;
    let mut left: HashMap<&[u8], usize> = HashMap::new();
    for run in text.windows(RUN) {
        *left.entry(run).or_default() += 1;
    }
    let mut shared = 0usize;
    for run in pattern.windows(RUN) {
        if let Some(n) = left.get_mut(run).filter(|n| **n > 0) {
            *n -= 1;
            shared += 1;
        }
    }
    let runs = pattern.len().saturating_sub(RUN - 1);
    (shared * 100).checked_div(runs).unwrap_or_default()
}
