//! Bytes from the terminal to keys and pastes (ECMA-48 5.4; xterm's control sequences, "PC-Style Function Keys" and "Bracketed Paste Mode").

use crate::app::Message;
use crate::app::keymap::{Code, Key};

const ESC: u8 = 0x1b;

/// A sequence longer than this is none.
const LONGEST: usize = 64;

/// So much of a paste is kept.
const MOST: usize = 1 << 20;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What has been read and not yet been understood.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    /// What has been pasted so far, while a paste is coming in.
    paste: Option<Vec<u8>>,
}

/// What the bytes at the beginning are.
enum Found {
    /// So many bytes, and the keys that they stand for.
    Keys(usize, Vec<Key>),
    /// A paste begins behind so many bytes.
    Paste(usize),
    /// The beginning of something.
    Part,
}

impl Decoder {
    /// Takes bytes in; gives what they mean. `last`: no more are waiting, so an Escape at the end is the key.
    pub fn take(&mut self, bytes: &[u8], last: bool) -> Vec<Message> {
        self.pending.extend_from_slice(bytes);
        let mut messages = Vec::new();
        let mut at = 0;
        while at < self.pending.len() {
            let rest = self.pending.get(at..).unwrap_or_default();
            if let Some(paste) = &mut self.paste {
                // Its end may come in two parts.
                let end = rest.windows(PASTE_ENDS.len()).position(|w| w == PASTE_ENDS);
                let safe = (rest.len() + 1).saturating_sub(PASTE_ENDS.len());
                let text = rest.get(..end.unwrap_or(safe)).unwrap_or_default();
                let room = MOST.saturating_sub(paste.len());
                paste.extend_from_slice(text.get(..room).unwrap_or(text));
                at += text.len();
                if end.is_none() {
                    break;
                }
                at += PASTE_ENDS.len();
                let paste = self.paste.take().unwrap_or_default();
                let text = String::from_utf8_lossy(&paste).into_owned();
                messages.push(Message::Paste(text));
                continue;
            }
            match found(rest) {
                Found::Keys(length, keys) => {
                    messages.extend(keys.into_iter().map(Message::Key));
                    at += length;
                }
                Found::Paste(length) => {
                    self.paste = Some(Vec::new());
                    at += length;
                }
                Found::Part if last && rest == [ESC] => {
                    messages.push(Message::Key(Key::plain(Code::Esc)));
                    at += 1;
                }
                Found::Part => break,
            }
        }
        self.pending.drain(..at);
        messages
    }
}

fn found(bytes: &[u8]) -> Found {
    match *bytes {
        [] | [ESC] | [ESC, b'O'] => Found::Part,
        [ESC, b'[', ..] => sequence(bytes),
        [ESC, b'O', last, ..] => Found::Keys(3, named(last, &[]).into_iter().collect()),
        // Escape and a key that come in one go look like Alt and that key. No command is bound to such a key, so it is two.
        [ESC, ..] => Found::Keys(1, vec![Key::plain(Code::Esc)]),
        [byte @ ..=0x7f, ..] => Found::Keys(1, ascii(byte).into_iter().collect()),
        _ => character(bytes),
    }
}

/// A control sequence; one that is no key stands for none.
fn sequence(bytes: &[u8]) -> Found {
    let none = |length| Found::Keys(length, Vec::new());
    let body = bytes.get(2..).unwrap_or_default();
    let within = |b: &u8| matches!(b, 0x20..=0x3f);
    let length = body.iter().take_while(|b| within(b)).count();
    let parameters = body.get(..length).unwrap_or_default();
    match body.get(length) {
        // The mouse as the first xterm told of it; the console's function keys.
        Some(b'M') if parameters.is_empty() && bytes.len() >= 6 => none(6),
        Some(b'[') if parameters.is_empty() && bytes.len() >= 4 => none(4),
        Some(b'M' | b'[') if parameters.is_empty() => Found::Part,
        Some(b'~') if parameters == b"200" => Found::Paste(length + 3),
        Some(last @ 0x40..=0x7e) => {
            Found::Keys(length + 3, named(*last, parameters).into_iter().collect())
        }
        None if length < LONGEST => Found::Part,
        // It is broken off.
        _ => none(length + 2),
    }
}

/// The key that a sequence ending in `last` stands for.
fn named(last: u8, parameters: &[u8]) -> Option<Key> {
    let mut numbers = parameters.split(|b| *b == b';').map(|number| {
        let digits = number.iter().take_while(|b| b.is_ascii_digit());
        digits.fold(0_u32, |n, digit| {
            n.saturating_mul(10).saturating_add(u32::from(digit - b'0'))
        })
    });
    let first = numbers.next().unwrap_or_default();
    // Modifiers are their bits and one: Shift 1, Alt 2, Control 4.
    let held = numbers.next().unwrap_or_default().saturating_sub(1);
    let code = match (last, first) {
        (b'A', _) => Code::Up,
        (b'B', _) => Code::Down,
        (b'C', _) => Code::Right,
        (b'D', _) => Code::Left,
        (b'H', _) | (b'~', 1 | 7) => Code::Home,
        (b'F', _) | (b'~', 4 | 8) => Code::End,
        (b'M', _) => Code::Enter,
        (b'Z', _) => Code::Tab,
        (b'~', 3) => Code::Delete,
        (b'~', 5) => Code::PageUp,
        (b'~', 6) => Code::PageDown,
        _ => return None,
    };
    // A mouse tells of itself with the same letter, and with parameters.
    let is_key = last != b'M' || parameters.is_empty();
    is_key.then_some(Key {
        code,
        ctrl: held & 4 != 0,
        alt: held & 2 != 0,
        // Tab alone is another key with Shift; an arrow is the same.
        shift: code == Code::Tab,
    })
}

