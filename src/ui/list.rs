//! The list: one row an article, the selected one with its whole headline.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::{Area, Pane};
use crate::app::list::{AFTER, BEFORE, Fold, headline_width, margin, selected_height, unfold};
use crate::app::model::Kind;
use crate::app::sidebar::shown_short;
use crate::library::folding::Level;
use crate::library::{Head, Mark, Row, Shared, Snippet};
use crate::ui::canvas::Canvas;
use crate::ui::fit::{cells, fit};
use crate::ui::marked::{self, Marked};
use crate::ui::title::grouped;

/// Draws the list. Gives where the selected row begins.
pub fn draw(model: &Model, area: Area, row_height: u16, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let mut y = area.y;
    let mut cursor = None;
    for row in model.list.top()..model.list.count() {
        let Some(id) = model.list.row(row).filter(|_| y < area.bottom()) else {
            break;
        };
        let line = Area {
            y,
            height: area.bottom() - y,
            ..area
        };
        let is_selected = row == model.list.cursor();
        let line = match model.list.head_at(row) {
            Some(head) if !is_selected || line.height > needed(model, area, row_height) => {
                heading(head, line, canvas);
                y += 1;
                Area {
                    y,
                    height: area.bottom().saturating_sub(y),
                    ..area
                }
            }
            _ => line,
        };
        if line.height == 0 {
            break;
        }
        let Some(known) = model.shelf.row(id) else {
            if is_selected {
                cursor = Some((area.x, y));
            }
            y += absent(line, row_height, canvas);
            continue;
        };
        let near = model.list.search.as_ref().map(|search| &search.near);
        let snippets = model.list.search.as_ref().map(|search| &search.snippets);
        let item = Item {
            row: known,
            fold: model.list.fold_at(row),
            indent: model.list.indent(row),
            height: row_height,
            near: near
                .and_then(|near| near.get(&id))
                .map_or(&[], Vec::as_slice),
            snippet: snippets.and_then(|snippets| snippets.of(id)),
        };
        if is_selected {
            cursor = Some((area.x, y));
            y += selected(model, &item, line, canvas);
        } else {
            y += other(model, (row, &item), line, canvas);
        }
    }
    if y < area.bottom() {
        below(model, area, y, canvas);
    }
    cursor
}

/// The rows of the selected article.
fn needed(model: &Model, area: Area, row_height: u16) -> u16 {
    let row = model.list.selected().and_then(|id| model.shelf.row(id));
    let width = headline_width(area.width, row_height);
    let width = model.list.room(model.list.cursor(), width);
    let unfolded = row.map_or(1, |row| unfold(&row.headline, width).len());
    let rows = selected_height(unfolded, row_height) + model.list.snippet_rows();
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// The quiet row above the first article of a group.
fn heading((head, count): (&Head, Option<usize>), line: Area, canvas: &mut Canvas) {
    let theme = canvas.theme;
    let dot = theme.glyphs.dot;
    let count = count.map_or(String::new(), |count| format!(" {dot} {}", grouped(count)));
    let width = line.width.saturating_sub(1 + margin(line.width));
    let room = width.saturating_sub(cells(&count));
    let name = match &head.of {
        Shared::Day(Some(day)) => {
            let forms = ["%A %-d %B %Y", "%a %-d %b %Y", "%-d %b %Y"];
            let mut forms = forms.iter().map(|form| day.format(form).to_string());
            let fits = forms.find(|form| cells(form) <= room);
            fits.unwrap_or_else(|| day.format("%Y").to_string())
        }
        Shared::Day(None) => "No date".to_owned(),
        Shared::Publisher(Some(publisher)) => publisher.clone(),
        Shared::Publisher(None) => "No publisher".to_owned(),
    };
    let start = line.x + 1;
    let mut x = start + canvas.fitted((start, line.y), room, &name, theme.dim);
    x += canvas.text((x, line.y), width, &count, theme.dim) + 1;
    for x in x..start + width {
        canvas.text((x, line.y), 1, theme.glyphs.horizontal, theme.rule);
    }
}

/// An article as a row of the list.
struct Item<'a> {
    row: &'a Row,
    /// What it stands for.
    fold: Fold,
    /// The columns that it is moved in.
    indent: u16,
    /// Rows beside those of the unfolded headline: 2 with a row of details.
    height: u16,
    /// The bytes of its headline that hold the letters of what was typed, where it is no hit.
    near: &'a [Range<usize>],
    /// The words around what was found.
    snippet: Option<&'a Snippet>,
}

