//! Screens: what stands where, and how it looks.

mod around;

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use unicode_width::UnicodeWidthStr as _;

use crate::app::command::TABLE;
use crate::app::desk::{Desk, article};
use crate::app::message::Message;
use crate::app::model::Kind;
use crate::ui::{Theme, view};

fn draw(desk: &Desk, theme: &Theme) -> (Buffer, Option<(u16, u16)>) {
    let size = desk.model.size;
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    let cursor = view(&desk.model, theme, &mut buffer);
    (buffer, cursor.map(|position| (position.x, position.y)))
}

fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width).max(1);
    buffer
        .content()
        .chunks(width)
        .map(|row| {
            let mut hidden = 0;
            let mut text = String::new();
            for cell in row {
                if hidden == 0 {
                    text.push_str(cell.symbol());
                    hidden = cell.symbol().width();
                }
                hidden = hidden.saturating_sub(1);
            }
            text.trim_end().to_owned()
        })
        .collect()
}

fn screen(desk: &Desk) -> String {
    rows(&draw(desk, &Theme::new(true, false)).0).join("\n")
}

/// The stretches of cells that do not look plain: row, columns, look.
fn styles(desk: &Desk, theme: &Theme) -> String {
    let (buffer, cursor) = draw(desk, theme);
    let mut out = format!("cursor {cursor:?}\n");
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = buffer[(x, y)].style();
            let start = x;
            while x < buffer.area.width && buffer[(x, y)].style() == style {
                x += u16::try_from(buffer[(x, y)].symbol().width())
                    .unwrap_or(1)
                    .max(1);
            }
            let look = look(style);
            if !look.is_empty() {
                let _ = writeln!(out, "{y}: {start}-{} {look}", x - 1);
            }
        }
    }
    out
}

fn look(style: Style) -> String {
    let mut look = Vec::new();
    for (colour, sign) in [(style.fg, "on fg"), (style.bg, "on bg")] {
        if let Some(colour) = colour.filter(|&colour| colour != Color::Reset) {
            look.push(format!("{colour} {sign}"));
        }
    }
    let names = [
        (Modifier::BOLD, "bold"),
        (Modifier::DIM, "dim"),
        (Modifier::ITALIC, "italic"),
        (Modifier::UNDERLINED, "underlined"),
        (Modifier::REVERSED, "reversed"),
    ];
    for (modifier, name) in names {
        if style.add_modifier.contains(modifier) {
            look.push(name.to_owned());
        }
    }
    look.join(" ")
}

fn at(size: (u16, u16), keys: &str) -> Desk {
    let mut desk = Desk::new(size.0, size.1);
    desk.press(keys);
    desk.rest();
    desk
}

#[test]
fn screens_as_text_and_looks() {
    for (name, size, keys) in [
        ("80x24 list", (80, 24), ""),
        ("80x24 body", (80, 24), "Enter"),
        ("80x24 related", (80, 24), "Enter r"),
        ("120x40 list", (120, 40), "j Enter q jj *"),
        ("120x40 body", (120, 40), "Enter"),
        ("200x60 list", (200, 60), "j"),
        ("40x15 list", (40, 15), "jj"),
        ("40x15 body", (40, 15), "Enter"),
        ("40x15 info", (40, 15), "Enter i"),
        ("80x24 search", (80, 24), "/ 'skarn"),
        ("120x40 snippet", (120, 40), "/ 'tide Space 'lit"),
        ("120x40 near", (120, 40), "/ 'the Space 'ntl"),
        ("200x60 snippets", (200, 60), "/ 'tide Space 'winter Enter"),
        ("80x24 find", (80, 24), "4j Enter / 'quay Enter n"),
        ("80x24 command", (80, 24), ": 'tog"),
        ("80x24 zen", (80, 24), "Enter z"),
        ("80x24 xray", (80, 24), "Enter gx gg"),
        ("80x24 xray dropped", (80, 24), "Enter gx 2j x j"),
        ("120x40 xray", (120, 40), "Enter gx }"),
        ("80x24 select", (80, 24), "Enter v } v )"),
        ("80x24 comment", (80, 24), "Enter v } c 'odd"),
        (
            "120x40 notes",
            (120, 40),
            "Enter v 2} c 'odd Enter v 4} h v b b",
        ),
        (
            "120x40 note chosen",
            (120, 40),
            "Enter v 2} c 'odd Enter v v h l j",
        ),
        ("120x40 groups", (120, 40), "S d 3j a"),
        ("80x24 groups", (80, 24), "S b 3j"),
        ("80x24 sort", (80, 24), "S"),
        ("80x24 filter", (80, 24), "F 'minutes:>1 Enter"),
        (
            "80x24 filters",
            (80, 24),
            "F 'minutes:>1 Enter f s 'long Enter",
        ),
        ("120x40 tags", (120, 40), "t 'later, Space 'st Tab"),
        ("80x24 mark read", (80, 24), "j D A"),
    ] {
        let desk = at(size, keys);
        let theme = Theme::new(true, false);
        let name = name.replace(' ', "_");
        insta::assert_snapshot!(name.clone(), screen(&desk));
        insta::assert_snapshot!(format!("{name}_looks"), styles(&desk, &theme));
    }
}

