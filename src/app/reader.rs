//! The article in the body: typesetting it, scrolling it, keeping the place in it.

use crate::app::command::Command;
use crate::app::compare::Comparison;
use crate::app::geometry::{Area, Pane};
use crate::app::message::{Effect, Opened};
use crate::app::model::{Kind, Model};
use crate::app::news::News;
use crate::app::notes::Highlights;
use crate::app::opening::Way;
use crate::app::search::Find;
use crate::app::selection::{Move, Selection};
use crate::app::sidebar::Surroundings;
use crate::app::xray::{Source, Xray};
use crate::article::{Article, Place};
use crate::library::Id;
use crate::page::{Page, Setting, typeset};

/// What stands at the top of the screen: a place that holds at any width, and the exact row at one width.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The place.
    pub place: Place,
    /// The row, in a page of `width` columns.
    pub row: usize,
    /// 0 when the row is not known.
    pub width: u16,
}

/// The article in the body.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// Its id.
    pub id: Id,
    /// The article.
    pub article: Article,
    /// What the parser had to say.
    pub notes: Vec<String>,
    /// The capture's format.
    pub format: &'static str,
    /// For each related headline, the saved article that it names.
    pub links: Vec<Option<Id>>,
    /// What stands around it in the library.
    pub around: Surroundings,
    /// Commands that wait for that.
    pub waiting: Vec<(Command, Option<usize>)>,
    /// What of it is new to the reader, where that was asked.
    pub news: Option<News>,
    /// The reader's tags on it.
    pub tags: Vec<String>,
    /// Words of its text.
    pub words: usize,
    /// Minutes to read it.
    pub minutes: usize,
    /// The whole page that it was taken from, once that was asked for.
    pub source: Source,
    /// It has been parsed anew, with all that is known of its site, and `source` has come.
    pub is_sourced: bool,
    /// The X-ray, while it is shown in the article's place.
    pub xray: Option<Xray>,
    /// The comparison of two versions, while it is shown in the article's place.
    pub comparison: Option<Comparison>,
    /// The typeset rows.
    pub page: Page,
    /// The search in it.
    pub find: Option<Find>,
    /// What is highlighted in it.
    pub highlights: Highlights,
    /// What is being selected in it.
    pub selection: Option<Selection>,
    /// It is only shown beside the list, and does not count as read.
    pub is_preview: bool,
    /// Its file has changed since.
    pub is_stale: bool,
    /// How `page` was typeset; `None` before it was.
    setting: Option<Setting>,
    anchor: Anchor,
    top: usize,
}

/// Blank columns at either side of the text.
const MARGIN: u16 = 1;

/// Where the text stands in the body's area: at most `measure` wide, centred.
pub fn text_area(body: Area, measure: u16) -> Area {
    let room = body.inset(MARGIN);
    let width = room.width.min(measure);
    Area {
        x: room.x + (room.width - width) / 2,
        width,
        ..room
    }
}

impl Reader {
    /// An article that has come, to be shown from `anchor` on once it is typeset.
    pub fn new(id: Id, opened: Opened, anchor: Anchor) -> Self {
        Self {
            id,
            words: opened.article.words(),
            minutes: opened.article.minutes(),
            highlights: Highlights::new(&opened.article, opened.highlights),
            article: opened.article,
            notes: opened.notes,
            format: opened.format,
            links: opened.links,
            tags: opened.tags,
            is_preview: true,
            anchor,
            ..Self::default()
        }
    }

    /// The row at the top of the screen.
    pub const fn top(&self) -> usize {
        self.top
    }

    /// What stands at the top.
    pub const fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// Puts back on top what stood there; shown once it is typeset.
    pub fn restore(&mut self, anchor: Anchor) {
        self.anchor = anchor;
    }

    /// Percent of the rows that are on or above a screen of `height` rows.
    pub fn percent(&self, height: usize) -> usize {
        let rows = self.page.rows.len();
        ((self.top + height).min(rows) * 100)
            .checked_div(rows)
            .unwrap_or(100)
    }

    /// Is the last row on a screen of `height` rows?
    pub fn is_at_end(&self, height: usize) -> bool {
        self.top + height >= self.page.rows.len()
    }

    /// Puts `row` on top, as far as the text goes.
    pub fn scroll_to(&mut self, row: usize, height: usize) {
        self.top = row.min(self.page.rows.len().saturating_sub(height));
        self.anchor = Anchor {
            place: self.page.place_of(self.top),
            row: self.top,
            width: self.setting.as_ref().map_or(0, |s| s.width),
        };
    }

    /// Typesets for this setting, unless it is so already; the words on top stay on top.
    fn typeset(&mut self, setting: Setting, height: usize) {
        if self.setting.as_ref() != Some(&setting) {
            self.page = typeset(&self.article, &setting);
            self.setting = Some(setting);
        }
        let width = self.setting.as_ref().map_or(0, |s| s.width);
        let row = if self.anchor.width == width {
            self.anchor.row
        } else {
            self.page.row_of(self.anchor.place)
        };
        self.top = row.min(self.page.rows.len().saturating_sub(height));
    }

