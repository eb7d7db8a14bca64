//! Other articles' headlines on a page: freed of what is run into them ([`clean`], [`common_wrapper`]), and the lines that announce
//! them ([`is_lead`], [`is_section_title`]).

mod back;
mod front;
mod when;
mod words;
mod wrapper;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::fold::fold_onto;
use super::span::trim;
use crate::article::Media;

pub use wrapper::common_wrapper;

/// A related line freed of labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The headline: bytes of the line.
    pub headline: Range<usize>,
    /// What the article is, when an icon or label says so.
    pub media: Option<Media>,
}

/// The longest lead-in, label or icon in bytes.
const LONGEST: usize = 80;

/// The headline of another article in a line of a page, without bullets, numbers, lead-ins ("Read more:"), alternative texts, icons,
/// times and reading times around it. `None` when nothing like a headline remains: "Load more", a single short word.
pub fn clean(text: &str) -> Option<Line> {
    let mut line = Line {
        headline: 0..text.len(),
        media: None,
    };
    // Each turn takes one thing off; no page wraps a headline in more.
    for _ in 0..10 {
        let before = line.headline.clone();
        line.headline = trim(text, before.clone(), |c| c.is_whitespace() || is_bullet(c));
        let inner = text.get(line.headline.clone())?;
        let at = line.headline.start;
        if let Some((length, media)) = front::cut(inner) {
            line.headline.start = at + length;
            line.media = line.media.or(media);
        } else if let Some((length, media)) = back::cut(inner) {
            line.headline.end = at + length;
            line.media = line.media.or(media);
        } else if line.headline == before {
            break;
        }
    }
    is_headline(text.get(line.headline.clone())?).then_some(line)
}

/// Is the whole line a lead-in to a headline that follows: "Read More", "Lesen Sie auch:"?
pub fn is_lead(text: &str) -> bool {
    text.len() <= LONGEST && words::LEADS.contains(&bare(text))
}

/// Is the whole line a button of a page: "Share", "Load more"?
pub fn is_button(text: &str) -> bool {
    text.len() <= LONGEST && words::BUTTONS.contains(&bare(text))
}

/// Does the line open with such a lead-in and go on with the headline: "Read more: Ferry back in service"?
pub fn opens_with_lead(text: &str) -> bool {
    let start = clean(text).map_or(0, |line| line.headline.start);
    text.get(..start)
        .is_some_and(|before| !before.is_empty() && is_lead(before))
}

/// Is the line the title of a list around the article: "EDITOR'S PICKS", "Most read", "More from The Herald"?
pub fn is_section_title(text: &str) -> bool {
    if text.len() > LONGEST || text.trim_end().ends_with(['.', '?', ',']) {
        return false;
    }
    let title = bare(text);
    let opening = words::OPENINGS
        .iter()
        .any(|opening| title.starts_with(opening));
    if words::TITLES.contains(&title) || (opening && title.split(' ').count() <= 7) {
        return true;
    }
    if title.starts_with("read ") {
        return false;
    }
    let mut qualified = false;
    let mut named = false;
    for word in title.split(' ') {
        let singles_out = words::QUALIFIERS.contains(word);
        let thing = words::THINGS.contains(word);
        if !singles_out
            && !thing
            && !matches!(
                word,
                "our" | "the" | "and" | "&" | "in" | "les" | "plus" | "de"
            )
        {
            return false;
        }
        qualified |= singles_out;
        named |= thing;
    }
    qualified && named
}

/// `text` folded, without marks at its ends, and with single blanks.
fn bare(text: &str) -> String {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let mut bare = String::with_capacity(inner.len());
    for word in inner.split_whitespace() {
        if !bare.is_empty() {
            bare.push(' ');
        }
        fold_onto(word, &mut bare);
    }
    bare
}

/// Something that can be a headline: two words or more, or four characters of a script without spaces, and no button or lead-in.
fn is_headline(text: &str) -> bool {
    let phrase = bare(text);
    let is_dense =
        |c: &char| crate::article::is_unspaced(*c) || matches!(c, '\u{AC00}'..='\u{D7AF}');
    let long = phrase.contains(' ')
        || text.chars().filter(is_dense).nth(3).is_some()
        || phrase.chars().nth(16).is_some();
    let short = text.len() <= LONGEST;
    long && !(short && (words::BUTTONS.contains(&phrase) || words::LEADS.contains(&phrase)))
}

/// Bullets and arrows around a headline.
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
