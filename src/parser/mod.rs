//! The shared parser: bytes to [`Parsed`]. This file reads as one page of stages; each stage is a file beside it.
//!
//! It cannot fail on content: whatever the bytes, it yields an Article (perhaps nearly empty) and notes. It knows no file, clock,
//! width or colour.

pub mod assemble;
pub mod block;
pub mod capture;
pub mod decode;
pub mod fields;
pub mod filter;
pub mod formats;
pub mod label;
pub mod metadata;
pub mod model;
pub mod page_kind;
pub mod signals;
pub mod verdict;

use crate::article::Article;
use crate::parser::assemble::{Reading, assemble};
use crate::parser::block::Document;
use crate::parser::page_kind::Seen;
use crate::parser::verdict::Verdict;

pub use capture::{Capture, Kind};
pub use label::{Label, Labelled};

/// What a capture was read as.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The article.
    pub article: Article,
    /// The whole source in spans, each with one label and its reason.
    pub labelled: Labelled,
    /// What the reader should know about the reading: "bytes that are no UTF-8 were replaced", "no text was found".
    pub notes: Vec<String>,
}

/// Reads a capture.
pub fn parse(capture: &Capture<'_>) -> Parsed {
    let kind = capture.kind();
    let decoded = decode::decode(capture.bytes, kind);
    let mut document = match kind {
        Kind::Html => formats::html::read(&decoded.text),
        Kind::Text | Kind::Binary(_) => formats::text::read(filter::filtered(decoded.text)),
    };
    let mut notes = decoded.notes;
    notes.append(&mut document.notes);
    let seen = document.html.then(|| Seen::of(&document));
    let (mut article, labelled) = label(document);
    if let Some(seen) = seen {
        article.article = Some(seen.is_article(&article));
        notes.extend(seen.note(&article).map(str::to_owned));
    }
    if article.body.is_empty() {
        notes.push("no article text was found on this page".to_owned());
    }
    Parsed {
        article,
        labelled,
        notes,
    }
}

/// The one path that all containers share: signals, labels, assembly.
fn label(document: Document) -> (Article, Labelled) {
    let verdict = Verdict::of(&document);
    let mut reading = Reading::new(document, verdict.labels, verdict.scores);
    reading.explain(&verdict.opinions);
    assemble(reading)
}

#[cfg(test)]
mod tests;
