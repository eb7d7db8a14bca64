//! Calls of the system that fail: each that writes, syncs, renames, opens, cuts off or removes a file of ours, one after the other; and the
//! order in which such calls are made, which decides what a power cut leaves. `shim.c` stands between for both.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use clippings::run::files::Limit;
use clippings::run::index::index;
use clippings::run::keeping;
use clippings::store::placing::replace;
use clippings::store::{Change, Mark, Opened, Purpose, Store, path_of};
use tempfile::TempDir;

use super::{number, page};

/// Set in a process that does what a reader does, in this folder.
const SCRIBE: &str = "CLIPPINGS_TEST_SCRIBE";

/// Errors that disks give, in Linux' numbers, and whether they stay: input/output, too many files open, no space, read-only, quota. Zero is a
/// write that takes only half of what it is given.
const ERRORS: [(i32, bool); 9] = [
    (5, false),
    (28, false),
    (0, false),
    (122, true),
    (30, true),
    (24, false),
    (28, true),
    (5, true),
    (30, false),
];

/// Articles that are written to.
const KEYS: u64 = 12;

const SETTINGS: [&str; 2] = ["measure = 60\n", "measure = 70\n"];

/// The folders of one trial.
struct Place {
    root: PathBuf,
}

impl Place {
    fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    fn library(&self) -> PathBuf {
        self.root.join("saved")
    }

    fn settings(&self) -> PathBuf {
        self.root.join("config.toml")
    }

    fn store(&self) -> PathBuf {
        path_of(&self.data(), &self.library())
    }

    fn new(root: &Path) -> Self {
        let place = Self {
            root: root.to_owned(),
        };
        fs::create_dir_all(place.library()).unwrap();
        (0..3).for_each(|n| fs::write(place.library().join(format!("{n}.txt")), page(n)).unwrap());
        fs::write(place.settings(), SETTINGS[0]).unwrap();
        place
    }

    fn open(&self) -> Result<Store, String> {
        let opened = Store::open(&self.data(), &self.library(), Purpose::Reader);
        let Opened { store, notes } = opened.map_err(|error| error.to_string())?;
        for note in notes {
            tell("said", note);
        }
        Ok(store)
    }
}

/// A line of what a process tells: a word, and what it is about.
fn tell(word: &str, what: impl Display) {
    let mut out = std::io::stdout();
    out.write_all(format!("{word} {what}\n").as_bytes())
        .unwrap();
    out.flush().unwrap();
}

/// Tells what has become of an action; gives whether it was done.
fn told<T, E: Display>(what: &str, outcome: Result<T, E>) -> Option<T> {
    match outcome {
        Ok(done) => {
            tell("ok", what);
            Some(done)
        }
        Err(error) => {
            tell("failed", format!("{what}: {error}"));
            None
        }
    }
}

/// The page that is added in a half of the time.
fn added_in(half: u64) -> usize {
    usize::try_from(half).unwrap() + 7
}

fn mark(key: u64) -> Change {
    Change::mark(key, Mark::Starred, true)
}

/// What a reader does in some minutes, told line by line; an action that fails is told, and the next one tried.
#[test]
fn scribe() {
    let Some(root) = std::env::var_os(SCRIBE) else {
        return;
    };
    let place = Place { root: root.into() };
    tell("begins", "");
    for half in 0..2 {
        let Some(mut store) = told("open", place.open()) else {
            continue;
        };
        let folders = (place.data(), place.library());
        let folders = (folders.0.as_path(), folders.1.as_path());
        told(
            "index",
            index(&mut store, folders, Limit::default(), |_| ()),
        );
        for key in half * KEYS / 2..(half + 1) * KEYS / 2 {
            let note = Change::new(Some(key), "note:n", key);
            told(
                &format!("mark {key}"),
                store.change("mark", &[mark(key), note]),
            );
            let kept = store.keep(&[Change::new(Some(key), "place", key)]);
            told(&format!("place {key}"), kept);
            if key % 3 == 1 {
                let undone = told("undo", store.undo()).flatten();
                if undone.is_some() {
                    told("redo", store.redo());
                }
            }
        }
        told("copy", store.keep_copy());
        let line = format!(
            "{{\"field\":\"filter:{half}\",\"value\":\"ferry\",\"time\":5,\"device\":\"d\"}}\n"
        );
        told(
            &format!("import {half}"),
            store.import(&mut line.as_bytes()),
        );
        told(
            "many",
            store
                .ids(clippings::library::Order::Newest, 9)
                .and_then(|ids| store.mark_many("many", &ids, (Mark::Read, true))),
        );
        told("copy", store.keep_copy());
        let settings = replace(&place.settings(), SETTINGS[1].as_bytes());
        told("settings", settings);
        let page = page(added_in(half));
        let added = keeping::keep(&place.library(), ("new", "txt"), page.as_bytes(), false);
        told(&format!("add {half}"), added);
    }
    tell("ends", "");
}

