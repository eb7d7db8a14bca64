//! The text: paragraphs, subheads, lists, quotations; pictures' captions and credits where they stand; inline related headlines.

use crate::article::{Article, Block as BodyBlock, BlockKind, Image, Related};
use crate::parser::assemble::Reading;
use crate::parser::block::Block;
use crate::parser::fields::{credits, related};
use crate::parser::fnv;
use crate::parser::label::Label;

/// Longest text of a link or name, in bytes, that a dump sets on a line of its own.
const LONGEST_PIECE: usize = 80;

pub fn read(reading: &mut Reading, article: &mut Article) {
    // Behind the article's end a "read more" is one of the related headlines around it.
    let last = last_of_article(reading);
    for i in last + 1..reading.labels.len() {
        if reading.label(i) == Some(Label::InlineRelated) {
            reading.relabel(i, Label::Related, "stands behind the text");
        }
    }
    let mut parts = Vec::new();
    let mut captions = fnv::Set::default();
    let mut open_image: Option<usize> = None;
    let mut open = false;
    for (i, block, label) in reading.blocks() {
        let torn = open && label == Label::Body && is_torn(reading, i, block);
        match label {
            Label::Caption => {
                let split = credits::split(&block.text);
                let caption = block
                    .text
                    .get(split.caption.clone())
                    .map(|c| c.trim_end_matches(['(', '[']).trim())
                    .filter(|c| !c.is_empty());
                let credit = split
                    .credit
                    .clone()
                    .and_then(|c| block.text.get(c))
                    .map(str::trim)
                    .filter(|c| !c.is_empty());
                parts.extend(split.credit.map(|range| (i, range, Label::Credit)));
                open_image =
                    add_image((article, &mut captions), block, caption, credit).then_some(i);
            }
            Label::Credit => {
                let credit = block
                    .text
                    .get(credits::strip_label(&block.text))
                    .map(closed)
                    .filter(|c| !c.is_empty());
                let near = open_image.is_some_and(|at| i <= at + 2);
                match article
                    .images
                    .last_mut()
                    .filter(|image| near && image.credit.is_none())
                {
                    // A label alone: the name is in the next line.
                    _ if credit.is_none() => open_image = Some(i).filter(|_| near),
                    Some(image) => image.credit = credit.map(str::to_owned),
                    None => {
                        open_image =
                            add_image((article, &mut captions), block, None, credit).then_some(i);
                    }
                }
            }
            Label::InlineRelated => read_inline_related(block, article),
            _ => {
                if let Some(kind) = kind(label) {
                    let joins = open && (torn || goes_on(block));
                    add_text(article, block, kind, joins);
                }
            }
        }
        open = label == Label::Body && ends_open(block);
    }
    reading.parts.extend(parts);
}

/// The last paragraph, or the last note or date of change that stands behind it with nothing but inline headlines between.
fn last_of_article(reading: &Reading) -> usize {
    let text = reading.blocks().rev().find(|b| is_text(b.2));
    let last = text.map_or(0, |b| b.0);
    let behind = reading.labels.get(last + 1..).unwrap_or_default();
    let own = |label: &&Label| matches!(label, Label::InlineRelated | Label::Note | Label::Updated);
    let notes = behind.iter().take_while(own);
    last + notes
        .enumerate()
        .filter(|(_, label)| **label != Label::InlineRelated)
        .last()
        .map_or(0, |(k, _)| k + 1)
}

const fn is_text(label: Label) -> bool {
    kind(label).is_some() && !matches!(label, Label::Note)
}

const fn kind(label: Label) -> Option<BlockKind> {
    Some(match label {
        Label::Body => BlockKind::Paragraph,
        Label::Subhead => BlockKind::Heading,
        Label::ListItem => BlockKind::ListItem,
        Label::Quote => BlockKind::Quote,
        Label::Code => BlockKind::Code,
        Label::Table => BlockKind::Table,
        Label::Note => BlockKind::Note,
        _ => return None,
    })
}

/// Does `block` end in the middle of a sentence, as where a dump breaks the line at every inline element?
fn ends_open(block: &Block) -> bool {
    const ENDS: [char; 12] = ['.', '!', '?', '…', ':', '"', '”', '»', '’', '。', '」', ')'];
    !block.text.ends_with(ENDS)
}

/// Does `block` begin in the middle of a sentence, right under the block above?
fn goes_on(block: &Block) -> bool {
    block.hints.gap == 0
        && block
            .text
            .starts_with(|c: char| c.is_lowercase() || MIDDLE.contains(&c) || c == '–')
}

/// Marks that neither begin a paragraph nor stand after a blank.
const MIDDLE: [char; 8] = [',', '.', ';', ':', ')', '?', '!', '”'];

/// Does `block`, number `i`, a few words right under a line that ends open, end open itself, before a line that begins in the middle of a
/// sentence? Dumps that give every inline element a line of its own tear sentences so.
fn is_torn(reading: &Reading, i: usize, block: &Block) -> bool {
    block.hints.gap == 0
        && block.text.len() <= LONGEST_PIECE
        && ends_open(block)
        && reading
            .at(i + 1)
            .is_some_and(|(below, label)| label == Label::Body && goes_on(below))
}

/// A credit without the end of a bracket that opened on another line.
fn closed(credit: &str) -> &str {
    let credit = credit.trim();
    if credit.contains('(') {
        credit
    } else {
        credit.trim_end_matches(')')
    }
}

fn add_text(article: &mut Article, block: &Block, kind: BlockKind, joins: bool) {
    if kind == BlockKind::Paragraph
        && joins
        && let Some(last) = article.body.last_mut().filter(|b| b.kind == kind)
    {
        if !block.text.starts_with(MIDDLE) {
            last.text.push(' ');
        }
        last.text.push_str(&block.text);
        return;
    }
    let level = match kind {
        BlockKind::Heading => block.hints.level.clamp(2, 6),
        BlockKind::ListItem => block.hints.level.max(1),
        _ => 0,
    };
    let number = block.hints.number;
    article.body.push(BodyBlock {
        kind,
        text: block.text.clone(),
        level,
        number: number.filter(|_| kind == BlockKind::ListItem),
    });
}

/// Adds the picture that `block` tells of, unless one with that caption is there.
fn add_image(
    (article, captions): (&mut Article, &mut fnv::Set<String>),
    block: &Block,
    caption: Option<&str>,
    credit: Option<&str>,
) -> bool {
    let image = Image {
        caption: caption.map(str::to_owned),
        credit: credit.map(str::to_owned),
        url: block
            .hints
            .markup
            .as_ref()
            .and_then(|m| m.image.as_deref())
            .map(str::to_owned),
        before: article.body.len(),
    };
    let said = image.caption.is_some() || image.credit.is_some();
    let is_new = caption.is_none_or(|caption| captions.insert(caption.to_owned()));
    if said && is_new {
        article.images.push(image);
    }
    said
}

fn read_inline_related(block: &Block, article: &mut Article) {
    if related::is_lead(&block.text) {
        return;
    }
    let Some(line) = related::clean(&block.text) else {
        return;
    };
    let Some(headline) = block.text.get(line.headline).map(related::unescaped) else {
        return;
    };
    let url = block.address().map(str::to_owned);
    article
        .body
        .push(BodyBlock::new(BlockKind::InlineRelated, &*headline));
    article.related.push(Related {
        headline: headline.into_owned(),
        url,
        inline: true,
        media: line.media,
        is_self: false,
    });
}
