//! Articles as other programs want them: NDJSON, JSON, Markdown or text, written one by one. Knows no file; writes to any writer.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::article::{Article, Element};
use crate::cli::explain::{self, Look, Piece};
use crate::cli::input::Reading;
use crate::cli::markdown;
use crate::page::words;

/// What parts one article from the next in text.
const RULE: &str = "------------------------------------------------------------------------";

/// What to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line
    Ndjson,
    /// One JSON array
    Json,
    /// Front matter and Markdown
    Markdown,
    /// Headline, dateline, standfirst and text
    Text,
}

/// An article as JSON has it: the fields of [`Article`], where it came from, its text alone and the notes.
#[derive(Debug, Serialize)]
struct Record<'a> {
    source: &'a str,
    #[serde(flatten)]
    article: &'a Article,
    #[serde(skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<Piece<'a>>>,
}

impl<'a> Record<'a> {
    fn new(reading: &'a Reading, explain: bool) -> Self {
        Self {
            source: &reading.source,
            article: &reading.parsed.article,
            text: reading.parsed.article.text(),
            notes: &reading.parsed.notes,
            spans: explain.then(|| explain::pieces(reading)),
        }
    }
}

/// Writes articles one by one; each is through before the next is asked for.
#[derive(Debug)]
pub struct Emitter<W> {
    out: W,
    format: Format,
    explain: Option<Look>,
    written: usize,
}

impl<W: Write> Emitter<W> {
    /// Nothing is written yet. With `explain` also what became of the whole source; in text in place of the article, and so.
    pub fn new(out: W, format: Format, explain: Option<Look>) -> Self {
        Self {
            out,
            format,
            explain,
            written: 0,
        }
    }

    /// Writes one article and flushes.
    ///
    /// # Errors
    /// The writer's.
    pub fn emit(&mut self, reading: &Reading) -> io::Result<()> {
        let first = self.written == 0;
        self.written += 1;
        let out = &mut self.out;
        let record = || Record::new(reading, self.explain.is_some());
        match self.format {
            Format::Ndjson => {
                serde_json::to_writer(&mut *out, &record())?;
                out.write_all(b"\n")?;
            }
            Format::Json => {
                let object = serde_json::to_string_pretty(&record())?;
                // a line break inside a string is written \n, so every real one is between tokens
                let indented = object.replace('\n', "\n  ");
                write!(out, "{}\n  {indented}", if first { "[" } else { "," })?;
            }
            Format::Markdown => {
                let gap = if first { "" } else { "\n" };
                write!(out, "{gap}{}", markdown::document(reading))?;
            }
            Format::Text => {
                if !first {
                    write!(out, "\n{RULE}\n\n")?;
                }
                match self.explain {
                    Some(look) => out.write_all(explain::explain(reading, look).as_bytes())?,
                    None => writeln!(out, "{}", plain(&reading.parsed.article))?,
                }
            }
        }
        out.flush()
    }

