//! Pages of our own making and the blocks that must come of them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::read;
use crate::parser::block::{Block, Document};

/// One line a block: its form and level, blank lines above and indent where there are any, its text.
fn line(block: &Block) -> String {
    let hints = &block.hints;
    let mut out = format!("{:?}", hints.form);
    for (mark, value) in [("", hints.level), ("+", hints.gap), (">", hints.indent)] {
        if value > 0 {
            let _ = write!(out, "{mark}{value}");
        }
    }
    format!("{out}: {}", block.text.replace('\n', "/"))
}

/// Spans ascend and do not overlap, and each begins and ends with a visible character.
fn check_spans(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        let span = block.span.clone();
        assert!(
            span.start >= end && span.end > span.start,
            "{span:?} {document:?}"
        );
        let raw = &document.source[span.clone()];
        assert_eq!(raw.trim(), raw);
        assert!(!block.text.is_empty());
        end = span.end;
    }
}

fn check(page: &str, want: &[&str]) {
    let document = read(page.to_owned());
    let got: Vec<String> = document.blocks.iter().map(line).collect();
    assert_eq!(got, want, "{page}");
    check_spans(&document);
}

#[test]
fn too_many_lines_become_one() {
    for (page, last_begins) in [
        ("a\n", "Plain: a a"),
        ("- a\n\n", "ListItem1+1: a - a"),
        ("```\na\n", "Plain: ``` a ```"),
    ] {
        let document = read(page.repeat(200_100) + "\n\n\n");
        check_spans(&document);
        assert_eq!(document.notes.len(), 1);
        let last = document.blocks.last().unwrap();
        assert!(line(last).starts_with(last_begins), "{}", line(last));
        assert_eq!(last.span.end, document.source.trim_end().len());
    }
    assert!(read("a\n".repeat(200_000)).notes.is_empty());
}

#[test]
fn a_line_is_a_block() {
    check("", &[]);
    check(" \n\t\n\n", &[]);
    check(
        "Ferry  sold\n\n\n   By Jo\u{a0}Field\n\tQuay 3\r",
        &[
            "Plain: Ferry sold",
            "Plain+2>3: By Jo Field",
            "Plain>8: Quay 3",
        ],
    );
}

#[test]
fn list_items_and_quotes() {
    check(
        "* Elm\n    - Oak\n  2. Ash\n> said she\n# Trees? No.",
        &[
            "ListItem1: Elm",
            "ListItem2>4: Oak",
            "ListItem1>2: Ash",
            "Quote: said she",
            "Heading1: Trees? No.",
        ],
    );
}

#[test]
fn marks_inside_lines_need_a_document_with_marks() {
    check("*So* [it] goes", &["Plain: *So* [it] goes"]);
    check(
        "# Head\n*So* [it](/x) goes\n***\n![A quay](q.png)",
        &["Heading1: Head", "Plain: So it goes"],
    );
}

/// Four lines broken at column 60, a fifth that is left.
const WRAPPED: &str = "\
The ferry between Elm Quay and Port Oak will run again from
Monday, the harbour office said after a long winter without
it. Two boats were mended in the yard at Ash Point over the
season, and a third one was sold to an island in the north,
where it now sails.
";

#[test]
fn lines_broken_at_a_column_are_joined() {
    let joined = WRAPPED.trim().replace('\n', " ");
    check(WRAPPED, &[&format!("Plain: {joined}")]);
    // What is short of the column ends a block: the first word below it would have fitted.
    let page = format!("{WRAPPED}Timetable\nSummer fares for the crossing\nWinter\n");
    check(
        &page,
        &[
            &format!("Plain: {joined}"),
            "Plain: Timetable",
            "Plain: Summer fares for the crossing",
            "Plain: Winter",
        ],
    );
}

#[test]
fn a_blank_line_an_indent_or_a_marker_parts_blocks() {
    let first = "Nobody at the quay could say on Friday when the boats would";
    for (below, want) in [
        ("\nreturnedlonglong", "Plain+1: returnedlonglong"),
        ("     returnedlonglong", "Plain>5: returnedlonglong"),
        ("* returnedlonglong", "ListItem1: returnedlonglong"),
    ] {
        let joined = WRAPPED.trim().replace('\n', " ");
        check(
            &format!("{WRAPPED}\n{first}\n{below}"),
            &[
                &format!("Plain: {joined}"),
                &format!("Plain+1: {first}"),
                want,
            ],
        );
    }
}

#[test]
fn a_list_item_goes_on_below_its_text() {
    let item = "* Nobody at the quay could say on Friday if the boats would\n  sail";
    let page = format!("{WRAPPED}\n{item}\n  tomorrow");
    let document = read(page);
    let last = document.blocks.last().map(|b| b.text.as_str());
    assert_eq!(last, Some("tomorrow"));
    let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
    assert!(texts[1].ends_with("boats would sail"), "{texts:?}");
}

#[test]
fn lines_of_all_lengths_are_left_alone() {
    let page = "A line that goes on for quite a while about the harbour and the boats\n\
                Then a short one of five words\nAnd one more of some words\nAnd yet another of these words\n\
                And the fifth one, a bit longer than\nthat";
    let want: Vec<String> = page.lines().map(|l| format!("Plain: {l}")).collect();
    check(page, &want.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_stamp_in_front_is_a_block_of_its_own() {
    for (page, want) in [
        (
            "date 2022-02-01 Ferry sold",
            &["Plain: date 2022-02-01", "Plain: Ferry sold"][..],
        ),
        ("date 2022-02-01", &["Plain: date 2022-02-01"]),
        (
            "\n date 2022-02-01   Ferry\nsold",
            &[
                "Plain+1>1: date 2022-02-01",
                "Plain>1: Ferry",
                "Plain: sold",
            ],
        ),
        ("date 2022-02-011 Ferry", &["Plain: date 2022-02-011 Ferry"]),
        ("date 2022/02/01 Ferry", &["Plain: date 2022/02/01 Ferry"]),
        ("date ééééé Ferry", &["Plain: date ééééé Ferry"]),
        (
            "Ferry\ndate 2022-02-01 sold",
            &["Plain: Ferry", "Plain: date 2022-02-01 sold"],
        ),
    ] {
        check(page, want);
    }
}

#[test]
fn code_between_fences_keeps_its_lines() {
    check(
        "How to count boats:\n```rust\nfn boats() {\n    * 3 [x](y)\n\n}\n```\nThat is all.",
        &[
            "Plain: How to count boats:",
            "Code: fn boats() {/    * 3 [x](y)//}",
            "Plain: That is all.",
        ],
    );
    check("```\na\n```\n```\nb\n```", &["Code: a", "Code: b"]);
    check("```\n```", &[]);
    check("```\nnever closed", &["Code: never closed"]);
}

proptest! {
    #[test]
    fn spans_hold_for_any_soup(page in "(Ferry |sold |[a-z]{1,9} |\\* |# |> |```|[*_`\\[\\]()!]|date 2022-02-01 |é|夜|\n|\t| |\u{a0}){0,60}") {
        check_spans(&read(page));
    }
}
