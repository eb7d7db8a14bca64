//! Keys in, state out.

mod around;
mod filters;
mod marking;
mod notes;
mod outside;
mod prompts;
mod search;
mod sorting;
mod stories;
mod tags;
mod versions;
mod view;
mod xray;

use crate::app::desk::Desk;
use crate::app::message::Effect;
use crate::app::model::Kind;
use crate::app::overlay::Overlay;
use crate::library::{Mark, MarkSet};

/// At 120x40: `keys` lead from the library just opened to `expected`, in the notation of [`Desk::state`].
fn check(keys: &str, expected: &str) {
    check_at((120, 40), keys, expected);
}

fn check_at((width, height): (u16, u16), keys: &str, expected: &str) {
    let mut desk = Desk::new(width, height);
    desk.press(keys);
    assert_eq!(desk.state(), expected, "after {keys} at {width}x{height}");
}

#[test]
fn moving_in_the_list() {
    check("", "list harbour harbour@0");
    check("j", "list storm harbour@0");
    check("5j", "list gull harbour@0");
    check("99j", "list soup harbour@0");
    check("jjk", "list storm harbour@0");
    check("G", "list soup harbour@0");
    check("G gg", "list harbour harbour@0");
    check("3G", "list tide harbour@0");
    check("2gg", "list storm harbour@0");
    check("50%", "list lamp harbour@0");
    check("Down Down Up", "list storm harbour@0");
}

#[test]
fn opening_and_leaving() {
    check("Enter", "body harbour harbour@0");
    check("j l", "body storm storm@0");
    check("j Enter q", "list storm storm@0");
    check("j Enter h", "list storm storm@0");
    check("j Enter l", "info storm storm@0");
    check("Enter l h", "body harbour harbour@0");
    check("Enter Tab", "info harbour harbour@0");
    check("Enter Tab Tab", "list harbour harbour@0");
    check("Enter S-Tab", "list harbour harbour@0");
    check("Enter Esc Esc Esc", "list harbour harbour@0");
    check("Enter J", "body storm storm@0");
    check("Enter JJK", "body storm storm@0");
}

#[test]
fn quitting() {
    let quits = |keys: &str| Desk::new(80, 24).press(keys).has_quit();
    assert!(quits("q"));
    assert!(quits("Q"));
    assert!(quits("C-c"));
    assert!(quits("Enter q q"));
    assert!(quits("Enter Q"));
    assert!(quits("/ 'fer C-c"));
    assert!(quits(": 'quit Enter"));
    assert!(!quits("Esc Esc Backspace"));
    assert!(!quits("Enter q"));
    assert!(!quits("/ 'ferry Enter q"));
    assert!(!quits("/ 'q"));
    assert!(!quits("? q"));
}

#[test]
fn scrolling_the_text() {
    let at = (80, 24);
    check_at(at, "4j Enter", "body ferry ferry@0");
    check_at(at, "4j Enter j", "body ferry ferry@1");
    check_at(at, "4j Enter Space", "body ferry ferry@21");
    check_at(at, "4j Enter Space b", "body ferry ferry@0");
    check_at(at, "4j Enter C-d", "body ferry ferry@11");
    check_at(at, "4j Enter C-d C-u", "body ferry ferry@0");
    check_at(at, "4j Enter C-f C-b", "body ferry ferry@0");
    check_at(at, "4j Enter 3 C-e C-y", "body ferry ferry@2");
    check_at(at, "4j Enter }", "body ferry ferry@3");
    check_at(at, "4j Enter } } {", "body ferry ferry@3");
    check_at(at, "4j Enter G gg", "body ferry ferry@0");
    check_at(at, "4j Enter 30G", "body ferry ferry@29");
}

#[test]
fn counts_and_unknown_keys() {
    check("3x j", "list storm harbour@0");
    check("3 Esc j", "list storm harbour@0");
    check("g Esc j", "list storm harbour@0");
    check("gy j", "list storm harbour@0");
    let mut desk = Desk::new(120, 40);
    desk.press("E");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("E does nothing here; ? shows the keys")
    );
}

#[test]
fn space_reads_on_to_the_next_unread_article() {
    let mut desk = Desk::new(120, 40);
    desk.press("j Enter N q gg 3G Enter");
    assert_eq!(desk.state(), "body tide tide@0");
    desk.press("Space");
    assert_eq!(desk.state(), "body lamp lamp@0");
    desk.press("Space Space");
    assert_eq!(desk.state(), "body ferry ferry@37");
}

#[test]
fn unread_articles() {
    check("n", "list storm harbour@0");
    check("j Enter q k n", "list tide storm@0");
    check("j Enter n", "body tide tide@0");
    check("jj Enter p", "body storm storm@0");
    let mut desk = Desk::new(120, 40);
    desk.press("p");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("No unread article above")
    );
}

