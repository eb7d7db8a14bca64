//! Signals: those that end the program, and those of the shell's job control.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use crossbeam_channel::Sender;
use nix::unistd::{Pid, getpgid, getpgrp, getppid, getsid};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::app::Message;
use crate::run::panics;
use crate::run::restore::Restore;

/// What comes to the loop.
#[derive(Debug)]
pub enum Incoming {
    /// For the application.
    Message(Message),
    /// The terminal has another size.
    Resized,
    /// The shell asks to stop.
    Stop,
    /// The shell has brought us back.
    Continue,
    /// A signal asks to end.
    End(i32),
    /// The command that had the terminal has ended; what to say of it.
    Returned(String),
    /// A thread that the program cannot do without has panicked.
    Broken(String),
}

/// The number of whatever lies outside this namespace of processes.
const OUTSIDE: Pid = Pid::from_raw(0);

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The reader quit.
    Quit,
    /// A signal asked for it.
    Signal(i32),
}

/// The loop has this long to take a signal before output that nobody reads is thrown away, and so long before it is not waited for.
const PATIENCE: Duration = Duration::from_millis(250);
const LIMIT: Duration = Duration::from_millis(1500);
const BEAT: Duration = Duration::from_millis(10);

/// Whoever asks for the end.
#[derive(Debug, Clone)]
pub struct Ender {
    sender: Sender<Incoming>,
    restore: Arc<Restore>,
    /// The signal; none is 0.
    asked: Arc<AtomicI32>,
    is_heard: Arc<AtomicBool>,
}

impl Ender {
    /// Asks the loop by `sender`; what is on the screen then is given back by `restore`.
    pub fn new(sender: Sender<Incoming>, restore: Arc<Restore>) -> Self {
        Self {
            sender,
            restore,
            asked: Arc::default(),
            is_heard: Arc::default(),
        }
    }

    /// The signal that asks for the end, if any does.
    pub fn asked(&self) -> Option<i32> {
        Some(self.asked.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }

    /// The loop has taken the signal and ends by itself.
    pub fn hear(&self) {
        self.is_heard.store(true, Ordering::SeqCst);
    }

    /// Asks the loop to end as `signal` does, and sees to it that it does: it may be waiting for a terminal that does not read. Who asks
    /// twice has waited long enough, except that a terminal that goes away may say so in several ways.
    pub fn end(&self, signal: i32) {
        let first = self
            .asked
            .compare_exchange(0, signal, Ordering::SeqCst, Ordering::SeqCst);
        if first.is_err() {
            if signal != SIGHUP {
                self.end_now(signal);
            }
        } else {
            // Where nobody listens the program is ending, and the limit holds for that, too.
            let _ = self.sender.send(Incoming::End(signal));
            let this = self.clone();
            thread::spawn(move || this.insist(signal));
        }
    }

    fn insist(&self, signal: i32) {
        let begin = Instant::now();
        while !self.is_heard.load(Ordering::SeqCst) {
            if begin.elapsed() > LIMIT {
                self.end_now(signal);
            }
            if begin.elapsed() > PATIENCE {
                self.restore.unblock();
            }
            thread::sleep(BEAT);
        }
    }

    fn end_now(&self, signal: i32) {
        self.restore.give_back();
        die_of(signal);
    }
}

/// Starts the thread that turns signals into [`Incoming`].
pub fn listen(ender: Ender) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])
        .context("cannot listen to signals")?;
    let sender = ender.sender.clone();
    panics::spawn_vital("the thread of signals", sender.clone(), move || {
        for signal in signals.forever() {
            let incoming = match signal {
                SIGTSTP => Incoming::Stop,
                SIGCONT => Incoming::Continue,
                SIGWINCH => Incoming::Resized,
                // Typed to the command that has the terminal.
                SIGINT | SIGQUIT if ender.restore.was_lent() => continue,
                _ => {
                    ender.end(signal);
                    continue;
                }
            };
            // Where nobody listens the program is ending; a signal that asks for it may still come.
            let _ = sender.send(incoming);
        }
    });
    Ok(())
}

/// Is there a shell that would bring us back? A group of processes whose parent is in no other group of the same session has none
/// (POSIX 3.264, orphaned process group), as where a terminal runs this program alone.
///
/// In a namespace of processes (a container) whatever lies outside has the number 0, which `rustix` takes for impossible; so `nix`.
pub fn can_stop() -> bool {
    let parent = getppid();
    if parent == OUTSIDE {
        return false;
    }
    let (Ok(session), Ok(theirs)) = (getsid(None), getsid(Some(parent))) else {
        return false;
    };
    // A parent in our own group is a script: its parent is the shell, unless it leads the session itself.
    let is_script = getpgid(Some(parent)) == Ok(getpgrp());
    session == theirs && !(is_script && parent == session)
}

/// Stops the process as the shell expects; comes back when it is continued.
pub fn stop() {
    // Where stopping is not possible the reader just goes on.
    let _ = emulate_default_handler(SIGTSTP);
}

/// Ends the process as the signal would have, so that whoever sent it sees that it worked.
pub fn die_of(signal: i32) {
    let _ = emulate_default_handler(signal);
}
