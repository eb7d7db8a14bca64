//! The reader from key to screen: the built program in a pseudo-terminal, on captures written for it.
#![cfg(unix)]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "reader/ends.rs"]
mod ends;
#[path = "reader/errands.rs"]
mod errands;
#[path = "reader/outside.rs"]
mod outside;
#[path = "reader/silent.rs"]
mod silent;
#[path = "reader/terminal.rs"]
mod terminal;

use terminal::{Home, Terminal, rows};

const BELL: &str = "Bell of Tarn Quay rings by itself for a third night";
const GOAT: &str = "Goat elected to harbour board after two recounts";
const RAIN: &str = "Rain gauge at Ullen overflows for first time";
const FIRST: &str = "The bell on the old customs house rang nine times";

/// A copied page of a newspaper: head, picture, `paragraphs`, what else the paper has.
fn page(headline: &str, date: &str, paragraphs: &[&str]) -> String {
    let text = paragraphs.join("\n\n");
    format!(
        " date 2024-05-16 {headline}\n\n\
         Watchmen sat beside it with soup and lanterns; the harbour office asks for patience until Sunday\n\n\
         Two watchmen look up at the customs house on Friday. The ladder is borrowed. Tarn Photo Service\n\
         The Tarn Herald\n{date}\n\n{text}\n\n\
         Updated: May 3rd 2024, 11:20 PM\nTarnHarbourLocal\nTOP STORIES\nPODCASTS\nLATEST FROM THE TARN HERALD\n\
         Photo that goes with this story {GOAT}Picture icon\n\
         Photo that goes with this story Ferry cat retires with full honours\n"
    )
}

/// A home with three captures in `saved`, the newest first in the list: `BELL`, which names the second in its text, `GOAT`, `RAIN`.
fn home() -> Home {
    let related = format!("Related\n{GOAT}");
    let first = format!(
        "{FIRST} shortly after two on Friday, although nobody was near the rope, the harbour office said."
    );
    let bell = [
        first.as_str(),
        "The watchmen had been told to write down the hour, the wind and the tide. They wrote down the hour, and then went to look for the keys.",
        &related,
        "“It is a good bell and it has never done this under my father,” said Osk Brenner, who has wound the clock below it since he was twelve.",
        "A carpenter who climbed up on Thursday found the beam dry, the clapper straight and a sandwich, which he took for his own.",
        "The office put two more watchmen on the stairs. They were asked to play cards quietly, and to stop when anything moved.",
        "Nothing moved until the small hours, when the weathercock turned to the north and the whole tower was heard to hum.",
        "Some in the town say that the bell counts the boats that have not come home, and that it has lately counted one too many.",
        "The harbour master does not hold with this. All boats are in, he said on Saturday, and he had walked along the quay to make sure.",
        "A report will be read out at the meeting of the board, which begins at seven and is open to all who bring a chair.",
    ];
    let goat = [
        "The goat had stood on the ballot as a joke of the net menders, and won by four votes when the cards were counted again.",
        "It may sit with the board but not speak, the clerk ruled on Thursday, in which it does not differ from most of its members.",
    ];
    let rain = [
        "The gauge behind the school at Ullen holds as much water as falls there in a usual year, and it ran over on Wednesday.",
        "The pupils who read it every morning have asked for a larger one, and for the week off.",
    ];
    Home::with(&[
        ("bell.txt", page(BELL, "May 3, 2024", &bell)),
        ("goat.txt", page(GOAT, "May 2, 2024", &goat)),
        ("rain.txt", page(RAIN, "May 1, 2024", &rain)),
    ])
}

/// The reader on the three captures, the newest one opened, its related headline found.
fn reading(home: &Home) -> Terminal {
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3 · 3 unread").press("\r");
    terminal
        .wait_for("1/3  The Tarn Herald")
        .wait_for("[saved]");
    terminal
}

/// Quits from the list, with exit code 0.
fn quit(mut terminal: Terminal) {
    terminal.press("q");
    let (status, screen) = terminal.end();
    assert_eq!((status.exit_code(), screen.as_str()), (0, ""));
}

#[test]
fn without_a_library_the_samples_are_shown_as_such() {
    let home = Home::new();
    let mut terminal = home.start("");
    terminal.wait_for("Samples  ");
    assert!(terminal.screen().alternate_screen());
    quit(terminal);
}

#[test]
fn the_list_shows_what_is_saved_and_enter_opens_it() {
    let home = home();
    let mut terminal = home.start("saved");
    for headline in [BELL, GOAT, RAIN] {
        terminal.wait_for(&headline[..14]);
    }
    terminal.press("\r").wait_for("1/3  The Tarn Herald");
    terminal.wait_until("the first paragraph on row 10 or above", |screen| {
        let paragraph = rows(screen).iter().position(|row| row.contains(FIRST));
        paragraph.is_some_and(|row| row < 10)
    });
}

#[test]
fn a_related_headline_leads_to_its_article_and_back_to_the_very_line() {
    let home = home();
    let mut terminal = reading(&home);
    let before = terminal.rows();
    let scrolled = |screen: &vt100::Screen| rows(screen)[1..17] == before[7..23];
    terminal.press("6j").wait_until("six rows on", scrolled);
    for way in ["r\r", "\r"] {
        terminal.press(way).wait_for("The goat had stood");
        terminal.press("H").wait_until("the very line", scrolled);
    }
}

#[test]
fn a_search_narrows_the_list_while_it_is_typed() {
    let home = home();
    let mut terminal = home.start("saved");
    terminal.wait_for("Library  3").press("/ull");
    terminal.wait_for("1 of 3").wait_without(&GOAT[..14]);
    terminal.press("x").wait_for("0 of 3");
    terminal.press("\x7f").wait_for("1 of 3");
    terminal.press("\r").wait_for("show all");
    terminal.press("\r").wait_for("1/1  The Tarn Herald");
    terminal.press("q").wait_for("show all");
    terminal.press("q").wait_for("Library  3");
    quit(terminal);
}

#[test]
fn q_goes_back_to_the_list_and_then_quits() {
    let home = home();
    let mut terminal = reading(&home);
    terminal.press("q").wait_for("Library  3");
    quit(terminal);
}

#[test]
fn marks_survive_a_restart() {
    let home = home();
    let mut terminal = reading(&home);
    terminal.press("*q").wait_for("3 · 2 unread").wait_for("★");
    quit(terminal);
    let mut terminal = home.start("saved");
    terminal.wait_for("3 · 2 unread").wait_for("★");
    quit(terminal);
}

#[test]
fn a_file_is_opened_at_once() {
    let home = home();
    let mut terminal = home.start("saved/rain.txt");
    terminal.wait_for("The gauge behind the school");
    quit(terminal);
}

#[test]
fn a_path_that_is_not_there_is_one_line() {
    let home = home();
    let (status, screen) = home.start_with("saved/gone", (200, 24), &[]).end();
    assert_eq!(status.exit_code(), 1);
    assert!(
        screen.starts_with("clippings: saved/gone: there is no such file or folder"),
        "{screen}"
    );
    assert_eq!(screen.lines().count(), 1, "{screen}");
}
