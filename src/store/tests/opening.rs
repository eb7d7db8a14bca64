//! Opening: new files, old formats, others' files, journals.

use std::fs;
use std::path::Path;
use std::thread;

use serde_json::json;

use super::samples::{article, key, open, put, store};
use crate::article::Choice;
use crate::store::{Change, Mark, Opened, Purpose, Store, StoreError, path_of};

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
fn several_may_make_a_store_at_once() {
    for _ in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let path = &folder.path().join("a.sqlite");
        // Whoever made the file was cut off before it had any table.
        rusqlite::Connection::open(path)
            .unwrap()
            .pragma_update(None, "journal_mode", "wal")
            .unwrap();
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| assert_eq!(open(path).notes, Vec::<String>::new()));
            }
        });
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
