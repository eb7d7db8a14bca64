//! A terminal for tests: the built program in a pseudo-terminal, with a home of its own.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    ChildKiller, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};
use tempfile::TempDir;
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// Only a program that hangs takes as long as this.
const PATIENCE: Duration = Duration::from_mins(1);

/// The built program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_clippings");

/// A home that holds nothing but what the test puts there; it is the working folder too.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A home with these captures in its folder `saved`.
    pub fn with(captures: &[(&str, String)]) -> Self {
        let home = Self::new();
        let saved = home.0.path().join("saved");
        fs::create_dir(&saved).unwrap();
        for (name, text) in captures {
            fs::write(saved.join(name), text).unwrap();
        }
        home
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Where the stores of its libraries are.
    pub fn stores(&self) -> PathBuf {
        self.0.path().join(".local/share/clippings/libraries")
    }

    /// The endings of the files there, sorted.
    pub fn kept(&self) -> Vec<String> {
        let files = fs::read_dir(self.stores()).unwrap();
        let ending = |file: fs::DirEntry| {
            let name = file.file_name().into_string().unwrap();
            name.split_once('.').unwrap().1.to_owned()
        };
        let mut kept: Vec<String> = files.map(|file| ending(file.unwrap())).collect();
        kept.sort();
        kept
    }

    /// Starts the program here, on a terminal of 80 columns and 24 rows.
    pub fn start(&self, args: &str) -> Terminal {
        self.start_with(args, (80, 24), &[])
    }

    /// Starts the program here, on a terminal of so many columns and rows, with these variables in its environment.
    pub fn start_with(&self, args: &str, size: (u16, u16), variables: &[(&str, &str)]) -> Terminal {
        let mut command = self.command(PROGRAM, variables);
        command.args(args.split_whitespace());
        Terminal::start(command, size)
    }

    /// Starts a shell here that runs `script`, in which `$CLIPPINGS` is the program.
    pub fn start_shell(&self, script: &str) -> Terminal {
        Terminal::start(self.shell(script), (80, 24))
    }

    /// A shell here that runs `script`, in which `$CLIPPINGS` is the program.
    pub fn shell(&self, script: &str) -> CommandBuilder {
        let mut command = self.command("/bin/sh", &[("CLIPPINGS", PROGRAM)]);
        command.args(["-c", script]);
        command
    }

    /// `program` here, without arguments, with these variables in its environment.
    pub fn command(&self, program: &str, variables: &[(&str, &str)]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        command.cwd(self.0.path());
        for name in [
            "NO_COLOR",
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "VISUAL",
            "EDITOR",
        ] {
            command.env_remove(name);
        }
        command.env("HOME", self.0.path());
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        // A whole one would push what is told off the screen.
        command.env("RUST_BACKTRACE", "0");
        for (name, value) in variables {
            command.env(name, value);
        }
        command
    }
}

/// What comes from the program.
enum Event {
    Output(Vec<u8>),
    Ended(ExitStatus),
}

/// What a terminal is asked for beside what it shows.
#[derive(Default)]
pub struct Asked {
    /// What the clipboard was given, in Base64.
    pub copied: Vec<String>,
    /// All else: titles, bells, sequences that it does not know.
    other: Vec<String>,
}

impl Callbacks for Asked {
    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.copied.push(String::from_utf8_lossy(data).into_owned());
    }

    fn paste_from_clipboard(&mut self, _: &mut Screen, _: &[u8]) {
        self.other.push("the clipboard".to_owned());
    }

    fn audible_bell(&mut self, _: &mut Screen) {
        self.other.push("a bell".to_owned());
    }

    fn visual_bell(&mut self, _: &mut Screen) {
        self.other.push("a flash".to_owned());
    }

    fn resize(&mut self, _: &mut Screen, size: (u16, u16)) {
        self.other.push(format!("a size, {size:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut Screen, name: &[u8]) {
        self.other.push(format!("an icon's name, {name:?}"));
    }

    fn set_window_title(&mut self, _: &mut Screen, title: &[u8]) {
        self.other.push(format!("a title, {title:?}"));
    }

    fn unhandled_char(&mut self, _: &mut Screen, c: char) {
        self.other.push(format!("{c:?}"));
    }

    fn unhandled_control(&mut self, _: &mut Screen, byte: u8) {
        self.other.push(format!("the control character {byte:#x}"));
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        self.other.push(format!("OSC {params:?}"));
    }
}

/// The program on a terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Held so that the modes can be asked for when the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    keyboard: Box<dyn Write + Send>,
    killer: Box<dyn ChildKiller + Send + Sync>,
    process: u32,
    events: Receiver<Event>,
    parser: Parser<Asked>,
    /// Raw mode and its like, as they were before the program started.
    modes: String,
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has mostly ended by itself.
        let _ = self.killer.kill();
    }
}

