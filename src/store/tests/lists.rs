//! Lists: filters with all their hits, groups, counts, tags.

use chrono::NaiveDate;

use super::samples::{article, key, put, store};
use crate::library::ask::{Ask, parse};
use crate::library::{Grouping, Head, Mark, MarkSet, Order, Shared};
use crate::store::{Change, Store};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 3, 1).unwrap()
}

/// Articles of some days and publishers; every third is archived, one of the others binned.
fn library(articles: usize) -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    let all: Vec<_> = (0..articles)
        .map(|n| {
            let date = match n % 5 {
                0 => String::new(),
                day => format!("2022-02-0{day}T1{}:00:00", n % 7),
            };
            let word = if n % 2 == 0 { "even" } else { "odd" };
            let mut article = article(&format!("Storm {n} {word}"), &date, "It is calm.");
            article.publisher = (n % 4 > 0).then(|| format!("The Paper {}", n % 4));
            article
        })
        .collect();
    let puts: Vec<_> = all
        .iter()
        .enumerate()
        .map(|(n, article)| put(&format!("{n}.txt"), article))
        .collect();
    store.put(&puts).unwrap();
    let put_away = all.iter().enumerate().filter_map(|(n, article)| {
        let mark = match n {
            7 => Mark::Binned,
            _ if n % 3 == 0 => Mark::Archived,
            _ => return None,
        };
        Some(Change::mark(key(article), mark, true))
    });
    store.keep(&put_away.collect::<Vec<_>>()).unwrap();
    (folder, store)
}

fn ask(query: &str) -> Ask {
    Ask::default().within(&parse(query, false).unwrap())
}

#[test]
fn a_filter_counts_what_it_shows() {
    let (_folder, store) = library(60);
    for (query, expected) in [
        ("", 39),
        ("is:unread", 39),
        ("is:read", 0),
        ("is:archived", 20),
        ("is:binned", 1),
        ("is:archived OR is:starred", 20),
        ("-is:archived", 39),
        ("even", 20),
        ("even is:archived", 10),
        ("-even", 19),
        ("on:2022-02-03", 8),
        ("newer:0d", 0),
        ("minutes:<3", 39),
    ] {
        let ask = ask(query);
        assert_eq!(store.count(&ask, today()).unwrap(), expected, "{query}");
        assert_eq!(
            store.all_hits(&ask, today()).unwrap().len(),
            expected,
            "{query}"
        );
    }
}

#[test]
fn many_hits_come_in_the_order_that_few_would() {
    let (_folder, store) = library(1_600);
    for sort in ["headline", "publisher", "minutes", "newest", "oldest"] {
        let all = ask(&format!("storm sort:{sort}"));
        let ids = store.all_hits(&all, today()).unwrap();
        assert!(ids.len() > 1_000, "more than are sorted one by one");
        let order = Order::named(sort).unwrap();
        let listing = store.listed((order, Grouping::None), false, None).unwrap();
        let listed: Vec<_> = listing.articles.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, listed, "{sort}");
    }
}

#[test]
fn groups_are_where_what_they_share_changes() {
    let (_folder, store) = library(60);
    for (order, group) in [
        (Order::Newest, Grouping::Day),
        (Order::Oldest, Grouping::Day),
        (Order::Publisher, Grouping::Publisher),
        (Order::Headline, Grouping::None),
    ] {
        let listing = store.listed((order, group), false, None).unwrap();
        assert!(listing.articles.len() == 39);
        let ids: Vec<_> = listing.articles.iter().map(|(id, _)| *id).collect();
        let rows = store.rows(&ids).unwrap();
        let mut expected: Vec<Head> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let of = match group {
                Grouping::None | Grouping::Story => continue,
                Grouping::Day => Shared::Day(row.date.map(|date| date.date)),
                Grouping::Publisher => Shared::Publisher(row.publisher.clone()),
            };
            if expected.last().is_none_or(|last| last.of != of) {
                expected.push(Head { at, of });
            }
        }
        let groups = [0, 4, 5].contains(&expected.len());
        assert!(groups, "each day and publisher once: {expected:?}");
        assert_eq!(listing.heads, expected, "{order:?}");
        let all = |_, _: MarkSet| true;
        assert_eq!(store.among(&ids, group, all).unwrap(), listing, "{order:?}");
    }
    let (_folder, store) = library(4_100);
    let ids = store.ids(Order::Newest, usize::MAX).unwrap();
    let unread = |_, marks: MarkSet| !marks.has(Mark::Read);
    let many = [ids.clone(), ids.clone()].concat();
    let many = store.among(&many, Grouping::Day, unread).unwrap();
    let few = store.among(&ids, Grouping::Day, unread).unwrap();
    assert_eq!(many.articles, [few.articles.clone(), few.articles].concat());
}

#[test]
fn tags_are_counted_the_readers_first() {
    let (_folder, mut store) = store();
    let mut one = article("Storm", "2022-02-01", "It is calm.");
    let mut two = article("Gale", "2022-02-02", "It blows.");
    one.tags = vec!["Harbour".into(), "Sea".into()];
    two.tags = vec!["Sea".into()];
    store
        .put(&[put("a.txt", &one), put("b.txt", &two)])
        .unwrap();
    let tag = |name: &str, set| Change::tag(key(&one), name, set);
    store
        .change("tags", &[tag("Later", true), tag("Harbour", true)])
        .unwrap();
    store
        .change("tags", &[Change::tag(key(&two), "later", true)])
        .unwrap();
    let names = |store: &Store| -> Vec<String> {
        let tags = store.tags().unwrap().into_iter();
        tags.map(|tag| format!("{} {} {}", tag.name, tag.articles, tag.own))
            .collect()
    };
    assert_eq!(store.tags_of(key(&one)).unwrap(), ["Harbour", "Later"]);
    let all = names(&store);
    assert!(all[0].to_lowercase() == "later 2 true", "{all:?}");
    assert_eq!(all[1..], ["Harbour 1 true", "sea 2 false"]);
    store.undo().unwrap();
    store.undo().unwrap();
    assert_eq!(names(&store), ["sea 2 false", "harbour 1 false"]);
    assert_eq!(store.tags_of(key(&one)).unwrap(), Vec::<String>::new());
}

#[test]
fn very_many_articles_are_marked_in_one_step() {
    let (_folder, mut store) = library(4_100);
    let ids = store.ids(Order::Newest, usize::MAX).unwrap();
    let unread = store.counts().unwrap().unread;
    assert_eq!(unread, ids.len() as u64);
    let marked = store.mark_many("all", &ids, (Mark::Read, true)).unwrap();
    assert_eq!((marked, store.counts().unwrap().unread), (ids.len(), 0));
    store.undo().unwrap();
    assert_eq!(store.counts().unwrap().unread, unread);
    assert_eq!(store.undo().unwrap(), None);
}
