//! The timeline: the articles of a story by day, over the panes.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::app::command::Command;
use crate::app::keymap::{Code, Key};
use crate::app::message::{Effect, Ticket};
use crate::app::model::Model;
use crate::app::opening::Way;
use crate::app::overlay::Overlay;
use crate::app::wrap::wrap;
use crate::library::{Id, Row};

/// The timeline's state.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// The articles, oldest first.
    pub articles: Vec<Row>,
    /// The chosen one.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The article that it was opened from.
    pub own: Id,
    standfirsts: HashMap<Id, String>,
    ticket: Ticket,
}

/// A row of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineRow {
    /// Nothing.
    Blank,
    /// A day.
    Day(String),
    /// The first row of an article: its time, its publisher where that has a column of its own, the beginning of its headline.
    First(usize, [String; 3]),
    /// More of its headline.
    Headline(usize, String),
    /// Its publisher, or of its standfirst.
    Quiet(usize, String),
}

impl TimelineRow {
    /// The article that it is of.
    pub const fn article(&self) -> Option<usize> {
        match self {
            Self::Blank | Self::Day(_) => None,
            Self::First(at, _) | Self::Headline(at, _) | Self::Quiet(at, _) => Some(*at),
        }
    }
}

/// Where columns begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The time.
    pub time: u16,
    /// The publisher, where it has one of its own.
    pub publisher: Option<u16>,
    /// The headline and the standfirst.
    pub text: u16,
}

/// Columns of a mark, of a time, of a publisher.
const PARTS: [u16; 3] = [2, 7, 20];
/// From this width on the publisher has a column of its own.
const WIDE: u16 = 72;
/// Texts are not set wider than this.
const WIDEST: u16 = 72;
/// Rows of a headline and of a standfirst at most.
const SHORT: usize = 2;
/// Standfirsts that are asked for at most.
const MOST: usize = 300;

impl Columns {
    /// Those of a timeline of this width, with or without times.
    const fn of(width: u16, has_times: bool) -> Self {
        let [mark, time, publisher] = PARTS;
        let (time, is_wide) = (if has_times { time } else { 0 }, width >= WIDE);
        Self {
            time: mark,
            publisher: if is_wide { Some(mark + time) } else { None },
            text: if is_wide {
                mark + time + publisher
            } else {
                mark + time
            },
        }
    }
}

impl Timeline {
    /// Where columns begin at this width.
    pub fn columns(&self, width: u16) -> Columns {
        let mut dates = self.articles.iter().filter_map(|row| row.date);
        Columns::of(width, dates.any(|stamp| stamp.time.is_some()))
    }

    /// All rows at this width.
    pub fn rows(&self, width: u16) -> Vec<TimelineRow> {
        let columns = self.columns(width);
        let room = width.saturating_sub(columns.text).clamp(1, WIDEST);
        let mut rows = Vec::new();
        let mut day = None;
        for (at, row) in self.articles.iter().enumerate() {
            let date = row.date.map(|stamp| stamp.date);
            if day != Some(date) {
                if day.is_some() {
                    rows.push(TimelineRow::Blank);
                }
                rows.push(TimelineRow::Day(named(date)));
                day = Some(date);
            }
            let time = row.date.and_then(|stamp| stamp.time);
            let time = time.map_or_else(String::new, |time| time.format("%H:%M").to_string());
            let publisher = row.publisher.clone().unwrap_or_default();
            let mut headline = wrap(&row.headline, room, SHORT).into_iter();
            let beside = columns.publisher.map(|_| publisher.clone());
            let first = headline.next().unwrap_or_default();
            let parts = [time, beside.unwrap_or_default(), first];
            rows.push(TimelineRow::First(at, parts));
            rows.extend(headline.map(|line| TimelineRow::Headline(at, line)));
            if columns.publisher.is_none() && !publisher.is_empty() {
                rows.push(TimelineRow::Quiet(at, publisher));
            }
            let standfirst = self.standfirsts.get(&row.id).map_or("", String::as_str);
            if !standfirst.is_empty() {
                let lines = wrap(standfirst, room, SHORT).into_iter();
                rows.extend(lines.map(|line| TimelineRow::Quiet(at, line)));
            }
        }
        rows
    }

