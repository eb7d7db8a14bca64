//! What a memory sees of a page: its lines as numbers.

use std::hash::Hasher;

use super::site;
use crate::article::count_words;
use crate::parser::Parsed;
use crate::parser::fnv::Fnv;
use crate::parser::label::{Label, LabelledSpan};

/// What a memory knows a line of text by: its letters and digits, lower case, hashed (FNV-1a, 64 bits); 0 where it has none.
pub fn line(text: &str) -> u64 {
    let mut hash = Fnv::default();
    let mut any = false;
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        any = true;
        hash.letter(c);
    }
    if any { hash.finish().max(1) } else { 0 }
}

/// The lines of a page as one number. A line that follows itself counts once: a block may be shown in parts.
pub fn page_of(lines: impl Iterator<Item = u64>) -> u64 {
    let mut hash = Fnv::default();
    let mut last = 0;
    for line in lines.filter(|&line| line != 0) {
        if line != last {
            hash.write(&line.to_le_bytes());
        }
        last = line;
    }
    hash.finish()
}

/// The lines of a labelled page.
pub fn lines_of(page: &Parsed) -> impl Iterator<Item = u64> {
    page.labelled.spans.iter().map(|span| span.line)
}

/// Those of `spans` of a page that say enough to tell one site from another.
pub fn telling<'a>(
    page: &'a Parsed,
    spans: impl Iterator<Item = &'a LabelledSpan>,
) -> impl Iterator<Item = u64> {
    let text = |span: &LabelledSpan| page.labelled.source.get(span.span.clone());
    spans
        .filter(move |span| text(span).is_some_and(site::is_telling))
        .map(|span| span.line)
}

/// Words of a span where it is running text, else 0.
pub fn words_of_text(page: &Parsed, span: &LabelledSpan) -> u32 {
    let text = page.labelled.source.get(span.span.clone());
    match span.label {
        Label::Body | Label::ListItem | Label::Quote | Label::Standfirst => {
            u32::try_from(count_words(text.unwrap_or_default())).unwrap_or(u32::MAX)
        }
        _ => 0,
    }
}
