//! Dates in a narrow column.

use chrono::{Datelike as _, Days, NaiveDate};

use crate::article::Stamp;

/// The days from `date` to `today` in words; empty when it lies ahead.
pub fn ago(date: NaiveDate, today: NaiveDate) -> String {
    let days = (today - date).num_days();
    let plural = |n: i64, word: &str| {
        let s = if n == 1 { "" } else { "s" };
        format!("{n} {word}{s} ago")
    };
    match days {
        ..0 => String::new(),
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..60 => plural(days, "day"),
        60..730 => plural(days * 12 / 365, "month"),
        _ => plural(days * 100 / 36525, "year"),
    }
}

/// A stamp as it is shown: `1 Feb 2022, 15:55`.
pub fn shown(stamp: Stamp) -> String {
    let day = stamp.date.format("%-d %b %Y");
    match (stamp.time, stamp.zone) {
        (None, _) => day.to_string(),
        (Some(time), None) => format!("{day}, {}", time.format("%H:%M")),
        (Some(time), Some(zone)) => format!("{day}, {} {zone}", time.format("%H:%M")),
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The day of `stamp` for a narrow column: without the year when it lies within the last 300 days.
pub fn shown_short(stamp: Stamp, today: Option<NaiveDate>) -> String {
    let recent =
        today.is_some_and(|today| stamp.date <= today && stamp.date + Days::new(300) > today);
    day_and_month(stamp, !recent)
}

/// A day of a month, with the year if asked for.
pub(super) fn day_and_month(stamp: Stamp, with_year: bool) -> String {
    // Asked for each row of the list: chrono's own formatting takes several times as long.
    let month = usize::try_from(stamp.date.month0()).unwrap_or_default();
    let month = MONTHS.get(month).copied().unwrap_or_default();
    let day = stamp.date.day();
    if with_year {
        format!("{day} {month} {}", stamp.date.year())
    } else {
        format!("{day} {month}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_ago_in_words() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
        let cases = [
            ("2026-11-23", "today"),
            ("2026-11-22", "yesterday"),
            ("2026-11-14", "9 days ago"),
            ("2026-08-20", "3 months ago"),
            ("2022-02-01", "4 years ago"),
            ("2027-01-01", ""),
        ];
        for (date, expected) in cases {
            let date = date.parse().unwrap_or_default();
            assert_eq!(ago(date, today), expected, "{date}");
        }
    }

    #[test]
    fn stamps_as_shown() {
        let cases = [
            ("2022-02-01", "1 Feb 2022"),
            ("2022-02-01T15:55:00", "1 Feb 2022, 15:55"),
            ("2022-02-01T15:55:00+04:00", "1 Feb 2022, 15:55 +04:00"),
        ];
        for (stamp, expected) in cases {
            let stamp: Stamp = stamp.parse().expect("a stamp");
            assert_eq!(shown(stamp), expected);
        }
    }
}
