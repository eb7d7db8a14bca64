//! Other programs that the reader starts: the browser, an editor, a command that takes a text.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, thread};

use super::terminal::{Home, Terminal};
use super::{FIRST, home, quit, reading};

/// Puts a script into the home; gives its path.
fn script(home: &Home, name: &str, text: &str) -> PathBuf {
    let path = home.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Writes the configuration.
fn configure(home: &Home, text: &str) {
    let folder = home.path().join(".config/clippings");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
}

/// What stands in a file of the home, once something does.
fn written(home: &Home, name: &str) -> String {
    let begin = Instant::now();
    loop {
        let text = fs::read_to_string(home.path().join(name)).unwrap_or_default();
        if text.ends_with('\n') {
            return text;
        }
        assert!(begin.elapsed() < Duration::from_mins(1), "no {name}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Quits from the list, where this is left on the screen by a command.
fn leave(mut terminal: Terminal, printed: &str) {
    terminal.press("q");
    let (status, screen) = terminal.end();
    assert!(status.success() && screen.ends_with(printed), "{screen}");
}

#[test]
fn an_editor_gets_the_terminal_and_the_file_and_gives_both_back() {
    let home = home();
    let text = "[ -t 0 ] && [ -t 1 ] && echo \"$#\" \"$1\" \"$2\" > edited; echo EDITING; read line; echo \"$line\" >> edited; exit 3";
    let editor = script(&home, "bin/my-editor", text);
    let editor = format!("{} -x;y", editor.display());
    let mut terminal = home.start_with("saved", (80, 24), &[("EDITOR", &editor)]);
    // What is typed ahead is for nobody: no second editor, and no end.
    terminal.wait_for("Library  3 · 3 unread").press("eeq");
    terminal.wait_for("EDITING").wait_until_given_back();
    terminal.press("jq\n").wait_for("has ended with status 3");
    terminal.wait_for("Library  3");
    let file = fs::canonicalize(home.path())
        .unwrap()
        .join("saved/bell.txt");
    let wanted = format!("2 -x;y {}\njq\n", file.display());
    let got = written(&home, "edited").replace(
        &home.path().display().to_string(),
        &fs::canonicalize(home.path()).unwrap().display().to_string(),
    );
    assert_eq!(got, wanted);
    leave(terminal, "EDITING\njq");
}

#[test]
fn an_interrupt_ends_the_editor_and_a_signal_the_reader() {
    for ends in [false, true] {
        let home = home();
        configure(
            &home,
            "edit = [\"sh\", \"-c\", \"echo EDITING; exec sleep 100\"]\n",
        );
        let mut terminal = home.start("saved");
        terminal.wait_for("Library  3 · 3 unread").press("e");
        terminal.wait_for("EDITING").wait_until_given_back();
        if ends {
            terminal.signal("TERM");
            let (status, _) = terminal.end();
            assert_eq!(status.signal(), Some("Terminated"));
        } else {
            terminal.press("\x03").wait_for("sh was ended by signal 2");
            leave(terminal, "EDITING\n^C");
        }
    }
}

#[test]
fn a_text_goes_into_a_command_and_what_that_prints_stays_until_enter() {
    let home = home();
    let editor = script(
        &home,
        "bin/count",
        "cat > piped; echo \"$1\"; wc -w < piped",
    );
    configure(
        &home,
        &format!("pipe = [\"{}\", \"a b; c\"]\n", editor.display()),
    );
    let mut terminal = reading(&home);
    terminal.press("|").wait_for("a b; c");
    terminal
        .wait_for("count has ended; Enter goes back")
        .wait_until_given_back();
    let piped = written(&home, "piped");
    assert!(
        piped.starts_with("Bell of Tarn Quay") && piped.contains(FIRST),
        "{piped}"
    );
    terminal
        .press("\n")
        .wait_until("the article again", |screen| {
            screen.alternate_screen() && screen.contents().contains(FIRST)
        });
    terminal.press("q").wait_for("Library  3");
    leave(terminal, "has ended; Enter goes back to the reader");
}

#[test]
fn what_cannot_be_started_is_said() {
    let home = home();
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread").press("e");
    terminal.wait_for("No command for that: say edit = [\"vi\"]");
    quit(terminal);
    configure(&home, "edit = [\"no-such-program-as-this\"]\n");
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread").press("e");
    terminal.wait_for("no-such-program-as-this did not start");
    quit(terminal);
}

#[test]
fn the_clipboard_gets_an_address_and_nothing_that_steers() {
    let home = home();
    let paragraph = "<p>The bell on the old customs house rang nine times shortly after two, the harbour office said, and nobody was near the rope.</p>";
    let page = format!(
        "<html><head><title>Bell rings</title></head><body><article><h1>Bell rings by itself</h1>{}<p>Read more: <a href=\"https://gulls.example/&#27;]52;c;QQ==&#7;&#x9d;&#x202e;a\">Gulls learn to count in the old lighthouse</a></p>{0}</article></body></html>",
        paragraph.repeat(4)
    );
    fs::write(home.path().join("saved/page.html"), page).unwrap();
    let mut terminal = home.start("saved/page.html");
    terminal.wait_for("Bell rings by itself").press("u");
    terminal.wait_for("Gulls learn to count").press("y");
    terminal.wait_for("Copied: https://gulls.example/");
    // https://gulls.example/]52;c;QQ==a
    let copied = "aHR0cHM6Ly9ndWxscy5leGFtcGxlL101MjtjO1FRPT1h";
    assert_eq!(terminal.asked().copied, [copied]);
    terminal.press("q");
    quit(terminal);
}

#[test]
fn the_browser_gets_the_address_as_it_was_shown_and_nothing_of_the_terminal() {
    let home = home();
    let text = "[ -t 0 ] || [ -t 1 ] || [ -t 2 ] || echo \"$#\" \"$1\" > opened";
    script(&home, "bin/xdg-open", text);
    let paragraph = "<p>The bell on the old customs house rang nine times shortly after two, the harbour office said, and nobody was near the rope.</p>";
    let page = format!(
        "<html><head><title>Bell rings</title><link rel=canonical href=\"https://Desk.example:443/a;b$(c)?d=e f\"></head><body><article><h1>Bell rings by itself</h1>{}</article></body></html>",
        paragraph.repeat(8)
    );
    fs::write(home.path().join("saved/page.html"), page).unwrap();
    let path = format!(
        "{}/bin:{}",
        home.path().display(),
        env::var("PATH").unwrap()
    );
    let mut terminal = home.start_with("saved/page.html", (80, 24), &[("PATH", &path)]);
    terminal.wait_for("Bell rings by itself").press("o");
    terminal
        .wait_for("Open desk.example in the browser?  y/n")
        .press("y");
    let opened = written(&home, "opened");
    assert_eq!(opened, "1 https://desk.example/a;b$(c)?d=e%20f\n");
    quit(terminal);
}
