-- When a password was chosen, since when it counts as known to others (0: it does not),
-- and why the session that it began may only change it ('': it may do all).
ALTER TABLE passwords ADD COLUMN chosen BIGINT NOT NULL DEFAULT 0;
ALTER TABLE passwords ADD COLUMN compromised BIGINT NOT NULL DEFAULT 0;
UPDATE passwords SET chosen = last_used;
ALTER TABLE sessions ADD COLUMN due TEXT NOT NULL DEFAULT '';
