//! The index: files, articles, their orders, what comes and goes.

use chrono::NaiveDate;

use super::samples::{article, key, put, store};
use crate::library::Mark;
use crate::library::Order;
use crate::library::ask::parse;
use crate::store::{Change, Content, FoundFiles, Put, Seen, Store};

fn headlines(store: &Store, order: Order) -> Vec<String> {
    let ids = store.ids(order, usize::MAX).unwrap();
    let rows = store.rows(&ids).unwrap();
    assert_eq!(rows, store.first_rows(order, usize::MAX).unwrap());
    rows.into_iter().map(|row| row.headline).collect()
}

/// Takes out all files but those.
fn keep(store: &mut Store, paths: &[&str]) -> usize {
    let known = store.known_files().unwrap();
    let mut found = FoundFiles::default();
    for path in paths {
        found.add(&known, path.as_bytes());
    }
    store.take_out_all_but(&known, &found).unwrap()
}

#[test]
fn orders_are_those_of_the_library() {
    let (_folder, mut store) = store();
    let of = |headline: &str, date: &str, publisher: &str, words: usize| {
        let mut article = article(headline, date, &"word ".repeat(words));
        article.publisher = Some(publisher.to_owned()).filter(|name| !name.is_empty());
        article
    };
    let articles = [
        of("b old", "2022-01-01", "Post", 900),
        of("A new", "2022-03-01", "", 300),
        of("c none", "", "Post", 1),
        of("d same day", "2022-03-01", "echo", 310),
        of("e evening", "2022-03-01T19:30:00", "", 1000),
        of("f ancient", "1200-03-01", "", 2000),
    ];
    let files: Vec<Put> = articles
        .iter()
        .enumerate()
        .map(|(n, article)| put(&n.to_string(), article))
        .collect();
    store.put(&files).unwrap();
    for (order, expected) in [
        (
            Order::Newest,
            [
                "e evening",
                "A new",
                "d same day",
                "b old",
                "f ancient",
                "c none",
            ],
        ),
        (
            Order::Headline,
            [
                "A new",
                "b old",
                "c none",
                "d same day",
                "e evening",
                "f ancient",
            ],
        ),
        (
            Order::Publisher,
            [
                "d same day",
                "b old",
                "c none",
                "e evening",
                "A new",
                "f ancient",
            ],
        ),
        (
            Order::Minutes,
            [
                "c none",
                "A new",
                "d same day",
                "b old",
                "e evening",
                "f ancient",
            ],
        ),
    ] {
        assert_eq!(headlines(&store, order), expected, "{order:?}");
    }
    assert_eq!(store.ids(Order::Newest, 2).unwrap().len(), 2);
    let id = store.id_of(key(&articles[3])).unwrap().unwrap();
    assert_eq!(store.article(id).unwrap().as_ref(), Some(&articles[3]));
    assert_eq!(store.id_of_file(b"3").unwrap(), Some(id));
}

#[test]
fn a_thousand_articles_of_one_minute_have_each_their_place() {
    let (_folder, mut store) = store();
    for date in ["2022-03-01", ""] {
        let files: Vec<Put> = (0..1200)
            .map(|n| {
                put(
                    &format!("{date}{n}"),
                    &article(&format!("The same {n}"), date, date),
                )
            })
            .collect();
        store.put(&files).unwrap();
    }
    store
        .put(&[
            put("old", &article("Old", "2022-02-28", "")),
            put("new", &article("New", "2022-03-02", "")),
        ])
        .unwrap();
    let all = headlines(&store, Order::Newest);
    assert_eq!(
        (all.len(), all[0].as_str(), all[1201].as_str()),
        (2402, "New", "Old")
    );
}

#[test]
fn an_article_lives_as_long_as_a_file_holds_it() {
    let (_folder, mut store) = store();
    let one = article("Storm", "2022-01-01", "It is calm.");
    store
        .put(&[
            put("a", &one),
            put("b", &one),
            put("c", &article("Quay", "", "Open.")),
        ])
        .unwrap();
    let id = store.id_of(key(&one)).unwrap().unwrap();
    assert_eq!(store.files_of(id).unwrap(), [b"a".to_vec(), b"b".to_vec()]);
    assert_eq!(headlines(&store, Order::Newest), ["Storm", "Quay"]);
    let duplicates = |store: &Store| {
        let ask = parse("is:duplicate", false).unwrap();
        store.search(&ask, 9, NaiveDate::default()).unwrap().ids
    };
    assert_eq!(duplicates(&store), [id]);
    assert_eq!(keep(&mut store, &["b", "c"]), 1);
    assert_eq!(duplicates(&store), []);
    assert_eq!(headlines(&store, Order::Newest), ["Storm", "Quay"]);
    // The last file that holds it is written anew.
    store
        .put(&[put("b", &article("Mole", "", "Gone."))])
        .unwrap();
    assert_eq!(store.id_of(key(&one)).unwrap(), None);
    assert_eq!(headlines(&store, Order::Headline), ["Mole", "Quay"]);
    assert_eq!(keep(&mut store, &[]), 2);
    assert_eq!(headlines(&store, Order::Headline), Vec::<String>::new());
    assert_eq!(store.counts().unwrap().listed, 0);
}