#[test]
fn no_size_is_too_odd() {
    let keys = [
        "",
        "Enter",
        "Enter r",
        "Enter z",
        "?",
        "gm",
        ": 'to",
        "/ 'ferry",
        "Enter / 'quay",
        "g",
        "Enter z r",
        "o",
        "Enter gx",
        "Enter gx } x",
        "Enter v } v )",
        "/ 'tide Enter j",
        "/ 'ntl",
        "Enter v c 'odd Enter v",
        "Enter v h l",
        "S d 3j",
        "S b G",
        "S",
        "A",
        "f",
        "t 'st Tab",
        "F 'minutes:>1",
    ];
    let theme = Theme::new(true, false);
    for keys in keys {
        let mut desk = at((120, 40), keys);
        desk.rest();
        for height in [0, 1, 4, 5, 6, 11, 12, 13, 19, 20, 24, 60, 100] {
            for width in [
                0, 1, 19, 20, 21, 22, 39, 59, 60, 61, 79, 99, 100, 101, 159, 160, 200, 300,
            ] {
                desk.resize(width, height);
                let (buffer, cursor) = draw(&desk, &theme);
                if let Some((x, y)) = cursor {
                    assert!(x < width && y < height, "{keys} at {width}x{height}");
                }
                assert_eq!(buffer.area.width, width);
            }
        }
    }
}

#[test]
fn nothing_of_the_list_stands_below_it() {
    for keys in ["", "S d", "S b", "S d 3j"] {
        for height in 5..24 {
            let desk = at((50, height), &format!("{keys} /"));
            let shown = screen(&desk);
            let last = shown.lines().last().unwrap_or_default();
            let words: Vec<&str> = last.split_whitespace().collect();
            assert_eq!(words, ["/", "7", "of", "7"], "{keys} at {height}");
        }
    }
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    for (width, height, expected) in [
        (19, 24, "too small"),
        (80, 4, "too small"),
        (5, 1, "too s"),
        (0, 0, ""),
    ] {
        let desk = at((width, height), "");
        let (buffer, _) = draw(&desk, &Theme::new(true, false));
        let rows = rows(&buffer);
        assert_eq!(rows.first().map_or("", String::as_str), expected);
    }
}

#[test]
fn the_buffer_may_be_smaller_than_the_model_believes() {
    let desk = at((120, 40), "Enter");
    for (width, height) in [(0, 0), (1, 1), (30, 10), (119, 39)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        view(&desk.model, &Theme::new(true, false), &mut buffer);
        assert_eq!((buffer.area.width, buffer.area.height), (width, height));
    }
}

#[test]
fn the_help_shows_every_command_and_can_be_searched() {
    let mut seen = String::new();
    let mut desk = at((120, 24), "?");
    for _ in 0..6 {
        seen.push_str(&screen(&desk));
        desk.press("Space");
    }
    for spec in TABLE {
        assert!(seen.contains(spec.about), "{}", spec.name);
        for key in spec.keys {
            assert!(seen.contains(key), "{key} of {}", spec.name);
        }
    }
    let desk = at((120, 24), "? / 'browser");
    assert!(screen(&desk).contains("open-in-browser"));
    assert!(!screen(&desk).contains("toggle-star"));
}

#[test]
fn help_and_the_way_back_are_never_dropped_from_the_status_row() {
    for width in 20..200 {
        for keys in [
            "",
            "Enter",
            "Enter r",
            "Enter gx",
            "Enter gx }",
            "Enter v",
            "Enter v c 'odd Enter v",
        ] {
            let desk = at((width, 24), keys);
            let (buffer, _) = draw(&desk, &Theme::new(true, false));
            let rows = rows(&buffer);
            let status = rows.last().expect("a row");
            let kept = status.contains("? help") && status.contains("q ");
            assert!(kept, "{keys} at {width}: {status}");
        }
    }
}

#[test]
fn without_colour_weight_tells_everything() {
    let theme = Theme::new(false, false);
    for keys in [
        "",
        "Enter / 'quay Enter",
        "Enter r",
        "?",
        ": 'to",
        "Enter gx x j",
        "Enter v h v } v w",
        "S d j",
        "f",
        "t Tab",
    ] {
        let (buffer, _) = draw(&at((120, 40), keys), &theme);
        for cell in buffer.content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{keys}");
        }
    }
    let looks = styles(&at((80, 24), "4j Enter / 'quay Enter"), &theme);
    assert!(looks.contains("reversed") && looks.contains("underlined"));
}

