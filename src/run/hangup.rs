//! The terminal's end without a signal: whoever has another controlling terminal, or none, gets no SIGHUP when the one that it draws
//! on goes away, and crossterm's reader would then try to read for ever.

use std::os::fd::OwnedFd;
use std::thread;

use crossbeam_channel::Sender;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use crate::run::signals::Incoming;

/// Starts a thread that sleeps until `terminal` is gone, and then ends the program as SIGHUP does.
pub fn listen(terminal: OwnedFd, sender: &Sender<Incoming>) {
    let sender = sender.clone();
    thread::spawn(move || {
        if is_gone(&terminal) {
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Incoming::End(SIGHUP));
        }
    });
}

/// Waits for the end; `false` where the system cannot wait for it.
fn is_gone(terminal: &OwnedFd) -> bool {
    // Asked for nothing, the system tells of the end alone.
    let mut asked = [PollFd::new(terminal, PollFlags::empty())];
    loop {
        match poll(&mut asked, None) {
            Err(Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => break,
        }
    }
    asked
        .iter()
        .any(|answer| answer.revents().intersects(PollFlags::HUP | PollFlags::ERR))
}

#[cfg(test)]
mod tests {
    use std::io;

    use crossbeam_channel::unbounded;

    use super::*;

    #[test]
    fn the_end_of_the_other_side_ends_the_program() {
        let (sender, receiver) = unbounded();
        let (reading, writing) = io::pipe().expect("a pipe");
        listen(reading.into(), &sender);
        assert!(receiver.is_empty());
        drop(writing);
        let incoming = receiver.recv().expect("the end");
        assert!(matches!(incoming, Incoming::End(SIGHUP)), "{incoming:?}");
    }
}
