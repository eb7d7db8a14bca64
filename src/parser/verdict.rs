//! Signals, model and labels put together: what each block of a document is, judged once, and once more without class words where they
//! led astray.

use crate::parser::block::{Document, Inside};
use crate::parser::label::{self, Label};
use crate::parser::model::{Model, Row, chain};
use crate::parser::signals::{self, Collector, Signals};

/// Words from which on a block outside links is surely a paragraph.
const PARAGRAPH: usize = 20;
/// A reading that keeps less than one in so many of the page's words in paragraphs is doubted.
const DOUBTED: usize = 4;
/// Blocks beyond which one look must do: no article has as many, and a flood shall not take twice the time.
const FLOOD: usize = 10_000;

/// What the blocks of a document are taken for, and why. Each list has one item a block.
pub struct Verdict {
    /// The labels.
    pub labels: Vec<Label>,
    /// How sure each label is, 0 to 1.
    pub shares: Vec<Row>,
    /// What was measured.
    pub signals: Signals,
    /// Who judged.
    pub model: &'static Model,
}

impl Verdict {
    /// Judges `document`. Classes may be a site's own or say nothing of the text ("solid", "mt-4"): where all blocks have the same, the page
    /// is judged without them; where most paragraphs would be lost, once more without, and the reading that keeps more of them holds.
    pub fn of(document: &Document) -> Self {
        if !document.html {
            return Self::judge(document, Model::text());
        }
        if classes_are_alike(document) {
            return Self::judge(&document.without_classes(), Model::html());
        }
        let first = Self::judge(document, Model::html());
        let kept = first.words_kept(document);
        let is_flood = document.blocks.len() > FLOOD;
        if is_flood || kept * DOUBTED >= words(document, |_| true) {
            return first;
        }
        let second = Self::judge(&document.without_classes(), Model::html());
        if second.words_kept(document) > 2 * kept {
            second
        } else {
            first
        }
    }

    fn judge(document: &Document, model: &'static Model) -> Self {
        let signals = signals::measure(document, &mut Collector::default());
        let shares = chain::shares(model, &model.scores(&signals));
        Self {
            labels: label::decide(&shares),
            shares,
            signals,
            model,
        }
    }

    fn words_kept(&self, document: &Document) -> usize {
        words(document, |i| self.labels.get(i) == Some(&Label::Body))
    }
}

/// Do all blocks of `document` have the same classes, if any? Then these tell none from the others.
fn classes_are_alike(document: &Document) -> bool {
    let mut markups = document
        .blocks
        .iter()
        .filter_map(|b| b.hints.markup.as_ref());
    let Some(first) = markups.next() else {
        return false;
    };
    !first.near.is_empty() && markups.all(|markup| markup.near == first.near)
}

/// Words in those paragraphs of `document` that `wanted` picks by their number, as far as nothing hides them.
fn words(document: &Document, wanted: impl Fn(usize) -> bool) -> usize {
    let blocks = document.blocks.iter().enumerate();
    blocks
        .filter(|(i, block)| {
            wanted(*i) && block.hints.links.is_empty() && !block.is_inside(Inside::HIDDEN)
        })
        .map(|(_, block)| block.text.split_whitespace().count())
        .filter(|&words| words >= PARAGRAPH)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::Verdict;
    use crate::parser::formats::html;
    use crate::parser::label::Label;

    const PARAGRAPH: &str = "The ferry left the quay at dawn on Monday with forty passengers, two goats and a piano, and \
        reached the far side of the sound, to the surprise of everyone on board, nine minutes before its time.";

    /// A page of five paragraphs, every element with the class `class`.
    fn kept(class: &str) -> usize {
        let paragraphs: String = ["First", "Second", "Third", "Fourth", "Fifth"]
            .map(|day| format!("<p class='{class}'>{day} report. {PARAGRAPH}</p>"))
            .concat();
        let page = format!(
            "<html><body class='{class}'><div class='{class}'><div class='{class}'><h1 class='{class}'>Ferry is early</h1>\
             {paragraphs}</div></div></body></html>"
        );
        let labels = Verdict::of(&html::read(&page)).labels;
        labels.iter().filter(|&&l| l == Label::Body).count()
    }

    #[test]
    fn classes_cannot_hide_the_text() {
        for class in [
            "",
            "article-body",
            "menu",
            "footer related promo",
            "comments sidebar nav",
        ] {
            assert!(kept(class) >= 4, "{class}: {}", kept(class));
        }
    }
}
