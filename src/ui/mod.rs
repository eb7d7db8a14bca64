//! The screen: [`view`] draws the model into a buffer and writes no state. Knows the application and ratatui; no terminal, no file.

mod body;
mod canvas;
mod compare;
mod fit;
mod joining;
mod links;
mod list;
mod marked;
mod overlay;
mod sidebar;
mod status;
pub mod theme;
mod timeline;
mod title;
mod xray;

#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::Model;
use crate::app::geometry::{Area, Layout, Pane};
use crate::app::overlay::Overlay;
use canvas::Canvas;
pub use fit::clean;
pub use theme::Theme;

/// Draws everything. Gives where the terminal's cursor stands: in a prompt, on a word of the text, or on the selected row, where a screen reader looks for
/// it; `None` hides it.
pub fn view(model: &Model, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let mut canvas = Canvas::new(buffer, theme);
    let Some(layout) = model.layout() else {
        let width = model.size.width;
        canvas.text((0, 0), width, "too small", theme.plain);
        return None;
    };
    let mut cursor = None;
    if let Some(area) = layout.list {
        let row = list::draw(model, area, layout.row_height, &mut canvas);
        if model.focus == Pane::List {
            cursor = row;
        }
    }
    if let Some(area) = layout.body {
        if model.is_comparing() {
            compare::draw(model, area, &mut canvas);
        } else if model.is_xray() {
            let row = xray::draw(model, area, &mut canvas);
            if model.focus == Pane::Body {
                cursor = row;
            }
        } else {
            let word = body::draw(model, area, &mut canvas);
            if model.is_selecting() {
                cursor = word;
            }
        }
    }
    rules(&layout, &mut canvas);
    if let Some(area) = layout.info {
        let row = sidebar::draw(model, area, &mut canvas);
        if model.focus == Pane::Info {
            cursor = row;
        }
    }
    if layout.titles {
        title::draw(model, &layout, &mut canvas);
    }
    let typing = status::draw(model, layout.status, &mut canvas);
    overlay::draw(model, &mut canvas);
    match model.overlay {
        Overlay::None => cursor,
        Overlay::Prompt(_) => typing,
        _ => None,
    }
    .map(|(x, y)| Position { x, y })
}

/// The lines between the panes.
fn rules(layout: &Layout, canvas: &mut Canvas) {
    let glyphs = canvas.theme.glyphs;
    let style = canvas.theme.rule;
    let column = |canvas: &mut Canvas, x: u16| {
        for y in 0..layout.status {
            canvas.text((x, y), 1, glyphs.vertical, style);
        }
    };
    if let (Some(_), Some(body)) = (layout.list, layout.body) {
        column(canvas, body.x.saturating_sub(1));
    }
    match layout.info {
        Some(area) if layout.stacked => {
            let y = area.y.saturating_sub(1);
            for x in area.x..area.right() {
                canvas.text((x, y), 1, glyphs.horizontal, style);
            }
        }
        Some(area) if layout.body.is_some() => {
            let x = area.x.saturating_sub(1);
            if layout.floating {
                canvas.clear(Area {
                    x,
                    y: 0,
                    width: area.width + 1,
                    height: layout.status,
                });
            }
            column(canvas, x);
        }
        _ => {}
    }
}
