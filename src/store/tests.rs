//! The journal in real folders; the store's own tests beside it.

mod index;
mod links;
mod lists;
mod named;
mod opening;
mod samples;
mod search;
mod state;
mod stories;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Journal, State, StoreError, memory};
use crate::article::{Choice, Lesson, Place};

fn state(block: usize) -> State {
    State {
        read: true,
        starred: block.is_multiple_of(2),
        place: Place { block, byte: 7 },
    }
}

/// A folder, and the path of a journal in it with that content.
fn journal(content: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.ndjson");
    fs::write(&path, content).unwrap();
    (folder, path)
}

fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn marks_survive_a_restart_in_a_folder_that_was_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b/state.ndjson");
    let (journal, states) = Journal::<State>::open(&path).unwrap();
    assert!(states.is_empty());
    journal.append("one", &state(1)).unwrap();
    journal.append("two", &state(2)).unwrap();
    journal.append("one", &state(3)).unwrap();
    let (journal, states) = Journal::<State>::open(&path).unwrap();
    assert_eq!(states.len(), 2);
    assert_eq!(states["one"], state(3));
    assert_eq!(states["two"], state(2));
    assert!(states["two"].starred && !states["one"].starred);
    assert_eq!(journal.damaged(), 0);
    assert_eq!(lines(&path).len(), 3);
}

#[test]
fn damage_is_skipped_counted_and_left() {
    let whole = "{\"v\":1,\"key\":\"k\",\"read\":true,\"starred\":true}\n";
    for (content, known, damaged) in [
        (String::new(), 0, 0),
        ("\n\n".into(), 0, 0),
        (format!("{whole}\0\0\0\n{whole}"), 1, 1),
        (format!("{whole}{{\"v\":1,\"key\":\"l\",\"re"), 1, 1),
        (format!("not json\n{whole}"), 1, 1),
        ("{\"v\":2,\"key\":\"k\"}".into(), 0, 1),
    ] {
        let (_folder, path) = journal(content.as_bytes());
        let (journal, states) = Journal::<State>::open(&path).unwrap();
        assert_eq!(
            (states.len(), journal.damaged()),
            (known, damaged),
            "{content:?}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
        // A line after a torn one stands alone.
        journal.append("new", &state(1)).unwrap();
        let (journal, states) = Journal::<State>::open(&path).unwrap();
        assert_eq!(
            (states.len(), journal.damaged()),
            (known + 1, damaged),
            "{content:?}"
        );
    }
}

#[test]
fn a_grown_journal_is_compacted() {
    let (folder, path) = journal(b"");
    let (open, _) = Journal::<State>::open(&path).unwrap();
    for i in 0..105 {
        open.append(if i % 5 == 0 { "a" } else { "b" }, &state(i))
            .unwrap();
    }
    let (other, states) = Journal::<State>::open(&path).unwrap();
    assert_eq!(lines(&path).len(), 2);
    assert!(other.trouble().is_none());
    assert_eq!((states["a"], states["b"]), (state(100), state(104)));
    // The first reader still writes to the file that took the old one's place.
    open.append("c", &state(1)).unwrap();
    assert_eq!(Journal::<State>::open(&path).unwrap().1.len(), 3);
    let mut names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["state.ndjson", "state.ndjson.lock"]);
}

#[test]
fn damage_is_set_aside_before_a_compaction() {
    let line = "{\"v\":1,\"key\":\"k\",\"read\":true,\"starred\":true}\n";
    let content = format!("{}broken\n", line.repeat(150));
    let (_folder, path) = journal(content.as_bytes());
    fs::write(path.with_file_name("state.ndjson.damaged-1"), "older").unwrap();
    let (journal, states) = Journal::<State>::open(&path).unwrap();
    assert_eq!((states.len(), journal.damaged()), (1, 1));
    assert_eq!(lines(&path).len(), 1);
    let copy =
        |n| fs::read_to_string(path.with_file_name(format!("state.ndjson.damaged-{n}"))).unwrap();
    assert_eq!((copy(1), copy(2)), ("older".into(), content));
    assert_eq!(Journal::<State>::open(&path).unwrap().0.damaged(), 0);
}

#[test]
fn two_readers_lose_nothing() {
    let (_folder, path) = journal(b"");
    std::thread::scope(|scope| {
        for reader in 0..4 {
            let path = &path;
            scope.spawn(move || {
                let (journal, _) = Journal::<State>::open(path).unwrap();
                for i in 0..40 {
                    journal.append(&format!("{reader}-{i}"), &state(i)).unwrap();
                    if i % 10 == 9 {
                        Journal::<State>::open(path).unwrap();
                    }
                }
            });
        }
    });
    let (journal, states) = Journal::<State>::open(&path).unwrap();
    assert_eq!((states.len(), journal.damaged()), (160, 0));
}

#[test]
fn errors_name_the_file_and_what_to_do() {
    let (_folder, path) = journal(b"");
    let inside = path.join("state.ndjson");
    let error = Journal::<State>::open(&inside).unwrap_err();
    assert!(matches!(error, StoreError::Folder { .. }), "{error}");
    let folder = path.parent().unwrap();
    let message = Journal::<State>::open(folder).unwrap_err().to_string();
    assert!(message.contains("not a regular file"), "{message}");
    assert!(message.contains(&*folder.to_string_lossy()), "{message}");
    let (journal, _) = Journal::<State>::open(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let message = journal.append("k", &state(1)).unwrap_err().to_string();
    assert!(message.contains("cannot keep your marks in"), "{message}");
}

#[test]
fn lessons_survive_a_restart_and_the_last_word_on_a_line_wins() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(memory::LESSONS);
    let lesson = |line, choice| Lesson {
        site: "courier.example".into(),
        line,
        choice,
        witnesses: vec![u64::MAX, 7],
    };
    let (journal, lessons) = Journal::<Lesson>::open(&path).unwrap();
    assert!(lessons.is_empty());
    for lesson in [
        lesson(1, Some(Choice::Drop)),
        lesson(u64::MAX, Some(Choice::Keep)),
        lesson(1, None),
    ] {
        journal.append(&memory::key(&lesson), &lesson).unwrap();
    }
    fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, b"{\"v\":1,\"site\":\"cut o"))
        .unwrap();
    let (journal, lessons) = Journal::<Lesson>::open(&path).unwrap();
    assert_eq!((lessons.len(), journal.damaged()), (2, 1));
    for want in [lesson(1, None), lesson(u64::MAX, Some(Choice::Keep))] {
        assert_eq!(lessons.get(&memory::key(&want)), Some(&want));
    }
}

#[test]
fn what_was_learned_is_replaced_at_once_and_may_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a/b");
    assert_eq!(memory::learned(&path), None);
    for record in ["clippings sites 1\nend 0\n", ""] {
        memory::keep_learned(&path, record).unwrap();
        assert_eq!(memory::learned(&path).as_deref(), Some(record));
    }
    fs::write(path.join(memory::LEARNED), b"\xff\xfe").unwrap();
    assert_eq!(memory::learned(&path), None);
    fs::remove_file(path.join(memory::LEARNED)).unwrap();
    fs::create_dir(path.join(memory::LEARNED)).unwrap();
    assert_eq!(memory::learned(&path), None);
    assert!(memory::keep_learned(&path, "x").is_err());
    assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
}
