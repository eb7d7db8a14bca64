//! What this room writes outside the articles: names and complaints, each passed through the character filter.

use std::env;
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::terminal;

/// A path as it may be shown: bytes that are no UTF-8 and characters that could command a terminal or break the line become U+FFFD.
pub fn shown(path: &Path) -> String {
    line(&path.to_string_lossy())
}

/// `text` as one line without a character that could command a terminal.
pub fn line(text: &str) -> String {
    text.chars()
        .map(|c| if commands(c) { '\u{FFFD}' } else { c })
        .collect()
}

/// C0, DEL, C1, or a control of text direction (Unicode TR36, 3.2).
const fn commands(c: char) -> bool {
    matches!(c, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Writes `clippings: MESSAGE` to standard error, as one line.
pub fn complain(message: impl Display) {
    to_stderr(&format!("clippings: {}\n", line(&message.to_string())));
}

/// Writes lines to standard error, filtered. That it cannot be written is nobody's to know.
pub fn to_stderr(lines: &str) {
    let mut clean = String::with_capacity(lines.len());
    for each in lines.lines() {
        clean.push_str(&line(each));
        clean.push('\n');
    }
    let _ = io::stderr().lock().write_all(clean.as_bytes());
}

/// Neither `NO_COLOR` (<https://no-color.org>) nor a terminal that knows no styles.
pub fn styles_are_welcome() -> bool {
    let unset = |name| env::var_os(name).is_none_or(|value| value.is_empty());
    unset("NO_COLOR") && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// The width of the terminal that standard output is; `None` without one.
pub fn columns() -> Option<u16> {
    let size = io::stdout().is_terminal().then(terminal::size)?;
    size.ok().map(|(columns, _)| columns.max(1))
}

/// How far something is, on standard error where that is a terminal, and gone when it is over.
#[derive(Debug)]
pub struct Progress {
    what: &'static str,
    done: usize,
    all: usize,
    shown: Option<Instant>,
    is_terminal: bool,
}

/// Time between two lines of progress.
const BEAT: Duration = Duration::from_millis(100);

impl Progress {
    /// Nothing of `all` is done yet.
    pub fn new(what: &'static str, all: usize) -> Self {
        Self {
            what,
            done: 0,
            all,
            shown: None,
            is_terminal: io::stderr().is_terminal(),
        }
    }

    /// One more is done.
    pub fn step(&mut self) {
        self.done += 1;
        if self.is_terminal && self.shown.is_none_or(|shown| shown.elapsed() > BEAT) {
            self.shown = Some(Instant::now());
            let line = format!("\r{} {} of {}", self.what, self.done, self.all);
            let _ = io::stderr().lock().write_all(line.as_bytes());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            // erases the line
            let _ = io::stderr().lock().write_all(b"\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[test]
    fn names_cannot_command_a_terminal() {
        for (name, want) in [
            ("plain name.txt", "plain name.txt"),
            ("Läden/نص.html", "Läden/نص.html"),
            ("\u{1b}]0;x\u{7}.txt", "\u{FFFD}]0;x\u{FFFD}.txt"),
            ("two\nlines\t\r", "two\u{FFFD}lines\u{FFFD}\u{FFFD}"),
            ("\u{9b}2J\u{7f}", "\u{FFFD}2J\u{FFFD}"),
            ("gpj.\u{202e}x\u{2066}", "gpj.\u{FFFD}x\u{FFFD}"),
        ] {
            assert_eq!(shown(Path::new(name)), want);
        }
    }
}
