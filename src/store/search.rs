//! Search: a query to the ids of its hits, best first, in a time that does not grow with the library.
//!
//! Ids grow with dates, and the full-text index gives hits in the order of ids, so the newest hits of any expression come without looking
//! at the others. Ranking by weight (BM25) has to look at every hit, so it is done where there are few; of many the newest come first, those
//! ahead whose headline holds the words.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{OptionalExtension as _, params_from_iter};

use super::compile::{Context, Plan};
use super::error::StoreError;
use super::list::{Id, PUBLISHER};
use super::marks::MarkSet;
use super::opening::Store;
use crate::library::ask::{Ask, Sort};

/// Most hits that are ranked or sorted; of more, the order of dates decides.
const RANKED: usize = 1_000;
/// A set of marks that so few articles have is looked through first.
const FEW: u64 = 200;
/// A word is common when so many articles of the sample hold it: some thousand of all.
const COMMON: i64 = 64;
/// Common words that a word still being typed may stand for.
const COMPLETIONS: i64 = 12;

/// What a search has found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The hits, best first.
    pub ids: Vec<Id>,
    /// There are more than were asked for.
    pub more: bool,
}

/// Words of a full-text condition, and the rest of the statement.
struct Statement {
    sql: String,
    values: Vec<Sql>,
}

impl Store {
    /// The first `limit` hits of a query; `today` is what ages are counted from.
    ///
    /// Unless the query says otherwise: binned articles are never found, archived ones only by words; hits of words come by relevance,
    /// others newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn search(&self, ask: &Ask, limit: usize, today: NaiveDate) -> Result<Hits, StoreError> {
        self.hits(ask, limit, today)
            .map_err(|cause| StoreError::of(&self.path, cause))
    }

    fn hits(&self, ask: &Ask, limit: usize, today: NaiveDate) -> rusqlite::Result<Hits> {
        let sets = self.mark_sets()?;
        let known: Vec<MarkSet> = sets.iter().map(|(set, _)| *set).collect();
        let plan = Plan::new(
            ask,
            &Context {
                today,
                sets: &known,
                complete: &|word| self.completions(word).unwrap_or_default(),
                is_common: &|word| self.is_common(word).unwrap_or_default(),
            },
        );
        let marked = plan.marks.as_ref().map(|wanted| {
            let those = sets.iter().filter(|(set, _)| wanted.contains(set));
            those.map(|(_, articles)| articles).sum::<u64>()
        });
        let few = marked.is_some_and(|articles| articles <= FEW);
        let sort = ask.sort.unwrap_or(match plan.words {
            Some(_) => Sort::Relevance,
            None => Sort::Newest,
        });
        if plan.words.is_none() {
            return cut(self.ask(&plain(&plan, order_of(sort), few, limit))?, limit);
        }
        let by_date = matches!(sort, Sort::Newest | Sort::Oldest);
        let first = if by_date { limit } else { limit.max(RANKED) };
        let statement = if few {
            plain(&plan, order_of(sort), true, first)
        } else {
            by_words(&plan, sort == Sort::Oldest, first)
        };
        let found = self.ask(&statement)?;
        if by_date {
            return cut(found, limit);
        }
        let all = match sort {
            Sort::Relevance => self.by_relevance(&plan, found)?,
            _ if found.len() <= RANKED => self.sorted(found, order_of(sort))?,
            _ => self.ask(&plain(&plan, order_of(sort), false, limit))?,
        };
        cut(all, limit)
    }

    /// The ids that a statement gives.
    fn ask(&self, statement: &Statement) -> rusqlite::Result<Vec<i64>> {
        let mut ids = self.db.prepare_cached(&statement.sql)?;
        ids.query_map(params_from_iter(&statement.values), |row| row.get(0))?
            .collect()
    }

    /// Sorts a few hits by weight, or the newest of many by whether the headline holds the words.
    fn by_relevance(&self, plan: &Plan, found: Vec<i64>) -> rusqlite::Result<Vec<i64>> {
        let (Some(newest), Some(oldest)) =
            (found.first(), found.get(..RANKED).unwrap_or(&found).last())
        else {
            return Ok(found);
        };
        match &plan.ranked {
            Some(ranked) if found.len() <= RANKED => {
                let weigh = "SELECT rowid, bm25(index_text, 8, 4, 2, 2, 4, 1) FROM index_text WHERE index_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3";
                let mut weigh = self.db.prepare_cached(weigh)?;
                let weights: HashMap<i64, f64> = weigh
                    .query_map((ranked, oldest, newest), |row| {
                        Ok((row.get(0)?, row.get(1)?))
                    })?
                    .collect::<rusqlite::Result<_>>()?;
                let weight = |id: &i64| weights.get(id).copied().unwrap_or_default();
                let mut all = found;
                // The greater the relevance, the lower the number. Equal ones stay newest first.
                all.sort_by(|a, b| weight(a).total_cmp(&weight(b)));
                Ok(all)
            }
            _ => {
                let Some(words) = &plan.words else {
                    return Ok(found);
                };
                let named = "SELECT rowid FROM index_text WHERE index_text MATCH ?1 AND rowid BETWEEN ?2 AND ?3";
                let words = format!("{{headline}} : {words}");
                let mut named = self.db.prepare_cached(named)?;
                let named: HashSet<i64> = named
                    .query_map((words, oldest, newest), |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let (mut first, rest): (Vec<_>, Vec<_>) =
                    found.into_iter().partition(|id| named.contains(id));
                first.extend(rest);
                Ok(first)
            }
        }
    }

    /// Sorts a few articles.
    fn sorted(&self, found: Vec<i64>, order: &str) -> rusqlite::Result<Vec<i64>> {
        let ids: Vec<String> = found.iter().map(ToString::to_string).collect();
        let sorted = format!(
            "SELECT id FROM index_article a WHERE id IN ({}) ORDER BY {order}",
            ids.join(",")
        );
        self.db
            .prepare(&sorted)?
            .query_map([], |row| row.get(0))?
            .collect()
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

/// The first `limit` of what was found.
#[allow(clippy::unnecessary_wraps)] // ends what can fail
fn cut(mut found: Vec<i64>, limit: usize) -> rusqlite::Result<Hits> {
    let more = found.len() > limit;
    found.truncate(limit);
    let ids = found.into_iter().map(Id).collect();
    Ok(Hits { ids, more })
}

const fn order_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest | Sort::Relevance => "id DESC",
        Sort::Oldest => "id",
        Sort::Headline => "folded, id DESC",
        Sort::Publisher => PUBLISHER,
        Sort::Minutes => "minutes, id DESC",
    }
}

