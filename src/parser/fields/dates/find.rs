//! All dates of a line, left to right.

use std::ops::Range;

use chrono::NaiveDate;

use super::clock::Time;
use super::cursor::Cursor;
use super::token::{Kind, Token, tokens};
use super::{Context, Found, glance, relative, roles, tables};
use crate::article::Stamp;
use crate::parser::fields::line::Line;

/// Bytes of a line in which dates are looked for: more than a page of text, for some captures hold all of one in a line.
const LOOKED: usize = 1 << 16;

/// Finds the dates in the first 64 KiB of `text`, in order; their ranges do not overlap.
///
/// A day that does not exist is no date, nor is a month or a year alone. Without [`Context::reference`] neither are days without a
/// year and relative days. Time in proportion to the text.
pub fn find(text: &str, context: &Context) -> Vec<Found> {
    let text = beginning(text);
    if !glance::may_hold(text, context.reference.is_some()) {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut cursor = Cursor::new(&tokens, at);
        let Some(stamp) = read(&mut cursor, context) else {
            at += 1;
            continue;
        };
        let after = found.last().map_or(0, |last| last.range.end);
        let range = span(&tokens, at..cursor.at);
        let role = roles::role(text, after, &range);
        found.push(Found { stamp, range, role });
        at = cursor.at.max(at + 1);
    }
    found
}

/// The same of a line passed over.
pub(in crate::parser::fields) fn find_in(line: &Line, context: &Context) -> Vec<Found> {
    if glance::may_be_in(line, context.reference.is_some()) {
        find(line.text, context)
    } else {
        Vec::new()
    }
}

/// The date that `text` starts with.
pub fn leading(text: &str, context: &Context) -> Option<Found> {
    let text = beginning(text);
    if !glance::may_start(text) {
        return None;
    }
    let tokens = tokens(text);
    let mut cursor = Cursor::new(&tokens, 0);
    let stamp = read(&mut cursor, context)?;
    let range = span(&tokens, 0..cursor.at);
    let role = roles::role(text, 0, &range);
    (range.start == 0).then_some(Found { stamp, range, role })
}

/// The date that stands last in `text`, and nothing but marks behind it.
pub fn trailing(text: &str, context: &Context) -> Option<Found> {
    if !glance::may_end(text) {
        return None;
    }
    let before = text.ceil_char_boundary(text.len().saturating_sub(LOOKED));
    let end = text.get(before..)?;
    let mut found = find(end, context).pop()?;
    let behind = end.get(found.range.end..)?;
    found.range = before + found.range.start..before + found.range.end;
    (!behind.contains(char::is_alphanumeric)).then_some(found)
}

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LOOKED)).unwrap_or(text)
}

/// Reads a day with the time after or before it, or a relative day.
fn read(cursor: &mut Cursor, context: &Context) -> Option<Stamp> {
    if !may_start(cursor, context) {
        return None;
    }
    if let Some(date) = cursor.date(context) {
        let time = cursor.attempt(|c| {
            let led = c.skip_to_time();
            c.time(led)
        });
        return Some(stamp(date, time));
    }
    let timed = cursor.attempt(|c| {
        let time = c.time(true)?;
        c.skip_to_time();
        Some(stamp(c.date(context)?, Some(time)))
    });
    timed.or_else(|| relative::read(cursor, context))
}

/// A cheap look before the grammar is asked: dates start with a number, or with a word of theirs that has one near.
fn may_start(cursor: &Cursor, context: &Context) -> bool {
    let is_number = |ahead| {
        let token: Option<&Token> = cursor.peek(ahead);
        token.is_some_and(|token| matches!(token.kind, Kind::Number(..)))
    };
    match cursor.peek(0) {
        Some(token) if token.kind == Kind::Word => {
            (1..5).any(is_number) && tables::may_start(token.text)
                || relative::may_start(cursor, context)
        }
        _ => is_number(0),
    }
}

fn stamp(date: NaiveDate, time: Option<Time>) -> Stamp {
    Stamp {
        date,
        time: time.map(|(time, _)| time),
        zone: time.and_then(|(_, zone)| zone),
    }
}

/// The bytes of `tokens[read]`.
fn span(tokens: &[Token], read: Range<usize>) -> Range<usize> {
    let read = tokens.get(read).unwrap_or_default();
    let start = read.first().map_or(0, |token| token.range.start);
    start..read.last().map_or(start, |token| token.range.end)
}
