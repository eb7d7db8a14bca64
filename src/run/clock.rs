//! Time: today's date, and the few waits that the application asks for.

use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};

use crate::app::message::Timer;

/// Today, in the reader's own zone.
pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The waits under way: one for each timer at most.
#[derive(Debug, Default)]
pub struct Waits {
    under_way: Vec<(Instant, Timer)>,
}

impl Waits {
    /// Begins a wait, in place of an earlier one of the same timer.
    pub fn begin(&mut self, timer: Timer, time: Duration) {
        self.under_way.retain(|(_, other)| *other != timer);
        self.under_way.push((Instant::now() + time, timer));
    }

    /// When the next one ends.
    pub fn next(&self) -> Option<Instant> {
        self.under_way.iter().map(|(end, _)| *end).min()
    }

    /// Takes out those that have ended by `now`.
    pub fn ended(&mut self, now: Instant) -> Vec<Timer> {
        let (ended, under_way) = self.under_way.drain(..).partition(|(end, _)| *end <= now);
        self.under_way = under_way;
        let ended: Vec<(Instant, Timer)> = ended;
        ended.into_iter().map(|(_, timer)| timer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_wait_takes_the_place_of_the_old_one() {
        let mut waits = Waits::default();
        waits.begin(Timer::Chord, Duration::ZERO);
        waits.begin(Timer::Chord, Duration::from_hours(1));
        waits.begin(Timer::Preview, Duration::ZERO);
        assert_eq!(waits.ended(Instant::now()), [Timer::Preview]);
        assert!(waits.next().is_some());
        assert_eq!(waits.ended(Instant::now()), []);
    }
}
