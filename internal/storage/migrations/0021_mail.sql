-- Letters that wait, addresses that nothing is sent to, codes that were sent.
-- Addresses are keyed hashes; what is sealed is encrypted under the server's own key.
CREATE TABLE letters (
  id       BLOB NOT NULL PRIMARY KEY,
  kind     TEXT NOT NULL,
  address  BLOB NOT NULL,
  created  BIGINT NOT NULL,
  due      BIGINT NOT NULL,
  expires  BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  step     TEXT NOT NULL,
  sealed   BLOB NOT NULL
);
CREATE INDEX letters_due ON letters (due);
CREATE TABLE barred_addresses (
  address BLOB NOT NULL PRIMARY KEY,
  sealed  BLOB NOT NULL,
  since   BIGINT NOT NULL,
  step    TEXT NOT NULL,
  code    BIGINT NOT NULL
);
CREATE TABLE sent_codes (
  flow    BLOB NOT NULL PRIMARY KEY,
  hash    BLOB NOT NULL,
  expires BIGINT NOT NULL,
  tries   BIGINT NOT NULL
);
