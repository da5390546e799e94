CREATE TABLE senders_by_thread (
  thread  BIGINT NOT NULL,
  sender  BLOB NOT NULL,
  counter BIGINT NOT NULL,
  hash    BLOB NOT NULL,
  PRIMARY KEY (thread, sender)
) WITHOUT ROWID;
INSERT INTO senders_by_thread (thread, sender, counter, hash) SELECT thread, sender, counter, hash FROM senders;
DROP TABLE senders;
ALTER TABLE senders_by_thread RENAME TO senders;
