//! One [`Label`] for every block, each with its reason.

use std::fmt;
use std::sync::Arc;

use crate::article::Choice;
use crate::parser::block::Span;
use crate::parser::model::{LABELS, Model, Row};
use crate::parser::signals::{Signals, say};

/// Signals named in a reason.
const REASONS: usize = 3;

/// What a span of a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// The headline.
    Headline,
    /// The standfirst.
    Standfirst,
    /// The byline.
    Byline,
    /// The publisher's name.
    Publisher,
    /// A date: published or captured.
    Date,
    /// A date of change.
    Updated,
    /// A picture's caption.
    Caption,
    /// A picture's credit.
    Credit,
    /// Running text.
    Body,
    /// A subhead.
    Subhead,
    /// A list item of the text.
    ListItem,
    /// A quotation set apart.
    Quote,
    /// Preformatted text.
    Code,
    /// A table of the text.
    Table,
    /// Another article's headline between the paragraphs, its lead-in included.
    InlineRelated,
    /// A note on the story.
    Note,
    /// Tags.
    Tags,
    /// Another article's headline around the article.
    Related,
    /// The headline once more (page title, breadcrumb, share box).
    Repeat,
    /// An image's alternative text.
    Alt,
    /// Everything on the page that is not the article.
    Chrome,
}

impl Label {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 21] = [
        Self::Headline,
        Self::Standfirst,
        Self::Byline,
        Self::Publisher,
        Self::Date,
        Self::Updated,
        Self::Caption,
        Self::Credit,
        Self::Body,
        Self::Subhead,
        Self::ListItem,
        Self::Quote,
        Self::Code,
        Self::Table,
        Self::InlineRelated,
        Self::Note,
        Self::Tags,
        Self::Related,
        Self::Repeat,
        Self::Alt,
        Self::Chrome,
    ];
}

/// A labelled span: why is part of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledSpan {
    /// Where in the source.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// How surely, 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: Reason,
    /// What a [`Memory`](crate::parser::memory::Memory) knows the block by that it stands in; 0 where none was asked.
    pub line: u64,
}

/// Why a span has its label.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// What was measured of the block.
    Signals(Voices),
    /// A rule of the assembly, in words.
    Rule(&'static str),
    /// The same line stood in so many other articles of this site.
    Seen(u8),
    /// The reader said so, of this line on this site.
    Told(Choice),
}

/// The signals of a block that has a label: which of them spoke most for it is found when it is asked.
#[derive(Debug, Clone)]
pub struct Voices {
    page: Arc<Signals>,
    model: &'static Model,
    block: usize,
    label: Label,
}

impl Voices {
    /// Those of block number `block` of a page, which got `label` from `model`.
    pub fn new(page: Arc<Signals>, model: &'static Model, block: usize, label: Label) -> Self {
        Self {
            page,
            model,
            block,
            label,
        }
    }

    /// What spoke most for the label, strongest first, in words. Nothing where the neighbours decided.
    pub fn strongest(&self) -> Vec<String> {
        let block = self.page.blocks().nth(self.block).unwrap_or_default();
        let names = self.model.reasons(block, self.label, REASONS);
        names.into_iter().map(say).collect()
    }
}

impl PartialEq for Voices {
    fn eq(&self, other: &Self) -> bool {
        self.label == other.label && self.block == other.block && self.page == other.page
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(words) => f.write_str(words),
            Self::Signals(voices) => match voices.strongest().as_slice() {
                [] => f.write_str("its neighbours"),
                names => f.write_str(&names.join("; ")),
            },
            Self::Seen(1) => f.write_str("stood in another article of this site"),
            Self::Seen(times) => write!(f, "stood in {times} other articles of this site"),
            Self::Told(Choice::Keep) => f.write_str("you kept this line on this site"),
            Self::Told(Choice::Drop) => f.write_str("you dropped this line on this site"),
        }
    }
}

