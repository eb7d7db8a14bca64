//! The terminal's end without a signal: whoever has another controlling terminal, or none, gets no SIGHUP when the one that it draws
//! on goes away.

use std::os::fd::OwnedFd;
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::SIGHUP;

use crate::run::signals::Ender;

/// Starts a thread that sleeps until `terminal` is gone, and then ends the program as SIGHUP does.
pub fn listen(terminal: OwnedFd, ender: Ender) {
    thread::spawn(move || {
        if is_gone(&terminal) {
            ender.end(SIGHUP);
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

    use super::*;

    #[test]
    fn the_end_of_the_other_side_is_seen() {
        let (ours, theirs) = io::pipe().expect("a pipe");
        let ours = OwnedFd::from(ours);
        let waiting = thread::spawn(move || is_gone(&ours));
        assert!(!waiting.is_finished());
        drop(theirs);
        assert!(waiting.join().expect("no panic"));
    }
}
