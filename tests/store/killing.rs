//! Processes that are killed while they write the reader's state, make an index, mend a store: whatever was told to be kept must be there.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use clippings::article::Place;
use clippings::store::{Change, Mark, Purpose, Store};

use super::faults::Dice;
use super::{Home, kills};

/// Set in a process that is to be killed while it writes marks: the store's file, and the first number to write.
const VICTIM: &str = "CLIPPINGS_TEST_VICTIM";
const FROM: &str = "CLIPPINGS_TEST_FROM";

/// Articles that are written to in turn.
const KEYS: u64 = 5;

/// What is done in a process of its own until that is killed: marks are written, each told when it is kept, some taken back and done again,
/// and now and then a copy of them is made.
#[test]
fn victim() {
    let Some(path) = std::env::var_os(VICTIM) else {
        return;
    };
    let from: u64 = std::env::var(FROM).unwrap().parse().unwrap();
    let opened = Store::open_file(Path::new(&path), Purpose::Reader).unwrap();
    let mut store = opened.store;
    let mut out = std::io::stdout();
    for n in from.. {
        let key = n % KEYS;
        let changes = [
            Change::new(Some(key), "note:n", n),
            Change::mark(key, Mark::Read, n.is_multiple_of(2)),
        ];
        store.change("note", &changes).unwrap();
        if n.is_multiple_of(7) {
            store.undo().unwrap();
            store.redo().unwrap();
        }
        if n.is_multiple_of(3) {
            let place = Place {
                block: usize::try_from(n).unwrap(),
                byte: 0,
            };
            store.keep(&[Change::place(key, place)]).unwrap();
        }
        writeln!(out, "kept {n}").unwrap();
        out.flush().unwrap();
        if n.is_multiple_of(4) {
            store.keep_copy().unwrap();
        }
    }
}

/// When a process is killed.
pub enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after it has told that it kept so many.
    Told(usize, Duration),
    /// It ends by itself.
    Never,
}

/// What is known to be kept in a store.
#[derive(Default)]
pub struct Kept {
    /// By article, the last number.
    numbers: HashMap<u64, u64>,
    last: u64,
}

impl Kept {
    /// Has a process write to the store at `path`, and ends it; gives how many numbers it told.
    pub fn write(&mut self, mut victim: Command, path: &Path, moment: &Moment) -> usize {
        victim.args(["killing::victim", "--exact", "--nocapture"]);
        victim.env(VICTIM, path);
        victim.env(FROM, (self.last + 1).to_string());
        victim.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut victim = victim.spawn().unwrap();
        let told = BufReader::new(victim.stdout.take().unwrap());
        let (sender, numbers) = channel();
        let reader = thread::spawn(move || {
            let lines = told.lines().map_while(Result::ok);
            for line in lines {
                let number = line.split_once("kept ").and_then(|(_, n)| n.parse().ok());
                let number: Option<u64> = number;
                if let Some(number) = number {
                    sender.send(number).unwrap();
                }
            }
        });
        let mut kept: Vec<u64> = Vec::new();
        match moment {
            Moment::After(time) => thread::sleep(*time),
            Moment::Told(count, time) => {
                kept.extend(numbers.iter().take(*count));
                thread::sleep(*time);
            }
            Moment::Never => drop(victim.wait()),
        }
        // It may have ended already.
        let _ = victim.kill();
        victim.wait().unwrap();
        reader.join().unwrap();
        kept.extend(numbers);
        for &n in &kept {
            self.numbers.insert(n % KEYS, n);
            self.last = n;
        }
        kept.len()
    }

