//! What stands around the articles of the tests, as it is invented.

use super::Desk;
use crate::app::around::Around;
use crate::app::message::Message;
use crate::library::{Id, Neighbour, Row, Story, StoryId};

/// What is invented, by the names of files without their ends.
#[derive(Debug, Clone, Default)]
pub struct Invented {
    /// The articles of the one story.
    pub story: Vec<&'static str>,
    /// Versions of one text.
    pub versions: Vec<&'static str>,
    /// The first of these names the second.
    pub named_on: Vec<(&'static str, &'static str)>,
    /// To the first of these the second is related, and why.
    pub neighbours: Vec<(&'static str, &'static str, &'static [&'static str])>,
}

/// A row's file, without its end.
fn stem(row: &Row) -> String {
    let name = row.file_name();
    name.split('.').next().unwrap_or_default().to_owned()
}

impl Desk {
    /// The library, read, with three articles of one story, one that names another, one that is related, and two versions of a text.
    pub fn with_story(width: u16, height: u16) -> Self {
        let mut desk = Self::new(width, height);
        desk.invented = Invented {
            story: vec!["harbour", "storm", "lamp"],
            versions: vec!["ferry", "gull"],
            named_on: vec![
                ("soup", "harbour"),
                ("storm", "harbour"),
                ("lamp", "harbour"),
            ],
            neighbours: vec![
                ("harbour", "storm", &["quay"]),
                ("harbour", "tide", &["Ostermouth", "tide"]),
                ("harbour", "soup", &["evening"]),
                ("tide", "harbour", &["Ostermouth", "tide"]),
            ],
        };
        desk.send(Message::Changed);
        desk
    }

    /// The row of the article in the file of that name.
    ///
    /// # Panics
    /// There is none.
    pub fn row(&self, name: &str) -> Row {
        let rows = self.store.first_rows(crate::library::Order::Oldest, 100);
        let mut rows = rows.expect("a library").into_iter();
        rows.find(|row| stem(row) == name).expect(name)
    }

    /// Answers what stands around an article, as it is invented.
    ///
    /// # Panics
    /// The library cannot be read.
    pub fn answer_around(&mut self, id: Id) {
        let rows = self.store.rows(&[id]).expect("a library");
        let Some(own) = rows.first() else { return };
        let (invented, name) = (&self.invented, stem(own));
        let those = |names: &[&str]| -> Vec<Row> {
            let mut rows: Vec<Row> = names.iter().map(|name| self.row(name)).collect();
            rows.sort_by_key(|row| row.id);
            rows
        };
        let versions = invented.versions.contains(&name.as_str());
        let versions = versions.then(|| those(&invented.versions));
        let naming = invented.named_on.iter();
        let naming = naming.filter(|(_, named)| *named == name);
        let related = invented.neighbours.iter().filter(|(to, ..)| *to == name);
        let related = related.map(|(_, other, shared)| {
            let row = self.row(other);
            let days = row.date.zip(own.date);
            let days = days.map(|(a, b)| (a.date - b.date).num_days().unsigned_abs());
            let neighbour = Neighbour {
                id: row.id,
                score: 0.5,
                shared: shared.iter().map(|&word| word.to_owned()).collect(),
                days: days.and_then(|days| u32::try_from(days).ok()),
            };
            (row, neighbour)
        });
        let around = Around {
            named_on: naming.map(|(naming, _)| self.row(naming)).collect(),
            story: invented.story.contains(&name.as_str()).then(|| Story {
                id: StoryId(1),
                rows: those(&invented.story),
            }),
            neighbours: related.collect(),
            versions: versions.map_or_else(Vec::new, |rows| {
                rows.into_iter().rev().filter(|row| row.id != id).collect()
            }),
        };
        self.send(Message::Around(id, Box::new(around)));
    }
}
