//! Putting in what articles are compared by, many at once.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::corpus::{Counts, byte, put_days};
use super::neighbours::ASKED;
use super::postings::Incoming;
use super::prepare::Prepared;
use super::profile::hashes;

/// Puts in the profiles of new articles, by id; `gone` are the packed profiles of those that were taken out.
pub(super) fn put_profiles(
    db: &Connection,
    new: &BTreeMap<i64, &Prepared>,
    gone: &[Vec<u8>],
) -> rusqlite::Result<()> {
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    let mut counts = Counts::read(db)?;
    for profile in gone {
        counts.count(hashes(profile), false);
    }
    for article in new.values() {
        let terms = &article.subject.terms.all;
        counts.count(terms.iter().map(|term| term.hash), true);
    }
    let first = counts.give_slots(new.len());
    let mut put = db.prepare_cached("INSERT INTO index_profile VALUES (?1, ?2, NULL, ?3)")?;
    let mut postings = Incoming::default();
    let mut days = Vec::with_capacity(new.len());
    for (slot, (id, article)) in (first..).zip(new) {
        let subject = &article.subject;
        let telling = subject.telling(|hash| counts.rarity(hash));
        put.execute(params![slot, id, subject.packed(&telling)])?;
        let length: f32 = telling.iter().map(|(_, weight)| weight * weight).sum();
        let unit = 255.0 / length.sqrt().max(f32::MIN_POSITIVE);
        for (term, weight) in telling.iter().take(ASKED) {
            postings.add(term.hash, (slot, byte((weight * unit).max(1.0))));
        }
        days.push(subject.day);
    }
    postings.put(db)?;
    put_days(db, first as usize, &days)?;
    counts.write(db)
}
