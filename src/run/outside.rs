//! Other programs that the reader starts: the browser, and the commands that the configuration names. Each is run with a list of arguments
//! and never by way of a shell; what a saved page says is never a command.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use crossbeam_channel::Sender;

use crate::app::Message;
use crate::run::signals::Incoming;
use crate::run::terminal::filtered;
use crate::ui::clean;

/// The commands of the configuration, each with its arguments; none where it is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commands {
    /// What an article's text is given to.
    pub pipe: Vec<String>,
    /// What a source file is edited with.
    pub edit: Vec<String>,
}

/// What one of them is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Take this text.
    Pipe(String),
    /// Edit this file.
    Edit(PathBuf),
}

impl Errand {
    /// The words of its command in `commands`.
    ///
    /// # Errors
    /// There is no such command, in words that say how to name one; or nothing to edit.
    pub fn words<'a>(&self, commands: &'a Commands) -> Result<&'a [String], String> {
        let (words, setting) = match self {
            Self::Pipe(_) => (&commands.pipe, "pipe = [\"wc\", \"-w\"]"),
            Self::Edit(_) => (&commands.edit, "edit = [\"vi\"]"),
        };
        match self {
            _ if words.is_empty() => Err(format!(
                "No command for that: say {setting} in the configuration"
            )),
            Self::Edit(path) if !path.is_file() => Err(format!("{} is gone", path.display())),
            _ => Ok(words),
        }
    }
}

/// Starts a command of the configuration on the terminal, which has been given back for it. When it has ended, or where it cannot be
/// started, what to say of it is sent as [`Incoming::Returned`].
pub fn start(words: &[String], errand: Errand, keyboard: OwnedFd, sender: &Sender<Incoming>) {
    let words = words.to_vec();
    let sender = sender.clone();
    thread::spawn(move || {
        let told = run(&words, errand, keyboard);
        let name = words.first().map(String::as_str).unwrap_or_default();
        let told = told.unwrap_or_else(|error| format!("{name} did not start: {error}"));
        // Nobody listens any more when the program is ending.
        let _ = sender.send(Incoming::Returned(told));
    });
}

/// Runs a command to its end; gives what to say of it.
fn run(words: &[String], errand: Errand, keyboard: OwnedFd) -> io::Result<String> {
    let [name, arguments @ ..] = words else {
        return Ok(String::new());
    };
    let mut command = Command::new(name);
    command.args(arguments);
    match errand {
        Errand::Edit(path) => {
            let status = command.arg(path).stdin(keyboard).status()?;
            Ok(told(name, status))
        }
        Errand::Pipe(text) => {
            let mut child = command.stdin(Stdio::piped()).spawn()?;
            feed(&mut child, &text);
            let told = told(name, child.wait()?);
            wait_for_enter(&told, keyboard);
            Ok(told)
        }
    }
}

/// Gives a text to the standard input of a command. One that does not want all of it has read enough.
fn feed(child: &mut Child, text: &str) {
    let Some(mut input) = child.stdin.take() else {
        return;
    };
    let _ = writeln!(input, "{}", filtered(text));
}

/// Leaves on the screen what the command printed, until the reader has seen it.
fn wait_for_enter(told: &str, keyboard: OwnedFd) {
    let asked = writeln!(
        io::stdout(),
        "\n{}; Enter goes back to the reader",
        clean(told)
    );
    let mut key = [0];
    let mut keyboard = File::from(keyboard);
    while asked.is_ok() && keyboard.read(&mut key).is_ok_and(|length| length > 0) && key != *b"\n" {
    }
}

/// How a command ended.
fn told(name: &str, status: ExitStatus) -> String {
    let mut told = name.to_owned();
    // Writing to a string cannot fail.
    let _ = match (status.code(), status.signal()) {
        (Some(0), _) => write!(told, " has ended"),
        (Some(code), _) => write!(told, " has ended with status {code}"),
        (None, Some(signal)) => write!(told, " was ended by signal {signal}"),
        (None, None) => write!(told, " has ended, nobody knows how"),
    };
    told
}

/// Opens an address in the browser, beside everything else: finding one may take a while. It gets nothing of the terminal, and a session of
/// its own.
pub fn browse(address: OsString, sender: &Sender<Incoming>) {
    let sender = sender.clone();
    thread::spawn(move || {
        if let Err(error) = open::that_detached(address) {
            let trouble = format!("The browser did not open: {error}");
            // Nobody listens any more when the program is ending.
            let _ = sender.send(Incoming::Message(Message::Trouble(trouble)));
        }
    });
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_command_gets_its_arguments_as_they_are_and_no_shell_reads_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let source = folder.path().join("-a b; $(touch pwned).txt");
        fs::write(&source, "x").expect("a file");
        for (kind, said) in [
            ("-f", "test has ended"),
            ("-d", "test has ended with status 1"),
        ] {
            let keyboard = OwnedFd::from(File::open("/dev/null").expect("a device"));
            let words = ["test", kind].map(str::to_owned);
            let told = run(&words, Errand::Edit(source.clone()), keyboard);
            assert_eq!(told.expect("it runs"), said);
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_text_goes_through_the_filter_into_a_command() {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy");
        let words = ["sed", "-n", &format!("w {}", copy.display())].map(str::to_owned);
        let keyboard = OwnedFd::from(File::open("/dev/null").expect("a device"));
        let text = "Bell\n\nIt rang\u{1b}]0;x\u{7}\u{202e}.".to_owned();
        let told = run(&words, Errand::Pipe(text), keyboard).expect("it runs");
        assert_eq!(told, "sed has ended");
        let copied = fs::read_to_string(copy).expect("a file");
        assert_eq!(copied, "Bell\n\nIt rang]0;x.\n");
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let none = Commands::default();
        let said = Errand::Pipe(String::new()).words(&none);
        assert_eq!(
            said,
            Err("No command for that: say pipe = [\"wc\", \"-w\"] in the configuration".to_owned())
        );
        let commands = Commands {
            edit: vec!["vi".to_owned()],
            ..none
        };
        let gone = Errand::Edit("/nowhere/at all.txt".into());
        let said = gone.words(&commands);
        assert_eq!(said, Err("/nowhere/at all.txt is gone".to_owned()));
        let keyboard = OwnedFd::from(File::open("/dev/null").expect("a device"));
        let words = ["no-such-program-as-this".to_owned()];
        assert!(run(&words, Errand::Pipe(String::new()), keyboard).is_err());
    }
}
