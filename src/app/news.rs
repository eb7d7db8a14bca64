//! New to you: which paragraphs of the article in the body say again what an earlier one of its story has said.

use crate::app::command::Command;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::reader::Reader;
use crate::article::{BlockKind, Element};
use crate::library::{Id, Mark};

/// Earlier articles that are looked at, the latest ones.
const MOST: usize = 24;

/// What is known of the article in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// For each element of the article: does it say what was said before? `None` until that has come.
    said: Option<Vec<bool>>,
    /// Paragraphs that were looked at.
    paragraphs: usize,
    /// Earlier articles that it was compared with.
    earlier: usize,
    /// The reader has read these.
    are_read: bool,
    /// Somebody waits to be told.
    is_asked: bool,
}

/// The paragraphs that are to be compared, and what with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraphs {
    /// The paragraphs, each with its number in the body.
    pub texts: Vec<(usize, String)>,
    /// The earlier articles.
    pub earlier: Vec<Id>,
}

impl Reader {
    /// Does this element of the article say what was said before?
    pub fn is_said(&self, element: usize) -> bool {
        let said = self.news.as_ref().and_then(|news| news.said.as_ref());
        said.is_some_and(|said| said.get(element).copied().unwrap_or(false))
    }

    /// How many paragraphs are new, of how many; `None` where that is not known.
    pub fn news_count(&self) -> Option<(usize, usize)> {
        let news = self.news.as_ref()?;
        let said = news.said.as_ref()?.iter().filter(|&&said| said).count();
        Some((news.paragraphs.saturating_sub(said), news.paragraphs))
    }

    /// What is to be compared, as far as it has words.
    fn paragraphs(&self) -> Vec<(usize, String)> {
        let body = self.article.body.iter().enumerate();
        let is_prose = |kind| {
            matches!(
                kind,
                BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem
            )
        };
        let prose = body.filter(|(_, block)| is_prose(block.kind) && !block.text.is_empty());
        prose.map(|(at, block)| (at, block.text.clone())).collect()
    }
}

impl Model {
    /// Shows what is new to the reader in the articles of a story from now on, or no more.
    pub fn toggle_news(&mut self) {
        if self.wants_news {
            self.wants_news = false;
            if let Some(reader) = &mut self.reader {
                reader.news = None;
            }
            self.say("What was said before is not marked any more");
        } else if !self.waits_for_around(Command::ToggleNews, None) {
            self.wants_news = true;
            self.ask_news(true);
        }
    }

    /// Asks what is new in the article in the body, if the reader wants to know; `is_asked`: just now.
    pub fn ask_news(&mut self, is_asked: bool) {
        let Some(reader) = self.reader.as_ref().filter(|_| self.wants_news) else {
            return;
        };
        let id = reader.id;
        let versions = reader.around.told().map_or(&[][..], |told| &told.versions);
        let story = self.story_rows().iter().chain(versions);
        let mut earlier: Vec<Id> = story.map(|row| row.id).filter(|&one| one < id).collect();
        earlier.sort_unstable();
        earlier.dedup();
        let is_read = |&id: &Id| {
            let marks = self.marks_of(id);
            marks.is_some_and(|marks| marks.has(Mark::Read))
        };
        let read: Vec<Id> = earlier.iter().copied().filter(is_read).collect();
        let are_read = !read.is_empty();
        let mut earlier = if are_read { read } else { earlier };
        earlier.drain(..earlier.len().saturating_sub(MOST));
        if earlier.is_empty() {
            if is_asked {
                self.say("Nothing of this story is earlier: all of it is new");
            }
            return;
        }
        let texts = reader.paragraphs();
        let news = News {
            said: None,
            paragraphs: texts.len(),
            earlier: earlier.len(),
            are_read,
            is_asked,
        };
        if let Some(reader) = &mut self.reader {
            reader.news = Some(news);
        }
        self.ask(Effect::News(id, Box::new(Paragraphs { texts, earlier })));
    }

    /// These paragraphs of the body say what was said before.
    pub fn news_came(&mut self, id: Id, known: &[usize]) {
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.id == id) else {
            return;
        };
        let Some(news) = &mut reader.news else { return };
        let flow = reader.article.flow().into_iter();
        let is_said = |element| match element {
            Element::Body(at) => known.binary_search(&at).is_ok(),
            _ => false,
        };
        news.said = Some(flow.map(is_said).collect());
        if std::mem::take(&mut news.is_asked) {
            let (paragraphs, earlier) = (news.paragraphs, news.earlier);
            let new = paragraphs.saturating_sub(known.len());
            let beside = match (news.are_read, earlier) {
                (true, 1) => "beside the earlier one that you have read".to_owned(),
                (true, many) => format!("beside the {many} earlier ones that you have read"),
                (false, 1) => "beside the earlier one, which you have not read".to_owned(),
                (false, many) => format!("beside all {many} earlier ones: you have read none"),
            };
            self.say(format!(
                "{new} of {paragraphs} paragraphs are new, {beside}"
            ));
        }
    }
}
