//! Panics: one of the program's own thread gives the terminal back and is reported; one in a thread beside it is told to the loop.

use std::any::Any;
use std::env;
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crossbeam_channel::Sender;

use crate::app::Message;
use crate::run::restore::Restore;
use crate::run::signals::Incoming;

/// A panic of this thread gives the terminal back and is then reported as usual. One in another is caught there and told on the screen,
/// so nothing is printed over it.
pub fn report(restore: Arc<Restore>) {
    let report = panic::take_hook();
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            restore.give_back();
            report(info);
        }
    }));
}

/// Starts a thread that the program cannot do without: a panic in it ends the program as one of its own.
pub fn spawn_vital(
    name: &'static str,
    sender: Sender<Incoming>,
    work: impl FnOnce() + Send + 'static,
) {
    thread::spawn(move || {
        if let Err(cause) = catch_unwind(AssertUnwindSafe(work)) {
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Incoming::Broken(format!("{name}: {}", words(&*cause))));
        }
    });
}

/// Runs the work of a thread until it has come to its end. A panic in it is told and costs what was being done, not what is asked later.
pub fn outlive(name: &'static str, sender: &Sender<Incoming>, work: impl Fn()) {
    while let Err(cause) = catch_unwind(AssertUnwindSafe(&work)) {
        let trouble = format!("{name} failed, please report it: {}", words(&*cause));
        if sender
            .send(Incoming::Message(Message::Trouble(trouble)))
            .is_err()
        {
            break;
        }
    }
}

/// What a panic had to say.
fn words(cause: &(dyn Any + Send)) -> &str {
    let owned = cause.downcast_ref::<String>().map(String::as_str);
    let words = owned.or_else(|| cause.downcast_ref::<&str>().copied());
    words.unwrap_or("no reason given")
}

/// Panics where the environment asks for it: `CLIPPINGS_TEST_PANIC=1` after the first frame, `keys` and `worker` in those threads.
pub fn test(place: &str) {
    assert!(
        env::var_os("CLIPPINGS_TEST_PANIC").is_none_or(|value| value != place),
        "asked for by CLIPPINGS_TEST_PANIC"
    );
}
