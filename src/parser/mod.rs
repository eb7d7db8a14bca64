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
mod fnv;
pub mod formats;
pub mod label;
pub mod memory;
pub mod metadata;
pub mod model;
pub mod page_kind;
pub mod signals;
pub mod verdict;

use crate::article::Article;
use crate::parser::assemble::{Reading, assemble};
use crate::parser::block::Document;
use crate::parser::memory::{Memory, Recall};
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
    /// The site that the page belongs to, as far as a memory was asked and it is known: its host, or a memory's own name for it.
    pub site: Option<String>,
}

/// Reads a capture by itself.
pub fn parse(capture: &Capture<'_>) -> Parsed {
    parse_recalling(capture, |_| Recall::default())
}

/// Reads a capture with what is known of other pages of its site.
pub fn parse_with(capture: &Capture<'_>, memory: &Memory) -> Parsed {
    parse_recalling(capture, |document| memory.recall(document))
}

/// Reads a capture with what `recall` says of its blocks; it is asked once, before they are labelled.
pub fn parse_recalling(capture: &Capture<'_>, recall: impl FnOnce(&Document) -> Recall) -> Parsed {
    let kind = capture.kind();
    let decoded = decode::decode(capture.bytes, kind);
    let mut document = match kind {
        Kind::Html => formats::html::read(&decoded.text),
        Kind::Text | Kind::Binary(_) => formats::text::read(filter::filtered(decoded.text)),
    };
    let mut notes = decoded.notes;
    notes.append(&mut document.notes);
    let recall = recall(&document);
    for (block, known) in document.blocks.iter_mut().zip(&recall.blocks) {
        block.hints.seen = known.seen;
        block.hints.line = known.line;
    }
    let seen = document.html.then(|| Seen::of(&document));
    let (mut article, labelled) = label(document, &recall);
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
        site: recall.site,
    }
}

/// The one path that all containers share: signals, labels, assembly.
fn label(document: Document, recall: &Recall) -> (Article, Labelled) {
    let verdict = Verdict::of(&document);
    let mut reading = Reading::new(document, verdict);
    reading.remember(recall);
    assemble(reading)
}
