//! Correcting stories: two articles belong to one, or an article does not belong to its own. Both are steps that can be taken back.

use std::collections::HashSet;

use crate::app::command::Command;
use crate::app::geometry::Pane;
use crate::app::keymap::{Code, Key};
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::app::sidebar::Choice;
use crate::library::{Correction, Id, Row, reason};

/// Articles opened before that are offered.
const MOST_VISITED: usize = 20;

/// The articles that may belong to the same story, to pick one from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Joining {
    /// The article that they are to be joined with.
    own: Row,
    /// They, and why each is offered.
    pub offered: Vec<(Row, String)>,
    /// The chosen one.
    pub cursor: usize,
    /// The first one on the screen.
    pub top: usize,
}

impl Model {
    /// Joins the article chosen in the sidebar with the one in the body; where none is, those that may be meant are offered.
    pub fn join_story(&mut self) {
        if self.waits_for_around(Command::JoinStory, None) {
            return;
        }
        let Some(own) = self.own_row() else { return };
        if let Some(other) = self.chosen_row() {
            self.join(&own, &other);
            return;
        }
        let offered = self.offered(own.id);
        if offered.is_empty() {
            self.say(
                "Nothing is related to this article; open the other one first, then join from here",
            );
            return;
        }
        self.overlay = Overlay::Joining(Box::new(Joining {
            own,
            offered,
            cursor: 0,
            top: 0,
        }));
    }

    /// The article in the body, as it stands in lists.
    fn own_row(&self) -> Option<Row> {
        let id = self.reader.as_ref()?.id;
        self.shelf.row(id).cloned()
    }

    /// The saved article that is chosen in the sidebar.
    fn chosen_row(&self) -> Option<Row> {
        let reader = self.reader.as_ref().filter(|_| self.focus == Pane::Info)?;
        let id = match self.chosen()? {
            Choice::Note(_) => return None,
            Choice::Headline(headline) => reader.related().into_iter().nth(headline)?.1?,
            Choice::Article(id) => id,
        };
        let around = || reader.around.told()?.row(id);
        self.shelf.row(id).or_else(around).cloned()
    }

    /// What is related to the article, and what was opened before it, but for what is in its story.
    fn offered(&self, own: Id) -> Vec<(Row, String)> {
        let mut taken: HashSet<Id> = self.story_rows().iter().map(|row| row.id).collect();
        taken.insert(own);
        let told = self.reader.as_ref().and_then(|reader| reader.around.told());
        let date = |id| {
            self.shelf
                .row(id)
                .and_then(|row| row.date)
                .map(|date| date.date)
        };
        let related = told.into_iter().flat_map(|around| &around.neighbours);
        let related = related.map(|(row, neighbour)| {
            let is_earlier = row.date.map(|date| date.date) < date(own);
            (row.clone(), reason(neighbour, is_earlier))
        });
        let visited = self.history.visited();
        let visited = visited.filter_map(|id| self.shelf.row(id).cloned());
        let visited = visited.map(|row| (row, "opened before".to_owned()));
        let all = related.chain(visited.take(MOST_VISITED));
        all.filter(|(row, _)| taken.insert(row.id)).collect()
    }

    /// Takes a key for what is offered.
    pub fn joining_key(&mut self, mut joining: Box<Joining>, key: Key) {
        if let Some(delta) = self.page_delta(key) {
            let last = joining.offered.len().saturating_sub(1);
            joining.cursor = joining.cursor.saturating_add_signed(delta).min(last);
            let lowest = (joining.cursor + 1).saturating_sub(self.overlay_height());
            joining.top = joining.top.min(joining.cursor).max(lowest);
            self.overlay = Overlay::Joining(joining);
            return;
        }
        if let (Code::Enter | Code::Char('l' | '&') | Code::Right, Some((other, _))) =
            (key.code, joining.offered.get(joining.cursor))
        {
            self.join(&joining.own, other);
        }
    }

    /// Both are of one story from now on: the one that stands alone joins the other, else the other joins the article in the body.
    fn join(&mut self, own: &Row, other: &Row) {
        let story = self.story_rows();
        if story.iter().any(|row| row.id == other.id) || own.id == other.id {
            self.say("It is of this story already");
            return;
        }
        let (one, joined) = if story.is_empty() {
            (own, other)
        } else {
            (other, own)
        };
        let label = format!("joined with a story, {}", one.headline);
        self.correct(label, one.key, Correction::Join(joined.key));
        self.say(format!("One story, U undoes: {}", other.headline));
    }

    /// Takes an article out of the story of the one in the body: the one chosen in the sidebar where that is of it, else that one itself.
    pub fn part_from_story(&mut self) {
        if self.waits_for_around(Command::PartFromStory, None) {
            return;
        }
        let reader = self.reader.as_ref();
        let told = reader.and_then(|reader| reader.around.told());
        let Some((story, own)) = told.and_then(|around| around.story.as_ref()).zip(reader) else {
            self.say("This article stands alone");
            return;
        };
        let chosen = self.chosen_row();
        let is_of_it = |row: &Row| story.rows.iter().any(|other| other.id == row.id);
        if chosen.as_ref().is_some_and(|row| !is_of_it(row)) {
            self.say("It is not of this story");
            return;
        }
        let itself = story.rows.iter().find(|row| row.id == own.id).cloned();
        let Some(row) = chosen.or(itself) else { return };
        let label = format!("parted from its story, {}", row.headline);
        let parts = Correction::Part(story.id);
        self.correct(label, row.key, parts);
        self.say(format!("Not of this story, U undoes: {}", row.headline));
    }

    fn correct(&mut self, label: String, key: u64, correction: Correction) {
        self.writes();
        self.writes_rows();
        self.ask(Effect::Story(label, key, correction));
    }
}
