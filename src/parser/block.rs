//! The meeting point of all formats: a [`Document`] of [`Block`]s. From here on there is one path for every kind of capture.

use std::ops::Range;
use std::sync::Arc;

use crate::parser::metadata::Claims;

/// A byte range of [`Document::source`].
pub type Span = Range<usize>;

/// A page as blocks of text, whatever container it came in.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The page's text, whole and filtered: the decoded capture for plain text; for HTML all text that a reader could see, in document
    /// order, with `\n` where blocks part. Block spans point into it, do not overlap and are in ascending order.
    pub source: String,
    /// The blocks. What lies between their spans is white space, or marks without words (a code fence, a picture in Markdown).
    pub blocks: Vec<Block>,
    /// What the page says of itself in its metadata. Claims, not facts.
    pub claims: Claims,
    /// Came as HTML: blocks carry [`Markup`].
    pub html: bool,
    /// For the reader: what was repaired or left out.
    pub notes: Vec<String>,
}

impl Document {
    /// The same page, but silent about classes.
    #[must_use]
    pub fn without_classes(&self) -> Self {
        let mut bare = self.clone();
        let hints = bare.blocks.iter_mut().map(|block| &mut block.hints);
        for markup in hints.filter_map(|hints| hints.markup.as_mut()) {
            markup.near = Words::default();
            markup.far = Words::default();
        }
        bare
    }
}

/// One block: a paragraph, a heading, a line of navigation.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// Where it stands in [`Document::source`].
    pub span: Span,
    /// Its text with white space folded (kept in code; in a table rows end with `\n`, cells are parted by `\t`). Never empty.
    pub text: String,
    /// What the container says about it.
    pub hints: Hints,
}

impl Block {
    /// Does an element of this kind enclose it? Never in plain text.
    pub fn is_inside(&self, element: Inside) -> bool {
        let markup = self.hints.markup.as_ref();
        markup.is_some_and(|markup| markup.inside.has(element))
    }

    /// Where it leads: the address of the first link that has one.
    pub fn address(&self) -> Option<&str> {
        let mut addresses = self.hints.links.iter().map(|link| link.href.as_str());
        addresses.find(|address| !address.is_empty())
    }
}

/// What the container says about a block.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The form the container gives it.
    pub form: Form,
    /// Headings: 1 to 6. List items: depth from 1. Else 0.
    pub level: u8,
    /// The number of an item of a numbered list, on its first block; the text is without it.
    pub number: Option<u32>,
    /// Blank lines (plain text) or block boundaries above (HTML: 1; 0 where pieces stood side by side in one line, as tags do).
    pub gap: u8,
    /// Columns of indentation (plain text).
    pub indent: u8,
    /// Links inside, in order.
    pub links: Vec<Link>,
    /// In how many other articles of this site the same line stood, as far as a memory was asked.
    pub seen: u8,
    /// What a memory knows the line by; 0 where none was asked.
    pub line: u64,
    /// For HTML, what the tree says.
    pub markup: Option<Box<Markup>>,
}

/// The form that a container gives to a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Nothing said: a line of plain text, a `div`.
    #[default]
    Plain,
    /// `p`.
    Paragraph,
    /// `h1`..`h6`, `#`.
    Heading,
    /// `li`, `*`, `1.`.
    ListItem,
    /// `blockquote`, `q` as a block.
    Quote,
    /// `pre`.
    Code,
    /// A data `table`.
    Table,
    /// `figcaption`.
    Caption,
    /// An image's alternative text.
    Alt,
    /// `time`.
    Time,
    /// `address`.
    Address,
    /// `button`, `label`, `option`, form texts.
    Control,
}

/// A link inside a block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Byte range in [`Block::text`].
    pub range: Range<usize>,
    /// The address, made absolute where the page's own address is known. Empty for what is no `http`, `https` or `mailto` address
    /// (`javascript:`): the link stays, for what it says about the block.
    pub href: String,
    /// `rel` words, as written.
    pub rel: String,
}

/// Words in their order, each once. Blocks that are named alike share them.
pub type Words = Arc<[Arc<str>]>;

/// What an HTML tree says about a block.
#[derive(Debug, Clone, Default)]
pub struct Markup {
    /// Words of class, id, itemprop, role, data-testid, data-component of the element itself and its two nearest ancestors, lower case,
    /// split at everything but letters and at camel humps, each once; no single letters, at most 24 words of 20 bytes. "The element
    /// itself" is the innermost one around all of the text.
    pub near: Words,
    /// The same of the farther ancestors.
    pub far: Words,
    /// Enclosing elements of note.
    pub inside: Inside,
    /// `datetime` of a `time` element inside (or `content` of an `itemprop` date).
    pub datetime: Option<Box<str>>,
    /// Address of the picture that this caption or alternative text belongs to.
    pub image: Option<Box<str>>,
    /// Number of the nearest sectioning ancestor (article, main, section, aside, div with several blocks): blocks with the same number
    /// stand together.
    pub section: u32,
    /// Depth in the tree.
    pub depth: u16,
}

/// Which elements of note enclose a block. One bit each, of the element itself or any ancestor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Inside(pub u32);

impl Inside {
    /// `article`.
    pub const ARTICLE: Self = Self(1);
    /// `main`, role main.
    pub const MAIN: Self = Self(1 << 1);
    /// `nav`, role navigation.
    pub const NAV: Self = Self(1 << 2);
    /// `header`.
    pub const HEADER: Self = Self(1 << 3);
    /// `footer`, role contentinfo.
    pub const FOOTER: Self = Self(1 << 4);
    /// `aside`, role complementary.
    pub const ASIDE: Self = Self(1 << 5);
    /// `figure`.
    pub const FIGURE: Self = Self(1 << 6);
    /// `form`.
    pub const FORM: Self = Self(1 << 7);
    /// `dialog`, role dialog, aria-modal.
    pub const DIALOG: Self = Self(1 << 8);
    /// Hidden: `hidden`, `display:none`, aria-hidden, `noscript`, `template`.
    pub const HIDDEN: Self = Self(1 << 9);
    /// `ul`, `ol`.
    pub const LIST: Self = Self(1 << 10);
    /// `table`.
    pub const TABLE: Self = Self(1 << 11);
    /// `blockquote`.
    pub const QUOTE: Self = Self(1 << 12);
    /// The whole block is one link.
    pub const LINK: Self = Self(1 << 13);
    /// itemprop or property articleBody.
    pub const ARTICLE_BODY: Self = Self(1 << 14);
    /// A second `article` inside an article (a card, a comment).
    pub const NESTED_ARTICLE: Self = Self(1 << 15);

    /// All flags with the names that signals and reasons use.
    pub const NAMES: [(Self, &'static str); 16] = [
        (Self::ARTICLE, "article"),
        (Self::MAIN, "main"),
        (Self::NAV, "nav"),
        (Self::HEADER, "header"),
        (Self::FOOTER, "footer"),
        (Self::ASIDE, "aside"),
        (Self::FIGURE, "figure"),
        (Self::FORM, "form"),
        (Self::DIALOG, "dialog"),
        (Self::HIDDEN, "hidden"),
        (Self::LIST, "list"),
        (Self::TABLE, "table"),
        (Self::QUOTE, "quote"),
        (Self::LINK, "link"),
        (Self::ARTICLE_BODY, "articleBody"),
        (Self::NESTED_ARTICLE, "nested-article"),
    ];

    /// Are all of `other`'s bits set?
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
