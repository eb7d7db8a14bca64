//! From key presses to commands: counts, chords of several keys, and what may follow a chord that is begun.

use std::time::Duration;

use crate::app::command::Command;
use crate::app::keymap::{Code, Key, Lookup};
use crate::app::message::{Effect, Timer};
use crate::app::model::Model;

/// Keys typed that are no command yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The count.
    pub count: Option<usize>,
    /// The chord as far as typed.
    pub chord: Vec<Key>,
    /// What may follow is shown.
    pub hinting: bool,
}

/// After this time a begun chord shows what may follow.
const PATIENCE: Duration = Duration::from_millis(400);
const LARGEST_COUNT: usize = 999_999;

impl Model {
    /// Takes a key while no overlay has the keyboard.
    pub fn browse_key(&mut self, key: Key) {
        self.notice = None;
        if self.typed.chord.is_empty()
            && let Some(digit) = digit(key).filter(|&d| d > 0 || self.typed.count.is_some())
        {
            let count = self.typed.count.unwrap_or(0) * 10 + digit;
            self.typed.count = Some(count.min(LARGEST_COUNT));
            return;
        }
        if key.code == Code::Esc && self.typed != Typed::default() {
            self.typed = Typed::default();
            return;
        }
        self.typed.chord.push(key);
        match self.keymap.find(&self.typed.chord, &self.contexts()) {
            Lookup::Command(command) => {
                let typed = std::mem::take(&mut self.typed);
                self.run_command(command, typed.count);
            }
            Lookup::Prefix(_) => self.ask(Effect::Wait(Timer::Chord, PATIENCE)),
            Lookup::Unbound => {
                let typed = std::mem::take(&mut self.typed);
                let keys: String = typed.chord.iter().map(Key::to_string).collect();
                self.say(format!("{keys} does nothing here; ? shows the keys"));
            }
        }
    }

    /// The wait for the rest of a chord is over.
    pub fn chord_waits(&mut self) {
        self.typed.hinting = !self.typed.chord.is_empty();
    }

    /// What may follow the chord begun: keys and commands. Empty before it has waited.
    pub fn continuations(&self) -> Vec<(Key, Command)> {
        if !self.typed.hinting {
            return Vec::new();
        }
        match self.keymap.find(&self.typed.chord, &self.contexts()) {
            Lookup::Prefix(next) => next,
            Lookup::Command(_) | Lookup::Unbound => Vec::new(),
        }
    }
}

fn digit(key: Key) -> Option<usize> {
    match key.code {
        Code::Char(c) if !key.ctrl && !key.alt => {
            c.to_digit(10).and_then(|d| usize::try_from(d).ok())
        }
        _ => None,
    }
}
