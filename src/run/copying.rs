//! When a copy of the reader's state is due: after a scan, after many changes, and when the reader ends. A thread of its own makes it, so that
//! neither a mark nor a key waits for it.

use crossbeam_channel::Receiver;

use crate::app::Message;
use crate::run::workers::Desk;
use crate::store::StoreError;

/// Changes after which a copy is due: so many, or this part of all values.
const MANY: usize = 200;
const PART: usize = 50;

/// Values whose copy takes some milliseconds. When the reader ends a larger one is left to the scan at its next start.
const FEW: usize = 5_000;

/// What the thread is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Something was written.
    Wrote,
    /// A scan is over.
    Scanned,
    /// The reader ends.
    Ended,
}

/// Serves until the reader ends.
pub fn serve(desk: &Desk, heard: &Receiver<Heard>) {
    let (mut changes, mut many) = (0_usize, MANY);
    for heard in heard {
        changes += usize::from(heard == Heard::Wrote);
        let is_due = match heard {
            Heard::Wrote => changes >= many,
            Heard::Scanned => true,
            // What was written while the last copy was made may be missing in it.
            Heard::Ended => desk.store().values_kept().is_ok_and(|kept| kept <= FEW),
        };
        if is_due {
            changes = 0;
            match copy(desk) {
                Ok((values, notes)) => {
                    many = MANY.max(values / PART);
                    for note in notes {
                        desk.tell(Message::Trouble(note));
                    }
                }
                Err(error) => desk.tell(Message::Trouble(error.to_string())),
            }
        }
        if heard == Heard::Ended {
            break;
        }
    }
}

fn copy(desk: &Desk) -> Result<(usize, Vec<String>), StoreError> {
    let store = desk.store();
    let notes = store.keep_copy()?;
    Ok((store.values_kept()?, notes))
}
