//! Files that are copied into a library, and files that are deleted from it.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use clippings::store::{Change, Mark, Purpose, Store};

use super::{Home, page};

/// The names of files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap();
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<String> = all.map(|entry| name(entry.unwrap())).collect();
    names.sort();
    names
}

/// Puts an article in the bin.
fn bin(home: &Home, file: &str) {
    let mut store = Store::open_file(&home.store(), Purpose::Reader)
        .unwrap()
        .store;
    let id = store.id_of_file(file.as_bytes()).unwrap().unwrap();
    let key = store.rows(&[id]).unwrap()[0].key;
    store
        .change("bin", &[Change::mark(key, Mark::Binned, true)])
        .unwrap();
}

#[test]
fn captures_are_copied_under_readable_names_and_never_twice() {
    let home = Home::new(1);
    home.index(&[]);
    let new = home.folder.path().join("new");
    fs::create_dir_all(new.join("deep")).unwrap();
    for (name, text) in [
        (
            "x1.html",
            format!("<html><h1>Goose walks</h1><p>{}</p></html>", page(1)),
        ),
        ("deep/x2.TXT", page(2)),
        ("deep/same.txt", page(2)),
        ("deep/words.md", page(2) + "\n"),
        ("known.txt", page(0)),
    ] {
        fs::write(new.join(name), text).unwrap();
    }
    fs::write(new.join("picture"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").unwrap();
    let library = home.library();
    let add = |more: &[&str]| {
        let mut all = vec!["add", "--library", library.to_str().unwrap()];
        all.extend(more);
        home.run(&all)
    };
    let (code, out, err) = add(&[new.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let copied: Vec<&str> = out
        .lines()
        .map(|path| path.rsplit('/').next().unwrap())
        .collect();
    assert_eq!(copied.len(), 2, "{out}{err}");
    assert_eq!(
        err.matches("--again copies it all the same").count(),
        3,
        "{err}"
    );
    assert!(
        copied.contains(&"2022-01-03-the-quay-is-open-again-on-pier-2.txt"),
        "{out}"
    );
    assert_eq!(names(&library).len(), 3);
    // It is indexed already.
    assert_eq!(
        home.search("number2"),
        ["2022-01-03-the-quay-is-open-again-on-pier-2.txt"]
    );
    // From a pipe; what is there is told, or copied beside it.
    let pipe = |more: &str| {
        let mut child = home
            .command(&["add", "--library", library.to_str().unwrap(), "-", more])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(page(7).as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let name = "2022-01-08-the-quay-is-open-again-on-pier-7";
    assert!(pipe("--").ends_with(&format!("{name}.txt\n")));
    assert!(pipe("--").contains("clippings: -: is in the library as"));
    assert!(pipe("--again").ends_with(&format!("{name}-2.txt\n")));
    let (code, out, err) = add(&["/no/such/file", new.join("picture").to_str().unwrap()]);
    assert_eq!(
        (code, out.as_str(), err.lines().count()),
        (1, "", 2),
        "{err}"
    );
    assert!(names(&library).iter().all(|name| !name.starts_with('.')));
}

#[test]
fn the_first_page_that_is_added_makes_the_library() {
    let home = Home::new(1);
    let file = home.library().join("000.txt");
    let (code, out, err) = home.run(&["add", file.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("data/clippings/library/2022-01-01-"), "{out}");
}

#[test]
fn emptying_the_bin_asks_and_deletes_only_what_is_as_it_was() {
    let home = Home::new(6);
    let library = home.library();
    fs::copy(library.join("001.txt"), library.join("copy.txt")).unwrap();
    home.index(&[]);
    let empty = |more: &[&str]| {
        let mut all = vec!["empty-bin", library.to_str().unwrap()];
        all.extend(more);
        home.run(&all)
    };
    assert_eq!(
        empty(&[]),
        (
            0,
            "There is nothing in the bin.\n".to_owned(),
            String::new()
        )
    );
    for file in ["001.txt", "002.txt", "003.txt"] {
        bin(&home, file);
    }
    home.write("002.txt", &page(99));
    let before = names(&library);
    for more in [&["--dry-run"][..], &[]] {
        let (code, out, err) = empty(more);
        assert_eq!(code, if more.is_empty() { 2 } else { 0 }, "{err}");
        assert!(
            out.contains("pier 1\n") && out.contains("copy.txt (333 bytes)"),
            "{out}"
        );
        assert!(out.contains("\nIn the bin: 4 files, 1.3 kB"), "{out}");
        assert_eq!(names(&library), before);
    }
    let (code, out, err) = empty(&["--yes"]);
    assert!(
        code == 1 && out.contains("\nDeleted 3 files, 999 bytes"),
        "{out}{err}"
    );
    assert!(
        err.contains("002.txt: left, for it has changed since it was read"),
        "{err}"
    );
    assert_eq!(
        names(&library),
        ["000.txt", "002.txt", "004.txt", "005.txt"]
    );
    assert_eq!(home.search("number1 OR number3"), Vec::<String>::new());
    // What was said of it holds when it is saved again.
    home.write("again.txt", &page(1));
    home.index(&[]);
    assert_eq!(home.search("is:binned"), ["again.txt"]);
}
