//! What stands around the article in the body: asking for it, its coming, and what waits for it.

use std::time::Duration;

use crate::app::command::Command;
use crate::app::message::{Effect, Timer};
use crate::app::model::Model;
use crate::library::{Id, MarkSet, Neighbour, Row, Story};

/// What stands around an article in the library.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Around {
    /// Articles whose pages name it.
    pub named_on: Vec<Row>,
    /// Its story, itself among the articles.
    pub story: Option<Story>,
    /// Articles that are related to it, the most related first.
    pub neighbours: Vec<(Row, Neighbour)>,
    /// Other versions of its text, the newest first.
    pub versions: Vec<Row>,
}

impl Around {
    /// The row of one of the articles.
    pub fn row(&self, id: Id) -> Option<&Row> {
        let story = self.story.iter().flat_map(|story| &story.rows);
        let related = self.neighbours.iter().map(|(row, _)| row);
        let others = self.named_on.iter().chain(&self.versions);
        let mut all = story.chain(related).chain(others);
        all.find(|row| row.id == id)
    }
}

/// How long an article stays open before it is asked for: who leafs through articles does not wait for it.
const REST: Duration = Duration::from_millis(120);

/// Commands that are kept for what has not come yet.
const WAITING: usize = 64;

impl Model {
    /// Asks what stands around the article in the body once it has stayed there for a moment; what is known of it stays meanwhile.
    pub fn ask_around(&mut self) {
        if self.reader.is_some() {
            self.ask(Effect::Wait(Timer::Around, REST));
        }
    }

    /// The article in the body has stayed there for long enough, or somebody waits for what stands around it.
    pub fn around_due(&mut self) {
        if let Some(id) = self.reader.as_ref().map(|reader| reader.id) {
            self.ask(Effect::Around(id));
        }
    }

    /// What stands around an article has come. The sidebar's choice stays where it is.
    pub fn around_came(&mut self, id: Id, around: Box<Around>) {
        let chosen = self.chosen();
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == id) else {
            return;
        };
        reader.around.tell(around);
        let choices = reader.choices();
        let same = choices.iter().position(|(_, one)| Some(*one) == chosen);
        self.sidebar.cursor = same.unwrap_or(self.sidebar.cursor);
        self.move_related(0);
        self.ask_news(false);
        let reader = self.reader.as_mut();
        let waiting = reader.map_or_else(Vec::new, |reader| std::mem::take(&mut reader.waiting));
        for (command, count) in waiting {
            self.run_command(command, count);
        }
    }

    /// The reader's marks on an article that stands around the one in the body.
    pub fn marks_of(&self, id: Id) -> Option<MarkSet> {
        let told = || self.reader.as_ref()?.around.told()?.row(id);
        let row = self.shelf.row(id).or_else(told)?;
        Some(row.marks)
    }

    /// Keeps a command until it is known what stands around the article that it is about: from the list, the selected one, which is opened
    /// first. Says whether that is so.
    pub fn waits_for_around(&mut self, command: Command, count: Option<usize>) -> bool {
        if self.opens_first(command, count) {
            return true;
        }
        match &mut self.reader {
            Some(reader) if reader.around.told().is_none() => {
                if reader.waiting.len() < WAITING {
                    reader.waiting.push((command, count));
                }
                self.around_due();
                true
            }
            _ => false,
        }
    }
}
