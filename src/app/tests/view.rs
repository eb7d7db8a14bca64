//! What is shown, and how: panes, measure, order.

use std::path::PathBuf;

use crate::app::desk::{Desk, article};
use crate::app::geometry::Pane;
use crate::app::model::Kind;

#[test]
fn zen_is_the_text_alone_and_one_step_back() {
    let mut desk = Desk::new(120, 40);
    desk.press("j z");
    desk.rest();
    let layout = desk.model.layout().unwrap_or_default();
    assert!(layout.list.is_none() && layout.info.is_none() && !layout.titles);
    desk.press("q");
    assert!(!desk.model.zen);
    assert_eq!(desk.model.focus, Pane::Body);
}

#[test]
fn related_headlines_float_over_zen() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter z r");
    let layout = desk.model.layout().unwrap_or_default();
    assert!(layout.floating && layout.list.is_none());
    desk.press("Enter");
    assert_eq!(desk.state(), "body storm storm@0");
}

#[test]
fn the_info_pane_is_hidden_and_shown_where_it_is_docked() {
    let mut desk = Desk::new(120, 40);
    let width = |desk: &Desk| desk.model.layout().and_then(|l| l.body).map(|b| b.width);
    let narrow = width(&desk);
    desk.press("i");
    assert_eq!(width(&desk), narrow.map(|width| width + 26));
    desk.press("i");
    assert_eq!(width(&desk), narrow);
}

#[test]
fn the_measure_changes_and_comes_back() {
    let mut desk = Desk::new(200, 60);
    desk.press("Enter + +");
    assert_eq!(desk.model.measure, 76);
    desk.press("- - - -");
    assert_eq!(desk.model.measure, 60);
    desk.press("=");
    assert_eq!(desk.model.measure, 68);
    for _ in 0..40 {
        desk.press("-");
    }
    assert_eq!(desk.model.measure, 20);
}

#[test]
fn sorting_keeps_the_selection_on_its_article() {
    let mut desk = Desk::new(120, 40);
    for (keys, first, said) in [
        ("S h", "gull", "Sorted by headline"),
        ("S o", "soup", "Sorted oldest first"),
        ("S m", "harbour", "Sorted by minutes, shortest first"),
        ("S p", "storm", "Sorted by publisher"),
        ("S n", "harbour", "Sorted newest first"),
    ] {
        desk.press(&format!("{}G", cursor_of(&desk, "tide")));
        desk.press(keys);
        assert!(desk.state().starts_with("list tide"), "{keys}");
        assert_eq!(desk.model.notice.as_deref(), Some(said));
        desk.press("gg");
        assert!(
            desk.state().starts_with(&format!("list {first}")),
            "{keys}: {}",
            desk.state()
        );
    }
    desk.press("S r");
    assert_eq!(desk.model.notice, None, "nothing is searched for");
}

#[test]
fn the_window_follows_the_selection() {
    for (width, height) in [(40, 5), (40, 8), (80, 24), (160, 12), (200, 9)] {
        let mut desk = Desk::new(width, height);
        for keys in ["", "j", "j", "G", "k", "k", "gg", "3j", "99k"] {
            desk.press(keys);
            let list = &desk.model.list;
            let layout = desk.model.layout().unwrap_or_default();
            let above = (list.cursor() - list.top()) * usize::from(layout.row_height);
            let height = layout.list.map_or(0, |area| usize::from(area.height));
            assert!(above < height, "{keys} at {width}x{height}");
        }
    }
}

#[test]
fn percent_and_lines_of_the_text() {
    let at = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.press(keys);
        desk.state()
    };
    assert_eq!(at("4j Enter 50%"), "body ferry ferry@81");
    assert_eq!(at("4j Enter 50% 1G"), "body ferry ferry@0");
    assert_eq!(at("4j Enter G"), at("4j Enter 100%"));
}

#[test]
fn the_ends_say_so() {
    let notice = |keys: &str| {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        desk.model.notice.unwrap_or_default()
    };
    assert_eq!(notice("K"), "This is the first article");
    assert_eq!(notice("G J"), "This is the last article");
    assert_eq!(notice("H"), "Nothing to go back to");
    assert_eq!(notice("U"), "Nothing to undo");
    assert_eq!(
        notice("j r"),
        "This page names no other article, and none is related to it"
    );
    assert_eq!(notice("G Enter Space"), "The end; no unread article below");
}

#[test]
fn of_many_articles_those_near_the_screen_are_known_at_any_size() {
    let mut desk = Desk::unread(Kind::Folder, 80, 24);
    let paths: Vec<PathBuf> = (0..1_500).map(|n| format!("{n}.txt").into()).collect();
    for path in &paths {
        let name = path.display().to_string();
        let one = article(&name, "Skarn Daily", "2026-11-02", 1);
        desk.articles.insert(path.clone(), one);
    }
    desk.bring(&paths);
    desk.finish_scan();
    for (width, height, keys) in [
        (80, 24, "G"),
        (300, 100, "50%"),
        (100, 1_000, "gg"),
        (1, 1, "G"),
        (200, 300, "99k"),
        (40, 10, "700G"),
    ] {
        desk.resize(width, height);
        desk.press(keys);
        let list = &desk.model.list;
        let rows = list.rows();
        let shown = rows.iter().skip(list.top());
        let mut shown = shown.take(desk.model.layout().map_or(0, |_| usize::from(height)));
        let known = |id| desk.model.shelf.row(id).is_some();
        assert!(shown.all(|&id| known(id)), "{keys} at {width}x{height}");
    }
}

/// The row of an article, counted from 1.
fn cursor_of(desk: &Desk, name: &str) -> usize {
    let rows = desk.model.list.rows();
    let mut rows = rows.iter();
    let is_it = |id: &_| {
        let row = desk.model.shelf.row(*id);
        row.is_some_and(|row| row.file_name().starts_with(name))
    };
    rows.position(is_it).map_or(0, |row| row + 1)
}
