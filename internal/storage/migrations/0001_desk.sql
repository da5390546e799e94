CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
);
CREATE TABLE events (
  id      INTEGER PRIMARY KEY,
  time    BIGINT NOT NULL,
  kind    TEXT NOT NULL,
  actor   TEXT NOT NULL,
  subject BLOB NOT NULL,
  network TEXT NOT NULL
);
CREATE TABLE statements (
  position INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE,
  bytes    BLOB NOT NULL
);
CREATE TABLE heads (
  id    BLOB NOT NULL PRIMARY KEY,
  size  BIGINT NOT NULL,
  bytes BLOB NOT NULL
);
CREATE TABLE group_boxes (
  group_id BLOB NOT NULL,
  number   BIGINT NOT NULL,
  account  BLOB NOT NULL,
  box      BLOB NOT NULL,
  PRIMARY KEY (group_id, number, account)
);
CREATE INDEX group_boxes_account ON group_boxes (account);
CREATE TABLE article_sets (
  hash    BLOB NOT NULL PRIMARY KEY,
  created BIGINT NOT NULL,
  bytes   BLOB NOT NULL
);
CREATE TABLE inbox_settings (
  inbox    BLOB NOT NULL PRIMARY KEY,
  settings TEXT NOT NULL
);
CREATE TABLE visitor_devices (
  id    BLOB NOT NULL PRIMARY KEY,
  bytes BLOB NOT NULL
);
CREATE TABLE threads (
  n            INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  conversation BLOB NOT NULL,
  kind         BIGINT NOT NULL,
  bytes        BLOB NOT NULL,
  generation   BLOB NOT NULL,
  group_generation BLOB NOT NULL,
  sequence     BIGINT NOT NULL,
  transcript   BLOB NOT NULL,
  last_message BIGINT NOT NULL
);
CREATE TABLE conversations (
  n             INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  inbox         BLOB NOT NULL,
  group_id      BLOB NOT NULL,
  state         TEXT NOT NULL,
  assignee      BLOB,
  created       BIGINT NOT NULL,
  last_activity BIGINT NOT NULL,
  waiting_since BIGINT,
  notes_thread  BLOB,
  expires       BIGINT
);
CREATE INDEX conversations_group ON conversations (group_id, last_activity);
CREATE INDEX conversations_expires ON conversations (expires);
CREATE TABLE conversation_visitors (
  device       BLOB NOT NULL,
  conversation BLOB NOT NULL,
  PRIMARY KEY (device, conversation)
);
CREATE INDEX conversation_visitors_conversation ON conversation_visitors (conversation);
CREATE TABLE thread_generations (
  id     BLOB NOT NULL PRIMARY KEY,
  thread BLOB NOT NULL,
  number BIGINT NOT NULL,
  bytes  BLOB NOT NULL,
  UNIQUE (thread, number)
);
CREATE TABLE thread_boxes (
  generation BLOB NOT NULL,
  kind       BIGINT NOT NULL,
  ref        BLOB NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (generation, kind, ref)
);
CREATE TABLE thread_wraps (
  generation       BLOB NOT NULL,
  group_generation BLOB NOT NULL,
  sealed           BLOB NOT NULL,
  PRIMARY KEY (generation, group_generation)
);
CREATE TABLE entries (
  n          INTEGER PRIMARY KEY,
  thread     BIGINT NOT NULL,
  sequence   BIGINT NOT NULL,
  kind       BIGINT NOT NULL,
  message    BLOB,
  hash       BLOB NOT NULL,
  transcript BLOB NOT NULL,
  bytes      BLOB NOT NULL,
  receipt    BLOB NOT NULL,
  UNIQUE (thread, sequence),
  FOREIGN KEY (thread) REFERENCES threads (n)
);
CREATE UNIQUE INDEX entries_message ON entries (thread, message) WHERE message IS NOT NULL;
CREATE TABLE senders (
  thread  BIGINT NOT NULL,
  sender  BLOB NOT NULL,
  counter BIGINT NOT NULL,
  hash    BLOB NOT NULL,
  PRIMARY KEY (thread, sender)
);
CREATE TABLE marks (
  thread   BLOB NOT NULL,
  device   BLOB NOT NULL,
  kind     BIGINT NOT NULL,
  account  BLOB,
  sequence BIGINT NOT NULL,
  bytes    BLOB NOT NULL,
  PRIMARY KEY (thread, device, kind)
);
CREATE INDEX marks_account ON marks (account, thread);
CREATE TABLE accounts (
  id           BLOB NOT NULL PRIMARY KEY,
  email        TEXT NOT NULL UNIQUE,
  handle       BLOB NOT NULL UNIQUE,
  availability TEXT NOT NULL,
  created      BIGINT NOT NULL
);
CREATE TABLE passkeys (
  id        BLOB NOT NULL PRIMARY KEY,
  account   BLOB NOT NULL,
  name      TEXT NOT NULL,
  record    BLOB NOT NULL,
  created   BIGINT NOT NULL,
  last_used BIGINT NOT NULL
);
CREATE INDEX passkeys_account ON passkeys (account);
CREATE TABLE passwords (
  account    BLOB NOT NULL PRIMARY KEY,
  salt       BLOB NOT NULL,
  memory     BIGINT NOT NULL,
  iterations BIGINT NOT NULL,
  verifier   BLOB NOT NULL,
  totp       TEXT NOT NULL,
  totp_step  BIGINT NOT NULL,
  last_used  BIGINT NOT NULL
);
CREATE TABLE recoveries (
  account   BLOB NOT NULL PRIMARY KEY,
  verifier  BLOB NOT NULL,
  last_used BIGINT NOT NULL
);
CREATE TABLE vaults (
  account   BLOB NOT NULL PRIMARY KEY,
  version   BIGINT NOT NULL,
  bytes     BLOB NOT NULL,
  unlockers BLOB NOT NULL
);
CREATE TABLE sessions (
  id        BLOB NOT NULL PRIMARY KEY,
  verifier  BLOB NOT NULL UNIQUE,
  account   BLOB NOT NULL,
  device    BLOB,
  created   BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  network   TEXT NOT NULL,
  agent     TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);
CREATE TABLE visitor_sessions (
  verifier BLOB NOT NULL PRIMARY KEY,
  device   BLOB NOT NULL,
  expires  BIGINT NOT NULL
);
