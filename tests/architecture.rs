//! Holds the house to its plan: who may know whom, what a file may be, and that the README's tables are the program's own.
//!
//! The rooms are those of the table in `src/lib.rs`. Beside this file, `scan` reads the source and `rules`
//! judges it.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/scan.rs"]
mod scan;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use rules::{MOST_LINES, Package, complaints, shape, test_modules};
use scan::tokens;

/// What a room may know: other rooms, crates, and the world outside (files, clock, threads, terminal).
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
    outside: bool,
}

const fn pure(
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
) -> Room {
    Room {
        name,
        rooms,
        crates,
        outside: false,
    }
}

const fn door(
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
) -> Room {
    Room {
        outside: true,
        ..pure(name, rooms, crates)
    }
}

#[rustfmt::skip]
const ROOMS: &[Room] = &[
    pure("lib", &[], &[]),
    pure("article", &[], &["chrono", "serde"]),
    pure("fold", &[], &["memchr", "unicode_normalization", "unicode_segmentation"]),
    pure("parser", &["article"], &["chardetng", "chrono", "encoding_rs", "html5ever", "memchr", "pulp", "serde", "serde_json",
        "unicode_normalization", "unicode_segmentation", "unicode_width", "whatlang"]),
    pure("library", &["article", "fold"], &["chrono", "memchr", "nucleo_matcher", "similar", "unicode_normalization", "unicode_segmentation"]),
    door("store", &["article", "fold", "library"], &["chrono", "crossbeam_channel", "lz4_flex", "rusqlite", "serde", "serde_json", "tempfile", "thiserror",
        "unicode_normalization"]),
    pure("page", &["article", "fold"], &["textwrap", "unicode_segmentation", "unicode_width"]),
    pure("app", &["article", "fold", "library", "page"], &["chrono", "idna", "textwrap", "tui_input", "unicode_segmentation", "unicode_width", "url"]),
    pure("ui", &["app", "article", "fold", "library", "page"], &["ratatui", "unicode_segmentation", "unicode_width"]),
    door("run", &["app", "article", "fold", "library", "page", "parser", "store", "ui"], &["anyhow", "chrono",
        "crossbeam_channel", "crossterm", "ignore", "nix", "notify", "open", "ratatui", "rayon", "rustix", "signal_hook", "tempfile", "thiserror"]),
    door("cli", &["app", "article", "fold", "library", "page", "parser", "run", "store", "ui"], &["anyhow", "clap",
        "chrono", "crossbeam_channel", "crossterm", "etcetera", "indicatif", "serde", "serde_json", "toml"]),
    door("main", &["cli"], &[]),
];

/// Crates that only some files of their room may name: the crate, and how the files' paths begin.
const KEPT_TO: &[(&str, &str)] = &[("html5ever", "parser/formats/html")];

/// The names of the dependencies in a manifest, as code writes them.
fn dependencies(manifest: &str) -> Vec<String> {
    let manifest: toml::Table = manifest.parse().unwrap();
    let table = manifest["dependencies"].as_table().unwrap();
    table.keys().map(|name| name.replace('-', "_")).collect()
}

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// All Rust files below `folder`, as paths relative to it, with their text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(folder).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_house_is_as_planned() {
    let sources = files(&root().join("src"));
    let tests = sources
        .iter()
        .flat_map(|(path, source)| test_modules(path, source));
    let package = Package {
        crates: dependencies(&fs::read_to_string(root().join("Cargo.toml")).unwrap()),
        tests: tests.collect(),
    };
    let mut report = String::new();
    for (path, source) in &sources {
        for complaint in complaints(path, source, &package) {
            writeln!(report, "src/{complaint}").unwrap();
        }
    }
    for folder in ["tests", "examples"].map(|name| root().join(name)) {
        for (path, source) in folder
            .is_dir()
            .then(|| files(&folder))
            .into_iter()
            .flatten()
        {
            for complaint in shape(&path, &source, &tokens(&source)) {
                writeln!(report, "{}/{complaint}", folder.display()).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// The README with the text between `<!-- NAME -->` and `<!-- /NAME -->` replaced by `table`.
fn with_table(readme: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = readme.split_once(&open).unwrap();
    let (_, after) = rest.split_once(&close).unwrap();
    format!("{before}{open}{table}{close}{after}")
}

/// `UPDATE_README=1 cargo test --test architecture` writes the tables anew.
#[test]
fn the_readme_has_the_tables_of_the_program() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut wanted = with_table(&readme, "subcommands", &clippings::cli::subcommand_table());
    wanted = with_table(
        &wanted,
        "settings",
        &clippings::cli::config::settings_table(),
    );
    wanted = with_table(&wanted, "keys", &clippings::app::command::markdown());
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, &wanted).unwrap();
    } else {
        assert!(
            readme == wanted,
            "README.md should read:\n{wanted}\nUPDATE_README=1 writes it"
        );
    }
}

