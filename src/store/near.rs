//! Headlines that nearly are what was typed. The newest are kept in memory once somebody asks, some thousand more at
//! each question, so that no question waits for all of a large library.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;

use super::error::StoreError;
use super::opening::Store;
use crate::library::{Fuzzy, Id};

/// Headlines read at one question.
const CHUNK: usize = 5_000;
/// Headlines kept at most, some 80 bytes each.
const MOST: usize = 50_000;
/// Headlines that are weighed at one question; most are passed over by their letters.
const WEIGHED: usize = 1_500;

/// An article whose headline nearly is what was typed, and the bytes of the headline that hold its letters.
pub type Near = (Id, Vec<Range<usize>>);

/// The headlines known, folded.
#[derive(Debug, Default)]
pub(super) struct Headlines {
    /// How many articles there were, and the newest: other ones mean that the headlines are others.
    of: (i64, i64),
    text: String,
    /// The articles, with the ends of their headlines in the text.
    ends: Vec<(i64, usize)>,
    is_whole: bool,
}

impl Store {
    /// The articles whose headlines nearly are what was typed, the best `limit` of them, without those in `but`.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn near(
        &self,
        fuzzy: &mut Fuzzy,
        but: &[Id],
        limit: usize,
    ) -> Result<Vec<Near>, StoreError> {
        let near = self.nearest(fuzzy, but, limit);
        near.map_err(|cause| StoreError::of(&self.path, cause))
    }

    fn nearest(&self, fuzzy: &mut Fuzzy, but: &[Id], limit: usize) -> rusqlite::Result<Vec<Near>> {
        self.read_headlines()?;
        let but: HashSet<i64> = but.iter().map(|id| id.0).collect();
        let headlines = self.headlines.borrow();
        let mut weighed = 0;
        let mut found: Vec<(Reverse<u32>, Reverse<i64>)> = Vec::new();
        let mut start = 0;
        for &(id, end) in &headlines.ends {
            let headline = headlines.text.get(start..end).unwrap_or_default();
            start = end;
            if !fuzzy.may_fit(headline) {
                continue;
            }
            weighed += 1;
            if weighed > WEIGHED {
                break;
            }
            if let Some(score) = fuzzy.score(headline).filter(|_| !but.contains(&id)) {
                found.push((Reverse(score), Reverse(id)));
            }
        }
        found.sort_unstable();
        let mut headline = self
            .db
            .prepare_cached("SELECT headline FROM index_article WHERE id = ?1 AND marks < 8")?;
        let mut near = Vec::new();
        for (_, Reverse(id)) in found.into_iter().take(limit) {
            let mut rows = headline.query([id])?;
            if let Some(row) = rows.next()? {
                near.push((Id(id), fuzzy.letters(row.get_ref(0)?.as_str()?)));
            }
        }
        Ok(near)
    }

    /// Reads some more headlines, older ones than those known.
    fn read_headlines(&self) -> rusqlite::Result<()> {
        let mut headlines = self.headlines.borrow_mut();
        let of = "SELECT (SELECT ifnull(sum(articles), 0) FROM index_count), (SELECT ifnull(max(id), 0) FROM index_article)";
        let of = self
            .db
            .prepare_cached(of)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if headlines.of != of {
            *headlines = Headlines {
                of,
                ..Headlines::default()
            };
        }
        if headlines.is_whole {
            return Ok(());
        }
        let oldest = headlines.ends.last().map_or(i64::MAX, |last| last.0);
        let more = "SELECT id, folded FROM index_article WHERE id < ?1 ORDER BY id DESC LIMIT ?2";
        let mut more = self.db.prepare_cached(more)?;
        let mut rows = more.query((oldest, i64::try_from(CHUNK).unwrap_or(i64::MAX)))?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            headlines.text.push_str(row.get_ref(1)?.as_str()?);
            let end = headlines.text.len();
            headlines.ends.push((row.get(0)?, end));
            read += 1;
        }
        headlines.is_whole = read < CHUNK || headlines.ends.len() >= MOST;
        Ok(())
    }
}