#[test]
fn history_comes_back_to_the_very_line() {
    for size in [(120, 40), (80, 24), (40, 15), (200, 60)] {
        let mut desk = Desk::new(size.0, size.1);
        desk.press("Enter 7j");
        let before = desk.state();
        desk.press("r Enter");
        assert_eq!(desk.state(), "body storm storm@0", "{size:?}");
        desk.press("3j");
        let there = desk.state();
        desk.press("H");
        assert_eq!(desk.state(), before, "{size:?}");
        desk.press("L");
        assert_eq!(desk.state(), there, "{size:?}");
        desk.press("C-o A-Right A-Left");
        assert_eq!(desk.state(), before, "{size:?}");
    }
}

#[test]
fn a_headline_that_is_not_saved_says_so() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter r j Enter");
    assert_eq!(desk.state(), "info harbour harbour@0");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("Not in the library, u lists addresses: Mayor promises a new mole")
    );
}

#[test]
fn marks_are_kept_at_once_and_can_be_undone_and_done_again() {
    let mut desk = Desk::new(120, 40);
    let first = desk.model.list.rows()[0];
    let shown = |desk: &Desk| desk.model.shelf.row(first).map(|row| row.marks);
    let marks = |read: bool, starred: bool| {
        let marks = MarkSet::default().set(Mark::Read, read);
        Some(marks.set(Mark::Starred, starred))
    };
    assert_eq!(shown(&desk), marks(false, false), "a preview is not read");
    desk.press("Enter");
    assert_eq!(shown(&desk), marks(true, false));
    desk.press("*");
    assert_eq!(shown(&desk), marks(true, true));
    let kept = desk.store.rows(&[first]).expect("a library");
    assert_eq!(kept.first().map(|row| row.marks), marks(true, true));
    for (keys, read, starred, said) in [
        ("N", false, true, ""),
        ("U", true, true, "Undone: unread, Harbour of"),
        ("U", true, false, "Undone: star, Harbour of"),
        ("U", true, false, "Nothing to undo"),
        ("C-r", true, true, "Done again: star, Harbour of"),
        ("C-r", false, true, "Done again: unread, Harbour of"),
        ("C-r", false, true, "Nothing to do again"),
    ] {
        desk.press(keys);
        assert_eq!(shown(&desk), marks(read, starred), "{keys} {said}");
        let notice = desk.model.notice.clone().unwrap_or_default();
        assert!(notice.starts_with(said), "{notice}");
    }
    assert_eq!(desk.model.shelf.unread, 7);
}

#[test]
fn the_place_is_kept_on_leaving_and_gone_to_on_coming_back() {
    let mut desk = Desk::new(80, 24);
    desk.press("4j Enter 2} j");
    let place = desk.state();
    desk.press("J");
    assert_eq!(desk.state(), "body gull gull@0");
    desk.press("K");
    assert_eq!(desk.state(), place);
    desk.press("G J K");
    assert_eq!(desk.state(), "body ferry ferry@0", "read to the end");
    desk.press("} Q");
    assert!(matches!(
        desk.asked.as_slice(),
        [.., Effect::Place(_, place), Effect::Quit] if place.block > 0
    ));
}

#[test]
fn the_selection_stays_while_rows_come() {
    let mut desk = Desk::unread(Kind::Folder, 120, 40);
    let paths = desk.paths();
    desk.bring(&paths[3..5]);
    assert!(desk.state().starts_with("list lamp"));
    desk.bring(&paths[1..2]);
    assert!(
        desk.state().starts_with("list storm"),
        "the first, until moved"
    );
    desk.press("j");
    desk.bring(&paths[0..1]);
    desk.bring(&paths[5..]);
    assert!(desk.state().starts_with("list lamp"));
    assert_eq!(desk.model.list.cursor(), 2);
}

#[test]
fn stale_answers_are_dropped() {
    let mut desk = Desk::new(120, 40);
    desk.slow = Some(Vec::new());
    desk.press("j Enter J");
    let questions = desk.slow.take().unwrap_or_default();
    assert_eq!(questions.len(), 2);
    for question in questions.iter().rev() {
        desk.answer(question);
    }
    assert_eq!(desk.state(), "body tide tide@0");
}

