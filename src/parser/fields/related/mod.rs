//! Other articles' headlines on a page: freed of what is run into them ([`clean`], [`common_wrapper`]), and the lines that announce
//! them ([`is_lead`], [`is_section_title`]).

mod back;
mod front;
mod when;
mod words;
mod wrapper;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use super::fold::fold;
use super::hint::Hint;
use super::line::Line;
use super::span::trim;
use crate::article::Media;
use crate::parser::filter::filter;
use crate::parser::formats::html::reference::{Place, decode};
use words::Part;

pub(super) use words::hints;
pub use wrapper::common_wrapper;

/// A related line freed of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// The headline: bytes of the line.
    pub headline: Range<usize>,
    /// What the article is, when an icon or label says so.
    pub media: Option<Media>,
}

/// The longest lead-in, label or icon in bytes.
const LONGEST: usize = 80;

/// The headline of another article in a line of a page, without bullets, numbers, lead-ins ("Read more:"), alternative texts, icons,
/// times and reading times around it. `None` when nothing like a headline remains: "Load more", a single short word.
pub fn clean(text: &str) -> Option<Cleaned> {
    let line = freed(&Line::of(text))?;
    is_headline(text.get(line.headline.clone())?).then_some(line)
}

/// Does something stand before the headline in the line, and something behind it? Not where nothing like a headline remains.
pub(super) fn frame(line: &Line) -> (bool, bool) {
    let text = line.text;
    let headline = freed(line).map_or(0..text.len(), |found| found.headline);
    let frame = (headline.start > 0, headline.end < text.trim_end().len());
    let framed = frame != (false, false) && text.get(headline).is_some_and(is_headline);
    if framed { frame } else { (false, false) }
}

/// Do known words stand before the headline in the line, and behind it: not only marks?
pub fn framed(text: &str) -> (bool, bool) {
    let headline = freed(&Line::of(text)).map_or(0..text.len(), |line| line.headline);
    let has_words = |part: Option<&str>| part.is_some_and(|p| p.contains(char::is_alphabetic));
    (
        has_words(text.get(..headline.start)),
        has_words(text.get(headline.end..)),
    )
}

/// The headline without character references: a page may have been escaped once too often, which is seen in its plain text.
pub fn unescaped(headline: &str) -> Cow<'_, str> {
    // Only what ends in a semicolon, as in the value of an attribute.
    match decode(headline, Place::Attribute) {
        Some(plain) => {
            let plain = filter(&plain);
            let words: Vec<&str> = plain.split_whitespace().collect();
            Cow::Owned(words.join(" "))
        }
        None => Cow::Borrowed(headline),
    }
}

/// The same as [`unframed`], at once where nothing but bullets stands around the headline.
fn freed(line: &Line) -> Option<Cleaned> {
    let headline = trim(line.text, 0..line.text.len(), is_around);
    let inner = line.text.get(headline.clone())?;
    if front::may_cut(line, inner) || back::may_cut(line, inner) {
        return unframed(line.text);
    }
    Some(Cleaned {
        headline,
        media: None,
    })
}

/// The line without all that stands around a headline, whether one remains or not.
fn unframed(text: &str) -> Option<Cleaned> {
    let mut line = Cleaned {
        headline: 0..text.len(),
        media: None,
    };
    // Each turn takes one thing off; no page wraps a headline in more.
    for _ in 0..10 {
        let before = line.headline.clone();
        line.headline = trim(text, before.clone(), is_around);
        let inner = text.get(line.headline.clone())?;
        let at = line.headline.start;
        if let Some((length, media)) = front::cut(inner) {
            line.headline.start = at + length;
            line.media = line.media.or(media);
        } else if let Some((length, media)) = back::cut(inner) {
            line.headline.end = at + length;
            line.media = line.media.or(media);
        } else {
            break;
        }
    }
    Some(line)
}

/// May the line be a lead-in, or open with one?
pub(super) fn may_lead(line: &Line) -> bool {
    line.first.is(Hint::LEADS)
}

/// May the line be the title of a list?
pub(super) fn may_be_section_title(line: &Line) -> bool {
    line.first.is(Hint::TITLES)
}

