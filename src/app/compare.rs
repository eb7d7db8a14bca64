//! Two versions of the article in the body, one against the other: what has gone and what has come, word by word.

use crate::app::geometry::Pane;
use crate::app::message::{Compared, Effect, Ticket};
use crate::app::model::Model;
use crate::app::reader::Reader;
use crate::app::wrap::wrap;
use crate::library::difference::{Change, Part, Piece};

/// The comparison that the body shows in the article's place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub compared: Compared,
    /// The typeset rows.
    pub rows: Vec<CompareRow>,
    /// The first row on the screen.
    pub top: usize,
    /// Pieces that are the same are shown as well.
    is_whole: bool,
    width: u16,
}

/// A row of the comparison.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompareRow {
    /// Its words, with what has become of them.
    pub words: Vec<(Change, String)>,
    /// What it is of; `None` for a row that says how much is the same, and for a blank one.
    pub part: Option<Part>,
    /// It is of a piece that has changed.
    pub is_changed: bool,
    /// Such a piece begins here.
    begins: bool,
}

/// The signs around words that have gone and come, for they are told apart without colour.
const fn signs(change: Change) -> [&'static str; 2] {
    match change {
        Change::Same => ["", ""],
        Change::Deleted => ["[-", "-]"],
        Change::Inserted => ["{+", "+}"],
    }
}

/// A piece in rows of that width.
fn set(piece: &Piece, width: u16) -> Vec<CompareRow> {
    let (mut text, mut ends) = (String::new(), Vec::new());
    for (change, words) in &piece.words {
        let [before, after] = signs(*change);
        let bare = words.trim_end();
        text.push_str(before);
        text.push_str(bare);
        text.push_str(after);
        ends.push((text.len(), *change));
        text.push_str(words.get(bare.len()..).unwrap_or_default());
    }
    let text = text.replace(['\n', '\t'], " ");
    let mut rows = Vec::new();
    let (mut at, is_changed) = (0, piece.is_changed());
    for line in wrap(&text, width, text.len().max(1)) {
        let rest = text.get(at..).unwrap_or_default();
        let mut start = at + rest.find(line.as_str()).unwrap_or_default();
        at = start + line.len();
        let mut words = Vec::new();
        for &(end, change) in ends
            .get(ends.partition_point(|&(end, _)| end <= start)..)
            .unwrap_or_default()
        {
            let to = end.min(at);
            if start < to {
                words.push((change, text.get(start..to).unwrap_or_default().to_owned()));
                start = to;
            }
            if end >= at {
                break;
            }
        }
        rows.push(CompareRow {
            words,
            part: Some(piece.part),
            is_changed,
            begins: is_changed && rows.is_empty(),
        });
    }
    rows
}

impl Comparison {
    fn set(&mut self, width: u16) {
        self.width = width;
        self.rows.clear();
        let mut same = 0_usize;
        for piece in &self.compared.pieces {
            if !piece.is_changed() && !self.is_whole && piece.part != Part::Headline {
                same += 1;
                continue;
            }
            Self::say_same(&mut self.rows, std::mem::take(&mut same));
            if !self.rows.is_empty() {
                self.rows.push(CompareRow::default());
            }
            self.rows.extend(set(piece, width));
        }
        Self::say_same(&mut self.rows, same);
    }

    /// One row for pieces that are the same.
    fn say_same(rows: &mut Vec<CompareRow>, pieces: usize) {
        let text = match pieces {
            0 => return,
            1 => "1 paragraph is the same".to_owned(),
            many => format!("{many} paragraphs are the same"),
        };
        rows.push(CompareRow::default());
        rows.push(CompareRow {
            words: vec![(Change::Same, text)],
            ..CompareRow::default()
        });
    }

    fn scroll_to(&mut self, row: usize, height: usize) {
        self.top = row.min(self.rows.len().saturating_sub(height));
    }

    /// The number of pieces that have changed.
    pub fn changes(&self) -> usize {
        self.compared
            .pieces
            .iter()
            .filter(|piece| piece.is_changed())
            .count()
    }
}

impl Reader {
    /// Sets the comparison for this width.
    pub fn settle_comparison(&mut self, width: u16, height: usize) {
        if let Some(comparison) = &mut self.comparison {
            if comparison.width != width {
                comparison.set(width);
            }
            comparison.scroll_to(comparison.top, height);
        }
    }
}

impl Model {
    /// Does the body show a comparison?
    pub fn is_comparing(&self) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.comparison.is_some())
    }

    fn comparison(&mut self) -> Option<&mut Comparison> {
        self.reader.as_mut()?.comparison.as_mut()
    }

    /// Compares the article in the body with its version before, or shows the article again.
    pub fn toggle_comparison(&mut self) {
        if self.is_comparing() {
            self.leave_comparison();
        } else {
            self.compare(None);
        }
    }

    /// Compares the next older pair of versions, or the next newer one.
    pub fn step_versions(&mut self, older: bool) {
        let Some(comparison) = self.comparison() else {
            return;
        };
        let (pair, of) = (comparison.compared.pair, comparison.compared.versions.len());
        match if older {
            Some(pair + 1).filter(|n| n + 1 < of)
        } else {
            pair.checked_sub(1)
        } {
            Some(pair) => self.compare(Some(pair)),
            None if older => self.say("These are the oldest versions"),
            None => self.say("These are the newest versions"),
        }
    }

    fn compare(&mut self, pair: Option<usize>) {
        if let Some(id) = self.reader.as_ref().map(|reader| reader.id) {
            self.comparing = self.ticket();
            self.ask(Effect::Compare(self.comparing, id, pair));
        }
    }

    /// The comparison has come, or there is nothing to compare.
    pub fn compared(&mut self, ticket: Ticket, compared: Option<Compared>) {
        if self.comparing != ticket {
            return;
        }
        let Some(compared) = compared else {
            self.say("Only one version of this article is saved");
            return;
        };
        self.leave_xray();
        let Some(reader) = self
            .reader
            .as_mut()
            .filter(|reader| reader.id == compared.id)
        else {
            return;
        };
        reader.selection = None;
        let is_whole = reader
            .comparison
            .as_ref()
            .is_some_and(|comparison| comparison.is_whole);
        reader.comparison = Some(Comparison {
            compared,
            is_whole,
            ..Comparison::default()
        });
        self.focus = Pane::Body;
    }

    /// Back to the article, which stands where it stood.
    pub fn leave_comparison(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.comparison = None;
        }
    }

    /// Puts a row of the comparison on top.
    pub fn scroll_comparison(&mut self, to: impl FnOnce(usize) -> usize) {
        let height = self.body_height();
        if let Some(comparison) = self.comparison() {
            comparison.scroll_to(to(comparison.top), height);
        }
    }

    /// Goes to the next or previous change.
    pub fn step_change(&mut self, forward: bool) {
        let Some(comparison) = self.comparison() else {
            return;
        };
        let top = comparison.top;
        let mut rows = comparison.rows.iter().enumerate();
        let found = if forward {
            rows.find(|(row, one)| *row > top && one.begins)
        } else {
            rows.rfind(|(row, one)| *row < top && one.begins)
        };
        match found.map(|(row, _)| row) {
            Some(row) => self.scroll_comparison(|_| row),
            None => self.say(if forward {
                "No change below"
            } else {
                "No change above"
            }),
        }
    }

    /// Shows what is the same as well, or only what has changed.
    pub fn toggle_same(&mut self) {
        if let Some(comparison) = self.comparison() {
            comparison.is_whole = !comparison.is_whole;
            comparison.set(comparison.width);
        }
    }
}
