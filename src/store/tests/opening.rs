//! Opening: new files, old formats, others' files, damage, journals.

use std::fs;
use std::path::Path;
use std::thread::{self, ScopedJoinHandle};
use std::time::Duration;

use serde_json::json;

use super::samples::{article, key, put, store};
use crate::article::Choice;
use crate::store::{Change, Mark, Opened, Purpose, Store, StoreError, path_of};

fn open(path: &Path) -> Opened {
    Store::open_file(path, Purpose::Reader).unwrap()
}

#[test]
fn the_file_is_named_after_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("Saved pages: ж");
    fs::create_dir(&library).unwrap();
    let path = path_of(Path::new("/data"), &library);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    assert!(
        name.starts_with("Saved-pages--ж-") && name.ends_with(".sqlite"),
        "{name}"
    );
    assert_eq!(path.parent(), Some(Path::new("/data/libraries")));
    let same = library.join("../Saved pages: ж");
    assert_eq!(path_of(Path::new("/data"), &same), path);
    // The same when it has gone.
    fs::remove_dir(&library).unwrap();
    assert_eq!(path_of(Path::new("/data"), &library), path);
}

#[test]
fn every_earlier_format_becomes_this_one() {
    for version in 0..=crate::store::schema::MIGRATIONS.len() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.sqlite");
        {
            let db = rusqlite::Connection::open(&path).unwrap();
            for migration in &crate::store::schema::MIGRATIONS[..version] {
                db.execute_batch(migration).unwrap();
            }
            db.pragma_update(None, "user_version", i64::try_from(version).unwrap())
                .unwrap();
            if version > 0 {
                db.pragma_update(None, "application_id", crate::store::schema::APPLICATION)
                    .unwrap();
                db.execute(
                    "INSERT INTO state_register VALUES (9, 'read', 'true', 5, 'desk')",
                    [],
                )
                .unwrap();
            }
        }
        let Opened { store, notes } = open(&path);
        assert_eq!(notes, Vec::<String>::new());
        let want = if version > 0 {
            json!(true)
        } else {
            json!(null)
        };
        assert_eq!(store.value(Some(9), "read").unwrap(), want);
        assert_eq!(store.counts().unwrap().listed, 0);
        store.check().unwrap();
    }
}

#[test]
fn an_index_of_another_version_is_made_anew_and_the_state_stays() {
    let (_folder, mut store) = store();
    let one = article("Storm", "", "Calm.");
    store.put(&[put("a", &one)]).unwrap();
    store
        .change("star", &[Change::mark(key(&one), Mark::Starred, true)])
        .unwrap();
    store
        .db
        .execute("UPDATE index_fact SET value = 0 WHERE name = 'version'", [])
        .unwrap();
    let path = store.path().to_owned();
    drop(store);
    let mut store = open(&path).store;
    assert!(!store.has_files().unwrap());
    store.put(&[put("a", &one)]).unwrap();
    assert_eq!(store.counts().unwrap().starred, 1);
}

#[test]
fn others_files_and_newer_ones_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch("CREATE TABLE bookmarks (x)")
        .unwrap();
    let error = Store::open_file(&path, Purpose::Reader).unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
    let path = folder.path().join("b.sqlite");
    drop(open(&path));
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(
            "PRAGMA user_version = 99; UPDATE state_fact SET value = 99 WHERE name = 'format'",
        )
        .unwrap();
    let before = fs::read(&path).unwrap();
    let error = Store::open_file(&path, Purpose::Reader).unwrap_err();
    assert!(
        error.to_string().contains("made by a newer clippings"),
        "{error}"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    let error = Store::open_file(&path.join("c.sqlite"), Purpose::Reader).unwrap_err();
    assert!(matches!(error, StoreError::Folder { .. }), "{error}");
    assert!(Store::open_file(folder.path(), Purpose::Reader).is_err());
}

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
    store
        .db
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
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
            let star = [Change::mark(key(n), Mark::Starred, true)];
            store.change("star", &star).unwrap();
        }
        store.check().unwrap();
        store
            .db
            .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
            .unwrap();
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
        let star = [Change::mark(n, Mark::Starred, true)];
        store.change("star", &star).unwrap();
    }
    store.keep_copy().unwrap();
    store
        .db
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
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

#[test]
fn a_full_disk_is_told_and_nothing_kept_before_is_lost() {
    let (_folder, mut store) = store();
    let one = article("Storm", "", "Calm.");
    store.put(&[put("a", &one)]).unwrap();
    store
        .change("star", &[Change::mark(key(&one), Mark::Starred, true)])
        .unwrap();
    let pages: i64 = store
        .db
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    store
        .db
        .pragma_update(None, "max_page_count", pages)
        .unwrap();
    let long = article("Long", "", &"words without end ".repeat(100_000));
    let error = store.put(&[put("b", &long)]).unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(error.to_string().contains("make room"), "{error}");
    assert_eq!(store.counts().unwrap().starred, 1);
    store
        .db
        .pragma_update(None, "max_page_count", 1_000_000)
        .unwrap();
    store.put(&[put("b", &long)]).unwrap();
    store.check().unwrap();
}

