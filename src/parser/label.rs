//! One [`Label`] for every block, decided for the whole sequence at once, each with its reason.

use std::fmt;
use std::sync::Arc;

use crate::article::Choice;
use crate::parser::block::Span;
use crate::parser::model::{LABELS, Model, N, Row};
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

/// Labels every block of a page at once: the sequence with the greatest sum of what the signals say and of what follows what
/// (Viterbi's algorithm, linear in the number of blocks).
pub fn decide(model: &Model, scores: &[Row]) -> Vec<Label> {
    let Some((first, others)) = scores.split_first() else {
        return Vec::new();
    };
    let mut best = plus(&model.start, first);
    let mut back: Vec<[u8; N]> = Vec::with_capacity(others.len());
    for score in others {
        let (from, value) = strongest(&best, &model.follow);
        best = plus(&value, score);
        back.push(from);
    }
    let ends = plus(&best, &model.end);
    let last = ends.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    let mut at = last.map_or(N - 1, |(label, _)| label);
    let mut labels = Vec::with_capacity(scores.len());
    labels.push(LABELS[at]);
    for from in back.iter().rev() {
        at = usize::from(from[at]);
        labels.push(LABELS[at]);
    }
    labels.reverse();
    labels
}

fn plus(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|label| a[label] + b[label])
}

/// For each label the best one before it, the first of equals, and the sum up to there: all labels side by side.
fn strongest(best: &Row, follow: &[Row; N]) -> ([u8; N], Row) {
    let (mut from, mut top) = ([0u32; N], [f32::NEG_INFINITY; N]);
    for ((before, value), row) in (0u32..).zip(best).zip(follow) {
        for to in 0..N {
            let sum = value + row[to];
            let better = sum > top[to];
            top[to] = if better { sum } else { top[to] };
            from[to] = if better { before } else { from[to] };
        }
    }
    #[allow(clippy::cast_possible_truncation)] // fewer labels than a byte counts
    (from.map(|label| label as u8), top)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parser::formats;
    use crate::parser::signals::{Collector, measure};

    fn row(weights: &[(Label, f32)]) -> Row {
        let mut row = [0.0; N];
        for (label, weight) in weights {
            row[LABELS.iter().position(|l| l == label).unwrap()] = *weight;
        }
        row
    }

    /// A model of chains alone: `(what stands before, weights)`.
    fn chain(rows: &[(&str, &[(Label, f32)])]) -> Model {
        let mut model = Model::default();
        for (name, weights) in rows {
            let place = match *name {
                "start" => &mut model.start,
                "end" => &mut model.end,
                label => {
                    let at = LABELS.iter().position(|l| l.name() == label).unwrap();
                    &mut model.follow[at]
                }
            };
            *place = row(weights);
        }
        model
    }

    fn check(model: &Model, scores: &[&[(Label, f32)]], want: &[Label]) {
        let scores: Vec<Row> = scores.iter().map(|s| row(s)).collect();
        assert_eq!(decide(model, &scores), want);
    }

    #[test]
    fn nothing_has_no_labels() {
        check(&Model::default(), &[], &[]);
        check(&chain(&[("start", &[(Label::Body, 1.0)])]), &[], &[]);
    }

    #[test]
    fn without_a_chain_each_block_stands_alone() {
        let scores: [&[(Label, f32)]; 3] = [
            &[(Label::Headline, 1.0), (Label::Body, 0.5)],
            &[(Label::Body, 0.1)],
            &[(Label::Chrome, 2.0), (Label::Date, 1.9)],
        ];
        check(
            &Model::default(),
            &scores,
            &[Label::Headline, Label::Body, Label::Chrome],
        );
    }

    #[test]
    fn the_ends_of_the_page_count() {
        let one: [&[(Label, f32)]; 1] = [&[(Label::Body, 1.0), (Label::Chrome, 0.5)]];
        check(&Model::default(), &one, &[Label::Body]);
        check(
            &chain(&[("start", &[(Label::Chrome, 1.0)])]),
            &one,
            &[Label::Chrome],
        );
        check(
            &chain(&[("end", &[(Label::Chrome, 1.0)])]),
            &one,
            &[Label::Chrome],
        );
        check(
            &chain(&[("end", &[(Label::Chrome, 0.4)])]),
            &one,
            &[Label::Body],
        );
    }

    #[test]
    fn what_follows_what_overrules_a_block() {
        let scores: [&[(Label, f32)]; 3] = [
            &[(Label::Body, 2.0)],
            &[(Label::Chrome, 1.0), (Label::Body, 0.5)],
            &[(Label::Body, 2.0)],
        ];
        check(
            &Model::default(),
            &scores,
            &[Label::Body, Label::Chrome, Label::Body],
        );
        let sticky = chain(&[("body", &[(Label::Body, 1.0)])]);
        check(&sticky, &scores, &[Label::Body; 3]);
        // A block sure enough of itself breaks the chain.
        let sure: [&[(Label, f32)]; 3] = [scores[0], &[(Label::Chrome, 3.0)], scores[2]];
        check(&sticky, &sure, &[Label::Body, Label::Chrome, Label::Body]);
    }

    #[test]
    fn a_later_block_decides_an_earlier_one() {
        let model = chain(&[("byline", &[(Label::Date, 3.0)])]);
        let scores: [&[(Label, f32)]; 2] = [
            &[(Label::Chrome, 1.0), (Label::Byline, 0.5)],
            &[(Label::Date, 1.0)],
        ];
        check(&model, &scores, &[Label::Byline, Label::Date]);
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

    proptest! {
        /// Against all sequences of three labels over three blocks.
        #[test]
        fn the_best_sequence_is_found(weights in prop::collection::vec(-5i8..5, 24)) {
            const THREE: [Label; 3] = [Label::Body, Label::Chrome, Label::Date];
            const NEVER: f32 = -1000.0;
            let at = |i: usize| f32::from(weights[i]);
            let of = |i: usize| [0, 1, 2].map(|k| (THREE[k], at(3 * i + k)));
            let model = chain(&[
                ("start", &of(0)),
                ("end", &of(1)),
                (THREE[0].name(), &of(2)),
                (THREE[1].name(), &of(3)),
                (THREE[2].name(), &of(4)),
            ]);
            let scores: Vec<Row> = (5..8)
                .map(|i| {
                    let mut row = [NEVER; N];
                    for (label, weight) in of(i) {
                        row[LABELS.iter().position(|&l| l == label).unwrap()] = weight;
                    }
                    row
                })
                .collect();
            let sum = |path: [usize; 3]| {
                let own: f32 = (0..3).map(|b| at(15 + 3 * b + path[b])).sum();
                let steps: f32 = (0..2).map(|b| at(6 + 3 * path[b] + path[b + 1])).sum();
                own + steps + at(path[0]) + at(3 + path[2])
            };
            let best = (0..27)
                .map(|n| sum([n % 3, n / 3 % 3, n / 9]))
                .fold(f32::NEG_INFINITY, f32::max);
            let got = decide(&model, &scores);
            let path = [0, 1, 2].map(|b| THREE.iter().position(|&l| l == got[b]).unwrap());
            prop_assert!((sum(path) - best).abs() < 0.001);
        }
    }
}