impl Terminal {
    /// Starts a program on a terminal of so many columns and rows.
    pub fn start(command: CommandBuilder, (cols, rows): (u16, u16)) -> Self {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        let mut child = pair.slave.spawn_command(command).unwrap();
        let (sender, events) = channel();
        let output = pair.master.try_clone_reader().unwrap();
        let chunks = sender.clone();
        thread::spawn(move || pass_on(output, &chunks));
        let killer = child.clone_killer();
        let process = child.process_id().unwrap();
        thread::spawn(move || sender.send(Event::Ended(child.wait().unwrap())));
        Self {
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            slave: Some(pair.slave),
            killer,
            process,
            events,
            parser: Parser::new_with_callbacks(rows, cols, 0, Asked::default()),
            modes,
        }
    }

    /// Types these characters, all at once.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Sends the signal of this name.
    pub fn signal(&mut self, name: &str) {
        let process = self.process.to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Sends the signal of this name to what the program has started.
    pub fn signal_child(&mut self, name: &str) {
        let process = self.process.to_string();
        let sent = Command::new("pkill")
            .args(["--signal", name, "-P", &process])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Gives the terminal another size; what is drawn on it is followed where it has one.
    pub fn resize(&mut self, (cols, rows): (u16, u16)) -> &mut Self {
        let size = PtySize {
            rows,
            cols,
            ..PtySize::default()
        };
        self.master.resize(size).unwrap();
        if cols > 0 && rows > 0 {
            self.parser.screen_mut().set_size(rows, cols);
        }
        self
    }

    /// Waits until the terminal is as it was before the program took it: its modes and its screen.
    pub fn wait_until_given_back(&mut self) -> &mut Self {
        self.wait_until("the terminal to be given back", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        let deadline = Instant::now() + PATIENCE;
        while modes(&*self.master) != self.modes {
            assert!(Instant::now() < deadline, "other modes");
            thread::sleep(Duration::from_millis(5));
        }
        self
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// What it is asked for beside what it shows.
    pub fn asked(&self) -> &Asked {
        self.parser.callbacks()
    }

    /// The rows on the screen.
    pub fn rows(&self) -> Vec<String> {
        rows(self.screen())
    }

    /// Waits until `text` stands on the screen.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until `text` is no longer on the screen.
    pub fn wait_without(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text} to go"), |screen| {
            !screen.contents().contains(text)
        })
    }

    /// Waits until the screen is as wanted.
    pub fn wait_until(&mut self, wanted: &str, is_so: impl Fn(&Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + PATIENCE;
        while !is_so(self.screen()) {
            if let Some(status) = self.take_in(deadline, wanted) {
                panic!(
                    "{status} instead of {wanted}, on\n{}",
                    self.screen().contents()
                );
            }
        }
        self
    }

    /// Waits for the program's end. The terminal must be as it was before; its screen is given.
    pub fn end(mut self) -> (ExitStatus, String) {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            if let Some(status) = self.take_in(deadline, "the end") {
                break status;
            }
        };
        assert_eq!(modes(&*self.master), self.modes);
        // Now that nobody holds the other side the output has an end.
        self.slave = None;
        for event in &self.events {
            if let Event::Output(bytes) = event {
                self.parser.process(&bytes);
            }
        }
        assert_eq!(self.asked().other, Vec::<String>::new());
        let screen = self.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes come as they are");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        (status, screen.contents())
    }

    /// Takes in the next thing that comes; gives the status if it is the end.
    fn take_in(&mut self, deadline: Instant, wanted: &str) -> Option<ExitStatus> {
        let left = deadline.saturating_duration_since(Instant::now());
        let Ok(event) = self.events.recv_timeout(left) else {
            panic!(
                "still waiting for {wanted}, on\n{}",
                self.screen().contents()
            );
        };
        match event {
            Event::Output(bytes) => self.parser.process(&bytes),
            Event::Ended(status) => return Some(status),
        }
        None
    }
}

/// The rows of a screen, without the blanks at their ends.
pub fn rows(screen: &Screen) -> Vec<String> {
    let (_, cols) = screen.size();
    let rows = screen.rows(0, cols);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

/// Raw mode and its like.
pub fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

fn pass_on(mut output: impl Read, chunks: &Sender<Event>) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = output.read(&mut buffer) {
        if chunks.send(Event::Output(buffer[..length].into())).is_err() {
            break;
        }
    }
}
