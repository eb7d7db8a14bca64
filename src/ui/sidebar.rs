//! The sidebar: what is known about the article, the notes, and the related headlines.

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::{Area, Pane};
use crate::app::sidebar::{InfoKind, InfoRow, LABEL, MARK};
use crate::ui::canvas::Canvas;

/// Draws the sidebar. Gives where what is chosen begins.
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

/// Draws one row; says whether it is of what is chosen.
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
        InfoKind::Note {
            index,
            first,
            found: is_there,
        }
        | InfoKind::Related {
            index,
            first,
            saved: is_there,
        } => {
            let (mark, style) = if is_there {
                (theme.glyphs.saved, theme.accent)
            } else {
                (theme.glyphs.not_saved, theme.dim)
            };
            return choice(
                model,
                (row, index),
                (first.then_some(mark), style),
                line,
                canvas,
            );
        }
        InfoKind::Comment { index } => {
            let chosen = is_chosen(model, index);
            bar(chosen, line, canvas);
            let (start, width) = at(2 * MARK);
            canvas.fitted(start, width, &row.text, theme.slant);
            return chosen;
        }
    }
    false
}

fn is_chosen(model: &Model, index: usize) -> bool {
    model.focus == Pane::Info && model.sidebar.cursor == index
}

fn bar(chosen: bool, line: Area, canvas: &mut Canvas) {
    if chosen {
        let (bar, style) = (canvas.theme.glyphs.bar, canvas.theme.accent);
        canvas.text((line.x.saturating_sub(1), line.y), 1, bar, style);
    }
}

/// Draws a row of something to choose, with its mark before it; says whether it is chosen.
fn choice(
    model: &Model,
    (row, index): (&InfoRow, usize),
    (mark, look): (Option<&str>, Style),
    line: Area,
    canvas: &mut Canvas,
) -> bool {
    let theme = canvas.theme;
    let chosen = is_chosen(model, index);
    canvas.text((line.x, line.y), MARK, mark.unwrap_or_default(), look);
    bar(chosen, line, canvas);
    let style = match (chosen, look == theme.dim) {
        (true, _) => theme.strong,
        (false, false) => theme.plain,
        (false, true) => theme.dim,
    };
    let width = line.width.saturating_sub(MARK);
    canvas.fitted((line.x + MARK, line.y), width, &row.text, style);
    chosen
}