/// The library that stands between, made for this run.
fn shim(folder: &TempDir) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/shim.c");
    let library = folder.path().join("shim.so");
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let outcome = Command::new(compiler)
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .status();
    assert!(outcome.unwrap().success());
    library
}

/// Runs a scribe in `place` with that environment; gives the lines that it told.
fn write(shim: &Path, place: &Place, environment: &[(&str, String)]) -> Vec<String> {
    let mut scribe = Command::new(std::env::current_exe().unwrap());
    scribe.args(["injected::scribe", "--exact", "--nocapture"]);
    scribe.env(SCRIBE, &place.root);
    scribe
        .env("LD_PRELOAD", shim)
        .env("SHIM_UNDER", &place.root);
    scribe.envs(environment.iter().map(|(name, value)| (name, value)));
    let output = scribe.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{environment:?} {text}{err}");
    let lines = text.lines().map(str::to_owned);
    let lines = lines.skip_while(|line| !line.contains("begins"));
    lines.skip(1).take_while(|line| line != "ends ").collect()
}

/// Did taking back the mark of that article fail, or doing it again?
fn is_in_doubt(lines: &[String], key: u64) -> bool {
    let done = format!("ok mark {key}");
    let after = lines.iter().skip_while(|line| **line != done).skip(1);
    let mut after = after.take_while(|line| !line.contains(" mark "));
    after.any(|line| line.starts_with("failed undo") || line.starts_with("failed redo"))
}

/// All that was done is there when the disk is well again, nothing is damaged, and work goes on.
fn assert_well(place: &Place, lines: &[String], trial: &str) {
    let done: HashSet<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("ok "))
        .collect();
    let opened = Store::open(&place.data(), &place.library(), Purpose::Reader).unwrap();
    assert!(opened.notes.is_empty(), "{trial}: {:?}", opened.notes);
    let mut store = opened.store;
    store.check().unwrap();
    for key in 0..KEYS {
        let values =
            ["note:n", "starred", "place"].map(|field| store.value(Some(key), field).unwrap());
        let [note, star, at] = values.map(|value| !value.is_null());
        assert_eq!(note, star, "{trial}: half of {key}");
        for (what, is) in [("mark", note), ("place", at)] {
            // What was taken back may not have been done again; of what failed last either may hold.
            let may_fail = what == "mark" && is_in_doubt(lines, key);
            let was_done = done.contains(&*format!("{what} {key}"));
            assert!(
                is || may_fail || !was_done,
                "{trial}: {what} {key} of {lines:#?}"
            );
        }
    }
    for half in 0..2 {
        let filter = store.value(None, &format!("filter:{half}")).unwrap();
        assert!(
            !filter.is_null() || !done.contains(&*format!("import {half}")),
            "{trial}"
        );
        let text = page(added_in(half));
        let copies = fs::read_dir(place.library()).unwrap();
        let is_there = copies
            .into_iter()
            .any(|entry| fs::read_to_string(entry.unwrap().path()).unwrap() == text);
        assert!(
            is_there || !done.contains(&*format!("add {half}")),
            "{trial}"
        );
    }
    let settings = fs::read_to_string(place.settings()).unwrap();
    assert!(SETTINGS.contains(&&*settings), "{trial}: {settings}");
    assert!(
        settings == SETTINGS[1] || !done.contains("settings"),
        "{trial}"
    );
    // Each page is whole or not there.
    let summary = index(
        &mut store,
        (&place.data(), &place.library()),
        Limit::default(),
        |_| (),
    )
    .unwrap();
    assert!(
        summary.failures.is_empty() && summary.found >= 3,
        "{trial}: {summary:?}"
    );
    store.check().unwrap();
    let noted = store.keep_copy().unwrap();
    assert!(noted.is_empty(), "{trial}: {noted:?}");
    let mut exported = Vec::new();
    store.export(&mut exported).unwrap();
    drop(store);
    for ending in ["", "-wal", "-shm"] {
        let mut path = place.store().into_os_string();
        path.push(ending);
        let _ = fs::remove_file(path);
    }
    let opened = Store::open(&place.data(), &place.library(), Purpose::Reader).unwrap();
    let mut again = Vec::new();
    opened.store.export(&mut again).unwrap();
    assert!(again == exported, "{trial}: {:?}", opened.notes);
}

