//! Articles in other pages' chrome. What stands around an article says little about the article itself; with some pages' text set into
//! the page of another publisher, neither can be known by the other. The same input gives the same output.

use std::ops::Range;

use clippings::parser::block::Document;
use clippings::parser::label::Label;
use clippings::parser::model::LABELS;

/// A page and the columns of its blocks' labels.
pub type Page<'a> = (&'a Document, &'a [usize]);

/// `page` with the article of `other` in the place of its own; `None` where either has none.
pub fn splice(page: Page, other: Page) -> Option<(Document, Vec<usize>)> {
    let (out, into) = (article(page.1)?, article(other.1)?);
    let mut blocks = page.0.blocks.get(..out.start)?.to_vec();
    let mut gold = page.1.get(..out.start)?.to_vec();
    // Sections of the two pages must not be taken for one another.
    let sections = page
        .0
        .blocks
        .iter()
        .filter_map(|block| block.hints.markup.as_ref());
    let shift = sections.map(|markup| markup.section + 1).max().unwrap_or(0);
    let mut inner = other.0.blocks.get(into.clone())?.to_vec();
    for markup in inner
        .iter_mut()
        .filter_map(|block| block.hints.markup.as_mut())
    {
        markup.section += shift;
    }
    blocks.append(&mut inner);
    gold.extend_from_slice(other.1.get(into)?);
    blocks.extend_from_slice(page.0.blocks.get(out.end..)?);
    gold.extend_from_slice(page.1.get(out.end..)?);
    let document = Document {
        blocks,
        claims: other.0.claims.clone(),
        html: page.0.html,
        ..Document::default()
    };
    Some((document, gold))
}

/// From the first to the last block that belongs to an article.
fn article(gold: &[usize]) -> Option<Range<usize>> {
    let belongs = |&label: &usize| {
        matches!(
            LABELS[label],
            Label::Headline | Label::Standfirst | Label::Byline | Label::Body | Label::Subhead
        )
    };
    let first = gold.iter().position(belongs)?;
    let last = gold.iter().rposition(belongs)?;
    Some(first..last + 1)
}
