//! Headlines that share rare words with a line: what a small edit leaves.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::text::{spaced, words};
use crate::library::{Id, fold};

/// Words of a line that are looked up, the rarest first. A small edit changes two of them at most.
const RAREST: usize = 4;
/// Articles of the sample that may hold such a word: those with more take long to look up, and tell little.
const COMMON: i64 = 500;
/// Most headlines that are compared.
const MOST: usize = 64;

/// The headlines that share at least two of the rarest words of `line`, or three where so many share two; `None` where still more do.
pub(super) fn headlines(
    db: &Connection,
    line: &str,
) -> rusqlite::Result<Option<Vec<(String, Id)>>> {
    let rare = rarest(db, &fold(line))?;
    for wanted in [pairs(&rare), triples(&rare)] {
        if wanted.is_empty() {
            continue;
        }
        let found = with(db, &wanted)?;
        if found.len() < MOST {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The rarest words of a folded line.
fn rarest(db: &Connection, folded: &str) -> rusqlite::Result<Vec<String>> {
    let spaced = spaced(folded);
    let mut all: Vec<&str> = words(&spaced).collect();
    all.sort_unstable();
    all.dedup();
    let count = "SELECT articles FROM index_word WHERE word = ?1";
    let mut count = db.prepare_cached(count)?;
    let mut counted = Vec::with_capacity(all.len());
    for word in all {
        let articles: Option<i64> = count.query_row([word], |row| row.get(0)).optional()?;
        let articles = articles.unwrap_or_default();
        if articles <= COMMON {
            // Of words as rare the longer one tells more.
            counted.push((articles, std::cmp::Reverse(word.len()), word));
        }
    }
    counted.sort_unstable();
    let rare = counted.into_iter().take(RAREST);
    Ok(rare.map(|(_, _, word)| format!("\"{word}\"")).collect())
}

/// Any two of the words.
fn pairs(words: &[String]) -> String {
    let each = words.iter().enumerate().filter_map(|(n, word)| {
        let others = words.get(n + 1..).filter(|others| !others.is_empty())?;
        Some(format!("({word} AND ({}))", others.join(" OR ")))
    });
    each.collect::<Vec<_>>().join(" OR ")
}

/// Any three of the words.
fn triples(words: &[String]) -> String {
    let each = words.iter().enumerate().filter_map(|(n, word)| {
        let others = pairs(words.get(n + 1..)?);
        (!others.is_empty()).then(|| format!("({word} AND ({others}))"))
    });
    each.collect::<Vec<_>>().join(" OR ")
}

fn with(db: &Connection, wanted: &str) -> rusqlite::Result<Vec<(String, Id)>> {
    let found = format!(
        "SELECT a.headline, a.id FROM index_text t CROSS JOIN index_article a ON a.id = t.rowid \
         WHERE t.index_text MATCH ?1 LIMIT {MOST}"
    );
    let mut found = db.prepare_cached(&found)?;
    let found = found.query_map(params![format!("headline : ({wanted})")], |row| {
        Ok((row.get(0)?, Id(row.get(1)?)))
    })?;
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::{pairs, triples};

    #[test]
    fn any_of_the_words() {
        for (all, two, three) in [
            (&[][..], "", ""),
            (&["a"][..], "", ""),
            (&["a", "b"], "(a AND (b))", ""),
            (
                &["a", "b", "c"],
                "(a AND (b OR c)) OR (b AND (c))",
                "(a AND ((b AND (c))))",
            ),
        ] {
            let all: Vec<String> = all.iter().map(|&word| word.to_owned()).collect();
            assert_eq!(
                (pairs(&all), triples(&all)),
                (two.to_owned(), three.to_owned())
            );
        }
    }
}
