//! A text in rows with stretches of it marked: snippets, headlines that nearly are what was typed.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::app::list::{BEFORE, margin};
use crate::app::wrap::wrap;
use crate::library::Snippet;
use crate::ui::canvas::Canvas;

/// A text, the bytes of it to mark in order, and both looks.
pub struct Marked<'a> {
    pub text: &'a str,
    pub marks: &'a [Range<usize>],
    pub look: Style,
    pub mark: Style,
}

/// Draws a snippet below the headline of a list's row.
pub fn snippet(snippet: &Snippet, area: Area, canvas: &mut Canvas) {
    let area = Area {
        x: area.x + BEFORE,
        width: area.width.saturating_sub(BEFORE + margin(area.width)),
        ..area
    };
    let rows = wrap(&snippet.text, area.width, area.height.into());
    let marked = Marked {
        text: &snippet.text,
        marks: &snippet.marks,
        look: canvas.theme.dim,
        mark: canvas.theme.found,
    };
    marked.draw(&rows, area, canvas);
}

impl Marked<'_> {
    /// Draws the text as it was set in `rows`; an ellipsis may end a row that was cut.
    pub fn draw(&self, rows: &[String], area: Area, canvas: &mut Canvas) {
        let mut at = 0;
        for (row, y) in rows.iter().zip(area.y..area.bottom()) {
            let cut = row.strip_suffix('…');
            let words = cut.unwrap_or(row);
            let rest = self.text.get(at..).unwrap_or_default();
            let start = at + rest.find(words).unwrap_or_default();
            let end = start + words.len();
            let mut x = area.x;
            let mut put = |text: &str, style: Style| {
                x += canvas.text((x, y), area.right().saturating_sub(x), text, style);
            };
            let mut done = start;
            let here = self.marks.iter().filter(|m| m.end > start && m.start < end);
            for mark in here {
                let (from, to) = (mark.start.max(done), mark.end.min(end));
                put(self.text.get(done..from).unwrap_or_default(), self.look);
                put(
                    self.text.get(from..to).unwrap_or_default(),
                    self.look.patch(self.mark),
                );
                done = to;
            }
            put(self.text.get(done..end).unwrap_or_default(), self.look);
            if cut.is_some() {
                put("…", self.look);
            }
            at = end;
        }
    }
}
