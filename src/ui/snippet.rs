//! The words around what was found, those that were asked for marked.

use crate::app::geometry::Area;
use crate::app::list::{BEFORE, margin};
use crate::app::wrap::wrap;
use crate::library::Snippet;
use crate::ui::canvas::Canvas;

/// Draws a snippet below the headline of a list's row.
pub fn draw(snippet: &Snippet, area: Area, canvas: &mut Canvas) {
    let width = area.width.saturating_sub(BEFORE + margin(area.width));
    let lines = wrap(&snippet.text, width, area.height.into());
    let (dim, found) = (canvas.theme.dim, canvas.theme.found);
    let (mut at, left) = (0, area.x + BEFORE);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        // A row that was cut ends with a sign that the text may lack.
        let words = line.strip_suffix('…').unwrap_or(line);
        let rest = snippet.text.get(at..).unwrap_or_default();
        let start = at + rest.find(words).unwrap_or_default();
        let end = start + words.len();
        let mut x = left;
        let mut put = |from: usize, to: usize, style| {
            let part = snippet.text.get(from..to).unwrap_or_default();
            x += canvas.text((x, y), (left + width).saturating_sub(x), part, style);
        };
        let mut done = start;
        for mark in snippet
            .marks
            .iter()
            .filter(|m| m.end > start && m.start < end)
        {
            let (from, to) = (mark.start.max(done), mark.end.min(end));
            put(done, from, dim);
            put(from, to, found);
            done = to;
        }
        put(done, end, dim);
        if words.len() < line.len() {
            let x = x.min((left + width).saturating_sub(1));
            canvas.text((x, y), 1, "…", dim);
        }
        at = end;
    }
}