/// A source and what each span of it is: spans ascend, do not overlap, and between them is only white space.
#[derive(Debug, Clone, Default)]
pub struct Labelled {
    /// The page's text.
    pub source: String,
    /// The spans.
    pub spans: Vec<LabelledSpan>,
}

impl Label {
    /// Is what has it part of the article, shown with it or in its text?
    pub const fn is_kept(self) -> bool {
        !matches!(
            self,
            Self::Related | Self::Repeat | Self::Alt | Self::Chrome
        )
    }

    /// Its name in reasons and in the model's assets.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Standfirst => "standfirst",
            Self::Byline => "byline",
            Self::Publisher => "publisher",
            Self::Date => "date",
            Self::Updated => "updated",
            Self::Caption => "caption",
            Self::Credit => "credit",
            Self::Body => "body",
            Self::Subhead => "subhead",
            Self::ListItem => "list item",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Table => "table",
            Self::InlineRelated => "inline related",
            Self::Note => "note",
            Self::Tags => "tags",
            Self::Related => "related",
            Self::Repeat => "repeat",
            Self::Alt => "alternative text",
            Self::Chrome => "chrome",
        }
    }
}

/// How sure it must be that a block is running text: a paragraph lost is worse than a line of chrome kept.
const TEXT: f32 = 0.4;

/// Labels every block of a page by the shares that its labels have ([`chain::shares`](crate::parser::model::chain::shares)): first whether
/// it is running text at all, for which body and subheads speak together, then the most likely label on that side. A label for each block
/// makes fewer mistakes than the one most likely sequence would.
pub fn decide(shares: &[Row]) -> Vec<Label> {
    let is_text = |label: Label| matches!(label, Label::Body | Label::Subhead);
    let decide = |row: &Row| {
        let each = || LABELS.into_iter().zip(row);
        let text: f32 = each()
            .filter(|(label, _)| is_text(*label))
            .map(|(_, share)| share)
            .sum();
        let side = each().filter(|(label, _)| is_text(*label) == (text > TEXT));
        let best = side.max_by(|a, b| a.1.total_cmp(b.1));
        best.map_or(Label::Chrome, |(label, _)| label)
    };
    shares.iter().map(decide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parser::formats;
    use crate::parser::signals::{Collector, measure};

    #[test]
    fn running_text_is_told_first() {
        for (shares, want) in [
            (
                vec![(Label::Chrome, 0.9), (Label::Body, 0.1)],
                Label::Chrome,
            ),
            (
                vec![
                    (Label::Body, 0.3),
                    (Label::Subhead, 0.25),
                    (Label::Chrome, 0.45),
                ],
                Label::Body,
            ),
            (
                vec![(Label::Body, 0.42), (Label::Chrome, 0.58)],
                Label::Body,
            ),
            (
                vec![
                    (Label::Body, 0.38),
                    (Label::Headline, 0.34),
                    (Label::Date, 0.28),
                ],
                Label::Headline,
            ),
        ] {
            let share = |label| shares.iter().find(|s| s.0 == label).map_or(0.0, |s| s.1);
            assert_eq!(decide(&[LABELS.map(share)]), [want], "{shares:?}");
        }
        assert!(decide(&[]).is_empty());
    }

    #[test]
    fn labels_are_numbered_and_named_apart() {
        for (i, label) in Label::ALL.into_iter().enumerate() {
            assert_eq!(label as usize, i);
            assert_eq!(
                Label::ALL
                    .iter()
                    .filter(|l| l.name() == label.name())
                    .count(),
                1
            );
        }
    }

    /// What signals of no known name say.
    fn voices(lines: &[&str]) -> Voices {
        let document = formats::text::read(lines.join("\n"));
        let signals = measure(&document, &mut Collector::default());
        Voices::new(Arc::new(signals), Model::text(), lines.len(), Label::Body)
    }

    #[test]
    fn a_reason_reads_as_words() {
        for (reason, want) in [
            (Reason::Signals(voices(&[])), "its neighbours"),
            (Reason::Rule("a rule"), "a rule"),
        ] {
            assert_eq!(reason.to_string(), want);
        }
    }
}
