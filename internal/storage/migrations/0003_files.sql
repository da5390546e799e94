CREATE TABLE attachments (
  thread   BLOB NOT NULL,
  id       BLOB NOT NULL,
  uploader BLOB NOT NULL,
  size     BIGINT NOT NULL,
  received BIGINT NOT NULL,
  claimed  BIGINT NOT NULL,
  removed  BIGINT NOT NULL,
  created  BIGINT NOT NULL,
  PRIMARY KEY (thread, id)
);
CREATE INDEX attachments_unclaimed ON attachments (created) WHERE claimed = 0 AND removed = 0;
CREATE INDEX attachments_uploader ON attachments (uploader) WHERE claimed = 0 AND removed = 0;
ALTER TABLE conversations ADD COLUMN rating BIGINT NOT NULL DEFAULT 0;
CREATE INDEX conversations_waiting ON conversations (group_id, waiting_since) WHERE waiting_since IS NOT NULL;
CREATE TABLE answers (
  inbox  BLOB NOT NULL,
  time   BIGINT NOT NULL,
  waited BIGINT NOT NULL
);
CREATE INDEX answers_inbox ON answers (inbox, time);
CREATE TABLE drafts (
  account      BLOB NOT NULL,
  conversation BLOB NOT NULL,
  version      BIGINT NOT NULL,
  bytes        BLOB,
  updated      BIGINT NOT NULL,
  PRIMARY KEY (account, conversation)
);
CREATE INDEX drafts_conversation ON drafts (conversation);
