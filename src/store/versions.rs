//! Which articles are versions of one text, kept up as articles come and go. Candidates are found by their prints, their addresses and their
//! headlines; then the texts decide.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension as _, Params, params};

use super::error::StoreError;
use super::links;
use super::opening::Store;
use super::prepare::{Prepared, first_id, unpacked};
use crate::article::{Article, Stamp};
use crate::library::versions::{Kin, Likeness, Text, prints};
use crate::library::{Id, Row, Sign};

/// Articles that are looked at where more share a print, a headline or an address.
const MOST: usize = 12;
/// Candidates whose texts are compared.
const COMPARED: usize = 3;
/// Texts kept at hand while files are put in.
const AT_HAND: usize = 64;

/// When an article was last changed, as far as it says.
pub(super) fn changed_at(article: &Article) -> Option<Stamp> {
    article.updated.or(article.date())
}

/// Why an article may be a version of the one that comes.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    kin: Kin,
    prints: usize,
}

/// The candidates, by article.
type Found = BTreeMap<i64, Candidate>;

/// Takes articles in and out.
pub(super) struct Versions<'a> {
    db: &'a Connection,
    texts: BTreeMap<i64, Rc<Text>>,
}

impl<'a> Versions<'a> {
    pub(super) fn new(db: &'a Connection) -> Self {
        Self {
            db,
            texts: BTreeMap::new(),
        }
    }

    /// An article has been put in, its words and signs too.
    pub(super) fn come(&mut self, id: i64, article: &Prepared) -> rusqlite::Result<()> {
        let found = self.candidates(id, article)?;
        let insert = "INSERT OR IGNORE INTO index_print VALUES (?1, ?2)";
        let mut insert = self.db.prepare_cached(insert)?;
        for print in &article.prints {
            insert.execute([i64::from(*print), id])?;
        }
        let mut alike = Vec::new();
        for (other, kin) in self.best(&found)? {
            let likeness = self.likeness(id, other)?;
            if likeness.is_version(kin) {
                alike.push((likeness.contained, other));
            }
        }
        alike.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (_, other) in alike {
            self.join((id, article.changed), other, &found)?;
        }
        Ok(())
    }

    /// An article goes; it is still there.
    pub(super) fn leave(&mut self, id: i64) -> rusqlite::Result<()> {
        self.texts.remove(&id);
        // What is damaged is found by nobody, and goes when the index is made anew.
        if let Some(article) = self.article(id)? {
            let delete = "DELETE FROM index_print WHERE print = ?1 AND article = ?2";
            let mut delete = self.db.prepare_cached(delete)?;
            for print in prints(&article.text()) {
                delete.execute([i64::from(print), id])?;
            }
        }
        let Some(version) = self.version_of(id)? else {
            return Ok(());
        };
        let delete = "DELETE FROM index_version WHERE article = ?1";
        self.db.prepare_cached(delete)?.execute([id])?;
        let alone = "DELETE FROM index_version WHERE version = ?1 \
             AND (SELECT count(*) FROM (SELECT 1 FROM index_version WHERE version = ?1 LIMIT 2)) = 1";
        self.db.prepare_cached(alone)?.execute([version])?;
        Ok(())
    }

    /// The articles that share a print, the address or the headline with that one.
    fn candidates(&self, id: i64, article: &Prepared) -> rusqlite::Result<Found> {
        let mut found = Found::new();
        let mut add = |other: i64, kin: Kin, prints: usize| {
            let candidate = found.entry(other).or_insert(Candidate { kin, prints: 0 });
            candidate.kin = candidate.kin.max(kin);
            candidate.prints += prints;
        };
        if article.prints.is_empty() {
            return Ok(found);
        }
        for print in &article.prints {
            let by =
                "SELECT article FROM index_print WHERE print = ?1 ORDER BY article DESC LIMIT ?2";
            let holders = self.all(by, [i64::from(*print), limit(MOST)])?;
            // What so many hold is no text of its own, unless all of them are one.
            if holders.len() < MOST || self.are_one(&holders)? {
                for other in holders {
                    add(other, Kin::None, 1);
                }
            }
        }
        if article.is_named {
            let by = "SELECT id FROM index_article INDEXED BY index_article_headline WHERE folded = ?1 ORDER BY id DESC LIMIT ?2";
            let same = self.all(by, params![article.folded, limit(MOST)])?;
            for other in same {
                add(other, Kin::Headline, 0);
            }
        }
        for (sign, key) in &article.signs {
            if *sign == Sign::Page {
                let same = links::having(self.db, *sign, key)?;
                for other in same {
                    add(other.0, Kin::Address, 0);
                }
            }
        }
        found.remove(&id);
        Ok(found)
    }

    /// The candidates to be compared: of each version one, the likeliest ones.
    fn best(&self, found: &Found) -> rusqlite::Result<Vec<(i64, Kin)>> {
        let mut all: Vec<_> = found.iter().collect();
        all.sort_by_key(|(id, one)| {
            std::cmp::Reverse((one.kin == Kin::Address, one.prints, one.kin, **id))
        });
        let (mut best, mut versions) = (Vec::new(), BTreeSet::new());
        for (&id, candidate) in all {
            let is_new = match self.version_of(id)? {
                Some(version) => versions.insert(version),
                None => true,
            };
            if is_new {
                best.push((id, candidate.kin));
            }
            if best.len() == COMPARED {
                break;
            }
        }
        Ok(best)
    }

