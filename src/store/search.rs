//! Search: a query to the ids of its hits, best first, in a time that hardly grows with the library.
//!
//! Ids grow with dates, and the full-text index gives hits in the order of ids, so the newest hits of any expression come without a look at
//! the others. Ranking by weight (BM25) has to look at every hit, so it is done where there are few; of many the newest come first, those
//! ahead whose headline holds the words.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension as _, params_from_iter};

use super::compile::{Context, Plan};
use super::error::StoreError;
use super::expression::Vocabulary;
use super::opening::Store;
use super::statement::{Statement, Way, by_articles, by_words, order_of};
use super::text::{spaced, words};
use crate::library::Id;
use crate::library::MarkSet;
use crate::library::ask::{Ask, Ending, Field, Sort, Text};

/// Most hits that are ranked or sorted; of more, the order of dates decides.
const RANKED: usize = 1_000;
/// Where there are more, or all words are common, so many of the newest are looked at for their headlines.
const NEWEST: usize = 300;
/// Where a condition leaves so few articles, each is asked for the words.
const FEW: u64 = 200;
/// Where marks leave so few articles, hits are looked for in a list of them.
const SOME: u64 = 4_000;
/// A word is common when so many articles of the sample hold it: some thousand of all.
const COMMON: i64 = 64;
/// Common words that a word still being typed may stand for.
const COMPLETIONS: i64 = 8;

/// What a search has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits, best first.
    pub ids: Vec<Id>,
    /// There are more than were asked for.
    pub more: bool,
}

