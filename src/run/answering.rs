//! One question of the application, answered from the store alone.

use crate::app::Message;
use crate::app::message::Effect;
use crate::run::answers;
use crate::run::around::{around, repeated};
use crate::store::{Store, StoreError};

/// The answer to a question that the store alone can answer: a list, rows, what stands around an article ... `None` for every other effect,
/// and where a failure is nothing to be told. Snippets are cut while `goes_on` says that there is time.
pub fn answer(store: &Store, question: &Effect, goes_on: impl Fn() -> bool) -> Option<Message> {
    let message = match question {
        Effect::List(ticket, view) => {
            let listed = answers::listed(store, view);
            let listed = listed.map(Box::new).map_err(|error| error.to_string());
            Message::Listed(*ticket, listed)
        }
        Effect::Rows(ids) => Message::Rows(ids.clone(), store.rows(ids).unwrap_or_default()),
        Effect::Filters(ticket) => or_trouble(answers::filters(store), |filters| {
            Message::Filters(*ticket, filters)
        }),
        Effect::Around(id) => or_trouble(around(store, *id), |around| {
            Message::Around(*id, Box::new(around))
        }),
        Effect::Standfirsts(ticket, ids) => or_trouble(store.standfirsts(ids), |those| {
            Message::Standfirsts(*ticket, those)
        }),
        Effect::News(id, asked) => {
            or_trouble(repeated(store, asked), |known| Message::News(*id, known))
        }
        Effect::Tags(ticket, key) => or_trouble(answers::tagged(store, *key), |tagged| {
            Message::Tags(*ticket, tagged)
        }),
        Effect::Compare(ticket, id, pair) => {
            or_trouble(answers::compared(store, *id, *pair), |compared| {
                Message::Compared(*ticket, compared)
            })
        }
        Effect::Link(id, related) => Message::Linked(*id, store.links(related).ok()?),
        Effect::Snippets(ticket, ids, ask, width) => {
            let asked = (ids.as_slice(), &**ask, *width);
            Message::Snippets(*ticket, answers::snippets(store, asked, goes_on).ok()?)
        }
        _ => return None,
    };
    Some(message)
}

/// What comes of an answer that may have failed.
fn or_trouble<T>(answer: Result<T, StoreError>, message: impl FnOnce(T) -> Message) -> Message {
    answer.map_or_else(|error| Message::Trouble(error.to_string()), message)
}
