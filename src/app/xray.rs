//! The X-ray: the whole source of the article in the body, piece by piece, with what was cut and why.

mod commands;

use crate::app::message::{Opened, Sourced};
use crate::app::notes::Highlights;
use crate::app::reader::{Anchor, Reader};
use crate::app::wrap::wrap;
use crate::article::Choice;
use crate::fold::fold;
use crate::page::{Page, cells};

pub use commands::Again;

/// The whole source of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Source {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
    /// The site that it belongs to.
    pub site: String,
    /// Lines by which a site without an address is known again.
    pub witnesses: Vec<u64>,
}

/// A piece of a page's source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Piece {
    /// Its words; line breaks where the source's own matter.
    pub text: String,
    /// What it was taken for.
    pub label: &'static str,
    /// It is part of the article.
    pub kept: bool,
    /// How surely it has its label, in percent.
    pub percent: u8,
    /// Why it has its label.
    pub reason: String,
    /// What the site's memory knows it by; 0 for one that nothing can be said of.
    pub line: u64,
    /// What the reader has said of it.
    pub told: Option<Choice>,
}

/// The X-ray of the article in the body.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Xray {
    /// The typeset rows.
    pub rows: Vec<XrayRow>,
    /// The chosen piece.
    pub chosen: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The piece chosen at first.
    began: usize,
    width: u16,
}

/// A row of the X-ray.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct XrayRow {
    /// The piece that it belongs to; a blank row belongs to the one below.
    pub piece: usize,
    /// Words of the piece.
    pub text: String,
    /// Why the piece was cut: behind the words, or on a row of its own.
    pub why: String,
}

/// Columns before the words: the bar of the chosen piece, the mark of a cut one, a blank.
pub const GUTTER: u16 = 3;
/// Blank columns between a piece's last words and why it was cut, at least.
const BETWEEN: usize = 3;

impl Piece {
    /// Label and reason.
    pub fn why(&self) -> String {
        format!("{}: {}", self.label, self.reason)
    }
}

impl Source {
    /// Numbers of the pieces kept and cut.
    pub fn counts(&self) -> (usize, usize) {
        let kept = self.pieces.iter().filter(|piece| piece.kept).count();
        (kept, self.pieces.len() - kept)
    }

    /// Sets the pieces for this width. Kept pieces stand apart, cut ones close together.
    fn rows(&self, width: u16) -> Vec<XrayRow> {
        let room = width.saturating_sub(GUTTER).max(1);
        let mut rows = Vec::new();
        for (number, piece) in self.pieces.iter().enumerate() {
            let row = |text: String, why: String| XrayRow {
                piece: number,
                text,
                why,
            };
            let above = number.checked_sub(1).and_then(|i| self.pieces.get(i));
            if above.is_some_and(|above| is_parted(above, piece)) {
                rows.push(XrayRow {
                    piece: number,
                    ..XrayRow::default()
                });
            }
            let lines = piece.text.lines();
            let lines = lines.flat_map(|line| wrap(line, room, line.len().max(1)));
            rows.extend(lines.map(|text| row(text, String::new())));
            if piece.kept {
                continue;
            }
            let why = piece.why();
            let last = rows.last_mut().filter(|last| last.piece == number);
            match last {
                Some(last) if cells(&last.text) + BETWEEN + cells(&why) <= usize::from(room) => {
                    last.why = why;
                }
                _ => rows.push(row(String::new(), why)),
            }
        }
        rows
    }
}

/// Does a blank row part a piece from the one above? Not cut ones from each other, nor the small lines of the head.
fn is_parted(above: &Piece, piece: &Piece) -> bool {
    const SMALL: [&str; 7] = [
        "byline",
        "publisher",
        "date",
        "updated",
        "credit",
        "tags",
        "inline related",
    ];
    let is_small = |piece: &Piece| piece.kept && SMALL.contains(&piece.label);
    let close = is_small(piece) && above.kept && (is_small(above) || above.label == "caption");
    (above.kept || piece.kept) && !close
}

impl Xray {
    /// The rows of a piece.
    fn rows_of(&self, piece: usize) -> std::ops::Range<usize> {
        let start = self.rows.partition_point(|row| row.piece < piece);
        let end = self.rows.partition_point(|row| row.piece <= piece);
        let blank = self.rows.get(start).is_some_and(XrayRow::is_blank);
        start + usize::from(blank)..end
    }

    /// Scrolls as little as needed to show the chosen piece, its beginning at least.
    fn reveal(&mut self, height: usize) {
        let rows = self.rows_of(self.chosen);
        if rows.end > self.top + height {
            self.top = rows.end.saturating_sub(height);
        }
        self.top = self.top.min(rows.start);
    }

