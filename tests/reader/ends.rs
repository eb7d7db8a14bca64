//! Every end that the reader can come to: the terminal is as it was before, and the status says how it ended.

use super::terminal::Terminal;
use super::{home, quit, reading};

/// What is there when the reader has ended: the store as a whole, and a copy of what is the reader's own.
const KEPT: [&str; 2] = ["sqlite", "sqlite.state"];

#[test]
fn a_signal_ends_the_reader_and_the_terminal_is_given_back() {
    for (signal, told) in [
        ("TERM", "Terminated"),
        ("INT", "Interrupt"),
        ("HUP", "Hangup"),
        ("QUIT", "Quit"),
    ] {
        let home = home();
        let mut terminal = reading(&home);
        terminal.signal(signal);
        let (status, screen) = terminal.end();
        let got = status.signal().map(|name| name.split(' ').next().unwrap());
        assert_eq!((got, screen.as_str()), (Some(told), ""), "{signal}");
        assert_eq!(home.kept(), KEPT, "{signal}");
    }
}

#[test]
fn keys_end_the_reader_from_anywhere() {
    for keys in ["qq", "Q", "\x03", "/ferry\x03", "v\x03", ":quit\r"] {
        let home = home();
        let mut terminal = reading(&home);
        terminal.press(keys);
        let (status, screen) = terminal.end();
        assert_eq!((status.exit_code(), screen.as_str()), (0, ""), "{keys:?}");
        assert_eq!(home.kept(), KEPT, "{keys:?}");
    }
}

#[test]
fn a_panic_is_told_on_the_terminal_given_back() {
    for (place, keys, who) in [("1", "", ""), ("keys", "j", "the thread of keys: ")] {
        let home = home();
        let mut terminal = home.start_with("saved", (80, 24), &[("CLIPPINGS_TEST_PANIC", place)]);
        if !keys.is_empty() {
            terminal.wait_for("Library  3").press(keys);
        }
        let (status, screen) = terminal.end();
        assert_eq!(status.exit_code(), 101, "{place}");
        let told = format!("{who}asked for by CLIPPINGS_TEST_PANIC");
        assert!(screen.contains(&told), "{place}: {screen}");
    }
}

#[test]
fn a_panic_in_a_worker_is_told_on_the_screen_and_reading_goes_on() {
    let home = home();
    let variables = [("CLIPPINGS_TEST_PANIC", "worker")];
    let mut terminal = home.start_with("saved", (120, 24), &variables);
    terminal.wait_for("Library  3 · 3 unread").press("\r");
    terminal.wait_for("The library failed, please report it");
    terminal.press("h/ull").wait_for("1 of 3");
    terminal.press("\x1b").wait_for("Library  3");
    quit(terminal);
}

#[test]
fn the_shell_stops_and_continues_the_reader() {
    let home = home();
    // By a key, and by a signal from elsewhere.
    let stops = ["\x1a", ""];
    let script = "set -m; \"$CLIPPINGS\" saved; echo STOPPED; read x; fg; echo ENDED $?";
    for key in stops {
        let mut terminal = home.start_shell(script);
        terminal.wait_for("Library  3 · 3 unread").press(key);
        if key.is_empty() {
            terminal.signal_child("TSTP");
        }
        terminal.wait_for("STOPPED").wait_until_given_back();
        terminal.press("\n").wait_until("the list again", |screen| {
            screen.alternate_screen() && screen.contents().contains("Library  3 · 3 unread")
        });
        terminal.press("q");
        let (_, screen) = terminal.end();
        assert!(screen.ends_with("ENDED 0"), "{screen}");
    }
}

#[test]
fn a_reader_that_is_put_in_the_background_waits_there_and_can_be_ended() {
    let home = home();
    let script = "set -m; \"$CLIPPINGS\" saved; echo STOPPED; bg; sleep 1; kill %1; kill -CONT %1; sleep 1; jobs";
    let mut terminal = home.start_shell(script);
    terminal.wait_for("Library  3 · 3 unread").press("\x1a");
    terminal.wait_for("STOPPED");
    let (_, screen) = terminal.end();
    assert!(screen.contains("Terminated"), "{screen}");
}

#[test]
fn without_a_shell_there_is_nothing_to_stop_for() {
    let home = home();
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread").press("\x1a");
    terminal.wait_for("There is no shell to go to");
    quit(terminal);
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_none() {
    let home = home();
    let script = "\"$CLIPPINGS\" saved < /dev/null; echo ENDED $?";
    let mut terminal = home.start_shell(script);
    terminal.wait_for("Library  3 · 3 unread").press("q");
    let (_, screen) = terminal.end();
    assert!(screen.ends_with("ENDED 0"), "{screen}");
    // A session without a terminal of its own has no other to type on.
    let mut command = home.shell(script);
    command.set_controlling_tty(false);
    let (_, screen) = Terminal::start(command, (200, 24)).end();
    assert!(
        screen.starts_with("clippings: standard input is no terminal")
            && screen.ends_with("ENDED 1"),
        "{screen}"
    );
}

#[test]
fn any_size_is_borne() {
    let home = home();
    let mut terminal = reading(&home);
    for size in [(1, 1), (0, 0), (300, 1), (1, 100), (2, 2)] {
        terminal.resize(size);
    }
    terminal.resize((80, 24)).wait_for("[saved]").press("q");
    terminal.wait_for("Library  3");
    quit(terminal);
}
