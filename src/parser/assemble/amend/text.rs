//! Within the text: lead-ins alone on their line, subheads, tables.

use super::{LONGEST, is_sentence, is_title, may_be_headline};
use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form};
use crate::parser::fields::related;
use crate::parser::label::Label;

/// Words of a long paragraph, and most words of a subhead.
const LONG: usize = 15;
const SUBHEAD: usize = 10;
/// Words of a line that surely begins a sentence, and longest piece of one on a line of its own, in bytes.
const FEW: usize = 5;
const LONGEST_PIECE: usize = 120;
/// Blocks looked over for the text on either side of a table.
const NEAR: usize = 2;

/// What stands within the text, set right.
pub fn amend(reading: &mut Reading) {
    torn_opening(reading);
    last_paragraph(reading);
    lead_ins(reading);
    let Some((first, last)) = reading.text_range() else {
        return;
    };
    for i in first + 1..last {
        if heads_chrome(reading, i) {
            reading.relabel(i, Label::Chrome, "the heading of what is no text");
        } else if is_table(reading, i) {
            reading.relabel(i, Label::Table, "a table within the text");
        } else if is_subhead(reading, i) {
            reading.relabel(i, Label::Subhead, "a short line above a paragraph");
        }
    }
}

/// Behind the text, a lead-in and the headline that it announces: is the next line a paragraph that is no more likely chrome than not, the
/// text goes on there.
fn last_paragraph(reading: &mut Reading) {
    let Some((_, last)) = reading.text_range() else {
        return;
    };
    let leads = |i: usize| reading.block(i).is_some_and(|b| related::is_lead(&b.text));
    let found = (last + 2..=last + NEAR + 1).find(|&i| {
        leads(i - 1) || leads(i.saturating_sub(2)) && reading.block(i - 1).is_some_and(is_title)
    });
    let goes_on = found.filter(|&i| {
        reading.label(i) == Some(Label::Chrome)
            && reading.share(i, Label::Chrome) < 0.5
            && reading.block(i).is_some_and(is_paragraph)
    });
    if let Some(i) = goes_on {
        reading.relabel(i, Label::Body, "a paragraph behind a lead-in");
    }
}

/// "Read more" announces another article's headline: behind it on the same line, or on the next.
fn lead_ins(reading: &mut Reading) {
    let Some((first, last)) = reading.text_range() else {
        return;
    };
    // What opens the text may have been taken for something else.
    let headline = reading.with(Label::Headline).next();
    let top = headline.map_or(first, |(i, _)| i.min(first));
    for i in top..(last + 4).min(reading.labels.len().saturating_sub(1)) {
        let Some((block, label)) = reading.at(i) else {
            break;
        };
        let text = block.text.as_str();
        if text.len() > LONGEST {
            continue;
        }
        if related::is_lead(text) {
            let within = first <= i && i < last;
            if within || i < first && is_pair(reading, i) || is_announced_behind(reading, i) {
                announce(reading, i);
            }
        } else if i >= first && related::opens_with_lead(text) {
            let inside = |j: usize| reading.label(j).is_some_and(goes_on);
            let taken = i < last && matches!(label, Label::Body | Label::Subhead);
            let left =
                label == Label::Related && i.checked_sub(1).is_some_and(inside) && inside(i + 1);
            if taken || left {
                reading.relabel(i, Label::InlineRelated, "a lead-in within the text");
            }
        }
    }
}

/// Block `i` is a lead-in alone, behind the text: is the headline right below it, and then what belongs to the article, a note or the date
/// of a change?
fn is_announced_behind(reading: &Reading, i: usize) -> bool {
    let below = reading.block(i + 1);
    let own = reading.label(i + 2);
    below.is_some_and(|b| b.hints.gap == 0 && b.hints.form == Form::Plain && is_title(b))
        && own.is_some_and(|label| matches!(label, Label::Note | Label::Updated))
}

/// Block `i` is a lead-in alone, between paragraphs: the next block is the headline, if it may be one.
fn announce(reading: &mut Reading, i: usize) {
    reading.relabel(i, Label::InlineRelated, "a lead-in between paragraphs");
    let is_headline = |b: &Block| is_title(b) || is_pair(reading, i) && may_be_headline(b);
    if reading.block(i + 1).is_some_and(is_headline) {
        reading.relabel(i + 1, Label::InlineRelated, "stands under a lead-in");
    }
}

/// Do block `i` and the next one stand together, blank lines above and below, on a page of plain text?
fn is_pair(reading: &Reading, i: usize) -> bool {
    let gap = |i: usize| reading.block(i).map(|b| b.hints.gap > 0);
    !reading.document.html && [i, i + 1, i + 2].map(gap) == [true, false, true].map(Some)
}

