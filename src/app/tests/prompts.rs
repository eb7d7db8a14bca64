//! The command line, the editing of a line, help and messages.

use crate::app::desk::Desk;
use crate::app::message::Message;
use crate::app::overlay::Overlay;

/// What `keys` leave in the prompt.
fn typed(keys: &str) -> Option<String> {
    let mut desk = Desk::new(80, 24);
    desk.press(keys);
    match &desk.model.overlay {
        Overlay::Prompt(prompt) => Some(prompt.input.value().to_owned()),
        _ => None,
    }
}

#[test]
fn a_line_is_edited_as_in_a_shell() {
    let cases = [
        ("/ 'ferry", Some("ferry")),
        ("/ 'ferry Backspace Backspace", Some("fer")),
        ("/ 'ferry C-h", Some("ferr")),
        ("/ 'night Space 'ferry C-w", Some("night ")),
        ("/ 'ferry C-u 'gull", Some("gull")),
        ("/ 'erry Home 'f", Some("ferry")),
        ("/ 'fery Left 'r", Some("ferry")),
        ("/ 'ferry C-a Delete", Some("erry")),
        ("/ 'ferry Left Left C-k", Some("fer")),
        ("/ 'f Backspace Backspace", None),
        ("/ 'ferry Esc", None),
        (": 'toggle-s Tab", Some("toggle-star")),
    ];
    for (keys, expected) in cases {
        assert_eq!(typed(keys).as_deref(), expected, "after {keys}");
    }
}

#[test]
fn pasted_text_is_typed_without_its_control_characters() {
    let mut desk = Desk::new(80, 24);
    desk.press("/");
    desk.send(Message::Paste("gu\nl\u{1b}l".to_owned()));
    assert_eq!(desk.model.list.rows().len(), 1);
    desk.press("Esc");
    desk.send(Message::Paste("q".to_owned()));
    assert!(!desk.has_quit(), "outside a prompt a paste is no key");
}

#[test]
fn commands_run_by_their_names() {
    let cases = [
        (": 'move-down Enter", "list storm harbour@0"),
        (": '3 Space 'move-down Enter", "list lamp harbour@0"),
        (": 'go-to-e Enter", "list soup harbour@0"),
        (": 'open-next-a Enter", "list storm storm@0"),
        (": Enter", "list harbour harbour@0"),
    ];
    for (keys, expected) in cases {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(desk.state(), expected, "after {keys}");
    }
    assert!(Desk::new(80, 24).press(": 'q Enter").has_quit());
}

#[test]
fn an_unknown_command_says_so() {
    let mut desk = Desk::new(80, 24);
    desk.press(": 'dance Enter");
    let notice = desk.model.notice.as_deref();
    assert_eq!(notice, Some("No command is called dance"));
}

#[test]
fn the_help_scrolls_searches_and_closes() {
    let top = |keys: &str| {
        let mut desk = Desk::new(80, 24);
        desk.press(keys);
        match &desk.model.overlay {
            Overlay::Help(help) => Some((help.top, help.rows().len())),
            _ => None,
        }
    };
    let all = top("?").map_or(0, |(_, rows)| rows);
    assert_eq!(top("? jj"), Some((2, all)));
    assert_eq!(top("? G"), Some((all - 22, all)));
    assert_eq!(top("? G gg"), Some((0, all)));
    assert_eq!(top("? / 'zen Enter"), Some((0, 2)));
    assert_eq!(top("? / 'zen Enter Esc"), Some((0, all)));
    assert_eq!(top("? q"), None);
    assert_eq!(top("? Esc"), None);
}

#[test]
fn messages_hold_what_went_wrong() {
    let mut desk = Desk::new(40, 12);
    desk.fail(
        "dir/odd.txt",
        "is larger than anything that was ever printed in Ostermouth",
    );
    desk.send(Message::Trouble("cannot keep your marks".to_owned()));
    assert_eq!(desk.model.notice.as_deref(), Some("cannot keep your marks"));
    let rows = desk.model.message_rows();
    for expected in ["Trouble", "  cannot keep your marks", "  dir/odd.txt"] {
        assert!(
            rows.iter().any(|row| row == expected),
            "{expected}: {rows:?}"
        );
    }
    assert!(rows.iter().all(|row| row.chars().count() <= 38), "{rows:?}");
    desk.press("gm G");
    assert!(matches!(desk.model.overlay, Overlay::Messages(_)));
    desk.press("q");
    assert!(matches!(desk.model.overlay, Overlay::None));
}