/// A path, a source below a line of introduction, and the complaint that it must give, if any.
#[rustfmt::skip]
const FAULTS: &[(&str, &str, &str)] = &[
    ("page/mod.rs", "use crate::article::Article;\nuse super::article;", ""),
    ("page/mod.rs", "use crate::{article::Article, run};", "2: page may not know run"),
    ("page/mod.rs", "use crate::{article::{self, Block}, ui::{theme}};", "2: page may not know ui"),
    ("page/mod.rs", "fn f() {\n    crate::run::reader();\n}", "3: page may not know run"),
    ("page/wrap.rs", "use super::super::parser;", "2: page may not know parser"),
    ("page/wrap.rs", "use super::parser;\nuse self::run::x;", ""),
    ("page/mod.rs", "// crate::run\n/* crate::run /* */ crate::run */ const A: &str = \"crate::run\";", ""),
    ("page/mod.rs", "const A: &str = r#\"\" crate::run\"#; const B: char = '\"'; use crate::run;", "2: page may not know run"),
    ("page/mod.rs", "#[cfg(test)]\nmod tests {\n    use crate::run; fn f() { a.unwrap(); }\n}", ""),
    ("page/mod.rs", "#[cfg(test)]\nmod tests;\nuse crate::run;", "4: page may not know run"),
    ("page/tests.rs", "use crate::run;", ""),
    ("page/tests/deeper.rs", "use crate::run;", ""),
    ("page/shipped.rs", "use crate::run;", "2: page may not know run"),
    ("ui/mod.rs", "use crossterm::style::Color;\nuse ratatui::style::Style;", ""),
    ("app/mod.rs", "use ratatui as r;", "2: app may not use ratatui"),
    ("app/mod.rs", "fn f() { ratatui::init(); x.chrono; }", "2: app may not use ratatui"),
    ("parser/formats/html/tree.rs", "use html5ever::tendril;", ""),
    ("parser/assemble.rs", "use html5ever::tendril;", "2: html5ever may be named in parser/formats/html* alone"),
    ("parser/mod.rs", "use std::{fmt, fs};", "2: parser may not reach outside: std::fs"),
    ("parser/mod.rs", "use std::time::Duration;", ""),
    ("parser/mod.rs", "use std::time;", "2: parser may not reach outside: std::time"),
    ("app/mod.rs", "fn f() { std::time::Instant::now(); }", "2: app may not reach outside: std::time::Instant::now"),
    ("app/mod.rs", "use std::cell::RefCell;", "2: app may not hide state: std::cell::RefCell"),
    ("parser/mod.rs", "use std::cell::RefCell;", ""),
    ("run/mod.rs", "use std::fs;\nuse crate::app::Model;", ""),
    ("run/mod.rs", "use crate::cli;", "2: run may not know cli"),
    ("main.rs", "fn main() { clippings::cli::main() }", ""),
    ("main.rs", "fn main() { clippings::run::reader() }", "2: main may not know run"),
    ("attic/mod.rs", "", " no room of this name in tests/architecture.rs"),
    ("page/mod.rs", "use crate::article::*;", "2: crate::article::* brings in names unseen"),
    ("ui/mod.rs", "use ratatui::prelude::Style;", "2: ratatui::prelude::Style brings in names unseen"),
    ("page/mod.rs", "fn f() {\n    a\n        .unwrap();\n}", "4: unwrap"),
    ("page/mod.rs", "fn f() { a.expect(\"b\"); }", "2: expect"),
    ("page/mod.rs", "fn f() { a.unwrap_or(b); expect(c); }", ""),
    ("page/mod.rs", "fn f() { todo!() }", "2: todo"),
    ("page/utils.rs", "", " a name that says nothing"),
    ("page/mod.rs", "// TODO: more", " a comment says that it is unfinished"),
];

/// The checks can fail.
#[test]
fn faults_are_found() {
    let package = Package {
        crates: ["html5ever", "ratatui", "chrono", "memchr"]
            .map(str::to_owned)
            .into(),
        tests: test_modules(
            "page/mod.rs",
            "#[cfg(test)]\n#[allow(x)]\npub mod tests;\nmod shipped;",
        ),
    };
    let long = "fn f() {}\n".repeat(MOST_LINES + 1);
    let too_long = (
        "page/mod.rs",
        long.as_str(),
        " 401 lines of code, 400 are the most",
    );
    for &(path, source, want) in FAULTS.iter().chain([&too_long]) {
        let want: Vec<_> = (!want.is_empty())
            .then(|| format!("{path}:{want}"))
            .into_iter()
            .collect();
        let source = format!("//! An introduction.\n{source}");
        assert_eq!(
            complaints(path, &source, &package),
            want,
            "{path}: {source}"
        );
    }
    assert_eq!(
        complaints("page/mod.rs", "mod a;", &package),
        ["page/mod.rs: does not open with //!"]
    );
}

#[test]
fn a_table_that_differs_is_seen() {
    let readme = "a\n<!-- keys -->\nold\n<!-- /keys -->\nb";
    assert_eq!(with_table(readme, "keys", "old\n"), readme);
    assert_eq!(
        with_table(readme, "keys", "new\n"),
        readme.replace("old", "new")
    );
}

#[test]
fn dependencies_are_named_as_code_names_them() {
    let manifest = "[dependencies]\ntui-input = \"1\"\nserde = { version = \"1\" }\n[dev-dependencies]\ninsta = \"1\"";
    assert_eq!(dependencies(manifest), ["serde", "tui_input"]);
}
