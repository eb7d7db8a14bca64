//! The reader's marks on an article.

/// The marks that there are, and their names in the reader's state.
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

    /// Its name in the reader's state.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Archived => "archived",
            Self::Binned => "binned",
        }
    }

    /// The mark of that name.
    pub fn of_field(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.field() == field)
    }

    /// Its bit in an index.
    pub fn bits(self) -> i64 {
        self.bit().into()
    }

    const fn bit(self) -> u8 {
        match self {
            Self::Read => 1,
            Self::Starred => 2,
            Self::Archived => 4,
            Self::Binned => 8,
        }
    }
}

/// The marks of an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct MarkSet(u8);

impl MarkSet {
    /// Those of the bits in an index.
    pub fn of_bits(bits: i64) -> Self {
        Self(u8::try_from(bits).unwrap_or_default())
    }

    /// The bits in an index.
    pub fn bits(self) -> i64 {
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

    /// With that mark set, or taken off.
    #[must_use]
    pub const fn set(self, mark: Mark, set: bool) -> Self {
        if set {
            self.with(mark)
        } else {
            Self(self.0 & !mark.bit())
        }
    }

    /// Is an article with these in the list: neither archived nor binned?
    pub const fn is_listed(self) -> bool {
        !self.has(Mark::Archived) && !self.has(Mark::Binned)
    }
}
