//! Above the text: which line is the headline, what is a standfirst, a byline, a caption.

use super::{is_sentence, standfirst};
use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form};
use crate::parser::fields::{credits, dates, headline, names, publisher};
use crate::parser::label::Label;

/// Blocks below the headline that may belong to the head.
const HEAD: usize = 14;
/// Longest headline, byline and caption, in bytes.
const LONGEST_HEADLINE: usize = 220;
const LONGEST_BYLINE: usize = 200;
const LONGEST_CAPTION: usize = 400;
/// Words of a line that may be a caption.
const WORDS: usize = 4;

/// What stands above the text, set right.
pub fn amend(reading: &mut Reading) {
    let Some((first, _)) = reading.text_range() else {
        return;
    };
    if !reading.document.html && mastheads(reading, first) {
        headline(reading, first);
    }
    rows_of_links(reading, first);
    claimed(reading);
    let Some(top) = reading.with(Label::Headline).next().map(|(i, _)| i) else {
        return;
    };
    let signed = bylines(reading, top);
    standfirst::amend(reading, top, signed);
    unfinished_above(reading, top);
    captions(reading, top);
}

/// Links and hardly a word between them are no caption and no text.
fn rows_of_links(reading: &mut Reading, first: usize) {
    for i in 0..=first {
        let links = &reading.document.blocks[i].hints.links;
        let linked: usize = links.iter().map(|l| l.range.len()).sum();
        let row = links.len() > 2 && linked * 10 >= reading.document.blocks[i].text.len() * 7;
        if row && matches!(reading.labels[i], Label::Body | Label::Caption) {
            reading.relabel(i, Label::Chrome, "a row of links");
        }
    }
}

/// Where no block was seen as the headline, the one is that the page's title holds, if it is not the site's name.
fn claimed(reading: &mut Reading) {
    if reading.with(Label::Headline).next().is_some() {
        return;
    }
    let claims = &reading.document.claims;
    let site = publisher::named(&reading.document, std::iter::empty());
    let found = reading
        .blocks()
        .filter(|(_, b, _)| b.hints.form != Form::Alt && b.text.len() <= LONGEST_HEADLINE)
        .find(|(_, b, _)| {
            let own = site
                .as_ref()
                .is_none_or(|s| !headline::names_same(s, &b.text));
            own && claims
                .headlines
                .iter()
                .any(|claim| headline::agree(claim, &b.text))
        })
        .map(|(i, _, _)| i);
    if let Some(i) = found {
        reading.relabel(i, Label::Headline, "the page's title says so");
    }
}

/// Above the headline is no text; what ends no sentence there is none.
fn unfinished_above(reading: &mut Reading, top: usize) {
    let goes_on = reading.with(Label::Body).any(|(i, _)| i > top);
    for i in 0..top {
        let text = &reading.document.blocks[i].text;
        if goes_on && reading.labels[i] == Label::Body && !is_sentence(text) {
            reading.relabel(i, Label::Chrome, "a few words above the headline");
        }
    }
}

/// A row of links or the name of the site is no headline. Was one?
fn mastheads(reading: &mut Reading, first: usize) -> bool {
    let mut demoted = false;
    let masthead = publisher::masthead(&reading.document).map(|name| headline::letters(&name));
    for i in 0..first {
        if !matches!(reading.labels[i], Label::Headline | Label::Standfirst) {
            continue;
        }
        let was_headline = reading.labels[i] == Label::Headline;
        let block = &reading.document.blocks[i];
        let source = reading.document.source.get(block.span.clone());
        if source.is_some_and(is_row) {
            reading.relabel(i, Label::Chrome, "a row of links");
        } else if masthead.as_deref() == Some(&headline::letters(&block.text)) {
            reading.relabel(
                i,
                Label::Publisher,
                "the name that the page's foot gives again",
            );
        }
        demoted |= was_headline && reading.labels[i] != Label::Headline;
    }
    demoted
}

