//! Keys and what they mean: a key of our own (no terminal library is known here), its notation, and chords looked up in the
//! command table.

use std::fmt;

use crate::app::command::{Command, Context, TABLE};

/// The key itself, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, Shift already applied.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// With Control.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters.
    pub shift: bool,
}

impl Key {
    /// `code` without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// The character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// Control and the character.
    pub const fn ctrl(c: char) -> Self {
        Self {
            ctrl: true,
            ..Self::char(c)
        }
    }

    /// Reads the notation of the command table: `j`, `Space`, `Enter`, `C-d`, `A-Left`, `S-Tab`. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(Code::Esc);
        let mut rest = text;
        while let Some((modifier, tail)) = rest.split_at_checked(2).filter(|(_, t)| !t.is_empty()) {
            match modifier {
                "C-" => key.ctrl = true,
                "A-" => key.alt = true,
                "S-" => key.shift = true,
                _ => break,
            }
            rest = tail;
        }
        key.code = if let Some((code, _)) = NAMES.iter().find(|(_, name)| *name == rest) {
            *code
        } else {
            let mut chars = rest.chars();
            let c = chars.next()?;
            if chars.next().is_some() {
                return None;
            }
            Code::Char(c)
        };
        Some(key)
    }
}

const NAMES: &[(Code, &str)] = &[
    (Code::Char(' '), "Space"),
    (Code::Enter, "Enter"),
    (Code::Esc, "Esc"),
    (Code::Backspace, "Backspace"),
    (Code::Delete, "Delete"),
    (Code::Tab, "Tab"),
    (Code::Up, "Up"),
    (Code::Down, "Down"),
    (Code::Left, "Left"),
    (Code::Right, "Right"),
    (Code::Home, "Home"),
    (Code::End, "End"),
    (Code::PageUp, "PageUp"),
    (Code::PageDown, "PageDown"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, prefix) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                f.write_str(prefix)?;
            }
        }
        match NAMES.iter().find(|(code, _)| *code == self.code) {
            Some((_, name)) => f.write_str(name),
            None => match self.code {
                Code::Char(c) => write!(f, "{c}"),
                _ => Ok(()),
            },
        }
    }
}

/// Reads a chord: one key in the notation of [`Key::parse`], or several characters one after the other (`gg`). Empty when it is
/// neither.
pub fn chord(text: &str) -> Vec<Key> {
    match Key::parse(text) {
        Some(key) => vec![key],
        None => text.chars().map(Key::char).collect(),
    }
}

/// What a chord typed so far comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// A command.
    Command(Command),
    /// The beginning of longer chords: what may follow, and what each would do.
    Prefix(Vec<(Key, Command)>),
    /// Nothing.
    Unbound,
}

/// The chords of the command table, parsed.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

#[derive(Debug, Clone)]
struct Binding {
    chord: Vec<Key>,
    command: Command,
    contexts: &'static [Context],
}

impl Default for Keymap {
    fn default() -> Self {
        let bindings = TABLE
            .iter()
            .flat_map(|spec| {
                spec.keys.iter().map(|keys| Binding {
                    chord: chord(keys),
                    command: spec.command,
                    contexts: spec.contexts,
                })
            })
            .collect();
        Self { bindings }
    }
}

impl Keymap {
    /// Looks `typed` up in `contexts`, the first of which that binds the chord wins.
    pub fn find(&self, typed: &[Key], contexts: &[Context]) -> Lookup {
        let mut next = Vec::new();
        for context in contexts {
            for binding in self
                .bindings
                .iter()
                .filter(|b| b.contexts.contains(context))
            {
                match binding.chord.strip_prefix(typed) {
                    Some([]) => return Lookup::Command(binding.command),
                    Some([key, ..]) if !next.contains(&(*key, binding.command)) => {
                        next.push((*key, binding.command));
                    }
                    _ => {}
                }
            }
        }
        if next.is_empty() {
            Lookup::Unbound
        } else {
            Lookup::Prefix(next)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notation_round_trips() {
        for text in [
            "j", "Space", "Enter", "C-d", "A-Left", "S-Tab", "+", "-", "%", "é",
        ] {
            let key = Key::parse(text).map(|k| k.to_string());
            assert_eq!(key.as_deref(), Some(text));
        }
        assert_eq!(Key::parse("gg"), None);
        assert_eq!(chord("gg"), [Key::char('g'), Key::char('g')]);
    }

    #[test]
    fn no_chord_hides_another_and_no_forbidden_key_is_bound() {
        for context in [Context::List, Context::Body, Context::Info] {
            let mut seen: Vec<(Vec<Key>, Command)> = Vec::new();
            for binding in Keymap::default().bindings {
                if !binding.contexts.contains(&context) {
                    continue;
                }
                for (chord, other) in &seen {
                    let clash =
                        chord.starts_with(&binding.chord) || binding.chord.starts_with(chord);
                    assert!(!clash, "{other:?} and {:?} in {context:?}", binding.command);
                }
                for c in ['h', 'i', 'j', 'm', '[', 's', 'q'] {
                    assert!(!binding.chord.contains(&Key::ctrl(c)), "C-{c} is bound");
                }
                seen.push((binding.chord, binding.command));
            }
        }
    }

    #[test]
    fn a_prefix_names_what_may_follow() {
        let found = Keymap::default().find(&[Key::char('g')], &[Context::Body]);
        let Lookup::Prefix(next) = found else {
            panic!("g is no prefix: {found:?}");
        };
        assert!(next.contains(&(Key::char('g'), Command::GoTop)));
    }
}
