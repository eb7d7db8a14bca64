//! The keyboard: a thread that sleeps in the terminal's reader and passes on what it reads.

use std::thread;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::Message;
use crate::app::geometry::Size;
use crate::app::keymap::{Code, Key};
use crate::run::signals::Incoming;

/// Starts the thread. It ends with the program, or when the terminal can no longer be read.
pub fn listen(sender: Sender<Incoming>) {
    thread::spawn(move || {
        loop {
            let messages = match event::read() {
                Ok(event) => translate(event),
                Err(_) => vec![Message::Quit],
            };
            for message in messages {
                let is_last = matches!(message, Message::Quit);
                if sender.send(Incoming::Message(message)).is_err() || is_last {
                    return;
                }
            }
        }
    });
}

fn translate(event: Event) -> Vec<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let keys = translate_key(key).map_or_else(Vec::new, apart);
            keys.into_iter().map(Message::Key).collect()
        }
        Event::Paste(text) => vec![Message::Paste(text)],
        Event::Resize(width, height) => vec![Message::Resize(Size { width, height })],
        _ => Vec::new(),
    }
}

/// Escape and a character that come in one go look like Alt and that character. No command is bound to such a key, so it is two.
fn apart(key: Key) -> Vec<Key> {
    match key.code {
        Code::Char(_) if key.alt => vec![Key::plain(Code::Esc), Key { alt: false, ..key }],
        _ => vec![key],
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    let code = match event.code {
        KeyCode::Char(c) if c.is_control() => return None,
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        // Tab alone is another key with Shift; an arrow is the same.
        shift: event.code == KeyCode::BackTab
            || code == Code::Tab && event.modifiers.contains(KeyModifiers::SHIFT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_named_as_the_command_table_names_them() {
        let none = KeyModifiers::NONE;
        let cases = [
            (KeyCode::Char('j'), none, "j"),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::Char('d'), KeyModifiers::CONTROL, "C-d"),
            (KeyCode::Char(' '), none, "Space"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "S-Tab"),
            (KeyCode::Left, KeyModifiers::ALT, "A-Left"),
            (KeyCode::Down, KeyModifiers::SHIFT, "Down"),
            (KeyCode::Char('j'), KeyModifiers::ALT, "Esc j"),
            (KeyCode::F(1), none, ""),
        ];
        for (code, modifiers, expected) in cases {
            let keys: Vec<String> = translate(Event::Key(KeyEvent::new(code, modifiers)))
                .into_iter()
                .filter_map(|message| match message {
                    Message::Key(key) => Some(key.to_string()),
                    _ => None,
                })
                .collect();
            assert_eq!(keys.join(" "), expected, "{code:?}");
        }
    }
}
