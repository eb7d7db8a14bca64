//! Labelled blocks to an [`Article`]: which block a field is taken from is already decided; here it is read, and the page's claims
//! are weighed against what the page shows.

mod amend;
mod around;
mod body;
mod byline;
mod head;
mod language;

use std::sync::Arc;

use crate::article::Article;
use crate::parser::block::{Block, Document, Form, Span};
use crate::parser::fields::{dates, notes};
use crate::parser::label::{Label, Labelled, LabelledSpan, Reason, Voices};
use crate::parser::memory::Recall;
use crate::parser::model::{LABELS, Row};
use crate::parser::verdict::Verdict;

/// A page with one label for each block, as the sequence decided and the rules of this room refine.
pub struct Reading {
    /// The page.
    pub document: Document,
    /// One a block.
    pub labels: Vec<Label>,
    /// One a block: how sure each label is.
    pub shares: Vec<Row>,
    /// One a block.
    reasons: Vec<Reason>,
    /// One a block: no rule may change its label.
    fixed: Vec<bool>,
    /// Labels of parts of a block, where it holds more than one thing: block, byte range of its text, label.
    parts: Vec<(usize, Span, Label)>,
}

/// A block between its number and its label.
type Numbered<'r> = (usize, &'r Block, Label);

impl Reading {
    /// What the sequence decided.
    pub fn new(document: Document, verdict: Verdict) -> Self {
        let Verdict {
            labels,
            shares,
            signals,
            model,
        } = verdict;
        let signals = Arc::new(signals);
        let of = |(block, &label)| {
            let signals = Arc::clone(&signals);
            Reason::Signals(Voices::new(signals, model, block, label))
        };
        let reasons = labels.iter().enumerate().map(of).collect();
        let fixed = vec![false; labels.len()];
        Self {
            document,
            labels,
            shares,
            reasons,
            fixed,
            parts: Vec::new(),
        }
    }

    /// Lets what is known of the site overrule the sequence: what the reader said, then what stood in other articles.
    pub fn remember(&mut self, recall: &Recall) {
        let labels = self.labels.iter_mut().zip(&mut self.reasons);
        let blocks = self.document.blocks.iter().zip(&recall.blocks);
        for (((label, reason), fixed), (block, known)) in labels.zip(&mut self.fixed).zip(blocks) {
            let overruled = known.overrules(*label, block.hints.form);
            *fixed = overruled.is_some();
            if let Some((told, why)) = overruled {
                (*label, *reason) = (told, why);
            }
        }
    }

    fn relabel(&mut self, block: usize, label: Label, why: &'static str) {
        let own = self.labels.get_mut(block);
        let reason = self.reasons.get_mut(block);
        if let (Some(own), Some(reason), Some(false)) = (own, reason, self.fixed.get(block))
            && *own != label
        {
            (*own, *reason) = (label, Reason::Rule(why));
        }
    }

    /// Block `i`, as long as the page goes on.
    fn block(&self, i: usize) -> Option<&Block> {
        self.document.blocks.get(i)
    }

    /// The label of block `i`, as long as the page goes on.
    fn label(&self, i: usize) -> Option<Label> {
        self.labels.get(i).copied()
    }

    /// Block `i` and its label.
    fn at(&self, i: usize) -> Option<(&Block, Label)> {
        self.block(i).zip(self.label(i))
    }

    /// The blocks from number `first` on.
    fn blocks_from(&self, first: usize) -> impl Iterator<Item = Numbered<'_>> {
        (first..).map_while(|i| self.at(i).map(|(block, label)| (i, block, label)))
    }

    fn blocks(&self) -> impl DoubleEndedIterator<Item = Numbered<'_>> + Clone {
        self.document
            .blocks
            .iter()
            .zip(&self.labels)
            .enumerate()
            .map(|(i, (block, &label))| (i, block, label))
    }

    fn with(&self, label: Label) -> impl DoubleEndedIterator<Item = (usize, &Block)> + Clone {
        self.blocks()
            .filter(move |b| b.2 == label)
            .map(|(i, block, _)| (i, block))
    }

    /// How sure it is that block `i` has `label`, 0 to 1.
    fn share(&self, i: usize, label: Label) -> f32 {
        self.shares.get(i).map_or(0.0, |row| share(row, label))
    }

    /// First and last block of running text.
    fn text_range(&self) -> Option<(usize, usize)> {
        let mut body = self.with(Label::Body).map(|(i, _)| i);
        let first = body.next()?;
        Some((first, body.next_back().unwrap_or(first)))
    }

    /// The whole source in labelled spans.
    fn into_labelled(mut self) -> Labelled {
        self.parts
            .sort_by_key(|(block, range, _)| (*block, range.start));
        let mut parts = self.parts.iter().peekable();
        let mut spans = Vec::with_capacity(self.labels.len());
        let mut end = 0;
        let source = &self.document.source;
        let own = self.labels.iter().zip(self.reasons).zip(&self.shares);
        for (i, (block, ((&label, reason), row))) in
            self.document.blocks.iter().zip(own).enumerate()
        {
            push_wordless(&mut spans, source, end..block.span.start);
            end = block.span.end;
            let line = block.hints.line;
            let mut add = |span: Span, label: Label, reason: Reason| {
                let score = share(row, label);
                let labelled = LabelledSpan {
                    span,
                    label,
                    score,
                    reason,
                    line,
                };
                push(&mut spans, source, labelled);
            };
            let mut at = block.span.start;
            while let Some((_, range, part)) = parts.next_if(|p| p.0 == i) {
                let start = advance(source, block.span.start, block.text.get(..range.start));
                let end = advance(source, start, block.text.get(range.clone()));
                let (start, end) = (
                    start.clamp(at, block.span.end),
                    end.clamp(at, block.span.end),
                );
                add(at..start, label, reason.clone());
                let why = Reason::Rule("split off the block it stands in");
                add(start..end, *part, why);
                at = end.max(at);
            }
            add(at..block.span.end, label, reason);
        }
        let rest = end..self.document.source.len();
        push_wordless(&mut spans, &self.document.source, rest);
        Labelled {
            source: self.document.source,
            spans,
        }
    }
}