/// Hits in the order of ids, by way of the full-text index.
fn by_words(plan: &Plan, oldest: bool, limit: usize) -> Statement {
    let mut sql = String::from("SELECT t.rowid FROM index_text t");
    let mut clauses = vec!["t.index_text MATCH ?".to_owned()];
    let mut values: Vec<Sql> = plan.words.clone().map(Sql::Text).into_iter().collect();
    let conditions = plan.clauses.iter().cloned().chain(plan.marks_clause());
    let conditions: Vec<String> = conditions.collect();
    if !conditions.is_empty() {
        // CROSS: the words lead, articles are looked up.
        sql.push_str(" CROSS JOIN index_article a ON a.id = t.rowid");
    }
    if let Some((from, to)) = plan.range {
        clauses.push("t.rowid >= ? AND t.rowid < ?".to_owned());
        values.extend([Sql::Integer(from), Sql::Integer(to)]);
    }
    clauses.extend(conditions);
    values.extend(plan.values.iter().cloned());
    let order = if oldest { "" } else { " DESC" };
    sql += &format!(
        " WHERE {} ORDER BY t.rowid{order} LIMIT ?",
        clauses.join(" AND ")
    );
    values.push(limit_of(limit));
    Statement { sql, values }
}

/// Hits by way of the articles; words are a condition like any other.
fn plain(plan: &Plan, order: &str, few: bool, limit: usize) -> Statement {
    let by = if few {
        " INDEXED BY index_article_marks"
    } else {
        ""
    };
    let mut clauses: Vec<String> = plan.marks_clause().into_iter().collect();
    let mut values = Vec::new();
    if let Some((from, to)) = plan.range {
        clauses.push("a.id >= ? AND a.id < ?".to_owned());
        values.extend([Sql::Integer(from), Sql::Integer(to)]);
    }
    clauses.extend(plan.clauses.iter().cloned());
    values.extend(plan.values.iter().cloned());
    if let Some(words) = &plan.words {
        clauses.push(
            "EXISTS (SELECT 1 FROM index_text t WHERE t.index_text MATCH ? AND t.rowid = a.id)"
                .to_owned(),
        );
        values.push(Sql::Text(words.clone()));
    }
    let wanted = if clauses.is_empty() {
        "1".to_owned()
    } else {
        clauses.join(" AND ")
    };
    values.push(limit_of(limit));
    let sql =
        format!("SELECT a.id FROM index_article a{by} WHERE {wanted} ORDER BY {order} LIMIT ?");
    Statement { sql, values }
}

/// One more than is asked for tells whether there are more.
fn limit_of(limit: usize) -> Sql {
    Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1))
}
