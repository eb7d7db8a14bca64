//! What is known of the article itself: where it is from, its notes, its pictures, the headlines that its page names.

use super::writer::Writer;
use super::{Choice, InfoKind, LONGEST_COMMENT, MARK, SHORT};
use crate::app::model::Model;
use crate::app::notes::Highlight;
use crate::app::reader::Reader;
use crate::library::{Mark, Row};

impl Model {
    /// What is known of an article that is not read.
    pub(super) fn describe_row(&self, writer: &mut Writer, row: &Row) {
        let publisher = row.publisher.clone().unwrap_or_default();
        if !publisher.is_empty() {
            writer.push(InfoKind::Title, "", publisher);
        }
        writer.stamp("Pub", row.date, self.setup.today);
        writer.field("Len", &format!("{} min", row.minutes));
        writer.line("File", &files(row));
        put_away(writer, row);
    }

    /// What is known of the article in the body.
    pub(super) fn describe_article(&self, writer: &mut Writer, reader: &Reader, row: &Row) {
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
        notes(writer, reader.highlights.all());
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
        for (index, (headline, saved)) in related.into_iter().enumerate() {
            let lines = writer.lines(&headline, MARK, 4);
            for (i, text) in lines.into_iter().enumerate() {
                let kind = InfoKind::Named {
                    first: i == 0,
                    is_there: saved.is_some(),
                };
                writer.choice(Choice::Headline(index), kind, text);
            }
        }
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

/// What the reader has highlighted, and says of it.
fn notes(writer: &mut Writer, highlights: &[Highlight]) {
    if !highlights.is_empty() {
        writer.chapter("NOTES", highlights.len());
    }
    for (index, highlight) in highlights.iter().enumerate() {
        let (quotation, choice) = (&highlight.note.quotation, Choice::Note(index));
        let lines = writer.lines(&quotation.quote, MARK, SHORT);
        for (i, line) in lines.into_iter().enumerate() {
            let kind = InfoKind::Named {
                first: i == 0,
                is_there: highlight.is_found(),
            };
            writer.choice(choice, kind, line);
        }
        let comment = quotation.comment.as_deref().unwrap_or_default();
        if !comment.is_empty() {
            for line in writer.lines(comment, 2 * MARK, LONGEST_COMMENT) {
                writer.choice(choice, InfoKind::Comment, line);
            }
        }
    }
}
