//! The sidebar: what is known about the article, the notes, the related headlines, and what stands around it in the library.

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::{Area, Pane};
use crate::app::sidebar::{Choice, InfoKind, InfoRow, LABEL, MARK};
use crate::library::Mark;
use crate::ui::canvas::Canvas;

/// Draws the sidebar. Gives where what is chosen begins.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let text = area.inset(1);
    let (top, chosen) = if model.focus == Pane::Info {
        (model.sidebar.top, model.chosen())
    } else {
        (0, None)
    };
    let mut cursor = None;
    let info = model.info_rows(text.width);
    for (row, y) in info.rows().skip(top).zip(text.y..text.bottom()) {
        let is_chosen = row.choice.is_some() && row.choice == chosen;
        if is_chosen {
            let (bar, style) = (canvas.theme.glyphs.bar, canvas.theme.accent);
            canvas.text((text.x.saturating_sub(1), y), 1, bar, style);
            cursor = cursor.or(Some((area.x, y)));
        }
        draw_row(model, (row, is_chosen), Area { y, ..text }, canvas);
    }
    cursor
}

/// Draws one row, brightly where it is of what is chosen.
fn draw_row(model: &Model, (row, is_chosen): (&InfoRow, bool), line: Area, canvas: &mut Canvas) {
    let theme = canvas.theme;
    let bright = |style: Style| if is_chosen { theme.strong } else { style };
    let (mark, indent, style) = match row.kind {
        InfoKind::Blank => return,
        InfoKind::Title => (None, 0, theme.strong),
        InfoKind::Chapter => (None, 0, theme.accent),
        InfoKind::Field => (Some((&*row.label, theme.dim)), LABEL, theme.plain),
        InfoKind::Quiet => (None, LABEL, theme.dim),
        InfoKind::Caption => (Some((theme.glyphs.picture, theme.dim)), MARK, theme.dim),
        InfoKind::Comment => (None, 2 * MARK, theme.slant),
        InfoKind::Detail | InfoKind::Here => (None, MARK, theme.dim),
        InfoKind::Named { first, is_there } => {
            let (mark, look, style) = if is_there {
                (theme.glyphs.saved, theme.accent, theme.plain)
            } else {
                (theme.glyphs.not_saved, theme.dim, theme.dim)
            };
            (first.then_some((mark, look)), MARK, bright(style))
        }
        InfoKind::Saved { first } => {
            let is_new = first && !is_read(model, row.choice);
            let mark = is_new.then_some((theme.glyphs.unread, theme.strong));
            (mark, MARK, bright(theme.plain))
        }
    };
    if let Some((mark, look)) = mark {
        canvas.text((line.x, line.y), indent, mark, look);
    }
    let (mut x, end) = (line.x + indent, line.right());
    if !matches!(row.kind, InfoKind::Field) {
        x += canvas.text((x, line.y), end.saturating_sub(x), &row.label, theme.dim);
    }
    if row.kind == InfoKind::Here {
        let here = format!("{} this article", theme.glyphs.here);
        canvas.fitted((x, line.y), end.saturating_sub(x), &here, style);
        return;
    }
    canvas.fitted((x, line.y), end.saturating_sub(x), &row.text, style);
}

/// Has the article that is chosen here been read?
fn is_read(model: &Model, choice: Option<Choice>) -> bool {
    let Some(Choice::Article(id)) = choice else {
        return false;
    };
    model
        .marks_of(id)
        .is_some_and(|marks| marks.has(Mark::Read))
}
