//! The sidebar: what is known about the article, and the related headlines.

use crate::app::Model;
use crate::app::geometry::{Area, Pane};
use crate::app::sidebar::{InfoKind, InfoRow, LABEL, MARK};
use crate::ui::canvas::Canvas;

/// Draws the sidebar. Gives where the chosen headline begins.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let text = area.inset(1);
    let top = if model.focus == Pane::Info {
        model.sidebar.top
    } else {
        0
    };
    let mut cursor = None;
    let rows = model.info_rows(text.width);
    for (row, y) in rows.iter().skip(top).zip(text.y..text.bottom()) {
        if draw_row(model, row, Area { y, ..text }, canvas) && cursor.is_none() {
            cursor = Some((area.x, y));
        }
    }
    cursor
}

/// Draws one row; says whether it is of the chosen headline.
fn draw_row(model: &Model, row: &InfoRow, line: Area, canvas: &mut Canvas) -> bool {
    let theme = canvas.theme;
    let at = |indent: u16| ((line.x + indent, line.y), line.width.saturating_sub(indent));
    match row.kind {
        InfoKind::Blank => {}
        InfoKind::Title => {
            canvas.fitted((line.x, line.y), line.width, &row.text, theme.strong);
        }
        InfoKind::Chapter => {
            canvas.fitted((line.x, line.y), line.width, &row.text, theme.accent);
        }
        InfoKind::Field => {
            canvas.text((line.x, line.y), LABEL, row.label, theme.dim);
            let (start, width) = at(LABEL);
            canvas.fitted(start, width, &row.text, theme.plain);
        }
        InfoKind::Quiet => {
            let (start, width) = at(LABEL);
            canvas.fitted(start, width, &row.text, theme.dim);
        }
        InfoKind::Caption => {
            canvas.text((line.x, line.y), MARK, theme.glyphs.picture, theme.dim);
            let (start, width) = at(MARK);
            canvas.fitted(start, width, &row.text, theme.dim);
        }
        InfoKind::Related {
            index,
            first,
            saved,
        } => {
            let chosen = model.focus == Pane::Info && model.sidebar.cursor == index;
            if first {
                let (mark, style) = if saved {
                    (theme.glyphs.saved, theme.accent)
                } else {
                    (theme.glyphs.not_saved, theme.dim)
                };
                canvas.text((line.x, line.y), MARK, mark, style);
            }
            if chosen {
                let x = line.x.saturating_sub(1);
                canvas.text((x, line.y), 1, theme.glyphs.bar, theme.accent);
            }
            let style = match (chosen, saved) {
                (true, _) => theme.strong,
                (false, true) => theme.plain,
                (false, false) => theme.dim,
            };
            let (start, width) = at(MARK);
            canvas.fitted(start, width, &row.text, style);
            return chosen;
        }
    }
    false
}
