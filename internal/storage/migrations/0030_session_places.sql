-- From where a session also proved two factors, and from where else it was seen, each
-- a line (internal/identity/moved.go).
ALTER TABLE sessions ADD COLUMN places TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN strange TEXT NOT NULL DEFAULT '';
