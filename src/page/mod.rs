//! Typesetting: an article and a width become rows of runs, each run with a [`Role`]. No colour, no terminal: pure functions.
//!
//! `words` says which string an element is made of, `wrap` breaks it into lines, `sheet` turns lines into rows; `head`, `blocks` and
//! `table` say how each element looks; `place` leads from places to rows and back.

use std::ops::Range;

use crate::article::{Article, Block, BlockKind, Element};

mod blocks;
mod find;
mod head;
mod place;
mod sheet;
mod table;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod words;
mod wrap;

pub use find::Match;
pub use words::{inline_related, words};
pub use wrap::{cells, is_narrow_letter};

use sheet::Sheet;

/// What a run of text is, for the theme to style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The headline.
    Headline,
    /// Publisher, date, byline, minutes.
    Dateline,
    /// The standfirst.
    Standfirst,
    /// Running text.
    Text,
    /// A subhead.
    Subhead,
    /// A list item's bullet or number.
    Bullet,
    /// A quotation's words.
    Quote,
    /// Preformatted text.
    Code,
    /// A table's cells.
    Table,
    /// What parts the cells of a table, a caption's `┆`, a quotation's bar.
    Rule,
    /// A caption.
    Caption,
    /// A credit.
    Credit,
    /// An inline related headline.
    Related,
    /// A note on the story.
    Note,
    /// A tag.
    Tag,
}

/// A run: one stretch of a row in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its text, free of control characters.
    pub text: String,
    /// Its role.
    pub role: Role,
    /// Bytes of the element's [`words`] that it shows; `None` for ornaments (bullets, bars, marks put in). The text is those very
    /// bytes, but for a run that stands for them: a tab's blanks, a separator in ASCII, a `?` for a character wider than the page.
    pub source: Option<Range<usize>>,
}

/// One row of the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Columns left empty before the first run.
    pub indent: u16,
    /// The runs; none on a blank row.
    pub runs: Vec<Run>,
    /// The element that it belongs to, an index into [`Article::flow`]. A blank row belongs to the element below it.
    pub element: usize,
    /// The byte of the element's [`words`] that it begins with.
    pub byte: usize,
}

/// How to typeset.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Setting {
    /// Columns at hand; 0 counts as 1.
    pub width: u16,
    /// Draw ornaments with ASCII alone. The article's own words stay as they are.
    pub ascii: bool,
    /// For each of [`Article::related`]: is it in the library? Missing ones are not.
    pub saved: Vec<bool>,
}

/// A typeset article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, in the order of their places. No row is wider than the setting's width.
    pub rows: Vec<Row>,
}

/// Typesets `article`. Linear in its text.
pub fn typeset(article: &Article, setting: &Setting) -> Page {
    let mut sheet = Sheet::new(setting);
    let mut marks = inline_related(article)
        .map(|(_, related)| setting.saved.get(related).copied().unwrap_or(false));
    let mut above = None;
    for (index, element) in article.flow().into_iter().enumerate() {
        let words = words(article, element);
        sheet.begin(index, is_parted(article, above, element));
        match element {
            Element::Headline => head::headline(&mut sheet, &words),
            Element::Dateline => head::dateline(&mut sheet, &words),
            Element::Standfirst => head::standfirst(&mut sheet, &words),
            Element::Image(i) => {
                if let Some(image) = article.images.get(i) {
                    blocks::image(&mut sheet, image, &words);
                }
            }
            Element::Body(i) => match article.body.get(i) {
                Some(block) if block.kind == BlockKind::InlineRelated => {
                    blocks::related(&mut sheet, &words, marks.next().unwrap_or(false));
                }
                Some(block) => blocks::body(&mut sheet, block, &words),
                None => {}
            },
            Element::Tags => head::tags(&mut sheet, &words),
        }
        above = Some(element);
    }
    Page { rows: sheet.rows }
}

/// Does a blank row part `below` from `above`? Not the dateline from its headline, nor the items of one list.
fn is_parted(article: &Article, above: Option<Element>, below: Element) -> bool {
    let kind = |element| match element {
        Element::Body(i) => article.body.get(i).map(|block: &Block| block.kind),
        _ => None,
    };
    match (above, below) {
        (None, _) | (Some(Element::Headline), Element::Dateline) => false,
        (Some(above), below) => !matches!(
            (kind(above), kind(below)),
            (Some(BlockKind::ListItem), Some(BlockKind::ListItem))
                | (
                    Some(BlockKind::InlineRelated),
                    Some(BlockKind::InlineRelated)
                )
        ),
    }
}

/// The page as plain text: no styles, trailing blanks cut, each row ended by a line break.
pub fn plain(page: &Page) -> String {
    let mut text = String::new();
    for row in &page.rows {
        let start = text.len();
        text.extend(std::iter::repeat_n(' ', usize::from(row.indent)));
        text.extend(row.runs.iter().map(|run| run.text.as_str()));
        let end = text.trim_end().len().max(start);
        text.truncate(end);
        text.push('\n');
    }
    text
}
