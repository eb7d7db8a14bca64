//! The timeline of a story: days, and below each its articles.

use crate::app::Model;
use crate::app::geometry::Area;
use crate::app::timeline::{Timeline, TimelineRow};
use crate::library::Mark;
use crate::ui::canvas::Canvas;

/// Draws the timeline on what is left of the screen below its title.
pub fn draw(model: &Model, timeline: &Timeline, area: Area, canvas: &mut Canvas) {
    let rows = timeline.rows(area.width);
    for (row, y) in rows.iter().skip(timeline.top).zip(area.y..area.bottom()) {
        let is_chosen = row.article() == Some(timeline.cursor);
        if is_chosen {
            let (bar, style) = (canvas.theme.glyphs.bar, canvas.theme.accent);
            canvas.text((area.x.saturating_sub(1), y), 1, bar, style);
        }
        draw_row(
            model,
            (timeline, row, is_chosen),
            Area { y, ..area },
            canvas,
        );
    }
}

fn draw_row(
    model: &Model,
    (timeline, row, is_chosen): (&Timeline, &TimelineRow, bool),
    line: Area,
    canvas: &mut Canvas,
) {
    let theme = canvas.theme;
    let columns = timeline.columns(line.width);
    let headline = if is_chosen { theme.strong } else { theme.plain };
    let (text, style) = match row {
        TimelineRow::Blank => return,
        TimelineRow::Day(day) => {
            canvas.fitted((line.x, line.y), line.width, day, theme.accent);
            return;
        }
        TimelineRow::First(at, [time, publisher, text]) => {
            let article = timeline.articles.get(*at).map(|row| row.id);
            let marks = article.and_then(|id| model.marks_of(id));
            let is_new = !marks.is_some_and(|marks| marks.has(Mark::Read));
            let (mark, style) = match is_new {
                _ if article == Some(timeline.own) => (theme.glyphs.here, theme.accent),
                true => (theme.glyphs.unread, theme.strong),
                false => ("", theme.plain),
            };
            canvas.text((line.x, line.y), 1, mark, style);
            let x = line.x + columns.time;
            canvas.text((x, line.y), columns.text, time, theme.dim);
            if let Some(x) = columns.publisher {
                let room = columns.text.saturating_sub(x + 1);
                canvas.fitted((line.x + x, line.y), room, publisher, theme.dim);
            }
            (text, headline)
        }
        TimelineRow::Headline(_, text) => (text, headline),
        TimelineRow::Quiet(_, text) => (text, theme.dim),
    };
    let room = line.width.saturating_sub(columns.text);
    canvas.fitted((line.x + columns.text, line.y), room, text, style);
}
