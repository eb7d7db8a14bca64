//! The last good copy of the state, and what is mended from it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::samples::{open, star, store};
use crate::store::{Change, Mark, Opened, Purpose, Store};

fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    path.with_file_name(name + ending)
}

fn exported(store: &Store) -> String {
    let mut out = Vec::new();
    store.export(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Deletes the store, and what the engine keeps beside it.
fn delete(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(beside(path, ending));
    }
}

#[test]
fn a_copy_is_written_when_something_has_changed_and_the_one_before_stays() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    let read = |ending: &str| fs::read_to_string(beside(&path, ending)).ok();
    assert_eq!(store.keep_copy().unwrap(), Vec::<String>::new());
    assert_eq!(read(".state"), None);
    star(&mut store, 1);
    store.keep_copy().unwrap();
    let first = read(".state").unwrap();
    assert!(first.starts_with("# clippings state 1 1 "), "{first}");
    store.keep_copy().unwrap();
    assert_eq!(
        (read(".state"), read(".state.1")),
        (Some(first.clone()), None)
    );
    star(&mut store, 2);
    store.keep_copy().unwrap();
    assert_eq!(read(".state.1"), Some(first));
    // A copy can be merged by hand.
    let (_folder, mut other) = super::samples::store();
    let imported = other.import(&mut read(".state").unwrap().as_bytes());
    assert_eq!(imported.unwrap().taken, 2);
    assert_eq!(exported(&other), exported(&store));
    let (_folder, reader) = super::samples::store();
    assert_eq!(reader.values_kept().unwrap(), 0);
}

#[test]
fn a_store_that_has_gone_is_mended_with_its_history() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    for key in 1..=3 {
        star(&mut store, key);
    }
    store.undo().unwrap();
    store.keep_copy().unwrap();
    let before = exported(&store);
    drop(store);
    delete(&path);
    let Opened { mut store, notes } = open(&path);
    assert!(
        notes.len() == 1
            && notes[0].contains(
                "held none of your marks; 3 marks and notes were taken from their last good copy"
            ),
        "{notes:?}"
    );
    assert_eq!(exported(&store), before);
    assert_eq!(open(&path).notes, Vec::<String>::new());
    // Steps can be taken back and done again as before.
    assert_eq!(store.redo().unwrap().unwrap().label, "star");
    assert_eq!(store.value(Some(3), "starred").unwrap(), json!(true));
    for _ in 0..3 {
        assert!(store.undo().unwrap().is_some());
    }
    assert_eq!(store.undo().unwrap(), None);
    assert_eq!(store.value(Some(1), "starred").unwrap(), json!(null));
}

#[test]
fn a_damaged_store_is_mended_from_both() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    (0..2_000).for_each(|key: u64| {
        store
            .keep(&[Change::mark(key << 50, Mark::Read, true)])
            .unwrap();
    });
    store.keep_copy().unwrap();
    star(&mut store, u64::MAX);
    let want = exported(&store);
    drop(store);
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    for lost in pages / 2..pages / 2 + 8 {
        let mut bytes = whole.clone();
        bytes[lost * 4096..(lost + 1) * 4096].fill(0x55);
        delete(&path);
        fs::write(&path, &bytes).unwrap();
        let Opened { store, notes } = Store::repair(&path, Purpose::Reader).unwrap();
        assert!(
            notes[0].contains("2000 marks and notes were taken from their last good copy"),
            "{notes:?}"
        );
        let lines = |text: &str| text.lines().count();
        let now = exported(&store);
        assert!(
            now == want || lines(&now) == 2_000,
            "page {lost}: {}",
            lines(&now)
        );
    }
}

#[test]
fn a_repair_that_is_cut_off_is_ended_at_the_next_start() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    star(&mut store, 1);
    store.keep_copy().unwrap();
    star(&mut store, 2);
    let want = exported(&store);
    // All is in the log still.
    for ending in ["-wal", ""] {
        fs::copy(
            beside(&path, ending),
            beside(&path, &format!("{ending}.kept")),
        )
        .unwrap();
    }
    drop(store);
    delete(&path);
    fs::copy(beside(&path, ".kept"), beside(&path, ".damaged-1")).unwrap();
    fs::copy(beside(&path, "-wal.kept"), beside(&path, "-wal")).unwrap();
    let Opened { store, notes } = open(&path);
    assert!(notes[0].contains("1 newer ones saved from it"), "{notes:?}");
    assert_eq!(exported(&store), want);
    assert!(beside(&path, ".damaged-1-wal").exists());
}

#[test]
fn a_copy_that_is_damaged_is_set_aside_and_one_that_is_newer_left_alone() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    let copy = beside(&path, ".state");
    star(&mut store, 1);
    store.keep_copy().unwrap();
    star(&mut store, 2);
    store.keep_copy().unwrap();
    let whole = fs::read(&copy).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        if bytes.starts_with(b"# clippings state 5") {
            continue;
        }
        fs::write(&copy, &bytes).unwrap();
        let notes = store.keep_copy().unwrap();
        assert!(
            notes.len() == 1 && notes[0].contains("was damaged; it is kept as"),
            "byte {at}: {notes:?}"
        );
        assert_eq!(fs::read(&copy).unwrap(), whole);
    }
    assert_eq!(
        fs::read(beside(&copy, ".damaged-1")).unwrap().len(),
        whole.len()
    );
    // Of two copies the older one helps where the newer one is damaged.
    fs::write(&copy, &whole[..whole.len() - 1]).unwrap();
    drop(store);
    delete(&path);
    let Opened { mut store, notes } = open(&path);
    assert!(
        notes.len() == 2 && notes[1].contains(" 1 marks"),
        "{notes:?}"
    );
    assert_eq!(store.value(Some(1), "starred").unwrap(), json!(true));
    star(&mut store, 3);
    let newer = "# clippings state 2 all is different here\n";
    fs::write(&copy, newer).unwrap();
    let notes = store.keep_copy().unwrap();
    assert!(
        notes.len() == 1 && notes[0].contains("newer clippings"),
        "{notes:?}"
    );
    assert_eq!(fs::read_to_string(&copy).unwrap(), newer);
    fs::remove_file(&copy).unwrap();
    fs::create_dir(&copy).unwrap();
    let error = store.keep_copy().unwrap_err().to_string();
    assert!(
        error.contains("your marks are kept all the same"),
        "{error}"
    );
}

#[test]
fn a_value_that_is_not_what_was_written_is_damage() {
    for value in ["'trve'", "'false'"] {
        let (_folder, mut store) = store();
        let path = store.path().to_owned();
        star(&mut store, 1);
        store.keep_copy().unwrap();
        store.check().unwrap();
        let flip = format!("UPDATE state_register SET value = {value}");
        store.db.execute(&flip, []).unwrap();
        let error = store.check().unwrap_err().to_string();
        assert!(error.contains("is damaged"), "{error}");
        drop(store);
        let store = Store::repair(&path, Purpose::Reader).unwrap().store;
        assert_eq!(store.value(Some(1), "starred").unwrap(), json!(true));
    }
}
