//! What stands in front of a headline: numbers, lead-ins, labels, alternative texts, times.

use super::{LONGEST, when, words};
use crate::article::Media;
use crate::parser::fields::hint::Hint;
use crate::parser::fields::line::{Line, Marks};

/// What may be taken off the front of `text`: its length, and the medium that it names.
pub(super) fn cut(text: &str) -> Option<(usize, Option<Media>)> {
    number(text)
        .map(|length| (length, None))
        .or_else(|| label(text))
        .or_else(|| run_on(text).map(|length| (length, None)))
        .or_else(|| alternative_text(text).map(|length| (length, None)))
        .or_else(|| when::in_front(text).map(|length| (length, None)))
}

/// May something be taken off the front of the line, which starts with `inner`?
pub(super) fn may_cut(line: &Line, inner: &str) -> bool {
    let figure = || inner.starts_with(|c| Marks::of(c).is(Marks::FIGURE.or(Marks::ALONE)));
    line.first.is(Hint::LEADS)
        || line.any.is(Hint::IMAGE)
        || number(inner).is_some()
        || when::may_be_in(line) && (line.first.is(Hint::STARTS_DATE) || figure())
}

/// Is `phrase` one of `words`, marks around it aside?
fn is_one_of(phrase: &str, words: &[&str]) -> bool {
    let inner = phrase.trim_matches(|c: char| !c.is_alphanumeric());
    words.iter().any(|word| inner.eq_ignore_ascii_case(word))
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
    let may_part = |b: &u8| matches!(b, b':' | b'|' | b'>' | b'-') || !b.is_ascii();
    let start = text.as_bytes();
    if !start.iter().take(LONGEST).any(may_part) {
        return None;
    }
    let (at, mark) = text.char_indices().take(LONGEST).find(|&(at, c)| {
        matches!(
            c,
            ':' | '：' | '|' | '»' | '›' | '>' | '→' | '➤' | '►' | '▶'
        ) || (matches!(c, '-' | '–' | '—')
            && text.get(..at).is_some_and(|before| before.ends_with(' ')))
    })?;
    let phrase = text.get(..at)?;
    let colon = ":：".contains(mark);
    if colon && is_one_of(phrase, &words::RUBRICS) {
        return None;
    }
    let medium = words::medium(phrase);
    let alternative = colon && is_one_of(phrase, &words::ALTERNATIVE_TEXTS);
    let known = medium.is_some() || alternative || words::LEADS.has_phrase(phrase);
    known.then(|| (at + mark.len_utf8(), medium))
}

/// `Leggi anche La casa…`: a lead-in without a mark, before a capital or quotation mark.
fn run_on(text: &str) -> Option<usize> {
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.split_whitespace().next()?;
    if !words::RUN_ON_FIRST.has_phrase(first) {
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
        if !next.is_lowercase() && words::RUN_ON.has_phrase(text.get(..at)?) {
            longest = Some(at);
        }
    }
    longest
}

/// `An image that illustrates this article …`, `Picture for this story …`: up to eight words from an image to this article.
fn alternative_text(text: &str) -> Option<usize> {
    const ARTICLES: [&str; 5] = ["article", "story", "post", "piece", "report"];
    let mut first_words = text.split_whitespace().take(2);
    if !first_words.any(|word| is_one_of(word, &words::IMAGES)) {
        return None;
    }
    let mut image = false;
    let mut determined = false;
    let mut end = 0;
    for (i, word) in text
        .split_inclusive(char::is_whitespace)
        .take(8)
        .enumerate()
    {
        let word_end = end + word.trim_end().len();
        end += word.len();
        image |= i < 2 && is_one_of(word, &words::IMAGES);
        if image && determined && is_one_of(word, &ARTICLES) {
            let next = text.get(end..)?.chars().next()?;
            return (!next.is_lowercase()).then_some(word_end);
        }
        determined = is_one_of(word, &["this", "the"]);
    }
    None
}