    /// All that was told is there, and of the last step that was not told all or nothing. Gives what there was to tell of the store.
    pub fn assert(&mut self, path: &Path) -> Vec<String> {
        let opened = Store::open_file(path, Purpose::Reader).unwrap();
        let store = opened.store;
        store.check().unwrap();
        for key in 0..KEYS {
            let told = self.numbers.get(&key).copied();
            let is = store.value(Some(key), "note:n").unwrap().as_u64();
            let next = self.last + 1;
            let is_next = is == Some(next) && next % KEYS == key;
            assert!(is == told || is_next, "{key}: {is:?}, told {told:?}");
            let read = store.value(Some(key), "read").unwrap().as_bool();
            assert_eq!(read, is.map(|n| n.is_multiple_of(2)), "{key}: {is:?}");
            if let Some(n) = is {
                self.numbers.insert(key, n);
            }
        }
        self.last = self.numbers.values().copied().max().unwrap_or_default();
        opened.notes
    }
}

fn this_program() -> Command {
    Command::new(std::env::current_exe().unwrap())
}

/// What becomes of a store before a process opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Gone,
    Rubbish,
    Headless,
}

impl Fate {
    fn befall(self, path: &Path) {
        let store = Store::open_file(path, Purpose::Reader).unwrap().store;
        store.keep_copy().unwrap();
        drop(store);
        match self {
            Self::Stays => {}
            Self::Gone => fs::remove_file(path).unwrap(),
            Self::Rubbish => fs::write(path, "nothing of ours ".repeat(999)).unwrap(),
            Self::Headless => {
                let mut bytes = fs::read(path).unwrap();
                bytes[..99].fill(0);
                fs::write(path, bytes).unwrap();
            }
        }
    }
}

/// Else there would be hundreds.
fn forget_what_was_set_aside(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().contains(".damaged-") {
            fs::remove_file(path).unwrap();
        }
    }
}

#[test]
fn marks_survive_a_kill_at_any_moment() {
    let home = Home::new(0);
    let folder = home.folder.path().join("store");
    let path = folder.join("a.sqlite");
    let mut dice = Dice(5);
    let mut kept = Kept::default();
    let (mut told, mut mended) = (0, 0);
    for round in 0..kills() {
        let fate = match round % 20 {
            9 => Fate::Gone,
            14 => Fate::Rubbish,
            19 => Fate::Headless,
            _ => Fate::Stays,
        };
        if fate != Fate::Stays {
            fate.befall(&path);
        }
        let mut chance = |below| Duration::from_micros(dice.below(below) as u64);
        let moment = match round % 3 {
            0 => Moment::After(chance(40_000)),
            1 => Moment::Told(1, chance(5_000)),
            _ => Moment::Told(2 + usize::try_from(round).unwrap() % 9, chance(3_000)),
        };
        told += kept.write(this_program(), &path, &moment);
        let notes = kept.assert(&path);
        assert!(fate != Fate::Stays || notes.is_empty(), "{round} {notes:?}");
        mended += usize::from(fate != Fate::Stays);
        if round % 100 == 99 {
            forget_what_was_set_aside(&folder);
        }
    }
    println!(
        "{} kills, {told} told, {mended} stores gone or damaged",
        kills()
    );
    assert!(told > 0);
}

#[test]
fn indexing_goes_on_after_a_kill_at_any_moment() {
    let pages = 120;
    let home = Home::new(pages);
    let library = home.library();
    for round in 0..kills() {
        if round % 8 == 7 {
            fs::remove_file(home.store()).unwrap();
        }
        let more = if round % 3 == 2 { "--rebuild" } else { "--" };
        let mut victim = home
            .command(&["index", more, library.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(5 + round * 53 % 211));
        victim.kill().unwrap();
        victim.wait().unwrap();
        if home.store().exists() {
            Store::open_file(&home.store(), Purpose::Reader)
                .unwrap()
                .store
                .check()
                .unwrap();
        }
    }
    let (code, out, err) = home.index(&[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        out.contains(&format!("{pages} files, {pages} articles")),
        "{out}"
    );
    for n in [0, 57, 119] {
        assert_eq!(home.search(&format!("number{n}")), [format!("{n:03}.txt")]);
    }
    assert_eq!(home.search("quay").len(), pages);
}
