//! What disks, other programs and chance do to a store.

use std::fs;
use std::path::Path;
use std::process::Command;

use clippings::store::{Change, Mark, Purpose, Store};

use super::killing::{Kept, Moment};
use super::{Home, kills};

/// Numbers that chance might have drawn, the same each time.
pub struct Dice(pub u64);

impl Dice {
    /// The next one below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        // xorshift64 (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

/// `program` where no file may grow beyond so many blocks: each write beyond fails, as on a disk that is full.
#[cfg(unix)]
fn confined(blocks: usize, program: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\""]);
    command.arg(blocks.to_string()).arg(program);
    command
}

#[cfg(unix)]
#[test]
fn what_is_kept_stays_where_the_disk_is_full() {
    let home = Home::new(0);
    let path = home.folder.path().join("a.sqlite");
    let mut dice = Dice(7);
    let mut kept = Kept::default();
    let mut told = 0;
    for _ in 0..kills() {
        let victim = confined(1 + dice.below(3_000), &std::env::current_exe().unwrap());
        told += kept.write(victim, &path, &Moment::Never);
        let notes = kept.assert(&path);
        assert!(notes.is_empty(), "{notes:?}");
    }
    assert!(told > 0);
}

#[cfg(unix)]
#[test]
fn indexing_on_a_full_disk_says_so_and_goes_on_when_there_is_room() {
    let home = Home::new(40);
    let library = home.library();
    let mut dice = Dice(11);
    let mut failed = 0;
    for round in 0..kills() {
        if round % 4 == 3 {
            fs::remove_file(home.store()).unwrap();
        }
        let mut command = confined(
            1 + dice.below(700),
            Path::new(env!("CARGO_BIN_EXE_clippings")),
        );
        command.arg("index").arg(&library);
        if round % 3 == 1 {
            command.arg("--rebuild");
        }
        home.at_home(&mut command);
        let output = command.output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        match output.status.code() {
            Some(0) => assert_eq!(err, ""),
            Some(1) => {
                failed += 1;
                assert!(
                    err.starts_with("clippings: ") && err.lines().count() == 1,
                    "{err}"
                );
            }
            other => panic!("{other:?} {err}"),
        }
        if home.store().exists() {
            let opened = Store::open_file(&home.store(), Purpose::Reader).unwrap();
            assert!(opened.notes.is_empty(), "{:?}", opened.notes);
            opened.store.check().unwrap();
        }
    }
    assert!(failed > 0);
    assert!(home.index(&[]).1.contains("40 files, 40 articles"));
    assert_eq!(home.search("quay").len(), 40);
}

#[test]
fn a_store_damaged_anywhere_opens_and_keeps_what_can_be_read() {
    let home = Home::new(12);
    home.index(&[]);
    let mut store = Store::open_file(&home.store(), Purpose::Reader)
        .unwrap()
        .store;
    // Keys are hashes: spread evenly.
    let key = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for n in 0..200 {
        let changes = [
            Change::new(Some(key(n)), "note:n", n),
            Change::mark(key(n), Mark::Starred, true),
        ];
        store.change("note", &changes).unwrap();
    }
    store.keep_copy().unwrap();
    drop(store);
    let whole = fs::read(home.store()).unwrap();
    let copy = home.store().with_extension("sqlite.state");
    let whole_copy = fs::read(&copy).unwrap();
    let mut dice = Dice(3);
    // Without a copy, and with one.
    let (mut saved, mut damaged) = ([0, 0], 0);
    for round in 0..2 * kills() {
        let has_copy = usize::from(round % 2 == 1);
        let mut bytes = whole.clone();
        match dice.below(4) {
            0 => bytes.truncate(dice.below(whole.len())),
            1 => {
                let at = dice.below(whole.len());
                let end = whole.len().min(at + dice.below(20_000));
                bytes[at..end].fill(0);
            }
            _ => {
                for _ in 0..=dice.below(20) {
                    let at = dice.below(whole.len());
                    bytes[at] ^= 1 << dice.below(8);
                }
            }
        }
        for beside in fs::read_dir(home.store().parent().unwrap()).unwrap() {
            fs::remove_file(beside.unwrap().path()).unwrap();
        }
        fs::write(home.store(), bytes).unwrap();
        if has_copy == 1 {
            fs::write(&copy, &whole_copy).unwrap();
        }
        let (code, out, err) = home.index(&["--rebuild"]);
        assert!(
            code == 0 && out.contains("12 files, 12 articles"),
            "{round}: {out}{err}"
        );
        damaged += usize::from(err.contains("was damaged; it is kept as"));
        assert_eq!(home.search("quay").len(), 12, "{round}");
        let opened = Store::open_file(&home.store(), Purpose::Reader).unwrap();
        opened.store.check().unwrap();
        for n in 0..200_u64 {
            let value = opened.store.value(Some(key(n)), "note:n").unwrap();
            saved[has_copy] += usize::from(value.as_u64() == Some(n));
        }
    }
    let all = 200 * usize::try_from(kills()).unwrap();
    println!("{saved:?} of {all} saved, {damaged} damaged");
    assert!(
        damaged > 0 && saved[0] * 3 > all * 2 && saved[1] == all,
        "{saved:?} of {all} saved, {damaged} damaged"
    );
}

#[test]
fn a_library_whose_disk_is_not_there_stays_known() {
    let home = Home::new(5);
    home.index(&[]);
    let away = home.folder.path().join("away");
    for is_empty in [false, true] {
        fs::rename(home.library(), &away).unwrap();
        if is_empty {
            fs::create_dir(home.library()).unwrap();
        }
        let (code, out, err) = home.index(&[]);
        assert_eq!(
            (code, out.as_str(), err.lines().count()),
            (1, "", 1),
            "{err}"
        );
        assert!(
            err.contains("saved is empty or gone: is its disk there?"),
            "{err}"
        );
        assert_eq!(home.search("quay").len(), 5);
        if is_empty {
            fs::remove_dir(home.library()).unwrap();
        }
        fs::rename(&away, home.library()).unwrap();
    }
    assert!(home.index(&[]).1.contains("5 files, 5 articles"));
    // What was deleted for good is forgotten when that is asked for.
    fs::remove_dir_all(home.library()).unwrap();
    let (code, out, _) = home.index(&["--rebuild"]);
    assert!(code == 0 && out.contains("0 files, 0 articles"), "{out}");
}
