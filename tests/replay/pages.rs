//! What holds for any article at any width.

use clippings::article::{Article, Block, BlockKind, Element, Image};
use clippings::page::{Setting, typeset, words};
use proptest::prelude::*;

use crate::properties::page::check;

fn kind() -> impl Strategy<Value = BlockKind> {
    use BlockKind::{Code, Heading, InlineRelated, ListItem, Note, Paragraph, Quote, Table};
    proptest::sample::select(vec![
        Paragraph,
        Heading,
        ListItem,
        Quote,
        Code,
        Table,
        InlineRelated,
        Note,
    ])
}

/// Any text at all, and texts dense in what wrapping gets wrong.
fn text() -> impl Strategy<Value = String> {
    let hard = "([a-z]{1,12}|[漢字かな，。]{1,6}|👩‍🚀|🇩🇪|❤\u{fe0f}|1\u{fe0f}\u{20e3}|e\u{301}{1,4}|ำ|กำ|เรื่อง|السلام|\u{200f}|\u{ad}|\
         क्ष|\u{1100}\u{1161}|\u{200b}|\u{2028}|…|—|-|·|\\.|[ \\t\\n]){0,40}";
    prop_oneof![any::<String>(), hard.prop_map(String::from), "\\PC{0,80}"]
}

fn article() -> impl Strategy<Value = Article> {
    let image = (text(), text(), 0usize..4).prop_map(|(caption, credit, before)| Image {
        caption: (caption.len() % 3 > 0).then_some(caption),
        credit: (credit.len() % 3 > 0).then_some(credit),
        url: None,
        before,
    });
    let block = (kind(), text(), any::<u8>()).prop_map(|(kind, text, level)| Block {
        kind,
        text,
        level,
        number: (level > 99).then_some(u32::from(level)),
    });
    let body = proptest::collection::vec(block, 0..5);
    (text(), body, image, proptest::collection::vec(text(), 0..4)).prop_map(
        |(headline, body, image, tags)| Article {
            standfirst: Some(headline.chars().rev().collect()),
            headline: Some(headline),
            byline: tags.clone(),
            tags,
            images: vec![image],
            body,
            ..Article::default()
        },
    )
}

proptest! {
    #[test]
    fn holds_for_any_article_at_any_width(article in article(), width in 1u16..300, ascii: bool) {
        check(&article, &Setting { width, ascii, saved: vec![true] });
    }

    #[test]
    fn nothing_of_the_text_is_lost(text in "\\PC{0,120}", width in 1u16..60, kind in kind()) {
        let article = Article { body: vec![Block { kind, text, level: 1, number: None }], ..Article::default() };
        let page = typeset(&article, &Setting { width, ..Setting::default() });
        let words = words(&article, Element::Body(0));
        let mut shown = vec![false; words.len()];
        for run in page.rows[page.element_rows(2)].iter().flat_map(|row| &row.runs) {
            shown[run.source.clone().unwrap_or(0..0)].fill(true);
        }
        for (at, c) in words.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            prop_assert!(shown[at], "{c:?} at {at}");
        }
    }
}

#[test]
fn a_row_that_holds_a_dot_alone_stands_at_the_words_before_it() {
    let article = Article {
        body: vec![Block::new(BlockKind::Table, "a\t.\tb")],
        ..Article::default()
    };
    let page = typeset(
        &article,
        &Setting {
            width: 1,
            ..Setting::default()
        },
    );
    let rows: Vec<(String, usize)> = page.rows[page.element_rows(2)]
        .iter()
        .map(|row| {
            let text = row.runs.iter().map(|run| run.text.as_str()).collect();
            (text, row.place().byte)
        })
        .collect();
    let want = [("a", 0), ("·", 0), (" ", 0), (".", 2), ("·", 2), ("b", 4)];
    assert_eq!(rows, want.map(|(text, byte)| (text.to_owned(), byte)));
}
