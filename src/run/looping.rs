//! The loop: sleep until something comes, take in all that has come, do what is asked, draw once.

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError};

use crate::app::geometry::Size;
use crate::app::{Effect, Message, Model, update};
use crate::run::clock::{Waits, today};
use crate::run::library::{Shared, follow, lock};
use crate::run::signals::{self, Ending, Incoming};
use crate::run::terminal::Screen;
use crate::run::workers::Workers;
use crate::ui::Theme;

/// Messages taken in before a frame is drawn, so that a flood does not keep the screen from changing.
const AT_ONCE: usize = 4096;

/// An answer that comes so soon is drawn together with what asked for it: one frame instead of two, and nothing flickers.
const SOON: Duration = Duration::from_millis(8);

/// What the loop works with.
type World<'a> = (
    &'a mut Screen,
    &'a Receiver<Incoming>,
    (&'a Workers, &'a Shared),
);

struct Loop<'a> {
    model: Model,
    theme: &'a Theme,
    screen: &'a mut Screen,
    receiver: &'a Receiver<Incoming>,
    workers: &'a Workers,
    store: &'a Shared,
    /// The store as it was when it was last looked at.
    version: Option<i64>,
    /// This turn has told of changes that are our own doing.
    is_ours: bool,
    waits: Waits,
    ending: Option<Ending>,
}

/// Runs until the reader quits or a signal ends it.
pub fn run(model: Model, theme: &Theme, world: World) -> anyhow::Result<Ending> {
    let (screen, receiver, (workers, store)) = world;
    let mut this = Loop {
        model,
        theme,
        screen,
        receiver,
        workers,
        store,
        version: lock(store).version_of_data().ok(),
        is_ours: false,
        waits: Waits::default(),
        ending: None,
    };
    // First what is known: nothing that is asked for may be in its way.
    this.draw()?;
    for effect in this.model.start() {
        this.perform(effect)?;
    }
    assert!(
        std::env::var_os("CLIPPINGS_TEST_PANIC").is_none_or(|value| value != "1"),
        "asked for by CLIPPINGS_TEST_PANIC"
    );
    loop {
        let mut is_seen = this.turn(None)?;
        let soon = Instant::now() + SOON;
        while is_seen && this.model.is_waiting() && this.ending.is_none() && Instant::now() < soon {
            is_seen |= this.turn(Some(soon))?;
        }
        if let Some(ending) = this.ending {
            return Ok(ending);
        }
        if is_seen {
            this.draw()?;
        }
    }
}

impl Loop<'_> {
    /// Sleeps until `end` at most, then takes in all that has come; says whether any of it may be seen.
    fn turn(&mut self, end: Option<Instant>) -> anyhow::Result<bool> {
        let receiver = self.receiver;
        let ends = [self.waits.next(), end];
        let first = match ends.into_iter().flatten().min() {
            None => receiver.recv().ok(),
            Some(end) => match receiver.recv_deadline(end) {
                Ok(incoming) => Some(incoming),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Incoming::Message(Message::Quit)),
            },
        };
        let today = Some(today());
        if let Some(day) = today.filter(|_| today != self.model.setup.today) {
            self.send(Message::Today(day))?;
        }
        let mut is_seen = false;
        for incoming in first.into_iter().chain(receiver.try_iter().take(AT_ONCE)) {
            is_seen |= !matches!(incoming, Incoming::Message(Message::Wrote(_)));
            self.take_in(incoming)?;
            if self.ending.is_some() {
                return Ok(true);
            }
        }
        for timer in self.waits.ended(Instant::now()) {
            is_seen = true;
            self.send(Message::Elapsed(timer))?;
        }
        Ok(self.look_around()? || is_seen)
    }

    /// Has another program changed the library? Asked when something happens anyway.
    fn look_around(&mut self) -> anyhow::Result<bool> {
        let mut notes = None;
        let version = follow(self.store, |note| notes = Some(note)).version_of_data();
        let version = version.ok();
        if let Some(note) = notes {
            self.send(Message::Trouble(note))?;
        }
        let is_ours = std::mem::take(&mut self.is_ours);
        // What a scan does is not told from what others do before it has ended.
        if version == self.version || !self.model.scan.is_done() {
            return Ok(false);
        }
        self.version = version;
        if !is_ours {
            self.send(Message::Changed)?;
        }
        Ok(!is_ours)
    }

    fn take_in(&mut self, incoming: Incoming) -> anyhow::Result<()> {
        match incoming {
            Incoming::Message(message) => {
                self.is_ours |= match &message {
                    Message::Wrote(_) => true,
                    // The list is shown anew when a scan has found something.
                    Message::Scanned(_, Ok(scanned)) => scanned.read + scanned.gone > 0,
                    _ => false,
                };
                self.send(message)
            }
            Incoming::Stop => self.stop(),
            Incoming::Continue => Ok(self.screen.come_back()?),
            Incoming::End(signal) => {
                self.send(Message::Quit)?;
                self.ending = Some(Ending::Signal(signal));
                Ok(())
            }
        }
    }

    fn send(&mut self, message: Message) -> anyhow::Result<()> {
        for effect in update(&mut self.model, message) {
            self.perform(effect)?;
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> anyhow::Result<()> {
        match effect {
            Effect::Wait(timer, time) => self.waits.begin(timer, time),
            Effect::Redraw => self.screen.forget()?,
            Effect::Suspend => self.stop()?,
            Effect::Quit => self.ending = Some(Ending::Quit),
            Effect::Copy(text) => self.screen.copy(&text)?,
            Effect::Browse(address) => {
                if let Err(error) = open::that_detached(&address) {
                    self.send(Message::Trouble(format!(
                        "The browser did not open: {error}"
                    )))?;
                }
            }
            Effect::Rows(ids) => {
                let rows = lock(self.store).rows(&ids);
                let trouble = rows.as_ref().err().map(ToString::to_string);
                self.send(Message::Rows(ids, rows.unwrap_or_default()))?;
                if let Some(trouble) = trouble {
                    self.send(Message::Trouble(trouble))?;
                }
            }
            effect => self.workers.ask(effect),
        }
        Ok(())
    }

    fn stop(&mut self) -> anyhow::Result<()> {
        self.screen.leave();
        signals::stop();
        Ok(self.screen.come_back()?)
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        let (width, height) = self.screen.size()?;
        let size = Size { width, height };
        if size != self.model.size {
            self.send(Message::Resize(size))?;
        }
        Ok(self.screen.draw(&self.model, self.theme)?)
    }
}
