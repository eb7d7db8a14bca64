//! The terminal's own state: its modes and its screen, taken over, and given back as they were, exactly once, whatever ends the program
//! and whether or not anybody reads what is written.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::bounded;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::queue;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen};
use nix::unistd::getpgrp;
use rustix::termios::{
    Action, OptionalActions, QueueSelector, Termios, tcflow, tcflush, tcgetattr, tcgetpgrp,
    tcsetattr,
};

/// How long the terminal may take to read a few bytes before it is taken for one that does not read.
const SHORT: Duration = Duration::from_millis(200);

/// Time between two tries to make room, and how many there are.
const BEAT: Duration = Duration::from_millis(10);
const TRIES: usize = 50;

/// Ends whatever sequence was cut off before it.
const STRING_TERMINATOR: &[u8] = b"\x1b\\";

/// Takes the terminal, and gives it back once.
#[derive(Debug)]
pub struct Restore {
    keyboard: OwnedFd,
    output: OwnedFd,
    taken: AtomicBool,
    lent: AtomicBool,
    /// When another program last came back with it.
    returned: Mutex<Option<Instant>>,
    /// Held by who gives the terminal back, so that nobody else ends the program meanwhile.
    giving: Mutex<()>,
    /// The modes as they were before. Held while the terminal changes hands.
    modes: Mutex<Option<Termios>>,
}

impl Restore {
    /// Nothing is taken yet. `keyboard` is the terminal that keys come from, `output` the one that is drawn on; mostly they are one.
    pub const fn new(keyboard: OwnedFd, output: OwnedFd) -> Self {
        Self {
            keyboard,
            output,
            taken: AtomicBool::new(false),
            lent: AtomicBool::new(false),
            returned: Mutex::new(None),
            giving: Mutex::new(()),
            modes: Mutex::new(None),
        }
    }

    /// Is the terminal ours now?
    pub fn is_taken(&self) -> bool {
        self.taken.load(Ordering::SeqCst)
    }

    /// Has another program the terminal, started from here?
    pub fn is_lent(&self) -> bool {
        self.lent.load(Ordering::SeqCst)
    }

    /// Another program has the terminal from now on, or has no longer.
    pub fn lend(&self, lent: bool) {
        if !lent {
            *locked(&self.returned) = Some(Instant::now());
        }
        self.lent.store(lent, Ordering::SeqCst);
    }

    /// Is what was just typed as a signal meant for another program? It may have ended of it, and that may be known first.
    pub fn was_lent(&self) -> bool {
        let returned = *locked(&self.returned);
        self.is_lent() || returned.is_some_and(|returned| returned.elapsed() < SHORT)
    }

    /// What was typed and not read is nobody's.
    pub fn forget_keys(&self) {
        // Where that is not possible it will be read.
        let _ = tcflush(&self.keyboard, QueueSelector::IFlush);
    }

    /// Where keys come from.
    pub fn keyboard(&self) -> io::Result<OwnedFd> {
        self.keyboard.try_clone()
    }

    /// Does the terminal listen to this group of processes? Where it is not the one that controls us, nothing speaks against it.
    pub fn is_foreground(&self) -> bool {
        tcgetpgrp(&self.keyboard).map_or(true, |group| group.as_raw_pid() == getpgrp().as_raw())
    }

    /// Takes the terminal, also when the shell has changed its modes behind our back.
    pub fn take(&self) -> io::Result<()> {
        let mut modes = self.modes();
        let before = match modes.take().filter(|_| self.is_taken()) {
            Some(before) => before,
            None => tcgetattr(&self.keyboard)?,
        };
        let mut raw = before.clone();
        *modes = Some(before);
        raw.make_raw();
        tcsetattr(&self.keyboard, OptionalActions::Now, &raw)?;
        let was_taken = self.taken.swap(true, Ordering::SeqCst);
        drop(modes);
        if was_taken {
            return Ok(());
        }
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
        File::from(self.output.try_clone()?).write_all(&bytes)
    }

    /// Gives the terminal back, if it is ours; it has been given back when this ends, whoever did. Takes a moment where nobody reads what
    /// is written, and comes to an end all the same.
    pub fn give_back(&self) {
        let _giving = locked(&self.giving);
        let modes = {
            let mut modes = self.modes();
            if !self.taken.swap(false, Ordering::SeqCst) {
                return;
            }
            modes.take()
        };
        // In the background this would stop the program instead, and the shell has set modes of its own.
        if let Some(modes) = modes.filter(|_| self.is_foreground()) {
            // The terminal may be gone; there is nobody left to tell.
            let _ = tcsetattr(&self.keyboard, OptionalActions::Now, &modes);
        }
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let _ = queue!(bytes, DisableBracketedPaste, LeaveAlternateScreen, Show);
        if !self.write_in_time(bytes.clone()) {
            // What could not be read was thrown away, perhaps some of this with it.
            self.write_in_time([STRING_TERMINATOR, &bytes].concat());
        }
    }

    /// Throws away what was drawn and not read, if the terminal is ours, so that who waits for room can go on.
    pub fn unblock(&self) {
        let _modes = self.modes();
        if self.is_taken() {
            self.make_room();
        }
    }

    /// Writes; `false` where the terminal did not read in time and room had to be made.
    fn write_in_time(&self, bytes: Vec<u8>) -> bool {
        let Ok(output) = self.output.try_clone() else {
            return true;
        };
        let (sender, written) = bounded(1);
        let work = move || {
            // An error is an end, too: the terminal is gone.
            let _ = File::from(output).write_all(&bytes);
            let _ = sender.send(());
        };
        if thread::Builder::new().spawn(work).is_err() || written.recv_timeout(SHORT).is_ok() {
            return true;
        }
        for _ in 0..TRIES {
            self.make_room();
            if written.recv_timeout(BEAT).is_ok() {
                break;
            }
        }
        false
    }

    fn make_room(&self) {
        if self.is_foreground() {
            let _ = tcflush(&self.output, QueueSelector::OFlush);
            // Room alone wakes nobody up; output that begins again does.
            let _ = tcflow(&self.output, Action::OOff);
            let _ = tcflow(&self.output, Action::OOn);
        }
    }

    fn modes(&self) -> MutexGuard<'_, Option<Termios>> {
        locked(&self.modes)
    }
}

/// What a panic left there is as good as before.
fn locked<T>(state: &Mutex<T>) -> MutexGuard<'_, T> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
