//! A store whose file is deleted while it is open.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use serde_json::json;

use super::samples::{article, open, put, star};
use crate::store::{Purpose, Store};

#[test]
fn a_store_that_is_deleted_while_it_is_open_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/a.sqlite");
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    one.put(&[put("a", &article("Storm", "", "It is calm."))])
        .unwrap();
    for n in 1..=3_u64 {
        star(&mut one, n);
        assert_eq!(one.follow_file().unwrap(), None);
        if n == 2 {
            fs::remove_dir_all(folder.path().join("deep")).unwrap();
        } else {
            // Only in part: the log stays behind.
            fs::remove_file(&path).unwrap();
        }
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

#[test]
fn nothing_is_lost_however_often_the_file_is_deleted_while_it_is_written() {
    const THREADS: u64 = 3;
    const MARKS: u64 = 12;
    let folder = tempfile::tempdir().unwrap();
    let path = &folder.path().join("deep/a.sqlite");
    drop(open(path));
    let write = |thread: u64, path: &Path| {
        // One that is deleted while it is opened is an error.
        let mut store = loop {
            if let Ok(opened) = Store::open_file(path, Purpose::Reader) {
                break opened.store;
            }
        };
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
