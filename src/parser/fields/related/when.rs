//! Dates beside a headline, told from those that are part of it.

use chrono::NaiveDate;

use super::LONGEST;
use crate::article::Stamp;
use crate::parser::fields::dates;
use crate::parser::fields::line::Line;

/// May a date stand in the line?
pub(super) fn may_be_in(line: &Line) -> bool {
    dates::may_be_in(line, true)
}

/// `3h ago Bridge closed`, `1 Feb 2022 | Bridge closed`: a date told from today, or one that a mark parts from the headline.
pub(super) fn in_front(text: &str) -> Option<usize> {
    let to = (text.len() > LONGEST).then(|| text.char_indices().nth(LONGEST));
    let to = to.flatten().map_or(text.len(), |(at, _)| at);
    let head = text.get(..to)?;
    let found = dates::leading(head, &any_day())?;
    let rest = text.get(found.range.end..)?;
    let marked = rest.trim_start().starts_with(is_date_mark) || rest.starts_with("  ");
    (marked || is_relative(head.get(found.range.clone())?)).then_some(found.range.end)
}

/// `… - 23 February 2021`, `…3h ago`: a date that a mark or nothing at all parts from the headline, or one told from today. A date
/// that is part of the headline's own words stays.
pub(super) fn behind(text: &str) -> Option<usize> {
    let from = (text.len() > LONGEST).then(|| text.char_indices().rev().nth(LONGEST));
    let from = from.flatten().map_or(0, |(at, _)| at);
    let tail = text.get(from..)?;
    let found = dates::trailing(tail, &any_day())?;
    let before = text.get(..from + found.range.start)?;
    if ends_in_preposition(before) {
        return None;
    }
    let marked = before.trim_end().ends_with(is_date_mark) || before.ends_with("  ");
    let glued = before.ends_with(|c: char| !c.is_whitespace());
    let kept = before
        .trim_end_matches(|c: char| c.is_whitespace() || is_date_mark(c))
        .len();
    (kept > 0 && (marked || glued || is_relative(tail.get(found.range)?))).then_some(kept)
}

/// `… become citizens on` July 4: the date goes with the words before it.
fn ends_in_preposition(text: &str) -> bool {
    const PREPOSITIONS: [&str; 23] = [
        "on", "by", "until", "till", "since", "before", "after", "from", "of", "to", "for", "and",
        "am", "ab", "vom", "bis", "seit", "le", "du", "el", "al", "il", "dal",
    ];
    let last = text
        .rsplit(char::is_whitespace)
        .find(|word| !word.is_empty());
    last.is_some_and(|last| PREPOSITIONS.contains(&last))
}

/// What makes dates without a year and those told from today dates too. Any day will do: only the places of the dates matter.
fn any_day() -> dates::Context<'static> {
    dates::Context {
        reference: NaiveDate::from_ymd_opt(2020, 6, 15).map(Stamp::day),
        ..dates::Context::default()
    }
}

/// Is the date `written` told from today? Others name a day by its number, or are no date without a reference.
fn is_relative(written: &str) -> bool {
    let day_named =
        written.chars().filter(char::is_ascii_digit).count() > 2 && written.contains(':');
    dates::find(written, &dates::Context::default()).is_empty() && !day_named
}

const fn is_date_mark(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '|' | '·' | '•' | '(' | '[' | ',' | '/')
}
