//! Carries the labels of lines over to blocks.

use clippings::parser::block::{Document, Form};
use clippings::parser::label::Label;
use clippings::parser::model::{LABELS, N};

use crate::data::LabelRecord;

/// Column of the label with this letter (`shared/captures/README.md`).
fn column(letter: char) -> usize {
    let label = match letter {
        'H' => Label::Headline,
        'S' => Label::Standfirst,
        'Y' => Label::Byline,
        'P' => Label::Publisher,
        'D' => Label::Date,
        'U' => Label::Updated,
        'C' => Label::Caption,
        'R' => Label::Credit,
        'B' => Label::Body,
        'T' => Label::Subhead,
        'I' => Label::InlineRelated,
        'G' => Label::Tags,
        'L' => Label::Related,
        'N' => Label::Repeat,
        'A' => Label::Alt,
        _ => Label::Chrome,
    };
    LABELS.iter().position(|&l| l == label).unwrap_or(N - 1)
}

/// The label that holds most of the counted characters; chrome where there are none.
fn most(counts: &[usize; N]) -> usize {
    let top = counts.iter().copied().max().unwrap_or(0);
    if top == 0 {
        N - 1
    } else {
        counts.iter().position(|&c| c == top).unwrap_or(N - 1)
    }
}

/// Labels of a text document's blocks, from the lines that their spans cover.
pub fn lines(document: &Document, truth: &LabelRecord) -> Vec<usize> {
    let letters: Vec<char> = truth.labels.chars().collect();
    let mut starts = vec![0];
    starts.extend(document.source.match_indices('\n').map(|(i, _)| i + 1));
    let mut line = 0;
    let mut gold = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        while starts.get(line + 1).is_some_and(|&s| s <= block.span.start) {
            line += 1;
        }
        if is_stamp(&block.text) && gold.is_empty() {
            gold.push(column('D'));
            continue;
        }
        let mut counts = [0; N];
        let mut at = line;
        while at < starts.len() && starts[at] < block.span.end {
            let end = starts.get(at + 1).copied().unwrap_or(document.source.len());
            let (from, to) = (block.span.start.max(starts[at]), block.span.end.min(end));
            let letter = letters.get(at).copied().unwrap_or('X');
            let spans = truth.spans.get(&at.to_string());
            let offset = document.source[starts[at]..from].chars().count();
            for (k, c) in document.source[from..to].chars().enumerate() {
                if !c.is_whitespace() {
                    let inner = spans
                        .and_then(|s| s.iter().find(|(a, b, _)| (*a..*b).contains(&(offset + k))));
                    counts[column(inner.map_or(letter, |s| s.2))] += 1;
                }
            }
            at += 1;
        }
        gold.push(most(&counts));
    }
    gold
}

fn is_stamp(text: &str) -> bool {
    text.starts_with("date ") && text.len() == 15
}

/// Labels of an HTML document's blocks, from a dump of the same page with one text node a line: both hold the same characters in the
/// same order, but for what either left out.
pub fn nodes(document: &Document, dump: &str, truth: &LabelRecord) -> Vec<usize> {
    let mut text = String::new();
    let mut columns = Vec::new();
    for (line, letter) in dump.split('\n').zip(truth.labels.chars()) {
        for c in line.chars().filter(|c| c.is_alphanumeric()) {
            text.push(c);
            columns.extend(std::iter::repeat_n(column(letter), c.len_utf8()));
        }
    }
    let mut at = 0;
    document
        .blocks
        .iter()
        .map(|block| {
            if block.hints.form == Form::Alt {
                return column('A');
            }
            let key: String = block.text.chars().filter(|c| c.is_alphanumeric()).collect();
            let window = text.floor_char_boundary((at + 20_000 + key.len()).min(text.len()));
            let Some(found) = (!key.is_empty())
                .then(|| text.get(at..window).and_then(|t| t.find(&key)))
                .flatten()
            else {
                return N - 1;
            };
            let range = at + found..at + found + key.len();
            let mut counts = [0; N];
            columns[range.clone()].iter().for_each(|&c| counts[c] += 1);
            at = range.end;
            most(&counts)
        })
        .collect()
}