/// How sure `label` is, 0 to 1. Kinds that the model does not tell apart count as running text.
fn share(row: &Row, label: Label) -> f32 {
    let at = |label| LABELS.iter().position(|known| *known == label);
    let own = at(label).or_else(|| at(Label::Body));
    own.and_then(|i| row.get(i)).copied().unwrap_or_default()
}

fn push(spans: &mut Vec<LabelledSpan>, source: &str, labelled: LabelledSpan) {
    let text = source.get(labelled.span.clone());
    if text.is_some_and(|text| !text.trim().is_empty()) {
        spans.push(labelled);
    }
}

/// What stands between blocks: a picture's address or a code fence in Markdown.
fn push_wordless(spans: &mut Vec<LabelledSpan>, source: &str, between: Span) {
    let text = source.get(between.clone()).unwrap_or_default();
    let start = between.start + (text.len() - text.trim_start().len());
    let labelled = LabelledSpan {
        span: start..start + text.trim().len(),
        label: Label::Chrome,
        score: 1.0,
        reason: Reason::Rule("marks without words"),
        line: 0,
    };
    push(spans, source, labelled);
}

/// The source position after the visible characters of `text`, counted from `from`; a block's text and its source differ in white space
/// and Markdown's marks.
fn advance(source: &str, from: usize, text: Option<&str>) -> usize {
    let mut rest = source.get(from..).unwrap_or("").char_indices();
    let mut at = from;
    for wanted in text.unwrap_or("").chars().filter(|c| !c.is_whitespace()) {
        let Some((i, c)) = rest.find(|(_, c)| *c == wanted) else {
            break;
        };
        at = from + i + c.len_utf8();
    }
    at
}

/// Reads the article out of the labelled page.
pub fn assemble(mut reading: Reading) -> (Article, Labelled) {
    amend::amend(&mut reading);
    refine(&mut reading);
    flatten(&mut reading);
    let mut article = Article::default();
    head::read(&mut reading, &mut article);
    body::read(&mut reading, &mut article);
    around::read(&mut reading, &mut article);
    (article, reading.into_labelled())
}

/// Kinds that the model does not tell apart: they follow from the block's form and from fixed phrases.
fn refine(reading: &mut Reading) {
    if let Some(first) = reading.document.blocks.first()
        && dates::find(&first.text, &dates::Context::default())
            .first()
            .is_some_and(|d| d.role == dates::Role::Captured)
        && first.text.len() < 40
    {
        reading.relabel(0, Label::Date, "the stamp of a capture tool");
    }
    let Some((first, last)) = reading.text_range() else {
        return;
    };
    for i in 0..reading.labels.len() {
        let Some((block, label)) = reading.at(i) else {
            break;
        };
        let form = block.hints.form;
        if (first..=last + 3).contains(&i)
            && matches!(
                label,
                Label::Body | Label::Chrome | Label::Subhead | Label::Updated
            )
            && notes::is_note(&block.text)
        {
            reading.relabel(i, Label::Note, "opens like a note on the story");
            continue;
        }
        let kind = match (label, form) {
            (Label::Body | Label::Subhead, _) => body_kind(form).unwrap_or(label),
            _ => continue,
        };
        reading.relabel(i, kind, "text in this form");
    }
}

/// What running text in this form is; `None` where the form says nothing.
pub const fn body_kind(form: Form) -> Option<Label> {
    match form {
        Form::ListItem => Some(Label::ListItem),
        Form::Quote => Some(Label::Quote),
        Form::Code => Some(Label::Code),
        Form::Table => Some(Label::Table),
        Form::Heading => Some(Label::Subhead),
        _ => None,
    }
}

/// Line breaks and tabs are for the text's own code and tables: whatever else is read from such a block is one line. Byte for byte, as
/// links point into it.
fn flatten(reading: &mut Reading) {
    for (block, label) in reading.document.blocks.iter_mut().zip(&reading.labels) {
        let is_line = !matches!(label, Label::Code | Label::Table);
        if is_line && block.text.contains(['\n', '\t']) {
            block.text = block.text.replace(['\n', '\t'], " ");
        }
    }
}

#[cfg(test)]
mod tests;
