//! The links of a page, one a row: whether it is saved, its headline, the host of its address.

use crate::app::Model;
use crate::app::address::Address;
use crate::app::links::{LinkList, PageLink};
use crate::app::reader::Reader;
use crate::ui::canvas::Canvas;
use crate::ui::overlay::sheet;

/// Columns of a host, and of a screen that has room for it.
const HOST: u16 = 24;
const WIDE: u16 = 60;

/// Draws the list.
pub fn draw(model: &Model, list: LinkList, canvas: &mut Canvas) {
    let links: Vec<PageLink> = model.reader.iter().flat_map(Reader::page_links).collect();
    let saved = links.iter().filter(|link| link.saved.is_some()).count();
    let title = format!("On this page  {}, {saved} saved", links.len());
    let area = sheet(model, &title, canvas);
    let theme = canvas.theme;
    let is_addressed = links.iter().any(|link| link.url.is_some());
    let room = if is_addressed && area.width >= WIDE {
        HOST
    } else {
        0
    };
    let rows = links.iter().enumerate().skip(list.top);
    for ((row, link), y) in rows.zip(area.y..area.bottom()) {
        let is_chosen = row == list.cursor;
        if is_chosen {
            canvas.text((0, y), 1, theme.glyphs.bar, theme.accent);
        }
        let (mark, style) = match link.saved {
            Some(_) => (theme.glyphs.saved, theme.plain),
            None => (theme.glyphs.not_saved, theme.dim),
        };
        let style = if is_chosen { theme.strong } else { style };
        canvas.text((area.x, y), 1, mark, theme.accent);
        let right = area.right().saturating_sub(room);
        let x = area.x + 2;
        canvas.fitted((x, y), right.saturating_sub(x + 1), link.headline, style);
        if let Some(address) = link.url.filter(|_| room > 0).and_then(Address::of) {
            canvas.fitted((right, y), room, address.host(), theme.dim);
        }
    }
}
