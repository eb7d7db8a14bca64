//! Search: queries and what they find, in this order.

use chrono::NaiveDate;
use serde_json::json;

use super::samples::{article, key, put, store};
use crate::article::{Article, Image};
use crate::library::ask::parse;
use crate::store::{Change, Mark, Snippet, Store};

fn articles() -> Vec<Article> {
    let storm = Article {
        standfirst: Some("Boats are back".into()),
        byline: vec!["Ida Brandt".into(), "Bo Tam".into()],
        publisher: Some("The Sea Echo".into()),
        tags: vec!["High Tide".into(), "Harbour".into()],
        language: Some("en".into()),
        images: vec![Image {
            caption: Some("The quay".into()),
            ..Image::default()
        }],
        ..article(
            "Storm leaves the wall",
            "2022-01-31",
            "The harbour wall fell, said Ida. It’s over; the sea-wall stands.",
        )
    };
    let harbour = Article {
        publisher: Some("Harbour Post".into()),
        tags: vec!["harbour".into()],
        language: Some("en".into()),
        ..article(
            "Harbour reopens after storm",
            "2022-02-01T23:30:00-05:00",
            &format!("A harbour is open. {}", "More words. ".repeat(700)),
        )
    };
    let ferry = Article {
        language: Some("de".into()),
        url: Some("https://post.example/video/7".into()),
        ..article(
            "Fähre fährt",
            "2023-06-01",
            "Die Nachtfähre nach Skerrin fährt wieder. harbourmaster",
        )
    };
    let lamp = article(
        "スケリン島の灯台",
        "2021-05-05",
        "島の灯台は九日ぶりに点灯した。",
    );
    let thai = article("หมู่เกาะสงบ", "", "เรือข้ามฟากกลับมาแล้ว");
    vec![storm, harbour, ferry, lamp, thai]
}

fn library() -> (tempfile::TempDir, Store) {
    let (folder, mut store) = store();
    let articles = articles();
    let files: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(n, one)| put(&n.to_string(), one))
        .collect();
    store.put(&files).unwrap();
    store.put(&[put("copy", &articles[0])]).unwrap();
    let key = |n: usize| key(&articles[n]);
    let marks = [
        Change::mark(key(0), Mark::Read, true),
        Change::mark(key(1), Mark::Starred, true),
        Change::tag(key(2), "Night Boat", true),
        Change::new(Some(key(2)), "note:1", json!({"quote": "Die"})),
        Change::new(
            Some(key(0)),
            "note:1",
            json!({"quote": "wall", "comment": "which?"}),
        ),
    ];
    store.change("all", &marks).unwrap();
    (folder, store)
}

fn found(store: &Store, query: &str, live: bool, limit: usize) -> (Vec<usize>, bool) {
    let keys: Vec<u64> = articles().iter().map(key).collect();
    let ask = parse(query, live).unwrap();
    let today = NaiveDate::from_ymd_opt(2023, 6, 10).unwrap();
    let hits = store.search(&ask, limit, today).unwrap();
    let rows = store.rows(&hits.ids).unwrap();
    let found = rows
        .iter()
        .map(|row| keys.iter().position(|key| *key == row.key).unwrap());
    (found.collect(), hits.more)
}

