//! The words of an element: the string whose bytes places, matches and runs count. It depends on the article alone, never on a width.

use std::borrow::Cow;
use std::fmt::Write;

use crate::article::{Article, BlockKind, Element, Image, Stamp};

/// What parts the pieces of a dateline and the tags.
pub(super) const DOT: &str = " · ";

/// The words of `element`: its text as the article has it; for the dateline and the tags the line composed of them; for a picture its
/// caption, a line break, its credit. Empty for an element that the article lacks.
///
/// Control characters, which a clean article does not hold, become blanks of the same length in bytes; tabs and line breaks stay in
/// code, tables and pictures.
pub fn words(article: &Article, element: Element) -> Cow<'_, str> {
    match element {
        Element::Headline => clean(article.headline.as_deref().unwrap_or_default(), false),
        Element::Dateline => Cow::Owned(clean(&dateline(article), false).into_owned()),
        Element::Standfirst => clean(article.standfirst.as_deref().unwrap_or_default(), false),
        Element::Image(i) => article.images.get(i).map_or(Cow::Borrowed(""), picture),
        Element::Body(i) => article.body.get(i).map_or(Cow::Borrowed(""), |block| {
            let lines = matches!(block.kind, BlockKind::Code | BlockKind::Table);
            clean(&block.text, lines)
        }),
        Element::Tags => Cow::Owned(clean(&article.tags.join(DOT), false).into_owned()),
    }
}

/// The inline related headlines: for each body block of that kind its index in [`Article::flow`], and the index in
/// [`Article::related`] of the headline that it shows.
pub fn inline_related(article: &Article) -> impl Iterator<Item = (usize, usize)> + use<'_> {
    let blocks =
        article
            .flow()
            .into_iter()
            .enumerate()
            .filter_map(|(index, element)| match element {
                Element::Body(i) => Some((index, article.body.get(i)?)),
                _ => None,
            });
    let headlines = article.related.iter().enumerate();
    blocks
        .filter(|(_, block)| block.kind == BlockKind::InlineRelated)
        .zip(headlines.filter(|(_, related)| related.inline))
        .map(|((index, _), (related, _))| (index, related))
}

fn picture(image: &Image) -> Cow<'_, str> {
    match (&image.caption, &image.credit) {
        (Some(caption), Some(credit)) => Cow::Owned(format!(
            "{}\n{}",
            clean(caption, false),
            clean(credit, false)
        )),
        (Some(words), None) | (None, Some(words)) => clean(words, false),
        (None, None) => Cow::Borrowed(""),
    }
}

/// `text` with each control character made blanks of as many bytes: a space for one byte, a no-break space for two.
fn clean(text: &str, keep_lines: bool) -> Cow<'_, str> {
    let is_bad = |c: char| c.is_control() && !(keep_lines && matches!(c, '\n' | '\t'));
    if !text.contains(is_bad) {
        return Cow::Borrowed(text);
    }
    let blank = |c: char| match (is_bad(c), c.len_utf8()) {
        (false, _) => c,
        (true, 1) => ' ',
        (true, _) => '\u{A0}',
    };
    Cow::Owned(text.chars().map(blank).collect())
}

/// `publisher · 1 Feb 2022 · upd 15:55 · byline · 1 min`.
fn dateline(article: &Article) -> String {
    let mut line = String::new();
    let mut add = |part: &str| {
        if !part.is_empty() {
            if !line.is_empty() {
                line.push_str(DOT);
            }
            line.push_str(part);
        }
    };
    let publisher = article.publisher.as_deref().unwrap_or_default();
    add(publisher);
    match (article.published, article.updated, article.captured) {
        (Some(first), last, _) => {
            add(&day(first));
            add(&last.map_or(String::new(), |last| update(first, last)));
        }
        (None, Some(updated), _) => add(&format!("upd {}", day(updated))),
        (None, None, Some(captured)) => add(&format!("saved {}", day(captured))),
        (None, None, None) => {}
    }
    let own = publisher.to_lowercase();
    let others = article
        .byline
        .iter()
        .filter(|name| name.to_lowercase() != own);
    add(&others.map(String::as_str).collect::<Vec<_>>().join(", "));
    add(&format!("{} min", article.minutes()));
    line
}

fn day(stamp: Stamp) -> String {
    let mut day = String::new();
    // Writing to a string fails only on a format that chrono does not know.
    let _ = write!(day, "{}", stamp.date.format("%-d %b %Y"));
    day
}

/// The day of the update; its time alone where the day is that of publication; nothing where it says nothing new.
fn update(published: Stamp, updated: Stamp) -> String {
    match updated.time {
        _ if updated.date != published.date => format!("upd {}", day(updated)),
        Some(time) if updated.time != published.time => format!("upd {}", time.format("%H:%M")),
        _ => String::new(),
    }
}
