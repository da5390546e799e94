ALTER TABLE conversations ADD COLUMN closed_at BIGINT;
ALTER TABLE conversations ADD COLUMN held BIGINT NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN destroyed BIGINT;
UPDATE conversations SET closed_at = last_activity WHERE state = 'closed';
UPDATE conversations SET closed_at = ended.at
  FROM (SELECT subject, max(time) * 1000 AS at FROM events WHERE kind = 'conversation.closed' GROUP BY subject) AS ended
  WHERE ended.subject = conversations.id AND conversations.state = 'closed';
UPDATE conversations SET destroyed = gone.at, expires = gone.at
  FROM (SELECT subject, max(time) * 1000 AS at FROM events WHERE kind = 'keys.destroyed' GROUP BY subject) AS gone
  WHERE gone.subject = conversations.id AND conversations.state = 'closed' AND conversations.expires IS NULL;
CREATE INDEX conversations_inbox ON conversations (inbox, state);
CREATE TABLE certificates (
  n            INTEGER PRIMARY KEY,
  conversation BLOB NOT NULL UNIQUE,
  at           BIGINT NOT NULL,
  bytes        BLOB NOT NULL
);
