//! What holds of any bytes as exported state, and as what was learned of sites.

use clippings::article::Place;
use clippings::library::quotation::Note;
use clippings::library::{Mark, Order};
use clippings::parser::memory::Memory;
use clippings::run::answers;
use clippings::store::{Change, Store, StoreError};

use super::shelf::SHELF;

/// Bytes as lines of state: merged whole or not at all, exported as they were taken, and asked for in every way.
pub fn merged(bytes: &[u8]) {
    learned(bytes);
    let mut store = Store::in_memory().unwrap();
    let Ok(imported) = store.import(&mut &*bytes) else {
        assert_eq!(exported(&store), b"", "a part of what was refused");
        return;
    };
    let lines = bytes.split(|&b| b == b'\n').count();
    assert!(imported.taken <= imported.lines && imported.lines <= lines);
    let state = exported(&store);
    let again = store.import(&mut &*bytes).unwrap();
    assert_eq!((again.taken, again.lines), (0, imported.lines));
    let mut other = Store::in_memory().unwrap();
    other.import(&mut &*state).unwrap();
    assert_eq!(exported(&other), state, "what was exported, merged");
    store.put(&[SHELF[0].put()]).unwrap();
    ask(&store).unwrap();
    // Where the last instant that is believed is taken, what is written later has no later time.
    let times = store.values("").unwrap().into_iter();
    if times.map(|register| register.time).max() < Some(LATEST) {
        check_steps(&mut store);
    }
    let state = exported(&store);
    other.import(&mut &*state).unwrap();
    assert_eq!(exported(&other), state, "what was written since, merged");
}

/// A while before the last instant that is believed of a clock.
const LATEST: i64 = 99_999_999_990_000;

/// The whole state as text.
fn exported(store: &Store) -> Vec<u8> {
    let mut out = Vec::new();
    store.export(&mut out).unwrap();
    out
}

/// Whatever the values are, the store can be asked for them.
fn ask(store: &Store) -> Result<(), StoreError> {
    answers::filters(store)?;
    store.lessons()?;
    store.arrangement()?;
    let notes: Vec<Note> = store.notes()?.into_iter().map(|(_, note)| note).collect();
    store.tags()?;
    for row in store.first_rows(Order::Newest, 9)? {
        let notes_of = store.notes_of(row.key)?;
        assert!(notes_of.iter().all(|note| notes.contains(note)));
        let _: Place = store.place(row.key)?;
        answers::tagged(store, row.key)?;
        answers::opened(store, row.id)?;
        store.story_of(row.id)?;
    }
    store.counts().map(|_| ())
}

/// What the state says now, without when and where that was written, and without what was taken back.
pub fn values(store: &Store) -> Vec<(Option<u64>, String, String)> {
    let all = store.values("").unwrap().into_iter();
    let value = |register: clippings::store::Register| {
        let value = register.value.to_string();
        (register.key, register.field, value)
    };
    all.map(value).collect()
}

/// A change taken back leaves what was before it, done again what was after it; and so do all of them.
pub fn check_steps(store: &mut Store) {
    let key = SHELF[0].key();
    let before = values(store);
    let changes = [
        Change::mark(key, Mark::Starred, true),
        Change::tag(key, "High Tide", true),
        Change::filter("long", Some("minutes:>9")),
    ];
    let is_new = store
        .change("three things", &changes)
        .map(|()| values(store) != before);
    let after = values(store);
    if is_new.unwrap() {
        assert!(store.undo().unwrap().is_some());
        assert_eq!(values(store), before, "undone");
        assert!(store.redo().unwrap().is_some());
    }
    assert_eq!(values(store), after, "done again");
    check_all_steps(store, &[]);
}

/// All steps taken back and done again leave what was, but for `kept`: fields that were also written since without a step of their own.
pub fn check_all_steps(store: &mut Store, kept: &[&str]) {
    let stepped = |store: &Store| {
        let mut values = values(store);
        values.retain(|(_, field, _)| !kept.contains(&field.as_str()));
        values
    };
    let now = stepped(store);
    let mut steps = 0;
    while store.undo().unwrap().is_some() {
        steps += 1;
    }
    let first = values(store);
    for _ in 0..steps {
        assert!(store.redo().unwrap().is_some());
    }
    assert_eq!(stepped(store), now, "after {steps} steps back and forth");
    for _ in 0..steps {
        assert!(store.undo().unwrap().is_some());
    }
    assert_eq!(values(store), first, "after {steps} steps back again");
}

/// What was learned, as text: what is read is written the same.
fn learned(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(memory) = Memory::from_record(text) {
        let record = memory.record();
        let again = Memory::from_record(&record).map(|memory| memory.record());
        assert_eq!(again, Some(record));
    }
}
