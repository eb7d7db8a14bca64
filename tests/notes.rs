//! `clippings notes` from outside.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a subcommand with `input`; gives its exit code and what it printed.
fn run(home: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_clippings"))
        .args(arguments)
        .current_dir(home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CONFIG_HOME", home.join("config"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap_or(-1),
        text(output.stdout),
        text(output.stderr),
    )
}

const PAGES: &[(&str, &str)] = &[
    (
        "mole.html",
        "<html><head><title>The old mole is mended</title></head><body><article><h1>The old mole is mended</h1>\
         <p>By Ida Brandt</p><time datetime=\"2026-03-02\">2 March 2026</time>\
         <p>The masons of Ostermouth closed the last gap in the old mole on Monday, two years after the storm had opened it.</p>\
         <p>They used 4,000 blocks of grey stone, and the work *cost* more than the town had said it would.</p>\
         <p>The harbour master counted the blocks twice, and found one that nobody had ordered.</p></article></body></html>",
    ),
    (
        "gull.html",
        "<html><head><title>A gull steals the seal</title></head><body><article><h1>A gull steals the seal</h1>\
         <time datetime=\"2026-05-11\">11 May 2026</time>\
         <p>The town clerk of Skarn has lost the seal of the town to a gull, and a letter had to go without it on Thursday.</p>\
         <p>The gull was seen on the roof of the chandler's shop, and later on the mast of the night ferry to Ostermouth.</p></article></body></html>",
    ),
];

fn note((key, id): (&str, &str), quote: &str, rest: &str) -> String {
    format!(
        "{{\"key\":\"{key}\",\"field\":\"note:{id}\",\"value\":{{\"quote\":{quote:?},\"before\":\"\",\"after\":\"\"{rest}}},\"time\":1,\"device\":\"a\"}}\n"
    )
}

#[test]
fn notes_are_printed_with_their_sources() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    fs::create_dir(home.join("saved")).unwrap();
    for (name, page) in PAGES {
        fs::write(home.join("saved").join(name), page).unwrap();
    }
    assert_eq!(run(home, &["index", "saved"], "").0, 0);
    let (code, out, err) = run(home, &["notes", "saved"], "");
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("no highlights yet"), "{err}");
    let key = |query: &str| {
        let found = run(
            home,
            &["search", "--library", "saved", "--format", "ndjson", query],
            "",
        )
        .1;
        let hit: serde_json::Value = serde_json::from_str(&found).unwrap();
        hit["key"].as_str().unwrap().to_owned()
    };
    let (mole, gull) = (key("mole"), key("seal"));
    let lines = [
        note((&mole, "b"), "counted the blocks twice", ""),
        note((&mole, "a"), "4,000 blocks of grey stone,\n\nand", ",\"comment\":\"who # paid?\\u001b[31m\""),
        note((&mole, "c"), "words that were never there at all", ""),
        note((&gull, "d"), "without it", ""),
        note(("00000000000000ff", "e"), "Nobody slept", ",\"headline\":\"Harbour <opens>\",\"comment\":\"ask her\""),
        "{\"key\":\"00000000000000ff\",\"field\":\"note:f\",\"value\":null,\"time\":1,\"device\":\"a\"}\n".to_owned(),
    ];
    let (code, _, err) = run(
        home,
        &["state", "--library", "saved", "import", "-"],
        &lines.concat(),
    );
    assert_eq!(code, 0, "{err}");
    let (code, out, err) = run(home, &["notes", "saved"], "");
    assert_eq!((code, err.as_str()), (0, ""));
    let want = "\
## A gull steals the seal

2026-05-11 · saved/gull.html

> without it

## The old mole is mended

2026-03-02 · Ida Brandt · saved/mole.html

> 4,000 blocks of grey stone,
>
> and

who # paid?\u{FFFD}\\[31m

> counted the blocks twice

> words that were never there at all

## Harbour \\<opens>

no longer in the library

> Nobody slept

ask her
";
    assert_eq!(out, want);
    assert_eq!(run(home, &["notes", "saved"], "").1, out, "always the same");
    let (_, out, _) = run(home, &["notes", "--format", "ndjson", "saved"], "");
    let records: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let seen: Vec<_> = records
        .iter()
        .map(|record| {
            (
                record["id"].as_str().unwrap(),
                record["found"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("d", true),
            ("a", true),
            ("b", true),
            ("c", false),
            ("e", false)
        ]
    );
    assert_eq!(records[1]["comment"], "who # paid?\u{FFFD}[31m");
    assert_eq!(records[4]["headline"], "Harbour <opens>");
}
