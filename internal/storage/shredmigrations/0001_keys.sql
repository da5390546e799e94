CREATE TABLE shred_keys (
  generation BLOB NOT NULL PRIMARY KEY,
  secret     BLOB NOT NULL,
  created    BIGINT NOT NULL
);
