//! The query language of search line, filter and saved views: what was typed becomes an [`Ask`], or a [`Fault`] at its place. Pure.
//!
//! Terms side by side must all hold; `OR` stands between alternatives and binds more loosely; `-` before a term or a parenthesis
//! denies it. Words are compared folded.
//!
//! | typed | asks for |
//! |---|---|
//! | `storm wall` | both words, anywhere |
//! | `"storm wall"`, `har*` | words in a row; words that begin so |
//! | `headline:` `body:` `publisher:` `byline:` | a word or phrase there |
//! | `tag:` `lang:` `format:` | a whole tag (`tag:har*`: one that begins so); a language (`en`); `html`, `text`, `markdown` |
//! | `after:` `before:` `on:` | days: `2022`, `2022-01`, `2022-01-31`; after and before leave the named time out |
//! | `newer:2w` `older:1y` | at most, more than so many days, weeks, months, years ago |
//! | `is:` | `unread` `read` `starred` `archived` `binned` `video` `duplicate` |
//! | `has:` | `image` `note` `highlight` |
//! | `minutes:<5` | also `5`, `<=5`, `>5`, `>=5`, `3-5` |
//! | `sort:` | `newest` `oldest` `headline` `publisher` `minutes` `relevance` |

mod narrow;
mod parse;
mod scan;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;

pub use parse::parse;

/// A query, understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// What must hold.
    pub what: Expr,
    /// What to sort by, where that was said.
    pub sort: Option<Sort>,
}

/// What must hold of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// All of it. With nothing in it: nothing is asked.
    And(Vec<Expr>),
    /// One at least.
    Or(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
    /// A term, and the bytes of the query that say it.
    Term(Term, Range<usize>),
}

impl Default for Expr {
    fn default() -> Self {
        Self::And(Vec::new())
    }
}

/// The smallest thing that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// Words that stand in the text.
    Text(Text),
    /// A tag, folded: one that is so, or begins so.
    Tag(String, Ending),
    /// The language, as in [`crate::article::Article::language`].
    Language(String),
    /// The kind of file.
    Format(Format),
    /// Days from the first to the last, both included.
    Days(Option<NaiveDate>, Option<NaiveDate>),
    /// At most so many days ago.
    Newer(u32),
    /// More than so many days ago.
    Older(u32),
    /// What is known of the article.
    Is(Mark),
    /// What the article holds.
    Has(Part),
    /// Minutes to read it, first and last included.
    Minutes(u16, u16),
}

/// A word or several in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Where.
    pub field: Field,
    /// The words, folded.
    pub words: String,
    /// How the last word ends.
    pub ending: Ending,
}

/// How a word that was typed ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It is the whole word.
    Whole,
    /// It may go on, for a `*` says so.
    Open,
    /// It may go on, for it is still being typed.
    Typing,
}

/// Where words may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Anywhere.
    Any,
    /// In the headline.
    Headline,
    /// In standfirst or text.
    Body,
    /// In the publisher's name.
    Publisher,
    /// In the byline.
    Byline,
}

macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All of them with their names in a query.
            pub const NAMES: &[(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// Its name in a query.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

named! {
    /// What is known of an article.
    Mark {
        /// Has not been read.
        Unread = "unread",
        /// Has been read.
        Read = "read",
        /// Has a star.
        Starred = "starred",
        /// Is put away.
        Archived = "archived",
        /// Is thrown away.
        Binned = "binned",
        /// Is a film.
        Video = "video",
        /// Is saved in several files.
        Duplicate = "duplicate",
    }
}

named! {
    /// What an article may hold.
    Part {
        /// A picture with words.
        Image = "image",
        /// A note of the reader's.
        Note = "note",
        /// A highlight of the reader's, with a note or without.
        Highlight = "highlight",
    }
}

named! {
    /// The kinds of file.
    Format {
        /// A saved page.
        Html = "html",
        /// Text copied out of a page.
        Text = "text",
        /// A Markdown clip.
        Markdown = "markdown",
    }
}

named! {
    /// What results are sorted by.
    Sort {
        /// By date, newest first.
        Newest = "newest",
        /// By date, oldest first.
        Oldest = "oldest",
        /// By headline.
        Headline = "headline",
        /// By publisher, newest first within one.
        Publisher = "publisher",
        /// By minutes, shortest first.
        Minutes = "minutes",
        /// Best first.
        Relevance = "relevance",
    }
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the query that are wrong.
    pub span: Range<usize>,
    /// What is wrong with them, and what may be meant.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fault {}

impl Expr {
    /// Does it ask nothing?
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::And(all) if all.is_empty())
    }

    /// Its terms from left to right, each with whether it is denied.
    pub fn terms(&self) -> Vec<(&Term, bool)> {
        let mut terms = Vec::new();
        self.gather(false, &mut terms);
        terms
    }

    fn gather<'a>(&'a self, denied: bool, terms: &mut Vec<(&'a Term, bool)>) {
        match self {
            Self::And(all) | Self::Or(all) => {
                for expr in all {
                    expr.gather(denied, terms);
                }
            }
            Self::Not(expr) => expr.gather(!denied, terms),
            Self::Term(term, _) => terms.push((term, denied)),
        }
    }
}

impl Ask {
    /// The words and phrases that hits hold, for highlighting.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let terms = self.what.terms().into_iter();
        terms.filter_map(|(term, denied)| match term {
            Term::Text(text) if !denied => Some(text),
            _ => None,
        })
    }

    /// The words, where nothing but words is asked for: single ones, anywhere or in the headline.
    pub fn bare_words(&self) -> Option<Vec<&str>> {
        let single = std::slice::from_ref(&self.what);
        let parts = match &self.what {
            Expr::And(parts) => parts,
            _ => single,
        };
        let words = parts.iter().map(|part| match part {
            Expr::Term(Term::Text(text), _) => {
                let here = matches!(text.field, Field::Any | Field::Headline);
                Some(text.words.as_str()).filter(|words| here && !words.contains(' '))
            }
            _ => None,
        });
        let words: Option<Vec<&str>> = words.collect();
        words.filter(|words| self.sort.is_none() && !words.is_empty())
    }

    /// Does it ask for that mark, or for its absence?
    pub fn names(&self, mark: Mark) -> bool {
        let terms = self.what.terms();
        terms.iter().any(|(term, _)| **term == Term::Is(mark))
    }
}
