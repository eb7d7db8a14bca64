//! What holds of any query: it is understood, or what is wrong is said at its place; and what is asked for and what is denied are
//! together all that there is.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use clippings::library::Id;
use clippings::library::ask::{Ask, Expr, Fault, Mark, Term, parse};
use clippings::store::Store;

use super::characters::steers;
use super::shelf::{SHELF, library};

/// Most terms of a query.
const MOST_TERMS: usize = 64;

thread_local! {
    static LIBRARY: Store = library(&SHELF);
}

/// Bytes as a query, typed whole and while it is being typed.
pub fn typed(bytes: &[u8]) {
    let typed = String::from_utf8_lossy(bytes);
    for live in [false, true] {
        match parse(&typed, live) {
            Ok(ask) => LIBRARY.with(|library| check(library, &typed, &ask)),
            Err(fault) => check_fault(&typed, &fault),
        }
    }
}

fn check_fault(typed: &str, fault: &Fault) {
    let is_there = |span: Range<usize>| typed.get(span).is_some();
    assert!(is_there(fault.span.clone()), "{fault:?}");
    assert!(
        !fault.what.is_empty() && fault.what == fault.to_string(),
        "{fault:?}"
    );
    let shown = clippings::cli::screen::line(&fault.what);
    assert!(!shown.contains(steers), "{fault:?}");
}

fn check(library: &Store, typed: &str, ask: &Ask) {
    let terms = ask.what.terms();
    assert!(terms.len() <= MOST_TERMS);
    spans(&ask.what, &mut |span| {
        assert!(typed.get(span.clone()).is_some(), "{span:?}");
    });
    let today = NaiveDate::from_ymd_opt(2024, 4, 20).unwrap();
    let all = |ask: &Ask| -> BTreeSet<Id> {
        let hits = library.all_hits(ask, today).unwrap();
        let ids: BTreeSet<Id> = hits.iter().copied().collect();
        assert_eq!(ids.len(), hits.len(), "a hit twice");
        ids
    };
    let hits = all(ask);
    assert_eq!(library.count(ask, today).unwrap(), hits.len());
    let first = library.search(ask, 5, today).unwrap();
    assert_eq!(first.ids.len(), hits.len().min(5));
    assert!(first.ids.iter().all(|id| hits.contains(id)));
    for &id in &first.ids {
        let snippet = library.snippet(id, ask, 80).unwrap().unwrap_or_default();
        let is_whole = |span: &Range<usize>| snippet.text.get(span.clone()).is_some();
        assert!(snippet.marks.iter().all(is_whole), "{snippet:?}");
    }
    // What is archived or in the bin is found only by those who ask for it.
    let hidden = [Mark::Archived, Mark::Binned].map(Term::Is);
    if terms.iter().all(|(term, _)| !hidden.contains(term)) {
        let denied = all(&Ask {
            what: Expr::Not(Box::new(ask.what.clone())),
            sort: None,
        });
        assert!(hits.is_disjoint(&denied), "both found and denied");
        let together = hits.len() + denied.len();
        assert_eq!(together, all(&Ask::default()).len(), "neither");
    }
}

/// The bytes of the query that say each term.
fn spans(expr: &Expr, see: &mut impl FnMut(&Range<usize>)) {
    match expr {
        Expr::And(parts) | Expr::Or(parts) => parts.iter().for_each(|part| spans(part, see)),
        Expr::Not(part) => spans(part, see),
        Expr::Term(_, span) => see(span),
    }
}
