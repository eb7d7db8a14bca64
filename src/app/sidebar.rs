//! The sidebar: what is known about an article, row by row, and the notes and related headlines to choose from.

use chrono::{Datelike as _, Days, NaiveDate};

use crate::app::geometry::Area;
use crate::app::model::Model;
use crate::app::notes::Highlight;
use crate::app::reader::Reader;
use crate::app::wrap::wrap;
use crate::article::Stamp;
use crate::library::{Mark, Row};
use crate::page::cells;

/// The sidebar's state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sidebar {
    /// What is chosen: a note, or behind those a related headline.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
}

impl Sidebar {
    /// Another article: from the top.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// A row of the sidebar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InfoRow {
    /// What it is, on the first row of a field.
    pub label: &'static str,
    /// Its text.
    pub text: String,
    /// How it is drawn.
    pub kind: InfoKind,
}

/// The kinds of row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InfoKind {
    /// Nothing.
    #[default]
    Blank,
    /// The publisher.
    Title,
    /// A field.
    Field,
    /// Said quietly: what is derived, notes.
    Quiet,
    /// A picture's caption or credit.
    Caption,
    /// A chapter's title.
    Chapter,
    /// Words that the reader has highlighted.
    Note {
        /// Its number among what can be chosen.
        index: usize,
        /// The first of its rows.
        first: bool,
        /// It is in the text.
        found: bool,
    },
    /// What the reader says of them.
    Comment {
        /// The note's number.
        index: usize,
    },
    /// A related headline, the n-th of those shown.
    Related {
        /// Its number among what can be chosen.
        index: usize,
        /// The first of its rows.
        first: bool,
        /// It is in the library.
        saved: bool,
    },
}

impl InfoKind {
    /// The number of what can be chosen here.
    pub const fn choice(self) -> Option<usize> {
        match self {
            Self::Note { index, .. } | Self::Comment { index } | Self::Related { index, .. } => {
                Some(index)
            }
            _ => None,
        }
    }
}

/// Columns of the labels.
pub const LABEL: u16 = 5;
/// Columns of a related headline's mark.
pub const MARK: u16 = 2;
/// Captions and notes are cut to this many rows.
const SHORT: usize = 2;
/// Comments are cut to this many.
const LONGEST_COMMENT: usize = 6;

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
    // Asked for each row of the list: chrono's own formatting takes several times as long.
    let month = usize::try_from(stamp.date.month0()).unwrap_or_default();
    let month = MONTHS.get(month).copied().unwrap_or_default();
    let day = stamp.date.day();
    if recent {
        format!("{day} {month}")
    } else {
        format!("{day} {month} {}", stamp.date.year())
    }
}

/// The rows being written.
struct Writer {
    width: u16,
    rows: Vec<InfoRow>,
}

impl Writer {
    fn lines(&self, text: &str, indent: u16, most: usize) -> Vec<String> {
        wrap(text, self.width.saturating_sub(indent), most)
    }

    fn push(&mut self, kind: InfoKind, label: &'static str, text: String) {
        self.rows.push(InfoRow { label, text, kind });
    }

    fn blank(&mut self) {
        self.push(InfoKind::Blank, "", String::new());
    }

    fn field(&mut self, label: &'static str, text: &str) {
        for (i, line) in self.lines(text, LABEL, 4).into_iter().enumerate() {
            let label = if i == 0 { label } else { "" };
            self.push(InfoKind::Field, label, line);
        }
    }

    /// A field of one row, cut where it is drawn.
    fn line(&mut self, label: &'static str, text: &str) {
        self.push(InfoKind::Field, label, text.to_owned());
    }

    fn quiet(&mut self, text: &str) {
        for line in self.lines(text, LABEL, SHORT) {
            self.push(InfoKind::Quiet, "", line);
        }
    }

    fn stamp(&mut self, label: &'static str, stamp: Option<Stamp>, today: Option<NaiveDate>) {
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

    fn notes(&mut self, highlights: &[Highlight]) {
        if !highlights.is_empty() {
            self.chapter("NOTES", highlights.len());
        }
        for (index, highlight) in highlights.iter().enumerate() {
            let quotation = &highlight.note.quotation;
            for (i, line) in self
                .lines(&quotation.quote, MARK, SHORT)
                .into_iter()
                .enumerate()
            {
                let kind = InfoKind::Note {
                    index,
                    first: i == 0,
                    found: highlight.is_found(),
                };
                self.push(kind, "", line);
            }
            let comment = quotation.comment.as_deref().unwrap_or_default();
            if !comment.is_empty() {
                for line in self.lines(comment, 2 * MARK, LONGEST_COMMENT) {
                    self.push(InfoKind::Comment { index }, "", line);
                }
            }
        }
    }

    fn chapter(&mut self, title: &str, count: usize) {
        self.blank();
        self.push(InfoKind::Chapter, "", format!("{title}  {count}"));
    }
}

impl Model {
    /// The sidebar's rows at this width.
    pub fn info_rows(&self, width: u16) -> Vec<InfoRow> {
        let mut writer = Writer {
            width,
            rows: Vec::new(),
        };
        // The panes side by side speak of one article, also while the selected one is not shown yet.
        let is_beside = self.layout().is_some_and(|layout| layout.body.is_some());
        let shown = self.reader.as_ref().map(|reader| reader.id);
        let subject = if is_beside { shown } else { self.subject() };
        let Some(id) = subject else {
            return writer.rows;
        };
        let Some(row) = self.shelf.row(id) else {
            return writer.rows;
        };
        match self.reader.as_ref().filter(|reader| reader.id == id) {
            Some(reader) => self.describe_article(&mut writer, reader, row),
            None => self.describe_row(&mut writer, row),
        }
        writer.rows
    }