    fn is_chosen_shown(&self, height: usize) -> bool {
        let rows = self.rows_of(self.chosen);
        rows.end > self.top && rows.start < self.top + height
    }

    /// Chooses the first piece that is on the screen, unless the chosen one is on it.
    fn follow(&mut self, height: usize) {
        if !self.is_chosen_shown(height) {
            let shown = self.rows.get(self.top..).unwrap_or_default();
            let first = shown.iter().find(|row| !row.is_blank());
            self.chosen = first.map_or(self.chosen, |row| row.piece);
        }
    }
}

impl XrayRow {
    /// Nothing on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && self.why.is_empty()
    }
}

impl Reader {
    /// The chosen piece of the X-ray.
    pub fn chosen_piece(&self) -> Option<&Piece> {
        self.source.pieces.get(self.xray.as_ref()?.chosen)
    }

    /// The piece that stands on top of the screen, known by its first row of words.
    fn piece_on_top(&self) -> usize {
        let top = self.page.rows.get(self.top()).map_or(0, |row| row.element);
        let rows = self.page.rows.iter().skip_while(|row| row.element < top);
        let words = |row: &crate::page::Row| {
            let runs = row.runs.iter().filter(|run| run.source.is_some());
            runs.map(|run| run.text.as_str()).collect::<String>()
        };
        let kept = || {
            self.source
                .pieces
                .iter()
                .enumerate()
                .filter(|(_, p)| p.kept)
        };
        let mut rows = rows.map(words).filter(|words| !words.is_empty());
        let at = rows.find_map(|words| kept().find(|(_, piece)| piece.text.contains(&words)));
        at.or_else(|| kept().next()).map_or(0, |(i, _)| i)
    }

    /// The row of the page that shows the beginning of a piece.
    fn row_of_piece(&self, piece: &Piece) -> Option<usize> {
        let words: Vec<&str> = piece.text.split_whitespace().take(6).collect();
        let found = Page::find(&self.article, &fold(&words.join(" ")));
        found.first().map(|found| self.page.row_of(found.place()))
    }

    /// Sets the X-ray for this width; the chosen piece stays where it is on the screen.
    pub fn settle_xray(&mut self, width: u16, height: usize) {
        let Some(xray) = &mut self.xray else {
            return;
        };
        if xray.width != width {
            let above = if xray.width == 0 {
                height / 3
            } else {
                xray.rows_of(xray.chosen).start.saturating_sub(xray.top)
            };
            xray.rows = self.source.rows(width);
            xray.width = width;
            xray.top = xray.rows_of(xray.chosen).start.saturating_sub(above);
        }
        xray.top = xray.top.min(xray.rows.len().saturating_sub(height));
        if !xray.is_chosen_shown(height) {
            xray.reveal(height);
        }
    }

    /// The same article, read anew: what stood on top stays there, and the X-ray's choice stays on its piece.
    pub fn take_again(&mut self, sourced: Sourced) {
        let Sourced {
            article,
            notes,
            source,
            links,
        } = sourced;
        let opened = Opened {
            article,
            notes,
            links,
            format: self.format,
            ..Opened::default()
        };
        let line = self.chosen_piece().map(|piece| piece.line);
        let mut xray = self.xray.take();
        let anchor = Anchor {
            width: 0,
            ..self.anchor()
        };
        let mut again = Self::new(self.id, opened, anchor);
        again.source = source;
        again.is_sourced = true;
        if let Some(xray) = &mut xray {
            // A piece may come in another number of parts than before.
            let same = again.source.pieces.iter().enumerate();
            let same = same.filter(|(_, piece)| Some(piece.line) == line);
            let near = same.min_by_key(|(i, _)| i.abs_diff(xray.chosen));
            let rows_above = xray.rows_of(xray.chosen).start.saturating_sub(xray.top);
            let last = again.source.pieces.len().saturating_sub(1);
            xray.chosen = near.map_or(xray.chosen.min(last), |(i, _)| i);
            xray.rows = again.source.rows(xray.width);
            xray.top = xray.rows_of(xray.chosen).start.saturating_sub(rows_above);
        }
        again.highlights = Highlights::new(&again.article, self.highlights.notes());
        again.is_preview = self.is_preview;
        again.around = std::mem::take(&mut self.around);
        again.around.unset();
        again.waiting = std::mem::take(&mut self.waiting);
        again.xray = xray;
        *self = again;
    }
}
