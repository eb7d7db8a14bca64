//! What lies over the panes: the help, messages, what a chord may go on with, the commands of the command line.

use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::help::{Help, HelpRow};
use crate::app::overlay::Overlay;
use crate::app::picker::Picker;
use crate::app::prompt::{Prompt, Purpose};
use crate::ui::canvas::Canvas;
use crate::ui::fit::cells;
use crate::ui::joining;
use crate::ui::links;
use crate::ui::timeline;
use crate::ui::title::grouped;

/// Draws the overlay, if there is one.
pub fn draw(model: &Model, canvas: &mut Canvas) {
    match &model.overlay {
        Overlay::Help(help) => draw_help(model, help, canvas),
        Overlay::Filters(picker) => draw_filters(model, picker, canvas),
        Overlay::Links(list) => links::draw(model, *list, canvas),
        Overlay::Joining(joining) => {
            let area = sheet(model, "Which one is of the same story?", canvas);
            joining::draw(model, joining, area, canvas);
        }
        Overlay::Timeline(timeline) => {
            let area = sheet(model, &timeline.title(), canvas);
            timeline::draw(model, timeline, area, canvas);
        }
        Overlay::Sort => draw_sort(model, canvas),
        Overlay::Messages(top) => draw_messages(model, *top, canvas),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Command => {
            draw_candidates(model, prompt, canvas);
        }
        Overlay::Prompt(prompt) if matches!(prompt.purpose, Purpose::Tags(_)) => {
            draw_tags(model, prompt, canvas);
        }
        Overlay::None => draw_continuations(model, canvas),
        Overlay::Prompt(_) | Overlay::Confirm(_) | Overlay::MarkRead => {}
    }
}

/// Empties all rows but the last and writes a title; gives what is left.
pub(super) fn sheet(model: &Model, title: &str, canvas: &mut Canvas) -> Area {
    let whole = Area {
        x: 0,
        y: 0,
        width: model.size.width,
        height: model.size.height.saturating_sub(1),
    };
    canvas.clear(whole);
    canvas.fitted(
        (1, 0),
        whole.width.saturating_sub(1),
        title,
        canvas.theme.prompt,
    );
    Area {
        y: 1,
        height: whole.height.saturating_sub(1),
        ..whole.inset(1)
    }
}

const KEYS: u16 = 18;
/// Columns from which the help names the commands too.
const WIDE: u16 = 98;
const NAME: u16 = 26;

fn draw_help(model: &Model, help: &Help, canvas: &mut Canvas) {
    let filter = help.filter.value();
    let title = match (help.typing, filter.is_empty()) {
        (true, _) => format!("Keys  /{filter}▏"),
        (false, true) => "Keys".to_owned(),
        (false, false) => format!("Keys with {filter:?}   Esc shows all"),
    };
    let area = sheet(model, &title, canvas);
    let theme = canvas.theme;
    let keys_width = KEYS.min(area.width / 3);
    let name = if area.width >= WIDE { NAME } else { 0 };
    let rows = help.rows();
    if rows.is_empty() {
        canvas.fitted((area.x, area.y), area.width, "No key matches", theme.dim);
    }
    for (row, y) in rows.iter().skip(help.top).zip(area.y..area.bottom()) {
        match row {
            HelpRow::Blank => {}
            HelpRow::Chapter(title) => {
                canvas.fitted((area.x, y), area.width, title, theme.accent);
            }
            HelpRow::Command {
                keys,
                about,
                name: called,
            } => {
                canvas.fitted((area.x + 1, y), keys_width - 1, keys, theme.strong);
                let x = area.x + keys_width + 1;
                let room = area.right().saturating_sub(x + name);
                canvas.fitted((x, y), room, about, theme.plain);
                canvas.fitted((area.right() - name, y), name, called, theme.dim);
            }
        }
    }
}

fn draw_messages(model: &Model, top: usize, canvas: &mut Canvas) {
    let area = sheet(model, "Messages", canvas);
    let rows = model.message_rows();
    for (row, y) in rows.iter().skip(top).zip(area.y..area.bottom()) {
        canvas.fitted((area.x, y), area.width, row, canvas.theme.plain);
    }
}

fn draw_sort(model: &Model, canvas: &mut Canvas) {
    let rows: Vec<(String, String)> = model
        .sort_menu()
        .into_iter()
        .map(|choice| {
            let now = if choice.is_so {
                canvas.theme.glyphs.saved
            } else {
                " "
            };
            (format!("{} {now}", choice.key), choice.about.to_owned())
        })
        .collect();
    table(model, &rows, None, canvas);
}

/// Columns of a filter's name.
const FILTER_NAME: u16 = 22;
/// Columns of the number of its articles.
const COUNT: u16 = 8;

