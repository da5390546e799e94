CREATE TABLE certificates (
  n            INTEGER PRIMARY KEY,
  conversation BLOB NOT NULL UNIQUE,
  bytes        BLOB NOT NULL
);
