//! Highlights and notes of the article in the body: where they are in its text, and changing them.

use std::ops::Range;

use crate::app::geometry::Pane;
use crate::app::message::Effect;
use crate::app::model::Model;
use crate::app::sidebar::Choice;
use crate::article::{Article, BlockKind, Element, Place};
use crate::library::quotation::{Note, Part, Quotation, Stream, Stretch};
use crate::page::words;

/// Notes of one article that are looked for in its text; more may come in from other machines.
const MOST: usize = 300;

/// Of those whose words are not there as they were, so many are looked for more closely.
const MOST_NEAR: usize = 20;

/// A note, and its words in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlight {
    /// The note.
    pub note: Note,
    /// Its words in reading order; none where they are not in this text any more.
    stretches: Vec<Stretch>,
}

/// The highlights of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Highlights {
    /// In the order of their places, those that were not found last.
    all: Vec<Highlight>,
    /// The words of all in the order of their places.
    stretches: Vec<Stretch>,
}

/// What of an article may be quoted: no line that is composed of facts, and no other article's headline.
pub fn parts(article: &Article) -> Vec<Part<'_>> {
    let flow = article.flow().into_iter().enumerate();
    let parts = flow.filter_map(|(element, kind)| {
        let aside = match kind {
            Element::Dateline | Element::Tags => return None,
            Element::Headline | Element::Standfirst => false,
            Element::Image(_) => true,
            Element::Body(i) => {
                let kind = article.body.get(i)?.kind;
                if kind == BlockKind::InlineRelated {
                    return None;
                }
                false
            }
        };
        Some(Part {
            element,
            text: words(article, kind),
            aside,
        })
    });
    parts.collect()
}

impl Highlight {
    /// Is it in this text?
    pub fn is_found(&self) -> bool {
        !self.stretches.is_empty()
    }

    /// From where to where it goes; `None` where it is not in this text.
    pub fn range(&self) -> Option<Range<Place>> {
        let place = |block: usize, byte: usize| Place { block, byte };
        let (first, last) = self.stretches.first().zip(self.stretches.last())?;
        Some(place(first.element, first.range.start)..place(last.element, last.range.end))
    }
}

impl Highlights {
    /// Looks for the words of `notes` in the article.
    pub fn new(article: &Article, notes: Vec<Note>) -> Self {
        if notes.is_empty() {
            return Self::default();
        }
        let stream = Stream::new(&parts(article));
        let mut near = 0;
        let located = notes.into_iter().enumerate().map(|(number, note)| {
            let found = (number < MOST).then(|| stream.find_exact(&note.quotation));
            let found = found.flatten().or_else(|| {
                near += 1;
                (near <= MOST_NEAR).then(|| stream.find_near(&note.quotation))?
            });
            Highlight {
                stretches: found.unwrap_or_default(),
                note,
            }
        });
        let mut all: Vec<Highlight> = located.collect();
        all.sort_by_cached_key(|highlight| {
            let start = highlight.range().map(|range| range.start);
            (start.is_none(), start, highlight.note.id.clone())
        });
        let stretches = all.iter().flat_map(|highlight| &highlight.stretches);
        let mut stretches: Vec<Stretch> = stretches.cloned().collect();
        stretches.sort_by_key(|stretch| (stretch.element, stretch.range.start));
        Self { all, stretches }
    }

    /// All of them.
    pub fn all(&self) -> &[Highlight] {
        &self.all
    }

    /// The notes alone.
    pub fn notes(&self) -> Vec<Note> {
        self.all
            .iter()
            .map(|highlight| highlight.note.clone())
            .collect()
    }

    /// The highlighted words of an element.
    pub fn within(&self, element: usize) -> &[Stretch] {
        let start = self.stretches.partition_point(|s| s.element < element);
        let end = self.stretches.partition_point(|s| s.element <= element);
        self.stretches.get(start..end).unwrap_or_default()
    }

    /// Those that have words in `range`.
    pub fn over(&self, range: &Range<Place>) -> impl Iterator<Item = &Highlight> {
        self.all.iter().filter(|highlight| {
            let own = highlight.range();
            own.is_some_and(|own| own.start < range.end && range.start < own.end)
        })
    }
}

impl Model {
    /// The notes of an article have been changed outside.
    pub fn noted(&mut self, key: u64, notes: Vec<Note>) {
        let rows = &self.shelf;
        let is_own = |id| rows.row(id).is_some_and(|row| row.key == key);
        let reader = self.reader.as_mut();
        if let Some(reader) = reader.filter(|reader| is_own(reader.id)) {
            reader.highlights = Highlights::new(&reader.article, notes);
            self.move_related(0);
        }
    }

