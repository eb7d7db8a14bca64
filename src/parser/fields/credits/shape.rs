//! The shapes of credits: what they look like when nothing labels them.

use super::LONGEST;
use crate::parser::fields::hint::{By, Entry, Hint};
use crate::parser::fields::names;

/// A credit that needs no label: an agency, or names and agencies parted by slashes, bars and "via", or a word such as "Handout".
pub(super) fn is_bare(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    if !has_parts(text) {
        return is_agency(text) || (is_stock_word(text) && is_capital(text));
    }
    let parts = parts(text);
    let known = parts.iter().any(|part| is_agency(part));
    if parts.len() == 1 {
        return known;
    }
    let written = parts.iter().all(|part| is_written(part));
    let pair = text.contains('/')
        && parts
            .first()
            .is_some_and(|first| names::looks_like_name(first));
    let shaped = parts
        .iter()
        .all(|part| is_agency(part) || is_short_part(part));
    shaped
        && (known && (written || parts.len() == 2)
            || pair && written && parts.iter().all(|part| is_capital(part)))
}

/// A credit that stands after a sentence's end: besides bare ones a name, an organisation, one capitalised word, "Name for Magazine",
/// "site.example/Name".
pub(super) fn is_signed(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty()
        || text.len() > LONGEST / 2
        || text.ends_with(['.', '!', '?', '…', ':', ',', '"', '”', '»'])
    {
        return false;
    }
    if text.split_whitespace().count() > 6 {
        return false;
    }
    let (name, rest) = text.split_once(" for ").unwrap_or((text, ""));
    let name_is = |name: &str| {
        let word = !name.contains(' ')
            && name.chars().count() > 1
            && name.chars().all(char::is_alphanumeric);
        is_capital(name)
            && is_written(name)
            && (word || names::looks_like_name(name) || names::is_organisation(name))
    };
    let parts = parts(text);
    let pair = parts.len() > 1
        && parts
            .iter()
            .all(|part| is_written(part) && part.split_whitespace().count() <= 4);
    pair || (name_is(name) && (rest.is_empty() || is_capital(rest)) && is_written(rest))
}

/// Short enough after a label, and no running text.
pub(super) fn is_short(text: &str) -> bool {
    const SMALL: &str = "via by of for from the and courtesy with in on at von und der die das des de la du et para por y e i mit im über \
        used under license permission";
    let small = |word: &&str| {
        word.chars().next().is_some_and(char::is_lowercase)
            && !SMALL.split(' ').any(|known| known == *word)
            && !names::is_agency(word)
    };
    let words = text.split_whitespace();
    text.len() <= LONGEST && words.clone().count() <= 16 && words.filter(small).count() <= 3
}

/// Does `text` hold what parts names in a credit: a slash, a bar, "via"?
pub(super) fn has_parts(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_via = |at: usize| {
        let part = at.checked_sub(1).and_then(|at| bytes.get(at..at + 5));
        part == Some(b" via ")
    };
    memchr::memchr2(b'/', b'|', bytes).is_some() || memchr::memchr_iter(b'v', bytes).any(is_via)
}

/// The parts of `Jo Field via AP/Oak | Lightbox`.
fn parts(text: &str) -> Vec<&str> {
    text.split(['/', '|'])
        .flat_map(|part| part.split(" via "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Longest name of an agency with its desk or country, in bytes.
pub(super) const LONGEST_AGENCY: usize = 80;

/// An agency, or one with its desk or country: "dpa-Bildfunk", "Reuters, Oak".
fn is_agency(part: &str) -> bool {
    let with_more = |(first, _): (&str, &str)| {
        part.split_whitespace().nth(2).is_none() && !part.contains(" -") && names::is_agency(first)
    };
    names::is_agency(part)
        || part.len() <= LONGEST_AGENCY
            && memchr::memchr2(b'-', b',', part.as_bytes())
                .and_then(|at| Some((part.get(..at)?, part.get(at + 1..)?)))
                .is_some_and(with_more)
}

fn is_short_part(part: &str) -> bool {
    part.split_whitespace().count() <= 5 && !part.contains(['.', '?', ':'])
}

/// All longer words have a capital, or are an address.
fn is_written(part: &str) -> bool {
    let mut words = part.split_whitespace().filter(|word| word.len() > 3);
    words.all(|word| is_capital(word) || word.contains('.')) || is_agency(part)
}

fn is_capital(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// A word that stands for a credit.
fn is_stock_word(text: &str) -> bool {
    STOCK_WORDS
        .iter()
        .any(|word| word.eq_ignore_ascii_case(text))
}

const STOCK_WORDS: [&str; 8] = [
    "supplied",
    "handout",
    "submitted",
    "provided",
    "file photo",
    "archiv",
    "pool photo",
    "contributed",
];

/// What is in a credit that no label tells.
pub(super) fn hints() -> impl Iterator<Item = Entry> {
    let stock = STOCK_WORDS.into_iter();
    stock.map(|word| (word, By::First, Hint::AGENCY))
}
