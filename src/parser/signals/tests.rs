//! What is measured of small pages of our own making, by the signals' names.

use proptest::prelude::*;

use super::{Collector, Signal, measure};
use crate::parser::block::{Block, Document, Form, Hints, Inside, Link, Markup};
use crate::parser::formats::text;
use crate::parser::metadata::Claims;

const PROSE: &str = "The ferry left the quay at noon, and nobody on board had thought, as the harbour master said later, that \
    it would come back with so little water under its keel that evening.";

/// The names of each block's signals.
fn names(document: &Document) -> Vec<Vec<String>> {
    let mut collector = Collector::naming();
    let signals = measure(document, &mut collector);
    let names = collector.into_names();
    signals
        .blocks()
        .map(|of_block| of_block.iter().map(|s| names[s].clone()).collect())
        .collect()
}

/// A page of text lines, block `i` of which must have the signals `yes` and none that starts as one of `no`.
fn check(page: &str, i: usize, yes: &[&str], no: &[&str]) {
    let document = text::read(page.to_owned());
    check_block(&document, i, yes, no);
}

fn check_block(document: &Document, i: usize, yes: &[&str], no: &[&str]) {
    let all = names(document);
    let got = &all[i];
    for name in yes {
        assert!(got.iter().any(|n| n == name), "no {name} in {got:?}");
    }
    for start in no {
        assert!(
            !got.iter().any(|n| n.starts_with(start)),
            "{start} in {got:?}"
        );
    }
}

#[test]
fn a_name_is_the_hash_of_its_signal() {
    let page = format!(
        "date 2024-05-09 Ferry sold\nBy Jo Field\n\n# Pier\n{PROSE}\n* [Quay](/tag/quay)\n© 2024 The Post"
    );
    let mut document = text::read(page);
    document.claims.headlines = vec!["Ferry sold".to_owned()];
    let mut collector = Collector::naming();
    let signals = measure(&document, &mut collector);
    let names = collector.into_names();
    assert_eq!(signals.len(), document.blocks.len());
    for block in signals.blocks() {
        assert!(block.len() > 20);
        for signal in block {
            let name = &names[signal];
            assert_eq!(Signal::named(name), *signal, "{name}");
        }
    }
}

#[test]
fn names_cost_nothing_where_nobody_asks() {
    let document = text::read(format!("Ferry sold\n{PROSE}\nQuay"));
    let (mut quiet, mut naming) = (Collector::default(), Collector::naming());
    assert_eq!(
        measure(&document, &mut quiet),
        measure(&document, &mut naming)
    );
    assert!(quiet.into_names().is_empty());
    assert!(measure(&Document::default(), &mut naming).is_empty());
}

#[test]
fn a_line_shows_its_shape() {
    check(
        "Ferry sold to a northern island",
        0,
        &[
            "form=plain",
            "first=upper",
            "last=lower",
            "first-word=ferry",
        ],
        &["quoted", "date=", "line="],
    );
    check(
        "Published 9 May 2024",
        0,
        &["date=published", "line=published 0 may 0000"],
        &["trait=time"],
    );
    check(
        "By Jo Field",
        0,
        &["names=01", "line=by jo field"],
        &["date="],
    );
    check(
        "Photo: AP",
        0,
        &["trait=credit", "trait=credit-tail"],
        &["date="],
    );
    check("东港渡轮", 0, &["unspaced=", "word=东"], &["glued=01"]);
    check(
        "“Sold”, she said: 5 boats",
        0,
        &["quoted=", "first=quote"],
        &["copyright"],
    );
    check(
        "© 2024 Port Elm",
        0,
        &["copyright=", "first=mark"],
        &["quoted"],
    );
}

#[test]
fn the_core_is_the_stretch_of_prose() {
    let page = format!("News\nSport\n{PROSE}\nA short line\n{PROSE}\nShare\nMost read\nFerry");
    check(&page, 1, &["before-core=01"], &["in-core", "after-core"]);
    for i in 2..5 {
        check(&page, i, &["core-size=02"], &["before-core", "after-core"]);
    }
    check(&page, 5, &["after-core=01"], &["in-core", "before-core"]);
    check(&page, 7, &["after-core=03", "from-end=00"], &["in-core"]);
    check(
        "News\nSport",
        0,
        &["core-size=00"],
        &["in-core", "before-core"],
    );
}

