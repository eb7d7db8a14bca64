//! Dates: as machines write them ([`machine`]) and as pages print them in some forty languages ([`find`]).
//!
//! A line is cut into tokens; at each of them a small grammar (`grammar`, `clock`, `relative`) tries to read a day
//! and a time with the help of the word
//! `tables`; what it reads gets a [`Role`] from the cue words around it. Knows only [`Stamp`].

mod clock;
mod cursor;
mod find;
mod glance;
mod grammar;
mod machine;
mod order;
mod relative;
mod roles;
mod tables;
mod token;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::article::Stamp;

pub(super) use find::find_in;
pub use find::{find, leading, trailing};
pub(super) use glance::{hints, may_be_in};
pub use machine::machine;
pub use order::day_first;

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The date.
    pub stamp: Stamp,
    /// Where it stands: bytes of the text, weekday and zone included, cue words not.
    pub range: Range<usize>,
    /// What it is the date of.
    pub role: Role,
}

/// What a date is the date of, as the words beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Nothing said.
    Plain,
    /// First appearance: "Published", "Stand:".
    Published,
    /// Last change: "Updated", "Last modified".
    Updated,
    /// The saving of the page: " date 2022-02-01" at the start of a capture, "Retrieved on".
    Captured,
}

/// What is known of a page when its dates are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The page's language: "en", "en-GB".
    pub language: Option<&'a str>,
    /// A day near the article's own, for "3 hours ago" and for dates that name no year; without it these are no dates.
    pub reference: Option<Stamp>,
    /// In all-numeric dates the day stands before the month. Unknown: by `language`.
    pub day_first: Option<bool>,
}