impl Item<'_> {
    fn style(&self, canvas: &Canvas) -> Style {
        if self.fold.is_unread {
            canvas.theme.strong
        } else {
            canvas.theme.dim
        }
    }

    /// The mark before the headline, and the minutes behind it.
    fn frame(&self, line: Area, canvas: &mut Canvas) {
        let theme = canvas.theme;
        let mark = if self.row.marks.has(Mark::Starred) {
            theme.glyphs.star
        } else if self.row.marks.has(Mark::Binned) {
            theme.glyphs.binned
        } else if self.row.marks.has(Mark::Archived) {
            theme.glyphs.archived
        } else if self.fold.is_unread {
            theme.glyphs.unread
        } else {
            " "
        };
        canvas.text((line.x + 1, line.y), 1, mark, theme.accent);
        if self.height < 2 {
            let minutes = format!("{}m", self.row.minutes);
            let right = line.right().saturating_sub(margin(line.width));
            let left = right.saturating_sub(AFTER - 1);
            canvas.right((left, right), line.y, &minutes, theme.dim);
        }
    }

    /// How many texts and versions it stands for, behind a headline of that width.
    fn count(&self, (line, width): (Area, u16), canvas: &mut Canvas) {
        let glyphs = canvas.theme.glyphs;
        let sign = if self.fold.is_open {
            glyphs.down
        } else {
            glyphs.closed
        };
        let (texts, versions) = self.fold.counts();
        let texts = texts.map(|texts| format!(" {sign}{texts}"));
        let versions = versions.map(|versions| format!(" {}{versions}", glyphs.times));
        let text: String = texts.into_iter().chain(versions).collect();
        let x = line.x + BEFORE + self.indent + width;
        let room = line.right().saturating_sub(x);
        canvas.text((x, line.y), room, &text, canvas.theme.accent);
    }

    /// Draws the headline in these rows, with the letters of what was typed marked.
    fn headline(&self, rows: &[String], (line, width): (Area, u16), canvas: &mut Canvas) {
        let marked = Marked {
            text: &self.row.headline,
            marks: self.near,
            look: self.style(canvas),
            mark: canvas.theme.letter,
        };
        let area = Area {
            x: line.x + BEFORE + self.indent,
            width,
            ..line
        };
        marked.draw(rows, area, canvas);
    }

    /// The second row: publisher, date, minutes.
    fn details(&self, model: &Model, (line, y): (Area, u16), canvas: &mut Canvas) {
        let updated = self.row.updated;
        let updated = updated.filter(|_| self.fold.level == Level::Version);
        let date = updated.or(self.row.date);
        let date = date.map(|date| shown_short(date, model.setup.today));
        let minutes = Some(format!("{} min", self.row.minutes));
        let parts: Vec<String> = [self.row.publisher.clone(), date, minutes]
            .into_iter()
            .flatten()
            .collect();
        let text = parts.join(&format!(" {} ", canvas.theme.glyphs.dot));
        let before = BEFORE + self.indent;
        let width = line.width.saturating_sub(before);
        canvas.fitted((line.x + before, y), width, &text, canvas.theme.dim);
    }
}

/// A row that has not come yet; gives the rows used.
fn absent(line: Area, row_height: u16, canvas: &mut Canvas) -> u16 {
    let dots = canvas.theme.glyphs.dot;
    canvas.text((line.x + BEFORE, line.y), 1, dots, canvas.theme.dim);
    row_height.max(1)
}