#[test]
fn what_cannot_be_written_to_is_read() {
    let (_folder, mut store) = store();
    store
        .change("read", &[Change::mark(7, Mark::Read, true)])
        .unwrap();
    let path = store.path().to_owned();
    drop(store);
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
    let cause = || rusqlite::Error::SqliteFailure(code, None);
    let Opened { mut store, notes } = Store::only_read(&path, cause()).unwrap();
    assert!(
        notes.len() == 1 && notes[0].contains("cannot be written to"),
        "{notes:?}"
    );
    assert!(store.is_read_only());
    assert_eq!(store.value(Some(7), "read").unwrap(), json!(true));
    let error = store
        .change("read", &[Change::mark(7, Mark::Read, false)])
        .unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    let missing = Store::only_read(&path.with_extension("none"), cause()).unwrap_err();
    assert!(matches!(missing, StoreError::ReadOnly { .. }), "{missing}");
}

#[test]
fn a_store_goes_from_thread_to_thread() {
    fn is_send<T: Send>(_: &T) {}
    let (_folder, store) = store();
    is_send(&store);
}

#[test]
fn journals_are_taken_over_and_left() {
    let folder = tempfile::tempdir().unwrap();
    let (data, library) = (folder.path().join("data"), folder.path().join("saved"));
    fs::create_dir(&library).unwrap();
    fs::create_dir(&data).unwrap();
    let (marks, lessons) = (data.join("marks.journal"), data.join("lessons.journal"));
    let line = |block, starred| {
        format!(
            "{{\"v\":1,\"key\":\"00000000000000ff\",\"read\":true,\"starred\":{starred},\"place\":{{\"block\":{block},\"byte\":0}}}}\n"
        )
    };
    // The last line of a key wins.
    let before = line(1, false) + &line(3, true);
    fs::write(&marks, &before).unwrap();
    fs::write(
        &lessons,
        "{\"v\":1,\"site\":\"courier.example\",\"line\":7,\"choice\":\"drop\",\"witnesses\":[9]}\n",
    )
    .unwrap();
    let Opened { mut store, notes } = Store::open(&data, &library, Purpose::Reader).unwrap();
    assert_eq!(notes, Vec::<String>::new());
    let value = |store: &Store, field: &str| store.value(Some(255), field).unwrap();
    assert_eq!(
        (value(&store, "read"), value(&store, "starred")),
        (json!(true), json!(true))
    );
    assert_eq!(value(&store, "place"), json!({"block": 3, "byte": 0}));
    assert_eq!(store.lessons().unwrap()[0].choice, Some(Choice::Drop));
    assert_eq!(fs::read_to_string(&marks).unwrap(), before);
    // What is said here later is stronger than the journal, which an older program may still write.
    store
        .change("star", &[Change::mark(255, Mark::Starred, false)])
        .unwrap();
    fs::write(&marks, before + "\n\n" + &line(9, true) + "{broken\n\0\0").unwrap();
    let Opened { store, notes } = Store::open(&data, &library, Purpose::Reader).unwrap();
    assert!(
        notes.len() == 1 && notes[0].starts_with("2 damaged"),
        "{notes:?}"
    );
    assert_eq!(value(&store, "starred"), json!(false));
    assert_eq!(value(&store, "place"), json!({"block": 9, "byte": 0}));
    assert_eq!(
        Store::open(&data, &library, Purpose::Reader).unwrap().notes,
        Vec::<String>::new()
    );
    fs::remove_file(&marks).unwrap();
    fs::create_dir(&marks).unwrap();
    let notes = Store::open(&data, &library, Purpose::Reader).unwrap().notes;
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn two_connections_see_each_others_marks() {
    let (_folder, mut one) = store();
    let mut two = open(one.path()).store;
    let version = two.version_of_data().unwrap();
    one.change("read", &[Change::mark(1, Mark::Read, true)])
        .unwrap();
    assert_ne!(two.version_of_data().unwrap(), version);
    assert_eq!(two.value(Some(1), "read").unwrap(), json!(true));
    let version = two.version_of_data().unwrap();
    two.change("read", &[Change::mark(1, Mark::Read, false)])
        .unwrap();
    assert_eq!(two.version_of_data().unwrap(), version);
    assert_eq!(one.value(Some(1), "read").unwrap(), json!(false));
}

#[cfg(unix)]
#[test]
fn a_store_that_is_deleted_while_it_is_open_is_written_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/a.sqlite");
    let (mut one, mut two) = (open(&path).store, open(&path).store);
    one.put(&[put("a", &article("Storm", "", "It is calm."))])
        .unwrap();
    for n in 1..=3_u64 {
        let star = Change::mark(n, Mark::Starred, true);
        one.change("star", &[star]).unwrap();
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

#[cfg(unix)]
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
            let star = Change::mark(thread * MARKS + n, Mark::Starred, true);
            // Then the one that is open stays.
            let _ = store.follow_file();
            store.change("star", &[star]).unwrap();
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
