//! The sidebar's rows as they are written.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::dates::{ago, shown};
use super::{Choice, InfoKind, InfoRow, LABEL, SHORT};
use crate::app::wrap::wrap;
use crate::article::Stamp;
use crate::page::cells;

/// The rows being written.
pub(super) struct Writer {
    width: u16,
    pub rows: Vec<InfoRow>,
}

impl Writer {
    /// Nothing yet.
    pub fn new(width: u16) -> Self {
        Self {
            width,
            rows: Vec::new(),
        }
    }

    /// `text` in rows of what is left of the width, `most` at most.
    pub fn lines(&self, text: &str, indent: u16, most: usize) -> Vec<String> {
        wrap(text, self.width.saturating_sub(indent), most)
    }

    /// A row, as it stands.
    pub fn push(&mut self, kind: InfoKind, label: impl Into<Cow<'static, str>>, text: String) {
        self.rows.push(InfoRow {
            label: label.into(),
            text,
            kind,
            choice: None,
        });
    }

    /// A row of what can be chosen.
    pub fn choice(&mut self, choice: Choice, kind: InfoKind, text: String) {
        self.push(kind, "", text);
        if let Some(row) = self.rows.last_mut() {
            row.choice = Some(choice);
        }
    }

    fn blank(&mut self) {
        self.push(InfoKind::Blank, "", String::new());
    }

    /// A field of several rows.
    pub fn field(&mut self, label: &'static str, text: &str) {
        for (i, line) in self.lines(text, LABEL, 4).into_iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            self.push(InfoKind::Field, label, line);
        }
    }

    /// A field of one row, cut where it is drawn.
    pub fn line(&mut self, label: &'static str, text: &str) {
        self.push(InfoKind::Field, label, text.to_owned());
    }

    /// What is said quietly below a field.
    pub fn quiet(&mut self, text: &str) {
        for line in self.lines(text, LABEL, SHORT) {
            self.push(InfoKind::Quiet, "", line);
        }
    }

    /// A date, and how long ago that is.
    pub fn stamp(&mut self, label: &'static str, stamp: Option<Stamp>, today: Option<NaiveDate>) {
        let Some(stamp) = stamp else {
            return;
        };
        let date = shown(stamp);
        let ago = today.map_or_else(String::new, |today| ago(stamp.date, today));
        let room = usize::from(self.width.saturating_sub(LABEL));
        if !ago.is_empty() && cells(&date) + cells(&ago) + 3 <= room {
            self.field(label, &format!("{date} · {ago}"));
        } else {
            self.field(label, &date);
            if !ago.is_empty() {
                self.quiet(&ago);
            }
        }
    }

    /// What stands before the text of the last row.
    pub fn label(&mut self, label: String) {
        if let Some(row) = self.rows.last_mut() {
            row.label = label.into();
        }
    }

    /// A chapter's title, with how many it has.
    pub fn chapter(&mut self, title: &str, count: usize) {
        self.counted(title, &count.to_string());
    }

    /// A chapter's title, with how many it has in words.
    pub fn counted(&mut self, title: &str, count: &str) {
        self.blank();
        self.push(InfoKind::Chapter, "", format!("{title}  {count}"));
    }
}
