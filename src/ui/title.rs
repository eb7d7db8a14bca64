//! The title row: what each pane shows, the focused one's bright.

use ratatui::style::Style;

use crate::app::Model;
use crate::app::compare::Comparison;
use crate::app::filter::Filter;
use crate::app::geometry::{Area, Layout, Pane};
use crate::app::model::Kind;
pub use crate::app::number::grouped;
use crate::app::sidebar::shown_short;
use crate::library::Row;
use crate::ui::canvas::Canvas;
use crate::ui::fit::{cells, fit};

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
    let filter = model.list.filter.as_ref().map(filter_title);
    if let Some(search) = &model.list.search {
        let within = filter.map_or(String::new(), |filter| format!(" in {filter}"));
        let name = format!("{}{within}", search.typed);
        return counted(&name, &hits(model), width, canvas);
    }
    let name = match model.setup.kind {
        Kind::Samples => "Samples",
        Kind::Folder | Kind::File => "Library",
    };
    let unread = grouped(model.shelf.unread);
    let mut title = match &filter {
        Some(filter) => counted(filter, &hits(model), width, canvas),
        None => format!("{name}  {shown}"),
    };
    let order = format!("{} {}", model.list.order.name(), glyphs.down);
    let unread = if model.list.hide_read {
        "unread only".to_owned()
    } else {
        format!("{unread} unread")
    };
    let unread = Some(unread).filter(|_| filter.is_none() || model.list.hide_read);
    let rows = (model.list.hidden() > 0).then(|| format!("{} rows", grouped(model.list.count())));
    for part in unread.into_iter().chain([order]).chain(rows) {
        let longer = format!("{title} {} {part}", glyphs.dot);
        if cells(&longer) > width {
            break;
        }
        title = longer;
    }
    title
}

/// A name with a count behind it, which stays where the name has to be cut.
fn counted(name: &str, count: &str, width: u16, canvas: &Canvas) -> String {
    let room = width.saturating_sub(cells(count) + 2);
    let name = fit(name, room, canvas.theme.glyphs.ellipsis);
    format!("{name}  {count}")
}

/// The filter's name, else what it asks.
fn filter_title(filter: &Filter) -> String {
    let typed = || format!("filter: {}", filter.typed);
    filter.name.clone().unwrap_or_else(typed)
}

/// How many of how many articles a search or a filter shows.
pub fn hits(model: &Model) -> String {
    let more = if model.list.has_more() { "+" } else { "" };
    let search = model.list.search.as_ref();
    let near = search.map_or(0, |search| search.near.len());
    let found = grouped(model.list.len(&model.shelf).saturating_sub(near));
    let hits = format!("{found}{more} of {}", grouped(model.shelf.total));
    if near > 0 {
        format!("{hits}, {near} near")
    } else {
        hits
    }
}

fn right_of(area: Area) -> u16 {
    area.right().saturating_sub(1)
}

/// Which versions are compared, and how many changes there are.
fn compared(model: &Model, comparison: &Comparison, canvas: &Canvas) -> (String, String) {
    let dot = canvas.theme.glyphs.dot;
    let name = |row: Option<&Row>| {
        let date = row.and_then(|row| row.updated.or(row.date));
        let date = date.map(|date| shown_short(date, model.setup.today));
        let publisher = row.and_then(|row| row.publisher.clone());
        let parts: Vec<String> = publisher.into_iter().chain(date).collect();
        parts.join(" ")
    };
    let of = &comparison.compared;
    let older = name(of.versions.get(of.pair + 1));
    let newer = name(of.versions.get(of.pair));
    let count = match comparison.changes() {
        1 => "1 change".to_owned(),
        many => format!("{} changes", grouped(many)),
    };
    let count = format!("{count} {dot} {}/{}", of.pair + 1, of.versions.len() - 1);
    (format!("{older} < {newer}"), count)
}
/// Columns of a title in which words need not be spared.
const WIDE: u16 = 70;

fn body_title(model: &Model, area: Area, canvas: &mut Canvas) {
    let Some(reader) = &model.reader else {
        return;
    };
    let style = style(model, Pane::Body, canvas);
    let dot = canvas.theme.glyphs.dot;
    let minutes = reader.minutes;
    let percent = reader.percent(usize::from(area.height));
    let right = area.right().saturating_sub(1);
    if let Some(comparison) = &reader.comparison {
        let (what, count) = compared(model, comparison, canvas);
        let end = canvas.right((area.x, right_of(area)), 0, &count, canvas.theme.dim);
        let room = end.saturating_sub(area.x + 2);
        canvas.fitted((area.x + 1, 0), room, &what, style);
        return;
    }
    let length = if reader.xray.is_some() {
        let (kept, cut) = reader.source.counts();
        format!(
            "X-ray {dot} {} kept {dot} {} cut",
            grouped(kept),
            grouped(cut)
        )
    } else {
        match reader.news_count() {
            Some((new, all)) => {
                let word = if area.width >= WIDE {
                    "paragraphs "
                } else {
                    ""
                };
                format!("{new} of {all} {word}new {dot} {minutes} min {dot} {percent}%")
            }
            None => format!("{minutes} min {dot} {percent}%"),
        }
    };
    let end = canvas.right((area.x, right), 0, &length, canvas.theme.dim);
    let name = if reader.top() == 0 {
        &reader.article.publisher
    } else {
        &reader.article.headline
    };
    let name = name.as_deref().unwrap_or_default();
    let row = model.list.selected();
    let alone = model.layout().is_some_and(|layout| layout.list.is_none());
    let text = if alone && row == Some(reader.id) {
        let of = model.list.len(&model.shelf) - model.list.hidden();
        let at = model.list.cursor() + 1;
        format!("{}/{}  {name}", grouped(at), grouped(of))
    } else {
        name.to_owned()
    };
    let room = end.saturating_sub(area.x + 2);
    canvas.fitted((area.x + 1, 0), room, &text, style);
}
