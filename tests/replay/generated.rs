//! The fuzzers' properties on inputs made of the pieces that matter.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;

use crate::properties::captures::{check, decoded, markdown};
use crate::properties::{characters, config, keys, links, query, state};

/// Characters that a filter meets: letters, marks, joiners, controls, what is invisible, what is none.
const CHARACTERS: &str = "([a-z ]|é|漢|क|\u{94d}|\u{200d}|\u{200c}|\u{301}{1,40}|\u{200e}|\u{1112}\u{1161}{1,40}|👩|\u{fe0f}|🇩🇪|\
    [\u{0}-\u{1f}]|[\u{7f}-\u{9f}]|\u{ad}|[\u{2000}-\u{206f}]|\u{feff}|\u{e000}|\u{ffff}|[\u{e0000}-\u{e007f}]|\r\n|\n){0,60}";

const MARKDOWN: &str = "(---\n|title: |tags: \\[|  - |\"|# |## |> |\\* |1\\. |```\n|\\| |\\|---\\|\n|!\\[|\\[|\\]\\(/|\\)|\\*\\*|_|<b>|&amp;|\\\\|\
    By Jo Field|9 May 2024|[a-z]{1,8}|The ferry left the quay at noon\\.|漢|\u{1b}|\u{301}| |\n|\n\n|\t){0,60}";

const QUERY: &str = "([a-z]{1,6}|har\\*|\"|-|\\(|\\)| OR |tag:|headline:|body:|is:|has:|lang:|after:|before:|on:|newer:|older:|minutes:|sort:|\
    unread|starred|archived|image|2024-04-16|2w|<|3-5|漢字|é|\\*| ){0,16}";

const CONFIG: &str = "(library|measure|glyphs|watch|fold|lib| = |\"|'|\"\"\"|~/a|\"ascii\"|\"auto\"|true|72|0x48|-1|1e9|\\[|\\]|\\{|\\}|#|é|\u{0}|\r\n|\n|\\.|,){0,24}";

const LINES: &str = "((Ferry|carries|forty|hens|to|the|mainland|Fog|until|Tuesday|and|then|more|fog|Morning|letter) |Read more: |LIVE |\
    \\.\\.\\.|…| \\| The Post|‘|\\(|\\)|[0-9]{1,3}|漢字|مكتبة|\t|https://a\\.example/b|\n|\n\n){0,60}";

const STATE: &str = "(\\{\"field\":\"(filter:a|tag:b|read|note:1|place|story|lesson:7 a)\",\"value\":(null|true|\"x\"|\\{\\}|\\[1\\]),\"time\":[0-9]{1,13},\"device\":\"[ab]\"\\}\n|\
    \\{\"key\":\"00000000000000f[0-3]\",\"field\":\"(read|starred|archived|tag:b|note:1|place|story)\",\"value\":(null|true|\"x\"|\\{\\}|7),\"time\":[0-9]{1,13},\"device\":\"[ab]\"\\}\n|\n){0,12}";

/// Keys that lead on to others, and whole gestures.
const GESTURES: [&[u8]; 32] = [
    b"j",
    b"k",
    b"l",
    b"h",
    b"\n",
    b"\x1b",
    b"\t",
    b"3",
    b"*",
    b"a",
    b"D",
    b"U",
    b"\x12",
    b"/the\n",
    b"n",
    b"gx",
    b"gD",
    b"gt",
    b"v",
    b"3w",
    b"cwords\n",
    b"d",
    b"F-is:read\n",
    b"tsea, tide\n",
    b"S",
    b"x",
    b"&",
    b"P",
    b"\x90\x13\x07",
    b"\x92",
    b"\x95",
    b"\x96\x00",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_characters_are_filtered(text in CHARACTERS) {
        characters::filtered(text.as_bytes());
    }

    #[test]
    fn any_clip_is_read(page in MARKDOWN) {
        markdown(page.as_bytes());
    }

    #[test]
    fn any_bytes_are_decoded(head in select(vec!["", "\u{feff}", "<meta charset=gbk>", "<?xml encoding='euc-kr'?>"]), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        decoded(&[head.as_bytes(), &bytes].concat());
    }

    #[test]
    fn any_query_is_asked(typed in QUERY) {
        query::typed(typed.as_bytes());
    }

    #[test]
    fn any_settings_are_read(file in CONFIG) {
        config::read(file.as_bytes());
    }

    /// Every word of a saved page's text is in its source, kept or cut.
    #[test]
    fn no_word_of_a_page_is_lost(pieces in prop::collection::vec(select(&TAGS[..]), 1..60)) {
        let mut page = String::new();
        for (n, tag) in pieces.iter().enumerate() {
            write!(page, "{tag} w{n}x ").unwrap();
        }
        let source = check("a.html", page.as_bytes()).labelled.source;
        for n in 0..pieces.len() {
            prop_assert!(source.contains(&format!("w{n}x")), "w{n}x of {page}\nis not in {source}");
        }
    }
}

/// Tags that hide nothing.
const TAGS: [&str; 28] = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class='related promo'>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<ul><li>",
    "<li>",
    "</ul>",
    "<b>",
    "</b>",
    "<a href='/a'>",
    "</a>",
    "<br>",
    "<nav>",
    "</nav>",
    "<article>",
    "<blockquote>",
    "<figure><figcaption>",
    "</figure>",
    "<table><tr><td>",
    "<td>",
    "</table>",
    "<pre>",
    "</pre>",
    "<footer>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_line_is_followed(lines in LINES) {
        links::followed(lines.as_bytes());
    }

    #[test]
    fn any_state_is_merged(lines in STATE) {
        state::merged(lines.as_bytes());
    }

    #[test]
    fn any_keys_are_pressed(start in 0_u8..12, gestures in prop::collection::vec(select(&GESTURES[..]), 0..40)) {
        keys::pressed(&[vec![start], gestures.concat()].concat());
    }
}
