//! Selecting words in the article: a cursor that goes from word to word, and perhaps another end.

mod moves;
mod sentence;

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::app::model::Model;
use crate::app::notes::{Highlight, parts};
use crate::app::reader::Reader;
use crate::article::Place;
use crate::library::quotation::{Part, Stretch, stretches};
pub use moves::Move;
use moves::sentence_of;
use sentence::attached;

/// The cursor in the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// The words of the article.
    words: Vec<Stretch>,
    /// The word that it is on.
    cursor: usize,
    /// It stands at the end of the word.
    at_end: bool,
    /// The word at the other end.
    anchor: Option<usize>,
    /// The column that it keeps to from row to row.
    column: Option<usize>,
    /// It has been left; where it was is known.
    is_over: bool,
}

impl Selection {
    fn new(parts: &[Part]) -> Self {
        let words = parts.iter().flat_map(|part| {
            let words = part.text.unicode_word_indices();
            words.map(|(at, word)| Stretch {
                element: part.element,
                range: at..at + word.len(),
            })
        });
        Self {
            words: words.collect(),
            ..Self::default()
        }
    }

    fn word(&self) -> Option<&Stretch> {
        self.words.get(self.cursor)
    }

    fn go(&mut self, word: usize) {
        self.cursor = word.min(self.words.len().saturating_sub(1));
        self.at_end = false;
    }

    /// The word that a place is in, or the next one.
    fn word_from(&self, place: Place) -> usize {
        self.words
            .partition_point(|word| (word.element, word.range.end) <= (place.block, place.byte))
    }

    /// From where to where it goes, with the marks around it where it ends a sentence.
    fn range(&self, parts: &[Part]) -> Option<Range<Place>> {
        let other = self.anchor.unwrap_or(self.cursor);
        let (first, last) = (self.cursor.min(other), self.cursor.max(other));
        let (first, last) = self.words.get(first).zip(self.words.get(last))?;
        let text = |word: &Stretch| {
            let part = parts.iter().find(|part| part.element == word.element);
            part.map_or("", |part| part.text.as_ref())
        };
        let (start, end) = attached(
            (text(first), first.range.start),
            (text(last), last.range.end),
        );
        let place = |block, byte| Place { block, byte };
        Some(place(first.element, start)..place(last.element, end))
    }
}

impl Reader {
    fn selecting(&self) -> Option<&Selection> {
        let shown = self.selection.as_ref().filter(|_| self.xray.is_none());
        shown.filter(|selection| !selection.is_over)
    }

    /// The words of a row, each with its column.
    fn words_of_row(&self, selection: &Selection, row: usize) -> Vec<(usize, usize)> {
        let Some(row) = self.page.rows.get(row) else {
            return Vec::new();
        };
        let bytes = row.bytes();
        let begins = |word: &Stretch| (word.element, word.range.start);
        let first = selection
            .words
            .partition_point(|word| begins(word) < (row.element, bytes.start));
        let words = selection.words.iter().enumerate().skip(first);
        let words = words.take_while(|(_, word)| begins(word) < (row.element, bytes.end));
        words
            .filter_map(|(i, word)| Some((i, row.column_of(word.range.start)?)))
            .collect()
    }

    fn row_of_word(&self, word: &Stretch) -> usize {
        self.page.row_of(Place {
            block: word.element,
            byte: word.range.start,
        })
    }

    /// The row and the column of the cursor, from the top of the page.
    pub fn cursor(&self) -> Option<(usize, usize)> {
        let selection = self.selecting()?;
        let word = selection.word()?;
        let byte = if selection.at_end {
            let words = parts(&self.article);
            let part = words.iter().find(|part| part.element == word.element)?;
            let last = part
                .text
                .get(word.range.clone())?
                .graphemes(true)
                .next_back()?;
            word.range.end - last.len()
        } else {
            word.range.start
        };
        let row = self.page.row_of(Place {
            block: word.element,
            byte,
        });
        let column = self.page.rows.get(row)?.column_of(byte);
        Some((row, column.unwrap_or_default()))
    }

    /// What is selected, as it is shown: the word under the cursor at least.
    pub fn selected(&self) -> Vec<Stretch> {
        let Some(selection) = self.selecting() else {
            return Vec::new();
        };
        if selection.anchor.is_none() {
            return selection.word().cloned().into_iter().collect();
        }
        let parts = parts(&self.article);
        let range = selection.range(&parts);
        range.map_or_else(Vec::new, |range| stretches(&parts, &range))
    }

    /// The first highlight that the word under the cursor is part of.
    pub fn highlight_under_cursor(&self) -> Option<&Highlight> {
        let word = self.selecting()?.word()?;
        let place = |byte| Place {
            block: word.element,
            byte,
        };
        let range = place(word.range.start)..place(word.range.end);
        self.highlights.over(&range).next()
    }

    /// Puts the cursor on the word at `place`, if words are being selected.
    pub fn cursor_to(&mut self, place: Place) {
        if let Some(selection) = self.selection.as_mut().filter(|s| !s.is_over) {
            let word = selection.word_from(place);
            selection.go(word);
        }
    }

