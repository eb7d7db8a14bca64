//! Where the cursor goes.

use super::Selection;
use super::sentence::sentences;
use crate::app::notes::parts;
use crate::app::reader::Reader;
use crate::library::quotation::Part;

/// A way of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// So many words on.
    Words(isize),
    /// To the end of the word, or of a later one.
    WordEnd(usize),
    /// So many rows on.
    Rows(isize),
    /// To a row.
    ToRow(usize),
    /// To the first word of the row, or to the last.
    RowEdge(bool),
    /// To the next paragraph, or to the beginning of this one and then the one before.
    Paragraph(bool),
    /// So many sentences on.
    Sentences(isize),
}

impl Reader {
    /// The cursor's word after a move of it, and the column that it keeps to.
    pub(super) fn moved(&self, selection: &Selection, way: Move) -> Option<(usize, Option<usize>)> {
        let word = selection.word()?;
        let row = self.row_of_word(word);
        let by = |delta: isize| selection.cursor.saturating_add_signed(delta);
        let to = match way {
            Move::Words(delta) => {
                // From a word's end, its beginning is the first step back.
                let back = usize::from(selection.at_end && delta < 0);
                by(delta.saturating_add_unsigned(back))
            }
            Move::WordEnd(times) => {
                let here = usize::from(!selection.at_end);
                selection.cursor.saturating_add(times - here.min(times))
            }
            Move::Rows(delta) => return self.moved_rows(selection, row, delta),
            Move::ToRow(row) => {
                let last = self.page.rows.len().saturating_sub(1);
                let above = |row| self.words_of_row(selection, row).first().map(|word| word.0);
                let mut above_it = (0..=row.min(last)).rev();
                above_it.find_map(above).unwrap_or_default()
            }
            Move::RowEdge(end) => {
                let words = self.words_of_row(selection, row);
                let edge = if end { words.last() } else { words.first() };
                edge.map_or(selection.cursor, |word| word.0)
            }
            Move::Paragraph(forward) => {
                let first = |element| selection.words.partition_point(|w| w.element < element);
                let own = first(word.element);
                if forward {
                    first(word.element + 1)
                } else if own < selection.cursor {
                    own
                } else {
                    let above = own.checked_sub(1).and_then(|i| selection.words.get(i));
                    above.map_or(own, |word| first(word.element))
                }
            }
            Move::Sentences(delta) => self.moved_sentences(selection, delta),
        };
        Some((to, None))
    }

    fn moved_rows(
        &self,
        selection: &Selection,
        row: usize,
        delta: isize,
    ) -> Option<(usize, Option<usize>)> {
        let column = selection.column.or_else(|| Some(self.cursor()?.1))?;
        let has_words = |&row: &usize| !self.words_of_row(selection, row).is_empty();
        let steps = delta.unsigned_abs().saturating_sub(1);
        let row = if delta > 0 {
            let mut rows = (row + 1..self.page.rows.len()).filter(has_words);
            rows.clone().nth(steps).or_else(|| rows.next_back())
        } else {
            let mut rows = (0..row).rev().filter(has_words);
            rows.clone().nth(steps).or_else(|| rows.next_back())
        };
        let words = self.words_of_row(selection, row?);
        let after = words.partition_point(|word| word.1 <= column);
        let (word, _) = words.get(after.saturating_sub(1))?;
        Some((*word, Some(column)))
    }

    fn moved_sentences(&self, selection: &Selection, delta: isize) -> usize {
        let parts = parts(&self.article);
        let mut cursor = selection.cursor;
        for _ in 0..delta.unsigned_abs().min(selection.words.len()) {
            let Some((first, next)) = sentence_of(selection, &parts, cursor) else {
                break;
            };
            cursor = match cursor.checked_sub(1) {
                _ if delta > 0 => next,
                _ if first < cursor => first,
                Some(above) => sentence_of(selection, &parts, above).map_or(0, |found| found.0),
                None => 0,
            };
            if cursor >= selection.words.len() {
                break;
            }
        }
        cursor
    }
}

/// The first word of the sentence that a word is in, and the first one of the next.
pub(super) fn sentence_of(
    selection: &Selection,
    parts: &[Part],
    word: usize,
) -> Option<(usize, usize)> {
    let word = selection.words.get(word)?;
    let part = parts.iter().find(|part| part.element == word.element)?;
    let mut sentences = sentences(&part.text).into_iter();
    let own = sentences.find(|range| word.range.start < range.end)?;
    let first = |byte| {
        selection
            .words
            .partition_point(|w| (w.element, w.range.start) < (part.element, byte))
    };
    Some((first(own.start), first(own.end)))
}
