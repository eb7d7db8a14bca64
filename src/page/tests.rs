//! Whole pages as text, matches and parts.

use chrono::{NaiveDate, NaiveTime};

use super::{Page, Setting, plain, typeset, words};
use crate::article::{Article, Block, BlockKind, Image, Place, Related, Stamp};
use crate::fold::fold;

fn setting(width: u16) -> Setting {
    Setting {
        width,
        ascii: false,
        saved: vec![true, false],
    }
}

fn stamp(day: u32, time: Option<(u32, u32)>) -> Stamp {
    let date = NaiveDate::from_ymd_opt(2022, 2, day).unwrap();
    let time = time.map(|(h, m)| NaiveTime::from_hms_opt(h, m, 0).unwrap());
    Stamp {
        date,
        time,
        zone: None,
    }
}

fn block(kind: BlockKind, level: u8, text: &str) -> Block {
    Block {
        level,
        ..Block::new(kind, text)
    }
}

fn ferry() -> Article {
    Article {
        headline: Some("Ferry to Aldern sails again after nine days of storm".into()),
        standfirst: Some("Islanders say the harbour wall must be raised before winter".into()),
        byline: vec!["The Harbour Post".into(), "Ida Brandt".into()],
        publisher: Some("The Harbour Post".into()),
        published: Some(stamp(1, None)),
        updated: Some(stamp(1, Some((15, 55)))),
        tags: vec!["Ferries".into(), "Aldern".into(), "Weather".into()],
        images: vec![Image {
            caption: Some("The ferry ‘Marta’ leaves the inner harbour on Tuesday".into()),
            credit: Some("AP".into()),
            url: None,
            before: 1,
        }],
        body: vec![
            block(
                BlockKind::Paragraph,
                0,
                "The first boat in nine days left Aldern at dawn.",
            ),
            block(BlockKind::Heading, 2, "What comes next"),
            block(BlockKind::ListItem, 1, "Stones for the wall"),
            block(
                BlockKind::ListItem,
                2,
                "granite, from the quarry on the mainland",
            ),
            block(BlockKind::ListItem, 1, "10. Money"),
            block(
                BlockKind::Quote,
                0,
                "We waited, and the sea waited with us.",
            ),
            block(
                BlockKind::InlineRelated,
                0,
                "Nine days without post on the island",
            ),
            block(BlockKind::InlineRelated, 0, "Who pays for the wall?"),
            block(BlockKind::Code, 0, "dep  arr\n\n\t06:10 07:45"),
            block(
                BlockKind::Table,
                0,
                "Day\tWind\nMonday\t9 Beaufort, gusts of 11\nTuesday\t4\n",
            ),
            block(BlockKind::Note, 0, "This is a developing story."),
        ],
        related: vec![
            Related {
                headline: "Nine days without post on the island".into(),
                inline: true,
                ..Related::default()
            },
            Related {
                headline: "Who pays for the wall?".into(),
                inline: true,
                ..Related::default()
            },
        ],
        ..Article::default()
    }
}

#[test]
fn a_whole_page() {
    let page = typeset(&ferry(), &setting(38));
    assert_eq!(
        plain(&page),
        "\
Ferry to Aldern sails again after nine
days of storm
The Harbour Post · 1 Feb 2022
· upd 15:55 · Ida Brandt · 1 min

  Islanders say the harbour wall must
  be raised before winter

The first boat in nine days left
Aldern at dawn.

┆ ▧ The ferry ‘Marta’ leaves the inner
┆ harbour on Tuesday
┆ Photo: AP

What comes next

• Stones for the wall
  • granite, from the quarry on the
    mainland
10. Money

│ We waited, and the sea waited with
│ us.

→ Nine days without post on the island
  [saved]
→ Who pays for the wall?  [not saved]

dep  arr

    06:10 07:45

Day      Wind
Monday   9 Beaufort, gusts of 11
Tuesday  4

This is a developing story.

Ferries · Aldern · Weather
"
    );
}

#[test]
fn ascii_ornaments_on_a_small_page() {
    let mut article = ferry();
    article.body.drain(..2);
    article.images[0].before = 0;
    let page = typeset(
        &article,
        &Setting {
            width: 18,
            ascii: true,
            saved: vec![],
        },
    );
    assert_eq!(
        plain(&page),
        "\
Ferry to Aldern
sails again after
nine days of storm
The Harbour Post
- 1 Feb 2022
- upd 15:55
- Ida Brandt
- 1 min

  Islanders say
  the harbour wall
  must be raised
  before winter

: # The ferry
: ‘Marta’ leaves
: the inner
: harbour on
: Tuesday
: Photo: AP

* Stones for the
  wall
  * granite, from
    the quarry on
    the mainland
10. Money

| We waited, and
| the sea waited
| with us.

> Nine days
  without post on
  the island
  [not saved]
> Who pays for the
  wall?
  [not saved]

dep  arr

    06:10 07:45

Day      Wind
Monday   9
         Beaufort,
         gusts of
         11
Tuesday  4

This is a
developing story.

Ferries - Aldern
- Weather
"
    );
}

