//! The inverted index: for each term the slots of the articles that it is one of the most telling terms of. Terms whose hashes begin alike
//! share a block, so that a new article touches a few dozen of them, and a thousand new ones each block once.
//!
//! A block is a row of lists in the order of their terms: the rest of the hash (one byte), the length of what follows in bytes, how many slots,
//! the last one, and the slots, each as the step from the one before with a byte that says how telling the term is there. Who looks for one
//! list steps over those before it.

use std::collections::BTreeMap;
use std::iter;

use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use super::varint;
use crate::library::terms;

/// Bits of a hash below those of its block.
const REST: u32 = 8;

/// A list that grows longer than this says little of an article, and is given up.
const LONGEST: u32 = 4_096;

/// A slot, and how telling the term is in it: its share of the length of the article's vector, in 255ths.
pub(super) type Posting = (u32, u8);

/// Postings to be put in.
#[derive(Debug, Default)]
pub(super) struct Incoming(BTreeMap<u32, Vec<(u8, Posting)>>);

/// What a block holds of a term.
#[derive(Default)]
struct List<'a> {
    count: u32,
    last: u32,
    slots: &'a [u8],
}

impl<'a> List<'a> {
    /// What is damaged is empty.
    fn of(mut bytes: &'a [u8]) -> Self {
        let head = (varint::take(&mut bytes), varint::take(&mut bytes));
        let (Some(count), Some(last)) = head else {
            return Self::default();
        };
        Self {
            count,
            last,
            slots: bytes,
        }
    }
}

/// Takes the rest of a hash and the bytes of its list off the front of a block.
fn take<'a>(block: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    let (&rest, after) = block.split_first()?;
    *block = after;
    let length = varint::take(block)? as usize;
    let (list, after) = block.split_at_checked(length)?;
    *block = after;
    Some((rest, list))
}

fn push(block: &mut Vec<u8>, rest: u8, List { count, last, slots }: &List) {
    let mut list = Vec::with_capacity(8 + slots.len());
    varint::push(&mut list, *count);
    varint::push(&mut list, *last);
    if *count <= LONGEST {
        list.extend(*slots);
    }
    block.push(rest);
    varint::push(block, u32::try_from(list.len()).unwrap_or_default());
    block.extend(list);
}

impl Incoming {
    /// A term of an article; slots come in growing order.
    pub(super) fn add(&mut self, hash: u32, posting: Posting) {
        let rest = (hash & ((1 << REST) - 1)) as u8;
        self.0
            .entry(hash >> REST)
            .or_default()
            .push((rest, posting));
    }

    /// Puts all in.
    pub(super) fn put(self, db: &Connection) -> rusqlite::Result<()> {
        let mut held = db.prepare_cached("SELECT lists FROM index_posting WHERE block = ?1")?;
        let mut put = db.prepare_cached("INSERT OR REPLACE INTO index_posting VALUES (?1, ?2)")?;
        for (block, mut incoming) in self.0 {
            incoming.sort_by_key(|(rest, (slot, _))| (*rest, *slot));
            let old: Option<Vec<u8>> = held.query_row([block], |row| row.get(0)).optional()?;
            let new = merged(old.as_deref().unwrap_or_default(), &incoming);
            put.execute(params![block, new])?;
        }
        Ok(())
    }
}

/// The block with more postings.
fn merged(mut old: &[u8], incoming: &[(u8, Posting)]) -> Vec<u8> {
    let mut block = Vec::with_capacity(old.len() + 4 * incoming.len() + 16);
    let mut groups = incoming.chunk_by(|a, b| a.0 == b.0).peekable();
    let mut slots = Vec::new();
    let mut next = take(&mut old);
    loop {
        let group = groups
            .peek()
            .and_then(|group| group.first())
            .map(|(rest, _)| *rest);
        let rest = match (&next, group) {
            (None, None) => return block,
            (Some((held, _)), Some(rest)) => (*held).min(rest),
            (Some((held, _)), None) => *held,
            (None, Some(rest)) => rest,
        };
        let mut list = List::default();
        if let Some((_, held)) = next.take_if(|(held, _)| *held == rest) {
            list = List::of(held);
            next = take(&mut old);
        }
        slots.clear();
        slots.extend(list.slots);
        if group == Some(rest) {
            for (_, (slot, telling)) in groups.next().unwrap_or_default() {
                varint::push(&mut slots, slot.saturating_sub(list.last));
                slots.push(*telling);
                list.last = *slot;
                list.count += 1;
            }
        }
        list.slots = &slots;
        push(&mut block, rest, &list);
    }
}

/// The index, opened to be asked for one term after the other.
pub(super) struct Postings<'a>(CachedStatement<'a>);

impl<'a> Postings<'a> {
    pub(super) fn new(db: &'a Connection) -> rusqlite::Result<Self> {
        let lists = "SELECT lists FROM index_posting WHERE block = ?1";
        db.prepare_cached(lists).map(Self)
    }

    /// Calls `emit` with each posting of a term.
    pub(super) fn each(
        &mut self,
        hash: u32,
        mut emit: impl FnMut(Posting),
    ) -> rusqlite::Result<()> {
        debug_assert!(hash >> terms::BITS == 0);
        let rest = (hash & ((1 << REST) - 1)) as u8;
        let mut rows = self.0.query([hash >> REST])?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        let mut block = row.get_ref(0)?.as_blob()?;
        let found = iter::from_fn(|| take(&mut block)).find(|(held, _)| *held >= rest);
        let Some((_, list)) = found.filter(|(held, _)| *held == rest) else {
            return Ok(());
        };
        let (mut slots, mut slot) = (List::of(list).slots, 0_u32);
        while let Some(step) = varint::take(&mut slots)
            && let Some((&telling, after)) = slots.split_first()
        {
            slots = after;
            slot = slot.saturating_add(step);
            emit((slot, telling));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE index_posting (block INTEGER PRIMARY KEY, lists BLOB NOT NULL)",
        )
        .unwrap();
        let hashes = [0x100, 0x101, 0x1ff, 0x200, 0x105];
        for batch in 0..3 {
            let mut incoming = Incoming::default();
            for slot in batch * 100..(batch + 1) * 100 {
                for (nth, hash) in (1_u8..).zip(hashes) {
                    if slot % u32::from(nth) == 0 {
                        incoming.add(hash, (slot, nth));
                    }
                }
            }
            incoming.put(&db).unwrap();
        }
        for (nth, hash) in (1_u8..).zip(hashes) {
            let mut found = Vec::new();
            let mut postings = Postings::new(&db).unwrap();
            postings.each(hash, |posting| found.push(posting)).unwrap();
            let expected: Vec<Posting> = (0..300)
                .step_by(nth.into())
                .map(|slot| (slot, nth))
                .collect();
            assert_eq!(found, expected, "{hash:x}");
        }
        let mut postings = Postings::new(&db).unwrap();
        postings
            .each(0x104, |_| panic!("nothing has this term"))
            .unwrap();
    }

    #[test]
    fn a_list_that_says_little_is_given_up() {
        let all: Vec<(u8, Posting)> = (0..=LONGEST).map(|slot| (7, (slot, 1))).collect();
        let block = merged(&[], &all);
        assert!(block.len() < 10, "{} bytes", block.len());
        let block = merged(&block, &[(7, (LONGEST + 9, 1)), (8, (3, 1))]);
        let (_, list) = take(&mut block.as_slice()).unwrap();
        let list = List::of(list);
        assert_eq!((list.count, list.slots.len()), (LONGEST + 2, 0));
    }
}