/// Three short things or more, parted by bars or wide blanks.
fn is_row(source: &str) -> bool {
    let parts = source
        .split(['|', '　', '·', '•'])
        .flat_map(|part| part.split("  "))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.clone().count() >= 3
        && parts
            .clone()
            .all(|part| part.split_whitespace().count() <= 3 && part.chars().count() <= 24)
}

/// Where no other line above the text is a headline (a caption is none), the first of the standfirst's lines above byline and date is.
fn headline(reading: &mut Reading, first: usize) {
    let signed = (1..first)
        .find(|&i| matches!(reading.labels[i], Label::Byline | Label::Date))
        .unwrap_or(first);
    let uncredited = |b: &Block| credits::split(&b.text).credit.is_none();
    if reading
        .with(Label::Headline)
        .any(|(i, b)| i < first && uncredited(b))
    {
        return;
    }
    let reads = |i: usize| {
        let text = &reading.document.blocks[i].text;
        text.len() <= LONGEST_HEADLINE && !text.ends_with(['.', '。', ':'])
    };
    if let Some(i) = (0..signed).find(|&i| reading.labels[i] == Label::Standfirst && reads(i)) {
        reading.relabel(i, Label::Headline, "the first line above byline and date");
    }
}

/// "By Jo Field" below the headline is a byline. The first byline or date below the headline.
fn bylines(reading: &mut Reading, top: usize) -> Option<usize> {
    let mut signed = None;
    let mut paragraphs = 0;
    for i in top + 1..reading.labels.len().min(top + HEAD) {
        let block = &reading.document.blocks[i];
        let label = reading.labels[i];
        if matches!(label, Label::Byline | Label::Date | Label::Updated) {
            signed = signed.or(Some(i));
        }
        if matches!(label, Label::Byline | Label::Headline) {
            continue;
        }
        if block.text.len() <= LONGEST_BYLINE && names::is_byline(&block.text) {
            reading.relabel(i, Label::Byline, "opens like a byline and names people");
            signed = signed.or(Some(i));
        } else if label == Label::Body && is_dated(&block.text) {
            reading.relabel(i, Label::Date, "says when the article was published");
            signed = signed.or(Some(i));
        } else if label == Label::Body {
            paragraphs += 1;
            if paragraphs > 2 {
                break;
            }
        }
    }
    signed
}

/// A short line that names a date and says what it is the date of.
fn is_dated(text: &str) -> bool {
    text.len() <= LONGEST_BYLINE
        && !is_sentence(text)
        && dates::find(text, &dates::Context::default())
            .first()
            .is_some_and(|found| found.role == dates::Role::Published)
}

/// A line with a credit at its end is a caption, also where it stands beside the standfirst or opens the text.
fn captions(reading: &mut Reading, top: usize) {
    let first = reading.text_range().map_or(0, |(first, _)| first);
    let html = reading.document.html;
    let mut standfirst = None;
    for i in top + 1..=first.min(top + HEAD) {
        let label = reading.labels[i];
        if label == Label::Standfirst {
            standfirst = standfirst.or(Some(i));
        }
        let doubtful = match label {
            Label::Standfirst => standfirst != Some(i),
            Label::Headline => true,
            Label::Body if html => reading.labels[i - 1] == Label::Alt,
            Label::Alt | Label::Chrome | Label::Body => !html,
            _ => false,
        };
        let text = reading.document.blocks[i].text.as_str();
        if !doubtful || text.len() > LONGEST_CAPTION {
            continue;
        }
        let next = reading.document.blocks.get(i + 1).map(|b| b.text.as_str());
        let split = credits::split(text);
        let words = text.get(split.caption.clone()).unwrap_or_default();
        if words.split_whitespace().nth(WORDS).is_none() {
            continue;
        }
        if split.credit.is_some() {
            reading.relabel(i, Label::Caption, "a credit stands at its end");
        } else if split.caption.end < text.trim_end().len()
            && next.is_some_and(|next| next.len() <= LONGEST_BYLINE && !is_sentence(next))
        {
            reading.relabel(i, Label::Caption, "the label of a credit stands at its end");
            reading.relabel(i + 1, Label::Credit, "stands behind the label of a credit");
        }
    }
}
