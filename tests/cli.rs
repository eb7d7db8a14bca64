//! The command line through the built program, on real files and pipes.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

#[path = "cli/config.rs"]
mod config;
#[path = "cli/odd.rs"]
mod odd;
#[path = "cli/related.rs"]
mod related;
#[path = "cli/streams.rs"]
mod streams;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A capture whose headline holds `word`.
fn capture(word: &str) -> String {
    format!(
        " date 2023-05-16 Harbour reopens {word}\n\nFerries sail again\n\nA ferry waits at the quay. AP\n\
         Harbour Gazette\nMay 16, 2023\n\n\
         The ministry said on Tuesday that the harbour would reopen before the end of the week, after two quiet months.\n\n\
         Officials described the talks as long and frank, and the fishing families of the town as patient.\n"
    )
}

/// A folder with captures `a.txt`, `b.txt` and `c.txt`, whose headlines end in `Alpha`, `Beta` and `Gamma`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, word) in [("a.txt", "Alpha"), ("b.txt", "Beta"), ("c.txt", "Gamma")] {
        fs::write(folder.path().join(name), capture(word)).unwrap();
    }
    folder
}

/// The program in `folder`, at home nowhere else.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clippings"));
    command.current_dir(folder).env("HOME", folder);
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env_remove(variable);
    }
    command.stdin(Stdio::null());
    command
}

fn call<A: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = A>) -> Output {
    program(folder).args(args).output().unwrap()
}

/// Calls with `input` on standard input.
fn feed(folder: &Path, args: &str, input: &[u8]) -> Output {
    let mut command = program(folder);
    command.args(args.split_whitespace()).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    str::from_utf8(&output.stderr).unwrap()
}