#[test]
fn queries_find() {
    let (_folder, store) = library();
    for (query, want) in [
        ("", vec![2, 1, 0, 3, 4]),
        ("storm", vec![0, 1]),
        ("STORM wall", vec![0]),
        ("storm sort:newest", vec![1, 0]),
        ("storm sort:oldest", vec![0, 1]),
        ("harbour sort:headline", vec![1, 0]),
        ("harbour sort:minutes", vec![0, 1]),
        ("sort:publisher", vec![1, 0, 2, 3, 4]),
        ("sort:oldest", vec![4, 3, 0, 1, 2]),
        ("\"harbour wall\"", vec![0]),
        ("\"wall harbour\"", vec![]),
        ("it's sea-wall \"“it's over”\"", vec![0]),
        ("harb*", vec![1, 0, 2]),
        ("harbou", vec![]),
        ("storm -wall", vec![1]),
        ("-storm", vec![2, 3, 4]),
        ("-storm -skerrin", vec![3, 4]),
        ("-(storm OR skerrin)", vec![3, 4]),
        ("wall OR skerrin sort:newest", vec![2, 0]),
        ("(wall OR skerrin) -ida", vec![2]),
        ("storm (wall OR reopens) sort:newest", vec![1, 0]),
        ("headline:harbour", vec![1]),
        ("body:harbour sort:newest", vec![1, 0]),
        ("body:boats", vec![0]),
        ("body:storm", vec![]),
        ("publisher:harbour", vec![1]),
        ("publisher:\"sea echo\"", vec![0]),
        ("byline:brandt", vec![0]),
        ("byline:\"brandt bo\"", vec![0]),
        ("tag:harbour", vec![1, 0]),
        ("tag:high", vec![]),
        ("tag:hi*", vec![0]),
        ("tag:\"HIGH tide\"", vec![0]),
        ("tag:\"night boat\"", vec![2]),
        ("tag:nigh*", vec![2]),
        ("-tag:harbour", vec![2, 3, 4]),
        ("lang:de", vec![2]),
        ("-lang:de", vec![1, 0, 3, 4]),
        ("format:text sort:oldest", vec![4, 3, 0, 1, 2]),
        ("format:html", vec![]),
        ("on:2022-02-01", vec![1]),
        ("on:2022", vec![1, 0]),
        ("after:2022-01-31", vec![2, 1]),
        ("before:2022-02", vec![0, 3]),
        ("-after:2022", vec![1, 0, 3, 4]),
        ("storm before:2022-02", vec![0]),
        ("newer:2w", vec![2]),
        ("older:2w", vec![1, 0, 3]),
        ("is:read", vec![0]),
        ("is:unread", vec![2, 1, 3, 4]),
        ("storm is:unread", vec![1]),
        ("is:starred OR is:read", vec![1, 0]),
        ("is:starred is:read", vec![]),
        ("-is:starred -is:read storm", vec![]),
        ("is:video", vec![2]),
        ("is:duplicate", vec![0]),
        ("has:image", vec![0]),
        ("has:note", vec![0]),
        ("has:highlight", vec![2, 0]),
        ("minutes:>5", vec![1]),
        ("minutes:<5 storm", vec![0]),
        ("storm OR is:video", vec![0, 1, 2]),
        ("storm OR older:1y sort:newest", vec![1, 0, 3]),
        ("is:video OR minutes:>5", vec![2, 1]),
        ("storm has:image", vec![0]),
        ("storm -has:image -lang:de", vec![1]),
        ("-has:image -is:video", vec![1, 3, 4]),
        ("wall -tag:harbour", vec![]),
        ("wall tag:harbour has:note", vec![0]),
        ("\u{e000}len", vec![]),
        ("fähre", vec![2]),
        ("fahre", vec![]),
        ("灯台", vec![3]),
        ("島の灯", vec![3]),
        ("台灯", vec![]),
        ("灯 島", vec![3]),
        ("ข้าม", vec![4]),
        ("\"\" ... harbourmaster", vec![2]),
        ("AND", vec![]),
        ("\"a*b\" OR \"x\"\"y NEAR(z)\" OR 'skerrin'", vec![2]),
    ] {
        assert_eq!(found(&store, query, false, 99), (want, false), "{query}");
    }
    assert_eq!(
        found(&store, "storm sort:newest", false, 1),
        (vec![1], true)
    );
    assert_eq!(found(&store, "", false, 2), (vec![2, 1], true));
}

#[test]
fn a_word_that_is_typed_stands_for_what_it_may_become() {
    let (_folder, store) = library();
    for (typed, want) in [
        ("har sort:newest", vec![]),
        ("sort:newest harb", vec![2, 1, 0]),
        ("sort:newest harbour", vec![2, 1, 0]),
        ("sort:newest harbour ", vec![1, 0]),
        ("storm wal", vec![0]),
        ("tag:hig", vec![0]),
        ("灯", vec![3]),
    ] {
        assert_eq!(found(&store, typed, true, 99), (want, false), "{typed}");
    }
}

