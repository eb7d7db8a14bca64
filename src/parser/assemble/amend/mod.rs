//! Labels that are plainly wrong where they stand, set right: the sequence decides each block by its signals, a reader also knows what
//! a page is built of. Each rule is small, needs strong evidence on the page, and leaves its reason.

mod around;
mod credits;
mod head;
mod standfirst;
mod text;

use crate::article::is_unspaced;
use crate::parser::assemble::Reading;
use crate::parser::block::{Block, Form};
use crate::parser::fields::{dates, related};
use crate::parser::label::Label;

/// Words of a sentence that is surely running text.
const PROSE: usize = 8;
/// Longest line, in bytes, that is a headline.
const LONGEST: usize = 220;

/// Sets right what the rules of this room know better.
pub fn amend(reading: &mut Reading) {
    head::amend(reading);
    around::amend(reading);
    credits::amend(reading);
    text::amend(reading);
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
    text.len() <= LONGEST
        && (words >= 3 || dense >= 6)
        && !text.ends_with(['.', '。', ':'])
        && !text.contains(['|', '©', '　'])
        && !related::is_section_title(text)
        && related::clean(text).is_some()
        && dates::find(text, &dates::Context::default()).is_empty()
}
