//! Selecting words, highlights and notes.

use crate::app::desk::Desk;
use crate::app::notes::Highlight;
use crate::library::ask::parse;

/// What is selected after `keys` in the article with the gull, whose text is one paragraph, on a screen of that size.
fn selected(size: (u16, u16), keys: &str) -> String {
    let mut desk = Desk::new(size.0, size.1);
    desk.press("5j Enter").press(keys);
    let reader = desk.model.reader.as_ref().expect("an article");
    let parts = crate::app::notes::parts(&reader.article);
    let stretches = reader.selected();
    let words = stretches.iter().map(|stretch| {
        let part = parts.iter().find(|part| part.element == stretch.element);
        part.and_then(|part| part.text.get(stretch.range.clone()))
            .expect("words")
    });
    words.collect::<Vec<_>>().join(" / ")
}

/// The quotations and comments of the article in the body, as the library has them.
fn kept(desk: &Desk) -> Vec<String> {
    let id = desk.model.reader.as_ref().expect("an article").id;
    let key = desk.model.shelf.row(id).expect("a row").key;
    let notes = desk.store.notes_of(key).expect("a library");
    let mut kept: Vec<String> = notes
        .into_iter()
        .map(|note| match note.quotation.comment {
            Some(comment) => format!("{} // {comment}", note.quotation.quote),
            None => note.quotation.quote,
        })
        .collect();
    kept.sort();
    let shown = desk
        .model
        .reader
        .as_ref()
        .map(|r| r.highlights.notes().len());
    assert_eq!(shown, Some(kept.len()), "what is shown is what is kept");
    kept
}

#[test]
fn the_cursor_goes_from_word_to_word() {
    // A gull steals the town clerk's seal / Paragraph 1: the ferry waits at the quay until the tide has turned ...
    for (keys, want) in [
        ("", ""),
        ("v", "A"),
        ("v w", "gull"),
        ("v 3w b", "steals"),
        ("v l Right Left", "gull"),
        ("v e e", "gull"),
        ("v e b", "A"),
        ("v $", "seal"),
        ("v $ 0", "A"),
        ("v } ", "Paragraph"),
        ("v } w { {", "A"),
        ("v j", "Paragraph"),
        ("v $ j", "at"),
        ("v j $ j j", "lit"),
        ("v j j k k", "A"),
        ("v G", "has"),
        ("v G gg", "A"),
        ("v )", "Paragraph"),
        ("v ) ww ( ", "Paragraph"),
        ("v ) (", "A"),
        ("v ) )", "lit"),
        ("v w v w", "gull steals"),
        ("v w Space w w o b", "A gull steals the"),
        ("v w v o w o w", "steals"),
        ("v 99b", "A"),
        ("v 999w", "lit"),
        (
            "v v 999w",
            "A gull steals the town clerk's seal / Paragraph 1: the ferry waits at the quay until the tide has turned and \
          the lamps are lit, the ferry waits at the quay until the tide has turned and the lamps are lit.",
        ),
        ("v w Esc", ""),
        ("v w Esc v", "gull"),
        ("/ 'quay Enter v", "quay"),
        ("/ 'quay Enter v w n", "quay"),
        ("v / 'tide Enter", "tide"),
    ] {
        assert_eq!(selected((80, 24), keys), want, "{keys}");
    }
}

#[test]
fn the_cursor_stays_on_the_screen() {
    for keys in [
        "G",
        "15j",
        "C-d",
        "G gg",
        "G C-u",
        "9}",
        "9} 3{",
        "9)",
        "Space C-f v b",
        "50% w",
    ] {
        for (width, height) in [(80, 10), (30, 8), (120, 24)] {
            let mut desk = Desk::new(width, height);
            desk.press("4j Enter v").press(keys);
            let height = desk.model.body_height();
            let reader = desk.model.reader.as_ref().expect("an article");
            let (row, _) = reader.cursor().expect("a cursor");
            let (top, end) = (reader.top(), reader.top() + height);
            assert!(
                top <= row && row < end,
                "{keys} at {width}: {row} in {top}..{end}"
            );
        }
    }
}

#[test]
fn what_is_selected_is_kept() {
    let mut desk = Desk::new(80, 24);
    desk.press("5j Enter v w v w h");
    assert_eq!(kept(&desk), ["gull steals"]);
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("Highlighted; U undoes it")
    );
    assert!(!desk.model.is_selecting());
    desk.press("v } h");
    let sentence = "Paragraph 1: the ferry waits at the quay until the tide has turned and the lamps are lit, the ferry waits at the quay until \
                    the tide has turned and the lamps are lit.";
    assert_eq!(kept(&desk), [sentence, "gull steals"]);
    desk.press("v v h");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("This is highlighted already")
    );
    desk.press("U");
    assert_eq!(kept(&desk), ["gull steals"]);
    desk.press("C-r");
    assert_eq!(kept(&desk), [sentence, "gull steals"]);
    desk.press("v gg w d");
    assert_eq!(kept(&desk), [sentence]);
    desk.press("d");
    assert_eq!(desk.model.notice.as_deref(), Some("No highlight here"));
    desk.press("Esc U");
    assert_eq!(kept(&desk), [sentence, "gull steals"]);
    let found = desk.store.search(
        &parse("has:highlight", false).expect("a query"),
        9,
        chrono::NaiveDate::default(),
    );
    assert_eq!(found.expect("a library").ids.len(), 1);
}