#[test]
fn what_is_put_away_is_found_where_it_is_asked_for() {
    let (_folder, mut store) = library();
    let articles = articles();
    let marks = [
        Change::mark(key(&articles[0]), Mark::Archived, true),
        Change::mark(key(&articles[1]), Mark::Binned, true),
    ];
    store.change("tidy", &marks).unwrap();
    for (query, want) in [
        ("", vec![2, 3, 4]),
        ("storm", vec![0]),
        ("tag:harbour", vec![]),
        ("is:archived", vec![0]),
        ("is:binned", vec![1]),
        ("storm is:binned", vec![1]),
        ("is:archived OR is:binned", vec![1, 0]),
    ] {
        assert_eq!(found(&store, query, false, 99), (want, false), "{query}");
    }
}

#[test]
fn a_word_that_is_common_is_known_and_its_hits_come_newest_first() {
    let (_folder, mut store) = store();
    let mut files = Vec::new();
    for n in 0..1500_u32 {
        let day = NaiveDate::from_ymd_opt(2010, 1, 1).unwrap() + chrono::Days::new(n.into());
        let headline = if n == 1300 {
            "The strange case"
        } else {
            "One more"
        };
        files.push(put(
            &n.to_string(),
            &article(
                headline,
                &day.to_string(),
                &format!("the stranger text number{n}"),
            ),
        ));
    }
    store.put(&files).unwrap();
    let ask = |query: &str, live| {
        let ask = parse(query, live).unwrap();
        let hits = store.search(&ask, 3, NaiveDate::default()).unwrap();
        let rows = store.rows(&hits.ids).unwrap();
        rows.iter()
            .map(|row| row.date.unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let newest = ["2014-02-08", "2014-02-07", "2014-02-06"];
    assert_eq!(ask("stranger", false), newest);
    assert_eq!(ask("stra", true), ["2013-07-24", newest[0], newest[1]]);
    // Of the newest ones, the one whose headline holds the word stands first.
    assert_eq!(ask("the", false), ["2013-07-24", newest[0], newest[1]]);
    assert_eq!(ask("body:the format:text", false), newest);
    assert_eq!(ask("publisher:the", false), Vec::<String>::new());
    assert_eq!(ask("the number3", false), ["2010-01-04"]);
    assert_eq!(ask("the sort:oldest", false)[0], "2010-01-01");
    assert_eq!(ask("the sort:headline", false)[0], newest[0]);
}

#[test]
fn snippets_show_what_was_asked_for() {
    let (_folder, store) = library();
    let articles = articles();
    let snippet = |n: usize, query: &str, width| -> (String, Vec<String>) {
        let id = store.id_of(key(&articles[n])).unwrap().unwrap();
        let Snippet { text, marks } = store
            .snippet(id, &parse(query, false).unwrap(), width)
            .unwrap()
            .unwrap();
        let marks = marks
            .into_iter()
            .map(|mark| text[mark].to_owned())
            .collect();
        (text, marks)
    };
    for (n, query, width, text, marks) in [
        (
            0,
            "harbour ida",
            200,
            "The harbour wall fell, said Ida. It’s over; the sea-wall stands.",
            vec!["harbour", "Ida"],
        ),
        (
            0,
            "\"it's over\"",
            20,
            "…Ida. It’s over; the…",
            vec!["It’s over"],
        ),
        (
            0,
            "\"sea wall\"",
            200,
            "The harbour wall fell, said Ida. It’s over; the sea-wall stands.",
            vec!["wall", "sea", "wall"],
        ),
        (0, "is:read", 10, "Boats are…", vec![]),
        (2, "nacht*", 20, "Die Nachtfähre nach…", vec!["Nacht"]),
        (2, "harbour", 20, "Die Nachtfähre nach…", vec![]),
        (3, "灯台", 5, "島の灯台は…", vec!["灯台"]),
    ] {
        let marks = marks.into_iter().map(str::to_owned).collect();
        assert_eq!(
            snippet(n, query, width),
            (text.to_owned(), marks),
            "{query}"
        );
    }
}
