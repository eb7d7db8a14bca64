//! The picker of filters: those that are built in, then the saved ones, each with the number of articles that it shows.

use tui_input::Input;

use crate::app::keymap::{Code, Key};
use crate::app::message::{Effect, Ticket};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::prompt::{Prompt, Purpose};
use crate::library::ask::{Ask, parse};

/// The filters that are always there.
const BUILT_IN: &[(&str, &str)] = &[
    ("Everything", ""),
    ("Unread", "is:unread"),
    ("Starred", "is:starred"),
    ("Archived", "is:archived"),
    ("Bin", "is:binned"),
    ("Today", "newer:0d"),
    ("This week", "newer:1w"),
    ("Duplicates", "is:duplicate"),
    ("Short", "minutes:<3"),
];

/// The picker's state.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// The filters in order.
    pub entries: Vec<Entry>,
    /// The chosen one.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
    ticket: Ticket,
    /// The name of the one to be chosen when the saved ones have come.
    wanted: String,
}

/// A filter to pick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
    /// It is always there.
    pub built_in: bool,
    /// The articles that it shows, once they are counted; an error where it is no query.
    pub count: Option<Result<usize, ()>>,
}

impl Entry {
    fn new(name: &str, query: &str, built_in: bool) -> Self {
        Self {
            name: name.to_owned(),
            query: query.to_owned(),
            built_in,
            count: None,
        }
    }

    /// What is asked to count its articles.
    fn ask(&self) -> Option<Ask> {
        let ask = parse(&self.query, false).ok()?;
        Some(Ask::default().within(&ask))
    }
}

impl Picker {
    /// The filters that are always there, and the saved ones; counts that are known stay until they are counted anew.
    fn fill(&mut self, saved: &[(String, String)]) {
        let built_in = BUILT_IN
            .iter()
            .map(|(name, query)| Entry::new(name, query, true));
        let saved = saved
            .iter()
            .map(|(name, query)| Entry::new(name, query, false));
        let mut entries: Vec<Entry> = built_in.chain(saved).collect();
        for entry in &mut entries {
            let known = self.entries.iter().find(|known| known.name == entry.name);
            let known = known.filter(|known| known.query == entry.query);
            entry.count = known.and_then(|known| known.count);
        }
        self.entries = entries;
        self.cursor = self.cursor.min(self.entries.len().saturating_sub(1));
    }

    /// Chooses the filter that is waited for, once it is there.
    fn choose_wanted(&mut self) {
        let wanted = |entry: &Entry| entry.name == self.wanted;
        if let Some(found) = self.entries.iter().position(wanted) {
            self.cursor = found;
            self.wanted.clear();
        }
    }

    fn settle(&mut self, height: usize) {
        self.top = self
            .top
            .min(self.cursor)
            .max((self.cursor + 1).saturating_sub(height));
    }
}

impl Model {
    /// Opens the picker, on the filter that is set.
    pub fn pick_filter(&mut self) {
        let mut picker = Picker::default();
        picker.fill(&[]);
        let name = self
            .list
            .filter
            .as_ref()
            .and_then(|filter| filter.name.clone());
        picker.wanted = name.unwrap_or_default();
        picker.choose_wanted();
        picker.settle(self.overlay_height());
        self.overlay = Overlay::Filters(picker);
        self.ask_filters();
    }

    /// The saved filters may have changed: asks for them anew while they are shown.
    pub fn ask_filters(&mut self) {
        let ticket = self.ticket();
        if let Overlay::Filters(picker) = &mut self.overlay {
            picker.ticket = ticket;
            self.ask(Effect::Filters(ticket));
        }
    }

    /// The saved filters have come: their articles are counted.
    pub fn filters(&mut self, ticket: Ticket, saved: &[(String, String)]) {
        let height = self.overlay_height();
        let Overlay::Filters(picker) = &mut self.overlay else {
            return;
        };
        if picker.ticket != ticket {
            return;
        }
        picker.fill(saved);
        picker.choose_wanted();
        picker.settle(height);
        let mut asks = Vec::new();
        for (n, entry) in picker.entries.iter_mut().enumerate() {
            match entry.ask() {
                Some(ask) => asks.push((n, ask)),
                None => entry.count = Some(Err(())),
            }
        }
        let today = self.setup.today.unwrap_or_default();
        self.ask(Effect::Count(ticket, today, asks));
    }