#[test]
fn keys_typed_ahead_wait_for_the_text() {
    let mut desk = Desk::new(80, 24);
    desk.slow = Some(Vec::new());
    desk.press("4j Enter 3j Space");
    let questions = desk.slow.take().unwrap_or_default();
    desk.answer(questions.last().expect("a question"));
    assert_eq!(desk.state(), "body ferry ferry@24");
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_list() {
    let mut desk = Desk::new(120, 40);
    desk.articles.remove(&desk.paths()[1]);
    desk.press("j Enter");
    assert_eq!(desk.state(), "list storm harbour@0");
    assert_eq!(desk.model.notice.as_deref(), Some("cannot be opened"));
}

#[test]
fn the_preview_waits_until_the_selection_rests() {
    let mut desk = Desk::new(120, 40);
    desk.press("jj");
    assert_eq!(desk.state(), "list tide harbour@0");
    desk.rest();
    assert_eq!(desk.state(), "list tide tide@0");
    assert!(desk.waits.is_empty(), "at rest nothing waits");
}

#[test]
fn nothing_waits_without_need() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter j k Space b q z z i i + - = S S . .");
    desk.rest();
    assert!(desk.waits.is_empty());
    desk.press("g");
    assert_eq!(desk.waits.len(), 1);
    desk.rest();
    assert!(!desk.model.continuations().is_empty());
    desk.press("g");
    assert!(desk.model.continuations().is_empty());
}

#[test]
fn hiding_what_is_read() {
    let mut desk = Desk::new(120, 40);
    desk.press("j Enter J q .");
    assert_eq!(desk.model.list.rows().len(), 6, "the selected one stays");
    desk.press("j .");
    assert_eq!(desk.model.list.rows().len(), 7);
}

#[test]
fn the_browser_is_asked_for_web_addresses_only() {
    let browses = |desk: &Desk| desk.asked.iter().any(|e| matches!(e, Effect::Browse(_)));
    let mut desk = Desk::new(120, 40);
    desk.press("o");
    assert!(matches!(desk.model.overlay, Overlay::Confirm(_)));
    desk.press("n");
    assert!(!browses(&desk));
    desk.press("o y");
    assert!(browses(&desk));
    desk.press("j o");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("This page does not name its address")
    );
}

#[test]
fn a_resize_keeps_the_words_on_top() {
    let mut desk = Desk::new(120, 40);
    desk.press("4j Enter 20j");
    let before = desk.state();
    let place = |desk: &Desk| desk.model.reader.as_ref().map(|r| r.page.place_of(r.top()));
    let words = place(&desk);
    for (width, height) in [(80, 24), (40, 15), (0, 0), (200, 60), (61, 9), (120, 40)] {
        desk.resize(width, height);
        let now = place(&desk).zip(words);
        assert!(now.is_some_and(|(now, then)| now.block == then.block));
    }
    assert_eq!(desk.state(), before);
}

#[test]
fn one_file_opens_at_once_and_q_ends() {
    let mut desk = Desk::unread(Kind::File, 80, 24);
    let paths = desk.paths();
    desk.bring(&paths[..1]);
    desk.finish_scan();
    assert_eq!(desk.state(), "body harbour harbour@0");
    assert!(desk.press("q").has_quit());
}

#[test]
fn rescan_takes_away_what_is_gone_and_reads_again_what_changed() {
    let mut desk = Desk::new(120, 40);
    desk.press("j R");
    let paths = desk.paths();
    desk.articles
        .entry(paths[2].clone())
        .and_modify(|article| article.headline = Some("A new tower".to_owned()));
    desk.bring(&paths[2..3]);
    desk.lose(&paths[0]);
    desk.finish_scan();
    assert!(desk.state().starts_with("list storm"));
    assert_eq!(desk.model.list.rows().len(), 6);
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("1 new or changed, 1 gone")
    );
    let second = desk.model.shelf.row(desk.model.list.rows()[1]);
    assert_eq!(second.map(|row| row.headline.as_str()), Some("A new tower"));
}

#[test]
fn the_info_pane_gives_the_focus_back() {
    let at = (80, 24);
    check_at(at, "i", "info harbour harbour@0");
    check_at((40, 15), "jj i", "info tide tide@0");
    check_at(at, "i q", "list harbour harbour@0");
    check_at(at, "i i", "list harbour harbour@0");
    check_at(at, "Enter i Esc", "body harbour harbour@0");
    check("Enter r q", "body harbour harbour@0");
    check("S-Tab q", "list harbour harbour@0");
}

#[test]
fn a_preview_between_two_articles_is_no_step_of_the_history() {
    let mut desk = Desk::new(120, 40);
    desk.press("4j Enter 3j q jj");
    desk.rest();
    desk.press("k");
    desk.rest();
    desk.press("Enter H");
    assert_eq!(desk.state(), "body ferry ferry@3");
    desk.press("L");
    assert_eq!(desk.state(), "body gull gull@0");
    desk.press("L");
    assert_eq!(
        desk.model.notice.as_deref(),
        Some("Nothing to go forward to")
    );
}
