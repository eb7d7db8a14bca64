//! The whole state of the application, and the small questions that both `update` and the screen ask of it.

use chrono::NaiveDate;

use crate::app::chord::Typed;
use crate::app::command::Context;
use crate::app::filter::Editing;
use crate::app::geometry::{Layout, Pane, Size, Wishes, layout};
use crate::app::history::{History, Visit};
use crate::app::keymap::Keymap;
use crate::app::list::List;
use crate::app::message::{Effect, Ticket};
use crate::app::opening::Opening;
use crate::app::overlay::Overlay;
use crate::app::reader::Reader;
use crate::app::scan::Scan;
use crate::app::shelf::Shelf;
use crate::app::sidebar::Sidebar;
use crate::app::tags::Tagging;
use crate::app::xray::Again;
use crate::library::Id;

/// What was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A folder of captures.
    #[default]
    Folder,
    /// One file.
    File,
    /// The built-in samples.
    Samples,
}

/// How the program was started.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Setup {
    /// What was opened.
    pub kind: Kind,
    /// Widest text in columns, to begin with.
    pub measure: u16,
    /// Draw with ASCII alone.
    pub ascii: bool,
    /// Watch the library's folders.
    pub watch: bool,
    /// The versions of a text are one row, to begin with.
    pub fold: bool,
    /// Today, as far as known.
    pub today: Option<NaiveDate>,
}

/// Everything that is known while the program runs.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// How the program was started.
    pub setup: Setup,
    /// What was opened, in words: the folder or file.
    pub source: String,
    /// The screen.
    pub size: Size,
    /// The saved articles.
    pub shelf: Shelf,
    /// How far the scan is.
    pub scan: Scan,
    /// The list.
    pub list: List,
    /// The article in the body.
    pub reader: Option<Reader>,
    /// The article asked for.
    pub opening: Option<Opening>,
    /// The sidebar.
    pub sidebar: Sidebar,
    /// The pane with the focus.
    pub focus: Pane,
    /// The pane that had it before the sidebar.
    pub focus_before: Pane,
    /// The text alone.
    pub zen: bool,
    /// The info pane is hidden where it could be docked.
    pub no_info: bool,
    /// Widest text in columns.
    pub measure: u16,
    /// What lies over the panes or has taken the status row.
    pub overlay: Overlay,
    /// The filter that is being edited.
    pub editing: Editing,
    /// What is known while tags are edited.
    pub tagging: Tagging,
    /// Keys typed that are no command yet.
    pub typed: Typed,
    /// What the status row has to say.
    pub notice: Option<String>,
    /// What went wrong outside, the latest last.
    pub troubles: Vec<String>,
    /// Where the reader has been.
    pub history: History,
    /// What was being read before the article that is only shown beside the list.
    pub left: Option<Visit>,
    /// The article that is being read again.
    pub again: Option<Again>,
    /// What is new to the reader is shown.
    pub wants_news: bool,
    /// The keys.
    pub keymap: Keymap,
    /// The comparison that was asked for.
    pub comparing: Ticket,
    tickets: u64,
    effects: Vec<Effect>,
}

impl Model {
    /// A model that knows nothing yet. The first scan is asked for by [`Model::start`].
    pub fn new(setup: Setup, source: String, size: Size) -> Self {
        Self {
            setup,
            source,
            size,
            measure: setup.measure,
            list: List::new(setup.fold),
            ..Self::default()
        }
    }

    /// The first effects: list the library, and look for what is new in it.
    pub fn start(&mut self) -> Vec<Effect> {
        self.relist();
        self.scan();
        self.take_effects()
    }

    /// A ticket that was never given before.
    pub fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Asks for an effect.
    pub fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Hands over what was asked for.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Is the answer to a question under way that what is on the screen depends on?
    pub fn is_waiting(&self) -> bool {
        let opens = self.opening.as_ref().is_some_and(Opening::is_read);
        opens || self.list.is_asking()
    }

    /// Says something in the status row.
    pub fn say(&mut self, notice: impl Into<String>) {
        self.notice = Some(notice.into());
    }

    /// Says what went wrong outside, and keeps it among the messages.
    pub fn trouble(&mut self, text: String) {
        self.say(text.clone());
        if self.troubles.last() != Some(&text) {
            self.troubles.push(text);
        }
    }

    /// Where everything stands. `None` when the screen is too small.
    pub fn layout(&self) -> Option<Layout> {
        layout(
            self.size,
            Wishes {
                focus: self.focus,
                zen: self.zen,
                info: !self.no_info,
            },
        )
    }

    /// The contexts in which keys are looked up, the first wins.
    pub fn contexts(&self) -> Vec<Context> {
        let pane = match self.focus {
            Pane::List => Context::List,
            Pane::Body => Context::Body,
            Pane::Info => Context::Info,
        };
        if self.is_comparing() && self.focus == Pane::Body {
            vec![Context::Comparison, pane]
        } else if self.is_xray() && self.focus == Pane::Body {
            vec![Context::Xray, pane]
        } else if self.is_selecting() && self.has_matches() {
            vec![Context::Selection, Context::Matches, pane]
        } else if self.is_selecting() {
            vec![Context::Selection, pane]
        } else if self.has_matches() {
            vec![Context::Matches, pane]
        } else {
            vec![pane]
        }
    }

    /// Is a search live in the focused pane?
    fn has_matches(&self) -> bool {
        match self.focus {
            Pane::List => self.list.search.is_some(),
            Pane::Body => self.reader.as_ref().is_some_and(|r| r.find.is_some()),
            Pane::Info => false,
        }
    }

    /// The article that the sidebar is about: the one in the body while it has the focus, else the selected one.
    pub fn subject(&self) -> Option<Id> {
        let shown = self
            .opening
            .as_ref()
            .map(|opening| opening.id)
            .or_else(|| self.reader.as_ref().map(|reader| reader.id));
        match self.focus {
            Pane::List => self.list.selected().or(shown),
            Pane::Body | Pane::Info => shown.or_else(|| self.list.selected()),
        }
    }
}
