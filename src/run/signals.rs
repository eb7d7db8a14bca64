//! Signals: those that end the program, and those of the shell's job control.

use std::thread;

use anyhow::Context as _;
use crossbeam_channel::Sender;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::app::Message;

/// What comes to the loop.
#[derive(Debug)]
pub enum Incoming {
    /// For the application.
    Message(Message),
    /// The shell asks to stop.
    Stop,
    /// The shell has brought us back.
    Continue,
    /// A signal asks to end.
    End(i32),
}

/// How the loop ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The reader quit.
    Quit,
    /// A signal asked for it.
    Signal(i32),
}

/// Starts the thread that turns signals into [`Incoming`].
pub fn listen(sender: &Sender<Incoming>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])
        .context("cannot listen to signals")?;
    let sender = sender.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            let incoming = match signal {
                SIGTSTP => Incoming::Stop,
                SIGCONT => Incoming::Continue,
                _ => Incoming::End(signal),
            };
            if sender.send(incoming).is_err() {
                break;
            }
        }
    });
    Ok(())
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
