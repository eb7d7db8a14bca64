//! What stands around the article: the articles that name it, its story, what is related to it, its other versions.

use chrono::NaiveDate;

use super::dates::day_and_month;
use super::writer::Writer;
use super::{Choice, InfoKind, InfoRow, MARK, SHORT};
use crate::app::around::Around;
use crate::app::model::Model;
use crate::app::reader::Reader;
use crate::article::Stamp;
use crate::library::{Id, Neighbour, Row, reason};

/// A chapter of what can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The reader's notes.
    Notes,
    /// The headlines that the page names.
    Page,
    /// The articles that name it.
    NamedOn,
    /// Its story.
    Story,
    /// What is related to it.
    Related,
    /// Its other versions.
    Versions,
}

/// What stands around the article in the body, once that is known, and its rows in the sidebar.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    told: Option<Box<Around>>,
    rows: Vec<InfoRow>,
    /// The width that the rows are set for; `None` before they are.
    width: Option<u16>,
}

impl Surroundings {
    /// What is known; `None` before it has come.
    pub fn told(&self) -> Option<&Around> {
        self.told.as_deref()
    }

    /// It has come.
    pub fn tell(&mut self, around: Box<Around>) {
        self.told = Some(around);
        self.unset();
    }

    /// What the rows depend on has changed.
    pub const fn unset(&mut self) {
        self.width = None;
    }

    /// Its rows in the sidebar.
    pub fn rows(&self) -> &[InfoRow] {
        &self.rows
    }
}

/// The sections without repetition: no version of the article stands in its story, nothing of these among what is related to it, and nothing
/// that the page itself leads to is told twice. A story is told whole all the same.
#[derive(Default)]
struct Sections<'a> {
    named_on: Vec<&'a Row>,
    story: Vec<&'a Row>,
    related: Vec<&'a (Row, Neighbour)>,
    versions: Vec<&'a Row>,
}

impl<'a> Sections<'a> {
    fn of(reader: &'a Reader) -> Self {
        let Some(around) = reader.around.told() else {
            return Self::default();
        };
        let own = reader.id;
        let versions = around.versions.iter().filter(|row| row.id != own);
        let versions: Vec<&Row> = versions.collect();
        let is_version = |row: &Row| versions.iter().any(|other| other.id == row.id);
        let rows = around.story.as_ref().map_or(&[][..], |story| &story.rows);
        let mut story: Vec<&Row> = rows.iter().filter(|row| !is_version(row)).collect();
        if story.iter().all(|row| row.id == own) {
            story.clear();
        }
        let is_told = |row: &Row| {
            let is_linked = reader.links.contains(&Some(row.id));
            let is_in_story = rows.iter().any(|other| other.id == row.id);
            row.id == own || is_linked || is_in_story || is_version(row)
        };
        let named_on = around.named_on.iter().filter(|row| !is_told(row));
        let named_on: Vec<&Row> = named_on.collect();
        let is_naming = |row: &Row| named_on.iter().any(|other| other.id == row.id);
        let related = around.neighbours.iter();
        let related = related.filter(|(row, _)| !is_told(row) && !is_naming(row));
        Self {
            related: related.collect(),
            named_on,
            story,
            versions,
        }
    }

    /// The other articles in the order of the sidebar.
    fn articles(&self, own: Id) -> impl Iterator<Item = (Section, Id)> {
        let named_on = self.named_on.iter().map(|row| (Section::NamedOn, row.id));
        let story = self.story.iter().map(|row| (Section::Story, row.id));
        let related = self.related.iter();
        let related = related.map(|(row, _)| (Section::Related, row.id));
        let versions = self.versions.iter().map(|row| (Section::Versions, row.id));
        let all = named_on.chain(story).chain(related).chain(versions);
        all.filter(move |(_, id)| *id != own)
    }
}

impl Reader {
    /// All that can be chosen in the sidebar, in its order.
    pub fn choices(&self) -> Vec<(Section, Choice)> {
        let notes = 0..self.highlights.all().len();
        let notes = notes.map(|note| (Section::Notes, Choice::Note(note)));
        let headlines = 0..self.related().len();
        let headlines = headlines.map(|headline| (Section::Page, Choice::Headline(headline)));
        let sections = Sections::of(self);
        let articles = sections.articles(self.id);
        let articles = articles.map(|(section, id)| (section, Choice::Article(id)));
        notes.chain(headlines).chain(articles).collect()
    }

