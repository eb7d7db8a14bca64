//! The document that comes to be: finished paragraphs become blocks with their place in the source, their words, their section.

use crate::parser::block::{Block, Document, Form, Hints, Inside, Markup};

use super::number::Numbers;
use super::paragraph::Paragraph;
use super::tree::Tree;
use super::words::Naming;

/// Blocks beyond which text is no longer parted.
const BLOCKS: usize = 100_000;

/// The blocks so far.
pub struct Blocks<'a> {
    tree: &'a Tree,
    naming: Naming<'a>,
    numbers: Numbers,
    document: Document,
    /// Boundaries above the next block.
    gap: u8,
    sections: u32,
    /// Blocks that stand in no section yet.
    unplaced: Vec<usize>,
    /// Captions that have no picture yet.
    captions: Vec<usize>,
}

impl<'a> Blocks<'a> {
    /// None yet.
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            naming: Naming::new(tree),
            numbers: Numbers::default(),
            document: Document {
                html: true,
                ..Document::default()
            },
            gap: 0,
            sections: 0,
            unplaced: Vec::new(),
            captions: Vec::new(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.blocks.len()
    }

    /// Are there too many for more?
    pub fn is_full(&self) -> bool {
        self.count() >= BLOCKS
    }

    /// The next block stands beside the last one, with no boundary of the page's own between them.
    pub fn go_beside(&mut self) {
        self.gap = 0;
    }

    /// The document, without its claims.
    pub fn finish(mut self) -> Document {
        if self.is_full() {
            let note = format!("the page has over {BLOCKS} parts; the rest is one block");
            self.document.notes.push(note);
        }
        self.document
    }

    /// A paragraph as a block that has no place yet.
    pub fn make(&mut self, paragraph: &mut Paragraph) -> Block {
        let (near, far) = self.naming.of(paragraph.node);
        let mut inside = paragraph.context.inside;
        if let [link] = paragraph.links.as_slice()
            && link.range == (0..paragraph.text.len())
        {
            inside = inside.with(Inside::LINK);
        }
        let number = match paragraph.context.form {
            Form::ListItem => self.numbers.next(self.tree, paragraph.node),
            _ => None,
        };
        Block {
            span: 0..0,
            hints: Hints {
                form: paragraph.context.form,
                level: paragraph.context.level,
                number,
                gap: 0,
                indent: 0,
                links: std::mem::take(&mut paragraph.links),
                markup: Some(Box::new(Markup {
                    near,
                    far,
                    inside,
                    datetime: paragraph.moment.take(),
                    image: paragraph.image.take(),
                    section: 0,
                    depth: u16::try_from(paragraph.depth).unwrap_or(u16::MAX),
                })),
                ..Hints::default()
            },
            // As gathered it has room to spare.
            text: paragraph.text.as_str().to_owned(),
        }
    }

    /// Gives a block its place, after all others.
    pub fn put(&mut self, mut block: Block) {
        let source = &mut self.document.source;
        if !source.is_empty() {
            source.push('\n');
        }
        let from = source.len();
        source.push_str(&block.text);
        block.span = from..source.len();
        block.hints.gap = std::mem::replace(&mut self.gap, 1);
        let index = self.count();
        self.unplaced.push(index);
        if block.hints.form == Form::Caption {
            self.captions.push(index);
        }
        self.document.blocks.push(block);
    }

    /// A section ends that began with block `first`: with several blocks it is the section of all that are in no smaller one.
    pub fn end_section(&mut self, first: usize) {
        if self.count() < first + 2 {
            return;
        }
        self.sections += 1;
        let section = self.sections;
        while let Some(index) = self.unplaced.pop_if(|i| *i >= first) {
            if let Some(markup) = self.markup(index) {
                markup.section = section;
            }
        }
    }

    /// A figure ends that began with block `first`: its captions belong to its picture, whichever came first.
    pub fn end_figure(&mut self, first: usize, image: Option<&str>) {
        while let Some(index) = self.captions.pop_if(|i| *i >= first) {
            if let Some(markup) = self.markup(index) {
                markup.image = image.map(Box::from);
            }
        }
    }

    fn markup(&mut self, index: usize) -> Option<&mut Markup> {
        let block = self.document.blocks.get_mut(index)?;
        block.hints.markup.as_deref_mut()
    }
}
