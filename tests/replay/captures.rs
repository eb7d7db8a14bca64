//! What holds for every capture, whatever its bytes.

use std::iter::repeat_n;

use proptest::prelude::*;

use crate::properties::captures::check;

const STORY: &str = "\
Ferry sold to an island

By Jo Field
9 May 2024

The ferry left the quay at noon, and nobody on board had thought that it would not come back to the harbour.

It was built in the yard at Elm, the harbour master said, and had crossed the bay for forty years.

The island has paid for new engines, and the first crossing is planned for the summer after next.
";

#[test]
fn a_story_is_read() {
    let parsed = check("a.txt", STORY.as_bytes());
    let article = parsed.article;
    assert_eq!(article.headline.as_deref(), Some("Ferry sold to an island"));
    assert_eq!(article.byline, ["Jo Field"]);
    assert_eq!(
        article.published.map(|s| s.to_string()).as_deref(),
        Some("2024-05-09")
    );
    assert_eq!(article.body.len(), 3);
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(parsed.notes.is_empty());
}

#[test]
fn nothing_is_an_article_with_a_note() {
    for (name, bytes) in [
        ("a.txt", &b""[..]),
        ("a.html", b""),
        ("a.txt", b" \n\t\r\n"),
        ("a.txt", b"\xef\xbb\xbf"),
        ("a.txt", b"\0\0\0\0"),
        (
            "a.html",
            b"<!doctype html><html><head></head><body></body></html>",
        ),
        ("a.txt", b"```\n```"),
        ("a.md", b"# \n\n![](x.png)"),
    ] {
        let parsed = check(name, bytes);
        assert!(parsed.article.body.is_empty(), "{name} {bytes:?}");
        assert_eq!(
            parsed.notes.last().map(String::as_str),
            Some("no article text was found on this page")
        );
    }
}

#[test]
fn encodings_make_no_difference() {
    let story = STORY.replace("Jo Field", "Zoë Müller");
    let want = check("a.txt", story.as_bytes()).article;
    assert_eq!(want.byline, ["Zoë Müller"]);
    let latin: Vec<u8> = story
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let little: Vec<u8> = story.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = story.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    for (what, bytes) in [
        ("latin-1", latin),
        ("UTF-16LE", little.clone()),
        ("UTF-16BE", big.clone()),
        ("UTF-16LE with a mark", marked(b"\xff\xfe", &little)),
        ("UTF-16BE with a mark", marked(b"\xfe\xff", &big)),
        (
            "UTF-8 with a mark",
            marked(b"\xef\xbb\xbf", story.as_bytes()),
        ),
        (
            "Windows line ends",
            story.replace('\n', "\r\n").into_bytes(),
        ),
        (
            "old Macintosh line ends",
            story.replace('\n', "\r").into_bytes(),
        ),
        (
            "stray zeros",
            story.replace("ferry", "fer\0ry").into_bytes(),
        ),
    ] {
        assert_eq!(check("a.txt", &bytes).article, want, "{what}");
    }
}

#[test]
fn what_steers_a_terminal_is_gone() {
    let tricks = "\u{1b}[31m\u{9b}2J\u{202e}\u{7}\u{200b}";
    let story = STORY.replace(' ', &format!("{tricks} "));
    let parsed = check("a.txt", story.as_bytes());
    assert!(parsed.labelled.source.contains("Ferry[31m2J sold"));
    let page = format!(
        "<html lang='{tricks}'><title>{tricks}Ferry</title><meta name=author content='Jo{tricks} Field'>\
         <meta name=keywords content='a{tricks},&#27;[1m'><h1>Ferry&#27;[0m&#x9b;</h1><p>{}<p><a href='http://a.example/{tricks}'>Pier</a>",
        STORY.repeat(3)
    );
    check("a.html", page.as_bytes());
}

#[test]
fn damaged_bytes_are_read_around() {
    let mut bytes = STORY.replace("noon", "nöön").repeat(4).into_bytes();
    bytes.insert(60, 0xff);
    let parsed = check("a.txt", &bytes);
    assert_eq!(parsed.notes, ["bytes that are no UTF-8 were replaced"]);
}

#[test]
fn size_is_no_trouble() {
    let long_line = "word ".repeat(200_000);
    let solid_line = "x".repeat(1_000_000);
    let lines = "News\nSport\nTides\n".repeat(3_334);
    let headlines: Vec<String> = (0..10_000)
        .map(|i| format!("Ferry number {i} is sold to a northern island\n"))
        .collect();
    for (name, text) in [
        ("long line", long_line),
        ("solid line", solid_line),
        ("short lines", lines),
        ("headlines", headlines.concat()),
    ] {
        let parsed = check(&format!("{name}.txt"), text.as_bytes());
        assert_eq!(parsed.labelled.source, text, "{name}");
    }
}

#[test]
fn nesting_is_no_trouble() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<table><tr><td>", ""),
        ("<ul><li>", ""),
        ("<blockquote>", "</blockquote>"),
    ] {
        let page: String = repeat_n(open, 20_000)
            .chain(["The ferry left the quay."])
            .chain(repeat_n(close, 20_000))
            .collect();
        let parsed = check("a.html", page.as_bytes());
        assert!(
            parsed.labelled.source.contains("The ferry left the quay."),
            "{open}"
        );
    }
}

/// Pieces of lines as pages have them, in no order.
const PIECES: &str = "(Ferry sold|The ferry left the quay at noon, and nobody had thought of it\\.|By |Jo Field|Photo: |\
    9 May 2024|Updated |2 hours ago|Read more: |Most read|Tags: |© |The Post|date 2022-02-01 |Correction: |[A-Za-z]{1,9}|[0-9]{1,4}| \\| |\
    ```|\\* |# |> |\\[|\\]\\(http://a\\.example/|\\)|!|\\\\|夜の港|é|مرفأ|\u{1b}\\[1m|\u{202e}|\u{301}|\\.|,|“|”| | |\n|\n|\n\n|\t|\r){0,90}";

const TAGS: &str = "(<p>|<div class=byline>|</div>|<h1>|<h2>|<ul><li>|<li>|<a href='/x y'>|</a>|<img alt='Quay' src=q\\.png>|<figure>|<figcaption>|\
    <pre>|<table><tr><td>|<td>|<time datetime=2024-05-09>|<br>|<script type=application/ld\\+json>|</script>|<!--|-->|<title>|</title>|&#27;|&nbsp;|&lt;|\
    <nav>|</nav>|<article>|<svg>|<template>|\"|'|=|<|>|[a-z]{1,6}| |Ferry sold|By Jo Field|The ferry left the quay at noon, and nobody thought\\.|\n){0,70}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_lines_are_read(page in PIECES) {
        check("a.txt", page.as_bytes());
    }

    #[test]
    fn any_tags_are_read(page in TAGS) {
        check("a.html", page.as_bytes());
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), html in any::<bool>()) {
        check(if html { "a.html" } else { "a.txt" }, &bytes);
    }
}
