//! What changes without the reader: files that come and go, a library that vanishes.

use crate::app::desk::Desk;
use crate::app::message::{Effect, Message, Scanned};

fn scans(desk: &Desk) -> usize {
    let scans = desk.asked.iter();
    scans
        .filter(|effect| matches!(effect, Effect::Scan(_)))
        .count()
}

#[test]
fn what_stirs_is_looked_for_without_disturbing_anybody() {
    let mut desk = Desk::new(120, 40);
    let watches = desk.asked.iter();
    assert_eq!(watches.filter(|e| matches!(e, Effect::Watch)).count(), 1);
    desk.press("jj");
    desk.send(Message::Stirred);
    desk.finish_scan();
    assert_eq!((scans(&desk), desk.model.notice.as_deref()), (2, None));
    let (gone, selected) = (desk.paths()[0].clone(), desk.model.list.selected());
    desk.send(Message::Stirred);
    desk.lose(&gone);
    desk.finish_scan();
    assert_eq!(desk.model.notice.as_deref(), Some("1 gone"));
    assert_eq!(desk.model.list.selected(), selected);
    assert_eq!(desk.model.list.rows().len(), 6);
}

#[test]
fn what_stirs_during_a_scan_is_looked_for_after_it() {
    let mut desk = Desk::new(120, 40);
    desk.press("R");
    desk.send(Message::Stirred);
    desk.send(Message::Stirred);
    assert_eq!(scans(&desk), 2);
    desk.finish_scan();
    assert_eq!(scans(&desk), 3);
    desk.finish_scan();
    assert_eq!(scans(&desk), 3);
}

#[test]
fn a_library_that_vanished_is_told_of_and_can_be_read() {
    let mut desk = Desk::new(120, 40);
    desk.press("R");
    let vanished = Scanned {
        vanished: true,
        ..Scanned::default()
    };
    let scanned = Ok(Box::new(vanished));
    desk.send(Message::Scanned(desk.scan_ticket(), scanned));
    let notice = desk.model.notice.clone().unwrap_or_default();
    assert!(
        notice.starts_with("/home/reader/news is empty or gone"),
        "{notice}"
    );
    assert_eq!(desk.model.troubles, [notice]);
    desk.press("Enter");
    assert_eq!(desk.state(), "body harbour harbour@0");
}

#[test]
fn a_list_that_comes_late_changes_nothing_that_was_done_meanwhile() {
    let mut desk = Desk::new(120, 40);
    desk.press("Enter");
    desk.slow = Some(Vec::new());
    desk.send(Message::Changed);
    let questions = desk.slow.take().unwrap_or_default();
    desk.press("J J");
    let before = desk.state();
    for question in &questions {
        desk.answer(question);
    }
    assert_eq!(desk.state(), before);
    desk.press("H");
    assert!(
        desk.state().starts_with("body storm storm"),
        "{}",
        desk.state()
    );
}
