//! The terminal as a screen: what is drawn on, while it is ours.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::os::fd::{AsFd as _, OwnedFd};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::termios::tcgetwinsize;

use crate::app::Model;
use crate::run::panics;
use crate::run::restore::Restore;
use crate::ui::{Theme, clean, view};

/// A frame of 200x60 is thousands of small writes; this makes it one.
const BUFFER: usize = 64 * 1024;

/// The size of a terminal that does not know its own.
const USUAL: (u16, u16) = (80, 24);

/// Is there a terminal that can be drawn on? Gives the one that keys come from.
pub fn check() -> anyhow::Result<OwnedFd> {
    if !io::stdout().is_terminal() {
        bail!(
            "standard output is no terminal, and the reader needs one; to print articles use \
             `clippings read FILE` or `clippings extract PATH`"
        );
    }
    if std::env::var("TERM").is_ok_and(|term| term == "dumb") {
        bail!("this terminal (TERM=dumb) cannot be drawn on; use `clippings read FILE`")
    }
    if io::stdin().is_terminal() {
        return Ok(io::stdin().as_fd().try_clone_to_owned()?);
    }
    match File::open("/dev/tty") {
        Ok(keyboard) => Ok(keyboard.into()),
        Err(_) => bail!(
            "standard input is no terminal, and there is no other to type on; to print articles use \
             `clippings read FILE` or `clippings extract PATH`"
        ),
    }
}

/// The terminal's output while it is ours; what is written later goes nowhere. Ratatui shows the cursor once more when it is dropped,
/// and complains on standard error when it cannot, as after a hang-up.
#[derive(Debug)]
struct Output {
    file: File,
    restore: Arc<Restore>,
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.restore.is_taken() {
            self.file.write(bytes)
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The screen while the reader runs. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Output>>>,
    /// What it draws on.
    area: Rect,
    tty: OwnedFd,
    restore: Arc<Restore>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.restore.give_back();
    }
}

impl Screen {
    /// Takes the terminal over, and sees to it that a panic gives it back before it is reported. `keyboard` is where keys come from.
    pub fn enter(keyboard: OwnedFd) -> anyhow::Result<Self> {
        let restore = Arc::new(Restore::new(keyboard, Self::terminal()?));
        let output = Output {
            file: File::from(Self::terminal()?),
            restore: Arc::clone(&restore),
        };
        let backend = CrosstermBackend::new(BufWriter::with_capacity(BUFFER, output));
        let tty = Self::terminal()?;
        let (width, height) = size(&tty).context("cannot ask the terminal for its size")?;
        let area = Rect::new(0, 0, width, height);
        // Fixed: else every frame would ask for the size once more.
        let viewport = Viewport::Fixed(area);
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport })
            .context("cannot draw on the terminal")?;
        let screen = Self {
            terminal,
            area,
            tty,
            restore: Arc::clone(&restore),
        };
        panics::report(restore);
        screen
            .restore
            .take()
            .context("cannot take over the terminal")?;
        Ok(screen)
    }

    /// Columns and rows now.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        size(&self.tty)
    }

    /// The terminal itself, to wait for its end.
    pub fn terminal() -> io::Result<OwnedFd> {
        io::stdout().as_fd().try_clone_to_owned()
    }

    /// Draws a frame: only what has changed is written, in one go.
    pub fn draw(&mut self, model: &Model, theme: &Theme) -> io::Result<()> {
        let area = Rect::new(0, 0, model.size.width, model.size.height);
        if area != self.area {
            self.area = area;
            self.terminal.resize(area)?;
        }
        self.terminal.draw(|frame| {
            if let Some(position) = view(model, theme, frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        })?;
        Ok(())
    }

    /// Forgets what is on the screen, so that the next frame draws all of it.
    pub fn forget(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal where its cursor is, and the answer goes to the thread that reads the keys.
        self.terminal.resize(self.area)
    }

    /// Gives a text to the terminal's clipboard, by OSC 52, which carries it in letters and figures alone; what is pasted from there has
    /// passed the filter all the same. A terminal that has none passes over it. It is the only such string that is ever written: there are
    /// no titles, and no links of the terminal's own (OSC 8).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(filtered(text))
        )
    }

    /// What gives the terminal back, for others who may have to.
    pub fn restore(&self) -> Arc<Restore> {
        Arc::clone(&self.restore)
    }

    /// Is the terminal ours now?
    pub fn is_ours(&self) -> bool {
        self.restore.is_taken()
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        self.restore.give_back();
    }

    /// Takes the terminal over again.
    pub fn come_back(&mut self) -> io::Result<()> {
        self.restore.take()?;
        self.forget()
    }
}

/// Columns and rows of a terminal.
fn size(tty: &OwnedFd) -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(tty)?;
    if size.ws_col > 0 && size.ws_row > 0 {
        Ok((size.ws_col, size.ws_row))
    } else {
        Ok(USUAL)
    }
}

/// Lines of text without what may not reach a terminal.
pub fn filtered(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(clean).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_has_passed_the_filter() {
        let text = "one\u{1b}[201~;rm\u{9b}2J\r\ntwo\u{202e}\u{7} é潮";
        assert_eq!(filtered(text), "one[201~;rm2J\ntwo é潮");
    }
}
