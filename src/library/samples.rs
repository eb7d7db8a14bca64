//! Entries for the tests of this room.

use super::Entry;
use crate::article::{Article, Block, BlockKind};

/// An entry with a headline, a date, a publisher (both may be empty) and minutes. Its text, and so its key, is made of date and minutes.
pub fn entry(headline: &str, date: &str, publisher: &str, minutes: u16) -> Entry {
    let article = Article {
        headline: Some(headline.to_owned()),
        published: date.parse().ok(),
        publisher: Some(publisher.to_owned()).filter(|name| !name.is_empty()),
        body: vec![Block::new(
            BlockKind::Paragraph,
            format!("{date} {minutes}"),
        )],
        ..Article::default()
    };
    Entry {
        minutes,
        ..Entry::new(headline.into(), &article)
    }
}
