-- The index: all of it can be dropped and is made again from the files and the state.

-- maker: the program whose parser made it.
CREATE TABLE index_fact (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

-- A file below the library's folder, and what was seen of it. fresh: it was so young that its time tells nothing; look into it again.
-- mtime: nanoseconds since 1970. hash: FNV-1a of the bytes. trouble: why there is no article.
CREATE TABLE index_file (
    path BLOB PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    article INTEGER,
    trouble TEXT
) WITHOUT ROWID;
CREATE INDEX index_file_article ON index_file (article);
CREATE INDEX index_file_trouble ON index_file (path) WHERE trouble <> '';
CREATE INDEX index_file_hash ON index_file (hash);

-- An article. The id is its place in the order of dates: minutes since 1600 (0: undated), then ten bits that tell apart.
-- day: days since 1970 as the page writes them. stamp: the date as text. folded, publisher_folded: to sort by.
-- marks: 1 read, 2 starred, 4 archived, 8 binned. flags: 1 image, 2 video, 4 in several files.
CREATE TABLE index_article (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,
    marks INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    flags INTEGER NOT NULL,
    day INTEGER,
    stamp TEXT,
    headline TEXT NOT NULL,
    folded TEXT NOT NULL,
    publisher TEXT,
    publisher_folded TEXT,
    byline TEXT,
    language TEXT,
    format TEXT NOT NULL,
    url TEXT
);
CREATE INDEX index_article_newest ON index_article (id DESC, marks);
CREATE INDEX index_article_headline ON index_article (folded, id DESC, marks);
CREATE INDEX index_article_publisher ON index_article ((publisher_folded IS NULL), publisher_folded, id DESC, marks);
CREATE INDEX index_article_minutes ON index_article (minutes, id DESC, marks);
CREATE INDEX index_article_copied ON index_article (id) WHERE flags & 4;
CREATE INDEX index_article_marks ON index_article (marks, id DESC);

-- How many articles have which marks, so that nobody has to count.
CREATE TABLE index_count (
    marks INTEGER PRIMARY KEY,
    articles INTEGER NOT NULL
);
CREATE TRIGGER index_count_insert AFTER INSERT ON index_article BEGIN
    INSERT INTO index_count VALUES (NEW.marks, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER index_count_delete AFTER DELETE ON index_article BEGIN
    UPDATE index_count SET articles = articles - 1 WHERE marks = OLD.marks;
END;
CREATE TRIGGER index_count_update AFTER UPDATE OF marks ON index_article WHEN OLD.marks <> NEW.marks BEGIN
    UPDATE index_count SET articles = articles - 1 WHERE marks = OLD.marks;
    INSERT INTO index_count VALUES (NEW.marks, 1) ON CONFLICT DO UPDATE SET articles = articles + 1;
END;

-- The whole article, JSON, packed (LZ4): what opening needs. notes: what the parser had to say, one a line.
CREATE TABLE index_page (
    id INTEGER PRIMARY KEY,
    article BLOB NOT NULL,
    notes TEXT
);

-- What leads from a related headline to an article: see library/links.rs. key: the text where beginnings are asked for, else its FNV-1a.
CREATE TABLE index_link (
    sign INTEGER NOT NULL,
    key NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (sign, key, article)
) WITHOUT ROWID;
CREATE INDEX index_link_article ON index_link (article);

-- Which pages may name an article: see library/named.rs. article: the page's.
CREATE TABLE index_named (
    sign INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (sign, article)
) WITHOUT ROWID;

-- Which story an article belongs to; those that stand alone are not here. story: the key of the article that it began with.
CREATE TABLE index_story (
    article INTEGER PRIMARY KEY,
    story INTEGER NOT NULL
);
CREATE INDEX index_story_articles ON index_story (story, article);

-- Stories that were merged: the name that is gone, and the story that has its articles now.
CREATE TABLE index_merged (
    story INTEGER PRIMARY KEY,
    into_story INTEGER NOT NULL
);

-- What a text is found by that may be a version of another: see library/versions.rs.
CREATE TABLE index_print (
    print INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (print, article)
) WITHOUT ROWID;

-- Articles that are versions of one text; those that stand alone are not here. version: the key of the article that it began with.
-- changed: when the article was last changed, as ids have it. words: of its text. stamp: the page's own words for that, where it has any.
CREATE TABLE index_version (
    article INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    words INTEGER NOT NULL,
    stamp TEXT
);
CREATE INDEX index_version_newest ON index_version (version, changed);
CREATE INDEX index_version_longest ON index_version (version, words);

-- Tags, folded.
CREATE TABLE index_tag (
    tag TEXT NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (tag, article)
) WITHOUT ROWID;
CREATE INDEX index_tag_article ON index_tag (article);

-- The words, folded, and facts as words that nobody types; scripts without spaces are cut into single characters, so the tokenizer has nothing left to fold.
CREATE VIRTUAL TABLE index_text USING fts5 (
    headline, standfirst, byline, publisher, tags, body, facts,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);

-- How many articles of a sample of one in sixteen hold a word: tells common words from rare ones.
CREATE TABLE index_word (
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX index_word_common ON index_word (word, articles) WHERE articles >= 64;

-- Words are gathered in memory until so many bytes are. Pieces are merged when the work is done, not meanwhile: once instead of many times.
INSERT INTO index_text (index_text, rank) VALUES ('hashsize', 16777216);
INSERT INTO index_text (index_text, rank) VALUES ('automerge', 0);
INSERT INTO index_text (index_text, rank) VALUES ('crisismerge', 500);

-- What related articles are found by; the whole is in store/terms.rs. slot: a small number for the article, never given twice. density: how alike its
-- five nearest articles are, in thousandths; NULL where that is still to be found out, and the article to be put into a story.
CREATE TABLE index_profile (
    slot INTEGER PRIMARY KEY,
    article INTEGER NOT NULL,
    density INTEGER,
    profile BLOB NOT NULL
);
CREATE UNIQUE INDEX index_profile_article ON index_profile (article);
CREATE INDEX index_profile_new ON index_profile (slot) WHERE density IS NULL;

-- For each range of terms the slots of the articles that they are the most telling terms of.
CREATE TABLE index_posting (
    block INTEGER PRIMARY KEY,
    lists BLOB NOT NULL
);

-- Numbers about the whole library, in parts: kind 0 how often it was changed, 1 in how many articles a term stands, 2 the days of slots.
CREATE TABLE index_corpus (
    kind INTEGER NOT NULL,
    part INTEGER NOT NULL,
    numbers BLOB NOT NULL,
    PRIMARY KEY (kind, part)
);
