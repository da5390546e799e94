-- Accounts that go on as another one, after everything that opened them was lost.
CREATE TABLE successions (
  invite    BLOB NOT NULL PRIMARY KEY,
  former    BLOB NOT NULL UNIQUE,
  successor BLOB
);
