//! Hostile pages of every kind: what comes out of the parser and onto the screen can harm no terminal, and the text is not lost.
//!
//! `CLIPPINGS_HOSTILE=FOLDER cargo test --test hostile` leaves the pages there, for other programs.
#![allow(clippy::panic, clippy::unwrap_used)]

#[path = "hostile/carriers.rs"]
mod carriers;
#[path = "hostile/payloads.rs"]
mod payloads;

use std::fs;
use std::path::Path;

use clippings::page::{Setting, cells, typeset};
use clippings::parser::{Capture, Parsed, parse};
use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

use carriers::{CANARY, CARRIERS};
use payloads::{PAYLOADS, Way, floods};

/// What must be in no string: C0 but line break and tab, DEL, C1, controls of direction, what is invisible, what is no character.
fn is_forbidden(c: char) -> bool {
    matches!(c,
        '\0'..='\x08' | '\x0b'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

fn check_text(text: &str, context: &str) {
    if let Some(c) = text.chars().find(|&c| is_forbidden(c)) {
        panic!("{context}: {c:?} in {text:?}");
    }
    let mut marks = 0;
    for c in text.chars() {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        assert!(marks <= 30, "{context}: {marks} marks in {text:?}");
    }
}

fn check_strings(value: &Value, context: &str) {
    match value {
        Value::String(text) => check_text(text, context),
        Value::Array(all) => all.iter().for_each(|each| check_strings(each, context)),
        Value::Object(fields) => {
            for (key, each) in fields {
                check_text(key, context);
                check_strings(each, context);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Every string of what was read, and every row of it at several widths.
fn check(parsed: &Parsed, context: &str) {
    check_strings(&serde_json::to_value(&parsed.article).unwrap(), context);
    for note in &parsed.notes {
        check_text(note, context);
    }
    for span in &parsed.labelled.spans {
        check_text(&span.reason.to_string(), context);
    }
    let body = parsed.article.body.iter();
    let text: Vec<&str> = body.map(|block| block.text.as_str()).collect();
    assert!(
        text.concat().contains(CANARY),
        "{context}: lost in {text:?}"
    );
    for width in [1, 7, 40, 200] {
        let setting = Setting {
            width,
            ascii: false,
            saved: Vec::new(),
        };
        for row in typeset(&parsed.article, &setting).rows {
            let runs = row.runs.iter();
            let all: usize = runs.map(|run| cells(&run.text)).sum();
            assert!(
                usize::from(row.indent) + all <= usize::from(width),
                "{context}, {width}: {row:?}"
            );
            for run in &row.runs {
                check_text(&run.text, context);
                assert!(!run.text.contains(['\n', '\t']), "{context}: {run:?}");
            }
        }
    }
}

/// Reads `bytes` as the file `name`, and leaves them where that was asked for.
fn read(name: &str, bytes: &[u8]) -> Parsed {
    if let Some(folder) = std::env::var_os("CLIPPINGS_HOSTILE") {
        fs::create_dir_all(&folder).unwrap();
        fs::write(Path::new(&folder).join(name), bytes).unwrap();
    }
    parse(&Capture { name, bytes })
}

#[test]
fn nothing_hostile_comes_out_whatever_way_it_went_in() {
    let all = PAYLOADS.join(" and ");
    for carrier in CARRIERS {
        for &way in carrier.ways {
            let name = format!("all-{way:?}-{}", carrier.name).to_lowercase();
            let parsed = read(&name, carrier.page(way, &all).as_bytes());
            check(&parsed, &name);
        }
    }
}

#[test]
fn floods_fit_into_their_cells() {
    for carrier in CARRIERS {
        for (n, flood) in floods().enumerate() {
            let name = format!("flood-{n}-{}", carrier.name);
            let parsed = read(&name, carrier.page(Way::Raw, &flood).as_bytes());
            check(&parsed, &name);
        }
    }
}

#[test]
fn controls_of_other_encodings_are_none_of_ours() {
    for carrier in CARRIERS {
        let page = carrier.page(Way::Raw, "x\u{1}y");
        let parts: Vec<&str> = page.split('\u{1}').collect();
        // Bytes that are controls in Latin-1, shifts in ISO 2022, and halves of letters.
        for (n, bytes) in [
            &b"\x9b31m\x9d0;t\x9c"[..],
            b"\x1b$B!!\x1b(B\x0e\x0f",
            b"+ADw-\xc2\xe2\x80\xf0\x9f",
            b"\xc0\x9b\xed\xa0\x80\xff",
        ]
        .into_iter()
        .enumerate()
        {
            let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
            let name = format!("bytes-{n}-{}", carrier.name);
            check(&read(&name, &parts.join(bytes)), &name);
        }
        for (mark, big) in [(b"\xff\xfe", false), (b"\xfe\xff", true)] {
            let page = carrier.page(Way::Raw, PAYLOADS[0]);
            let units = page.encode_utf16().flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            });
            let bytes: Vec<u8> = mark.iter().copied().chain(units).collect();
            let name = format!("utf16-{big}-{}", carrier.name);
            check(&read(&name, &bytes), &name);
        }
    }
}