    /// The highlight that the keyboard is on: the one chosen in the sidebar, or the first one under the cursor.
    pub fn highlight_here(&self) -> Option<&Highlight> {
        let reader = self.reader.as_ref()?;
        match self.focus {
            Pane::Info => match self.chosen()? {
                Choice::Note(note) => reader.highlights.all.get(note),
                Choice::Headline(_) | Choice::Article(_) => None,
            },
            Pane::Body if self.is_selecting() => reader.highlight_under_cursor(),
            Pane::Body | Pane::List => None,
        }
    }

    /// Goes to the words of a highlight.
    pub fn go_to_highlight(&mut self, number: usize) {
        let height = self.body_height();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let highlight = reader.highlights.all.get(number);
        match highlight.and_then(Highlight::range) {
            Some(range) => {
                let row = reader.page.row_of(range.start);
                reader.xray = None;
                reader.scroll_to(row.saturating_sub(height / 3), height);
                self.focus = Pane::Body;
            }
            None => self.say("These words are not in the text any more"),
        }
    }

    /// Keeps what is selected as a highlight; what it overlaps becomes one with it.
    pub fn highlight(&mut self) {
        let Some(range) = self.selected_range() else {
            return;
        };
        if let Some((gone, note)) = self.joined(&range) {
            let known = self
                .reader
                .as_ref()
                .map(|reader| reader.highlights.over(&range));
            let is_known = known.is_some_and(|mut known| known.any(|other| other.note == note));
            self.leave_selection();
            if is_known && gone.is_empty() {
                self.say("This is highlighted already");
            } else {
                self.say("Highlighted; U undoes it");
                self.change_notes("highlight", gone, vec![note]);
            }
        }
    }

    /// Begins a comment on what is selected, or changes that of the highlight here.
    pub fn begin_comment(&mut self) {
        if let Some((_, note)) = self.commented() {
            self.prompt_for_comment(note.quotation.comment.unwrap_or_default());
        }
    }

    /// The comment has been written.
    pub fn keep_comment(&mut self, comment: &str) {
        if let Some((gone, mut note)) = self.commented() {
            let comment = Some(comment.trim()).filter(|comment| !comment.is_empty());
            note.quotation.comment = comment.map(str::to_owned);
            self.leave_selection();
            self.say("Noted; U undoes it");
            self.change_notes("note", gone, vec![note]);
        }
    }

    /// What a comment is on: what is selected, else the highlight here, else the sentence under the cursor; and the names of those that go.
    fn commented(&mut self) -> Option<(Vec<String>, Note)> {
        let here = self.highlight_here().filter(|_| !self.is_anchored());
        if let Some(here) = here {
            return Some((Vec::new(), here.note.clone()));
        }
        let range = self.selected_range()?;
        self.joined(&range)
    }

    /// Removes the highlight here.
    pub fn remove_highlight(&mut self) {
        match self.highlight_here().map(|here| here.note.id.clone()) {
            Some(id) => {
                self.say("Removed; U brings it back");
                self.change_notes("no highlight", vec![id], Vec::new());
            }
            None => self.say("No highlight here"),
        }
    }

    /// The words in `range` and in all highlights that it overlaps as one note, with their comments; and the names of those that go.
    fn joined(&mut self, range: &Range<Place>) -> Option<(Vec<String>, Note)> {
        let reader = self.reader.as_ref()?;
        let mut whole = range.clone();
        let mut comments: Vec<&str> = Vec::new();
        for highlight in reader.highlights.over(range) {
            if let Some(own) = highlight.range() {
                whole = whole.start.min(own.start)..whole.end.max(own.end);
            }
            let comment = highlight.note.quotation.comment.as_deref();
            comments.extend(comment.filter(|comment| !comments.contains(comment)));
        }
        let Some(quotation) = Quotation::of(&parts(&reader.article), &whole) else {
            self.say("That is too long for a highlight");
            return None;
        };
        let id = quotation.id();
        let over = reader.highlights.over(range);
        let gone = over.map(|highlight| highlight.note.id.clone());
        let gone = gone.filter(|other| *other != id).collect();
        let comment = (!comments.is_empty()).then(|| comments.join(" · "));
        let note = Note {
            id,
            quotation: Quotation {
                comment,
                ..quotation
            },
            headline: reader.article.headline.clone(),
        };
        Some((gone, note))
    }

    /// Changes the notes of the article in the body, now and in the library, as one step.
    fn change_notes(&mut self, word: &str, gone: Vec<String>, come: Vec<Note>) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(row) = self.shelf.row(reader.id) else {
            return;
        };
        let mut notes = reader.highlights.notes();
        let is_new = |note: &Note| !gone.contains(&note.id) && come.iter().all(|n| n.id != note.id);
        notes.retain(is_new);
        notes.extend(come.iter().cloned());
        reader.highlights = Highlights::new(&reader.article, notes);
        let label = format!("{word}, {}", row.headline);
        let effect = Effect::Note(label, row.key, gone, come);
        self.ask(effect);
        self.move_related(0);
    }
}
