//! A terminal that nobody reads, and one that goes away: the reader comes to its end all the same, and uses no time while it waits.

use std::fs;
use std::io::{Read, Write};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{
    Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system,
};

use vt100::Parser;

use super::home;
use super::terminal::{Home, modes};

/// The end has to come in this time.
const LIMIT: Duration = Duration::from_secs(3);

/// A program on a terminal whose output is read only when asked for.
struct Silent {
    master: Box<dyn MasterPty + Send>,
    slave: Box<dyn SlavePty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    modes: String,
}

impl Drop for Silent {
    fn drop(&mut self) {
        // It has mostly ended by itself.
        let _ = self.child.kill();
    }
}

impl Silent {
    fn start(command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 60,
            cols: 200,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let modes = modes(&*pair.master);
        Self {
            child: pair.slave.spawn_command(command).unwrap(),
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            slave: pair.slave,
            modes,
        }
    }

    /// The reader on `home`, its terminal taken and its list shown.
    fn reader(home: &Home, controlling: bool) -> Self {
        let mut command = home.command(env!("CARGO_BIN_EXE_clippings"), &[]);
        command.arg("saved");
        command.set_controlling_tty(controlling);
        let silent = Self::start(command);
        let mut output = silent.master.try_clone_reader().unwrap();
        let (mut parser, mut chunk) = (Parser::new(60, 200, 0), [0; 4096]);
        while !parser.screen().contents().contains("3 unread") {
            let length = output.read(&mut chunk).unwrap();
            assert!(length > 0, "it has ended");
            parser.process(&chunk[..length]);
        }
        assert_ne!(modes(&*silent.master), silent.modes);
        silent
    }

    /// Has it draw until it waits for somebody to read that: it does not even take the key that quits.
    fn fill(&mut self) {
        for _ in 0..60 {
            self.press("\x0c");
            thread::sleep(Duration::from_millis(20));
        }
        self.press("q");
        thread::sleep(Duration::from_millis(300));
        assert!(self.status().is_none(), "it was not waiting");
    }

    fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    fn signal(&self, name: &str) {
        let process = self.child.process_id().unwrap().to_string();
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Its end, which has to come in time.
    fn end(&mut self) -> ExitStatus {
        let begin = Instant::now();
        loop {
            if let Some(status) = self.status() {
                return status;
            }
            assert!(begin.elapsed() < LIMIT, "still running");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The time that it has used, where the system tells: hundredths of a second.
    fn used(&self) -> u64 {
        let process = self.child.process_id().unwrap();
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let fields = fields.split_whitespace().skip(11).take(2);
        fields.map(|field| field.parse::<u64>().unwrap()).sum()
    }

    /// What it has written and nobody has read.
    fn unread(self) -> String {
        let mut output = self.master.try_clone_reader().unwrap();
        let reading = thread::spawn(move || {
            let (mut all, mut chunk) = (Vec::new(), [0; 4096]);
            while let Ok(length @ 1..) = output.read(&mut chunk) {
                all.extend_from_slice(&chunk[..length]);
            }
            String::from_utf8_lossy(&all).into_owned()
        });
        // Its end is the end of the output once nobody holds the other side.
        drop(self);
        reading.join().unwrap()
    }
}

#[test]
fn a_signal_ends_a_reader_whose_output_nobody_reads() {
    for (signals, told) in [
        (&["TERM"] as &[&str], "Terminated"),
        (&["INT"], "Interrupt"),
        (&["TERM", "TERM"], "Terminated"),
    ] {
        let home = home();
        let mut silent = Silent::reader(&home, true);
        silent.fill();
        let used = silent.used();
        thread::sleep(Duration::from_millis(500));
        assert!(silent.used() - used < 5, "it uses time while it waits");
        for signal in signals {
            silent.signal(signal);
        }
        let status = silent.end();
        assert_eq!(status.signal(), Some(told), "{signals:?}");
        assert_eq!(modes(&*silent.master), silent.modes, "{signals:?}");
        let unread = silent.unread();
        let end = unread.rfind("\x1b[?1049l").unwrap_or_default();
        let given_back = unread.get(end..).unwrap_or_default();
        assert!(
            given_back.contains("\x1b[?25h") && unread.contains("\x1b[?2004l"),
            "{signals:?}: {unread:?}"
        );
        assert!(!given_back.contains("\x1b[?1049h"), "{given_back:?}");
        // No strings to the terminal (titles, links of its own, its clipboard) but those that a key asks for.
        assert!(!unread.contains("\x1b]"), "{unread:?}");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_reader() {
    // With it as its terminal the system sends a signal; else the reader has to find out.
    for (controlling, fills) in [(true, false), (false, false), (true, true), (false, true)] {
        let home = home();
        let mut silent = Silent::reader(&home, controlling);
        if fills {
            silent.fill();
        }
        let other = native_pty_system().openpty(PtySize::default()).unwrap();
        silent.keyboard = other.master.take_writer().unwrap();
        (silent.master, silent.slave) = (other.master, other.slave);
        let status = silent.end();
        assert_eq!(status.signal(), Some("Hangup"), "{controlling} {fills}");
    }
}
