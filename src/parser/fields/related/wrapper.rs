//! What neighbouring lines have in common at their ends: alternative texts and icons that a page repeats around its headlines.

use std::cmp::Ordering;

/// The longest beginning and end, in whole words and of two words at least, that half of `lines` (and no fewer than two) share; empty
/// where there is none. Equal lines count once: a headline that is listed twice wraps nothing.
pub fn common_wrapper<'t>(lines: &[&'t str]) -> (&'t str, &'t str) {
    let mut sorted: Vec<&str> = lines
        .iter()
        .map(|line| line.trim())
        .filter(|line| !line.is_empty())
        .collect();
    sorted.sort_unstable();
    sorted.dedup();
    let sharing = sorted.len().div_ceil(2).max(2);
    let prefix = longest(&sorted, sharing, |a, b| {
        common(
            a.char_indices().map(|(at, c)| (at + c.len_utf8(), c)),
            b.chars(),
        )
    });
    let prefix = prefix.map_or("", |(line, length)| whole_words_front(line, length));
    sorted.sort_unstable_by(|a, b| backwards(a, b));
    let suffix = longest(&sorted, sharing, |a, b| {
        common(
            a.char_indices().rev().map(|(at, c)| (a.len() - at, c)),
            b.chars().rev(),
        )
    });
    let suffix = suffix.map_or("", |(line, length)| whole_words_back(line, length));
    (prefix, suffix)
}

fn backwards(a: &str, b: &str) -> Ordering {
    a.chars().rev().cmp(b.chars().rev())
}

/// Of sorted lines, what the best `sharing` neighbours share: one of them, and how many bytes.
fn longest<'t>(
    sorted: &[&'t str],
    sharing: usize,
    common: impl Fn(&str, &str) -> usize,
) -> Option<(&'t str, usize)> {
    let windows = sorted.windows(sharing);
    let shared = windows
        .filter_map(|window| Some((*window.first()?, common(window.first()?, window.last()?))));
    shared.max_by_key(|&(_, length)| length)
}

/// How many bytes of `a` (each character with the bytes up to its end) are equal to `b`.
fn common(a: impl Iterator<Item = (usize, char)>, b: impl Iterator<Item = char>) -> usize {
    let shared = a.zip(b).take_while(|((_, a), b)| a == b);
    shared.last().map_or(0, |((bytes, _), _)| bytes)
}

/// The first `length` bytes of `line`, cut back to whole words; nothing when fewer than two remain, or none of `line` would be left.
fn whole_words_front(line: &str, length: usize) -> &str {
    let whole = |at: usize| {
        line.get(at..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace))
    };
    let end = (0..=length).rev().find(|&at| whole(at)).unwrap_or(0);
    two_words(line.get(..end).unwrap_or_default())
}

/// The last `length` bytes of `line`, from the start of a word on: after a blank, or at a capital that is glued to what is before.
fn whole_words_back(line: &str, length: usize) -> &str {
    let from = line.len() - length;
    let whole = |at: usize| {
        let (Some(before), Some(rest)) = (line.get(..at), line.get(at..)) else {
            return false;
        };
        let glued =
            rest.starts_with(char::is_uppercase) && before.ends_with(|c: char| !c.is_uppercase());
        !before.is_empty() && (before.ends_with(char::is_whitespace) || glued)
    };
    let start = (from..line.len())
        .find(|&at| whole(at))
        .unwrap_or(line.len());
    two_words(line.get(start..).unwrap_or_default())
}

fn two_words(text: &str) -> &str {
    if text.split_whitespace().count() >= 2 {
        text
    } else {
        ""
    }
}
