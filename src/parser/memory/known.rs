//! What is known of a page's blocks, and when that overrules what they were taken for.

use crate::article::{Choice, count_words};
use crate::parser::assemble::body_kind;
use crate::parser::block::{Document, Form};
use crate::parser::label::{Label, Reason};

/// Words that a stretch of lines which other articles show too must have to be chrome: shorter ones may be an article's own ("Pros",
/// "Ingredients").
const ENOUGH: u32 = 10;

/// What is known of a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// The line, see [`line`].
    pub line: u64,
    /// In how many other articles of this site it stood.
    pub seen: u8,
    /// Words of the stretch around it all lines of which stood in other articles; 0 where this one did not.
    pub stretch: u32,
    /// What the reader said of it on this site.
    pub choice: Option<Choice>,
}

/// What is known of a page. Empty when nothing was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall {
    /// The site that it belongs to.
    pub site: Option<String>,
    /// One a block.
    pub blocks: Vec<Known>,
}

/// Finds the stretches of lines that stood in other articles.
pub(super) fn measure_stretches(document: &Document, blocks: &mut [Known]) {
    let mut from = 0;
    for stretch in blocks.chunk_by_mut(|a, b| (a.seen > 0) == (b.seen > 0)) {
        let to = from + stretch.len();
        if stretch.first().is_some_and(|known| known.seen > 0) {
            let lines = document.blocks.get(from..to).unwrap_or_default();
            let words: usize = lines.iter().map(|line| count_words(&line.text)).sum();
            for known in stretch.iter_mut() {
                known.stretch = u32::try_from(words).unwrap_or(u32::MAX);
            }
        }
        from = to;
    }
}

impl Known {
    /// The label that a block must have in the place of `label`, and why; `None` where nothing is known against it.
    pub fn overrules(self, label: Label, form: Form) -> Option<(Label, Reason)> {
        match self.choice {
            Some(Choice::Drop) => Some((Label::Chrome, Reason::Told(Choice::Drop))),
            Some(Choice::Keep) => {
                let kept = if label.is_kept() {
                    label
                } else {
                    body_kind(form).unwrap_or(Label::Body)
                };
                Some((kept, Reason::Told(Choice::Keep)))
            }
            None if self.stretch >= ENOUGH && repeats_as_chrome(label) => {
                Some((Label::Chrome, Reason::Seen(self.seen)))
            }
            None => None,
        }
    }
}

/// Is a line of this label chrome where it stands in several articles? Names, dates and tags rightly do.
const fn repeats_as_chrome(label: Label) -> bool {
    matches!(
        label,
        Label::Body | Label::Standfirst | Label::Caption | Label::Subhead
    )
}