#[test]
fn what_is_known_of_files_says_what_need_not_be_read() {
    let (_folder, mut store) = store();
    let seen = |size, mtime| Seen { size, mtime };
    let mut first = put("a", &article("Storm", "2022-01-01", "It is calm."));
    first.seen = seen(10, 5);
    first.hash = 77;
    let none = Put {
        path: b"none".to_vec(),
        seen: seen(3, 5),
        hash: 78,
        fresh: true,
        content: Content::None("is empty".to_owned()),
    };
    store.put(&[first, none]).unwrap();
    let known = store.known_files().unwrap();
    assert_eq!(known.len(), 2);
    assert!(known.is_current(b"a", seen(10, 5)));
    for (path, seen) in [
        (b"a", seen(10, 6)),
        (b"a", seen(11, 5)),
        (b"b", seen(10, 5)),
    ] {
        assert!(!known.is_current(path, seen));
    }
    assert!(
        !known.is_current(b"none", seen(3, 5)),
        "a young file is looked into again"
    );
    assert!(known.is_known(77, 10) && known.is_same(b"a", 77, 10));
    assert!(!known.is_known(77, 11) && !known.is_known(78, 3) && !known.is_same(b"b", 77, 10));
    // The file was moved: its content is known under the old name.
    let moved = |content| Put {
        path: b"b".to_vec(),
        seen: seen(10, 9),
        hash: 77,
        fresh: false,
        content,
    };
    store.put(&[moved(Content::Copy)]).unwrap();
    keep(&mut store, &["b"]);
    assert_eq!(headlines(&store, Order::Newest), ["Storm"]);
    store
        .put(&[Put {
            seen: seen(10, 11),
            ..moved(Content::Same)
        }])
        .unwrap();
    assert!(store.known_files().unwrap().is_current(b"b", seen(10, 11)));
    // A copy of what has gone is looked into again.
    keep(&mut store, &[]);
    store.put(&[moved(Content::Copy)]).unwrap();
    assert!(!store.known_files().unwrap().is_current(b"b", seen(10, 9)));
}

#[test]
fn a_better_reading_of_the_same_words_takes_the_place_of_the_old() {
    let (_folder, mut store) = store();
    let undated = article("Storm", "", "It is calm.");
    let dated = article("Storm", "2022-01-01", "It is calm.");
    assert_eq!(key(&undated), key(&dated));
    store
        .put(&[put("a", &undated), put("b", &undated)])
        .unwrap();
    store.put(&[put("a", &dated)]).unwrap();
    let id = store.id_of(key(&dated)).unwrap().unwrap();
    assert_eq!(store.article(id).unwrap().as_ref(), Some(&dated));
    assert_eq!(store.files_of(id).unwrap().len(), 2);
    assert_eq!(store.counts().unwrap().listed, 1);
    // Another file's reading of the same words changes nothing.
    store.put(&[put("c", &undated)]).unwrap();
    assert_eq!(store.article(id).unwrap().as_ref(), Some(&dated));
    assert_eq!(store.files_of(id).unwrap().len(), 3);
}

#[test]
fn what_was_said_of_an_article_holds_when_another_parser_reads_it() {
    let (_folder, mut store) = store();
    let (before, after) = (
        article("Ferry sold", "2022-01-01", "It was sold. Share this."),
        article("Ferry sold", "2022-01-01", "It was sold."),
    );
    store.put(&[put("a", &before)]).unwrap();
    let star = Change::mark(key(&before), Mark::Starred, true);
    store.change("star", &[star]).unwrap();
    // Changed by somebody, the file holds another article; unchanged, the same one in other words.
    for (read, mtime, starred) in [(&after, 2, false), (&before, 3, true), (&after, 3, true)] {
        let mut file = put("a", read);
        file.seen = Seen { size: 1, mtime };
        store.put(&[file]).unwrap();
        let row = store.first_rows(Order::Newest, 1).unwrap().remove(0);
        assert_eq!(row.marks.has(Mark::Starred), starred, "{mtime}");
    }
}
