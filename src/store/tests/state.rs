//! The reader's state: changes, undo and redo, export and merge.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::samples::{article, key, put, store};
use crate::library::Order;
use crate::store::{Change, Imported, Mark, Purpose, Register, Store};

fn exported(store: &Store) -> String {
    let mut out = Vec::new();
    store.export(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn changes_are_taken_back_and_done_again_across_restarts() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    let is = |store: &Store, field: &str| store.value(Some(7), field).unwrap();
    store
        .change("star", &[Change::mark(7, Mark::Starred, true)])
        .unwrap();
    store
        .change(
            "tag",
            &[
                Change::tag(7, "High Tide", true),
                Change::mark(7, Mark::Read, true),
            ],
        )
        .unwrap();
    store
        .keep(&[Change::place(
            7,
            crate::article::Place { block: 3, byte: 4 },
        )])
        .unwrap();
    // What is so already is no change.
    store
        .change("star", &[Change::mark(7, Mark::Starred, true)])
        .unwrap();
    drop(store);
    let mut store = Store::open_file(&path, Purpose::Reader).unwrap().store;
    assert_eq!(is(&store, "tag:high tide"), json!("High Tide"));
    let undone = store.undo().unwrap().unwrap();
    assert_eq!((undone.label.as_str(), undone.changes.len()), ("tag", 2));
    assert_eq!(
        (is(&store, "tag:high tide"), is(&store, "read")),
        (Value::Null, Value::Null)
    );
    assert_eq!(store.undo().unwrap().unwrap().label, "star");
    assert_eq!(store.undo().unwrap(), None);
    assert_eq!(is(&store, "place"), json!({"block": 3, "byte": 4}));
    drop(store);
    let mut store = Store::open_file(&path, Purpose::Reader).unwrap().store;
    assert_eq!(store.redo().unwrap().unwrap().label, "star");
    assert_eq!(is(&store, "starred"), json!(true));
    // A new change cuts off what was taken back.
    store
        .change("bin", &[Change::mark(7, Mark::Binned, true)])
        .unwrap();
    assert_eq!(store.redo().unwrap(), None);
    assert_eq!(store.undo().unwrap().unwrap().label, "bin");
    assert_eq!(store.undo().unwrap().unwrap().label, "star");
    assert_eq!(store.redo().unwrap().unwrap().label, "star");
    assert_eq!(store.redo().unwrap().unwrap().label, "bin");
}

#[test]
fn the_history_is_bounded() {
    let (_folder, mut store) = store();
    for n in 0..1010 {
        store
            .change("count", &[Change::new(None, "filter:n", n)])
            .unwrap();
    }
    let mut steps = 0;
    while store.undo().unwrap().is_some() {
        steps += 1;
    }
    assert_eq!(steps, 1000);
    assert_eq!(store.value(None, "filter:n").unwrap(), json!(9));
}

#[test]
fn the_clock_never_goes_back() {
    let (_folder, mut store) = store();
    let ahead = r#"{"key":"00000000000000ff","field":"read","value":false,"time":90000000000000,"device":"desk"}"#;
    assert_eq!(
        store.import(&mut ahead.as_bytes()).unwrap(),
        Imported { lines: 1, taken: 1 }
    );
    store
        .change("read", &[Change::mark(255, Mark::Read, true)])
        .unwrap();
    assert_eq!(store.value(Some(255), "read").unwrap(), json!(true));
    assert!(exported(&store).contains("\"time\":90000000000001"));
}

#[test]
fn marks_stand_beside_the_article_whichever_came_first() {
    let (_folder, mut store) = store();
    let one = article("Storm over", "2022-01-01", "It is calm.");
    store
        .change("star", &[Change::mark(key(&one), Mark::Starred, true)])
        .unwrap();
    store.put(&[put("a.txt", &one)]).unwrap();
    let marks = |store: &Store| {
        store
            .first_rows(Order::Newest, 9)
            .unwrap()
            .first()
            .map(|row| row.marks)
    };
    assert!(marks(&store).is_some_and(|marks| marks.has(Mark::Starred) && !marks.has(Mark::Read)));
    store
        .change("read", &[Change::mark(key(&one), Mark::Read, true)])
        .unwrap();
    assert!(marks(&store).is_some_and(|marks| marks.has(Mark::Starred) && marks.has(Mark::Read)));
    assert_eq!(store.counts().unwrap().unread, 0);
    store.undo().unwrap();
    assert_eq!(
        (
            store.counts().unwrap().unread,
            store.counts().unwrap().starred
        ),
        (1, 1)
    );
    store.reset_index().unwrap();
    assert_eq!(store.counts().unwrap().listed, 0);
    store.put(&[put("a.txt", &one)]).unwrap();
    assert_eq!(store.counts().unwrap().starred, 1);
    store
        .change("bin", &[Change::mark(key(&one), Mark::Binned, true)])
        .unwrap();
    assert_eq!(marks(&store), None);
    assert_eq!(
        (
            store.counts().unwrap().listed,
            store.counts().unwrap().binned
        ),
        (0, 1)
    );
}

#[test]
fn one_mark_on_many_articles_is_one_step() {
    let (_folder, mut store) = store();
    let articles: Vec<_> = (0..9)
        .map(|n| article(&format!("Storm {n}"), "2022-01-01", "It is calm."))
        .collect();
    let puts: Vec<_> = articles
        .iter()
        .enumerate()
        .map(|(n, article)| put(&format!("{n}.txt"), article))
        .collect();
    store.put(&puts).unwrap();
    let read = |store: &Store| -> String {
        let is =
            articles.iter().map(
                |article| match store.value(Some(key(article)), "read").unwrap() {
                    Value::Bool(true) => 'r',
                    Value::Bool(false) => 'u',
                    _ => '-',
                },
            );
        is.collect()
    };
    for (n, set) in [(0, true), (1, true), (1, false)] {
        let change = [Change::mark(key(&articles[n]), Mark::Read, set)];
        store.keep(&change).unwrap();
    }
    let ids = articles.iter().take(5);
    let ids: Vec<_> = ids
        .map(|article| store.id_of(key(article)).unwrap().unwrap())
        .collect();
    let before = exported(&store);
    assert_eq!(read(&store), "ru-------");
    let mark = (Mark::Read, true);
    assert_eq!(store.mark_many("five", &ids, mark).unwrap(), 4);
    assert_eq!(store.mark_many("five", &ids, mark).unwrap(), 0);
    assert_eq!(read(&store), "rrrrr----");
    assert_eq!(store.counts().unwrap().unread, 4);
    let undone = store.undo().unwrap().unwrap();
    assert_eq!((undone.label.as_str(), undone.changes.len()), ("five", 1));
    assert_eq!(read(&store), "ru-------");
    assert_eq!(store.counts().unwrap().unread, 8);
    let values = |text: &str| -> Vec<Value> {
        let lines = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines
            .map(|line| json!([line["key"], line["field"], line["value"]]))
            .collect()
    };
    let taken_back = [json!(null)];
    let now = values(&exported(&store));
    let now: Vec<_> = now
        .iter()
        .filter(|line| !taken_back.contains(&line[2]))
        .collect();
    assert_eq!(now, values(&before).iter().collect::<Vec<_>>());
    assert_eq!(store.redo().unwrap().unwrap().label, "five");
    assert_eq!(read(&store), "rrrrr----");
    assert_eq!(store.counts().unwrap().unread, 4);
    assert_eq!(store.undo().unwrap().unwrap().label, "five");
    assert_eq!(store.undo().unwrap(), None);
}

#[test]
fn what_is_no_state_is_refused_whole() {
    let (_folder, mut store) = store();
    let good = r#"{"field":"filter:a","value":"storm","time":5,"device":"desk"}"#;
    for (bad, why) in [
        ("nonsense", "expected"),
        (
            r#"{"key":"ff","field":"read","value":true,"time":5,"device":"d"}"#,
            "16 hexadecimal",
        ),
        (
            r#"{"key":"+0000000000000ff","field":"read","value":true,"time":5,"device":"d"}"#,
            "16 hexadecimal",
        ),
        (
            r#"{"field":"","value":true,"time":5,"device":"d"}"#,
            "empty",
        ),
        (
            r#"{"field":"a","value":true,"time":-5,"device":"d"}"#,
            "out of range",
        ),
        (
            r#"{"field":"a","value":true,"time":5,"device":"d","more":1}"#,
            "unknown field",
        ),
    ] {
        let lines = format!("{good}\n\n{bad}\n");
        let error = store.import(&mut lines.as_bytes()).unwrap_err().to_string();
        assert!(
            error.starts_with("line 3 ") && error.contains(why),
            "{error}"
        );
        assert_eq!(exported(&store), "");
    }
    assert_eq!(store.import(&mut good.as_bytes()).unwrap().taken, 1);
    assert_eq!(exported(&store), format!("{good}\n"));
}

#[test]
fn lessons_and_filters_are_found_by_their_kind() {
    let (_folder, mut store) = store();
    let lesson = crate::article::Lesson {
        site: "courier.example".into(),
        line: 7,
        choice: Some(crate::article::Choice::Drop),
        witnesses: vec![u64::MAX],
    };
    store
        .keep(&[
            Change::lesson(&lesson),
            Change::filter("long", Some("minutes:>9")),
            Change::filter("old", None),
        ])
        .unwrap();
    assert_eq!(store.lessons().unwrap(), [lesson]);
    let filters = store.values("filter:").unwrap();
    assert_eq!(filters.len(), 1);
    assert_eq!(
        (filters[0].field.as_str(), &filters[0].value),
        ("filter:long", &json!("minutes:>9"))
    );
    assert_eq!(store.values_of(7).unwrap(), []);
}

/// Registers of few articles, fields and times, so that many of them meet.
fn registers() -> impl Strategy<Value = Vec<Register>> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        "[a-zß\"]{0,2}".prop_map(Value::from)
    ];
    let one = (prop::option::of(0..3_u64), "[ab]", value, 0..3_i64, "[xy]");
    let one = one.prop_map(|(key, field, value, time, device)| Register {
        key,
        field,
        value,
        time,
        device,
    });
    prop::collection::vec(one, 0..12)
}

fn lines(registers: &[Register]) -> String {
    let lines = registers
        .iter()
        .map(|one| serde_json::to_string(one).unwrap() + "\n");
    lines.collect()
}

/// What a new store holds after merging those.
fn merged(parts: &[&[Register]]) -> String {
    let (_folder, mut store) = store();
    for part in parts {
        store.import(&mut lines(part).as_bytes()).unwrap();
    }
    exported(&store)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_merge_knows_no_order_and_no_number(a in registers(), b in registers(), c in registers()) {
        let ab = merged(&[&a, &b]);
        prop_assert_eq!(&ab, &merged(&[&b, &a]));
        prop_assert_eq!(&ab, &merged(&[&a, &b, &a, &b]));
        // (a b) c and a (b c), each by way of an export.
        let (_folder, mut left) = store();
        left.import(&mut ab.as_bytes()).unwrap();
        left.import(&mut lines(&c).as_bytes()).unwrap();
        let (_folder, mut right) = store();
        right.import(&mut lines(&a).as_bytes()).unwrap();
        right.import(&mut merged(&[&b, &c]).as_bytes()).unwrap();
        prop_assert_eq!(exported(&left), exported(&right));
    }
}
