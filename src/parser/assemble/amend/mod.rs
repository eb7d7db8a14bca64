//! Labels that are plainly wrong where they stand, set right: the sequence decides each block by its signals, a reader also knows what
//! a page is built of. Each rule is small, needs strong evidence on the page, and leaves its reason.

mod around;
mod credits;
mod head;
mod standfirst;
mod text;

use crate::article::is_unspaced;
use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form, Inside};
use crate::parser::fields::{dates, related};
use crate::parser::label::Label;

/// Words of a sentence that is surely running text.
const PROSE: usize = 8;
/// Longest line, in bytes, that is a headline.
const LONGEST: usize = 220;

/// Sets right what the rules of this room know better.
pub fn amend(reading: &mut Reading) {
    unseen(reading);
    head::amend(reading);
    around::amend(reading);
    credits::amend(reading);
    text::amend(reading);
}

/// Where no block was seen as text, the page's sentences are, and the first line above them that is none is the headline: better a doubtful
/// text than none.
fn unseen(reading: &mut Reading) {
    if reading.text_range().is_some() {
        return;
    }
    for i in 0..reading.labels.len() {
        if reading.block(i).is_some_and(is_plain_sentence) {
            reading.relabel(i, Label::Body, "a sentence, on a page without text");
        }
    }
    let Some((first, _)) = reading.text_range() else {
        return;
    };
    // What goes on behind a full stop is a text's first paragraph, taken for a headline.
    let long = |block: &Block| block.text.contains(". ");
    let seen = reading.with(Label::Headline).find(|(i, _)| *i < first);
    let doubtful = seen.is_none_or(|(_, block)| long(block));
    let seen = seen.map(|(i, _)| i);
    let above = reading.blocks().take(first).find(|(_, block, label)| {
        matches!(label, Label::Chrome | Label::Repeat | Label::Alt) && is_title(block)
    });
    if let Some((above, ..)) = above.filter(|_| doubtful) {
        reading.relabel(above, Label::Headline, "the first line above the text");
        if let Some(paragraph) = seen.filter(|&i| i > above) {
            reading.relabel(paragraph, Label::Body, "stands below the headline");
        }
    }
}

/// A sentence of some length that a reader of the page sees, and no links.
fn is_plain_sentence(block: &Block) -> bool {
    let linked: usize = block.hints.links.iter().map(|l| l.range.len()).sum();
    let unread = [Inside::HIDDEN, Inside::NAV, Inside::FOOTER, Inside::DIALOG];
    let words = block.text.split_whitespace().count();
    let dense = block.text.chars().filter(|&c| is_unspaced(c)).count();
    (words >= PROSE || dense >= 2 * PROSE)
        && is_sentence(&block.text)
        && linked * 2 < block.text.len()
        && !matches!(block.hints.form, Form::Control | Form::Alt | Form::Caption)
        && !block.text.contains('©')
        && !unread.into_iter().any(|element| block.is_inside(element))
}

/// The last block of running text that is surely a sentence, and no list item.
fn last_prose(reading: &Reading) -> Option<usize> {
    let prose = |b: &Block| b.text.split_whitespace().count() >= PROSE && is_sentence(&b.text);
    let dense = |b: &Block| b.text.chars().filter(|&c| is_unspaced(c)).count() >= 2 * PROSE;
    reading
        .with(Label::Body)
        .rev()
        .filter(|(_, b)| b.hints.form != Form::ListItem && !b.text.contains('©'))
        .find(|(_, b)| prose(b) || dense(b) && is_sentence(&b.text))
        .map(|(i, _)| i)
}

/// Does `text` end as a sentence does, quotation marks and brackets aside?
fn is_sentence(text: &str) -> bool {
    const CLOSING: [char; 11] = ['"', '”', '’', '\'', '»', '«', '“', ')', '」', '』', ' '];
    text.trim_end_matches(CLOSING)
        .ends_with(['.', '!', '?', '…', '。', '！', '？', ':', ';', '؟'])
}

/// May `block` be another article's headline: some words, no sentence, no row of links?
fn is_title(block: &Block) -> bool {
    let text = block.text.as_str();
    let words = text.split_whitespace().count();
    let dense = text.chars().filter(|&c| is_unspaced(c)).count();
    (words >= 3 || dense >= 6)
        && !text.ends_with(['.', '。', ':'])
        && !text.contains(['|', '　'])
        && may_be_headline(block)
        && dates::find(text, &dates::Context::default()).is_empty()
}

/// May `block` be another article's headline where one must stand: of that length, no title of a list, no button?
fn may_be_headline(block: &Block) -> bool {
    let text = block.text.as_str();
    text.len() <= LONGEST
        && !text.contains('©')
        && !related::is_section_title(text)
        && related::clean(text).is_some()
}
