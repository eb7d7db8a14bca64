//! The X-ray: the whole source of the article, what was cut dimmed and marked, with the reason; the chosen piece with a bar.

use crate::app::Model;
use crate::app::geometry::{Area, Pane};
use crate::app::reader::text_area;
use crate::app::xray::{GUTTER, Piece, XrayRow};
use crate::ui::canvas::Canvas;
use crate::ui::fit::cells;

/// Draws the rows. Gives where the chosen piece begins, as far as it is on the screen.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let reader = model.reader.as_ref()?;
    let xray = reader.xray.as_ref()?;
    let text = text_area(area, model.measure);
    let mut cursor = None;
    let rows = xray.rows.iter().skip(xray.top);
    for (row, y) in rows.zip(text.y..text.bottom()) {
        let Some(piece) = reader.source.pieces.get(row.piece) else {
            continue;
        };
        if row.is_blank() {
            continue;
        }
        draw_row(row, piece, (text, y), canvas);
        if row.piece == xray.chosen {
            let theme = canvas.theme;
            let (bar, style) = if model.focus == Pane::Body {
                (theme.glyphs.bar, theme.accent)
            } else {
                (theme.glyphs.quiet_bar, theme.dim)
            };
            canvas.text((text.x, y), 1, bar, style);
            cursor = cursor.or(Some((text.x, y)));
        }
    }
    cursor
}

fn draw_row(row: &XrayRow, piece: &Piece, (text, y): (Area, u16), canvas: &mut Canvas) {
    let theme = canvas.theme;
    let x = text.x + GUTTER;
    let right = text.right();
    if piece.kept {
        let style = if piece.label == "headline" || piece.label == "subhead" {
            theme.strong
        } else {
            theme.plain
        };
        canvas.text((x, y), right.saturating_sub(x), &row.text, style);
        return;
    }
    canvas.text((text.x + 1, y), 1, theme.glyphs.cut, theme.dim);
    let used = canvas.text((x, y), right.saturating_sub(x), &row.text, theme.dim);
    if row.why.is_empty() {
        return;
    }
    let style = theme.dim.patch(theme.slant);
    if row.text.is_empty() {
        let lead = theme.glyphs.because;
        canvas.text((x, y), cells(lead), lead, theme.dim);
        let x = x + cells(lead) + 1;
        canvas.fitted((x, y), right.saturating_sub(x), &row.why, style);
    } else {
        canvas.right((x + used + 1, right), y, &row.why, style);
    }
}