    /// The first row of the next or previous paragraph.
    fn paragraph(&self, forward: bool) -> usize {
        let rows = &self.page.rows;
        let is_blank = |row: usize| rows.get(row).is_none_or(|row| row.runs.is_empty());
        let begins = |&row: &usize| !is_blank(row) && (row == 0 || is_blank(row - 1));
        if forward {
            (self.top + 1..rows.len())
                .find(begins)
                .unwrap_or(rows.len())
        } else {
            (0..self.top).rev().find(begins).unwrap_or(0)
        }
    }
}

impl Model {
    /// The rows of the body on the screen.
    pub fn body_height(&self) -> usize {
        let body = self.layout().and_then(|layout| layout.body);
        body.map_or(1, |area| usize::from(area.height.max(1)))
    }

    /// Keeps the place in the article that is being left. One that was read to its end begins at its top again.
    pub fn keep_place(&mut self) {
        let height = self.body_height();
        let Some(reader) = self.reader.as_ref().filter(|reader| !reader.is_preview) else {
            return;
        };
        let id = reader.id;
        let Some(key) = self.shelf.row(id).map(|row| row.key) else {
            return;
        };
        let place = if reader.is_at_end(height) || reader.top == 0 {
            Place::default()
        } else {
            reader.anchor.place
        };
        if self.shelf.place(key) != Some(place) {
            self.shelf.keep(key, place);
            self.ask(Effect::Place(key, place));
        }
    }

    /// What related headlines lead to has come.
    pub fn linked(&mut self, id: Id, links: Vec<Option<Id>>) {
        if let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == id) {
            reader.links = links;
            reader.around.unset();
        }
    }

    /// Typesets the article in the body for the width that it has now.
    pub fn settle_reader(&mut self) {
        let Some(body) = self.layout().and_then(|layout| layout.body) else {
            return;
        };
        let width = text_area(body, self.measure).width;
        let ascii = self.setup.ascii;
        if let Some(reader) = &mut self.reader {
            let saved = reader.links.iter().map(Option::is_some).collect();
            let setting = Setting {
                width,
                ascii,
                saved,
            };
            reader.typeset(setting, usize::from(body.height));
            reader.settle_xray(width, usize::from(body.height));
            reader.settle_comparison(width, usize::from(body.height));
        }
    }

    /// Scrolls the text by `delta` rows. Scrolling an article that is shown beside the list is reading it.
    pub fn scroll(&mut self, delta: isize) {
        if self.is_comparing() {
            self.scroll_comparison(|top| top.saturating_add_signed(delta));
            return;
        }
        if self.is_xray() {
            self.scroll_xray(delta);
            return;
        }
        let top = self.reader.as_ref().map_or(0, Reader::top);
        self.scroll_to(top.saturating_add_signed(delta));
    }

    /// Puts a row on top.
    pub fn scroll_to(&mut self, row: usize) {
        if self.is_comparing() {
            self.scroll_comparison(|_| row);
            return;
        }
        let height = self.body_height();
        if let Some(reader) = &mut self.reader {
            reader.scroll_to(row, height);
            reader.cursor_follows(height);
            if reader.is_preview {
                self.has_been_opened();
            }
        }
    }

    /// Goes to the next or previous paragraph.
    pub fn step_paragraph(&mut self, forward: bool) {
        if self.is_comparing() {
            self.step_change(forward);
            return;
        }
        if self.is_xray() {
            self.step_border(forward);
            return;
        }
        if self.is_selecting() {
            self.move_cursor(Move::Paragraph(forward));
            return;
        }
        if let Some(reader) = &self.reader {
            let row = reader.paragraph(forward);
            self.scroll_to(row);
        }
    }

    /// One page down; at the end of the text the next unread article, with nothing in the body the selected one.
    pub fn read_on(&mut self) {
        let height = self.body_height();
        let Some(reader) = &self.reader else {
            self.open_selected();
            return;
        };
        if self.focus == Pane::List && self.list.selected().is_some_and(|id| id != reader.id) {
            self.open_selected();
        } else if !reader.is_at_end(height) || reader.xray.is_some() || reader.comparison.is_some()
        {
            self.scroll(isize::try_from(height.saturating_sub(1).max(1)).unwrap_or(1));
        } else if self.setup.kind == Kind::File {
            self.say("This is the end");
        } else {
            self.next_unread_from_end();
        }
    }

    fn next_unread_from_end(&mut self) {
        if let Some(reader) = self.reader.as_ref().filter(|reader| reader.is_preview) {
            let id = reader.id;
            self.list.select_id(id);
            self.has_been_opened();
        }
        match self.list.unread_from(true) {
            Some(row) => {
                self.list.select(row);
                let way = if self.focus == Pane::List {
                    Way::Preview
                } else {
                    Way::Read
                };
                if let Some(id) = self.list.selected() {
                    self.open(id, way);
                }
            }
            None => self.say("The end; no unread article below"),
        }
    }
}
