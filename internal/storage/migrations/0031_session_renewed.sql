-- The token that a session had before it proved two factors again, and until when it
-- still names the session (0: until the new one was used).
ALTER TABLE sessions ADD COLUMN former BLOB;
ALTER TABLE sessions ADD COLUMN former_until BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX sessions_former ON sessions (former) WHERE former IS NOT NULL;
