//! The story of the article in the body: walking through it.

use crate::app::command::Command;
use crate::app::model::Model;
use crate::app::opening::Way;
use crate::library::Row;

impl Model {
    /// The story of the article in the body, itself among the articles, oldest first; empty where it stands alone.
    pub fn story_rows(&self) -> &[Row] {
        let told = || self.reader.as_ref()?.around.told()?.story.as_ref();
        told().map_or(&[], |story| &story.rows)
    }

    /// Runs a command that is about the story of the article in the body.
    pub fn story_command(&mut self, command: Command, times: isize) {
        match command {
            Command::NextInStory => self.step_story(times),
            Command::PreviousInStory => self.step_story(-times),
            Command::ShowTimeline => self.show_timeline(),
            Command::JoinStory => self.join_story(),
            Command::PartFromStory => self.part_from_story(),
            Command::ToggleNews => self.toggle_news(),
            _ => {}
        }
    }

    /// Opens the article `delta` further on in the story of the article in the body.
    fn step_story(&mut self, delta: isize) {
        let (command, count) = if delta > 0 {
            (Command::NextInStory, delta)
        } else {
            (Command::PreviousInStory, -delta)
        };
        if self.waits_for_around(command, usize::try_from(count).ok()) {
            return;
        }
        let rows = self.story_rows();
        let own = self.reader.as_ref().map(|reader| reader.id);
        let Some(here) = rows.iter().position(|row| Some(row.id) == own) else {
            self.say("This article stands alone");
            return;
        };
        let to = here.saturating_add_signed(delta).min(rows.len() - 1);
        match rows.get(to).map(|row| row.id).filter(|_| to != here) {
            Some(id) => self.open(id, Way::Read),
            None if delta > 0 => self.say("The latest of this story"),
            None => self.say("The first of this story"),
        }
    }
}
