//! How long to wait for a disk: one that hangs is left to a thread that hangs with it.

use std::thread;
use std::time::Duration;

use crossbeam_channel::bounded;

/// What `work` yields, if it does so in `time`. It goes on in a thread of its own where it does not.
pub fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (sender, answer) = bounded(1);
    // Nobody listens any more when it comes too late.
    thread::spawn(move || drop(sender.send(work())));
    answer.recv_timeout(time).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn what_hangs_is_not_waited_for() {
        assert_eq!(within(Duration::from_mins(1), || 7), Some(7));
        let (_sender, hangs) = channel::<()>();
        assert_eq!(within(Duration::from_millis(1), move || hangs.recv()), None);
    }
}
