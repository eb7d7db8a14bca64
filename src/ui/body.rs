//! The article: its typeset rows, with highlights, the matches of a search and what is selected marked, and dim what was said before.

use std::ops::Range;

use ratatui::style::Style;

use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::list::unfold;
use crate::app::reader::{Reader, text_area};
use crate::app::search::Find;
use crate::library::quotation::Stretch;
use crate::page::{Role, Row, Run};
use crate::ui::Theme;
use crate::ui::canvas::Canvas;

/// Draws the article; of one that is still being read only the headline. Gives where the cursor of a selection stands.
pub fn draw(model: &Model, area: Area, canvas: &mut Canvas) -> Option<(u16, u16)> {
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
        return None;
    }
    let reader = model.reader.as_ref()?;
    let selected = reader.selected();
    let rows = reader.page.rows.iter().skip(reader.top());
    for (row, y) in rows.zip(text.y..text.bottom()) {
        let marks = Marks::new((reader, &selected), row, canvas.theme);
        let (glyphs, theme) = (canvas.theme.glyphs, canvas.theme);
        let edge = match marks.is_highlighted(row) {
            true => Some((glyphs.highlight, theme.accent)),
            false if marks.is_said && !row.runs.is_empty() => Some((glyphs.dot, theme.dim)),
            false => None,
        };
        if let Some((sign, look)) = edge {
            canvas.text((text.x.saturating_sub(1), y), 1, sign, look);
        }
        let mut x = text.x + row.indent;
        for run in &row.runs {
            x += draw_run(run, &marks, (x, y), text.right().saturating_sub(x), canvas);
        }
    }
    let (row, column) = reader.cursor()?;
    let y = u16::try_from(row.checked_sub(reader.top())?).ok()?;
    let x = u16::try_from(column)
        .ok()?
        .min(text.width.saturating_sub(1));
    (y < text.height).then_some((text.x + x, text.y + y))
}

/// The marked stretches of a row's element: highlights, matches of a search, what is selected.
struct Marks<'a> {
    highlights: &'a [Stretch],
    find: Option<&'a Find>,
    /// Indices into the search's matches.
    here: Range<usize>,
    selected: &'a [Stretch],
    /// What it says was said before.
    is_said: bool,
    theme: &'a Theme,
}

impl<'a> Marks<'a> {
    fn new((reader, selected): (&'a Reader, &'a [Stretch]), row: &Row, theme: &'a Theme) -> Self {
        let find = reader.find.as_ref();
        let here = find.map_or(0..0, |find| {
            let start = find.matches.partition_point(|m| m.element < row.element);
            let end = find.matches.partition_point(|m| m.element <= row.element);
            start..end
        });
        let start = selected.partition_point(|s| s.element < row.element);
        let end = selected.partition_point(|s| s.element <= row.element);
        Self {
            highlights: reader.highlights.within(row.element),
            find,
            here,
            selected: selected.get(start..end).unwrap_or_default(),
            is_said: reader.is_said(row.element),
            theme,
        }
    }

    /// Does the row show highlighted words?
    fn is_highlighted(&self, row: &Row) -> bool {
        let mut runs = row.runs.iter();
        runs.any(|run| {
            self.highlights
                .iter()
                .any(|s| run.covered(&s.range).is_some())
        })
    }

    /// The marked stretches of `run`, each with its look; what comes later lies over what came before.
    fn within(&self, run: &Run) -> Vec<(Range<usize>, Style)> {
        let find = self
            .find
            .and_then(|find| find.matches.get(self.here.clone()));
        let current = self.find.map(|find| find.current);
        let matches = find.unwrap_or_default().iter().zip(self.here.clone());
        let matches = matches.map(|(found, index)| {
            let look = if Some(index) == current {
                self.theme.found_current
            } else {
                self.theme.found
            };
            (&found.range, look)
        });
        let look = |look: Style| move |stretch: &'a Stretch| (&stretch.range, look);
        let highlights = self.highlights.iter().map(look(self.theme.highlight));
        let selected = self.selected.iter().map(look(self.theme.selected));
        highlights
            .chain(matches)
            .chain(selected)
            .filter_map(|(range, look)| Some((run.covered(range)?, look)))
            .collect()
    }
}

fn draw_run(run: &Run, marks: &Marks, (x, y): (u16, u16), width: u16, canvas: &mut Canvas) -> u16 {
    let mut style = canvas.theme.role(run.role);
    if marks.is_said {
        style = style.patch(canvas.theme.dim);
    }
    let marked = marks.within(run);
    let edges = marked
        .iter()
        .flat_map(|(range, _)| [range.start, range.end]);
    let mut edges: Vec<usize> = edges.chain([run.text.len()]).collect();
    edges.sort_unstable();
    edges.dedup();
    let (mut used, mut start) = (0, 0);
    for end in edges {
        let over = marked
            .iter()
            .filter(|(range, _)| range.start <= start && end <= range.end);
        let look = over.fold(style, |style, (_, look)| style.patch(*look));
        let part = run.text.get(start..end).unwrap_or_default();
        used += canvas.text((x + used, y), width.saturating_sub(used), part, look);
        start = end;
    }
    used
}
