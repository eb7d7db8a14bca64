//! Orders and groups of the list.

use crate::app::desk::{Desk, article};
use crate::app::overlay::Overlay;
use crate::library::{Arrangement, Grouping, Order, Shared};

/// The list with its headings: `[what they share: how many]` before the articles' names.
fn shown(desk: &Desk) -> String {
    let list = &desk.model.list;
    let mut text = Vec::new();
    for (row, id) in list.rows().iter().enumerate() {
        if let Some((head, count)) = list.head_at(row) {
            let of = match &head.of {
                Shared::Day(day) => day.map_or("-".to_owned(), |day| day.format("%-d").to_string()),
                Shared::Publisher(name) => {
                    let name = name.as_deref().unwrap_or("-");
                    name.split(' ').next().unwrap_or_default().to_owned()
                }
            };
            text.push(format!("[{of}:{}]", count.unwrap_or_default()));
        }
        let name = desk
            .model
            .shelf
            .row(*id)
            .map(crate::library::Row::file_name);
        let name = name.unwrap_or_default();
        text.push(name.split('.').next().unwrap_or_default().to_owned());
    }
    text.join(" ")
}

#[test]
fn groups_stand_above_their_articles() {
    let days =
        "[20:1] harbour [18:1] storm [17:1] tide [10:1] lamp [2:1] ferry [30:1] gull [1:1] soup";
    for (keys, expected) in [
        ("", "harbour storm tide lamp ferry gull soup"),
        ("S d", days),
        ("S d S x", "harbour storm tide lamp ferry gull soup"),
        ("S h S d", days),
        ("S d S h", "gull harbour lamp soup ferry storm tide"),
        ("S d / 'skarn", "ferry gull"),
        ("S d / 'skarn Enter S n", "[2:1] ferry [30:1] gull"),
        ("S d F 'skarn Enter", "[2:1] ferry [30:1] gull"),
        ("S d F 'skarn Enter S o", "[30:1] gull [2:1] ferry"),
        (
            "S d j a",
            "[20:1] harbour [17:1] tide [10:1] lamp [2:1] ferry [30:1] gull [1:1] soup",
        ),
        ("S d 6D", "[1:1] soup"),
        ("S d 7D", ""),
    ] {
        let mut desk = Desk::new(120, 40);
        desk.press(keys);
        assert_eq!(shown(&desk), expected, "{keys}");
    }
}

#[test]
fn groups_by_publisher_keep_their_counts() {
    let mut desk = Desk::new(120, 40);
    desk.press("S b");
    let all = shown(&desk);
    assert!(all.starts_with("[Inland:"), "{all}");
    let counts = |text: &str| -> usize {
        let heads = text
            .split(' ')
            .filter_map(|word| word.strip_prefix('[')?.strip_suffix(']'));
        let counts = heads.filter_map(|head| head.split(':').nth(1)?.parse::<usize>().ok());
        counts.sum()
    };
    assert_eq!(counts(&all), 7);
    for _ in 0..4 {
        desk.press("j a");
        assert_eq!(counts(&shown(&desk)), desk.model.list.rows().len());
        let now = shown(&desk);
        desk.press(". .");
        assert_eq!(shown(&desk), now, "as when it is listed anew");
    }
}

#[test]
fn articles_without_a_date_or_a_publisher_are_a_group_of_their_own() {
    let mut desk = Desk::new(120, 40);
    let path = desk.paths()[0].clone();
    let mut bare = article("A headline", "", "2026-11-01", 2);
    (bare.published, bare.publisher) = (None, None);
    desk.articles.insert(path.clone(), bare);
    desk.bring(&[path]);
    desk.press("S d");
    assert!(shown(&desk).ends_with("[-:1] harbour"), "{}", shown(&desk));
    desk.press("S b");
    assert!(shown(&desk).ends_with("[-:1] harbour"), "{}", shown(&desk));
}

#[test]
fn the_window_counts_the_headings() {
    for (width, height) in [(40, 5), (40, 6), (40, 8), (80, 24), (160, 12), (200, 9)] {
        let mut desk = Desk::new(width, height);
        desk.press("S d");
        for keys in ["", "j", "j", "G", "k", "k", "gg", "3j", "99k", "a", "G a"] {
            desk.press(keys);
            let list = &desk.model.list;
            let layout = desk.model.layout().unwrap_or_default();
            let above = list.cursor() - list.top();
            let heads = (list.top()..=list.cursor()).filter(|&row| list.head_at(row).is_some());
            let rows = above * usize::from(layout.row_height) + heads.count();
            let height = layout.list.map_or(0, |area| usize::from(area.height));
            assert!(rows < height || above == 0, "{keys} at {width}x{height}");
        }
    }
}

#[test]
fn the_menu_is_kept_and_closes() {
    let mut desk = Desk::new(120, 40);
    desk.press("S o S d");
    let expected = Arrangement {
        order: Order::Oldest,
        group: Grouping::Day,
        ..Arrangement::default()
    };
    assert_eq!(desk.store.arrangement().unwrap(), expected);
    desk.press("S Esc");
    assert!(matches!(desk.model.overlay, Overlay::None));
    let keys = |desk: &Desk| -> String {
        let menu = desk.model.sort_menu().into_iter();
        menu.map(|choice| {
            if choice.is_so {
                choice.key.to_ascii_uppercase()
            } else {
                choice.key
            }
        })
        .collect()
    };
    assert_eq!(keys(&desk), "nOhpmDbsx");
    desk.press("/ 'ferry Enter");
    assert_eq!(keys(&desk), "nohpmRDbsx");
    desk.press("S m");
    assert_eq!(keys(&desk), "nohpMrdbsX");
    desk.press("S r");
    assert_eq!(keys(&desk), "nohpmRdbsX");
}
