//! The loop: sleep until something comes, take in all that has come, do what is asked, draw once.

use std::path;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};

use crate::app::geometry::Size;
use crate::app::{Effect, Message, Model, update};
use crate::run::clock::{Waits, today};
use crate::run::input::Keyboard;
use crate::run::library::{Shared, follow, lock};
use crate::run::outside::{self, Commands, Errand};
use crate::run::panics;
use crate::run::signals::{self, Ender, Ending, Incoming};
use crate::run::terminal::Screen;
use crate::run::workers::Workers;
use crate::ui::Theme;

/// Messages taken in before a frame is drawn, so that a flood does not keep the screen from changing.
const AT_ONCE: usize = 4096;

/// An answer that comes so soon is drawn together with what asked for it: one frame instead of two, and nothing flickers.
const SOON: Duration = Duration::from_millis(8);

/// The terminal: what is drawn on, what keys come from, and whoever asks for the end.
pub struct Console {
    /// What is drawn on.
    pub screen: Screen,
    /// Where keys come from.
    pub keyboard: Keyboard,
    /// Whoever asks for the end.
    pub ender: Ender,
}

/// What the loop works with.
pub struct World<'a> {
    /// What comes, and where it may be sent to.
    pub mail: (&'a Sender<Incoming>, &'a Receiver<Incoming>),
    /// The threads beside.
    pub workers: &'a Workers,
    /// The library.
    pub store: &'a Shared,
    /// The commands of the configuration.
    pub commands: &'a Commands,
}

struct Loop<'a> {
    model: Model,
    theme: &'a Theme,
    console: &'a mut Console,
    world: World<'a>,
    /// The store as it was when it was last looked at.
    version: Option<i64>,
    /// This turn has told of changes that are our own doing.
    is_ours: bool,
    waits: Waits,
    ending: Option<Ending>,
}

/// Runs until the reader quits or a signal ends it.
pub fn run(
    model: Model,
    theme: &Theme,
    console: &mut Console,
    world: World,
) -> anyhow::Result<Ending> {
    let version = lock(world.store).version_of_data().ok();
    let mut this = Loop {
        model,
        theme,
        console,
        world,
        version,
        is_ours: false,
        waits: Waits::default(),
        ending: None,
    };
    // First what is known: nothing that is asked for may be in its way.
    this.draw()?;
    for effect in this.model.start() {
        this.perform(effect)?;
    }
    panics::test("1");
    loop {
        let mut is_seen = this.turn(None)?;
        let soon = Instant::now() + SOON;
        while is_seen && this.model.is_waiting() && this.ending.is_none() && Instant::now() < soon {
            is_seen |= this.turn(Some(soon))?;
        }
        if let Some(ending) = this.ending {
            // Whoever sent a signal sees that it worked, also where the reader quit meanwhile.
            let signal = this.console.ender.asked();
            return Ok(signal.map_or(ending, Ending::Signal));
        }
        if is_seen {
            this.draw()?;
        }
    }
}

impl Loop<'_> {
    /// Sleeps until `end` at most, then takes in all that has come; says whether any of it may be seen.
    fn turn(&mut self, end: Option<Instant>) -> anyhow::Result<bool> {
        let (_, receiver) = self.world.mail;
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
        let version = follow(self.world.store, |note| notes = Some(note)).version_of_data();
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
            // Typed ahead of a command that has the terminal now: nobody can have meant the reader, which does not show.
            Incoming::Message(Message::Key(_) | Message::Paste(_)) if self.is_lent() => Ok(()),
            Incoming::Message(message) => {
                self.is_ours |= match &message {
                    Message::Wrote(_) => true,
                    // The list is shown anew when a scan has found something.
                    Message::Scanned(_, Ok(scanned)) => scanned.read + scanned.gone > 0,
                    _ => false,
                };
                self.send(message)
            }
            // What the terminal did to the old screen is unknown, also where the size is the same again.
            Incoming::Resized => Ok(self.console.screen.forget()?),
            Incoming::Stop => self.stop(),
            Incoming::Continue => self.go_on(),
            Incoming::End(signal) => {
                self.console.ender.hear();
                self.send(Message::Quit)?;
                self.ending = Some(Ending::Signal(signal));
                Ok(())
            }
            Incoming::Returned(told) => {
                let restore = self.console.screen.restore();
                restore.lend(false);
                restore.forget_keys();
                self.come_back()?;
                self.send(Message::Said(told))
            }
            #[allow(clippy::panic)] // it is one already, of another thread
            Incoming::Broken(cause) => panic!("{cause}"),
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
            Effect::Redraw => self.console.screen.forget()?,
            Effect::Suspend => self.stop()?,
            Effect::Quit => self.ending = Some(Ending::Quit),
            Effect::Copy(text) => self.console.screen.copy(&text)?,
            Effect::Browse(address) => outside::browse(address.into(), self.world.mail.0),
            Effect::Pipe(text) => self.hand_over(Errand::Pipe(text))?,
            Effect::Edit(file) => {
                let file = self.world.workers.path(&file);
                // So that it cannot be read as an option. Where nobody knows where we are the file is gone, too.
                let file = path::absolute(&file).unwrap_or(file);
                self.hand_over(Errand::Edit(file))?;
            }
            Effect::Rows(ids) => {
                let rows = lock(self.world.store).rows(&ids);
                let trouble = rows.as_ref().err().map(ToString::to_string);
                self.send(Message::Rows(ids, rows.unwrap_or_default()))?;
                if let Some(trouble) = trouble {
                    self.send(Message::Trouble(trouble))?;
                }
            }
            effect => self.world.workers.ask(effect),
        }
        Ok(())
    }

    /// Has a command of the configuration the terminal?
    fn is_lent(&self) -> bool {
        self.console.screen.restore().is_lent()
    }

    /// Gives the terminal to a command of the configuration, one at a time.
    fn hand_over(&mut self, errand: Errand) -> anyhow::Result<()> {
        match errand.words(self.world.commands) {
            Err(reason) => self.send(Message::Said(reason)),
            Ok(_) if self.is_lent() => Ok(()),
            Ok(words) => {
                let restore = self.console.screen.restore();
                let keyboard = restore.keyboard()?;
                restore.lend(true);
                self.leave();
                outside::start(words, errand, keyboard, self.world.mail.0);
                Ok(())
            }
        }
    }

    /// Stops as the shell asks for. What brings us back comes as [`Incoming::Continue`].
    fn stop(&mut self) -> anyhow::Result<()> {
        if !signals::can_stop() {
            return self.send(Message::Said("There is no shell to go to".to_owned()));
        }
        if !self.is_lent() {
            self.leave();
        }
        signals::stop();
        Ok(())
    }

    /// Takes the terminal again, unless the shell wants us to run without it, which is nothing to see, or another program has it.
    fn go_on(&mut self) -> anyhow::Result<()> {
        let restore = self.console.screen.restore();
        if restore.is_lent() {
            Ok(())
        } else if restore.is_foreground() {
            self.come_back()
        } else {
            self.stop()
        }
    }

    fn leave(&mut self) {
        self.console.keyboard.pause();
        self.console.screen.leave();
    }

    fn come_back(&mut self) -> anyhow::Result<()> {
        self.console.screen.come_back()?;
        self.console.keyboard.resume();
        Ok(())
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        let screen = &mut self.console.screen;
        if !screen.is_ours() {
            return Ok(());
        }
        let (width, height) = screen.size()?;
        let size = Size { width, height };
        if size != self.model.size {
            self.send(Message::Resize(size))?;
        }
        Ok(self.console.screen.draw(&self.model, self.theme)?)
    }
}
