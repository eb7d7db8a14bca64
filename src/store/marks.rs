//! The reader's marks on articles: registers, and beside each article in the index as bits, so that lists need not look for them.

use rusqlite::{Connection, params};

/// The marks that are bits, and their fields' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Has been read.
    Read,
    /// Has a star.
    Starred,
    /// Is put away.
    Archived,
    /// Is thrown away.
    Binned,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Starred, Self::Archived, Self::Binned];

    /// Its register's field.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Archived => "archived",
            Self::Binned => "binned",
        }
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Read => 1,
            Self::Starred => 2,
            Self::Archived => 4,
            Self::Binned => 8,
        }
    }

    fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.field() == field)
    }
}

/// The marks of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct MarkSet(u8);

impl MarkSet {
    /// Those of the bits in the index.
    pub(super) fn of_bits(bits: i64) -> Self {
        Self(u8::try_from(bits).unwrap_or_default())
    }

    /// The bits in the index.
    pub(super) fn bits(self) -> i64 {
        self.0.into()
    }

    /// Is that mark among them?
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & mark.bit() != 0
    }

    /// With that mark as well.
    #[must_use]
    pub const fn with(self, mark: Mark) -> Self {
        Self(self.0 | mark.bit())
    }
}

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