fn ascii(byte: u8) -> Option<Key> {
    match byte {
        b'\r' => Some(Key::plain(Code::Enter)),
        b'\t' => Some(Key::plain(Code::Tab)),
        0x7f => Some(Key::plain(Code::Backspace)),
        0x01..=0x1a => Some(Key::ctrl(char::from(byte - 1 + b'a'))),
        b' '..=b'~' => Some(Key::char(char::from(byte))),
        _ => None,
    }
}

/// A character of several bytes; what is no UTF-8 stands for no key.
fn character(bytes: &[u8]) -> Found {
    let length = match bytes.first() {
        Some(0xc2..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(0xf0..=0xf4) => 4,
        _ => 1,
    };
    let whole = bytes.get(..length).unwrap_or(bytes);
    match std::str::from_utf8(whole) {
        Ok(text) => {
            let chars = text.chars().filter(|c| !c.is_control());
            Found::Keys(whole.len(), chars.map(Key::char).collect())
        }
        Err(error) if error.error_len().is_none() && whole.len() < length => Found::Part,
        Err(_) => Found::Keys(1, Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the parts mean, one after the other: keys as the command table names them, pastes in quotes.
    fn read(parts: &[&[u8]]) -> String {
        let mut decoder = Decoder::default();
        let messages = parts.iter().flat_map(|part| decoder.take(part, true));
        let words = messages.map(|message| match message {
            Message::Key(key) => key.to_string(),
            Message::Paste(text) => format!("{text:?}"),
            other => format!("{other:?}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn bytes_are_keys_as_the_command_table_names_them() {
        let cases: &[(&[u8], &str)] = &[
            (b"jG \r\t\x7f", "j G Space Enter Tab Backspace"),
            (b"\x04\x08\x0a\x1a\x00", "C-d C-h C-j C-z"),
            ("é潮👍".as_bytes(), "é 潮 👍"),
            (b"\x1b", "Esc"),
            (b"\x1b\x1b", "Esc Esc"),
            (b"\x1bj", "Esc j"),
            (
                b"\x1b[A\x1bOB\x1b[1;3D\x1b[1;2B\x1b[1;5C",
                "Up Down A-Left Down C-Right",
            ),
            (
                b"\x1b[H\x1b[4~\x1b[3~\x1b[5~\x1b[6~\x1b[Z",
                "Home End Delete PageUp PageDown S-Tab",
            ),
            (b"\x1bOPa\x1b[15~b\x1b[[Ac", "a b c"),
            (b"\x1b[<0;5;5Ma\x1b[M !!b\x1b[Ic\x1b[?62;22cd", "a b c d"),
            (
                b"\x1b[200~two\nlines \x1b[A\x1b[201~j",
                "\"two\\nlines \\u{1b}[A\" j",
            ),
            (b"\xff\xfe\x80a\xe6\xbdb", "a b"),
            (b"\xc2\x9b2J", "2 J"),
            (b"\x1b[1\x1b[Ba", "Down a"),
            (b"\x1b[99999999999999999999~a", "a"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(read(&[bytes]), *expected, "{bytes:?}");
            // A byte at a time means the same, but for an Escape that nothing follows at once.
            let mut decoder = Decoder::default();
            let one = bytes.iter().flat_map(|b| decoder.take(&[*b], false));
            let one = one.count() + decoder.take(&[], true).len();
            let mut decoder = Decoder::default();
            assert_eq!(one, decoder.take(bytes, true).len(), "{bytes:?}");
        }
    }

    #[test]
    fn what_comes_in_parts_is_put_together() {
        for (parts, expected) in [
            (["\x1b[", "A"], "Up"),
            (["\x1b[200~one\x1b[20", "1~k"], "\"one\" k"),
            (["\x1b", "k"], "Esc k"),
        ] {
            assert_eq!(read(&parts.map(str::as_bytes)), expected, "{parts:?}");
        }
    }

    #[test]
    fn what_never_ends_is_bounded() {
        let mut decoder = Decoder::default();
        decoder.take(b"\x1b[200~", true);
        for _ in 0..100 {
            decoder.take(&vec![b'x'; 65536], true);
        }
        let paste = decoder.paste.as_ref().map_or(0, Vec::len);
        assert_eq!((paste, decoder.pending.len()), (MOST, PASTE_ENDS.len() - 1));
        let digits = [b"\x1b[".as_slice(), &[b'1'; 500]].concat();
        let mut decoder = Decoder::default();
        decoder.take(&digits, true);
        assert!(decoder.pending.len() <= LONGEST, "{decoder:?}");
    }
}
