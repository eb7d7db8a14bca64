//! The line to type in: search in the list, search in the text, a command by its name.

use tui_input::{Input, InputRequest};

use crate::app::command::{Command, Spec, TABLE};
use crate::app::geometry::Pane;
use crate::app::keymap::{Code, Key};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::reader::Anchor;
use crate::library::Id;

/// What is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Search of the library; the article that was selected before.
    List(Option<Id>),
    /// Search in the text; what stood at the top before.
    Text(Anchor),
    /// A command by its name.
    Command,
    /// The reader's tags of the article with this key.
    Tags(u64),
    /// The filter.
    Filter,
    /// The name that the filter is saved under.
    FilterName,
    /// What the reader says of words in the text.
    Comment,
}

/// The line to type in.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// What is typed, and the cursor in it.
    pub input: Input,
}

impl Prompt {
    /// What stands before the line.
    pub const fn sign(&self) -> &'static str {
        match self.purpose {
            Purpose::List(_) | Purpose::Text(_) => "/",
            Purpose::Command => ":",
            Purpose::Tags(_) => "tags: ",
            Purpose::Filter => "filter: ",
            Purpose::FilterName => "save the filter as: ",
            Purpose::Comment => "comment: ",
        }
    }

    /// The commands whose names contain what is typed; those that begin with it first.
    pub fn candidates(&self) -> Vec<&'static Spec> {
        let typed = self.input.value().trim();
        let (mut first, rest): (Vec<_>, Vec<_>) = TABLE
            .iter()
            .filter(|spec| spec.name.contains(typed))
            .partition(|spec| spec.name.starts_with(typed));
        first.extend(rest);
        first
    }
}

/// What a key does to a line of text. `None` for keys that are no text editing.
pub fn edit(input: &mut Input, key: Key) -> bool {
    let request = match (key.code, key.ctrl, key.alt) {
        (Code::Char(c), false, false) => InputRequest::InsertChar(c),
        (Code::Backspace, false, false) | (Code::Char('h'), true, _) => {
            InputRequest::DeletePrevChar
        }
        (Code::Delete, ..) | (Code::Char('d'), true, _) => InputRequest::DeleteNextChar,
        (Code::Char('w'), true, _) | (Code::Backspace, _, _) => InputRequest::DeletePrevWord,
        (Code::Char('u'), true, _) => InputRequest::DeleteLine,
        (Code::Char('k'), true, _) => InputRequest::DeleteTillEnd,
        (Code::Left, false, false) | (Code::Char('b'), true, _) => InputRequest::GoToPrevChar,
        (Code::Right, false, false) | (Code::Char('f'), true, _) => InputRequest::GoToNextChar,
        (Code::Left, ..) => InputRequest::GoToPrevWord,
        (Code::Right, ..) => InputRequest::GoToNextWord,
        (Code::Home, ..) | (Code::Char('a'), true, _) => InputRequest::GoToStart,
        (Code::End, ..) | (Code::Char('e'), true, _) => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|change| change.value)
}

/// A line longer than this takes no more characters.
const LONGEST: usize = 1000;

impl Model {
    /// Begins a search: of the library in the list, else in the text.
    pub fn begin_search(&mut self) {
        self.leave_comparison();
        self.leave_xray();
        let reader = self.reader.as_ref();
        let (purpose, typed) = if let (Pane::Body | Pane::Info, Some(reader)) = (self.focus, reader)
        {
            let typed = reader.find.as_ref().filter(|find| !find.inherited);
            let typed = typed.map_or(String::new(), |find| find.typed.clone());
            (Purpose::Text(reader.anchor()), typed)
        } else {
            let typed = self.list.search.as_ref();
            let typed = typed.map_or(String::new(), |search| search.typed.clone());
            (Purpose::List(self.list.selected()), typed)
        };
        if matches!(purpose, Purpose::Text(_)) {
            self.focus = Pane::Body;
        }
        self.overlay = Overlay::Prompt(Prompt {
            purpose,
            input: Input::new(typed),
        });
    }

    /// Begins a command line.
    pub fn begin_command(&mut self) {
        self.overlay = Overlay::Prompt(Prompt {
            purpose: Purpose::Command,
            input: Input::default(),
        });
    }

    /// Is a search of the library being typed?
    pub fn is_typing_search(&self) -> bool {
        let Overlay::Prompt(prompt) = &self.overlay else {
            return false;
        };
        matches!(prompt.purpose, Purpose::List(_))
    }