#[test]
fn ascii_signs_only_where_the_locale_asks_for_it() {
    let mut desk = Desk::unread(Kind::Folder, 120, 40);
    desk.model.setup.ascii = true;
    let paths = desk.paths();
    desk.bring(&paths[..2]);
    desk.finish_scan();
    for keys in [
        "",
        "Enter r",
        "q q ?",
        "q : 'to",
        "Esc gm",
        "q gx",
        "G k",
        "gx gg v c 'o Enter",
        "v",
        "Esc l",
        "q S d",
        "f",
        "q t Tab",
        "Esc a / 'is:archived Enter",
    ] {
        desk.press(keys);
        let (buffer, _) = draw(&desk, &Theme::new(true, true));
        for row in rows(&buffer) {
            assert!(row.is_ascii(), "{keys}: {row}");
        }
    }
}

#[test]
fn nothing_from_a_file_reaches_a_cell_unfiltered() {
    let mut desk = Desk::unread(Kind::Folder, 80, 24);
    let marks = "\u{301}".repeat(200);
    let evil = format!("A\u{1b}[31m\u{202e}e{marks}\u{9b}31m\u{7}");
    let path = desk.paths()[0].clone();
    let mut hostile = article(&evil, &evil, "2026-11-01", 2);
    hostile.tags = vec![evil.clone()];
    hostile.standfirst = Some(evil.clone());
    hostile.body[0].text = evil.clone();
    desk.articles.insert(path.clone(), hostile);
    desk.bring(&[path]);
    desk.finish_scan();
    desk.fail(&evil, &evil);
    for keys in [
        "", "Enter", "r", "q q gm", "q gx", "gx v h", "v v w", "Esc l", "q q S b", "t Tab",
    ] {
        desk.press(keys);
        let (buffer, _) = draw(&desk, &Theme::new(true, false));
        for cell in buffer.content() {
            let bad = |c: char| c.is_control() || ('\u{202A}'..='\u{202E}').contains(&c);
            assert!(!cell.symbol().chars().any(bad), "{:?}", cell.symbol());
            assert!(cell.symbol().chars().count() <= 9, "{:?}", cell.symbol());
        }
    }
}

#[test]
fn the_scan_shows_how_far_it_is_and_what_failed() {
    let mut desk = Desk::unread(Kind::Folder, 120, 24);
    assert!(screen(&desk).contains("Reading the library"));
    let paths = desk.paths();
    desk.bring(&paths[..3]);
    let ticket = desk.scan_ticket();
    desk.send(Message::Progress(ticket, 1000, 3));
    assert!(screen(&desk).contains("reading 3 of 1,000"));
    desk.fail("odd.txt", "is no regular file");
    desk.finish_scan();
    assert!(screen(&desk).contains("1 not read: gm"));
    desk.press("gm");
    let shown = screen(&desk);
    assert!(shown.contains("odd.txt") && shown.contains("is no regular file"));
}

#[test]
fn an_empty_library_and_the_samples_say_what_to_do() {
    let mut desk = Desk::unread(Kind::Folder, 80, 24);
    desk.finish_scan();
    assert!(screen(&desk).contains("No saved article in"));
    let mut desk = Desk::unread(Kind::Samples, 80, 24);
    let paths = desk.paths();
    desk.bring(&paths);
    desk.finish_scan();
    let shown = screen(&desk);
    assert!(shown.contains("Samples. Your own:"));
    assert!(shown.contains("clippings FOLDER"));
}

#[test]
fn the_cursor_stands_where_a_screen_reader_looks() {
    let cursor = |keys: &str| draw(&at((80, 24), keys), &Theme::new(true, false)).1;
    assert_eq!(cursor(""), Some((0, 1)));
    assert_eq!(cursor("j"), Some((0, 2)));
    assert_eq!(cursor("Enter"), None);
    assert_eq!(cursor("Enter v w w"), Some((17, 1)));
    assert_eq!(cursor("Enter v w w e"), Some((26, 1)));
    assert_eq!(cursor("/ 'ferry"), Some((7, 23)));
}

#[test]
fn what_is_wrong_with_a_query_is_said_in_its_place_and_the_list_stays() {
    let mut desk = at((120, 24), "/ 'soup");
    desk.send(Message::Paste(" is:unred".to_owned()));
    let shown = screen(&desk);
    let last = shown.lines().last().unwrap_or_default();
    assert!(
        last.starts_with(" /soup is:unred  ") && last.contains("unread"),
        "{last}"
    );
    assert_eq!(desk.model.list.rows().len(), 1, "the last good result");
    desk.press("Backspace Backspace 'ead");
    assert!(!screen(&desk).contains("is:unred"));
    assert_eq!(desk.model.list.rows().len(), 1);
}
