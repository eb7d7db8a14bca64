//! Files going into the index together: articles with all that stands beside them, and their words at the end.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::index::{Content, Put, day_number};
use super::links;
use super::marks::{of_registers, refresh};
use super::named;
use super::prepare::{COPIED, Prepared, candidates};
use super::profiles::put_profiles;
use super::versions::Versions;
use crate::library::Mark;

/// Files that are put in together.
pub(super) struct Batch<'a> {
    db: &'a Connection,
    versions: Versions<'a>,
    /// The articles put in whose words are still to come, by id.
    texts: BTreeMap<i64, &'a Prepared>,
    /// What articles were compared by that have been taken out.
    gone: Vec<Vec<u8>>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(db: &'a Connection) -> Self {
        Self {
            db,
            versions: Versions::new(db),
            texts: BTreeMap::new(),
            gone: Vec::new(),
        }
    }

    /// Puts a file in.
    pub(super) fn put_file(&mut self, file: &'a Put) -> rusqlite::Result<()> {
        let db = self.db;
        let old = "SELECT article, size = ?2 AND mtime = ?3 FROM index_file WHERE path = ?1";
        let (old, unchanged): (Option<i64>, bool) = db
            .prepare_cached(old)?
            .query_row(
                params![file.path, file.seen.size.cast_signed(), file.seen.mtime],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?
            .unwrap_or_default();
        let hash = file.hash.cast_signed();
        let size = file.seen.size.cast_signed();
        let (mut fresh, mut is_new) = (file.fresh, false);
        let (article, trouble) = match &file.content {
            Content::Same => {
                let touch =
                    "UPDATE index_file SET size = ?2, mtime = ?3, fresh = ?4 WHERE path = ?1";
                db.prepare_cached(touch)?.execute(params![
                    file.path,
                    size,
                    file.seen.mtime,
                    fresh
                ])?;
                return Ok(());
            }
            Content::Copy => {
                let twin = "SELECT article FROM index_file WHERE hash = ?1 AND size = ?2 AND article IS NOT NULL LIMIT 1";
                let twin: Option<i64> = db
                    .prepare_cached(twin)?
                    .query_row([hash, size], |row| row.get(0))
                    .optional()?;
                // Its twin has gone in the meantime: the next scan looks again.
                fresh |= twin.is_none();
                (twin, None)
            }
            Content::None(why) => (None, Some(why)),
            Content::Article(prepared) => {
                let (id, new) = self.put_article(prepared, old)?;
                is_new = new;
                (Some(id), None)
            }
        };
        let put = "INSERT INTO index_file VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET size = excluded.size, \
         mtime = excluded.mtime, hash = excluded.hash, fresh = excluded.fresh, article = excluded.article, trouble = excluded.trouble";
        db.prepare_cached(put)?.execute(params![
            file.path,
            size,
            file.seen.mtime,
            hash,
            fresh,
            article,
            trouble
        ])?;
        if old != article {
            if let Some(article) = article.filter(|_| !is_new) {
                self.count_files(article)?;
            }
            if let (Some(old), Some(article), true) = (old, article, unchanged) {
                self.follow(old, article)?;
            }
            self.leave(old)?;
        }
        Ok(())
    }

    /// Another parser has read other words in the same file: what the reader said of it as it was, is said of it as it is now, as far as
    /// nothing has been said of that yet. The old registers stay, for other copies of it.
    fn follow(&self, old: i64, new: i64) -> rusqlite::Result<()> {
        let db = self.db;
        let copy = "INSERT OR IGNORE INTO state_register (key, field, value, time, device) \
         SELECT new.key, state.field, state.value, state.time, state.device \
         FROM index_article old, index_article new JOIN state_register state ON state.key = old.key \
         WHERE old.id = ?1 AND new.id = ?2 AND old.key <> new.key";
        if db.prepare_cached(copy)?.execute([old, new])? > 0 {
            let key = "SELECT key FROM index_article WHERE id = ?1";
            let key: i64 = db.prepare_cached(key)?.query_row([new], |row| row.get(0))?;
            refresh(db, key.cast_unsigned(), Mark::Read.field())?;
        }
        Ok(())
    }

    /// Notes whether several files hold an article.
    fn count_files(&self, id: i64) -> rusqlite::Result<()> {
        let files = "(SELECT count(*) FROM (SELECT 1 FROM index_file WHERE article = ?1 LIMIT 2))";
        let count = format!(
            "UPDATE index_article SET flags = (flags & ~{COPIED}) | ({files} > 1) * {COPIED} WHERE id = ?1"
        );
        self.db.prepare_cached(&count)?.execute([id])?;
        Ok(())
    }

    /// Takes an article out that no file holds any more.
    pub(super) fn leave(&mut self, article: Option<i64>) -> rusqlite::Result<()> {
        let Some(id) = article else {
            return Ok(());
        };
        let held = "SELECT 1 FROM index_file WHERE article = ?1 LIMIT 1";
        if self.db.prepare_cached(held)?.exists([id])? {
            return self.count_files(id);
        }
        self.remove_article(id)
    }

    fn remove_article(&mut self, id: i64) -> rusqlite::Result<()> {
        // What this batch has put in has no words in the index yet.
        if self.texts.remove(&id).is_none() {
            let profile = "SELECT profile FROM index_profile WHERE article = ?1";
            let mut profile = self.db.prepare_cached(profile)?;
            let profile = profile.query_row([id], |row| row.get(0)).optional()?;
            self.gone.extend(profile);
        }
        named::remove(self.db, id)?;
        self.versions.leave(id)?;
        for table in [
            "DELETE FROM index_article WHERE id = ?1",
            "DELETE FROM index_page WHERE id = ?1",
            "DELETE FROM index_link WHERE article = ?1",
            "DELETE FROM index_tag WHERE article = ?1",
            "DELETE FROM index_story WHERE article = ?1",
            "DELETE FROM index_profile WHERE article = ?1",
            "DELETE FROM index_text WHERE rowid = ?1",
        ] {
            self.db.prepare_cached(table)?.execute([id])?;
        }
        Ok(())
    }

    /// Puts the article in, unless one with the same words is there; gives its id, and whether surely no other file holds it. `old` is what
    /// the file held before: when those are the same words, what else was read of them is taken from now on.
    fn put_article(
        &mut self,
        article: &'a Prepared,
        old: Option<i64>,
    ) -> rusqlite::Result<(i64, bool)> {
        let db = self.db;
        let same = "SELECT id FROM index_article WHERE key = ?1";
        let same: Option<i64> = db
            .prepare_cached(same)?
            .query_row([article.key.cast_signed()], |row| row.get(0))
            .optional()?;
        let Some(same) = same else {
            return Ok((self.insert_article(article)?, true));
        };
        let page = "SELECT 1 FROM index_page WHERE id = ?1 AND article = ?2";
        if old != Some(same)
            || db
                .prepare_cached(page)?
                .exists(params![same, article.page])?
        {
            return Ok((same, false));
        }
        self.remove_article(same)?;
        let id = self.insert_article(article)?;
        db.prepare_cached("UPDATE index_file SET article = ?2 WHERE article = ?1")?
            .execute([same, id])?;
        Ok((id, false))
    }

    fn insert_article(&mut self, article: &'a Prepared) -> rusqlite::Result<i64> {
        let db = self.db;
        let mut taken = db.prepare_cached("SELECT 1 FROM index_article WHERE id = ?1")?;
        let mut id = 0;
        for candidate in candidates(article.stamp.as_ref(), &article.folded, article.key) {
            id = candidate;
            if !taken.exists([id])? {
                break;
            }
        }
        let day = article.stamp.map(|stamp| day_number(stamp.date));
        let marks = of_registers(db, article.key)?.bits();
        let insert = "INSERT INTO index_article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        db.prepare_cached(insert)?.execute(params![
            id,
            article.key.cast_signed(),
            marks,
            article.minutes,
            article.flags,
            day,
            article.stamp.map(|stamp| stamp.to_string()),
            article.headline,
            article.folded,
            article.publisher,
            article.publisher_folded,
            article.byline,
            article.language,
            article.format.name(),
            article.url,
        ])?;
        db.prepare_cached("INSERT INTO index_page VALUES (?1, ?2, ?3)")?
            .execute(params![id, article.page, article.notes])?;
        links::insert(db, id, &article.signs)?;
        named::insert(db, id, &article.named)?;
        for tag in &article.tags {
            db.prepare_cached("INSERT OR IGNORE INTO index_tag VALUES (?1, ?2)")?
                .execute(params![tag, id])?;
        }
        self.versions.come(id, article)?;
        self.texts.insert(id, article);
        Ok(id)
    }

    /// Puts in all that articles of the batch are found by, and takes away what those were counted for that have gone.
    pub(super) fn finish(self) -> rusqlite::Result<()> {
        put_profiles(self.db, &self.texts, &self.gone)?;
        self.put_texts()
    }

    /// Puts in the words of all articles of the batch, in the order of their ids: the full-text index gathers them in memory for as long as ids
    /// grow and no other table is written, and each time that they do not it makes a piece that has to be merged.
    fn put_texts(self) -> rusqlite::Result<()> {
        let insert = "INSERT INTO index_text (rowid, headline, standfirst, byline, publisher, tags, body, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let mut insert = self.db.prepare_cached(insert)?;
        for (id, article) in self.texts {
            let [headline, standfirst, byline, publisher, tags, body, facts] = &article.texts;
            insert.execute(params![
                id, headline, standfirst, byline, publisher, tags, body, facts
            ])?;
        }
        Ok(())
    }
}
