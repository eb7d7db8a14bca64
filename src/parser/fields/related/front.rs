//! What stands in front of a headline: numbers, lead-ins, labels, alternative texts, times.

use super::{LONGEST, bare, when, words};
use crate::article::Media;

/// Labels of alternative texts, before a colon.
const ALTERNATIVE_TEXTS: [&str; 5] = [
    "image",
    "thumbnail",
    "article image",
    "featured image",
    "alt",
];

/// What may be taken off the front of `text`: its length, and the medium that it names.
pub(super) fn cut(text: &str) -> Option<(usize, Option<Media>)> {
    number(text)
        .map(|length| (length, None))
        .or_else(|| label(text))
        .or_else(|| run_on(text).map(|length| (length, None)))
        .or_else(|| alternative_text(text).map(|length| (length, None)))
        .or_else(|| when::in_front(text).map(|length| (length, None)))
}

/// `1.`, `02)`: a place in a list.
fn number(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?;
    ((1..=2).contains(&digits) && rest.starts_with(char::is_whitespace)).then_some(digits + 1)
}

/// `Read more:`, `VIDEO |`, `LIVE`: a known phrase up to a colon, bar or dash.
fn label(text: &str) -> Option<(usize, Option<Media>)> {
    let loud_live = text.starts_with("LIVE ") && text.chars().any(char::is_lowercase);
    if loud_live {
        return Some(("LIVE".len(), Some(Media::Live)));
    }
    let (at, mark) = text.char_indices().take(LONGEST).find(|&(at, c)| {
        matches!(
            c,
            ':' | '：' | '|' | '»' | '›' | '>' | '→' | '➤' | '►' | '▶'
        ) || (matches!(c, '-' | '–' | '—')
            && text.get(..at).is_some_and(|before| before.ends_with(' ')))
    })?;
    let phrase = bare(text.get(..at)?);
    let medium = words::medium(&phrase);
    let alternative = ":：".contains(mark) && ALTERNATIVE_TEXTS.contains(&phrase.as_str());
    let known = medium.is_some() || alternative || words::LEADS.contains(&phrase);
    known.then(|| (at + mark.len_utf8(), medium))
}

/// `Leggi anche La casa…`: a lead-in without a mark, before a capital or quotation mark.
fn run_on(text: &str) -> Option<usize> {
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.split_whitespace().next()?;
    if !words::RUN_ON_FIRST.contains(&bare(first)) {
        return None;
    }
    let ends = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .map(|(at, _)| at)
        .take_while(|&at| at <= LONGEST)
        .take(6);
    let mut longest = None;
    for at in ends {
        let next = text.get(at..)?.trim_start().chars().next()?;
        if !next.is_lowercase() && words::RUN_ON.contains(&bare(text.get(..at)?)) {
            longest = Some(at);
        }
    }
    longest
}

/// `An image that illustrates this article …`, `Picture for this story …`: up to eight words from an image to this article.
fn alternative_text(text: &str) -> Option<usize> {
    const IMAGES: [&str; 6] = [
        "image",
        "picture",
        "photo",
        "photograph",
        "illustration",
        "thumbnail",
    ];
    const ARTICLES: [&str; 5] = ["article", "story", "post", "piece", "report"];
    let mut image = false;
    let mut determined = false;
    let mut end = 0;
    for (i, word) in text
        .split_inclusive(char::is_whitespace)
        .take(8)
        .enumerate()
    {
        let known = bare(word);
        let word_end = end + word.trim_end().len();
        end += word.len();
        image |= i < 2 && IMAGES.contains(&known.as_str());
        if i > 0 && !image {
            return None;
        }
        if image && determined && ARTICLES.contains(&known.as_str()) {
            let next = text.get(end..)?.chars().next()?;
            return (!next.is_lowercase()).then_some(word_end);
        }
        determined = matches!(known.as_str(), "this" | "the");
    }
    None
}
