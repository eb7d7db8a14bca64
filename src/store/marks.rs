//! The reader's marks on articles: registers, and beside each article in the index as bits, so that lists need not look for them.

use rusqlite::{Connection, params};

use crate::library::{Mark, MarkSet};

/// The marks of an article as its registers say.
pub(super) fn of_registers(db: &Connection, key: u64) -> rusqlite::Result<MarkSet> {
    let set = "SELECT field FROM state_register WHERE key = ?1 AND value = 'true'";
    let mut set = db.prepare_cached(set)?;
    let mut rows = set.query([key.cast_signed()])?;
    let mut marks = MarkSet::default();
    while let Some(row) = rows.next()? {
        if let Some(mark) = row.get_ref(0)?.as_str().ok().and_then(Mark::of_field) {
            marks = marks.with(mark);
        }
    }
    Ok(marks)
}

/// Brings the bits in the index up to the registers after that field has changed.
pub(super) fn refresh(db: &Connection, key: u64, field: &str) -> rusqlite::Result<()> {
    if Mark::of_field(field).is_none() {
        return Ok(());
    }
    let marks = of_registers(db, key)?.bits();
    db.prepare_cached("UPDATE index_article SET marks = ?2 WHERE key = ?1 AND marks <> ?2")?
        .execute(params![key.cast_signed(), marks])?;
    Ok(())
}
