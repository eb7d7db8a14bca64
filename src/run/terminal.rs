//! The terminal: taken over, and given back as it was, exactly once, whatever ends the program.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::os::fd::{AsFd as _, OwnedFd};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use anyhow::{Context as _, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::termios::tcgetwinsize;

use crate::app::Model;
use crate::ui::{Theme, view};

/// A frame of 200x60 is thousands of small writes; this makes it one.
const BUFFER: usize = 64 * 1024;

/// Is there a terminal that can be drawn on?
pub fn check() -> anyhow::Result<()> {
    if !io::stdout().is_terminal() {
        bail!(
            "standard output is no terminal, and the reader needs one; to print articles use \
             `clippings read FILE` or `clippings extract PATH`"
        );
    }
    match std::env::var("TERM").as_deref() {
        Ok("dumb") => {
            bail!("this terminal (TERM=dumb) cannot be drawn on; use `clippings read FILE`")
        }
        _ => Ok(()),
    }
}

/// Gives the terminal back once.
#[derive(Debug, Default)]
struct Restore {
    taken: AtomicBool,
}

impl Restore {
    /// Takes the terminal, also when the shell has changed its settings behind our back.
    fn take(&self) -> io::Result<()> {
        disable_raw_mode()?;
        enable_raw_mode()?;
        if !self.taken.swap(true, Ordering::SeqCst) {
            execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        }
        Ok(())
    }

    fn give_back(&self) {
        if self.taken.swap(false, Ordering::SeqCst) {
            // The terminal may be gone; there is nobody left to tell.
            let _ = execute!(
                io::stdout(),
                DisableBracketedPaste,
                LeaveAlternateScreen,
                Show
            );
            let _ = disable_raw_mode();
            let _ = io::stdout().flush();
        }
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
        if self.restore.taken.load(Ordering::SeqCst) {
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
    /// Takes the terminal over, and sees to it that a panic gives it back before it is reported.
    pub fn enter() -> anyhow::Result<Self> {
        let restore = Arc::new(Restore::default());
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
        report_panics(restore);
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

    /// Gives a text to the terminal's clipboard, by OSC 52, which carries it in letters and figures alone. A terminal that has none passes
    /// over it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            self.terminal.backend_mut(),
            CopyToClipboard::to_clipboard_from(text)
        )
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

/// Columns and rows of a terminal; where it does not know them, what else tells.
fn size(tty: &OwnedFd) -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(tty)?;
    if size.ws_col > 0 && size.ws_row > 0 {
        Ok((size.ws_col, size.ws_row))
    } else {
        crossterm::terminal::size()
    }
}

/// A panic of this thread gives the terminal back and is then reported as usual. One in a worker is caught there and told on the
/// screen, so nothing is printed over it.
fn report_panics(restore: Arc<Restore>) {
    let report = panic::take_hook();
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == main {
            restore.give_back();
            report(info);
        }
    }));
}
