//! What was learned of sites; the store's own tests beside it.

mod copy;
mod damage;
mod deleted;
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

use super::memory;

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
