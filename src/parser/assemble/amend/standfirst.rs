//! The standfirst, where none was seen: right below the headline, above the byline, or what the page describes itself with.

use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form};
use crate::parser::fields::{credits, dates, headline, names};
use crate::parser::label::Label;

/// Longest standfirst, and shortest that is known by its place alone, in bytes.
const LONGEST: usize = 500;
const SHORTEST: usize = 50;
/// Words of a line that may be one.
const WORDS: usize = 6;
/// Letters by which a description is told from a label.
const LETTERS: usize = 20;
/// Longest dateline, in bytes, and most words of its place.
const WORDS_OF_PLACE: usize = 2;
const DATELINE: usize = 40;
/// Paragraphs that must go on below.
const TEXT: usize = 2;

/// Sets the standfirst right, `top` being the headline and `signed` the first byline or date below it.
pub fn amend(reading: &mut Reading, top: usize, signed: Option<usize>) {
    let goes_on = |i: usize| reading.with(Label::Body).filter(|b| b.0 > i).nth(TEXT - 1);
    if reading.with(Label::Standfirst).next().is_some() || goes_on(top).is_none() {
        return;
    }
    if let Some(i) = signed.and_then(|signed| above(reading, top, signed)) {
        reading.relabel(i, Label::Standfirst, "stands between headline and byline");
    } else if let Some(i) = below(reading, top) {
        reading.relabel(i, Label::Standfirst, "stands right below the headline");
    } else if let Some(i) = described(reading, top).filter(|&i| goes_on(i).is_some()) {
        reading.relabel(i, Label::Standfirst, "the page describes itself so");
    }
}

/// Between headline and byline.
fn above(reading: &Reading, top: usize, signed: usize) -> Option<usize> {
    if !(top + 2..=top + 3).contains(&signed) {
        return None;
    }
    let html = reading.document.html;
    let (block, label) = reading.at(top + 1)?;
    let vague = match label {
        Label::Body => true,
        Label::Alt => !html && !block.text.contains(['(', '[']),
        _ => false,
    };
    (vague && fits(block)).then_some(top + 1)
}

/// Right below the last line of the headline, where pages have little else to say in words that are no links.
fn below(reading: &Reading, top: usize) -> Option<usize> {
    let lines = reading.labels.iter().skip(top + 1);
    let i = top + 1 + lines.take_while(|l| **l == Label::Headline).count();
    let (block, label) = reading.at(i)?;
    let headline = reading.block(top)?.text.as_str();
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    let own = label == Label::Chrome
        && matches!(
            block.hints.form,
            Form::Plain | Form::Paragraph | Form::Heading
        )
        && block.text.len() >= SHORTEST
        && linked * 2 < block.text.len()
        && !headline::agree(headline, &block.text)
        && !block.text.contains(['|', '❯', '›', '@'])
        && !names::is_byline(&block.text)
        && dates::find(&block.text, &dates::Context::default()).is_empty()
        && fits(block);
    own.then_some(i)
}

/// What the page describes itself with, whole: above the text, or its first paragraph where the page says that it is news.
fn described(reading: &Reading, top: usize) -> Option<usize> {
    let claims = &reading.document.claims;
    let news = claims.types.iter().any(|t| t == "newsarticle");
    let descriptions = claims.descriptions.iter().map(|d| headline::letters(d));
    let known: Vec<String> = descriptions.filter(|d| d.len() >= LETTERS).collect();
    let (first, _) = reading.with(Label::Body).find(|(i, _)| *i > top)?;
    let vague = |label: Label| match label {
        Label::Body => news,
        label => label == Label::Chrome,
    };
    let mut above = reading
        .blocks_from(top + 1)
        .take_while(|(i, ..)| *i <= first);
    let found = above.find(|(_, block, label)| {
        let text = block.text.as_str();
        vague(*label)
            && text.len() <= LONGEST
            && !has_dateline(text)
            && known.contains(&headline::letters(text))
    });
    found.map(|(i, ..)| i)
}

/// Does a dateline open it: "ELM QUAY (Tide) — ", "Elm Quay: "?
fn has_dateline(text: &str) -> bool {
    let mut dashes = [" — ", " – ", " - ", ": "].into_iter();
    dashes.any(|dash| {
        let place = text.split_once(dash).map(|(place, _)| place);
        place.is_some_and(|place| {
            let mut words = place.split(' ');
            let named = words.clone().count() <= WORDS_OF_PLACE
                && words.all(|word| word.starts_with(char::is_uppercase));
            place.len() <= DATELINE && (named || place.ends_with(')'))
        })
    })
}

fn fits(block: &Block) -> bool {
    !block.text.ends_with(':')
        && block.text.len() <= LONGEST
        && block.hints.form != Form::ListItem
        && block.text.split_whitespace().nth(WORDS - 1).is_some()
        && credits::split(&block.text).credit.is_none()
}
