//! What holds of the reader whatever is pressed and whatever happens meanwhile: it goes on, it can be drawn on any screen, nothing that
//! steers a terminal stands in a cell, and every step can be taken back and done again.

use chrono::{Days, NaiveDate};
use clippings::app::Message;
use clippings::app::geometry::Size;
use clippings::app::keymap::{Code, Key};
use clippings::ui::{Theme, view};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::characters::steers;
use super::state::check_all_steps;
use super::world::World;

/// Most that happens in one session, and most marks that stand on one character of the screen.
const MOST: usize = 300;
const MOST_MARKS: usize = 8;
/// What opening an article writes, which is no step.
const OPENED: [&str; 1] = ["read"];
/// Most of a text that is pasted.
const PASTED: usize = 40;

/// Bytes as a session. The first says how the program was started. Below 0x80 a byte is a key: a line break is Enter, other control
/// characters are with Control, 0x7f is Backspace. From 0x80 on it is another key or something that happens, see [`happens`]; some take the
/// bytes after them.
pub fn pressed(bytes: &[u8]) {
    let mut bytes = bytes.iter().copied();
    let mut world = World::new(bytes.next().unwrap_or_default());
    draw(&world);
    for _ in 0..MOST {
        let Some(byte) = bytes.next() else { break };
        match key(byte) {
            Some(key) => world.send(Message::Key(key)),
            None => happens(&mut world, byte, &mut bytes),
        }
        draw(&world);
        if world.has_quit {
            break;
        }
    }
    for (width, height) in [(1, 1), (30, 8), (80, 24), (200, 60)] {
        world.send(Message::Resize(Size { width, height }));
        draw(&world);
    }
    check_all_steps(&mut world.store, &OPENED);
}

/// The key that a byte stands for.
fn key(byte: u8) -> Option<Key> {
    let shift = |code| Key {
        shift: true,
        ..Key::plain(code)
    };
    let alt = |code| Key {
        alt: true,
        ..Key::plain(code)
    };
    Some(match byte {
        b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x1b => Key::plain(Code::Esc),
        0x7f => Key::plain(Code::Backspace),
        0x01..0x1b => Key::ctrl(char::from(byte - 1 + b'a')),
        b' '..0x7f => Key::char(char::from(byte)),
        0x80 => Key::plain(Code::Up),
        0x81 => Key::plain(Code::Down),
        0x82 => Key::plain(Code::Left),
        0x83 => Key::plain(Code::Right),
        0x84 => Key::plain(Code::Home),
        0x85 => Key::plain(Code::End),
        0x86 => Key::plain(Code::PageUp),
        0x87 => Key::plain(Code::PageDown),
        0x88 => Key::plain(Code::Delete),
        0x89 => shift(Code::Tab),
        0x8a => alt(Code::Left),
        0x8b => alt(Code::Right),
        0x8c => Key::char('é'),
        0x8d => Key::char('漢'),
        0x8e => Key::char('\u{301}'),
        0x8f => Key::char('\u{202e}'),
        _ => return None,
    })
}

/// Something that is no key happens.
fn happens(world: &mut World, byte: u8, rest: &mut impl Iterator<Item = u8>) {
    let mut next = || rest.next().unwrap_or_default();
    match byte {
        0x90 => {
            let (width, height) = (u16::from(next()) % 200 + 1, u16::from(next()) % 60 + 1);
            world.send(Message::Resize(Size { width, height }));
        }
        0x91 => {
            let length = usize::from(next()) % PASTED;
            let pasted: Vec<u8> = rest.take(length).collect();
            let pasted = String::from_utf8_lossy(&pasted).into_owned();
            world.send(Message::Paste(pasted));
        }
        0x92 => world.rest(),
        0x93 => world.send(Message::Changed),
        0x94 => world.send(Message::Stirred),
        0x95 => world.slow = !world.slow,
        0x96 => world.answer(next().into(), false),
        0x97 => world.answer(next().into(), true),
        0x98 => world.scanned(next().into(), true),
        0x99 => world.scanned(next().into(), false),
        0x9a => {
            let first = NaiveDate::from_ymd_opt(2024, 2, 1).unwrap();
            let today = first + Days::new(next().into());
            world.send(Message::Today(today));
        }
        0x9b => world.send(Message::Trouble(
            "the disk\u{1b}[2J is full\u{202e}".to_owned(),
        )),
        0x9c => {
            check_all_steps(&mut world.store, &OPENED);
            world.send(Message::Changed);
        }
        _ => {}
    }
}

/// Draws the screen and looks at what stands there.
fn draw(world: &World) {
    let Size { width, height } = world.model.size;
    let screen = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(screen);
    let theme = Theme::new(true, world.model.setup.ascii);
    if let Some(cursor) = view(&world.model, &theme, &mut buffer) {
        assert!(screen.contains(cursor), "{cursor:?} on {screen:?}");
    }
    for cell in buffer.content() {
        let symbol = cell.symbol();
        if let [b' '..=b'~'] = symbol.as_bytes() {
            continue;
        }
        assert!(!symbol.contains(steers), "{symbol:?}");
        let marks = symbol.chars().count();
        assert!(marks <= 4 * MOST_MARKS, "{symbol:?}");
    }
}
