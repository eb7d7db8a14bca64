//! What happens to the library while the reader is open, and to what it keeps.

use std::fs;

use super::{BELL, FIRST, RAIN, home, page, quit};

/// A headline that is not there at first.
const KITE: &str = "Kite of Saltmere found to be carrying post";

#[test]
fn files_that_come_change_and_go_are_seen_and_the_selection_stays() {
    let home = home();
    let at = |name: &str| home.path().join("saved").join(name);
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread").press("j");
    let text = [
        "The kite had been seen over Saltmere for a week before anybody thought of pulling it down, the constable said.",
    ];
    fs::create_dir(at("new")).unwrap();
    fs::write(at("new/kite.txt"), page(KITE, "May 9, 2024", &text)).unwrap();
    terminal
        .wait_for("Library  4 · 4 unread")
        .wait_for(&KITE[..14]);
    let selected = terminal.rows();
    assert!(
        selected.iter().any(|row| row.starts_with("▌● Goat")),
        "{selected:?}"
    );
    let other = page(&KITE.replace("Kite", "Balloon"), "May 9, 2024", &text);
    fs::write(at("new/kite.txt"), other).unwrap();
    terminal.wait_for("Balloon of S");
    fs::remove_dir_all(at("new")).unwrap();
    fs::remove_file(at("bell.txt")).unwrap();
    terminal
        .wait_for("Library  2 · 2 unread")
        .wait_without(&BELL[..10]);
    terminal.press("\r").wait_for("1/2  The Tarn Herald");
    terminal.press("q");
    quit(terminal);
}

#[test]
fn a_library_whose_disk_is_not_there_can_be_read_all_the_same() {
    let home = home();
    let saved = home.path().join("saved");
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread");
    fs::rename(&saved, home.path().join("away")).unwrap();
    terminal.wait_for("saved is empty or gone: is its disk there?");
    terminal.press("\r").wait_for(FIRST).press("q");
    quit(terminal);
    // The same from the start, and where a mount point is empty; then it comes back.
    for empty in [false, true] {
        if empty {
            fs::create_dir(&saved).unwrap();
        }
        let mut terminal = home.start("saved");
        terminal
            .wait_for("is its disk there?")
            .wait_for(&RAIN[..10]);
        if empty {
            fs::remove_dir(&saved).unwrap();
            fs::rename(home.path().join("away"), &saved).unwrap();
            fs::remove_file(saved.join("rain.txt")).unwrap();
            terminal.wait_for("Library  2");
        }
        quit(terminal);
    }
}

#[test]
fn wrong_settings_are_told_on_the_screen_and_the_reader_opens() {
    let home = home();
    let folder = home.path().join(".config/clippings");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), "measur = 60\n").unwrap();
    let mut terminal = home.start("saved");
    terminal.wait_for("config.toml:1:1: no such setting: \"measur\"; did you mean \"measure\"?");
    terminal.wait_for("Library  3");
    quit(terminal);
    fs::write(folder.join("config.toml"), "watch = 1\nmeasure = 1\n").unwrap();
    let mut terminal = home.start("saved");
    terminal
        .wait_for("Your settings are wrong in 2 places: gm")
        .press("gm");
    terminal.wait_for("config.toml:1:9: watch: expected true or false");
    terminal.press("q").wait_for("Library  3");
    quit(terminal);
}

#[test]
fn marks_outlast_a_store_that_is_deleted_meanwhile() {
    let home = home();
    let stores = home.stores();
    let mut terminal = home.start("saved");
    terminal
        .wait_for("Library  3 · 3 unread")
        .press("*")
        .wait_for("★");
    fs::remove_dir_all(&stores).unwrap();
    terminal.press("N").wait_for("3 · 2 unread").press("gm");
    terminal.wait_for("deleted while they were open").press("q");
    terminal.wait_for("Library  3");
    quit(terminal);
    let mut terminal = home.start("saved");
    terminal.wait_for("3 · 2 unread").wait_for("★");
    quit(terminal);
    // One that is deleted between two sessions comes back from the copy that was made when the reader was left.
    for entry in fs::read_dir(&stores).unwrap() {
        let path = entry.unwrap().path();
        if !path.to_string_lossy().contains(".state") {
            fs::remove_file(path).unwrap();
        }
    }
    let mut terminal = home.start("saved");
    terminal.wait_for("3 · 2 unread").wait_for("★").press("gm");
    terminal.wait_for("held none of your marks").press("q");
    quit(terminal);
}
