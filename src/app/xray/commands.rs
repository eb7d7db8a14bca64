//! The X-ray's commands: showing it, choosing a piece, and saying that it is to be kept or dropped on this site.

use super::{Source, Xray};
use crate::app::geometry::Pane;
use crate::app::message::{Effect, Sourced, Ticket};
use crate::app::model::Model;
use crate::article::{Choice, Lesson};
use crate::library::Id;

/// An article whose page is being read: for the X-ray, or again after the reader said something of its site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    ticket: Ticket,
    id: Id,
    /// The X-ray is to be shown when it has come.
    shows: bool,
}

impl Model {
    /// Is the X-ray what the body shows?
    pub fn is_xray(&self) -> bool {
        self.reader
            .as_ref()
            .is_some_and(|reader| reader.xray.is_some())
    }

    /// Shows the X-ray in the place of the article, or the article again.
    pub fn toggle_xray(&mut self) {
        if self.is_xray() {
            self.leave_xray();
        } else if self.reader.as_ref().is_some_and(|r| r.is_sourced) {
            self.begin_xray();
        } else {
            self.ask_source(true);
        }
    }

    fn begin_xray(&mut self) {
        if let Some(reader) = &mut self.reader {
            if reader.source.pieces.is_empty() {
                self.say("This page has no text");
                return;
            }
            let chosen = reader.piece_on_top();
            reader.find = None;
            reader.selection = None;
            reader.xray = Some(Xray {
                chosen,
                began: chosen,
                ..Xray::default()
            });
            self.focus = Pane::Body;
        }
    }

    /// Back to the article, at the chosen piece where it has been moved to and is part of it.
    pub fn leave_xray(&mut self) {
        let height = self.body_height();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(xray) = reader.xray.take() else {
            return;
        };
        let piece = reader.source.pieces.get(xray.chosen);
        let moved = piece.filter(|piece| piece.kept && xray.chosen != xray.began);
        if let Some(row) = moved.and_then(|piece| reader.row_of_piece(piece)) {
            reader.scroll_to(row, height);
        }
    }

    /// Chooses the piece `delta` on.
    pub fn step_piece(&mut self, delta: isize) {
        self.change_xray(|xray, source, height| {
            let to = xray.chosen.saturating_add_signed(delta);
            xray.chosen = to.min(source.pieces.len().saturating_sub(1));
            xray.reveal(height);
        });
    }

    /// Chooses a piece by its number.
    pub fn choose_piece(&mut self, number: usize) {
        self.change_xray(|xray, source, height| {
            xray.chosen = number.min(source.pieces.len().saturating_sub(1));
            xray.reveal(height);
        });
    }

    /// Chooses the next or previous piece at which kept and cut meet.
    pub fn step_border(&mut self, forward: bool) {
        self.change_xray(|xray, source, height| {
            let kept = |i: usize| source.pieces.get(i).map(|piece| piece.kept);
            let is_border = |&i: &usize| i == 0 || kept(i) != kept(i - 1);
            let to = if forward {
                (xray.chosen + 1..source.pieces.len()).find(is_border)
            } else {
                (0..xray.chosen).rev().find(is_border)
            };
            xray.chosen = to.unwrap_or(xray.chosen);
            xray.reveal(height);
        });
    }

    /// Scrolls the X-ray.
    pub fn scroll_xray(&mut self, delta: isize) {
        self.change_xray(|xray, _, height| {
            let last = xray.rows.len().saturating_sub(height);
            xray.top = xray.top.saturating_add_signed(delta).min(last);
            xray.follow(height);
        });
    }

    fn change_xray(&mut self, change: impl FnOnce(&mut Xray, &Source, usize)) {
        let height = self.body_height();
        if let Some(reader) = &mut self.reader
            && let Some(xray) = &mut reader.xray
        {
            change(xray, &reader.source, height);
        }
    }

    /// A cut piece is to be kept on this site from now on, a kept one to be dropped.
    pub fn judge_piece(&mut self) {
        let Some(reader) = &self.reader else {
            return;
        };
        let Some(piece) = reader.chosen_piece() else {
            return;
        };
        if piece.line == 0 {
            self.say("Nothing can be said of marks without words");
            return;
        }
        let (choice, word) = if piece.kept {
            (Choice::Drop, "Dropped")
        } else {
            (Choice::Keep, "Kept")
        };
        let lesson = Lesson {
            site: reader.source.site.clone(),
            line: piece.line,
            choice: Some(choice),
            witnesses: reader.source.witnesses.clone(),
        };
        let site = Some(lesson.site.as_str()).filter(|site| site.contains('.'));
        let site = site.unwrap_or("this site");
        self.say(format!("{word} on all pages of {site}; U undoes it"));
        let label = format!("{} on {site}", word.to_lowercase());
        self.ask(Effect::Teach(label, lesson));
        self.read_again();
    }

    /// What is known of the site has changed: the article in the body is read again, now or when it is next opened.
    pub fn read_again(&mut self) {
        let is_opening = self.opening.is_some();
        if let Some(reader) = self.reader.as_mut() {
            if is_opening || !reader.is_sourced {
                reader.is_stale = true;
            } else {
                self.ask_source(false);
            }
        }
    }

    fn ask_source(&mut self, shows: bool) {
        let Some(id) = self.reader.as_ref().map(|reader| reader.id) else {
            return;
        };
        if let Some(file) = self.shelf.row(id).map(|row| row.file.clone()) {
            let ticket = self.ticket();
            self.again = Some(Again { ticket, id, shows });
            self.ask(Effect::Source(ticket, file));
        }
    }

    /// The page has been read: what was read takes the place of what is shown, and everything else stays.
    pub fn sourced(&mut self, ticket: Ticket, sourced: Result<Box<Sourced>, String>) {
        let Some(again) = self.again.take_if(|again| again.ticket == ticket) else {
            return;
        };
        let reader = self.reader.as_mut().filter(|reader| reader.id == again.id);
        match (sourced, reader) {
            (Ok(sourced), Some(reader)) => {
                reader.take_again(*sourced);
                self.ask_news(false);
                self.settle_reader();
                if again.shows {
                    self.begin_xray();
                }
            }
            (Err(reason), Some(_)) => self.say(reason),
            (_, None) => {}
        }
    }
}
