//! The seeds of the fuzzers and all that they have found, once more, and properties of generated inputs. `fuzz/README.md` says how to look for more.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "replay/captures.rs"]
mod captures;
#[path = "replay/generated.rs"]
mod generated;
#[path = "replay/pages.rs"]
mod pages;
mod properties;
#[path = "replay/steps.rs"]
mod steps;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use properties::TARGETS;

/// The files in a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Holds each seed of `target` to its property, and names those that break it.
fn check(target: &str, folders: &[&str]) {
    let (_, holds) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join("fuzz/seeds").join(target);
    let shared = folders.iter().map(|folder| root.join(folder));
    let seeds = shared.chain([own]).flat_map(|folder| files(&folder));
    let broken = seeds.filter(|seed| {
        let bytes = fs::read(seed).unwrap();
        catch_unwind(|| holds(&bytes)).is_err()
    });
    let broken: Vec<PathBuf> = broken.collect();
    assert!(broken.is_empty(), "{target}: {broken:?}");
}

macro_rules! replayed {
    ($($target:ident: $folders:expr,)*) => {
        $(#[test]
        fn $target() {
            check(stringify!($target), &$folders);
        })*

        #[test]
        fn every_target_is_replayed() {
            let replayed = [$(stringify!($target)),*];
            assert_eq!(replayed, TARGETS.map(|(name, _)| name));
            let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
            let mut folders: Vec<PathBuf> = replayed.iter().map(|name| seeds.join(name)).collect();
            folders.sort();
            assert_eq!(files(&seeds), folders);
        }
    };
}

replayed! {
    text: ["assets/samples", "tests/layouts"],
    markdown: ["assets/samples"],
    html: ["assets/samples", "tests/layouts"],
    decode: [],
    filter: [],
    typeset: [],
    query: [],
    state: [],
    keys: [],
    links: [],
    config: [],
}
