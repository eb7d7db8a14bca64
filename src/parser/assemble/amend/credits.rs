//! Credits that a dump tore apart: "The quay at dawn (", "Image:", "Jo Field)", each on a line of its own.

use super::is_sentence;
use crate::parser::assemble::Reading;
use crate::parser::block::Block;
use crate::parser::fields::{credits, names};
use crate::parser::label::Label;

/// Longest label, credit and caption, in bytes.
const LONGEST_LABEL: usize = 40;
const LONGEST_CREDIT: usize = 120;
const LONGEST_CAPTION: usize = 400;
/// What a label ends in.
const COLONS: [char; 2] = [':', '：'];
/// Words of a caption.
const WORDS: usize = 4;

/// Sets the torn pieces right.
pub fn amend(reading: &mut Reading) {
    if reading.document.html {
        return;
    }
    for i in 0..reading.labels.len().saturating_sub(1) {
        let Some(((block, label), below)) = reading.at(i).zip(reading.at(i + 1)) else {
            break;
        };
        if is_label(&block.text) && is_name(below) {
            reading.relabel(i, Label::Credit, "the label of a credit");
            reading.relabel(i + 1, Label::Credit, "stands below the label of a credit");
            if let Some(caption) = caption(reading, i) {
                reading.relabel(caption, Label::Caption, "opens the bracket of a credit");
            }
        } else if is_vague(label) && ends_in_label(&block.text) && is_person(below) {
            reading.relabel(i, Label::Caption, "the label of a credit stands at its end");
            reading.relabel(i + 1, Label::Credit, "stands below the label of a credit");
        }
    }
}

/// The label of a credit and nothing else.
fn is_label(text: &str) -> bool {
    text.len() <= LONGEST_LABEL
        && text.ends_with(COLONS)
        && credits::is_credit(text)
        && credits::strip_label(text).is_empty()
}

/// Some words, and the label of a credit at their end.
fn ends_in_label(text: &str) -> bool {
    let label = || text.rsplit(['.', '!', '?', '…', '。']).next();
    text.trim_end().ends_with(COLONS)
        && text.len() <= LONGEST_CAPTION
        && text.split_whitespace().nth(WORDS).is_some()
        && label().is_some_and(|label| label.len() < text.len() && is_label(label.trim()))
}

/// Is the block right below a person's name or an agency's alone?
fn is_person(below: (&Block, Label)) -> bool {
    let text = &below.0.text;
    is_name(below) && (names::looks_like_name(text) || names::is_agency(text))
}

/// Is the block a few words right below, and nothing surer?
fn is_name((block, label): (&Block, Label)) -> bool {
    block.hints.gap == 0
        && block.text.len() <= LONGEST_CREDIT
        && is_vague(label)
        && !is_sentence(block.text.trim_end_matches(')'))
}

const fn is_vague(label: Label) -> bool {
    matches!(
        label,
        Label::Chrome
            | Label::Alt
            | Label::Body
            | Label::Subhead
            | Label::Credit
            | Label::Standfirst
            | Label::Byline
    )
}

/// The line above block `i` whose end, or a line of its own, opens a bracket.
fn caption(reading: &Reading, i: usize) -> Option<usize> {
    let above = i.checked_sub(1)?;
    let text = reading.block(above)?.text.as_str();
    let found = if matches!(text, "(" | "[") {
        above.checked_sub(1)?
    } else {
        Some(above).filter(|_| text.ends_with(['(', '[']))?
    };
    let (block, label) = reading.at(found)?;
    let fits = is_vague(label) && block.text.len() <= LONGEST_CAPTION;
    fits.then_some(found)
}
