//! The sheet that rows are set on: lines of words under a style become rows of runs. Knows nothing of articles.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::wrap::{Fit, Line, cells, wrap};
use super::{Role, Row, Run, Setting};

/// Under this many columns indents and ornaments give way to the words.
const NARROW: usize = 12;

/// What stands for a cluster that is wider than the page.
pub(super) const STAND_IN: &str = "?";

/// The ornaments.
#[derive(Debug)]
pub(super) struct Glyphs {
    pub bullet: &'static str,
    pub bar: &'static str,
    pub edge: &'static str,
    pub picture: &'static str,
    pub credit: &'static str,
    pub arrow: &'static str,
    pub ellipsis: &'static str,
    pub dot: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    bullet: "• ",
    bar: "│ ",
    edge: "┆ ",
    picture: "┆ ▧ ",
    credit: "┆ Photo: ",
    arrow: "→ ",
    ellipsis: "…",
    dot: "·",
};

const ASCII: Glyphs = Glyphs {
    bullet: "* ",
    bar: "| ",
    edge: ": ",
    picture: ": # ",
    credit: ": Photo: ",
    arrow: "> ",
    ellipsis: "...",
    dot: "-",
};

/// How a stretch of words is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    role: Role,
    fit: Fit,
    indent: usize,
    lead: Lead,
}

/// What stands before the lines of a stretch: blanks become indent.
#[derive(Debug, Clone, Copy)]
struct Lead {
    role: Role,
    first: &'static str,
    rest: &'static str,
}

impl Style {
    pub fn new(role: Role, fit: Fit) -> Self {
        let lead = Lead {
            role,
            first: "",
            rest: "",
        };
        Self {
            role,
            fit,
            indent: 0,
            lead,
        }
    }

    /// Indented by `columns`.
    pub fn indented(mut self, columns: usize) -> Self {
        self.indent = columns;
        self
    }

    /// With `first` before the first line and `rest` before the others.
    pub fn led_by(mut self, role: Role, first: &'static str, rest: &'static str) -> Self {
        self.lead = Lead { role, first, rest };
        self
    }
}

/// The rows set so far.
pub(super) struct Sheet {
    pub rows: Vec<Row>,
    pub glyphs: &'static Glyphs,
    pub width: usize,
    element: usize,
    /// A blank row is due before the next row.
    parted: bool,
}

impl Sheet {
    pub fn new(setting: &Setting) -> Self {
        Self {
            rows: Vec::new(),
            glyphs: if setting.ascii { &ASCII } else { &UNICODE },
            width: usize::from(setting.width.max(1)),
            element: 0,
            parted: false,
        }
    }

    /// Turns to the element of that index, parted from the one above by a blank row or not.
    pub fn begin(&mut self, element: usize, parted: bool) {
        self.element = element;
        self.part(parted);
    }

    /// Parts what comes next from the rows above, if there are any.
    pub fn part(&mut self, parted: bool) {
        self.parted = (self.parted || parted) && !self.rows.is_empty();
    }

    /// Is the page too narrow for indents and ornaments?
    pub fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// The deepest indent: beyond, there would be no room for words.
    pub fn deepest(&self) -> usize {
        self.width / 3
    }

    /// Sets the bytes `range` of `words`.
    pub fn set(&mut self, words: &str, range: Range<usize>, mut style: Style) {
        if self.is_narrow() {
            style = Style::new(style.role, style.fit);
        }
        let indent = style.indent.min(self.deepest());
        let text = words.get(range.clone()).unwrap_or_default();
        let leads = [style.lead.first, style.lead.rest];
        let rooms = leads.map(|lead| self.width.saturating_sub(indent + cells(lead)).max(1));
        let narrow = rooms[0].min(rooms[1]);
        let leads = std::iter::once(leads[0]).chain(std::iter::repeat(leads[1]));
        for (line, lead) in wrap(text, rooms, style.fit).into_iter().zip(leads) {
            let line = line.after(range.start);
            let mut row = self.row(line.range.start, indent);
            if lead.trim().is_empty() {
                row.indent += columns(cells(lead));
            } else {
                row.runs.push(ornament(lead, style.lead.role));
            }
            row.runs.extend(line.runs(words, style.role, narrow));
            self.push(row);
        }
    }

    /// A row of this element that begins with `byte`, still empty.
    pub fn row(&self, byte: usize, indent: usize) -> Row {
        Row {
            indent: columns(indent),
            runs: Vec::new(),
            element: self.element,
            byte,
        }
    }

    /// Adds a row, after the blank row that is due.
    pub fn push(&mut self, row: Row) {
        if std::mem::take(&mut self.parted) {
            self.rows.push(self.row(0, 0));
        }
        self.rows.push(row);
    }

    /// The last row, if it belongs to this element, and the columns that it leaves free.
    pub fn last(&mut self) -> Option<(&mut Row, usize)> {
        let row = self
            .rows
            .last_mut()
            .filter(|row| row.element == self.element && !row.runs.is_empty())?;
        let free = self.width.saturating_sub(row.cells());
        Some((row, free))
    }
}

impl Row {
    /// The columns that the row takes, its indent included.
    pub fn cells(&self) -> usize {
        let runs: usize = self.runs.iter().map(|run| cells(&run.text)).sum();
        usize::from(self.indent) + runs
    }
}

/// A run that shows no words.
pub(super) fn ornament(text: &str, role: Role) -> Run {
    Run {
        text: text.to_owned(),
        role,
        source: None,
    }
}

/// A run that stands for the bytes `range` of the words.
pub(super) fn run(text: &str, role: Role, range: Range<usize>) -> Run {
    Run {
        text: text.to_owned(),
        role,
        source: Some(range),
    }
}

impl Line {
    /// The same line of a text in which this one's begins at `start`.
    pub fn after(self, start: usize) -> Self {
        Self {
            range: start + self.range.start..start + self.range.end,
            ..self
        }
    }

    /// Its words as runs, with a stand-in for every cluster wider than `room`, the narrower of those that it was wrapped to.
    pub fn runs(&self, words: &str, role: Role, room: usize) -> Vec<Run> {
        let text = words.get(self.range.clone()).unwrap_or_default();
        if !self.oversize {
            return vec![run(text, role, self.range.clone())];
        }
        let clusters = text.grapheme_indices(true).map(|(at, cluster)| {
            let start = self.range.start + at;
            let shown = if cells(cluster) > room {
                STAND_IN
            } else {
                cluster
            };
            run(shown, role, start..start + cluster.len())
        });
        clusters.collect()
    }
}

/// Columns as rows count them.
fn columns(cells: usize) -> u16 {
    u16::try_from(cells).unwrap_or(u16::MAX)
}
