//! Two versions of an article, one against the other: words that have gone are struck through, words that have come underlined, both in signs.

use ratatui::style::{Modifier, Style};

use crate::app::Model;
use crate::app::compare::CompareRow;
use crate::app::geometry::Area;
use crate::app::reader::text_area;
use crate::library::difference::{Change, Part};
use crate::ui::canvas::Canvas;

/// Draws the rows.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) {
    let comparison = model
        .reader
        .as_ref()
        .and_then(|reader| reader.comparison.as_ref());
    let Some(comparison) = comparison else { return };
    let text = text_area(area, model.measure);
    let rows = comparison.rows.iter().skip(comparison.top);
    for (row, y) in rows.zip(text.y..text.bottom()) {
        if row.is_changed {
            let theme = canvas.theme;
            canvas.text(
                (text.x.saturating_sub(1), y),
                1,
                theme.glyphs.highlight,
                theme.accent,
            );
        }
        let mut x = text.x;
        for (change, words) in &row.words {
            let style = style(row, *change, canvas);
            x += canvas.text((x, y), text.right().saturating_sub(x), words, style);
        }
    }
}

fn style(row: &CompareRow, change: Change, canvas: &Canvas) -> Style {
    let theme = canvas.theme;
    let own = match row.part {
        None | Some(Part::Dateline) => theme.dim,
        Some(Part::Headline) => theme.strong,
        Some(Part::Standfirst) => theme.slant,
        Some(Part::Block(_)) => theme.plain,
    };
    match change {
        Change::Same => own,
        Change::Deleted => theme.dim.add_modifier(Modifier::CROSSED_OUT),
        Change::Inserted => own.patch(theme.accent).add_modifier(Modifier::UNDERLINED),
    }
}