#[test]
fn windows_say_how_much_prose_is_near() {
    let page = format!("News\nSport\n{PROSE}\n{PROSE}");
    check(
        &page,
        0,
        &["prose=00", "prose-above-2=00", "prose-before=00"],
        &["prose-below-2=00"],
    );
    check(
        &page,
        3,
        &["prose-below-2=00", "prose-after=00"],
        &["prose=00", "prose-above-2=00"],
    );
}

#[test]
fn repeats_are_seen_from_both_ends() {
    let page = "Ferry sold\nSport\nFERRY, sold!";
    check(page, 0, &["repeated="], &["repeats"]);
    check(page, 1, &[], &["repeat"]);
    check(page, 2, &["repeats="], &["repeated"]);
}

#[test]
fn what_runs_into_every_headline_is_seen() {
    let page = "A white ferry Tides rise at Elm\nA white ferry Boats sold north\nPier closed for repairs today";
    check(page, 0, &["wrapped="], &[]);
    check(page, 2, &[], &["wrapped="]);
}

#[test]
fn claims_are_held_against_the_page() {
    let mut document = text::read(format!(
        "Ferry sold to an island\nJo Field\nHarbours\nThe Post\n{PROSE}"
    ));
    document.claims = Claims {
        headlines: vec!["Ferry sold to an island!".to_owned()],
        authors: vec!["Jo Field".to_owned()],
        tags: vec!["harbours".to_owned()],
        publishers: vec!["The Post".to_owned()],
        descriptions: vec![PROSE.to_owned()],
        ..Claims::default()
    };
    for (i, name) in ["headline", "author", "tag", "publisher", "description"]
        .iter()
        .enumerate()
    {
        let name = format!("claimed-{name}=");
        check_block(&document, i, &[&name], &[]);
        let other = (i + 1) % 5;
        assert!(
            !names(&document)[other].contains(&name),
            "{name} on block {other}"
        );
    }
}

#[test]
fn a_tree_and_links_add_their_own() {
    let block = |text: &str, inside: Inside| Block {
        text: text.to_owned(),
        hints: Hints {
            form: Form::Paragraph,
            links: vec![Link {
                range: 0..4,
                href: "http://a.example/tag/quay".to_owned(),
                rel: "author".to_owned(),
            }],
            markup: Some(Box::new(Markup {
                near: ["lead".into()].into(),
                far: ["page".into()].into(),
                inside,
                section: 1,
                ..Markup::default()
            })),
            ..Hints::default()
        },
        ..Block::default()
    };
    let document = Document {
        html: true,
        blocks: vec![
            block("Quay", Inside::ARTICLE),
            block(PROSE, Inside::NAV.with(Inside::LIST)),
        ],
        ..Document::default()
    };
    let yes = [
        "inside=article",
        "near=lead",
        "far=page",
        "tag-link=",
        "author-link=",
        "linked=04",
        "form=paragraph",
    ];
    check_block(&document, 0, &yes, &["indent", "inside=nav"]);
    // What stands in navigation is no prose, however it reads.
    check_block(
        &document,
        1,
        &[
            "inside=nav",
            "inside=list",
            "prose=00",
            "core-size=00",
            "linked=00",
        ],
        &["inside=article"],
    );
}

#[test]
fn the_subject_of_the_text_is_known_by_its_words() {
    let page =
        format!("{PROSE}\n{PROSE}\nThe harbour master's ferry\nCheap flights from Wednesday\nOK");
    check(&page, 2, &["topic=07"], &[]);
    check(&page, 3, &["topic=00"], &[]);
    check(&page, 4, &["topic=none"], &[]);
}

#[test]
fn what_looks_like_the_text_is_seen() {
    let page = format!("  {PROSE}\n  {PROSE}\n  Quay\nPier");
    check(&page, 2, &["style=05", "own-indent="], &[]);
    check(&page, 3, &["style=00"], &["own-indent="]);
}

proptest! {
    #[test]
    fn any_page_is_measured(page in "([A-Za-z]{1,8}|[0-9.,:]|é|夜|“|\n| ){0,80}") {
        let document = text::read(page);
        let mut collector = Collector::naming();
        let signals = measure(&document, &mut collector);
        prop_assert_eq!(signals.len(), document.blocks.len());
        let names = collector.into_names();
        for signal in signals.blocks().flatten() {
            prop_assert_eq!(Signal::named(&names[signal]), *signal);
        }
    }
}
