//! The store and its commands from outside: an index made, asked, torn down; processes killed at any moment, and calls of the system that
//! fail.
//!
//! `CLIPPINGS_KILLS=1000 cargo test --test store` kills that often; `CLIPPINGS_FAULTS=1000` has so many calls fail.
#![allow(clippy::unwrap_used)]
#![allow(clippy::indexing_slicing)]

#[path = "store/adding.rs"]
mod adding;
#[path = "store/faults.rs"]
mod faults;
#[cfg(target_os = "linux")]
#[path = "store/injected.rs"]
mod injected;
#[path = "store/killing.rs"]
mod killing;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use clippings::store::{Change, Mark, Purpose, Store, path_of};
use tempfile::TempDir;

/// A home with a library of so many pages.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new(pages: usize) -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(home.library()).unwrap();
        (0..pages).for_each(|n| home.write(&format!("{n:03}.txt"), &page(n)));
        home
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("saved")
    }

    fn store(&self) -> PathBuf {
        path_of(&self.folder.path().join("data/clippings"), &self.library())
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.library().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clippings"));
        command.args(arguments);
        self.at_home(&mut command);
        command
    }

    fn at_home(&self, command: &mut Command) {
        command.env("XDG_DATA_HOME", self.folder.path().join("data"));
        command.env("XDG_CONFIG_HOME", self.folder.path().join("config"));
        command.stdin(Stdio::null());
    }

    /// Runs a subcommand on the library; gives its exit code and what it printed.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap_or(-1), text(stdout), text(stderr))
    }

    fn index(&self, more: &[&str]) -> (i32, String, String) {
        let library = self.library();
        let mut arguments = vec!["index", library.to_str().unwrap()];
        arguments.extend(more);
        self.run(&arguments)
    }

    /// The files that a query finds, in order.
    fn search(&self, query: &str) -> Vec<String> {
        let library = self.library();
        let (code, out, err) = self.run(&[
            "search",
            "--format",
            "ndjson",
            "--limit",
            "999",
            "--library",
            library.to_str().unwrap(),
            query,
        ]);
        assert_eq!(code, 0, "{err}");
        let paths = out.lines().map(|line| {
            let hit: serde_json::Value = serde_json::from_str(line).unwrap();
            let path = PathBuf::from(hit["paths"][0].as_str().unwrap());
            path.strip_prefix(&library)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        });
        paths.collect()
    }
}

fn page(n: usize) -> String {
    format!(
        "The quay is open again on pier {n}\n\nBy Ida Brandt\n\n{} January 2022\n\nThe quay of Ostermouth opened again on Monday, a week after the \
         storm had torn away crane number{n} and the northern steps, the harbour master said.\n\nBoats may land there from six in the morning, \
         and the ferry will call twice a day until the end of the month, she said.\n",
        n % 28 + 1
    )
}

#[test]
fn a_library_is_indexed_searched_and_kept_up_to_date() {
    let home = Home::new(12);
    let library = home.library();
    let (code, _, err) = home.run(&["search", "--library", library.to_str().unwrap(), "quay"]);
    assert_eq!(code, 1);
    assert!(err.contains("run `clippings index` first"), "{err}");
    home.write("empty.txt", "");
    let (code, out, err) = home.index(&[]);
    assert_eq!(code, 0, "{err}");
    assert!(
        out.ends_with("13 files, 12 articles (12 read, 1 failed)\n"),
        "{out}"
    );
    assert!(err.contains("empty.txt: "), "{err}");
    assert_eq!(home.search("number7"), ["007.txt"]);
    assert_eq!(home.search("headline:quay on:2022-01-03"), ["002.txt"]);
    assert_eq!(home.search("quay").len(), 12);
    // Renamed, changed, removed, new, below; a link that leads round is no trouble.
    fs::rename(library.join("007.txt"), library.join("seven.txt")).unwrap();
    fs::remove_file(library.join("008.txt")).unwrap();
    home.write("deep/er/new.txt", &page(50));
    home.write("009.txt", &page(60));
    #[cfg(unix)]
    std::os::unix::fs::symlink(&library, library.join("deep/round")).unwrap();
    let (code, out, err) = home.index(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("13 files, 12 articles (2 read, "), "{out}");
    assert_eq!(home.search("number7"), ["seven.txt"]);
    assert_eq!(home.search("number8 OR number9"), Vec::<String>::new());
    assert_eq!(
        home.search("number50 OR number60 sort:oldest"),
        ["009.txt", "deep/er/new.txt"]
    );
    let after = [
        "search",
        "quay",
        "--limit",
        "2",
        "--library",
        library.to_str().unwrap(),
    ];
    let (code, out, err) = home.run(&after);
    assert_eq!((code, out.matches("saved/").count()), (0, 2), "{out}");
    assert!(err.contains("there are more; --limit 20"), "{err}");
    assert_eq!(home.run(&["search", "--", "-(quay"]).0, 2);
    let before = home.search("quay sort:headline");
    let (_, out, _) = home.index(&["--rebuild"]);
    assert!(out.contains("(12 read, 1 failed)"), "{out}");
    assert_eq!(home.search("quay sort:headline"), before);
}

