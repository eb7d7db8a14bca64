//! The groups of the list, and the window on it: a group's heading is a row above its first article, which the cursor passes over.

use super::{List, headline_width, selected_height, unfold};
use crate::app::geometry::Area;
use crate::app::shelf::Shelf;
use crate::library::Head;

impl List {
    /// The group that begins with that row, and the number of its articles once all are there.
    pub fn head_at(&self, row: usize) -> Option<(&Head, Option<usize>)> {
        let place = self.place(row);
        let n = self
            .heads
            .binary_search_by_key(&place, |head| head.at)
            .ok()?;
        let end = match self.heads.get(n + 1) {
            Some(next) => Some(next.at),
            None if self.is_begun() || self.has_more() => None,
            None => Some(self.rows.len()),
        };
        Some((self.heads.get(n)?, end.map(|end| end.saturating_sub(place))))
    }

    /// Rows go that do not stay: groups move up, and those that are left without an article go too.
    pub(super) fn close_ranks(&mut self, stays: &[bool]) {
        let mut rest = stays.iter();
        let (mut seen, mut left) = (0, 0);
        for head in &mut self.heads {
            let before = rest.by_ref().take(head.at - seen);
            left += before.filter(|&&stays| stays).count();
            seen = head.at;
            head.at = left;
        }
        left += rest.filter(|&&stays| stays).count();
        // Of several that now begin with one row all but the last are empty.
        let mut next = left;
        self.heads.reverse();
        self.heads.retain(|head| {
            let is_empty = head.at >= next;
            next = next.min(head.at);
            !is_empty
        });
        self.heads.reverse();
    }

    /// Moves the window so that the whole selected row is on the screen, and no row is left empty that an article could stand in. Where it
    /// has to move, it does by half a page, so that rows stand still while most keys are pressed.
    pub fn settle(&mut self, area: Area, row_height: u16, articles: &Shelf) {
        let selected = self.selected().and_then(|id| articles.row(id));
        let unfolded = selected.map_or(1, |row| {
            let width = self.room(self.cursor, headline_width(area.width, row_height));
            unfold(&row.headline, width).len()
        });
        let selected = selected_height(unfolded, row_height) + self.snippet_rows();
        let height = usize::from(area.height);
        let rows_of = |row: usize| {
            let own = if row == self.cursor {
                selected
            } else {
                usize::from(row_height.max(1))
            };
            own + usize::from(self.head_at(row).is_some())
        };
        // The first row from which all up to that one fit, with so many rows of the screen above it.
        let first_for = |last: usize, mut room: usize| {
            let mut first = last;
            while let Some(rest) = first
                .checked_sub(1)
                .and_then(|row| room.checked_sub(rows_of(row)))
            {
                room = rest;
                first -= 1;
            }
            first
        };
        let above = |row: usize| height.saturating_sub(rows_of(row));
        let room = above(self.cursor);
        let mut top = self.top;
        if !(first_for(self.cursor, room)..=self.cursor).contains(&top) {
            top = first_for(self.cursor, room / 2);
        }
        let end = self.count().saturating_sub(1);
        self.top = top.min(first_for(end, above(end)));
    }
}
