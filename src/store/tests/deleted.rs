//! A store whose file is deleted while it is open.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use serde_json::json;

use super::samples::{article, open, put, star};
use crate::store::placing::beside;
use crate::store::{Purpose, Store};

#[test]
fn a_store_that_is_deleted_while_it_is_open_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder
        .path()
        .join(OsStr::from_bytes(b"deep, no UTF-8 \xff"));
    let path = deep.join("a.sqlite");
    let again = || Store::open_again(&path, Purpose::Reader);
    assert!(again().is_err() && !path.exists());
    let (mut one, mut two) = (open(&path).store, again().unwrap());
    one.put(&[put("a", &article("Storm", "", "It is calm."))])
        .unwrap();
    for n in 1..=3_u64 {
        star(&mut one, n);
        assert_eq!(one.follow_file().unwrap(), None);
        if n == 2 {
            fs::remove_dir_all(&deep).unwrap();
        } else {
            // Only in part: the logs stay behind, also one that says that the file was empty.
            fs::remove_file(&path).unwrap();
            fs::write(beside(&path, "-journal"), emptying()).unwrap();
        }
        assert!(again().is_err() && !path.exists());
        let note = one.follow_file().unwrap().unwrap_or_default();
        assert!(note.contains("deleted while they were open"), "{note}");
        assert_eq!(two.follow_file().unwrap(), None);
        for store in [&one, &two, &open(&path).store] {
            store.check().unwrap();
            for n in 1..=n {
                assert_eq!(store.value(Some(n), "starred").unwrap(), json!(true));
            }
            assert_eq!(store.counts().unwrap().listed, 1);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 3);
    }
}

/// A rollback journal as a process leaves it that is ended while it makes a store ("The Rollback Journal" in `SQLite`'s file format).
fn emptying() -> Vec<u8> {
    let [records, nonce, pages, sector, page] = [0_u32, 7, 0, 512, 4_096].map(u32::to_be_bytes);
    let magic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    let mut journal = [&magic[..], &records, &nonce, &pages, &sector, &page].concat();
    journal.resize(512, 0);
    journal
}

#[test]
fn nothing_is_lost_however_often_the_file_is_deleted_while_it_is_written() {
    const THREADS: u64 = 3;
    const MARKS: u64 = 12;
    let folder = tempfile::tempdir().unwrap();
    let path = &folder.path().join("deep/a.sqlite");
    drop(open(path));
    let write = |thread: u64, path: &Path| {
        let mut store = open(path).store;
        for n in 0..MARKS {
            // Then the one that is open stays.
            let _ = store.follow_file();
            star(&mut store, thread * MARKS + n);
            let _ = store.follow_file();
        }
        store
    };
    let mut stores = thread::scope(|scope| {
        let threads = (0..THREADS).map(|n| scope.spawn(move || write(n, path)));
        let threads: Vec<_> = threads.collect();
        while !threads.iter().all(ScopedJoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(10));
            let _ = fs::remove_file(path);
        }
        let stores = threads.into_iter().map(|thread| thread.join().unwrap());
        stores.collect::<Vec<_>>()
    });
    for store in &mut stores {
        store.follow_file().unwrap();
    }
    let store = open(path).store;
    store.check().unwrap();
    for n in 0..THREADS * MARKS {
        assert_eq!(store.value(Some(n), "starred").unwrap(), json!(true), "{n}");
    }
}
