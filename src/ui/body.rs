//! The article: its typeset rows, with the matches of a search marked.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::list::unfold;
use crate::app::reader::{Reader, text_area};
use crate::app::search::Find;
use crate::page::{Role, Row, Run};
use crate::ui::canvas::Canvas;

/// Draws the article; of one that is still being read only the headline.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) {
    let text = text_area(area, model.measure);
    if let Some(opening) = model.opening.as_ref().filter(|opening| opening.is_read()) {
        let headline = model.shelf.row(opening.id).map(|row| row.headline.as_str());
        let style = canvas.theme.role(Role::Headline);
        for (line, y) in unfold(headline.unwrap_or_default(), text.width)
            .iter()
            .zip(text.y..text.bottom())
        {
            canvas.text((text.x, y), text.width, line, style);
        }
        return;
    }
    let Some(reader) = &model.reader else {
        return;
    };
    let rows = reader.page.rows.iter().skip(reader.top());
    for (row, y) in rows.zip(text.y..text.bottom()) {
        let marks = Marks::new(reader, row);
        let mut x = text.x + row.indent;
        for run in &row.runs {
            x += draw_run(run, &marks, (x, y), text.right().saturating_sub(x), canvas);
        }
    }
}

/// The matches in a row's element.
struct Marks<'a> {
    find: Option<&'a Find>,
    /// Indices into the search's matches.
    here: Range<usize>,
}

impl<'a> Marks<'a> {
    fn new(reader: &'a Reader, row: &Row) -> Self {
        let find = reader.find.as_ref();
        let here = find.map_or(0..0, |find| {
            let start = find.matches.partition_point(|m| m.element < row.element);
            let end = find.matches.partition_point(|m| m.element <= row.element);
            start..end
        });
        Self { find, here }
    }

    /// The stretches of `run` to mark, in order, each with: is it the current match?
    fn within(&self, run: &Run) -> Vec<(Range<usize>, bool)> {
        let Some(find) = self.find else {
            return Vec::new();
        };
        let matches = find.matches.get(self.here.clone()).unwrap_or_default();
        matches
            .iter()
            .zip(self.here.clone())
            .filter_map(|(found, index)| {
                let covered = run.covered(&found.range)?;
                Some((covered, index == find.current))
            })
            .collect()
    }
}

fn draw_run(run: &Run, marks: &Marks, (x, y): (u16, u16), width: u16, canvas: &mut Canvas) -> u16 {
    let theme = canvas.theme;
    let style = theme.role(run.role);
    let mut used = 0;
    let mut done = 0;
    let mut put = |part: Option<&str>, style: Style| {
        let part = part.unwrap_or_default();
        used += canvas.text((x + used, y), width.saturating_sub(used), part, style);
    };
    for (range, is_current) in marks.within(run) {
        let start = range.start.max(done);
        if start >= range.end {
            continue;
        }
        put(run.text.get(done..start), style);
        let mark = if is_current {
            theme.found_current
        } else {
            theme.found
        };
        put(run.text.get(start..range.end), style.patch(mark));
        done = range.end;
    }
    put(run.text.get(done..), style);
    used
}
