//! Damage: set aside, mended from the copy and from what can be read.

use std::fs;

use serde_json::json;

use super::samples::{checkpoint, open, star, store};
use crate::store::{Change, Mark, Opened, Purpose, Store, StoreError};

#[test]
fn what_is_no_store_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let rubbish = "nothing of ours ".repeat(1000);
    for n in 1..3 {
        fs::write(&path, &rubbish).unwrap();
        let Opened { mut store, notes } = open(&path);
        assert!(
            notes.len() == 1 && notes[0].contains(&format!("damaged-{n}")),
            "{notes:?}"
        );
        store
            .change("read", &[Change::mark(1, Mark::Read, true)])
            .unwrap();
        let copy = folder.path().join(format!("a.sqlite.damaged-{n}"));
        assert_eq!(fs::read_to_string(copy).unwrap(), rubbish);
    }
}

#[test]
fn the_state_is_saved_from_a_damaged_store() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    for n in 0..3_000_u64 {
        let marks = [Change::mark(n, Mark::Read, true)];
        if n % 100 == 0 {
            store.change("read", &marks).unwrap();
        } else {
            store.keep(&marks).unwrap();
        }
    }
    checkpoint(&store);
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'state_register'";
    let root: u32 = store.db.query_row(root, [], |row| row.get(0)).unwrap();
    drop(store);
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    for lost in [pages / 3, pages / 2, pages - 4] {
        assert_ne!(lost, root as usize - 1);
        let mut bytes = whole.clone();
        bytes[lost * 4096..(lost + 1) * 4096].fill(0x55);
        fs::write(&path, &bytes).unwrap();
        let Opened { store, notes } = Store::repair(&path, Purpose::Reader).unwrap();
        assert!(notes[0].contains("saved from it"), "{notes:?}");
        let read = (0..3_000).filter(|n| store.value(Some(*n), "read").unwrap() == json!(true));
        let read = read.count();
        assert!(read > 2_700, "{read} saved without page {lost} of {pages}");
        store.check().unwrap();
        drop(store);
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(path.with_extension(format!("sqlite{ending}")));
        }
    }
}

#[test]
fn a_key_that_stands_where_it_is_not_looked_for_is_damage() {
    for tree in [
        "state_register",
        "state_register_field",
        "state_register_time",
    ] {
        let (_folder, mut store) = store();
        let path = store.path().to_owned();
        let key = |n: u64| 0x1122_3344_5566_7700 + n;
        for n in 0..20 {
            star(&mut store, key(n));
        }
        store.check().unwrap();
        checkpoint(&store);
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = ?1";
        let root: u32 = store.db.query_row(root, [tree], |row| row.get(0)).unwrap();
        drop(store);
        let mut bytes = fs::read(&path).unwrap();
        let end = root as usize * 4096;
        let page = &mut bytes[end - 4096..end];
        let held = key(7).to_be_bytes();
        let at = page.windows(8).position(|bytes| bytes == held).unwrap();
        page[at + 2] ^= 0x40;
        fs::write(&path, bytes).unwrap();
        let store = open(&path).store;
        let error = store.check().unwrap_err().to_string();
        assert!(error.contains("is damaged"), "{tree}: {error}");
        drop(store);
        let store = Store::repair(&path, Purpose::Reader).unwrap().store;
        store.check().unwrap();
        let is_starred = |n| store.value(Some(key(n)), "starred").unwrap() == true;
        let starred = (0..20).filter(|n| is_starred(*n)).count();
        assert!(starred >= 19, "{tree}: {starred}");
    }
}

#[test]
fn whatever_byte_of_the_header_is_another_the_copy_gives_all() {
    let (_folder, mut store) = store();
    let path = store.path().to_owned();
    for n in 0..20 {
        star(&mut store, n);
    }
    store.keep_copy().unwrap();
    checkpoint(&store);
    drop(store);
    let whole = fs::read(&path).unwrap();
    let copy = fs::read(path.with_extension("sqlite.state")).unwrap();
    let mut lost = Vec::new();
    for at in 0..100 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, bytes).unwrap();
        fs::write(path.with_extension("sqlite.state"), &copy).unwrap();
        let opened = Store::open_file(&path, Purpose::Indexer).and_then(|opened| {
            match opened.store.check() {
                Err(StoreError::Damaged { .. }) => {
                    drop(opened);
                    Store::repair(&path, Purpose::Indexer)
                }
                checked => checked.map(|()| opened),
            }
        });
        let kept = opened.and_then(|mut opened| {
            let star = [Change::mark(99, Mark::Starred, true)];
            opened.store.change("star", &star)?;
            let is_starred = |n| opened.store.value(Some(n), "starred").unwrap() == true;
            Ok((0..20).filter(|n| is_starred(*n)).count())
        });
        match kept {
            Ok(20) => {}
            Ok(kept) => lost.push(format!("{at}: {kept} kept")),
            Err(error) => lost.push(format!("{at}: {error}")),
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