#[test]
fn whatever_call_fails_nothing_that_was_kept_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let shim = shim(&folder);
    let log = folder.path().join("log");
    let place = Place::new(&folder.path().join("well"));
    let lines = write(&shim, &place, &[("SHIM_LOG", log.display().to_string())]);
    assert!(
        lines.iter().all(|line| line.starts_with("ok ")),
        "{lines:#?}"
    );
    assert_well(&place, &lines, "well");
    let log = fs::read_to_string(log).unwrap();
    let calls = log.lines().filter(|line| !line.starts_with("0 ")).count();
    let trials = usize::try_from(number("CLIPPINGS_FAULTS").unwrap_or(60)).unwrap();
    let mut kinds: HashMap<String, usize> = HashMap::new();
    let mut failed = 0;
    for trial in 0..trials {
        // Each once, before any twice.
        let at = if trials < calls {
            trial * calls / trials
        } else {
            trial % calls
        };
        let (error, stays) = ERRORS[(trial + trial / calls) % ERRORS.len()];
        let name = format!("call {} of {calls}, error {error} {stays}", at + 1);
        let place = Place::new(&folder.path().join(format!("t{trial}")));
        let mut environment = vec![
            ("SHIM_AT", (at + 1).to_string()),
            ("SHIM_ERRNO", error.to_string()),
        ];
        environment.extend(stays.then(|| ("SHIM_STAYS", "1".to_owned())));
        let lines = write(&shim, &place, &environment);
        failed += usize::from(lines.iter().any(|line| line.starts_with("failed ")));
        for line in &lines {
            let is_said =
                line.starts_with("ok ") || line.starts_with("said ") || line.contains(": ");
            assert!(is_said && !line.contains("damaged"), "{name}: {line}");
        }
        assert_well(&place, &lines, &name);
        let kind = log.lines().filter(|line| !line.starts_with("0 ")).nth(at);
        let kind = kind
            .and_then(|line| line.split(' ').nth(1))
            .unwrap_or_default();
        *kinds.entry(kind.to_owned()).or_default() += 1;
        fs::remove_dir_all(&place.root).unwrap();
    }
    println!("{trials} trials, {calls} different calls, something failed in {failed}: {kinds:?}");
    assert!(failed > trials / 3, "{failed}");
}

/// What is on the disk when something is told to be kept, whatever the power does then: the log of each change, and each name of a file.
#[test]
fn what_is_told_to_be_kept_has_been_synced() {
    let folder = tempfile::tempdir().unwrap();
    let shim = shim(&folder);
    let log = folder.path().join("log");
    let place = Place::new(&folder.path().join("well"));
    write(&shim, &place, &[("SHIM_LOG", log.display().to_string())]);
    // Files that were written to, and folders in which names were made, since they were last synced.
    let (mut written, mut named): (HashSet<String>, HashSet<PathBuf>) = Default::default();
    let mut known: HashSet<String> = HashSet::new();
    let folder_of = |path: &str| Path::new(path).parent().unwrap().to_owned();
    let (mut marks, mut renames) = (0, 0);
    for line in fs::read_to_string(&log).unwrap().lines() {
        let mut words = line.splitn(4, ' ').skip(1);
        let (what, path) = (words.next().unwrap(), words.next().unwrap_or_default());
        match what {
            "write" => drop(written.insert(path.to_owned())),
            "sync" => {
                written.remove(path);
                named.remove(Path::new(path));
            }
            "open" if known.insert(path.to_owned()) && !path.ends_with("-shm") => {
                named.insert(folder_of(path));
            }
            "mkdir" => drop(named.insert(folder_of(path))),
            "unlink" => drop((known.remove(path), written.remove(path))),
            "rename" => {
                assert!(
                    !written.contains(path),
                    "renamed before it was synced: {path}"
                );
                let to = words.next().unwrap();
                known.insert(to.to_owned());
                named.insert(folder_of(to));
                renames += 1;
            }
            "ok" => {
                // What was not told by then need not be there; nor need the log when a place was kept, before the next mark.
                let is_step = ["mark", "undo", "redo", "import", "many"].contains(&path);
                let is_file = ["copy", "settings", "add"].contains(&path);
                written.retain(|path| !path.ends_with("-shm"));
                let mut left = written
                    .iter()
                    .filter(|path| is_step || !path.ends_with("-wal"));
                if is_step || is_file {
                    assert_eq!(left.next(), None, "{line}");
                    assert!(named.is_empty(), "{line}: {named:?}");
                }
                marks += usize::from(path == "mark");
            }
            _ => {}
        }
    }
    assert!(marks == 12 && renames > 3, "{marks} {renames}");
}
