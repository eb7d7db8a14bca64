//! From one article to another: asking for it, what is typed meanwhile, its coming, and the history.

use crate::app::chord::Typed;
use crate::app::command::{Command, Group};
use crate::app::geometry::Pane;
use crate::app::history::Visit;
use crate::app::message::{Effect, Opened, Ticket};
use crate::app::model::Model;
use crate::app::reader::{Anchor, Reader};
use crate::article::Place;
use crate::library::{Id, Mark};

/// Why an article is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To show it beside the list.
    Preview,
    /// To read it.
    Read,
    /// One step back in the history.
    Back(Anchor),
    /// One step forward in the history.
    Forward(Anchor),
}

/// An article that was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Opening {
    /// The question.
    pub ticket: Ticket,
    /// The article.
    pub id: Id,
    way: Way,
    /// Commands typed ahead, for the text that is not there yet.
    ahead: Vec<(Command, Option<usize>)>,
}

impl Opening {
    /// Is it to be read, not only shown beside the list?
    pub fn is_read(&self) -> bool {
        self.way != Way::Preview
    }
}

/// Commands typed ahead that are kept.
const TYPED_AHEAD: usize = 64;

impl Model {
    /// Opens `id`. An article that is in the body already is not read again.
    pub fn open(&mut self, id: Id, way: Way) {
        if way != Way::Preview {
            self.focus = Pane::Body;
        }
        self.list.preview = None;
        let shown = self.reader.as_ref();
        if shown.is_some_and(|reader| reader.id == id && !reader.is_stale) {
            self.opening = None;
            self.inherit_search();
            match way {
                Way::Preview => {}
                Way::Read => self.has_been_opened(),
                Way::Back(anchor) | Way::Forward(anchor) => {
                    self.left = self.visit().or(self.left);
                    self.step_history(way);
                    self.go_to_anchor(anchor);
                }
            }
            return;
        }
        let ticket = self.ticket();
        self.opening = Some(Opening {
            ticket,
            id,
            way,
            ahead: Vec::new(),
        });
        self.ask(Effect::Open(ticket, id));
    }

    /// Keeps a command for later when it is for a text that is still being read.
    pub fn type_ahead(&mut self, command: Command, count: Option<usize>) -> bool {
        let for_text = command.spec().is_some_and(|spec| match spec.group {
            Group::Text => true,
            Group::Move => matches!(
                command,
                Command::MoveDown
                    | Command::MoveUp
                    | Command::GoTop
                    | Command::GoEnd
                    | Command::GoPercent
            ),
            _ => matches!(
                command,
                Command::ShowRelated
                    | Command::ListLinks
                    | Command::NextInStory
                    | Command::PreviousInStory
                    | Command::ShowTimeline
                    | Command::JoinStory
                    | Command::PartFromStory
                    | Command::ToggleNews
                    | Command::ToggleXray
                    | Command::Compare
                    | Command::Search
                    | Command::NextMatch
                    | Command::SelectText
            ),
        });
        let body = self.focus == Pane::Body;
        match &mut self.opening {
            Some(opening) if for_text && body && opening.is_read() => {
                if opening.ahead.len() < TYPED_AHEAD {
                    opening.ahead.push((command, count));
                }
                true
            }
            _ => false,
        }
    }

    /// From the list, the selected article is opened first, and `command` runs when it has come. Says whether that is so.
    pub fn opens_first(&mut self, command: Command, count: Option<usize>) -> bool {
        let shown = self.reader.as_ref().map(|reader| reader.id);
        let opens = self.focus == Pane::List && shown != self.list.selected();
        if opens {
            self.open_selected();
            self.type_ahead(command, count);
        }
        opens
    }

    /// The article asked for has come, or cannot.
    pub fn opened(&mut self, ticket: Ticket, opened: Result<Box<Opened>, String>) {
        let Some(opening) = self.opening.take_if(|opening| opening.ticket == ticket) else {
            return;
        };
        let mut opened = match opened {
            Ok(opened) => *opened,
            Err(reason) => {
                if opening.is_read() {
                    self.focus = Pane::List;
                }
                self.say(reason);
                return;
            }
        };
        self.keep_place();
        self.left = self.visit().or(self.left);
        self.step_history(opening.way);
        let id = opening.id;
        let key = opened.row.key;
        let place = self.shelf.place(key).unwrap_or(opened.place);
        self.shelf.keep(key, place);
        self.shelf.put(&[], vec![std::mem::take(&mut opened.row)]);
        let anchor = match opening.way {
            Way::Back(anchor) | Way::Forward(anchor) => anchor,
            Way::Preview | Way::Read => Anchor {
                place,
                ..Anchor::default()
            },
        };
        self.reader = Some(Reader::new(id, opened, anchor));
        self.sidebar.reset();
        self.ask_around();
        self.settle_reader();
        self.inherit_search();
        if opening.is_read() {
            self.has_been_opened();
            if self.focus == Pane::Body && place != Place::default() && opening.way == Way::Read {
                self.say("Where you stopped; gg goes to the top");
            }
        }
        for (command, count) in opening.ahead {
            self.typed = Typed::default();
            self.run_command(command, count);
        }
    }

    /// The article in the body is being read: it is marked so, and the list selects it.
    pub fn has_been_opened(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.is_preview = false;
            let id = reader.id;
            if let Some(visit) = self.left.take().filter(|visit| visit.id != id) {
                self.history.leave(visit);
            }
            self.list.select_id(id);
            self.mark(id, (Mark::Read, true), None);
        }
    }

    /// Where the reader is; `None` while nothing is being read.
    fn visit(&self) -> Option<Visit> {
        self.reader
            .as_ref()
            .filter(|reader| !reader.is_preview)
            .map(|reader| Visit {
                id: reader.id,
                anchor: reader.anchor(),
            })
    }

    fn step_history(&mut self, way: Way) {
        match way {
            Way::Back(_) => self.history.went_back(self.left.take()),
            Way::Forward(_) => self.history.went_forward(self.left.take()),
            Way::Preview | Way::Read => {}
        }
    }

    /// Goes one step back or forward in the history.
    pub fn go_history(&mut self, back: bool) {
        let (visit, word) = if back {
            (self.history.previous(), "back")
        } else {
            (self.history.next(), "forward")
        };
        match visit {
            Some(Visit { id, anchor }) if back => self.open(id, Way::Back(anchor)),
            Some(Visit { id, anchor }) => self.open(id, Way::Forward(anchor)),
            None => self.say(format!("Nothing to go {word} to")),
        }
    }

    fn go_to_anchor(&mut self, anchor: Anchor) {
        if let Some(reader) = &mut self.reader {
            reader.restore(anchor);
            reader.is_preview = false;
        }
        self.settle_reader();
    }

    /// Opens the selected article to read it.
    pub fn open_selected(&mut self) {
        if let Some(id) = self.list.selected() {
            self.open(id, Way::Read);
        }
    }
}
