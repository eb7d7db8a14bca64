//! The sidebar: what is known about an article and what stands around it, row by row, and what of that can be chosen.

mod around;
mod article;
mod dates;
mod writer;

use std::borrow::Cow;

use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::library::Id;
pub use around::{Section, Surroundings};
pub use dates::{ago, shown, shown_short};
use writer::Writer;

/// The sidebar's state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sidebar {
    /// What is chosen, by its number among what can be.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Sidebar {
    /// Another article: from the top.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A note, by its number among those of the article.
    Note(usize),
    /// A related headline, by its number among those shown.
    Headline(usize),
    /// Another saved article.
    Article(Id),
}

/// A row of the sidebar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InfoRow {
    /// What it is, on the first row of a field.
    pub label: Cow<'static, str>,
    /// Its text.
    pub text: String,
    /// How it is drawn.
    pub kind: InfoKind,
    /// What is chosen here.
    pub choice: Option<Choice>,
}

/// The kinds of row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InfoKind {
    /// Nothing.
    #[default]
    Blank,
    /// The publisher.
    Title,
    /// A field.
    Field,
    /// Said quietly: what is derived, notes.
    Quiet,
    /// A picture's caption or credit.
    Caption,
    /// A chapter's title.
    Chapter,
    /// Something that the text speaks of: words that the reader has highlighted, or a related headline.
    Named {
        /// The first of its rows.
        first: bool,
        /// The words are in the text, the headline's article is in the library.
        is_there: bool,
    },
    /// What the reader says of highlighted words.
    Comment,
    /// The headline of a saved article, with its day before it where there is a label.
    Saved {
        /// The first of its rows.
        first: bool,
    },
    /// What is said quietly of the article above.
    Detail,
    /// The article itself among others.
    Here,
}

/// Columns of the labels.
pub const LABEL: u16 = 5;
/// Columns of a mark before what can be chosen.
pub const MARK: u16 = 2;
/// Captions, notes and headlines of other articles are cut to this many rows.
const SHORT: usize = 2;
/// Comments are cut to this many.
const LONGEST_COMMENT: usize = 6;

/// The rows of the sidebar.
#[derive(Debug, Default)]
pub struct Info<'a> {
    own: Vec<InfoRow>,
    around: &'a [InfoRow],
}

impl Info<'_> {
    /// All of them from the top.
    pub fn rows(&self) -> impl Iterator<Item = &InfoRow> {
        self.own.iter().chain(self.around)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.own.len() + self.around.len()
    }

    /// Is nothing known?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Model {
    /// The sidebar's rows at this width.
    pub fn info_rows(&self, width: u16) -> Info<'_> {
        let mut writer = Writer::new(width);
        // The panes side by side speak of one article, also while the selected one is not shown yet.
        let is_beside = self.layout().is_some_and(|layout| layout.body.is_some());
        let shown = self.reader.as_ref().map(|reader| reader.id);
        let subject = if is_beside { shown } else { self.subject() };
        let Some(row) = subject.and_then(|id| self.shelf.row(id)) else {
            return Info::default();
        };
        let mut around: &[InfoRow] = &[];
        match self.reader.as_ref().filter(|reader| reader.id == row.id) {
            Some(reader) => {
                self.describe_article(&mut writer, reader, row);
                around = reader.around.rows();
            }
            None => self.describe_row(&mut writer, row),
        }
        let own = writer.rows;
        Info { own, around }
    }

    /// What is chosen in the sidebar.
    pub fn chosen(&self) -> Option<Choice> {
        let choices = self.reader.as_ref()?.choices();
        choices.get(self.sidebar.cursor).map(|(_, choice)| *choice)
    }

    /// Sets what stands around the article for this area, and moves the window so that what is chosen is on the screen.
    pub fn settle_sidebar(&mut self, area: Area, has_focus: bool) {
        let width = area.inset(1).width;
        self.settle_around(width);
        if !has_focus {
            return;
        }
        let chosen = self.chosen();
        let info = self.info_rows(width);
        let is_chosen = |row: &InfoRow| row.choice.is_some() && row.choice == chosen;
        let mut here = info.rows().enumerate().filter(|(_, row)| is_chosen(row));
        let first = here.next().map(|(at, _)| at);
        let last = here.last().map(|(at, _)| at).or(first);
        let (rows, height) = (info.len(), usize::from(area.height));
        let mut top = self.sidebar.top;
        if let (Some(first), Some(last)) = (first, last) {
            top = top.max((last + 1).saturating_sub(height)).min(first);
        }
        self.sidebar.top = top.min(rows.saturating_sub(height));
    }
}
