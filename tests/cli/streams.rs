//! What comes and goes through pipes: lists and captures in, results out as they are ready.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Output, Stdio};

use serde_json::Value;

use super::{capture, err, feed, folder, program, sources};

#[test]
fn standard_input_is_a_capture_or_a_list() {
    let home = folder();
    let page = capture("Delta");
    let list = b"b.txt\na.txt\n";
    for (args, input, want) in [
        ("extract -", page.as_bytes(), &["-"][..]),
        (
            "extract a.txt - b.txt",
            page.as_bytes(),
            &["a.txt", "-", "b.txt"],
        ),
        ("extract --files-from -", list, &["b.txt", "a.txt"]),
        (
            "extract --files-from /dev/stdin c.txt",
            list,
            &["c.txt", "b.txt", "a.txt"],
        ),
        ("extract --files-from -", b"", &[]),
    ] {
        let output = feed(home.path(), args, input);
        assert!(output.status.success(), "{args}: {}", err(&output));
        assert_eq!(sources(&output), want, "{args}");
    }
}

/// Gives one path after the other and waits for its result before the next: nothing may be held back.
#[test]
fn results_come_while_the_list_is_still_being_written() {
    let home = folder();
    let mut command = program(home.path());
    command.args(["extract", "--files-from", "-", "--jobs", "3"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut list = child.stdin.take().unwrap();
    let mut results = BufReader::new(child.stdout.take().unwrap()).lines();
    for name in ["a.txt", "c.txt", "b.txt", "a.txt"] {
        writeln!(list, "{name}").unwrap();
        let object: Value = serde_json::from_str(&results.next().unwrap().unwrap()).unwrap();
        assert_eq!(object["source"], name);
    }
    drop(list);
    assert!(results.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn many_results_keep_the_order_of_their_inputs() {
    let home = folder();
    let long = capture("Alpha").repeat(12);
    fs::write(home.path().join("a.txt"), long).unwrap();
    let names: Vec<_> = (0..90)
        .map(|i| ["a.txt", "b.txt", "c.txt"][i % 3])
        .collect();
    let output = feed(
        home.path(),
        "extract --files-from - --jobs 4",
        names.join("\n").as_bytes(),
    );
    assert!(output.status.success());
    assert_eq!(sources(&output), names);
}

/// Takes the first bytes of standard output, then closes it.
fn hang_up(mut child: Child) -> Output {
    let mut first = [0; 16];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    child.wait_with_output().unwrap()
}

#[test]
fn a_closed_pipe_ends_it_without_a_word() {
    let home = folder();
    let list = "a.txt\n".repeat(300);
    fs::write(home.path().join("list"), &list).unwrap();
    fs::write(home.path().join("long.txt"), capture("Long").repeat(150)).unwrap();
    for args in [
        &["extract", "--files-from", "list"][..],
        &["extract", "--format", "json", "--files-from", "list"],
        &["read", "long.txt", "long.txt"],
    ] {
        let mut command = program(home.path());
        command
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let output = hang_up(command.spawn().unwrap());
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(err(&output), "", "{args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let home = folder();
    for args in ["extract a.txt", "read a.txt"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = program(home.path());
        command.args(args.split_whitespace()).stdout(full);
        let output = command
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{args}");
        assert!(
            err(&output).starts_with("clippings: cannot write to standard output"),
            "{args}"
        );
    }
}
