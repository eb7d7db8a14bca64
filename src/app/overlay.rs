//! What lies over the panes, or has taken the status row: prompts, the help, messages, a question. Only one at a time, and it has
//! the keyboard.

use crate::app::address::Address;
use crate::app::help::Help;
use crate::app::joining::Joining;
use crate::app::keymap::{Code, Key};
use crate::app::links::LinkList;
use crate::app::model::Model;
use crate::app::picker::Picker;
use crate::app::prompt::Prompt;
use crate::app::timeline::Timeline;
use crate::app::wrap::wrap;

/// A message takes at most this many rows.
const LONGEST_MESSAGE: usize = 6;

/// What lies over the panes.
#[derive(Debug, Clone, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// A line to type in, in the status row.
    Prompt(Prompt),
    /// All keys.
    Help(Help),
    /// Notes, and files that could not be read; the first row on the screen.
    Messages(usize),
    /// Asks whether to open this address.
    Confirm(Box<Address>),
    /// The filters to pick from.
    Filters(Picker),
    /// The links of the page.
    Links(LinkList),
    /// The menu of what the list is sorted and grouped by.
    Sort,
    /// Articles that may belong to the same story.
    Joining(Box<Joining>),
    /// The articles of a story by day.
    Timeline(Box<Timeline>),
    /// Asks which of the articles shown are to be marked read.
    MarkRead,
}

impl Model {
    /// Takes a key for the overlay.
    pub fn overlay_key(&mut self, key: Key) {
        match std::mem::take(&mut self.overlay) {
            Overlay::None => self.browse_key(key),
            Overlay::Prompt(prompt) => self.prompt_key(prompt, key),
            Overlay::Help(help) => self.help_key(help, key),
            Overlay::Messages(top) => self.messages_key(top, key),
            Overlay::Filters(picker) => self.picker_key(picker, key),
            Overlay::Links(list) => self.links_key(list, key),
            Overlay::Joining(joining) => self.joining_key(joining, key),
            Overlay::Timeline(timeline) => self.timeline_key(timeline, key),
            Overlay::Sort => self.sort_key(key),
            Overlay::MarkRead => self.mark_read_key(key),
            Overlay::Confirm(address) => self.confirm_key(&address, key),
        }
    }

    fn messages_key(&mut self, top: usize, key: Key) {
        if let Some(delta) = self.page_delta(key) {
            let rows = self.message_rows().len();
            let room = self.overlay_height();
            let top = top
                .saturating_add_signed(delta)
                .min(rows.saturating_sub(room));
            self.overlay = Overlay::Messages(top);
        }
    }

    /// The rows that a key scrolls an overlay by; `None` for a key that closes it.
    pub fn page_delta(&self, key: Key) -> Option<isize> {
        let page = isize::try_from(self.overlay_height().saturating_sub(1).max(1)).unwrap_or(1);
        match (key.code, key.ctrl) {
            (Code::Char('j'), false) | (Code::Down, _) | (Code::Char('e'), true) => Some(1),
            (Code::Char('k'), false) | (Code::Up, _) | (Code::Char('y'), true) => Some(-1),
            (Code::Char(' ') | Code::PageDown, _) | (Code::Char('f' | 'd'), true) => Some(page),
            (Code::Char('b') | Code::PageUp, _) | (Code::Char('u'), true) => Some(-page),
            (Code::Char('g'), false) | (Code::Home, _) => Some(-isize::MAX),
            (Code::Char('G'), false) | (Code::End, _) => Some(isize::MAX / 2),
            _ => None,
        }
    }

    /// The rows of an overlay that are on the screen, without its title.
    pub fn overlay_height(&self) -> usize {
        usize::from(self.size.height.saturating_sub(2)).max(1)
    }

    /// What the parser, the scan and the world outside had to say, as wide as the screen.
    pub fn message_rows(&self) -> Vec<String> {
        let messages = self.messages();
        let wrapped = messages.iter().flat_map(|text| {
            let words = text.trim_start();
            let indent = text.len() - words.len();
            let width = usize::from(self.size.width).saturating_sub(2 + indent);
            let lines = wrap(words, u16::try_from(width).unwrap_or(1), LONGEST_MESSAGE);
            lines
                .into_iter()
                .map(move |line| format!("{:indent$}{line}", ""))
        });
        wrapped.collect()
    }

    /// The messages, indented under their titles.
    fn messages(&self) -> Vec<String> {
        let mut rows = Vec::new();
        if let Some(reader) = &self.reader
            && !reader.notes.is_empty()
        {
            rows.push("On this article".to_owned());
            rows.extend(reader.notes.iter().map(|note| format!("  {note}")));
            rows.push(String::new());
        }
        if !self.troubles.is_empty() {
            rows.push("Trouble".to_owned());
            rows.extend(self.troubles.iter().map(|text| format!("  {text}")));
            rows.push(String::new());
        }
        if self.scan.failures.is_empty() {
            rows.push("Every file could be read.".to_owned());
        } else {
            rows.push(format!("Not read: {}", self.scan.failures.len()));
            for failure in &self.scan.failures {
                rows.push(format!("  {}", failure.path.display()));
                rows.push(format!("      {}", failure.reason));
            }
        }
        rows
    }
}
