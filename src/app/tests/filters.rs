//! The filter, and the picker of saved ones.

use crate::app::desk::Desk;
use crate::app::message::Message;
use crate::app::model::Model;
use crate::app::overlay::Overlay;
use crate::library::Arrangement;

/// How many rows are shown.
fn rows(desk: &Desk) -> usize {
    desk.model.list.rows().len()
}

fn notice(desk: &Desk) -> &str {
    desk.model.notice.as_deref().unwrap_or_default()
}

/// The picker's entries with their numbers, but for those that are built in.
fn saved(desk: &Desk) -> Vec<(&str, &str, Option<usize>)> {
    let Overlay::Filters(picker) = &desk.model.overlay else {
        return Vec::new();
    };
    let own = picker.entries.iter().filter(|entry| !entry.built_in);
    own.map(|entry| {
        let count = entry.count.and_then(Result::ok);
        (entry.name.as_str(), entry.query.as_str(), count)
    })
    .collect()
}

#[test]
fn a_filter_narrows_the_list_until_it_is_taken_off() {
    for (keys, expected, state) in [
        ("F 'minutes:>1", 2, "list storm"),
        ("F 'minutes:>1 Enter", 2, "list storm"),
        ("jj F 'minutes:>1 Esc", 7, "list tide"),
        ("F 'minutes:>1 Enter F C-u Enter", 7, "list storm"),
        ("F 'minutes:>1 Enter / 'skarn", 1, "list ferry"),
        ("F 'minutes:>1 Enter / 'skarn Enter Esc", 2, "list ferry"),
        ("/ 'skarn Enter F 'minutes:>1 Enter", 1, "list ferry"),
        ("F 'minutes:>1 Enter F Space '-skarn Esc", 2, "list storm"),
        ("F 'tag:storm Enter", 1, "list harbour"),
        ("F 'ferry Enter", 7, "list harbour"),
        ("a F 'ferry Enter", 6, "list storm"),
        ("a F 'is:archived Enter", 1, "list harbour"),
        ("a F 'is:archived Enter a", 0, "list -"),
        ("F 'is:unread Enter Enter j", 7, "body harbour"),
        (": 'edit-filter Enter 'minutes:>1 Enter", 2, "list storm"),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(rows(&desk), expected, "{keys}");
        assert!(desk.state().starts_with(state), "{keys}: {}", desk.state());
    }
}

#[test]
fn what_is_no_query_is_not_kept() {
    let mut desk = Desk::new(120, 40);
    desk.press("F 'minutes:>1 Enter F");
    desk.send(Message::Paste(" is:unred".to_owned()));
    desk.press("Enter");
    assert!(desk.model.is_typing_filter(), "it goes on being edited");
    let fault = desk
        .model
        .list
        .filter
        .as_ref()
        .and_then(|filter| filter.fault.clone());
    assert!(fault.is_some_and(|fault| fault.what.contains("unread")));
    assert_eq!(rows(&desk), 2, "the last good result");
    desk.press("Esc");
    assert_eq!(rows(&desk), 2);
    assert_eq!(
        desk.model.list.filter.as_ref().map(|f| f.typed.as_str()),
        Some("minutes:>1")
    );
}

#[test]
fn filters_are_picked_saved_edited_and_deleted() {
    let long = ("long", "minutes:>1", Some(2));
    for (keys, expected) in [
        ("f s", vec![]),
        ("F 'minutes:>1 Enter f s 'long Enter", vec![long]),
        ("F 'minutes:>1 Enter f s 'long Enter U", vec![]),
        ("F 'minutes:>1 Enter f s 'long Enter U C-r", vec![long]),
        ("F 'minutes:>1 Enter f s 'long Enter d", vec![]),
        ("F 'minutes:>1 Enter f s 'long Enter d U", vec![long]),
        ("F 'minutes:>1 Enter f s 'long Esc", vec![]),
        ("F 'minutes:>1 Enter f s 'unread Enter", vec![]),
        (
            "F 'minutes:>1 Enter f s 'long Enter e C-u 'skarn Enter f",
            vec![("long", "skarn", Some(2))],
        ),
        (
            "F 'minutes:>1 Enter f s 'long Enter e C-u 'skarn Esc f",
            vec![long],
        ),
        ("F 'minutes:>1 Enter f s 'long Enter gg d", vec![long]),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(saved(&desk), expected, "{keys}");
    }
    let mut desk = Desk::new(120, 40);
    desk.press("F 'minutes:>1 Enter f s 'long Enter gg Enter");
    assert_eq!((rows(&desk), desk.model.list.filter.is_none()), (7, true));
    desk.press("f G Enter");
    let name = desk
        .model
        .list
        .filter
        .as_ref()
        .and_then(|filter| filter.name.clone());
    assert_eq!((rows(&desk), name.as_deref()), (2, Some("long")));
    desk.press("f s 'Bin Enter");
    assert_eq!(notice(&desk), "Bin is built in; take another name");
}

#[test]
fn the_built_in_filters_count_what_they_show() {
    let mut desk = Desk::new(120, 40);
    desk.press("* j a D j D Enter q f");
    let counts = |desk: &Desk| -> Vec<(String, usize)> {
        let Overlay::Filters(picker) = &desk.model.overlay else {
            return Vec::new();
        };
        let entries = picker.entries.iter();
        let counted = entries.filter_map(|e| Some((e.name.clone(), e.count?.ok()?)));
        counted.collect()
    };
    let all = counts(&desk);
    assert_eq!(all.len(), 9);
    desk.press("q");
    for (n, (name, count)) in all.into_iter().enumerate() {
        desk.press("f g");
        (0..n).for_each(|_| {
            desk.press("j");
        });
        desk.press("Enter");
        assert_eq!(rows(&desk), count, "{name}");
    }
}

#[test]
fn the_arrangement_is_kept() {
    let mut desk = Desk::new(120, 40);
    desk.press("F 'minutes:>1 Enter f s 'long Enter q");
    let kept = desk.store.arrangement().unwrap();
    let expected = Arrangement {
        name: Some("long".to_owned()),
        filter: "minutes:>1".to_owned(),
        ..Arrangement::default()
    };
    assert_eq!(kept, expected);
    let mut model = Model::default();
    model.arrange(kept);
    assert_eq!(
        model.list.filter.map(|filter| filter.name),
        Some(expected.name)
    );
    desk.press("f gg Enter");
    assert_eq!(desk.store.arrangement().unwrap(), Arrangement::default());
    let mut model = Model::default();
    model.arrange(Arrangement {
        filter: "is:nothing-known".to_owned(),
        ..Arrangement::default()
    });
    assert!(model.list.filter.is_none());
}
