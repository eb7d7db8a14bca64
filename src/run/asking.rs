//! The thread that asks the store: of each kind of question it takes the latest, and what somebody waits for first.

use std::mem::discriminant;

use crossbeam_channel::Receiver;

use super::workers::Desk;
use crate::app::Message;
use crate::app::message::Effect;
use crate::run::answers;
use crate::run::around::{around, repeated};
use crate::store::StoreError;

impl Desk {
    /// Serves questions until nobody asks any more.
    pub(super) fn serve(&self, questions: &Receiver<Effect>) {
        let mut open: Vec<Effect> = Vec::new();
        loop {
            if open.is_empty() {
                let Ok(first) = questions.recv() else { return };
                open.push(first);
            }
            for question in questions.try_iter() {
                ask(&mut open, question);
            }
            open.sort_by_key(urgency);
            let question = open.remove(0);
            if let Some(rest) = self.answer(question, questions) {
                ask(&mut open, rest);
            }
        }
    }

    /// Answers a question; gives what is left of it.
    fn answer(&self, question: Effect, questions: &Receiver<Effect>) -> Option<Effect> {
        match question {
            Effect::Open(ticket, id) => self.tell(Message::Opened(ticket, self.open(id))),
            Effect::List(ticket, view) => {
                let listed = answers::listed(&self.store(), &view);
                let listed = listed.map(Box::new).map_err(|error| error.to_string());
                self.tell(Message::Listed(ticket, listed));
            }
            Effect::Filters(ticket) => {
                let filters = answers::filters(&self.store());
                self.tell(or_trouble(filters, |filters| {
                    Message::Filters(ticket, filters)
                }));
            }
            Effect::Around(id) => {
                let around = around(&self.store(), id);
                self.tell(or_trouble(around, |around| {
                    Message::Around(id, Box::new(around))
                }));
            }
            Effect::Standfirsts(ticket, ids) => {
                let those = self.store().standfirsts(&ids);
                self.tell(or_trouble(those, |those| {
                    Message::Standfirsts(ticket, those)
                }));
            }
            Effect::News(id, asked) => {
                let known = repeated(&self.store(), &asked);
                self.tell(or_trouble(known, |known| Message::News(id, known)));
            }
            Effect::Tags(ticket, key) => {
                let tagged = answers::tagged(&self.store(), key);
                self.tell(or_trouble(tagged, |tagged| Message::Tags(ticket, tagged)));
            }
            Effect::Compare(ticket, id, pair) => {
                let compared = answers::compared(&self.store(), id, pair);
                self.tell(or_trouble(compared, |compared| {
                    Message::Compared(ticket, compared)
                }));
            }
            Effect::Link(id, related) => {
                if let Ok(links) = self.store().links(&related) {
                    self.tell(Message::Linked(id, links));
                }
            }
            Effect::Snippets(ticket, ids, ask, width) => {
                let asked = (ids.as_slice(), &*ask, width);
                let snippets = answers::snippets(&self.store(), asked, || questions.is_empty());
                if let Ok(snippets) = snippets {
                    self.tell(Message::Snippets(ticket, snippets));
                }
            }
            // One at a time: counting goes on while nothing else is asked.
            Effect::Count(ticket, today, mut asks) if !asks.is_empty() => {
                let (n, ask) = asks.remove(0);
                if let Ok(count) = self.store().count(&ask, today) {
                    self.tell(Message::Counted(ticket, n, count));
                }
                return (!asks.is_empty()).then_some(Effect::Count(ticket, today, asks));
            }
            _ => {}
        }
        None
    }
}

/// Notes a question in the place of an older one of its kind.
fn ask(open: &mut Vec<Effect>, question: Effect) {
    let kind = discriminant(&question);
    match open.iter_mut().find(|older| discriminant(*older) == kind) {
        Some(older) => *older = question,
        None => open.push(question),
    }
}

/// What is answered first: lower numbers.
const fn urgency(question: &Effect) -> u8 {
    match question {
        Effect::Open(..) => 0,
        Effect::List(..) => 1,
        Effect::Filters(..) | Effect::Tags(..) | Effect::Standfirsts(..) | Effect::Compare(..) => 2,
        Effect::Around(_) => 3,
        Effect::Link(..) | Effect::News(..) => 4,
        Effect::Snippets(..) => 5,
        _ => 6,
    }
}

/// What comes of an answer that may have failed.
fn or_trouble<T>(answer: Result<T, StoreError>, message: impl FnOnce(T) -> Message) -> Message {
    answer.map_or_else(|error| Message::Trouble(error.to_string()), message)
}