#[test]
fn queries_that_are_wrong_show_where() {
    let home = Home::new(1);
    let (code, out, err) = home.run(&["search", "storm is:strred"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "clippings: there is no \"strred\" here; did you mean \"starred\"?\nclippings:   storm is:»strred«\n"
    );
    let (code, _, err) = home.run(&["index", "/no/such/folder"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("/no/such/folder: there is no such file or folder"),
        "{err}"
    );
}

#[test]
fn state_goes_from_machine_to_machine() {
    let (desk, laptop) = (Home::new(3), Home::new(3));
    for home in [&desk, &laptop] {
        assert_eq!(home.index(&[]).0, 0);
    }
    let state = |home: &Home, arguments: &[&str]| {
        let library = home.library();
        let mut all = vec!["state", "--library", library.to_str().unwrap()];
        all.extend(arguments);
        home.run(&all)
    };
    let mut store = Store::open_file(&desk.store(), Purpose::Reader)
        .unwrap()
        .store;
    let id = store.id_of_file(b"001.txt").unwrap().unwrap();
    let key = store.rows(&[id]).unwrap()[0].key;
    store
        .change(
            "star",
            &[
                Change::mark(key, Mark::Starred, true),
                Change::tag(key, "Sea", true),
            ],
        )
        .unwrap();
    let (code, lines, _) = state(&desk, &["export"]);
    assert_eq!((code, lines.lines().count()), (0, 2));
    let exported = laptop.folder.path().join("desk.ndjson");
    fs::write(&exported, &lines).unwrap();
    for told in ["2 lines, 2 of them new\n", "2 lines, 0 of them new\n"] {
        assert_eq!(
            state(&laptop, &["import", exported.to_str().unwrap()]),
            (0, told.to_owned(), String::new())
        );
    }
    assert_eq!(laptop.search("is:starred tag:sea"), ["001.txt"]);
    assert_eq!(state(&laptop, &["export"]).1, lines);
    fs::write(&exported, "rubbish\n").unwrap();
    let (code, _, err) = state(&laptop, &["import", exported.to_str().unwrap()]);
    assert!(
        code == 1 && err.contains("desk.ndjson: line 1 is no exported state"),
        "{err}"
    );
}

#[test]
fn a_damaged_store_is_told_of_and_made_anew() {
    let home = Home::new(3);
    home.index(&[]);
    let state = Store::open_file(&home.store(), Purpose::Reader).unwrap();
    drop(state);
    fs::write(home.store(), "rubbish").unwrap();
    let (code, out, err) = home.index(&[]);
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("was damaged; it is kept as") && out.contains("3 articles (3 read)"),
        "{err}{out}"
    );
    assert_eq!(home.search("number2"), ["002.txt"]);
}

/// How often processes are killed.
fn kills() -> u64 {
    number("CLIPPINGS_KILLS").unwrap_or(20)
}

/// A number that is set from outside.
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