/// A first line that begins in the middle of a sentence: the sentence began above, on lines that end open.
fn torn_opening(reading: &mut Reading) {
    let Some((first, _)) = reading.text_range() else {
        return;
    };
    let within = |b: &Block| b.text.starts_with(char::is_lowercase);
    let vague = |block: &Block, label: Label| {
        matches!(
            label,
            Label::Chrome | Label::Alt | Label::Caption | Label::Standfirst
        ) && !is_sentence(&block.text)
            && block.text.len() <= LONGEST_PIECE
    };
    if reading.document.html || !reading.block(first).is_some_and(within) {
        return;
    }
    let begins = |b: &Block| !within(b) && b.text.split_whitespace().nth(FEW).is_some();
    let glued = |i: usize| reading.block(i).is_some_and(|b| b.hints.gap == 0);
    let start = (first.saturating_sub(NEAR)..first)
        .rev()
        .filter_map(|i| reading.at(i).map(|(block, label)| (i, block, label)))
        .take_while(|&(i, block, label)| vague(block, label) && glued(i + 1))
        .find(|(_, block, _)| begins(block));
    if let Some((start, ..)) = start {
        for i in start..first {
            reading.relabel(i, Label::Body, "the sentence goes on below");
        }
    }
}

/// Does the article go on with a block of this label?
const fn goes_on(label: Label) -> bool {
    matches!(
        label,
        Label::Body
            | Label::Subhead
            | Label::ListItem
            | Label::Quote
            | Label::Note
            | Label::Updated
    )
}

fn is_paragraph(block: &Block) -> bool {
    block.text.split_whitespace().nth(LONG).is_some() && is_sentence(&block.text)
}

/// A data table with text close by on both sides.
fn is_table(reading: &Reading, i: usize) -> bool {
    let is_text = |j: usize| reading.label(j).is_some_and(goes_on);
    let is_cut =
        |(b, label): (&Block, Label)| b.hints.form == Form::Table && label == Label::Chrome;
    reading.at(i).is_some_and(is_cut)
        && (i.saturating_sub(NEAR)..i).any(is_text)
        && (i + 1..=i + NEAR).any(is_text)
}

/// A subhead in a section of a page of markup of which nothing else is kept: a box has headings too.
fn heads_chrome(reading: &Reading, i: usize) -> bool {
    let section = |j: usize| {
        let markup = reading.block(j)?.hints.markup.as_ref();
        markup.map(|markup| markup.section)
    };
    let own = section(i);
    let mut below = (i + 1..).take_while(|&j| section(j).is_some() && section(j) == own);
    let above = i.checked_sub(1).and_then(section);
    let cut = |j: usize| matches!(reading.label(j), Some(Label::Chrome | Label::Alt));
    reading.label(i) == Some(Label::Subhead)
        && above != own
        && below.next().is_some_and(cut)
        && below.all(cut)
}

/// A few words that end no sentence, set apart, between a paragraph's end and a longer block.
fn is_subhead(reading: &Reading, i: usize) -> bool {
    let above = i.checked_sub(1).and_then(|above| reading.at(above));
    let (Some((above, led)), Some((block, label)), Some((below, follows))) =
        (above, reading.at(i), reading.at(i + 1))
    else {
        return false;
    };
    let text = &block.text;
    let apart = block.hints.gap > 0 && below.hints.gap > 0;
    let set = matches!(block.hints.form, Form::Plain | Form::Paragraph)
        && (is_paragraph(below) || matches!(below.hints.form, Form::ListItem | Form::Table));
    // What is cheaply told of most blocks comes first.
    if !apart || is_sentence(text) || follows == Label::Chrome || !set {
        return false;
    }
    let few = text.split_whitespace().count() <= SUBHEAD;
    let loud = !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    // A lead-in and its headline on the line above leave nothing to announce; a list is opened by something.
    let announced = || related::opens_with_lead(&above.text);
    let within = goes_on(led) || led == Label::InlineRelated;
    let opens_list = below.hints.form == Form::ListItem && follows == Label::Body && within;
    let known = label == Label::Body
        || label == Label::Chrome && (loud || opens_list && !reading.document.html)
        || label == Label::InlineRelated && is_paragraph(below) && announced();
    known
        && few
        && !related::opens_with_lead(text)
        && !related::is_lead(text)
        && !text.ends_with([',', '-', '–', '—'])
        && !text.starts_with(|c: char| c.is_lowercase() || c == '—' || c == '–')
        && (is_sentence(&above.text) || goes_on(led) || !reading.document.html)
        && (loud || within)
}