fn draw_filters(model: &Model, picker: &Picker, canvas: &mut Canvas) {
    let area = sheet(model, "Filters", canvas);
    let theme = canvas.theme;
    let set = model.list.filter.as_ref();
    let set = set.map_or("", |filter| filter.typed.as_str());
    let rows = picker.entries.iter().enumerate().skip(picker.top);
    for ((row, entry), y) in rows.zip(area.y..area.bottom()) {
        let (glyphs, style) = if row == picker.cursor {
            (theme.glyphs, theme.strong)
        } else {
            (theme.glyphs, theme.plain)
        };
        if row == picker.cursor {
            canvas.text((0, y), 1, glyphs.bar, theme.accent);
        }
        if entry.query == set {
            canvas.text((area.x, y), 1, glyphs.saved, theme.accent);
        }
        let x = area.x + 2;
        let name = FILTER_NAME.min(area.width / 2);
        canvas.fitted((x, y), name, &entry.name, style);
        let count = match entry.count {
            None => glyphs.ellipsis.to_owned(),
            Some(Err(())) => "no query".to_owned(),
            Some(Ok(count)) => grouped(count),
        };
        let x = x + name + 1;
        let right = (x + COUNT).min(area.right());
        canvas.right((x, right), y, &count, style);
        let x = right + 2;
        canvas.fitted(
            (x, y),
            area.right().saturating_sub(x),
            &entry.query,
            theme.dim,
        );
    }
}

/// A table of two columns above the status row; the chosen row stands out.
fn table<S: AsRef<str>>(
    model: &Model,
    rows: &[(String, S)],
    chosen: Option<usize>,
    canvas: &mut Canvas,
) {
    let most = model.size.height.saturating_sub(2);
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(most);
    let width = model.size.width;
    let y = model.size.height.saturating_sub(1 + height);
    let area = Area {
        x: 0,
        y,
        width,
        height,
    };
    canvas.clear(area);
    let theme = canvas.theme;
    if let Some(above) = y.checked_sub(1) {
        for x in 0..width {
            canvas.text((x, above), 1, theme.glyphs.horizontal, theme.rule);
        }
    }
    let first = rows.iter().map(|row| cells(&row.0)).max().unwrap_or(0);
    let first = first.min(width / 2);
    for (row, y) in (0..rows.len()).zip(area.y..area.bottom()) {
        let Some((left, right)) = rows.get(row) else {
            continue;
        };
        if chosen == Some(row) {
            canvas.text((0, y), 1, theme.glyphs.bar, theme.accent);
        }
        canvas.fitted((2, y), first, left, theme.strong);
        let x = first + 4;
        let room = width.saturating_sub(x + 1);
        canvas.fitted((x, y), room, right.as_ref(), theme.dim);
    }
}

/// Commands shown on the command line.
const CANDIDATES: usize = 8;

fn draw_candidates(model: &Model, prompt: &Prompt, canvas: &mut Canvas) {
    let rows: Vec<(String, &str)> = prompt
        .candidates()
        .into_iter()
        .take(CANDIDATES)
        .map(|spec| (spec.name.to_owned(), spec.about))
        .collect();
    table(model, &rows, None, canvas);
}

/// The tags that may be meant, and above them those that the page has anyway.
fn draw_tags(model: &Model, prompt: &Prompt, canvas: &mut Canvas) {
    let tagging = &model.tagging;
    let chosen = tagging.chosen();
    let first = chosen.map_or(0, |at| at.saturating_sub(CANDIDATES - 1));
    let candidates = tagging.candidates(&prompt.input);
    let mut rows = Vec::new();
    if !tagging.page().is_empty() {
        let tags = tagging
            .page()
            .join(&format!(" {} ", canvas.theme.glyphs.dot));
        rows.push(("the page's:".to_owned(), tags));
    }
    let before = rows.len();
    for tag in candidates.into_iter().skip(first).take(CANDIDATES) {
        let articles = match tag.articles {
            1 => "1 article".to_owned(),
            many => format!("{} articles", grouped(many)),
        };
        let whose = if tag.own { "yours, " } else { "" };
        rows.push((tag.name.clone(), format!("{whose}{articles}")));
    }
    let chosen = chosen.map(|at| before + at - first);
    if !rows.is_empty() {
        table(model, &rows, chosen, canvas);
    }
}

fn draw_continuations(model: &Model, canvas: &mut Canvas) {
    let rows: Vec<(String, &str)> = model
        .continuations()
        .into_iter()
        .filter_map(|(key, command)| Some((key.to_string(), command.spec()?.about)))
        .collect();
    if !rows.is_empty() {
        table(model, &rows, None, canvas);
    }
}