    /// The articles of one filter have been counted.
    pub fn counted(&mut self, ticket: Ticket, entry: usize, count: usize) {
        if let Overlay::Filters(picker) = &mut self.overlay
            && picker.ticket == ticket
            && let Some(entry) = picker.entries.get_mut(entry)
        {
            entry.count = Some(Ok(count));
        }
    }

    /// Takes a key for the picker.
    pub fn picker_key(&mut self, mut picker: Picker, key: Key) {
        self.notice = None;
        picker.wanted.clear();
        let last = picker.entries.len().saturating_sub(1);
        let chosen = picker.entries.get(picker.cursor).cloned();
        if let Some(delta) = self.page_delta(key) {
            picker.cursor = picker.cursor.saturating_add_signed(delta).min(last);
            picker.settle(self.overlay_height());
            self.overlay = Overlay::Filters(picker);
            return;
        }
        match (key.code, chosen) {
            (Code::Enter | Code::Char('l') | Code::Right, Some(entry)) => {
                self.apply_filter(&entry.name, &entry.query);
            }
            (Code::Char('s'), _) if self.list.filter.is_none() => {
                self.overlay = Overlay::Filters(picker);
                self.say("No filter is set to be saved; F sets one");
            }
            (Code::Char('s'), _) => {
                self.overlay = Overlay::Prompt(Prompt {
                    purpose: Purpose::FilterName,
                    input: Input::default(),
                });
            }
            (Code::Char('e'), Some(entry)) => {
                let name = (!entry.built_in).then_some(entry.name);
                self.edit_filter(name, &entry.query);
            }
            (Code::Char('d'), Some(entry)) if entry.built_in => {
                self.overlay = Overlay::Filters(picker);
                self.say(format!("{} is built in and stays", entry.name));
            }
            (Code::Char('d'), Some(entry)) => {
                picker.entries.remove(picker.cursor);
                picker.cursor = picker.cursor.min(picker.entries.len().saturating_sub(1));
                self.overlay = Overlay::Filters(picker);
                self.save_filter(&entry.name, None);
            }
            (Code::Char('U'), _) => {
                self.overlay = Overlay::Filters(picker);
                self.ask(Effect::Step(true));
            }
            (Code::Char('r'), _) if key.ctrl => {
                self.overlay = Overlay::Filters(picker);
                self.ask(Effect::Step(false));
            }
            _ => {}
        }
    }

    /// Saves the filter that is set under a name, and shows it among the others.
    pub fn name_filter(&mut self, name: &str) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_built_in = |(built_in, _): &(&str, _)| built_in.eq_ignore_ascii_case(&name);
        if let Some((built_in, _)) = BUILT_IN.iter().find(|entry| is_built_in(entry)) {
            self.pick_filter();
            self.say(format!("{built_in} is built in; take another name"));
            return;
        }
        if let Some(filter) = self.list.filter.as_mut().filter(|_| !name.is_empty()) {
            filter.name = Some(name.clone());
            let query = filter.typed.clone();
            self.save_filter(&name, Some(&query));
            self.keep_arrangement();
        }
        self.pick_filter();
    }

    /// Saves a filter, or forgets it, as a step that can be taken back.
    pub fn save_filter(&mut self, name: &str, query: Option<&str>) {
        let (done, label) = match query {
            Some(_) => ("Saved", format!("filter {name} saved")),
            None => ("Deleted", format!("filter {name} deleted")),
        };
        self.say(format!("{done}, U undoes: {name}"));
        self.writes();
        let query = query.map(str::to_owned);
        self.ask(Effect::SaveFilter(label, name.to_owned(), query));
    }
}