#[test]
fn what_overlaps_becomes_one() {
    let mut desk = Desk::new(80, 24);
    desk.press("5j Enter v w v w c 'odd Enter v 2w v w c 'and Space 'true Enter");
    assert_eq!(
        kept(&desk),
        ["gull steals // odd", "town clerk's // and true"]
    );
    desk.press("v gg v 5w h");
    assert_eq!(
        kept(&desk),
        ["A gull steals the town clerk's // odd · and true"]
    );
    desk.press("U");
    assert_eq!(
        kept(&desk),
        ["gull steals // odd", "town clerk's // and true"]
    );
}

#[test]
fn a_comment_is_written_changed_and_taken_back() {
    let mut desk = Desk::new(80, 24);
    desk.press("5j Enter v w v w c 'odd Esc");
    assert!(kept(&desk).is_empty() && desk.model.is_selecting());
    desk.press("c 'odd Enter");
    assert_eq!(kept(&desk), ["gull steals // odd"]);
    desk.press("v c 'ly Enter");
    assert_eq!(kept(&desk), ["gull steals // oddly"]);
    let found = |desk: &Desk, query: &str| {
        let ask = parse(query, false).expect("a query");
        desk.store
            .search(&ask, 9, chrono::NaiveDate::default())
            .expect("a library")
            .ids
            .len()
    };
    assert_eq!(found(&desk, "has:note"), 1);
    desk.press("v c C-u Enter");
    assert_eq!(kept(&desk), ["gull steals"]);
    assert_eq!(
        (found(&desk, "has:note"), found(&desk, "has:highlight")),
        (0, 1)
    );
    desk.press("U");
    assert_eq!(kept(&desk), ["gull steals // oddly"]);
}

#[test]
fn notes_stand_in_the_sidebar() {
    let mut desk = Desk::new(80, 24);
    desk.press("4j Enter v 30) c 'late Enter gg v v w h l");
    assert_eq!(desk.state(), "info ferry ferry@0");
    desk.press("j Enter");
    assert!(desk.state().starts_with("body ferry ferry@") && desk.state() != "body ferry ferry@0");
    desk.press("l d");
    assert_eq!(kept(&desk).len(), 1, "the chosen one is removed");
    desk.press("c 'here Enter");
    assert_eq!(kept(&desk), ["Night ferry // here"]);
    desk.press("r");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("This page names no other article, and none is related to it")
    );
}

#[test]
fn related_headlines_come_after_the_notes() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter v v w h r Enter");
    assert_eq!(desk.state(), "body storm storm@0");
    desk.press("H l k k Enter");
    assert_eq!(desk.state(), "body harbour harbour@0", "the note");
}

#[test]
fn notes_are_there_when_the_article_is_opened_again() {
    let mut desk = Desk::new(80, 24);
    desk.press("5j Enter v w v w h q");
    desk.press("gg Enter q 6G Enter");
    assert_eq!(kept(&desk), ["gull steals"]);
    let reader = desk.model.reader.as_ref().expect("an article");
    assert!(reader.highlights.all()[0].is_found());
}

#[test]
fn the_xray_and_what_is_taught_leave_notes_alone() {
    let mut desk = Desk::new(80, 24);
    desk.press("Enter v } } h");
    let before = kept(&desk);
    desk.press("gx gg 5j x gx");
    assert_eq!(kept(&desk), before);
}

/// Keys that a reader with notes might press.
const KEYS: &[&str] = &[
    "v",
    "w",
    "3b",
    "e",
    "j",
    "5k",
    "0",
    "$",
    "}",
    "{",
    ")",
    "(",
    "gg",
    "G",
    "o",
    "h",
    "c 'a Enter",
    "c Esc",
    "d",
    "Esc",
    "U",
    "C-r",
    "C-d",
    "/ 'tide Enter",
    "n",
    "Space",
    "v",
    "h",
    "+",
    "l",
    "gx",
    "gx",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_pressed_notes_are_kept_and_apart(
        keys in proptest::collection::vec(proptest::sample::select(KEYS), 1..40),
        size in proptest::sample::select(&[(80, 24), (30, 8), (120, 40)][..]),
    ) {
        let mut desk = Desk::new(size.0, size.1);
        desk.press("Enter");
        for key in keys {
            desk.press(key);
            let height = desk.model.body_height();
            let Some(reader) = &desk.model.reader else {
                continue;
            };
            if let Some((row, _)) = reader.cursor() {
                proptest::prop_assert!((reader.top()..reader.top() + height).contains(&row));
            }
            let highlights = reader.highlights.all();
            let ranges: Vec<_> = highlights.iter().filter_map(Highlight::range).collect();
            proptest::prop_assert_eq!(ranges.len(), highlights.len());
            for (one, next) in ranges.iter().zip(ranges.iter().skip(1)) {
                proptest::prop_assert!(one.end <= next.start);
            }
            kept(&desk);
        }
    }
}
