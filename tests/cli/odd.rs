//! Files that are no plain files, and names that are no plain names.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{call, capture, err, feed, folder, out, sources};

#[test]
fn what_is_no_regular_file_is_refused_at_once() {
    let home = folder();
    let path = home.path();
    symlink("loop.txt", path.join("loop.txt")).unwrap();
    symlink("/dev/zero", path.join("zero.txt")).unwrap();
    symlink("a.txt", path.join("link.txt")).unwrap();
    let piped = Command::new("mkfifo").arg(path.join("pipe.txt")).status();
    let mut names = vec!["loop.txt", "zero.txt"];
    if piped.is_ok_and(|status| status.success()) {
        names.push("pipe.txt");
    }
    for command in ["extract", "read"] {
        for name in &names {
            let output = call(path, [command, name]);
            assert_eq!(output.status.code(), Some(1), "{command} {name}");
            assert!(output.stdout.is_empty(), "{command} {name}");
            let complaint = err(&output);
            assert_eq!(complaint.lines().count(), 1, "{complaint}");
            assert!(
                complaint.starts_with(&format!("clippings: {name}: ")),
                "{complaint}"
            );
        }
    }
    let output = call(path, ["extract", "."]);
    let found = ["./a.txt", "./b.txt", "./c.txt", "./link.txt"];
    assert_eq!(sources(&output), found, "{}", err(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn odd_names_are_opened_exactly_and_shown_harmlessly() {
    let home = folder();
    let names: [&[u8]; 4] = [
        b"\x1b]0;title\x07.txt",
        b"bad\xff\x9b.txt",
        b"two\rlines.txt",
        b" x .txt",
    ];
    for name in names {
        fs::write(home.path().join(OsStr::from_bytes(name)), capture("Odd")).unwrap();
    }
    let list = names.join(&b'\n');
    let listed = feed(home.path(), "extract --files-from -", &list);
    let given = call(
        home.path(),
        [OsStr::new("extract")]
            .into_iter()
            .chain(names.map(OsStr::from_bytes)),
    );
    let missing = call(
        home.path(),
        [
            OsStr::new("extract"),
            OsStr::from_bytes(b"no\x1b[2J\xff.txt"),
        ],
    );
    for output in [&listed, &given] {
        assert_eq!(output.status.code(), Some(0), "{}", err(output));
        assert_eq!(sources(output).len(), names.len());
    }
    assert_eq!(missing.status.code(), Some(1));
    for output in [&listed, &given, &missing] {
        let said = [out(output), err(output)].concat();
        let sources = sources(output).concat();
        let commands = |c: &char| c.is_control() && *c != '\n';
        assert_eq!(said.chars().chain(sources.chars()).find(commands), None);
    }
}

/// What the program gives up is taken from it: the shell's own `--version --verbose` says what this system can take away.
#[cfg(target_os = "linux")]
#[test]
fn rights_that_were_given_up_are_gone_and_pages_are_read_all_the_same() {
    let home = folder();
    let version = call(home.path(), ["--version", "--verbose"]);
    assert_eq!(version.status.code(), Some(0), "{}", err(&version));
    let said = out(&version);
    for part in [
        "clippings ",
        "\nstore ",
        "\ndata ",
        "\nisolation ",
        "extract ",
    ] {
        assert!(said.contains(part), "{said}");
    }
    for arguments in [
        &["extract", "."][..],
        &["extract", "--learn", "--explain", "."],
    ] {
        let output = call(home.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    }
    let alone = call(home.path(), ["--verbose"]);
    assert_eq!(alone.status.code(), Some(2));
}
