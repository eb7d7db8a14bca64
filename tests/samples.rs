//! The captures that we wrote, read as a careful reader would: every sample of the built-in library and every capture in
//! `tests/layouts/` beside its expected Article. The expected files also suit a check of the finished program field by field.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // a test fails by panicking

use std::fs;
use std::path::{Path, PathBuf};

use clippings::parser::{Capture, Parsed, parse};
use clippings::run::samples::SAMPLES;
use serde_json::{Map, Value, json};

/// A capture and the file that says how it must be read.
struct Case {
    name: String,
    bytes: Vec<u8>,
    expected: PathBuf,
}

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn samples() -> Vec<Case> {
    let folder = tests_folder().join("samples");
    SAMPLES
        .iter()
        .map(|(name, bytes)| Case {
            name: (*name).to_owned(),
            bytes: bytes.to_vec(),
            expected: folder.join(name).with_extension("expected.json"),
        })
        .collect()
}

fn layouts() -> Vec<Case> {
    let mut expected: Vec<PathBuf> = fs::read_dir(tests_folder().join("layouts"))
        .expect("tests/layouts is a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    expected.sort();
    expected
        .into_iter()
        .map(|expected| {
            let file = read_json(&expected)["file"]
                .as_str()
                .expect("file is a name")
                .to_owned();
            let path = expected.with_file_name(&file);
            let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            Case {
                name: file,
                bytes,
                expected,
            }
        })
        .collect()
}

fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn read(case: &Case) -> Parsed {
    parse(&Capture {
        name: &case.name,
        bytes: &case.bytes,
    })
}

/// Reads every case and fails with all differences at once, each under the name of its file. Known shortfalls are no failures; one that
/// is healed is: it leaves the list.
fn check(cases: &[Case]) {
    assert!(!cases.is_empty(), "no captures to read");
    let mut wrong = Vec::new();
    let shortfalls = read_json(&tests_folder().join("shortfalls.json"));
    for case in cases {
        let known = list(&shortfalls[&case.name]);
        let got = serde_json::to_value(read(case).article).expect("an article serialises");
        for (field, want) in read_json(&case.expected)
            .as_object()
            .expect("an object of fields")
        {
            let found = differences(field, want, got.get(field).unwrap_or(&Value::Null));
            let listed = known.iter().any(|known| known == field);
            if listed && found.is_empty() {
                wrong.push(format!("{}: {field}: a shortfall no more", case.name));
            }
            wrong.extend(
                found
                    .into_iter()
                    .filter(|_| !listed)
                    .map(|difference| format!("{}: {difference}", case.name)),
            );
        }
    }
    assert!(
        wrong.is_empty(),
        "{} differences\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What differs in one field; the rule for each field is the same as in the check of the founding capture.
fn differences(field: &str, want: &Value, got: &Value) -> Vec<String> {
    let got = match field {
        "file" => return Vec::new(),
        "body" => return body_differences(list(want), list(got)),
        "images" => only(got, &["caption", "credit"]),
        "related" => only(got, &["headline", "inline", "media", "self"]),
        _ => got.clone(),
    };
    let agree = match (field, want.as_str(), got.as_str()) {
        // A day or a minute agrees with any finer stamp that begins with it.
        ("published" | "updated", Some(want), Some(got)) => got.starts_with(want),
        _ => *want == got || (is_empty(want) && is_empty(&got)),
    };
    if agree {
        Vec::new()
    } else {
        vec![format!("{field}:\n    want {want}\n    got  {got}")]
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The objects of a list, each reduced to `keys`; an absent list is an empty one.
fn only(value: &Value, keys: &[&str]) -> Value {
    list(value)
        .iter()
        .map(|item| {
            keys.iter()
                .filter_map(|&key| Some((key.to_owned(), item.get(key)?.clone())))
                .collect::<Map<String, Value>>()
        })
        .collect()
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// Pairs the blocks in order and names those without a partner, so that one lost block does not condemn all below it.
fn body_differences(want: &[Value], got: &[Value]) -> Vec<String> {
    let agree = |want: &Value, got: &Value| {
        let text = squeeze(got["text"].as_str().unwrap_or_default());
        want["kind"] == got["kind"]
            && text.starts_with(want["starts"].as_str().unwrap_or_default())
            && text.ends_with(want["ends"].as_str().unwrap_or_default())
    };
    let unwanted = |block: &Value| {
        let text = shorten(block["text"].as_str().unwrap_or_default());
        format!("body: unwanted {}: {text}", block["kind"])
    };
    let mut found = Vec::new();
    let mut rest = got;
    for want in want {
        match rest.iter().position(|got| agree(want, got)) {
            Some(at) => {
                let (before, after) = rest.split_at(at);
                found.extend(before.iter().map(unwanted));
                rest = after.get(1..).unwrap_or_default();
            }
            None => found.push(format!(
                "body: missing {}: {} … {}",
                want["kind"], want["starts"], want["ends"]
            )),
        }
    }
    found.extend(rest.iter().map(unwanted));
    found
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first and last 40 characters of a long text.
fn shorten(text: &str) -> String {
    let characters: Vec<char> = squeeze(text).chars().collect();
    if characters.len() <= 90 {
        return characters.into_iter().collect();
    }
    let (head, rest) = characters.split_at(40);
    let (_, tail) = rest.split_at(rest.len() - 40);
    head.iter().chain(&[' ', '…', ' ']).chain(tail).collect()
}

#[test]
fn samples_read_as_a_careful_reader_would() {
    check(&samples());
}

#[test]
fn other_layouts_read_as_well() {
    check(&layouts());
}

#[test]
fn kept_and_cut_together_are_the_source() {
    for case in samples().iter().chain(&layouts()) {
        let labelled = read(case).labelled;
        let mut end = 0;
        for labelled_span in &labelled.spans {
            let span = &labelled_span.span;
            let between = labelled.source.get(end..span.start).unwrap_or_else(|| {
                panic!("{}: {span:?} does not follow {end}", case.name);
            });
            assert_eq!(between.trim(), "", "{}: before {span:?}", case.name);
            let words = labelled.source.get(span.clone()).unwrap_or_default();
            assert_ne!(words.trim(), "", "{}: {span:?} is blank", case.name);
            assert_ne!(
                labelled_span.reason.to_string(),
                "",
                "{}: {words}",
                case.name
            );
            end = span.end;
        }
        let rest = labelled.source.get(end..).unwrap_or_default();
        assert_eq!(rest.trim(), "", "{}: after the last span", case.name);
        assert_ne!(labelled.source.trim(), "", "{}: an empty source", case.name);
    }
}

/// Jumping is half of reading: most samples must name another sample, and some must name what is not saved.
#[test]
fn samples_lead_to_each_other() {
    let cases = samples();
    let expected: Vec<Value> = cases.iter().map(|c| read_json(&c.expected)).collect();
    let saved = |headline: &Value| expected.iter().any(|e| &e["headline"] == headline);
    let related = |e: &Value| e["related"].as_array().cloned().unwrap_or_default();
    let leads_on = |e: &&Value| {
        related(e)
            .iter()
            .any(|r| r["headline"] != e["headline"] && saved(&r["headline"]))
    };
    let named: Vec<Value> = expected.iter().flat_map(related).collect();
    assert!(expected.iter().filter(leads_on).count() >= 12);
    assert!(named.iter().any(|r| !saved(&r["headline"])));
    assert!(named.iter().any(|r| r["self"] == json!(true)));
}

/// The check itself: what agrees passes, what does not is named.
#[test]
fn differences_are_seen() {
    let block = |kind: &str, text: &str| json!([{ "kind": kind, "text": text }]);
    let want = json!([{ "kind": "paragraph", "starts": "The sea", "ends": "calm." }]);
    let cases = [
        ("headline", json!("Calm"), json!("Calm"), true),
        ("headline", json!("Calm"), json!("Storm"), false),
        ("standfirst", json!(null), json!(null), true),
        ("standfirst", json!(null), json!("By the sea"), false),
        ("tags", json!([]), json!(null), true),
        ("tags", json!(["Sea"]), json!(["Sea", "Sky"]), false),
        (
            "published",
            json!("2024-04-09"),
            json!("2024-04-09T14:40:00"),
            true,
        ),
        (
            "published",
            json!("2024-04-09T14:40"),
            json!("2024-04-09"),
            false,
        ),
        ("updated", json!(null), json!("2024-04-09"), false),
        (
            "images",
            json!([{ "credit": "Pell" }]),
            json!([{ "credit": "Pell", "before": 0 }]),
            true,
        ),
        ("images", json!([]), json!([{ "caption": "Rain" }]), false),
        (
            "related",
            json!([{ "headline": "Rain" }]),
            json!([{ "headline": "Rain", "self": true }]),
            false,
        ),
        (
            "body",
            want.clone(),
            block("paragraph", "The sea\nwas calm."),
            true,
        ),
        (
            "body",
            want.clone(),
            block("heading", "The sea was calm."),
            false,
        ),
        ("body", want.clone(), json!(null), false),
        ("body", json!([]), block("paragraph", "Accept all"), false),
    ];
    for (field, want, got, agree) in cases {
        let found = differences(field, &want, &got);
        assert_eq!(
            found.is_empty(),
            agree,
            "{field}: {want} and {got}: {found:?}"
        );
    }
}
