//! The reader's tags: edited in a line, completed, shown, found.

use crate::app::desk::Desk;
use crate::app::overlay::Overlay;

/// What stands in the prompt.
fn line(desk: &Desk) -> Option<&str> {
    match &desk.model.overlay {
        Overlay::Prompt(prompt) => Some(prompt.input.value()),
        _ => None,
    }
}

fn tags(desk: &Desk) -> Vec<String> {
    let first = desk
        .model
        .list
        .selected()
        .and_then(|id| desk.model.shelf.row(id));
    desk.store.tags_of(first.expect("a row").key).unwrap()
}

#[test]
fn the_line_says_which_tags_there_are() {
    for (keys, expected) in [
        ("t 'later, Space 'sea Enter", "later sea"),
        ("t 'later Enter t 'sea Enter", "later sea"),
        ("t 'later Enter t C-u Enter", ""),
        ("t 'later Enter t C-u 'Later, Later Enter", "Later"),
        ("t 'later Enter t 'sea Esc", "later"),
        ("t 'later Enter t 'sea Enter U", "later"),
        ("t 'later Enter t 'sea Enter U C-r", "later sea"),
        ("t 'later Enter t C-u 'sea Enter U", "later"),
        ("t Enter", ""),
        ("Enter t 'later Enter", "later"),
        (": 'edit-tags Enter 'later Enter", "later"),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(tags(&desk).join(" "), expected, "{keys}");
        let shown = desk
            .model
            .reader
            .as_ref()
            .map(|reader| reader.tags.join(" "));
        assert_eq!(shown.as_deref(), Some(expected), "the sidebar too: {keys}");
    }
}

#[test]
fn tags_are_completed_the_readers_before_the_pages() {
    for (keys, expected) in [
        ("t Tab", "harbour"),
        ("t 'st Tab", "storm"),
        ("t Tab Tab", "storm"),
        ("t Tab Tab Tab", "harbour"),
        ("t S-Tab", "storm"),
        ("t Tab Tab S-Tab", "harbour"),
        ("t 'later, Space 'st Tab", "later, storm"),
        ("t 'st, Space 'later Home Right Right Tab", "storm, later"),
        ("t 'harbour, Space Tab", "harbour, storm"),
        ("t 'our Tab", "harbour"),
        ("t 'nothing Tab", "nothing"),
        ("t 'Stones Enter j t 'st Tab", "Stones"),
        ("t 'Stones Enter j t 'st Tab Tab", "storm"),
        ("t 'Stones Enter t Tab", "Stones, harbour"),
        ("t 'Storm Enter j t 'st Tab Tab", "Storm"),
        ("t 'st Tab Backspace Tab", "storm"),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(line(&desk), Some(expected), "{keys}");
    }
}

#[test]
fn a_search_for_a_tag_finds_the_readers_and_the_pages() {
    let mut desk = Desk::new(120, 40);
    desk.press("j t 'Storm Enter / 'tag:storm Enter");
    assert_eq!(desk.model.list.rows().len(), 2);
    desk.press("j t C-u Enter");
    assert_eq!(desk.model.list.rows().len(), 1, "it leaves the list");
    desk.press("U");
    assert_eq!(desk.model.list.rows().len(), 2);
    desk.press("Esc / 'tag:sto* Enter");
    assert_eq!(desk.model.list.rows().len(), 2);
}
