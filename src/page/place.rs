//! From places to rows and back, so that a resize keeps the same words on top.

use std::ops::Range;

use super::{Page, Role, Row, cells};
use crate::article::Place;

impl Row {
    /// The place that the row begins with; of a blank row, the beginning of the element below it.
    pub fn place(&self) -> Place {
        Place {
            block: self.element,
            byte: self.byte,
        }
    }

    /// Does the row show that byte of its element?
    fn shows(&self, byte: usize) -> bool {
        let mut sources = self.runs.iter().filter_map(|run| run.source.as_ref());
        sources.any(|source| source.contains(&byte))
    }

    /// The column at which that byte of its element stands; `None` where the row does not show it.
    pub fn column_of(&self, byte: usize) -> Option<usize> {
        let mut column = usize::from(self.indent);
        for run in &self.runs {
            let source = run.source.as_ref().filter(|source| source.contains(&byte));
            if let Some(source) = source {
                // A run that stands for other words is one place.
                let within = if source.len() == run.text.len() {
                    byte - source.start
                } else {
                    0
                };
                let before = run.text.get(..run.text.floor_char_boundary(within));
                return Some(column + cells(before.unwrap_or_default()));
            }
            column += cells(&run.text);
        }
        None
    }

    /// The bytes of its element that it shows, from the first to the last; of a row of a table those between them as well.
    pub fn bytes(&self) -> Range<usize> {
        let sources = || self.runs.iter().filter_map(|run| run.source.as_ref());
        let start = sources().map(|source| source.start).min();
        let end = sources().map(|source| source.end).max();
        start.unwrap_or_default()..end.unwrap_or_default()
    }

    /// Is it a row of a table, whose cells stand side by side?
    fn is_tabular(&self) -> bool {
        self.runs.iter().any(|run| run.role == Role::Table)
    }
}

impl Page {
    /// The row that shows `place`: the last row at or before it; 0 for an empty page.
    pub fn row_of(&self, place: Place) -> usize {
        let after = self.rows.partition_point(|row| row.place() <= place);
        let last = after.saturating_sub(1);
        // In a table the words of the second cell may stand above those that the first one ends with.
        let above = self
            .rows
            .get(..after)
            .unwrap_or_default()
            .iter()
            .enumerate();
        let mut table = above
            .rev()
            .take_while(|(_, row)| row.element == place.block && row.is_tabular());
        table
            .find(|(_, row)| row.shows(place.byte))
            .map_or(last, |(shown, _)| shown)
    }

    /// The place that `row` begins with; of a blank row, the element below it. Past the end, the last row's.
    pub fn place_of(&self, row: usize) -> Place {
        let row = self.rows.get(row).or(self.rows.last());
        row.map(Row::place).unwrap_or_default()
    }

    /// The rows of an element (an index into [`crate::article::Article::flow`]), without the blank row above it; an empty range
    /// where the element shows nothing.
    pub fn element_rows(&self, element: usize) -> Range<usize> {
        let start = self.rows.partition_point(|row| row.element < element);
        let end = self.rows.partition_point(|row| row.element <= element);
        let parted = start < end && self.rows.get(start).is_some_and(|row| row.runs.is_empty());
        start + usize::from(parted)..end
    }
}