    fn describe_row(&self, writer: &mut Writer, row: &Row) {
        let publisher = row.publisher.clone().unwrap_or_default();
        if !publisher.is_empty() {
            writer.push(InfoKind::Title, "", publisher);
        }
        writer.stamp("Pub", row.date, self.setup.today);
        writer.field("Len", &format!("{} min", row.minutes));
        writer.line("File", &files(row));
        put_away(writer, row);
    }

    fn describe_article(&self, writer: &mut Writer, reader: &Reader, row: &Row) {
        let article = &reader.article;
        if let Some(publisher) = &article.publisher {
            for line in writer.lines(publisher, 0, SHORT) {
                writer.push(InfoKind::Title, "", line);
            }
        }
        if !article.byline.is_empty() {
            writer.field("By", &article.byline.join(", "));
        }
        writer.stamp("Pub", article.published, self.setup.today);
        writer.stamp("Upd", article.updated, self.setup.today);
        if article.published.is_none() && article.updated.is_none() {
            writer.stamp("Sav", article.captured, self.setup.today);
        }
        let (words, minutes) = (reader.words, reader.minutes);
        writer.field("Len", &format!("{words} words · {minutes} min"));
        if !reader.tags.is_empty() {
            writer.field("Mine", &reader.tags.join(" · "));
        }
        if !article.tags.is_empty() {
            writer.field("Tags", &article.tags.join(" · "));
        }
        put_away(writer, row);
        writer.line("File", &files(row));
        writer.line("Type", reader.format);
        for note in &reader.notes {
            writer.quiet(note);
        }
        writer.notes(reader.highlights.all());
        if !article.images.is_empty() {
            writer.chapter("PICTURES", article.images.len());
            for image in &article.images {
                let caption = image.caption.as_deref().unwrap_or("Picture");
                for line in writer.lines(caption, MARK, SHORT) {
                    writer.push(InfoKind::Caption, "", line);
                }
                let credit = image.credit.as_deref();
                for line in credit.map_or_else(Vec::new, |c| writer.lines(c, MARK, 1)) {
                    writer.push(InfoKind::Caption, "", line);
                }
            }
        }
        let related = reader.related();
        if !related.is_empty() {
            writer.chapter("RELATED IN THIS PAGE", related.len());
        }
        let first = reader.highlights.all().len();
        for (index, (headline, saved)) in (first..).zip(related) {
            let lines = writer.lines(&headline, MARK, 4);
            for (i, text) in lines.into_iter().enumerate() {
                let kind = InfoKind::Related {
                    index,
                    first: i == 0,
                    saved: saved.is_some(),
                };
                writer.push(kind, "", text);
            }
        }
    }

    /// Moves the window so that the chosen headline is on the screen.
    pub fn settle_sidebar(&mut self, area: Area) {
        let rows = self.info_rows(area.inset(1).width);
        let height = usize::from(area.height);
        let cursor = self.sidebar.cursor;
        let is_chosen = |row: &InfoRow| row.kind.choice() == Some(cursor);
        let first = rows.iter().position(is_chosen);
        let last = rows.iter().rposition(is_chosen);
        if let (Some(first), Some(last)) = (first, last) {
            self.sidebar.top = self
                .sidebar
                .top
                .max((last + 1).saturating_sub(height))
                .min(first);
        }
        self.sidebar.top = self.sidebar.top.min(rows.len().saturating_sub(height));
    }
}

/// Where an article is that the list does not show.
fn put_away(writer: &mut Writer, row: &Row) {
    if row.marks.has(Mark::Binned) {
        writer.field("In", "the bin");
    } else if row.marks.has(Mark::Archived) {
        writer.field("In", "the archive");
    }
}

/// The first file that holds the article, and how many more do.
fn files(row: &Row) -> String {
    let name = row.file_name();
    match row.files {
        0 | 1 => name,
        files => format!("{name} and {} more", files - 1),
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