    fn around_rows(&self, width: u16, today: Option<NaiveDate>) -> Vec<InfoRow> {
        let sections = Sections::of(self);
        let mut writer = Writer::new(width);
        let own = Own {
            id: self.id,
            publisher: self.article.publisher.as_deref(),
            date: self.article.date(),
            today,
        };
        if !sections.named_on.is_empty() {
            writer.chapter("NAMED ON", sections.named_on.len());
        }
        for row in sections.named_on {
            headline(&mut writer, row, "");
            let publisher = row.publisher.clone();
            let day = row.date.map(|date| own.day(date));
            let facts: Vec<String> = day.into_iter().chain(publisher).collect();
            detail(&mut writer, row, facts.join(" · "));
        }
        if !sections.story.is_empty() {
            writer.counted("THIS STORY", &format!("{} saved", sections.story.len()));
        }
        for row in sections.story {
            own.dated(&mut writer, row);
        }
        if !sections.related.is_empty() {
            writer.chapter("RELATED", sections.related.len());
        }
        for (row, neighbour) in sections.related {
            headline(&mut writer, row, "");
            let is_earlier = row.date.map(|date| date.date) < own.date.map(|date| date.date);
            detail(&mut writer, row, reason(neighbour, is_earlier));
        }
        if !sections.versions.is_empty() {
            writer.chapter("VERSIONS", sections.versions.len());
        }
        for row in sections.versions {
            own.dated(&mut writer, row);
        }
        writer.rows
    }
}

impl Model {
    /// Sets the rows of what stands around the article for this width, unless they are so already.
    pub(super) fn settle_around(&mut self, width: u16) {
        let today = self.setup.today;
        if let Some(reader) = &mut self.reader
            && reader.around.width != Some(width)
        {
            reader.around.rows = reader.around_rows(width, today);
            reader.around.width = Some(width);
        }
    }
}

/// What of the article in the body the rows of others depend on.
struct Own<'a> {
    id: Id,
    publisher: Option<&'a str>,
    date: Option<Stamp>,
    today: Option<NaiveDate>,
}

impl Own<'_> {
    /// A day beside the article's own: with its year where that lies far from either that day or today.
    fn day(&self, date: Stamp) -> String {
        let is_near = |day: NaiveDate| (date.date - day).num_days().abs() <= NEAR;
        let own = self.date.map_or(self.today, |own| Some(own.date));
        day_and_month(date, !own.is_some_and(is_near))
    }

    /// An article with its day before it, and its publisher where that is another one.
    fn dated(&self, writer: &mut Writer, row: &Row) {
        let day = row.date.map_or_else(String::new, |date| self.day(date));
        if row.id == self.id {
            writer.push(InfoKind::Here, format!("{day:<DAY$} "), String::new());
            return;
        }
        headline(writer, row, &format!("{day:<DAY$}  "));
        let publisher = row.publisher.as_deref();
        if let Some(publisher) = publisher.filter(|_| publisher != self.publisher) {
            detail(writer, row, publisher.to_owned());
        }
    }
}

/// Days within which a date needs no year.
const NEAR: i64 = 300;
/// Columns of a day without its year.
const DAY: usize = 6;

/// The headline of an article, with a label before its first row.
fn headline(writer: &mut Writer, row: &Row, label: &str) {
    // The blanks of the label are not for breaking lines.
    let before = "\u{a0}".repeat(label.chars().count());
    let lines = writer.lines(&format!("{before}{}", row.headline), MARK, SHORT);
    for (i, line) in lines.into_iter().enumerate() {
        let kind = InfoKind::Saved { first: i == 0 };
        let text = line.trim_start_matches('\u{a0}').to_owned();
        writer.choice(Choice::Article(row.id), kind, text);
        if i == 0 {
            writer.label(label.to_owned());
        }
    }
}

/// What is said quietly of the article above.
fn detail(writer: &mut Writer, row: &Row, text: String) {
    if !text.is_empty() {
        writer.choice(Choice::Article(row.id), InfoKind::Detail, text);
    }
}
