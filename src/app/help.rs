//! The help: every command with its keys, by chapter, narrowed by what is typed after `/`.

use tui_input::Input;

use crate::app::command::{Group, TABLE};
use crate::app::keymap::{Code, Key};
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::prompt::edit;

/// The help's state.
#[derive(Debug, Clone, Default)]
pub struct Help {
    /// The first row on the screen.
    pub top: usize,
    /// What the rows must contain.
    pub filter: Input,
    /// The filter is being typed.
    pub typing: bool,
}

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// Nothing.
    Blank,
    /// A chapter's title.
    Chapter(&'static str),
    /// A command.
    Command {
        /// Its keys, parted by blanks.
        keys: String,
        /// What it does.
        about: &'static str,
        /// Its name.
        name: &'static str,
    },
}

impl Help {
    /// The rows that pass the filter.
    pub fn rows(&self) -> Vec<HelpRow> {
        let filter = self.filter.value().to_lowercase();
        let mut rows = Vec::new();
        for group in Group::ALL {
            let specs: Vec<HelpRow> = TABLE
                .iter()
                .filter(|spec| spec.group == group)
                .map(|spec| HelpRow::Command {
                    keys: spec.keys.join(" "),
                    about: spec.about,
                    name: spec.name,
                })
                .filter(|row| row.contains(&filter))
                .collect();
            if specs.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(HelpRow::Blank);
            }
            rows.push(HelpRow::Chapter(group.title()));
            rows.extend(specs);
        }
        rows
    }
}

impl HelpRow {
    fn contains(&self, filter: &str) -> bool {
        match self {
            Self::Command { keys, about, name } => [keys.to_lowercase().as_str(), about, name]
                .iter()
                .any(|text| text.to_lowercase().contains(filter)),
            Self::Blank | Self::Chapter(_) => false,
        }
    }
}

impl Model {
    /// Takes a key for the help.
    pub fn help_key(&mut self, mut help: Help, key: Key) {
        if help.typing {
            match key.code {
                Code::Esc => help = Help::default(),
                Code::Enter => help.typing = false,
                _ => {
                    edit(&mut help.filter, key);
                    help.top = 0;
                }
            }
        } else if key.code == Code::Char('/') {
            help.typing = true;
            help.filter.reset();
            help.top = 0;
        } else if key.code == Code::Esc && !help.filter.value().is_empty() {
            help = Help::default();
        } else if let Some(delta) = self.page_delta(key) {
            let last = help.rows().len().saturating_sub(self.overlay_height());
            help.top = help.top.saturating_add_signed(delta).min(last);
        } else {
            return;
        }
        self.overlay = Overlay::Help(help);
    }
}