    /// Are those articles versions of one text?
    fn are_one(&self, ids: &[i64]) -> rusqlite::Result<bool> {
        let mut names = BTreeSet::new();
        for &id in ids {
            match self.version_of(id)? {
                Some(version) => names.insert(version),
                None => return Ok(false),
            };
        }
        Ok(names.len() == 1)
    }

    /// Makes an article a version of the text that another one is of, and all that this is. The newest and the longest version have to be
    /// alike too: a text that changes step by step is another one in the end.
    fn join(
        &mut self,
        (id, changed): (i64, Option<Stamp>),
        other: i64,
        found: &Found,
    ) -> rusqlite::Result<()> {
        let (own, its) = (self.version_of(id)?, self.version_of(other)?);
        if own.is_some() && own == its {
            return Ok(());
        }
        for one in self.outermost(own, id)? {
            for another in self.outermost(its, other)? {
                let kin = if one == id { found.get(&another) } else { None };
                let kin = kin.map_or(Kin::None, |candidate| candidate.kin);
                let is_known = (one, another) == (id, other);
                if !is_known && !self.likeness(one, another)?.is_version(kin) {
                    return Ok(());
                }
            }
        }
        let name = match own.or(its) {
            Some(name) => name,
            None => self
                .one("SELECT key FROM index_article WHERE id = ?1", [other])?
                .unwrap_or_default(),
        };
        if own.is_none() {
            self.put(id, (name, changed))?;
        }
        if let Some(its) = its {
            let merge = "UPDATE index_version SET version = ?2 WHERE version = ?1";
            self.db.prepare_cached(merge)?.execute([its, name])?;
        } else {
            let article = self.article(other)?;
            self.put(other, (name, article.as_ref().and_then(changed_at)))?;
        }
        Ok(())
    }

    fn put(&mut self, id: i64, (name, changed): (i64, Option<Stamp>)) -> rusqlite::Result<()> {
        let words = self.text(id)?.words;
        let put = "INSERT INTO index_version VALUES (?1, ?2, ?3, ?4, ?5)";
        self.db.prepare_cached(put)?.execute(params![
            id,
            name,
            first_id(changed.map(|stamp| stamp.sort_key())),
            limit(words),
            changed.map(|stamp| stamp.to_string())
        ])?;
        Ok(())
    }

    /// Of a version the newest and the longest article; of an article alone itself.
    fn outermost(&self, version: Option<i64>, alone: i64) -> rusqlite::Result<BTreeSet<i64>> {
        let Some(version) = version else {
            return Ok(BTreeSet::from([alone]));
        };
        let mut outermost = BTreeSet::new();
        for by in ["changed", "words"] {
            let last = format!(
                "SELECT article FROM index_version WHERE version = ?1 ORDER BY {by} DESC LIMIT 1"
            );
            outermost.extend(self.one::<i64>(&last, [version])?);
        }
        Ok(outermost)
    }

    fn version_of(&self, id: i64) -> rusqlite::Result<Option<i64>> {
        self.one("SELECT version FROM index_version WHERE article = ?1", [id])
    }

    fn likeness(&mut self, one: i64, other: i64) -> rusqlite::Result<Likeness> {
        let one = self.text(one)?;
        Ok(one.likeness(&*self.text(other)?))
    }

    fn article(&self, id: i64) -> rusqlite::Result<Option<Article>> {
        let page: Option<Vec<u8>> =
            self.one("SELECT article FROM index_page WHERE id = ?1", [id])?;
        Ok(page.and_then(|page| unpacked(&page).ok()))
    }

    fn text(&mut self, id: i64) -> rusqlite::Result<Rc<Text>> {
        if let Some(text) = self.texts.get(&id) {
            return Ok(Rc::clone(text));
        }
        let article = self.article(id)?.unwrap_or_default();
        let text = Rc::new(Text::new(&article.text()));
        if self.texts.len() >= AT_HAND {
            self.texts.clear();
        }
        self.texts.insert(id, Rc::clone(&text));
        Ok(text)
    }

    fn one<T: rusqlite::types::FromSql>(
        &self,
        ask: &str,
        with: impl Params,
    ) -> rusqlite::Result<Option<T>> {
        let mut ask = self.db.prepare_cached(ask)?;
        ask.query_row(with, |row| row.get(0)).optional()
    }

    fn all(&self, ask: &str, with: impl Params) -> rusqlite::Result<Vec<i64>> {
        let mut ask = self.db.prepare_cached(ask)?;
        ask.query_map(with, |row| row.get(0))?.collect()
    }
}

fn limit(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Store {
    /// The versions of an article's text, itself among them, the one that was changed last first; none where it is the only one.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn versions_of(&self, id: Id) -> Result<Vec<Row>, StoreError> {
        let all = "SELECT article FROM index_version \
             WHERE version = (SELECT version FROM index_version WHERE article = ?1) ORDER BY changed DESC, article DESC";
        let read = || -> rusqlite::Result<Vec<Id>> {
            let mut all = self.db.prepare_cached(all)?;
            all.query_map([id.0], |row| row.get(0).map(Id))?.collect()
        };
        let ids = read().map_err(|cause| StoreError::of(&self.path, cause))?;
        self.rows(&ids)
    }
}
