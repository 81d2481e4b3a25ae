-- The search index of a release. Words are folded (kg.search.folding) before they come here, so that the
-- tokenizer has nothing left to do.
PRAGMA page_size = 4096;
CREATE TABLE entry (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,          -- what stands after …/id/
  type TEXT NOT NULL,               -- local name of its most specific class
  types TEXT NOT NULL,              -- that and those above it, a JSON array
  labels TEXT NOT NULL,             -- by language, a JSON object
  descriptions TEXT NOT NULL,       -- by language, a JSON object
  weight REAL NOT NULL              -- how likely it is meant, before anything is asked
);
CREATE TABLE entry_type (
  type TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entry,
  PRIMARY KEY (type, entry)
) WITHOUT ROWID;
CREATE TABLE name (
  number INTEGER PRIMARY KEY,
  entry INTEGER NOT NULL REFERENCES entry,
  text TEXT NOT NULL,
  language TEXT NOT NULL,           -- "" where it is not known
  kind TEXT NOT NULL                -- label, alias, title, number, short
);
CREATE INDEX name_entry ON name (entry);
CREATE TABLE type (
  name TEXT PRIMARY KEY,
  labels TEXT NOT NULL,             -- by language, a JSON object
  parents TEXT NOT NULL,            -- a JSON array
  members INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE vocabulary (
  word TEXT PRIMARY KEY,
  latin TEXT,                       -- how it is written in Latin letters, if it is
  cyrillic TEXT                     -- how it is written in Cyrillic letters, if it is
) WITHOUT ROWID;
CREATE TABLE stem (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE name_index USING fts5(words, content='', tokenize='ascii', prefix='1 2 3');
-- Words, and words without their endings.
CREATE VIRTUAL TABLE entry_index USING fts5(names, words, content='', tokenize='ascii', prefix='2 3');