/// The sources of the objects in NDJSON, each of which must hold an article.
fn sources(output: &Output) -> Vec<String> {
    let objects = out(output)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    objects
        .map(|object| {
            assert!(object["headline"].is_string(), "{object}");
            object["source"].as_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn each_call_has_its_exit_code_its_results_and_its_complaints() {
    let home = folder();
    let path = home.path();
    fs::write(path.join("list"), "c.txt\n\na.txt\n").unwrap();
    fs::write(path.join("bad list"), "c.txt\ngone.txt\na.txt").unwrap();
    fs::write(
        path.join("picture.html"),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
    )
    .unwrap();
    fs::create_dir_all(path.join("empty")).unwrap();
    fs::create_dir_all(path.join("sub/deep")).unwrap();
    for (from, to) in [
        ("a.txt", "sub/2.txt"),
        ("b.txt", "sub/1.txt"),
        ("picture.html", "sub/picture.html"),
        ("c.txt", "sub/deep/x.md"),
        ("c.txt", "-rf"),
    ] {
        fs::copy(path.join(from), path.join(to)).unwrap();
    }
    for (args, code, results, complaints) in [
        (&["a.txt"][..], 0, &["a.txt"][..], &[][..]),
        (
            &["c.txt", "a.txt", "b.txt"],
            0,
            &["c.txt", "a.txt", "b.txt"],
            &[],
        ),
        (&["./a.txt", "a.txt"], 0, &["./a.txt", "a.txt"], &[]),
        (
            &["--jobs", "1", "b.txt", "a.txt"],
            0,
            &["b.txt", "a.txt"],
            &[],
        ),
        (&["--files-from", "list"], 0, &["c.txt", "a.txt"], &[]),
        (
            &["--files-from", "list", "b.txt"],
            0,
            &["b.txt", "c.txt", "a.txt"],
            &[],
        ),
        (
            &["sub"],
            0,
            &["sub/1.txt", "sub/2.txt", "sub/deep/x.md"],
            &[],
        ),
        (&["--", "-rf"], 0, &["-rf"], &[]),
        (
            &["a.txt", "gone.txt", "b.txt"],
            1,
            &["a.txt", "b.txt"],
            &["gone.txt: "],
        ),
        (
            &["--files-from", "bad list"],
            1,
            &["c.txt", "a.txt"],
            &["gone.txt: "],
        ),
        (&["--files-from", "gone"], 1, &[], &["gone: "]),
        (
            &["picture.html"],
            1,
            &[],
            &["picture.html: is a PNG image, not a saved page"],
        ),
        (&["empty", "a.txt"], 1, &["a.txt"], &["empty: "]),
        (&["a.txt/x", "a.txt"], 1, &["a.txt"], &["a.txt/x: "]),
    ] {
        let output = call(path, ["extract"].iter().chain(args));
        assert_eq!(
            output.status.code(),
            Some(code),
            "{args:?}: {}",
            err(&output)
        );
        assert_eq!(sources(&output), results, "{args:?}");
        let lines: Vec<_> = err(&output).lines().collect();
        assert_eq!(lines.len(), complaints.len(), "{args:?}: {lines:?}");
        for (line, want) in lines.iter().zip(complaints) {
            assert!(line.starts_with(&format!("clippings: {want}")), "{line}");
        }
    }
}

#[test]
fn arguments_without_sense_are_refused() {
    let home = folder();
    for args in [
        "extract",
        "extract --format pdf a.txt",
        "extract --jobs 0 a.txt",
        "extract --files-from - -",
        "extract - -",
        "extract --no-such-option a.txt",
        "extract --explain --format markdown a.txt",
        "read",
        "a.txt b.txt",
    ] {
        let output = call(home.path(), args.split_whitespace());
        assert_eq!(output.status.code(), Some(2), "{args}");
        assert!(
            output.stdout.is_empty() && !output.stderr.is_empty(),
            "{args}"
        );
    }
}

#[test]
fn help_and_version_teach() {
    let home = folder();
    for (args, want) in [
        ("--help", "Examples:\n  clippings "),
        ("extract --help", "Examples:\n  clippings extract page.html"),
        ("read --help", "Examples:\n  clippings read page.html"),
        (
            "--version",
            concat!("clippings ", env!("CARGO_PKG_VERSION"), "\n"),
        ),
    ] {
        let output = call(home.path(), args.split_whitespace());
        assert!(output.status.success(), "{args}");
        assert!(out(&output).contains(want), "{args}: {}", out(&output));
        assert!(!out(&output).contains('\x1b'), "{args}");
    }
}

#[test]
fn each_format_holds_every_article() {
    let home = folder();
    for (format, start, parts) in [
        ("ndjson", "{\"source\":\"a.txt\"", "\"source\":"),
        ("json", "[\n  {\n    \"source\": \"a.txt\"", "\"source\":"),
        ("markdown", "---\nheadline: \"", "\n# "),
        ("text", "Harbour reopens Alpha\n\n", "Harbour reopens "),
    ] {
        let output = call(
            home.path(),
            ["extract", "--format", format, "a.txt", "b.txt"],
        );
        assert!(output.status.success(), "{format}: {}", err(&output));
        let text = out(&output);
        assert!(text.starts_with(start), "{format}: {text}");
        assert_eq!(text.matches(parts).count(), 2, "{format}: {text}");
        assert!(text.contains("Alpha") && text.contains("Beta") && text.ends_with('\n'));
    }
}

#[test]
fn an_empty_file_is_an_article_with_a_note() {
    let home = folder();
    fs::write(home.path().join("empty.txt"), "").unwrap();
    let output = call(home.path(), ["extract", "empty.txt"]);
    assert!(output.status.success() && output.stderr.is_empty());
    let object: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(object["source"], "empty.txt");
    assert!(object["notes"][0].is_string(), "{object}");
}

#[test]
fn a_page_is_explained() {
    let home = folder();
    let explained = |args: &str| {
        let output = call(home.path(), args.split_whitespace());
        assert!(output.status.success(), "{args}: {}", err(&output));
        out(&output).to_owned()
    };
    let text = explained("extract --explain a.txt b.txt");
    assert!(text.starts_with("a.txt\n\n"), "{text}");
    assert!(!text.contains('\x1b'));
    assert_eq!(text.matches("\nkept ").count(), 2, "{text}");
    assert!(
        text.contains("  headline ") && text.contains("\nlegend "),
        "{text}"
    );
    assert_eq!(
        text,
        explained("extract --format text --explain a.txt b.txt")
    );
    let line = explained("extract --explain --format ndjson a.txt");
    let object: Value = serde_json::from_str(&line).unwrap();
    let spans = object["spans"].as_array().unwrap();
    let source = fs::read_to_string(home.path().join("a.txt")).unwrap();
    let mut end = 0;
    for span in spans {
        let at = |key: &str| usize::try_from(span[key].as_u64().unwrap()).unwrap();
        assert_eq!(source[end..at("from")].trim(), "");
        assert_eq!(&source[at("from")..at("to")], span["text"]);
        assert!(span["label"].is_string() && span["kept"].is_boolean());
        assert!((0.0..=1.0).contains(&span["score"].as_f64().unwrap()));
        assert!(span["reasons"].is_array());
        end = at("to");
    }
    assert_eq!(source[end..].trim(), "");
    assert!(!explained("extract a.txt").contains("\"spans\""));
}

#[test]
fn what_several_pages_of_a_site_share_is_learned() {
    let home = folder();
    let shared =
        "Sign up for the harbour letter here and you will have the tide tables on each Friday.";
    for (name, headline, own) in [
        ("1.html", "Ferry is late on a Monday", "Old Tam"),
        ("2.html", "Nobody knows where the boat is", "Ida Brandt"),
        ("3.html", "The third boat is missing too", "Per Holm"),
    ] {
        let page = format!(
            "<html><head><link rel=canonical href=https://courier.example/{name}></head><body><article><h1>{headline}</h1>\
             <p>{own} went down to the quay on Monday to see whether the ferry had come in with the tide.</p><p>{shared}</p>\
             <p>It had not, said {own}, and nobody at the harbour office could say when it would, or why.</p></article></body></html>"
        );
        fs::write(home.path().join(name), page).unwrap();
    }
    fs::write(
        home.path().join("list"),
        "1.html\n2.html\ngone.html\n3.html\n",
    )
    .unwrap();
    let alone = call(home.path(), ["extract", "--files-from", "list"]);
    assert_eq!(
        out(&alone).matches(shared).count(),
        6,
        "in text and body of each"
    );
    let learned = call(home.path(), ["extract", "--learn", "--files-from", "list"]);
    assert_eq!(sources(&learned), ["1.html", "2.html", "3.html"]);
    assert_eq!(out(&learned).matches(shared).count(), 0);
    assert_eq!(
        out(&learned)
            .matches("nobody at the harbour office")
            .count(),
        6
    );
    assert_eq!(
        err(&learned),
        err(&alone),
        "each failure is told once, and progress only to a terminal"
    );
    let piped = feed(
        home.path(),
        "extract --learn -",
        &fs::read(home.path().join("1.html")).unwrap(),
    );
    assert_eq!(sources(&piped), ["-"]);
}

#[test]
fn reading_prints_plain_text_into_a_pipe() {
    let home = folder();
    let output = call(home.path(), ["read", "a.txt", "gone.txt", "b.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output).lines().count(), 1);
    let text = out(&output);
    assert!(text.starts_with("Harbour reopens Alpha\n"), "{text}");
    assert!(text.contains("\nHarbour reopens Beta\n"), "{text}");
    assert!(!text.contains('\x1b'));
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|width| width <= 72), "{text}");
}

#[test]
fn the_reader_wants_a_terminal_and_a_library() {
    let home = folder();
    for (args, want) in [
        ("", "clippings extract"),
        (".", "clippings read"),
        ("a.txt", "terminal"),
        ("gone", "gone: there is no such file or folder"),
    ] {
        let output = call(home.path(), args.split_whitespace());
        assert_eq!(output.status.code(), Some(1), "{args}");
        assert!(output.stdout.is_empty(), "{args}");
        assert!(err(&output).contains(want), "{args}: {}", err(&output));
        assert_eq!(err(&output).lines().count(), 1, "{args}");
    }
}

#[test]
fn a_faulty_configuration_is_said_and_passed_over() {
    let home = folder();
    let config = home.path().join(".config/clippings");
    fs::create_dir_all(&config).unwrap();
    fs::write(
        config.join("config.toml"),
        "measure = 30\nglyps = \"ascii\"\n",
    )
    .unwrap();
    let output = call(home.path(), ["read", "a.txt"]);
    assert_eq!(output.status.code(), Some(0));
    let complaint = err(&output);
    assert!(
        complaint.contains("config.toml:2:1: ") && complaint.contains("\"glyphs\""),
        "{complaint}"
    );
    let widest = out(&output).lines().map(|line| line.chars().count()).max();
    assert!(widest.is_some_and(|width| width <= 30), "{}", out(&output));
}
