//! What a source file may say and be, given the rooms of `tests/architecture.rs`.

use std::path::Path;

use crate::scan::{Named, Placed, Token, paths, test_items, tokens, without_tests};
use crate::{KEPT_TO, ROOMS, Room};

/// What only rooms with a door may name: files, clock, environment, threads.
const OUTSIDE: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "net"],
    &["std", "env"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "os"],
    &["std", "io"],
    &["std", "time", "Instant"],
    &["std", "time", "SystemTime"],
    &["Instant", "now"],
    &["SystemTime", "now"],
    &["chrono", "Local"],
    &["Utc", "now"],
];

/// State behind a shared reference, and the rooms that `view` reads: drawing must not be able to write.
const CELLS: &[&[&str]] = &[
    &["std", "cell"],
    &["std", "sync", "Mutex"],
    &["std", "sync", "RwLock"],
    &["std", "sync", "atomic"],
];
const SEEN_BY_VIEW: &[&str] = &["article", "library", "page", "app", "ui"];

/// Most lines of code in a file: comments and blank lines do not count.
pub const MOST_LINES: usize = 400;

/// What has to be known of the whole package to judge a file.
#[derive(Default)]
pub struct Package {
    /// The dependencies, as code writes them.
    pub crates: Vec<String>,
    /// The modules that are tests, each as `room/module`.
    pub tests: Vec<String>,
}

/// The modules in files of their own that the file at `path` declares under `cfg(test)`.
pub fn test_modules(path: &str, source: &str) -> Vec<String> {
    let above = modules(path).join("/");
    let tokens = tokens(source);
    let outlined = test_items(&tokens).filter_map(|item| match &tokens[item] {
        [
            ..,
            (_, Token::Word(kind)),
            (_, Token::Word(name)),
            (_, Token::Mark(';')),
        ] if kind == "mod" => Some(format!("{above}/{name}")),
        _ => None,
    });
    outlined.collect()
}

/// What is wrong with the file at `path` (below `src`), one line each.
pub fn complaints(path: &str, source: &str, package: &Package) -> Vec<String> {
    let all = tokens(source);
    let modules = modules(path);
    let is_test = |test: &String| Path::new(path).with_extension("").starts_with(test);
    let shipped = if package.tests.iter().any(is_test) {
        Vec::new()
    } else {
        without_tests(&all)
    };
    let mut found = shape(path, source, &all);
    let Some(room) = ROOMS.iter().find(|room| room.name == modules[0]) else {
        found.push(format!(
            "{path}: no room of this name in tests/architecture.rs"
        ));
        return found;
    };
    let named = paths(&shipped);
    for (line, name) in &named {
        let problem = trespass(room, path, &absolute(&modules, name), &package.crates);
        found.extend(problem.map(|what| format!("{path}:{line}: {what}")));
    }
    found.extend(careless(path, &shipped, &named));
    found
}

/// The modules that lead to a file, its room first: `parser/formats/mod.rs` is `parser`, `formats`.
fn modules(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').collect()
}

/// A path with `super` and `self` resolved into `crate::...`; others stand as they are.
fn absolute(modules: &[&str], name: &[String]) -> Vec<String> {
    let up = name.iter().take_while(|part| *part == "super").count();
    let inside = usize::from(up == 0 && name[0] == "self");
    if up + inside == 0 || up > modules.len() {
        return name.to_vec();
    }
    let stem = &modules[..modules.len() - up];
    let stem = ["crate"].iter().chain(stem).map(ToString::to_string);
    stem.chain(name.iter().skip(up + inside).cloned()).collect()
}

/// Why `room` may not name `name`, if so.
fn trespass(room: &Room, path: &str, name: &[String], crates: &[String]) -> Option<String> {
    let starts = |forbidden: &&[&str]| forbidden.iter().zip(name).all(|(a, b)| a == b);
    let first = name[0].as_str();
    let house = if room.name == "main" {
        "clippings"
    } else {
        "crate"
    };
    if first == house {
        let to = name.get(1)?.as_str();
        let known = ROOMS.iter().any(|other| other.name == to);
        let allowed = to == room.name || room.rooms.contains(&to);
        return (known && !allowed).then(|| format!("{} may not know {to}", room.name));
    }
    if crates.iter().any(|each| each == first) {
        let kept = KEPT_TO.iter().find(|(name, _)| *name == first);
        if let Some((_, to)) = kept.filter(|(_, to)| !path.starts_with(to)) {
            return Some(format!("{first} may be named in {to}* alone"));
        }
        let allowed = room.crates.contains(&first);
        if !allowed {
            return Some(format!("{} may not use {first}", room.name));
        }
    }
    let path = name.join("::");
    if name.len() > 1 && !room.outside && OUTSIDE.iter().any(starts) {
        Some(format!("{} may not reach outside: {path}", room.name))
    } else if name.len() > 1 && SEEN_BY_VIEW.contains(&room.name) && CELLS.iter().any(starts) {
        Some(format!("{} may not hide state: {path}", room.name))
    } else {
        None
    }
}

/// What no file may be: long, without an introduction, or a drawer for everything.
pub fn shape(path: &str, source: &str, tokens: &[Placed]) -> Vec<String> {
    let mut lines: Vec<_> = tokens.iter().map(|(line, _)| line).collect();
    lines.dedup();
    let most = if path == "main.rs" { 40 } else { MOST_LINES };
    let drawers = ["utils.rs", "util.rs", "helpers.rs", "common.rs", "misc.rs"];
    let comments = source
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("//"));
    let unfinished = comments
        .into_iter()
        .any(|comment| comment.contains("TODO") || comment.contains("FIXME"));
    [
        (
            !source.starts_with("//!"),
            "does not open with //!".to_owned(),
        ),
        (
            lines.len() > most,
            format!("{} lines of code, {most} are the most", lines.len()),
        ),
        (
            drawers.contains(&path.rsplit('/').next().unwrap_or(path)),
            "a name that says nothing".to_owned(),
        ),
        (
            unfinished,
            "a comment says that it is unfinished".to_owned(),
        ),
    ]
    .into_iter()
    .filter(|(wrong, _)| *wrong)
    .map(|(_, what)| format!("{path}: {what}"))
    .collect()
}

/// What no shipped code may say.
fn careless(path: &str, tokens: &[Placed], named: &[Named]) -> Vec<String> {
    let mut found = Vec::new();
    for (line, name) in named {
        if name.iter().any(|part| part == "*" || part == "prelude") {
            found.push(format!(
                "{path}:{line}: {} brings in names unseen",
                name.join("::")
            ));
        }
    }
    for window in tokens.windows(3) {
        let [(line, a), (_, b), (_, c)] = window else {
            continue;
        };
        let Token::Word(word) = b else { continue };
        let called = *a == Token::Mark('.') && *c == Token::Mark('(');
        let expanded = *c == Token::Mark('!');
        if called && ["unwrap", "expect"].contains(&word.as_str())
            || expanded && ["todo", "unimplemented", "dbg"].contains(&word.as_str())
        {
            found.push(format!("{path}:{line}: {word}"));
        }
    }
    found
}
