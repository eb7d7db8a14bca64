//! A plan as a statement of the engine, by one of several ways to the same hits.

use rusqlite::types::Value as Sql;

use super::compile::{Plan, numbers};
use super::list::PUBLISHER;
use crate::library::ask::Sort;

/// What leads to the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The words, or the order of articles where there are none; conditions are looked at for each.
    Words,
    /// The words; each hit is looked for in a list of the articles with the right marks.
    List,
    /// The articles with the right marks.
    Marks,
    /// The articles that a condition gives.
    Lookup,
}

/// What the engine is asked, and the values that are bound.
#[derive(Debug)]
pub(super) struct Statement {
    pub sql: String,
    pub values: Vec<Sql>,
}

/// The columns that an order goes by.
pub(super) const fn order_of(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest | Sort::Relevance => "id DESC",
        Sort::Oldest => "id",
        Sort::Headline => "folded, id DESC",
        Sort::Publisher => PUBLISHER,
        Sort::Minutes => "minutes, id DESC",
    }
}

/// Hits in the order of ids, by way of the full-text index.
pub(super) fn by_words(plan: &Plan, oldest: bool, way: Way, limit: usize) -> Statement {
    let mut wanted = vec!["t.index_text MATCH ?".to_owned()];
    let mut values: Vec<Sql> = plan.words.clone().map(Sql::Text).into_iter().collect();
    if let Some((from, to)) = plan.range {
        wanted.push("t.rowid >= ? AND t.rowid < ?".to_owned());
        values.extend([Sql::Integer(from), Sql::Integer(to)]);
    }
    let mut clauses = plan.clauses.clone();
    let mut asks_more = plan.asks_more;
    match (&plan.marks, way) {
        (Some(sets), Way::List) => {
            let sets = numbers(sets.iter());
            clauses.push(format!(
                "a.id IN (SELECT id FROM index_article WHERE marks IN ({sets}))"
            ));
        }
        (Some(_), _) => {
            clauses.extend(plan.marks_clause());
            asks_more = true;
        }
        (None, _) => {}
    }
    // CROSS: the words lead, articles are looked up.
    let mut from = "index_text t CROSS JOIN index_article a ON a.id = t.rowid";
    if !asks_more {
        from = "index_text t";
        // The sign keeps the engine from asking the full-text index for each id of a list.
        for clause in &mut clauses {
            *clause = clause.replace("a.id", "+t.rowid");
        }
    }
    wanted.extend(clauses);
    values.extend(plan.values.iter().cloned());
    let order = if oldest { "" } else { " DESC" };
    let wanted = wanted.join(" AND ");
    let sql = format!("SELECT t.rowid FROM {from} WHERE {wanted} ORDER BY t.rowid{order} LIMIT ?");
    values.push(limit_of(limit));
    Statement { sql, values }
}

/// Hits by way of the articles; words are a condition like any other.
pub(super) fn by_articles(plan: &Plan, order: &str, way: Way, limit: usize) -> Statement {
    let by = if way == Way::Marks {
        " INDEXED BY index_article_marks"
    } else {
        ""
    };
    let mut wanted: Vec<String> = plan.marks_clause().into_iter().collect();
    let mut values = Vec::new();
    if let Some((from, to)) = plan.range {
        wanted.push("a.id >= ? AND a.id < ?".to_owned());
        values.extend([Sql::Integer(from), Sql::Integer(to)]);
    }
    wanted.extend(plan.clauses.iter().cloned());
    values.extend(plan.values.iter().cloned());
    if let Some(words) = &plan.words {
        let held =
            "EXISTS (SELECT 1 FROM index_text t WHERE t.index_text MATCH ? AND t.rowid = a.id)";
        wanted.push(held.to_owned());
        values.push(Sql::Text(words.clone()));
    }
    let wanted = if wanted.is_empty() {
        "1".to_owned()
    } else {
        wanted.join(" AND ")
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