    /// The text has been scrolled: the cursor stays on the screen.
    pub fn cursor_follows(&mut self, height: usize) {
        let Some((row, _)) = self.cursor() else {
            return;
        };
        let Some(selection) = self.selection.as_ref() else {
            return;
        };
        let (top, end) = (self.top(), self.top() + height);
        let first = |row: usize| self.words_of_row(selection, row).first().map(|word| word.0);
        let word = if row < top {
            (top..end).find_map(first)
        } else if row >= end {
            (top..end).rev().find_map(first)
        } else {
            None
        };
        if let (Some(word), Some(selection)) = (word, &mut self.selection) {
            selection.go(word);
        }
    }
}

impl Model {
    /// Is a cursor in the text?
    pub fn is_selecting(&self) -> bool {
        let reader = self
            .reader
            .as_ref()
            .filter(|_| self.focus == crate::app::geometry::Pane::Body);
        reader.and_then(Reader::selecting).is_some()
    }

    /// Has the selection another end than the cursor?
    pub fn is_anchored(&self) -> bool {
        let reader = self.reader.as_ref();
        let selection = reader.and_then(Reader::selecting);
        selection.is_some_and(|selection| selection.anchor.is_some())
    }

    /// Puts a cursor into the text: on the current match of a search, where it was before, or on the first word of the screen.
    pub fn begin_selection(&mut self) {
        let height = self.body_height();
        let Some(reader) = self
            .reader
            .as_mut()
            .filter(|reader| reader.xray.is_none() && reader.comparison.is_none())
        else {
            return;
        };
        let before = reader.selection.take();
        let mut selection = Selection::new(&parts(&reader.article));
        let found = reader
            .find
            .as_ref()
            .and_then(|find| find.matches.get(find.current));
        let is_shown = |row: usize| row >= reader.top() && row < reader.top() + height;
        let word_at = |place: Place| {
            Some(selection.word_from(place)).filter(|word| {
                let word = selection.words.get(*word);
                word.is_some_and(|word| is_shown(reader.row_of_word(word)))
            })
        };
        let found = found.and_then(|found| word_at(found.place()));
        let before = before.map(|before| before.cursor);
        let before = before.filter(|word| {
            let word = selection.words.get(*word);
            word.is_some_and(|word| is_shown(reader.row_of_word(word)))
        });
        let first = |row: usize| {
            reader
                .words_of_row(&selection, row)
                .first()
                .map(|word| word.0)
        };
        let first = || (reader.top()..reader.top() + height).find_map(first);
        let Some(word) = found.or(before).or_else(first) else {
            self.say("There are no words on the screen");
            return;
        };
        selection.go(word);
        reader.selection = Some(selection);
    }

    /// Leaves the selection.
    pub fn leave_selection(&mut self) {
        let selection = self.reader.as_mut().and_then(|r| r.selection.as_mut());
        if let Some(selection) = selection {
            selection.is_over = true;
            selection.anchor = None;
        }
    }

    /// The selection goes from the word under the cursor on.
    pub fn set_anchor(&mut self) {
        let selection = self.reader.as_mut().and_then(|r| r.selection.as_mut());
        if let Some(selection) = selection {
            selection.anchor = Some(selection.cursor);
        }
    }

    /// Goes to the other end of the selection.
    pub fn swap_ends(&mut self) {
        let selection = self.reader.as_mut().and_then(|r| r.selection.as_mut());
        if let Some(selection) = selection
            && let Some(anchor) = selection.anchor.replace(selection.cursor)
        {
            selection.go(anchor);
        }
        self.reveal_cursor();
    }

    /// Moves the cursor, and the text where it would leave the screen.
    pub fn move_cursor(&mut self, way: Move) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(selection) = reader.selecting() else {
            return;
        };
        let moved = reader.moved(selection, way);
        if let (Some((word, column)), Some(selection)) = (moved, &mut reader.selection) {
            selection.go(word);
            selection.at_end = matches!(way, Move::WordEnd(_));
            selection.column = column;
        }
        self.reveal_cursor();
    }

    fn reveal_cursor(&mut self) {
        let height = self.body_height();
        if let Some(reader) = &mut self.reader
            && let Some((row, _)) = reader.cursor()
        {
            if row < reader.top() {
                reader.scroll_to(row, height);
            } else if row >= reader.top() + height {
                reader.scroll_to(row + 1 - height, height);
            }
        }
    }

    /// What a highlight would be made of: what is selected, else the sentence under the cursor.
    pub fn selected_range(&self) -> Option<Range<Place>> {
        let reader = self.reader.as_ref()?;
        let selection = reader.selecting()?;
        let parts = parts(&reader.article);
        if selection.anchor.is_some() {
            return selection.range(&parts);
        }
        let (first, next) = sentence_of(selection, &parts, selection.cursor)?;
        let whole = Selection {
            cursor: next.saturating_sub(1),
            anchor: Some(first),
            ..selection.clone()
        };
        whole.range(&parts)
    }
}
