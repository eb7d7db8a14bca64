//! What may stand after a field's name: days, ages, minutes, names.

use chrono::{Months, NaiveDate};

use crate::article::language_code;
use crate::library::nearest;

/// A day, a month or a year: its first and its last day.
pub(super) fn days(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let wrong =
        || format!("\"{text}\" is no day, month or year; write 2022, 2022-01 or 2022-01-31");
    let mut parts = text.split('-');
    let mut number = |digits: usize| -> Option<Option<u32>> {
        let Some(part) = parts.next() else {
            return Some(None);
        };
        let is_number = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok())
    };
    let read = (|| Some((number(4)??, number(2)?, number(2)?)))();
    let (year, month, day) = read.ok_or_else(wrong)?;
    if parts.next().is_some() {
        return Err(wrong());
    }
    let year = i32::try_from(year).map_err(|_| wrong())?;
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1));
    let first = first.ok_or_else(|| format!("there is no {text} in the calendar"))?;
    let length = match (month, day) {
        (_, Some(_)) => Months::new(0),
        (Some(_), None) => Months::new(1),
        (None, None) => Months::new(12),
    };
    let next = first.checked_add_months(length);
    let last = match day {
        Some(_) => Some(first),
        None => next.and_then(|next| next.pred_opt()),
    };
    Ok((first, last.ok_or_else(wrong)?))
}

/// An age as in `2w`, in days; a month counts 30, a year 365.
pub(super) fn age(text: &str) -> Result<u32, String> {
    let wrong = || format!("\"{text}\" is no age; write 3d, 2w, 6m or 1y");
    let (number, unit) = text
        .char_indices()
        .last()
        .and_then(|(at, unit)| Some((text.get(..at)?, unit)))
        .ok_or_else(wrong)?;
    let days = match unit.to_ascii_lowercase() {
        'd' => 1,
        'w' => 7,
        'm' => 30,
        'y' => 365,
        _ => return Err(wrong()),
    };
    let number: u32 = plain_number(number).ok_or_else(wrong)?;
    number
        .checked_mul(days)
        .filter(|days| *days < 365 * 5000)
        .ok_or_else(|| format!("{text} is longer ago than there is paper"))
}

/// A span of minutes, first and last included.
pub(super) fn minutes(text: &str) -> Result<(u16, u16), String> {
    let wrong = || format!("\"{text}\" is no number of minutes; write 5, <5, >=10 or 3-5");
    let number = |text: &str| plain_number::<u16>(text).ok_or_else(wrong);
    let (least, most) = if let Some(n) = text.strip_prefix("<=") {
        (0, number(n)?)
    } else if let Some(n) = text.strip_prefix(">=") {
        (number(n)?, u16::MAX)
    } else if let Some(n) = text.strip_prefix('<') {
        let most = number(n)?.checked_sub(1);
        (0, most.ok_or("nothing is shorter than 0 minutes")?)
    } else if let Some(n) = text.strip_prefix('>') {
        (number(n)?.saturating_add(1), u16::MAX)
    } else if let Some((a, b)) = text.split_once('-') {
        (number(a)?, number(b)?)
    } else {
        let n = number(text)?;
        (n, n)
    };
    if least > most {
        return Err(format!("{text} goes from more to less"));
    }
    Ok((least, most))
}

fn plain_number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// The code of a language, or what is wrong with it.
pub(super) fn language(text: &str) -> Result<String, String> {
    language_code(text)
        .ok_or_else(|| format!("\"{text}\" is no code of a language; write en, de or fr"))
}

/// The one of `names` that `text` names, or what is wrong with it.
pub(super) fn name<T: Copy>(text: &str, names: &[(&'static str, T)]) -> Result<T, String> {
    let lower = text.to_ascii_lowercase();
    let found = names.iter().find(|(name, _)| *name == lower);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        unknown(&lower, &names)
    })
}

/// Says that `name` is none of `known`, and which one may be meant.
pub(super) fn unknown(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("there is no \"{name}\" here; did you mean \"{near}\"?"),
        None => format!("there is no \"{name}\" here, but {}", known.join(", ")),
    }
}