/// Is the whole line a lead-in to a headline that follows: "Read More", "Lesen Sie auch:"?
pub fn is_lead(text: &str) -> bool {
    text.len() <= LONGEST && words::LEADS.has_phrase(text)
}

/// Is the whole line a button of a page: "Share", "Load more"?
pub fn is_button(text: &str) -> bool {
    text.len() <= LONGEST && words::BUTTONS.has_phrase(text)
}

/// Does the line open with such a lead-in and go on with the headline: "Read more: Ferry back in service"?
pub fn opens_with_lead(text: &str) -> bool {
    if !may_open_with_lead(text) {
        return false;
    }
    let start = clean(text).map_or(0, |line| line.headline.start);
    text.get(..start)
        .is_some_and(|before| !before.is_empty() && is_lead(before))
}

/// Is the first word that of a lead-in? Words beside other scripts are not looked at: an accent may follow.
fn may_open_with_lead(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let first = words.find(|c: char| !c.is_ascii_alphanumeric());
    let (first, rest) = words.split_at(first.unwrap_or(words.len()));
    rest.starts_with(|c: char| !c.is_ascii()) || words::LEADS_FIRST.contains(first)
}

/// Is the line the title of a list around the article: "EDITOR'S PICKS", "Most read", "More from The Herald"?
pub fn is_section_title(text: &str) -> bool {
    if text.len() > LONGEST || text.trim_end().ends_with(['.', '?', ',']) {
        return false;
    }
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = inner.split_whitespace();
    let first = words.next().unwrap_or_default();
    let verb = first.eq_ignore_ascii_case("read") && words.clone().next().is_some();
    let part = words::PARTS.of(first).unwrap_or_default();
    part.is(Part::OPENING) && is_opened(inner)
        || part.is(OF_TITLES) && !verb && is_title_by_its_words(part, words)
        || words::TITLES.has_phrase(inner)
}

/// What every word of a title of articles is.
const OF_TITLES: Part = Part::QUALIFIER.or(Part::THING).or(Part::JOINT);

/// "More from The Herald": one of the openings, and few words.
fn is_opened(title: &str) -> bool {
    let start: Vec<&str> = title.split_whitespace().take(8).collect();
    let title = start.join(" ");
    let title = fold(&title);
    let mut openings = words::OPENINGS.iter();
    start.len() < 8 && openings.any(|opening| title.starts_with(opening))
}

/// "Most read", "Latest news": words that single out articles, and words for articles; but "Read more" announces one.
fn is_title_by_its_words<'t>(first: Part, rest: impl Iterator<Item = &'t str> + Clone) -> bool {
    let parts = rest.map(|word| words::PARTS.of(word).unwrap_or_default());
    let parts = std::iter::once(first).chain(parts);
    let has = |wanted| parts.clone().any(|part| part.is(wanted));
    parts.clone().all(|part| part.is(OF_TITLES)) && has(Part::QUALIFIER) && has(Part::THING)
}

/// Something that can be a headline: two words or more, or four characters of a script without spaces, and no button or lead-in.
fn is_headline(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_dense =
        |c: &char| crate::article::is_unspaced(*c) || matches!(c, '\u{AC00}'..='\u{D7AF}');
    let long = inner.contains(char::is_whitespace)
        || inner.chars().nth(16).is_some()
        || inner.chars().filter(is_dense).nth(3).is_some();
    long && !is_button(text) && !is_lead(text)
}

/// Blanks, bullets and arrows around a headline.
fn is_around(c: char) -> bool {
    c.is_whitespace() || is_bullet(c)
}

/// Bullets and arrows.
const fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '*' | '•'
            | '◦'
            | '▪'
            | '‣'
            | '·'
            | '○'
            | '●'
            | '■'
            | '–'
            | '—'
            | '-'
            | '→'
            | '►'
            | '▶'
            | '▸'
            | '➤'
            | '➡'
            | '›'
            | '»'
            | '>'
            | '|'
            | '👉'
            | '⇒'
            | '↗'
            | '\u{FE0F}'
            | '+'
            | '_'
    )
}
