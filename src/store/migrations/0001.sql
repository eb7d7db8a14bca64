-- The reader's own state. Precious: nothing here can be made again.

-- One value of one article, or of none (then the key is ''). The write with the greatest (time, device, value) wins.
-- key: the article's library::key as a signed 64-bit number. value: JSON; null where it was taken back. time: milliseconds since 1970.
CREATE TABLE state_register (
    key,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    time INTEGER NOT NULL,
    device TEXT NOT NULL,
    PRIMARY KEY (key, field)
) WITHOUT ROWID;
CREATE INDEX state_register_field ON state_register (field, key);
CREATE INDEX state_register_time ON state_register (time);

-- What the reader changed, for undo and redo. changes: JSON, a list of [key, field, before, after].
CREATE TABLE state_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    session TEXT NOT NULL,
    label TEXT NOT NULL,
    time INTEGER NOT NULL,
    changes TEXT NOT NULL
);

-- format: the version of these tables, as in the file's header; device: who writes here; undone: the last entry of the history that stands; journal NAME: how it was when it was taken over.
CREATE TABLE state_fact (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;