    /// Writes what ends the whole and yields the writer.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish(mut self) -> io::Result<W> {
        if self.format == Format::Json {
            let end = if self.written == 0 { "[]\n" } else { "\n]\n" };
            self.out.write_all(end.as_bytes())?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Headline, dateline, standfirst and text, parted by blank lines.
fn plain(article: &Article) -> String {
    let head = [Element::Headline, Element::Dateline, Element::Standfirst];
    let head = head.map(|element| words(article, element));
    let parts = head.into_iter().chain([article.text().into()]);
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

#[cfg(test)]
pub mod tests {
    //! An article to write out, for this file and its neighbours.

    use super::{Emitter, Format};
    use crate::article::{Article, Block, BlockKind, Image, Media, Related};
    use crate::cli::input::Reading;
    use crate::parser::Parsed;

    /// An article with something of everything that has to be escaped.
    pub fn reading() -> Reading {
        let block = |kind, text: &str, level| Block {
            level,
            ..Block::new(kind, text)
        };
        let related = |headline: &str, inline| Related {
            headline: headline.to_owned(),
            url: Some("https://lantern.example/a>b".to_owned()),
            inline,
            media: (!inline).then_some(Media::Video),
            ..Related::default()
        };
        let article = Article {
            headline: Some("Ferry \"Alma\" sails again: a * in C#".to_owned()),
            standfirst: Some("After <two> weeks".to_owned()),
            byline: vec!["Ida Moss".to_owned(), "Per Holm".to_owned()],
            publisher: Some("The Lantern".to_owned()),
            published: "2023-05-16".parse().ok(),
            updated: "2023-05-16T08:30:00".parse().ok(),
            tags: vec!["Sea & shore".to_owned()],
            images: vec![Image {
                caption: Some("The quay".to_owned()),
                credit: Some("Ana Reis".to_owned()),
                url: None,
                before: 1,
            }],
            body: vec![
                block(BlockKind::Paragraph, "# not a heading, `code` or [link]", 0),
                block(BlockKind::InlineRelated, "Read more", 0),
                block(BlockKind::Heading, "Why it stopped", 3),
                block(BlockKind::ListItem, "one", 1),
                block(BlockKind::ListItem, "two", 4),
                block(BlockKind::Quote, "1. We wait", 0),
                block(BlockKind::Code, "a ``` b\n  c", 0),
                block(BlockKind::Table, "day\tboats\nMonday\t2|3\nTuesday", 0),
                block(BlockKind::Note, "Corrected since", 0),
            ],
            related: vec![
                related("Read more", true),
                related("Harbour *rebuilt*", false),
            ],
            ..Article::default()
        };
        Reading {
            source: "a.txt".to_owned(),
            parsed: Parsed {
                article,
                notes: vec!["cut off".to_owned()],
                ..Parsed::default()
            },
        }
    }

    fn written(format: Format, count: usize) -> String {
        let mut emitter = Emitter::new(Vec::new(), format, None);
        for _ in 0..count {
            emitter.emit(&reading()).unwrap();
        }
        String::from_utf8(emitter.finish().unwrap()).unwrap()
    }

    #[test]
    fn json_lines_hold_all_there_is() {
        let lines = written(Format::Ndjson, 2);
        assert_eq!(lines.lines().count(), 2);
        let object: serde_json::Value =
            serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        for (pointer, want) in [
            ("/source", "a.txt"),
            ("/headline", "Ferry \"Alma\" sails again: a * in C#"),
            ("/byline/1", "Per Holm"),
            ("/published", "2023-05-16"),
            ("/updated", "2023-05-16T08:30:00"),
            ("/images/0/credit", "Ana Reis"),
            ("/body/1/kind", "inline_related"),
            ("/related/1/media", "video"),
            ("/notes/0", "cut off"),
        ] {
            assert_eq!(object.pointer(pointer).unwrap(), want, "{pointer}");
        }
        assert!(object.get("captured").is_none());
        let text = object.pointer("/text").unwrap().as_str().unwrap();
        assert!(text.contains("\n\nWhy it stopped\n\none"), "{text}");
        assert!(!text.contains("Read more"), "{text}");
    }

    #[test]
    fn json_is_one_array_of_what_the_lines_hold() {
        let line: serde_json::Value = serde_json::from_str(&written(Format::Ndjson, 1)).unwrap();
        for count in 0..3 {
            let array: Vec<serde_json::Value> =
                serde_json::from_str(&written(Format::Json, count)).unwrap();
            assert_eq!(array, vec![line.clone(); count]);
        }
    }

    #[test]
    fn text_is_parted_by_blank_lines_and_a_rule() {
        let text = written(Format::Text, 2);
        let head = "Ferry \"Alma\" sails again: a * in C#\n\n\
            The Lantern · 16 May 2023 · upd 08:30 · Ida Moss, Per Holm · 1 min\n\n\
            After <two> weeks\n\n\
            # not a heading";
        assert!(text.starts_with(head), "{text}");
        let rules = text.lines().filter(|line| line.starts_with("-----"));
        assert_eq!(rules.count(), 1);
    }
}