    /// How many articles, publishers and days.
    pub fn title(&self) -> String {
        let mut publishers: Vec<_> = self.articles.iter().map(|row| &row.publisher).collect();
        publishers.sort_unstable();
        publishers.dedup();
        let mut days: Vec<_> = self.articles.iter().filter_map(|row| row.date).collect();
        days.dedup_by_key(|stamp| stamp.date);
        let many = |count: usize, word: &str| {
            let s = if count == 1 { "" } else { "s" };
            format!("{count} {word}{s}")
        };
        let [articles, publishers, days] = [
            many(self.articles.len(), "article"),
            many(publishers.len(), "publisher"),
            many(days.len(), "day"),
        ];
        format!("This story  {articles} · {publishers} · {days}")
    }

    /// Moves the window so that the chosen article is on the screen, with its day where it is the first of it.
    fn settle(&mut self, width: u16, height: usize) {
        let rows = self.rows(width);
        let of_it = |row: &TimelineRow| row.article() == Some(self.cursor);
        let (Some(first), Some(last)) = (rows.iter().position(of_it), rows.iter().rposition(of_it))
        else {
            return;
        };
        let is_day = |at: &usize| matches!(rows.get(*at), Some(TimelineRow::Day(_)));
        let first = first.checked_sub(1).filter(is_day).unwrap_or(first);
        let top = self.top.max((last + 1).saturating_sub(height)).min(first);
        self.top = top.min(rows.len().saturating_sub(height));
    }
}

/// A day in full.
fn named(day: Option<NaiveDate>) -> String {
    day.map_or_else(
        || "Without a date".to_owned(),
        |day| day.format("%A %-d %B %Y").to_string(),
    )
}

impl Model {
    /// Shows the timeline of the story of the article in the body.
    pub fn show_timeline(&mut self) {
        if self.waits_for_around(Command::ShowTimeline, None) {
            return;
        }
        let articles = self.story_rows().to_vec();
        let own = self.reader.as_ref().map(|reader| reader.id);
        let Some(own) = own.filter(|_| !articles.is_empty()) else {
            self.say("This article stands alone");
            return;
        };
        let ids: Vec<Id> = articles.iter().map(|row| row.id).take(MOST).collect();
        let ticket = self.ticket();
        self.overlay = Overlay::Timeline(Box::new(Timeline {
            cursor: articles.iter().position(|row| row.id == own).unwrap_or(0),
            articles,
            own,
            ticket,
            ..Timeline::default()
        }));
        self.ask(Effect::Standfirsts(ticket, ids));
    }

    /// The standfirsts of the articles of a story have come.
    pub fn standfirsts(&mut self, ticket: Ticket, standfirsts: Vec<(Id, String)>) {
        if let Overlay::Timeline(timeline) = &mut self.overlay
            && timeline.ticket == ticket
        {
            timeline.standfirsts = standfirsts.into_iter().collect();
        }
    }

    /// Takes a key for the timeline.
    pub fn timeline_key(&mut self, mut timeline: Box<Timeline>, key: Key) {
        if let Some(delta) = self.page_delta(key) {
            let page = delta.unsigned_abs() > 1 && delta.unsigned_abs() < self.overlay_height();
            // A screen has few articles.
            let delta = if page { delta.signum() * A_PAGE } else { delta };
            let last = timeline.articles.len().saturating_sub(1);
            timeline.cursor = timeline.cursor.saturating_add_signed(delta).min(last);
            self.overlay = Overlay::Timeline(timeline);
        } else if matches!(key.code, Code::Enter | Code::Char('l') | Code::Right)
            && let Some(row) = timeline.articles.get(timeline.cursor)
        {
            self.open(row.id, Way::Read);
        }
    }

    /// Brings the timeline's window into line with the screen.
    pub fn settle_timeline(&mut self) {
        let (width, height) = (self.size.width.saturating_sub(2), self.overlay_height());
        if let Overlay::Timeline(timeline) = &mut self.overlay {
            timeline.settle(width, height);
        }
    }
}

/// Articles that a page key goes by.
const A_PAGE: isize = 4;
