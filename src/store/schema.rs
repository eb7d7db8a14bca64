//! The format of a store's file: its tables, and what brings an older file to them.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _};

use super::error::StoreError;

/// Tells our files from other programs': `Clip`.
pub(super) const APPLICATION: i64 = 0x436c_6970;

/// What makes the file of one version that of the next; the n-th leads to version n.
pub(super) const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The tables of the index, and the version that they are of: an index of another version is dropped.
const INDEX: &str = include_str!("migrations/index.sql");
const INDEX_VERSION: i64 = 6;

/// Whose parser made the index; another one's articles are read again.
pub(super) const MAKER: &str = env!("CARGO_PKG_VERSION");

pub(super) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the file to the format of this program, in one transaction.
pub(super) fn migrate(db: &Connection, path: &Path) -> Result<(), StoreError> {
    let fail = |cause| StoreError::of_tables(path, cause);
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let look = || -> rusqlite::Result<(i64, i64, i64, Option<i64>)> {
        // All of one moment: a file that another process is just making is no damaged one.
        let moment = db.unchecked_transaction()?;
        let application = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let tables = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let looked = (application, version(db)?, tables, noted_version(db)?);
        moment.commit()?;
        Ok(looked)
    };
    let (application, found, tables, noted) = look().map_err(fail)?;
    let is_foreign = application != APPLICATION && (tables > 0 || found > 0);
    if (is_foreign || found > known) && noted.is_some_and(|noted| noted <= known) {
        return Err(StoreError::damaged(
            path,
            "its tables are ours, its header is another",
        ));
    }
    if is_foreign {
        return Err(StoreError::Foreign {
            path: path.to_owned(),
        });
    }
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    if found == known && index_version(db).map_err(fail)? == Some(INDEX_VERSION) {
        return Ok(());
    }
    let change = || -> rusqlite::Result<()> {
        db.execute_batch("BEGIN IMMEDIATE")?;
        // Another process may have been faster.
        let found = usize::try_from(version(db)?).unwrap_or_default();
        for migration in MIGRATIONS.iter().skip(found) {
            db.execute_batch(migration)?;
        }
        if index_version(db)? != Some(INDEX_VERSION) {
            drop_index(db)?;
            make_index(db)?;
        }
        db.pragma_update(None, "application_id", APPLICATION)?;
        db.pragma_update(None, "user_version", known)?;
        db.execute(
            "INSERT OR REPLACE INTO state_fact VALUES ('format', ?1)",
            [known],
        )?;
        db.execute_batch("COMMIT")
    };
    change().map_err(|cause| {
        // There may be no transaction to roll back.
        let _ = db.execute_batch("ROLLBACK");
        fail(cause)
    })
}

/// The version as it is noted in a table of ours, where there is one.
fn noted_version(db: &Connection) -> rusqlite::Result<Option<i64>> {
    if !has_table(db, "state_fact")? {
        return Ok(None);
    }
    let noted = "SELECT value FROM state_fact WHERE name = 'format'";
    let noted = db.query_row(noted, [], |row| row.get(0)).optional()?;
    Ok(noted.flatten())
}

fn has_table(db: &Connection, name: &str) -> rusqlite::Result<bool> {
    let there = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1)";
    db.query_row(there, [name], |row| row.get(0))
}

fn index_version(db: &Connection) -> rusqlite::Result<Option<i64>> {
    if !has_table(db, "index_fact")? {
        return Ok(None);
    }
    let version = "SELECT value FROM index_fact WHERE name = 'version'";
    db.query_row(version, [], |row| row.get(0)).optional()
}

pub(super) fn make_index(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(INDEX)?;
    let facts = "INSERT INTO index_fact VALUES ('version', ?1), ('maker', ?2)";
    db.execute(facts, (INDEX_VERSION, MAKER))?;
    Ok(())
}

pub(super) fn drop_index(db: &Connection) -> rusqlite::Result<()> {
    // The full-text table first: it takes its own tables along.
    db.execute_batch("DROP TABLE IF EXISTS index_text")?;
    let names =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'index\\_%' ESCAPE '\\'";
    let names: Vec<String> = db
        .prepare(names)?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for name in names {
        db.execute_batch(&format!("DROP TABLE \"{name}\""))?;
    }
    Ok(())
}