    /// Takes a key for the prompt.
    pub fn prompt_key(&mut self, mut prompt: Prompt, key: Key) {
        let leaves = prompt.input.value().is_empty() && key.code == Code::Backspace;
        match (key.code, prompt.purpose) {
            (Code::Esc, purpose) => self.cancel(purpose),
            (_, purpose) if leaves => self.cancel(purpose),
            (Code::Enter, Purpose::Command) => self.run_named(&prompt),
            (Code::Enter, Purpose::Filter) => self.keep_filter(prompt),
            (Code::Enter, Purpose::FilterName) => self.name_filter(prompt.input.value()),
            (Code::Enter, Purpose::Tags(key)) => self.set_tags(key, prompt.input.value()),
            (Code::Tab | Code::Down | Code::Up, Purpose::Tags(_)) => {
                let forward = key.code == Code::Down || (key.code == Code::Tab && !key.shift);
                self.complete_tag(prompt, forward);
            }
            (Code::Enter, Purpose::Comment) => self.keep_comment(prompt.input.value()),
            (Code::Enter, purpose) => self.keep_search(purpose, prompt.input.value()),
            (Code::Tab, Purpose::Command) => {
                if let Some(spec) = prompt.candidates().first() {
                    prompt.input = Input::new(spec.name.to_owned());
                }
                self.overlay = Overlay::Prompt(prompt);
            }
            (Code::Down | Code::Up, purpose) => {
                self.overlay = Overlay::Prompt(prompt);
                let delta = if key.code == Code::Down { 1 } else { -1 };
                match purpose {
                    Purpose::List(_) | Purpose::Filter => self.move_selection(delta),
                    Purpose::Text(_) => self.step_match(delta),
                    Purpose::Command
                    | Purpose::Tags(_)
                    | Purpose::FilterName
                    | Purpose::Comment => {}
                }
            }
            _ => {
                let full = prompt.input.value().len() >= LONGEST;
                let types = matches!(key.code, Code::Char(_)) && !key.ctrl && !key.alt;
                let changed = !(full && types) && edit(&mut prompt.input, key);
                self.overlay = Overlay::Prompt(prompt.clone());
                self.tags_edited();
                if changed {
                    self.prompt_changed(&prompt);
                }
            }
        }
    }

    /// Text was pasted: typed into the prompt, if there is one.
    pub fn pasted(&mut self, text: &str) {
        let Overlay::Prompt(prompt) = &mut self.overlay else {
            return;
        };
        let room = LONGEST.saturating_sub(prompt.input.value().len());
        for c in text.chars().filter(|c| !c.is_control()).take(room) {
            prompt.input.handle(InputRequest::InsertChar(c));
        }
        let prompt = prompt.clone();
        self.tags_edited();
        self.prompt_changed(&prompt);
    }

    fn prompt_changed(&mut self, prompt: &Prompt) {
        let typed = prompt.input.value();
        match prompt.purpose {
            Purpose::List(_) => self.search_list(typed),
            Purpose::Text(anchor) => {
                if let Some(reader) = &mut self.reader {
                    reader.restore(anchor);
                }
                self.settle_reader();
                self.find_in_text(typed);
            }
            Purpose::Filter => self.filter_typed(typed),
            Purpose::Command | Purpose::Tags(_) | Purpose::FilterName | Purpose::Comment => {}
        }
    }

    fn cancel(&mut self, purpose: Purpose) {
        match purpose {
            Purpose::List(before) => {
                if let Some(id) = before.filter(|_| self.list.search.is_some()) {
                    self.list.select_then(id);
                }
                self.search_list("");
            }
            Purpose::Text(anchor) => {
                if let Some(reader) = &mut self.reader {
                    reader.find = None;
                    reader.restore(anchor);
                }
                self.settle_reader();
            }
            Purpose::Filter => self.cancel_filter(),
            Purpose::FilterName => self.pick_filter(),
            Purpose::Command | Purpose::Tags(_) | Purpose::Comment => {}
        }
    }

    /// Begins a comment, with what it has been so far.
    pub fn prompt_for_comment(&mut self, comment: String) {
        self.overlay = Overlay::Prompt(Prompt {
            purpose: Purpose::Comment,
            input: Input::new(comment),
        });
    }

    fn keep_search(&mut self, purpose: Purpose, typed: &str) {
        let find = self.reader.as_ref().and_then(|r| r.find.as_ref());
        let lost = find.is_some_and(|find| find.matches.is_empty());
        if lost && matches!(purpose, Purpose::Text(_)) {
            self.cancel(purpose);
            self.say(format!("Not in this article: {typed}"));
        }
    }

    fn run_named(&mut self, prompt: &Prompt) {
        let typed = prompt.input.value().trim();
        let (count, name) = match typed.split_once(' ') {
            Some((number, name)) if number.parse::<usize>().is_ok() => {
                (number.parse().ok(), name.trim())
            }
            _ => (None, typed),
        };
        let only = || match prompt.candidates().as_slice() {
            [spec] => Some(spec.command),
            _ => None,
        };
        let short = |name: &str| match name {
            "q" => Some(Command::Quit),
            _ => None,
        };
        match Command::named(name).or_else(|| short(name)).or_else(only) {
            Some(command) => self.run_command(command, count),
            None if typed.is_empty() => {}
            None => self.say(format!("No command is called {name}")),
        }
    }
}
