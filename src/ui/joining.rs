//! The articles that may belong to the same story, to pick one from.

use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::joining::Joining;
use crate::library::Mark;
use crate::ui::canvas::Canvas;

/// Columns from which reasons stand beside the headlines.
const WIDE: u16 = 60;

/// Draws what is offered on what is left of the screen below its title.
pub fn draw(model: &Model, joining: &Joining, area: Area, canvas: &mut Canvas) {
    let theme = canvas.theme;
    let reason = if area.width >= WIDE {
        area.width * 2 / 5
    } else {
        0
    };
    let rows = joining.offered.iter().enumerate().skip(joining.top);
    for ((at, (row, why)), y) in rows.zip(area.y..area.bottom()) {
        let is_chosen = at == joining.cursor;
        let style = if is_chosen { theme.strong } else { theme.plain };
        if is_chosen {
            canvas.text(
                (area.x.saturating_sub(1), y),
                1,
                theme.glyphs.bar,
                theme.accent,
            );
        }
        let marks = model.marks_of(row.id).unwrap_or(row.marks);
        if !marks.has(Mark::Read) {
            canvas.text((area.x, y), 1, theme.glyphs.unread, theme.strong);
        }
        let room = area.width.saturating_sub(reason + 3);
        canvas.fitted((area.x + 2, y), room, &row.headline, style);
        canvas.fitted((area.right() - reason, y), reason, why, theme.dim);
    }
}
