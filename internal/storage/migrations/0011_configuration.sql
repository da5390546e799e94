-- What the last start was configured with, as keyed hashes by name: whether
-- something changed can be told from it, and nothing else.
CREATE TABLE configuration (
  name TEXT PRIMARY KEY,
  hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
