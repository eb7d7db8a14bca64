//! Within the text: lead-ins alone on their line, subheads, tables.

use super::{is_sentence, is_title};
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
    tables_behind(reading);
    lead_ins(reading);
    let Some((first, last)) = reading.text_range() else {
        return;
    };
    for i in first + 1..last {
        if is_table(reading, i) {
            reading.relabel(i, Label::Table, "a table within the text");
        } else if is_subhead(reading, i) {
            reading.relabel(i, Label::Subhead, "a short line above a paragraph");
        }
    }
}

/// "Read more" on a line of its own, another headline below it, and the text or its notes go on.
fn lead_ins(reading: &mut Reading) {
    let Some((first, last)) = reading.text_range() else {
        return;
    };
    for i in first + 1..(last + 4).min(reading.labels.len().saturating_sub(1)) {
        let blocks = &reading.document.blocks;
        let inside = |j: usize| reading.labels.get(j).is_some_and(|&l| goes_on(l));
        if related::is_lead(&blocks[i].text)
            && i + 2 < blocks.len()
            && is_title(&blocks[i + 1])
            && blocks[i + 1].hints.gap == 0
            && blocks[i].hints.form == Form::Plain
        {
            let paragraph = !reading.document.html
                && reading.labels[i + 2] == Label::Chrome
                && is_paragraph(&blocks[i + 2]);
            if inside(i + 2) || paragraph {
                reading.relabel(i, Label::InlineRelated, "a lead-in on a line of its own");
                reading.relabel(i + 1, Label::InlineRelated, "stands under a lead-in");
            }
            if paragraph {
                reading.relabel(i + 2, Label::Body, "a paragraph behind a lead-in");
            }
        } else if reading.labels[i] == Label::Related
            && related::opens_with_lead(&blocks[i].text)
            && inside(i - 1)
            && inside(i + 1)
        {
            reading.relabel(i, Label::InlineRelated, "a lead-in within the text");
        }
    }
}

/// A first line that begins in the middle of a sentence: the sentence began above, on lines that end open.
fn torn_opening(reading: &mut Reading) {
    let Some((first, _)) = reading.text_range() else {
        return;
    };
    let blocks = &reading.document.blocks;
    let glued = |i: usize| blocks[i].hints.gap == 0 && blocks[i - 1].text.len() <= LONGEST_PIECE;
    let within = |i: usize| blocks[i].text.starts_with(char::is_lowercase);
    let vague = |i: usize| {
        matches!(
            reading.labels[i],
            Label::Chrome | Label::Alt | Label::Caption
        ) && !is_sentence(&blocks[i].text)
    };
    if reading.document.html || first == 0 || !within(first) {
        return;
    }
    let begins = |i: &usize| !within(*i) && blocks[*i].text.split_whitespace().nth(FEW).is_some();
    let start = (first.saturating_sub(NEAR)..first)
        .rev()
        .take_while(|&i| vague(i) && glued(i + 1))
        .find(begins);
    if let Some(start) = start {
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
    let text = |range: &[Label]| range.iter().any(|&l| goes_on(l));
    reading.document.blocks[i].hints.form == Form::Table
        && reading.labels[i] == Label::Chrome
        && text(&reading.labels[i.saturating_sub(NEAR)..i])
        && text(&reading.labels[i + 1..(i + 1 + NEAR).min(reading.labels.len())])
}

/// A data table close behind the last paragraph and in its section of the page belongs to the text, and so does a sentence right behind
/// the table.
fn tables_behind(reading: &mut Reading) {
    let Some((_, last)) = reading.text_range() else {
        return;
    };
    let section = |i: usize| {
        let block = reading.document.blocks.get(i)?;
        block.hints.markup.as_ref().map(|m| m.section)
    };
    let own = |i: usize| {
        reading.labels.get(i) == Some(&Label::Chrome)
            && section(i).is_some()
            && section(i) == section(last)
    };
    let found = (last + 1..=last + NEAR)
        .find(|&i| own(i) && reading.document.blocks[i].hints.form == Form::Table);
    let Some(i) = found else {
        return;
    };
    let goes_on = own(i + 1) && is_sentence(&reading.document.blocks[i + 1].text);
    if !(last + 1..i).all(own) {
        return;
    }
    for above in last + 1..i {
        reading.relabel(above, Label::Subhead, "stands above the text's table");
    }
    reading.relabel(i, Label::Table, "a table in the section of the text");
    if goes_on {
        reading.relabel(i + 1, Label::Body, "a sentence behind the text's table");
    }
}

/// A few words that end no sentence, set apart, between a paragraph's end and a longer block.
fn is_subhead(reading: &Reading, i: usize) -> bool {
    let blocks = &reading.document.blocks;
    let (Some(above), Some(below)) = (blocks.get(i - 1), blocks.get(i + 1)) else {
        return false;
    };
    let block = &blocks[i];
    let apart = block.hints.gap > 0 && below.hints.gap > 0;
    let few = block.text.split_whitespace().count() <= SUBHEAD;
    let text = &block.text;
    let loud = !text.contains(char::is_lowercase) && text.contains(char::is_uppercase);
    let known = reading.labels[i] == Label::Body || loud && reading.labels[i] == Label::Chrome;
    known
        && few
        && apart
        && matches!(block.hints.form, Form::Plain | Form::Paragraph)
        && !is_sentence(text)
        && !related::opens_with_lead(text)
        && !related::is_lead(text)
        && !text.ends_with([',', '-', '–', '—'])
        && !text.starts_with(|c: char| c.is_lowercase() || c == '—' || c == '–')
        && reading.labels[i + 1] != Label::Chrome
        && (is_paragraph(below) || matches!(below.hints.form, Form::ListItem | Form::Table))
        && (is_sentence(&above.text) || goes_on(reading.labels[i - 1]) || !reading.document.html)
        && (loud || goes_on(reading.labels[i - 1]) || reading.labels[i - 1] == Label::InlineRelated)
}
