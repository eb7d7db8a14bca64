//! The title row: what each pane shows, the focused one's bright.

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::{Area, Layout, Pane};
use crate::app::model::Kind;
use crate::ui::canvas::Canvas;
use crate::ui::fit::cells;

/// Draws the panes' titles in row 0.
pub fn draw(model: &Model, layout: &Layout, canvas: &mut Canvas) {
    if let Some(area) = layout.list {
        let style = style(model, Pane::List, canvas);
        let width = area.width.saturating_sub(1);
        let text = list_title(model, width, canvas);
        canvas.fitted((area.x + 1, 0), width, &text, style);
    }
    if let Some(area) = layout.body {
        let hidden = layout.info.filter(|_| layout.floating);
        let right = hidden.map_or(area.right(), |info| info.x.saturating_sub(1));
        let width = right.saturating_sub(area.x);
        body_title(model, Area { width, ..area }, canvas);
    }
    if let Some(area) = layout.info.filter(|_| !layout.stacked) {
        let style = style(model, Pane::Info, canvas);
        canvas.fitted((area.x + 1, 0), area.width.saturating_sub(1), "Info", style);
    }
}

fn style(model: &Model, pane: Pane, canvas: &Canvas) -> Style {
    if model.focus == pane {
        canvas.theme.prompt
    } else {
        canvas.theme.dim
    }
}

/// The list's title, without the parts at its end for which there is no room.
fn list_title(model: &Model, width: u16, canvas: &Canvas) -> String {
    let glyphs = canvas.theme.glyphs;
    let shown = grouped(model.list.len(&model.shelf));
    if let Some(search) = &model.list.search {
        return format!("{}  {}", search.typed, hits(model));
    }
    let name = match model.setup.kind {
        Kind::Samples => "Samples",
        Kind::Folder | Kind::File => "Library",
    };
    let unread = grouped(model.shelf.unread);
    let mut title = format!("{name}  {shown}");
    let order = format!("{} {}", model.list.order.name(), glyphs.down);
    let unread = if model.list.hide_read {
        "unread only".to_owned()
    } else {
        format!("{unread} unread")
    };
    for part in [unread, order] {
        let longer = format!("{title} {} {part}", glyphs.dot);
        if cells(&longer) > width {
            break;
        }
        title = longer;
    }
    title
}

/// How many of how many articles a search shows.
pub fn hits(model: &Model) -> String {
    let search = model.list.search.as_ref();
    let more = if search.is_some_and(|s| s.more) {
        "+"
    } else {
        ""
    };
    let near = search.map_or(0, |search| search.near.len());
    let found = grouped(model.list.len(&model.shelf).saturating_sub(near));
    let hits = format!("{found}{more} of {}", grouped(model.shelf.total));
    if near > 0 {
        format!("{hits}, {near} near")
    } else {
        hits
    }
}

fn body_title(model: &Model, area: Area, canvas: &mut Canvas) {
    let Some(reader) = &model.reader else {
        return;
    };
    let style = style(model, Pane::Body, canvas);
    let dot = canvas.theme.glyphs.dot;
    let minutes = reader.minutes;
    let percent = reader.percent(usize::from(area.height));
    let right = area.right().saturating_sub(1);
    let length = if reader.xray.is_some() {
        let (kept, cut) = reader.source.counts();
        format!(
            "X-ray {dot} {} kept {dot} {} cut",
            grouped(kept),
            grouped(cut)
        )
    } else {
        format!("{minutes} min {dot} {percent}%")
    };
    let end = canvas.right((area.x, right), 0, &length, canvas.theme.dim);
    let name = if reader.top() == 0 {
        &reader.article.publisher
    } else {
        &reader.article.headline
    };
    let name = name.as_deref().unwrap_or_default();
    let row = model.list.rows().get(model.list.cursor());
    let alone = model.layout().is_some_and(|layout| layout.list.is_none());
    let text = if alone && row == Some(&reader.id) {
        let (at, of) = (model.list.cursor() + 1, model.list.len(&model.shelf));
        format!("{}/{}  {name}", grouped(at), grouped(of))
    } else {
        name.to_owned()
    };
    let room = end.saturating_sub(area.x + 2);
    canvas.fitted((area.x + 1, 0), room, &text, style);
}

/// A number with its thousands parted: `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_parted() {
        let cases = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, expected) in cases {
            assert_eq!(grouped(number), expected);
        }
    }
}
