//! The keyboard: a thread that sleeps until the terminal has something to read, and passes on what that means.

use std::fs::File;
use std::io::{self, ErrorKind, PipeReader, PipeWriter, Read as _, Write as _};
use std::os::fd::OwnedFd;

use anyhow::Context as _;
use crossbeam_channel::{Receiver, Sender, bounded};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use crate::run::keys::Decoder;
use crate::run::panics;
use crate::run::signals::{Ender, Incoming};

/// The thread, to be told when it must leave the terminal alone.
#[derive(Debug)]
pub struct Keyboard {
    orders: PipeWriter,
    obeyed: Receiver<()>,
    is_paused: bool,
}

impl Keyboard {
    /// Reads no more keys, from when this comes back.
    pub fn pause(&mut self) {
        if !self.is_paused {
            self.is_paused = true;
            self.order();
            // A thread that has ended reads nothing.
            let _ = self.obeyed.recv();
        }
    }

    /// Reads keys again.
    pub fn resume(&mut self) {
        if self.is_paused {
            self.is_paused = false;
            self.order();
        }
    }

    fn order(&mut self) {
        // A thread that has ended needs no order.
        let _ = self.orders.write_all(b"\n");
    }
}

/// Starts the thread on the terminal `keyboard`. It ends with the program, or when the terminal is gone, which ends the program.
pub fn listen(
    keyboard: OwnedFd,
    sender: Sender<Incoming>,
    ender: Ender,
) -> anyhow::Result<Keyboard> {
    let (reader, orders) = io::pipe().context("cannot listen to the keyboard")?;
    let (obey, obeyed) = bounded(1);
    panics::spawn_vital("the thread of keys", sender.clone(), move || {
        let listener = Listener {
            keyboard: File::from(keyboard),
            orders: reader,
            obey,
            decoder: Decoder::default(),
        };
        if listener.read_all(&sender).is_none() {
            ender.end(SIGHUP);
        }
    });
    Ok(Keyboard {
        orders,
        obeyed,
        is_paused: false,
    })
}

struct Listener {
    keyboard: File,
    orders: PipeReader,
    obey: Sender<()>,
    decoder: Decoder,
}

impl Listener {
    /// Passes on what is typed for as long as anybody listens; `None` when the terminal is gone.
    fn read_all(mut self, sender: &Sender<Incoming>) -> Option<()> {
        let mut buffer = [0; 4096];
        loop {
            let (is_typed, is_ordered) = self.wait(None)?;
            if is_ordered && !self.follow_order() {
                return Some(());
            }
            if !is_typed || is_ordered {
                continue;
            }
            let length = match self.keyboard.read(&mut buffer) {
                Ok(0) => return None,
                Ok(length) => length,
                Err(error) if is_passing(&error) => continue,
                Err(_) => return None,
            };
            let (more, _) = self.wait(Some(&Timespec::default()))?;
            let bytes = buffer.get(..length).unwrap_or_default();
            for message in self.decoder.take(bytes, !more) {
                panics::test("keys");
                if sender.send(Incoming::Message(message)).is_err() {
                    return Some(());
                }
            }
        }
    }

    /// Waits until something is typed or ordered, for `time` at most; says which. `None` when the terminal is gone.
    fn wait(&self, time: Option<&Timespec>) -> Option<(bool, bool)> {
        let mut asked = [
            PollFd::new(&self.keyboard, PollFlags::IN),
            PollFd::new(&self.orders, PollFlags::IN),
        ];
        loop {
            match poll(&mut asked, time) {
                Err(Errno::INTR) => {}
                Err(_) => return None,
                Ok(_) => break,
            }
        }
        let [keys, orders] = asked.map(|answer| answer.revents());
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        (!keys.intersects(gone)).then_some((!keys.is_empty(), !orders.is_empty()))
    }

    /// Leaves the keyboard alone until the next order; `false` where nobody gives any.
    fn follow_order(&mut self) -> bool {
        let mut order = [0];
        let begins = self.orders.read_exact(&mut order).is_ok() && self.obey.send(()).is_ok();
        // What was begun before another had the keyboard goes on nowhere.
        self.decoder = Decoder::default();
        begins && self.orders.read_exact(&mut order).is_ok()
    }
}

/// Does an error of reading say nothing about the terminal?
fn is_passing(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::WouldBlock)
}
