-- What the organisation chose, by name; bytes are encrypted under the server's own key.
CREATE TABLE documents (
  name    TEXT NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  bytes   BLOB NOT NULL,
  changed BIGINT NOT NULL
);
