-- The record of acts: an entry for each event, by its number from 0. Where an
-- event was erased, its salt is gone, and event is the entry that is left of it.
-- (The earlier table, events, is moved here when the file is opened.)
CREATE TABLE ledger (
  number INTEGER PRIMARY KEY,
  salt   BLOB,
  event  BLOB NOT NULL
);
CREATE TABLE ledger_tiles (
  level  INTEGER NOT NULL,
  number BIGINT NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, number)
);
CREATE TABLE ledger_checkpoints (
  size BIGINT NOT NULL PRIMARY KEY,
  time BIGINT NOT NULL,
  note BLOB NOT NULL
);
-- Which words the events under a full tile hold, and the times that they lie between.
CREATE TABLE ledger_terms (
  term BIGINT NOT NULL,
  tile BIGINT NOT NULL,
  PRIMARY KEY (term, tile)
) WITHOUT ROWID;
CREATE TABLE ledger_spans (
  tile  INTEGER PRIMARY KEY,
  since BIGINT NOT NULL,
  until BIGINT NOT NULL
);
