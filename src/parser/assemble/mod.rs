//! Labelled blocks to an [`Article`]: which block a field is taken from is already decided; here it is read, and the page's claims
//! are weighed against what the page shows.

mod amend;
mod around;
mod body;
mod byline;
mod head;
mod language;

use crate::article::Article;
use crate::parser::block::{Block, Document, Form, Span};
use crate::parser::fields::{dates, notes};
use crate::parser::label::{Label, Labelled, LabelledSpan, Reason};
use crate::parser::model::{Opinion, Row};

/// Signals named in a reason.
const REASONS: usize = 3;

/// A page with one label for each block, as the sequence decided and the rules of this room refine.
pub struct Reading {
    /// The page.
    pub document: Document,
    /// One a block.
    pub labels: Vec<Label>,
    /// One a block: what its signals say for each label.
    pub scores: Vec<Row>,
    /// One a block.
    reasons: Vec<Reason>,
    /// Labels of parts of a block, where it holds more than one thing: block, byte range of its text, label.
    parts: Vec<(usize, Span, Label)>,
}

impl Reading {
    /// What the sequence decided.
    pub fn new(document: Document, labels: Vec<Label>, scores: Vec<Row>) -> Self {
        let reasons = vec![Reason::Signals(Vec::new()); labels.len()];
        Self {
            document,
            labels,
            scores,
            reasons,
            parts: Vec::new(),
        }
    }

    /// Notes for each block which signals spoke for its label.
    pub fn explain(&mut self, opinions: &[Opinion<'static>]) {
        for ((reason, opinion), &label) in self.reasons.iter_mut().zip(opinions).zip(&self.labels) {
            *reason = Reason::Signals(opinion.reasons(label, REASONS));
        }
    }

    fn relabel(&mut self, block: usize, label: Label, why: &'static str) {
        if self.labels[block] != label {
            self.labels[block] = label;
            self.reasons[block] = Reason::Rule(why);
        }
    }

    fn blocks(&self) -> impl DoubleEndedIterator<Item = (usize, &Block, Label)> + Clone {
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
        for (i, ((block, label), reason)) in self
            .document
            .blocks
            .iter()
            .zip(&self.labels)
            .zip(self.reasons)
            .enumerate()
        {
            push_wordless(&mut spans, &self.document.source, end..block.span.start);
            end = block.span.end;
            let mut at = block.span.start;
            while let Some((_, range, part)) = parts.next_if(|p| p.0 == i) {
                let start = advance(
                    &self.document.source,
                    block.span.start,
                    block.text.get(..range.start),
                );
                let end = advance(&self.document.source, start, block.text.get(range.clone()));
                let (start, end) = (
                    start.clamp(at, block.span.end),
                    end.clamp(at, block.span.end),
                );
                push(
                    &mut spans,
                    &self.document.source,
                    at..start,
                    *label,
                    &reason,
                );
                push(
                    &mut spans,
                    &self.document.source,
                    start..end,
                    *part,
                    &Reason::Rule("split off the block it stands in"),
                );
                at = end.max(at);
            }
            push(
                &mut spans,
                &self.document.source,
                at..block.span.end,
                *label,
                &reason,
            );
        }
        let rest = end..self.document.source.len();
        push_wordless(&mut spans, &self.document.source, rest);
        Labelled {
            source: self.document.source,
            spans,
        }
    }
}

fn push(spans: &mut Vec<LabelledSpan>, source: &str, span: Span, label: Label, reason: &Reason) {
    if source
        .get(span.clone())
        .is_some_and(|s| !s.trim().is_empty())
    {
        spans.push(LabelledSpan {
            span,
            label,
            reason: reason.clone(),
        });
    }
}

/// What stands between blocks: a picture's address or a code fence in Markdown.
fn push_wordless(spans: &mut Vec<LabelledSpan>, source: &str, between: Span) {
    let text = source.get(between.clone()).unwrap_or_default();
    let start = between.start + (text.len() - text.trim_start().len());
    push(
        spans,
        source,
        start..start + text.trim().len(),
        Label::Chrome,
        &Reason::Rule("marks without words"),
    );
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
        let form = reading.document.blocks[i].hints.form;
        let label = reading.labels[i];
        if (first..=last + 3).contains(&i)
            && matches!(
                label,
                Label::Body | Label::Chrome | Label::Subhead | Label::Updated
            )
            && notes::is_note(&reading.document.blocks[i].text)
        {
            reading.relabel(i, Label::Note, "opens like a note on the story");
            continue;
        }
        let kind = match (label, form) {
            (Label::Body | Label::Subhead, Form::ListItem) => Label::ListItem,
            (Label::Body | Label::Subhead, Form::Quote) => Label::Quote,
            (Label::Body | Label::Subhead, Form::Code) => Label::Code,
            (Label::Body | Label::Subhead, Form::Table) => Label::Table,
            (Label::Body, Form::Heading) => Label::Subhead,
            _ => continue,
        };
        reading.relabel(i, kind, "text in this form");
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
