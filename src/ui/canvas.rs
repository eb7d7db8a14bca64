//! A buffer that can be drawn on anywhere without harm: what lies outside is left out, and every text passes the last filter.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::ui::fit::{cells, clean, fit, is_simple};
use crate::ui::theme::Theme;

/// The buffer, with the theme to draw in.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// The theme.
    pub theme: &'a Theme,
}

impl<'a> Canvas<'a> {
    /// Draws on `buffer`.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buffer, theme }
    }

    /// Writes text, cut hard at `width` columns. Gives the columns used.
    pub fn text(&mut self, (x, y): (u16, u16), width: u16, text: &str, style: Style) -> u16 {
        let inside = self.buffer.area.contains(Position { x, y });
        if !inside || width == 0 {
            return 0;
        }
        let text = clean(text);
        let text = if self.theme.is_ascii() {
            Cow::Owned(without_ornaments(&text))
        } else {
            text
        };
        if is_simple(&text) {
            return self.simple((x, y), width, &text, style);
        }
        let (end, _) = self
            .buffer
            .set_stringn(x, y, text, usize::from(width), style);
        end.saturating_sub(x)
    }

    /// Writes text of which each character is one cell. Gives the columns used.
    fn simple(&mut self, (x, y): (u16, u16), width: u16, text: &str, style: Style) -> u16 {
        let room = width.min(self.buffer.area.right().saturating_sub(x));
        let mut used = 0;
        for (c, column) in text.chars().zip(x..x.saturating_add(room)) {
            if let Some(cell) = self.buffer.cell_mut((column, y)) {
                cell.set_char(c).set_style(style);
            }
            used += 1;
        }
        used
    }

    /// Writes text, cut with the theme's ellipsis. Gives the columns used.
    pub fn fitted(&mut self, at: (u16, u16), width: u16, text: &str, style: Style) -> u16 {
        let text = clean(text);
        let text = fit(&text, width, self.theme.glyphs.ellipsis);
        self.text(at, width, &text, style)
    }

    /// Writes text that ends before column `right`, no further left than `left`. Gives the column that it begins at.
    pub fn right(&mut self, (left, right): (u16, u16), y: u16, text: &str, style: Style) -> u16 {
        let room = right.saturating_sub(left);
        let text = clean(text);
        let text = fit(&text, room, self.theme.glyphs.ellipsis);
        let x = right.saturating_sub(cells(&text));
        self.text((x, y), room, &text, style);
        x
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Area) {
        let area = Rect::new(area.x, area.y, area.width, area.height);
        for position in area.intersection(self.buffer.area).positions() {
            if let Some(cell) = self.buffer.cell_mut(position) {
                cell.reset();
            }
        }
    }
}

/// The program's own ornaments in ASCII, each as wide as before.
fn without_ornaments(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '·' => '-',
            '…' => '~',
            '┆' => ':',
            '▏' => '|',
            other => other,
        })
        .collect()
}