#[test]
fn a_long_headline_is_cut() {
    let check = |headline: &str, width, ascii, expected: &str| {
        let article = Article {
            headline: Some(headline.into()),
            ..Article::default()
        };
        let setting = Setting {
            width,
            ascii,
            saved: vec![],
        };
        let page = plain(&typeset(&article, &setting));
        assert!(page.starts_with(expected), "{page}");
    };
    check("one two three four", 5, false, "one\ntwo\nthre…\n1 min");
    check("one two thr four", 5, false, "one\ntwo\nthr…\n1 min");
    check("one two three four", 5, true, "one\ntwo\nth...\n1 min");
    check("one two three", 5, false, "one\ntwo\nthree\n1 min");
    check("漢字漢字漢字漢字", 5, false, "漢字\n漢字\n漢字…\n1 min");
    check("abcdef", 1, true, "a\nb\n.\n1");
}

#[test]
fn datelines() {
    let line = |edit: fn(&mut Article)| {
        let mut article = Article::default();
        edit(&mut article);
        words(&article, crate::article::Element::Dateline).into_owned()
    };
    assert_eq!(line(|_| {}), "1 min");
    assert_eq!(
        line(|a| a.captured = Some(stamp(3, Some((9, 0))))),
        "saved 3 Feb 2022 · 1 min"
    );
    assert_eq!(
        line(|a| a.updated = Some(stamp(3, None))),
        "upd 3 Feb 2022 · 1 min"
    );
    assert_eq!(
        line(|a| {
            a.published = Some(stamp(1, Some((9, 5))));
            a.updated = Some(stamp(2, Some((9, 5))));
        }),
        "1 Feb 2022 · upd 2 Feb 2022 · 1 min"
    );
    assert_eq!(
        line(|a| {
            a.published = Some(stamp(1, Some((9, 5))));
            a.updated = Some(stamp(1, Some((9, 5))));
        }),
        "1 Feb 2022 · 1 min"
    );
    assert_eq!(
        line(|a| {
            a.publisher = Some("The Harbour Post".into());
            a.byline = vec!["the harbour post".into()];
        }),
        "The Harbour Post · 1 min"
    );
}

#[test]
fn an_empty_article_is_a_dateline() {
    assert_eq!(
        plain(&typeset(&Article::default(), &setting(40))),
        "1 min\n"
    );
    assert_eq!(Page::default().row_of(Place::default()), 0);
    assert_eq!(Page::default().place_of(7), Place::default());
}

#[test]
fn narrow_tables_become_rows_of_cells() {
    let table = "Port\tArrives\tLeaves\tBerth\nAldern\t06:10\t\t3\n";
    let article = Article {
        body: vec![block(BlockKind::Table, 0, table)],
        ..Article::default()
    };
    let page = typeset(&article, &setting(20));
    assert_eq!(
        plain(&page),
        "1 min\n\nPort · Arrives\n· Leaves · Berth\nAldern · 06:10 · 3\n"
    );
    let berth = page.rows[3].runs.iter().find(|run| run.text == "Berth");
    assert_eq!(&table[berth.unwrap().source.clone().unwrap()], "Berth");
}

#[test]
fn a_match_is_found_on_the_row_that_shows_it() {
    let article = ferry();
    for (query, element, shown) in [
        ("‘MARTA’", 4, "‘Marta’"),
        ("ida", 1, "Ida"),
        ("gusts", 13, "gusts"),
        ("06:10", 12, "06:10"),
        ("10.", 8, "10."),
        ("ap", 4, "AP"),
    ] {
        let matches = Page::find(&article, &fold(query));
        assert_eq!(matches[0].element, element, "{query}");
        for width in [9, 18, 30, 80] {
            let page = typeset(&article, &setting(width));
            let row = &page.rows[page.row_of(matches[0].place())];
            let covered: String = row
                .runs
                .iter()
                .filter_map(|run| Some(&run.text[run.covered(&matches[0].range)?]))
                .collect();
            assert!(
                !covered.is_empty() && shown.starts_with(covered.trim()),
                "{query} at {width}: {covered:?}"
            );
        }
    }
    assert_eq!(Page::find(&article, "aldern").len(), 3);
    assert_eq!(Page::find(&article, ""), []);
}

#[test]
fn the_parts_of_elements() {
    let article = ferry();
    let page = typeset(&article, &setting(38));
    assert_eq!(page.element_rows(0), 0..2);
    assert_eq!(page.element_rows(1), 2..4);
    assert_eq!(page.element_rows(2), 5..7);
    assert_eq!(page.element_rows(99), page.rows.len()..page.rows.len());
    let related: Vec<_> = super::inline_related(&article).collect();
    assert_eq!(related, [(10, 0), (11, 1)]);
    assert_eq!(page.rows[page.element_rows(11).start].runs[0].text, "→ ");
}

#[test]
fn controls_never_reach_a_row() {
    let article = Article {
        headline: Some("a\u{1b}[31mb\u{85}c\td".into()),
        body: vec![block(BlockKind::Code, 0, "x\u{7}\ty\r\n")],
        ..Article::default()
    };
    let page = typeset(&article, &setting(40));
    assert_eq!(plain(&page), "a [31mb\u{A0}c d\n1 min\n\nx   y\n");
}

#[test]
fn an_item_hangs_beside_its_number() {
    let item = |level, number| Block {
        number: Some(number),
        ..block(BlockKind::ListItem, level, "Stones for the harbour wall")
    };
    let article = Article {
        body: vec![item(1, 9), item(2, 10), item(1, 123_456_789)],
        ..Article::default()
    };
    let want = "\
9. Stones for the
   harbour wall
  10. Stones for the
      harbour wall
• Stones for the harbour
  wall
";
    let page = plain(&typeset(&article, &setting(24)));
    assert!(page.ends_with(want), "{page}");
}
