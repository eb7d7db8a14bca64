//! The vocabulary's few behaviours: stamps as text and as keys, the order of reading, the count of words.

use chrono::{FixedOffset, NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::{Article, Block, BlockKind, Element, Image, Precision, Related, Stamp, count_words};

fn stamp(text: &str) -> Stamp {
    text.parse().unwrap()
}

#[test]
fn a_stamp_reads_as_it_is_written() {
    for (text, written, precision) in [
        ("2022-02-01", "2022-02-01", Precision::Day),
        (
            "2022-02-01T15:55:00",
            "2022-02-01T15:55:00",
            Precision::Local,
        ),
        (
            "2022-02-01T15:55:00+04:00",
            "2022-02-01T15:55:00+04:00",
            Precision::Instant,
        ),
        (
            "2022-02-01T15:55:00-03:30",
            "2022-02-01T15:55:00-03:30",
            Precision::Instant,
        ),
        (
            "2022-02-01T15:55:00+00:00",
            "2022-02-01T15:55:00Z",
            Precision::Instant,
        ),
        (
            "2022-02-01T15:55:00.25Z",
            "2022-02-01T15:55:00Z",
            Precision::Instant,
        ),
    ] {
        assert_eq!(stamp(text).to_string(), written);
        assert_eq!(stamp(text).precision(), precision, "{text}");
    }
}

#[test]
fn what_is_no_stamp_is_refused() {
    for text in [
        "",
        "2022",
        "2022-13-01",
        "2022-02-30",
        "1 February 2022",
        "2022-02-01T25:00:00",
        "2022-02-01 15:55 later",
    ] {
        assert!(text.parse::<Stamp>().is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Stamp>("\"soon\"").is_err());
    assert!(serde_json::from_str::<Stamp>("5").is_err());
}

#[test]
fn stamps_sort_by_the_instant() {
    let ordered = [
        "2022-01-31T23:59:59",
        "2022-02-01",
        "2022-02-01T03:00:00+04:00",
        "2022-02-01T00:30:00",
        "2022-02-01T00:00:00-01:00",
        "2022-02-02",
    ];
    let mut sorted = ordered;
    sorted.sort_by_key(|s| stamp(s).sort_key());
    // Four in the morning in a zone four hours ahead is before midnight UTC.
    let want = [
        "2022-02-01T03:00:00+04:00",
        "2022-01-31T23:59:59",
        "2022-02-01",
        "2022-02-01T00:30:00",
        "2022-02-01T00:00:00-01:00",
        "2022-02-02",
    ];
    assert_eq!(sorted, want);
    // A zone means nothing without a time.
    let day = Stamp {
        zone: FixedOffset::east_opt(3600),
        ..stamp("2022-02-01")
    };
    assert_eq!(day.sort_key(), stamp("2022-02-01").sort_key());
    assert_eq!(day.precision(), Precision::Day);
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        let edge = Stamp {
            date,
            time: Some(NaiveTime::MIN),
            zone: FixedOffset::east_opt(if date == NaiveDate::MIN {
                3600
            } else {
                -86_399
            }),
        };
        assert_eq!(edge.sort_key().date(), date);
    }
}

#[test]
fn elements_flow_in_reading_order() {
    let image = |before| Image {
        before,
        ..Image::default()
    };
    let paragraph = || Block::new(BlockKind::Paragraph, "Text.");
    let article = Article {
        standfirst: Some("So".to_owned()),
        tags: vec!["Ferries".to_owned()],
        images: vec![image(0), image(1), image(1), image(2), image(9)],
        body: vec![paragraph(), paragraph()],
        ..Article::default()
    };
    let want = [
        Element::Headline,
        Element::Dateline,
        Element::Standfirst,
        Element::Body(0),
        Element::Image(0),
        Element::Image(1),
        Element::Image(2),
        Element::Body(1),
        Element::Image(3),
        Element::Image(4),
        Element::Tags,
    ];
    assert_eq!(article.flow(), want);
    assert_eq!(
        Article::default().flow(),
        [Element::Headline, Element::Dateline]
    );
}

#[test]
fn words_are_counted_in_all_scripts() {
    for (text, want) in [
        ("", 0),
        (" \n ", 0),
        ("The ferry's back", 3),
        ("well-known — really", 3),
        ("渡轮", 1),
        ("渡轮停航", 2),
        ("渡轮停", 2),
        ("フェリー", 2),
        ("เรือข้ามฟาก", 6),
        ("Elm渡轮号 sails", 3),
        ("배가 떠났다", 2),
        ("паром ушёл", 2),
        ("a\u{a0}b\u{2003}c\u{3000}d\u{85}e\u{205f}f\u{1680}g", 7),
        ("‘a’\u{2028}b…\u{202f}£c", 3),
    ] {
        assert_eq!(count_words(text), want, "{text}");
    }
    let long = "quay – ".repeat(1000);
    assert_eq!(count_words(&long), 2000);
}

#[test]
fn other_headlines_are_no_words_of_the_text() {
    let article = Article {
        body: vec![
            Block::new(BlockKind::Paragraph, "One two three."),
            Block::new(BlockKind::InlineRelated, "Another headline"),
            Block::new(BlockKind::Quote, "Four five."),
        ],
        ..Article::default()
    };
    assert_eq!(article.words(), 5);
    assert_eq!(article.text(), "One two three.\n\nFour five.");
    assert_eq!((article.minutes(), Article::default().minutes()), (1, 1));
    let long = Article {
        body: vec![Block::new(BlockKind::Paragraph, "word ".repeat(231))],
        ..Article::default()
    };
    assert_eq!(long.minutes(), 2);
}

#[test]
fn it_is_listed_under_its_first_date() {
    let [a, b, c] = ["2022-02-01", "2022-02-02", "2022-02-03"].map(|s| Some(stamp(s)));
    for (published, updated, captured, want) in [
        (a, b, c, a),
        (None, b, c, b),
        (None, None, c, c),
        (None, None, None, None),
    ] {
        let article = Article {
            captured,
            published,
            updated,
            ..Article::default()
        };
        assert_eq!(article.date(), want);
    }
}

#[test]
fn what_is_empty_is_not_written() {
    assert_eq!(serde_json::to_string(&Article::default()).unwrap(), "{}");
    let article = Article {
        headline: Some("Ferry sold".to_owned()),
        published: Some(stamp("2022-02-01")),
        body: vec![Block {
            level: 2,
            number: Some(7),
            ..Block::new(BlockKind::ListItem, "Elm")
        }],
        related: vec![Related {
            headline: "Pier closed".to_owned(),
            is_self: true,
            ..Related::default()
        }],
        ..Article::default()
    };
    let json = serde_json::to_string(&article).unwrap();
    assert_eq!(
        json,
        "{\"headline\":\"Ferry sold\",\"published\":\"2022-02-01\",\
         \"body\":[{\"kind\":\"list_item\",\"text\":\"Elm\",\"level\":2,\"number\":7}],\
         \"related\":[{\"headline\":\"Pier closed\",\"self\":true}]}"
    );
    assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
}

proptest! {
    #[test]
    fn any_stamp_comes_back(day in -300_000i32..900_000, second in prop::option::of(0u32..86_400), zone in prop::option::of(-1439i32..1440)) {
        let stamp = Stamp {
            date: NaiveDate::from_epoch_days(day).unwrap(),
            time: second.and_then(|s| NaiveTime::from_num_seconds_from_midnight_opt(s, 0)),
            zone: zone.filter(|_| second.is_some()).and_then(|z| FixedOffset::east_opt(z * 60)),
        };
        let json = serde_json::to_string(&stamp).unwrap();
        prop_assert_eq!(serde_json::from_str::<Stamp>(&json).unwrap(), stamp);
    }

    #[test]
    fn words_are_what_white_space_parts(text in "([a-z‘…£é\u{2028}\u{a0}\u{205f}]| ){0,40}") {
        prop_assert_eq!(count_words(&text), text.split_whitespace().count());
    }
}
