//! Dates as machines write them, alone in a string: attributes, metadata, feeds.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use super::{Context, find};
use crate::article::Stamp;

/// No date is written longer; the rest of the string would only cost time.
const LONGEST: usize = 120;

/// Reads a date that is the whole of `text`: ISO 8601 and RFC 3339 in all their forms, RFC 2822, epoch seconds or milliseconds
/// (years 1990 to 2100), `20220201`, and dates with the month in letters. A day that does not exist is `None`, as is `2/1/2022`,
/// which has two readings.
pub fn machine(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    // "2022-02-01T15:55+01:00[Europe/Berlin]" (Java)
    let text = text
        .split_once('[')
        .map_or(text, |(before, _)| before.trim_end());
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text);
    }
    if let Some(spread) = compact(text) {
        return whole(&spread);
    }
    whole(text)
}

/// The one date that fills `text`, if the order of day and month does not matter to it.
fn whole(text: &str) -> Option<Stamp> {
    let read = |day_first| {
        let context = Context {
            day_first: Some(day_first),
            ..Context::default()
        };
        let mut found = find(text, &context);
        let only = found.pop().filter(|_| found.is_empty())?;
        (only.range == (0..text.len())).then_some(only.stamp)
    };
    read(true).filter(|stamp| read(false).as_ref() == Some(stamp))
}

/// Digits alone: a day, a day and time (archives), or seconds or milliseconds since 1970.
fn digits(text: &str) -> Option<Stamp> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    let day = || {
        let date = NaiveDate::from_ymd_opt(text.get(..4)?.parse().ok()?, part(4, 6)?, part(6, 8)?)?;
        (1500..=2100).contains(&date.year()).then_some(date)
    };
    match text.len() {
        8 => day().map(Stamp::day),
        14 => {
            let time = NaiveTime::from_hms_opt(part(8, 10)?, part(10, 12)?, part(12, 14)?)?;
            day().map(|date| Stamp::local(date, time))
        }
        10 => instant(DateTime::from_timestamp(text.parse().ok()?, 0)?),
        13 => instant(DateTime::from_timestamp_millis(text.parse().ok()?)?),
        _ => None,
    }
}

fn instant(at: DateTime<Utc>) -> Option<Stamp> {
    let stamp = Stamp {
        date: at.date_naive(),
        time: Some(at.time()),
        zone: Some(chrono::FixedOffset::east_opt(0)?),
    };
    (1990..=2100).contains(&at.year()).then_some(stamp)
}

/// `20220201T155500Z` with the marks of the long form put in.
fn compact(text: &str) -> Option<String> {
    let (day, rest) = text.split_once('T')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(end)?;
    if !(day.len() == 8 && digits(day) && matches!(time.len(), 4 | 6)) {
        return None;
    }
    let seconds = time.get(4..6).unwrap_or("00");
    let pair = |s: &str, from: usize| s.get(from..from + 2).unwrap_or_default().to_owned();
    Some(format!(
        "{}-{}-{}T{}:{}:{seconds}{zone}",
        day.get(..4)?,
        pair(day, 4),
        pair(day, 6),
        pair(time, 0),
        pair(time, 2),
    ))
}
