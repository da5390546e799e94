-- What witnesses said of our checkpoints, beside the checkpoints: a line of a
-- signed note each. A witness is its key in text form.
CREATE TABLE ledger_cosignatures (
  size    BIGINT NOT NULL,
  witness TEXT   NOT NULL,
  time    BIGINT NOT NULL,
  line    BLOB   NOT NULL,
  PRIMARY KEY (size, witness)
) WITHOUT ROWID;
-- How we stand with each witness that is asked: the newest checkpoint that it
-- cosigned, and what is wrong, since when, and the size that it knows then.
CREATE TABLE ledger_witnesses (
  witness TEXT   NOT NULL PRIMARY KEY,
  size    BIGINT NOT NULL,
  time    BIGINT NOT NULL,
  trouble TEXT   NOT NULL,
  since   BIGINT NOT NULL,
  theirs  BIGINT NOT NULL
);
-- Where we are the witness: the newest checkpoint of each log that was cosigned,
-- how far events tell of that, and the first one that contradicts it.
CREATE TABLE witness_logs (
  origin   TEXT   NOT NULL PRIMARY KEY,
  size     BIGINT NOT NULL,
  root     BLOB   NOT NULL,
  note     BLOB   NOT NULL,
  time     BIGINT NOT NULL,
  told     BIGINT NOT NULL,
  told_at  BIGINT NOT NULL,
  conflict BLOB
);
-- The key that all of the above was cosigned with. A key that is not named here
-- belongs to another memory, and must not sign again.
CREATE TABLE witness_keys (
  key  BLOB   NOT NULL PRIMARY KEY,
  time BIGINT NOT NULL
);