/// Draws a row cut to the width; gives the rows used.
fn other(model: &Model, (row, item): (usize, &Item), line: Area, canvas: &mut Canvas) -> u16 {
    item.frame(line, canvas);
    let width = model
        .list
        .room(row, headline_width(line.width, item.height));
    item.count((line, width), canvas);
    let style = item.style(canvas);
    let x = line.x + BEFORE + item.indent;
    if item.near.is_empty() {
        canvas.fitted((x, line.y), width, &item.row.headline, style);
    } else {
        let row = fit(&item.row.headline, width, "…").into_owned();
        item.headline(&[row], (line, width), canvas);
    }
    if item.height > 1 && line.height > 1 {
        match item.snippet.filter(|snippet| !snippet.marks.is_empty()) {
            Some(snippet) => {
                let row = Area {
                    y: line.y + 1,
                    height: 1,
                    ..line
                };
                marked::snippet(snippet, row, canvas);
            }
            None => item.details(model, (line, line.y + 1), canvas),
        }
        return 2;
    }
    1
}

/// Draws the selected row with its whole headline, and what else it takes up; gives the rows used.
fn selected(model: &Model, item: &Item, line: Area, canvas: &mut Canvas) -> u16 {
    let theme = canvas.theme;
    item.frame(line, canvas);
    let width = headline_width(line.width, item.height);
    let width = model.list.room(model.list.cursor(), width);
    item.count((line, width), canvas);
    let style = item.style(canvas);
    let rows = unfold(&item.row.headline, width);
    let mut used = 0;
    for (text, y) in rows.iter().zip(line.y..line.bottom()) {
        canvas.fitted((line.x + BEFORE + item.indent, y), width, text, style);
        used += 1;
    }
    if !item.near.is_empty() {
        item.headline(&rows, (line, width), canvas);
    }
    if item.height > 1 && used < line.height {
        item.details(model, (line, line.y + used), canvas);
        used += 1;
    }
    let snippet_rows = model.list.snippet_rows();
    if let Some(snippet) = item.snippet {
        let room = u16::try_from(snippet_rows).unwrap_or(u16::MAX);
        let rows = Area {
            y: line.y + used,
            height: room.min(line.height - used),
            ..line
        };
        marked::snippet(snippet, rows, canvas);
    }
    let is_open = model.reader.as_ref().is_some_and(|r| r.id == item.row.id);
    let (bar, style) = if model.focus == Pane::List {
        (theme.glyphs.bar, theme.accent)
    } else if is_open {
        (theme.glyphs.quiet_bar, theme.accent)
    } else {
        (theme.glyphs.quiet_bar, theme.dim)
    };
    let height = selected_height(rows.len(), item.height) + snippet_rows;
    let height = u16::try_from(height).unwrap_or(u16::MAX).min(line.height);
    for y in line.y..line.y + height {
        canvas.text((line.x, y), 1, bar, style);
    }
    height
}

/// What is said below the last row.
fn below(model: &Model, area: Area, y: u16, canvas: &mut Canvas) {
    let is_empty = model.list.count() == 0;
    let theme = canvas.theme;
    let said = if is_empty {
        vec![(why_empty(model), theme.dim)]
    } else if model.setup.kind == Kind::Samples {
        vec![
            ("Samples. Your own:".to_owned(), theme.dim),
            ("clippings FOLDER".to_owned(), theme.strong),
        ]
    } else {
        return;
    };
    let room = Area {
        x: area.x + BEFORE,
        y: if is_empty { y } else { y + 1 },
        width: area.width.saturating_sub(BEFORE + 1),
        ..area
    };
    let lines = said.iter().flat_map(|(text, style)| {
        let lines = unfold(text, room.width).into_iter();
        lines.map(|line| (line, *style))
    });
    for ((line, style), y) in lines.zip(room.y..area.bottom()) {
        canvas.fitted((room.x, y), room.width, &line, style);
    }
}

fn why_empty(model: &Model) -> String {
    if model.list.search.is_some() {
        "No article matches. Esc shows all.".to_owned()
    } else if model.list.filter.is_some() {
        "No article passes the filter. F changes it, f picks another.".to_owned()
    } else if !model.scan.is_done() {
        "Reading the library".to_owned()
    } else if model.shelf.total == 0 && !model.scan.failures.is_empty() {
        "Nothing here could be read. Press gm to see why.".to_owned()
    } else if model.shelf.total == 0 {
        let source = &model.source;
        format!("No saved article in {source}. Save pages there as text or HTML, then press R.")
    } else {
        "Everything is read. A full stop (.) shows it.".to_owned()
    }
}
