//! The thread that asks the store: of each kind of question it takes the latest, and what somebody waits for first.

use std::mem::discriminant;

use crossbeam_channel::Receiver;

use super::workers::Desk;
use crate::app::Message;
use crate::app::message::Effect;
use crate::run::answering::answer;

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
            // One at a time: counting goes on while nothing else is asked.
            Effect::Count(ticket, today, mut asks) if !asks.is_empty() => {
                let (n, ask) = asks.remove(0);
                if let Ok(count) = self.store().count(&ask, today) {
                    self.tell(Message::Counted(ticket, n, count));
                }
                return (!asks.is_empty()).then_some(Effect::Count(ticket, today, asks));
            }
            question => {
                let answer = answer(&self.store(), &question, || questions.is_empty());
                if let Some(message) = answer {
                    self.tell(message);
                }
            }
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
