//! Above the text: which line is the headline, what is a standfirst, a byline, a caption.

use super::{is_sentence, standfirst};
use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form};
use crate::parser::fields::{credits, headline, names, publisher};
use crate::parser::label::Label;

/// Blocks below the headline that may belong to the head.
const HEAD: usize = 14;
/// Longest headline, byline and caption, in bytes.
const LONGEST_HEADLINE: usize = 220;
const LONGEST_BYLINE: usize = 200;
const LONGEST_CAPTION: usize = 400;
/// Words of a line that may be a caption.
const WORDS: usize = 4;
/// How sure a label is that may well be the right one.
const LIKELY: f32 = 0.25;

/// What stands above the text, set right.
pub fn amend(reading: &mut Reading) {
    if reading.text_range().is_none() {
        return;
    }
    claimed(reading);
    likelier_above(reading);
    let Some(top) = reading.with(Label::Headline).next().map(|(i, _)| i) else {
        return;
    };
    second_heading(reading, top);
    let signed = bylines(reading, top);
    standfirst::amend(reading, top, signed);
    unfinished_above(reading, top);
    captions(reading, top);
}

/// Of two headings one right below the other the lesser one is the standfirst, if both were seen as the headline.
fn second_heading(reading: &mut Reading, top: usize) {
    let (Some(headline), Some((below, label))) = (reading.block(top), reading.at(top + 1)) else {
        return;
    };
    let lesser =
        below.hints.form == Form::Heading && below.hints.level > headline.hints.level.max(1);
    if lesser && label == Label::Headline {
        reading.relabel(
            top + 1,
            Label::Standfirst,
            "a lesser heading below the headline",
        );
    }
}

/// Of two lines of plain text one below the other the upper one is the headline and the lower one the standfirst, if the upper one is the
/// likelier headline, or if it may well be and the lower one may well be a standfirst: none stands above its headline.
fn likelier_above(reading: &mut Reading) {
    let Some((top, _)) = reading.with(Label::Headline).next() else {
        return;
    };
    let Some(above) = top.checked_sub(1).filter(|_| !reading.document.html) else {
        return;
    };
    let free = matches!(reading.label(above), Some(Label::Chrome | Label::Repeat));
    let share = |i: usize| reading.share(i, Label::Headline);
    let either = share(above) >= LIKELY && reading.share(top, Label::Standfirst) >= LIKELY;
    if free && (share(above) > share(top) || either) {
        let why = "the upper of two lines that may be it";
        reading.relabel(above, Label::Headline, why);
        reading.relabel(top, Label::Standfirst, "stands right below the headline");
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
        let unfinished =
            |(block, label): (&Block, Label)| label == Label::Body && !is_sentence(&block.text);
        if goes_on && reading.at(i).is_some_and(unfinished) {
            reading.relabel(i, Label::Chrome, "a few words above the headline");
        }
    }
}

/// "By Jo Field" below the headline is a byline. The first byline or date below the headline.
fn bylines(reading: &mut Reading, top: usize) -> Option<usize> {
    let mut signed = None;
    let mut paragraphs = 0;
    for i in top + 1..top + HEAD {
        let Some((block, label)) = reading.at(i) else {
            break;
        };
        if matches!(label, Label::Byline | Label::Date | Label::Updated) {
            signed = signed.or(Some(i));
        }
        if matches!(label, Label::Byline | Label::Headline) {
            continue;
        }
        if block.text.len() <= LONGEST_BYLINE && names::is_byline(&block.text) {
            reading.relabel(i, Label::Byline, "opens like a byline and names people");
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

/// A line with a credit at its end is a caption, also where it stands beside the standfirst or opens the text.
fn captions(reading: &mut Reading, top: usize) {
    let first = reading.text_range().map_or(0, |(first, _)| first);
    let html = reading.document.html;
    let mut standfirst = None;
    for i in top + 1..=first.min(top + HEAD) {
        let Some((block, label)) = reading.at(i) else {
            break;
        };
        if label == Label::Standfirst {
            standfirst = standfirst.or(Some(i));
        }
        let doubtful = match label {
            Label::Standfirst => standfirst != Some(i),
            Label::Headline => true,
            Label::Body if html => reading.label(i - 1) == Some(Label::Alt),
            Label::Alt | Label::Chrome | Label::Body => !html,
            _ => false,
        };
        let text = block.text.as_str();
        if !doubtful || text.len() > LONGEST_CAPTION {
            continue;
        }
        let split = credits::split(text);
        let words = text.get(split.caption.clone()).unwrap_or_default();
        if words.split_whitespace().nth(WORDS).is_none() {
            continue;
        }
        if split.credit.is_some() {
            reading.relabel(i, Label::Caption, "a credit stands at its end");
        }
    }
}