impl Store {
    /// The first `limit` hits of a query; `today` is what ages are counted from.
    ///
    /// Unless the query says otherwise: binned articles are never found, archived ones only by words or in the bin; hits of words come by relevance,
    /// others newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn search(&self, ask: &Ask, limit: usize, today: NaiveDate) -> Result<Hits, StoreError> {
        let found = self.hits(ask, limit, today);
        let mut found = found.map_err(|cause| StoreError::of(&self.path, cause))?;
        let more = found.len() > limit;
        found.truncate(limit);
        let ids = found.into_iter().map(Id).collect();
        Ok(Hits { ids, more })
    }

    /// The hits, and one more than is asked for where there are more.
    fn hits(&self, ask: &Ask, limit: usize, today: NaiveDate) -> rusqlite::Result<Vec<i64>> {
        let sets = self.mark_sets()?;
        let known: Vec<MarkSet> = sets.iter().map(|(set, _)| *set).collect();
        let vocabulary = Vocabulary {
            complete: &|word| self.completions(word).unwrap_or_default(),
            is_common: &|word| self.is_common(word).unwrap_or_default(),
        };
        let context = Context {
            today,
            sets: &known,
            vocabulary,
        };
        let plan = Plan::new(ask, &context);
        let way = self.way(&plan, &sets)?;
        let is_of_words = ask.texts().next().is_some();
        let usual = if is_of_words {
            Sort::Relevance
        } else {
            Sort::Newest
        };
        let sort = ask.sort.unwrap_or(usual);
        let order = order_of(sort);
        if plan.words.is_none() {
            return self.ask(&by_articles(&plan, order, way, limit));
        }
        let first = match sort {
            Sort::Newest | Sort::Oldest => limit,
            Sort::Relevance if plan.ranked.is_none() => limit.max(NEWEST),
            _ => limit.max(RANKED),
        };
        let statement = match way {
            Way::Marks | Way::Lookup => by_articles(&plan, order, way, first),
            Way::Words | Way::List => by_words(&plan, sort == Sort::Oldest, way, first),
        };
        let found = self.ask(&statement)?;
        match sort {
            Sort::Newest | Sort::Oldest => Ok(found),
            Sort::Relevance => self.by_relevance(&plan, ask, found),
            _ if found.len() <= RANKED => self.sorted(&found, order),
            _ => self.ask(&by_articles(&plan, order, Way::Words, limit)),
        }
    }

    /// What leads to the hits with the fewest looks.
    fn way(&self, plan: &Plan, sets: &[(MarkSet, u64)]) -> rusqlite::Result<Way> {
        let marked = plan.marks.as_ref().map_or(u64::MAX, |wanted| {
            let those = sets.iter().filter(|(set, _)| wanted.contains(set));
            those.map(|(_, articles)| articles).sum()
        });
        if marked <= FEW {
            return Ok(Way::Marks);
        }
        for (ids, values) in &plan.lookups {
            let count = format!("SELECT count(*) FROM (SELECT * FROM ({ids}) LIMIT {FEW} + 1)");
            let mut count = self.db.prepare_cached(&count)?;
            let found: u64 = count.query_row(params_from_iter(values), |row| {
                row.get::<_, i64>(0).map(i64::cast_unsigned)
            })?;
            if found <= FEW {
                return Ok(Way::Lookup);
            }
        }
        Ok(match (marked <= SOME, plan.words.is_some()) {
            (true, true) => Way::List,
            (true, false) => Way::Marks,
            (false, _) => Way::Words,
        })
    }

    /// The ids that a statement gives.
    fn ask(&self, statement: &Statement) -> rusqlite::Result<Vec<i64>> {
        let mut ids = self.db.prepare_cached(&statement.sql)?;
        ids.query_map(params_from_iter(&statement.values), |row| row.get(0))?
            .collect()
    }

    /// Sorts a few hits by weight, and the first of them, or the newest of many, by whether the headline holds the words.
    fn by_relevance(&self, plan: &Plan, ask: &Ask, found: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        match plan.ranked.as_ref().filter(|_| found.len() <= RANKED) {
            Some(ranked) => self.by_headline(ask, self.by_weight(ranked, found)?),
            None => self.by_headline(ask, found),
        }
    }

    fn by_weight(&self, ranked: &str, mut found: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        let weigh = "SELECT rowid, bm25(index_text, 8, 4, 2, 2, 4, 1, 0) FROM index_text \
             WHERE index_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3";
        let mut weigh = self.db.prepare_cached(weigh)?;
        let weights: HashMap<i64, f64> = weigh
            .query_map((ranked, found.last(), found.first()), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let weight = |id: &i64| weights.get(id).copied().unwrap_or_default();
        // The greater the relevance, the lower the number. Equal ones stay newest first.
        found.sort_by(|a, b| weight(a).total_cmp(&weight(b)));
        Ok(found)
    }

    fn by_headline(&self, ask: &Ask, found: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        let asked = ask.texts();
        let asked = asked.filter(|text| matches!(text.field, Field::Any | Field::Headline));
        let texts: Vec<&Text> = asked.collect();
        let mut headline = self
            .db
            .prepare_cached("SELECT folded FROM index_article WHERE id = ?1")?;
        let (mut named, mut rest) = (Vec::new(), Vec::new());
        for (n, id) in found.into_iter().enumerate() {
            let is_named = n < NEWEST
                && headline
                    .query_row([id], |row| Ok(stand_in(row.get_ref(0)?.as_str()?, &texts)))?;
            if is_named { &mut named } else { &mut rest }.push(id);
        }
        named.extend(rest);
        Ok(named)
    }

    /// Sorts a few articles.
    fn sorted(&self, found: &[i64], order: &str) -> rusqlite::Result<Vec<i64>> {
        let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
        let ids = ids.join(",");
        let sorted = format!("SELECT id FROM index_article a WHERE id IN ({ids}) ORDER BY {order}");
        let mut sorted = self.db.prepare(&sorted)?;
        sorted.query_map([], |row| row.get(0))?.collect()
    }

    /// The common words that begin so, the commonest first.
    fn completions(&self, word: &str) -> rusqlite::Result<Vec<String>> {
        let common = format!(
            "SELECT word FROM index_word INDEXED BY index_word_common WHERE word > ?1 AND word < ?1 || char(1114111) \
             AND articles >= {COMMON} ORDER BY articles DESC LIMIT {COMPLETIONS}"
        );
        let mut common = self.db.prepare_cached(&common)?;
        common.query_map([word], |row| row.get(0))?.collect()
    }

    fn is_common(&self, word: &str) -> rusqlite::Result<bool> {
        let articles = "SELECT articles FROM index_word WHERE word = ?1";
        let mut articles = self.db.prepare_cached(articles)?;
        let articles: Option<i64> = articles.query_row([word], |row| row.get(0)).optional()?;
        Ok(articles.is_some_and(|articles| articles >= COMMON))
    }
}

/// Do all the texts stand in a headline that is folded?
fn stand_in(headline: &str, texts: &[&Text]) -> bool {
    let headline = spaced(headline);
    let headline: Vec<&str> = words(&headline).collect();
    texts.iter().all(|text| {
        let run = spaced(&text.words);
        let run: Vec<&str> = words(&run).collect();
        let Some((last, whole)) = run.split_last() else {
            return true;
        };
        headline.windows(run.len()).any(|window| {
            window.split_last().is_some_and(|(end, start)| {
                let ends = match text.ending {
                    Ending::Whole => end == last,
                    Ending::Open | Ending::Typing => end.starts_with(last),
                };
                ends && start == whole
            })
        })
    })
}
