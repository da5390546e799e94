-- How many codes in a row came one step early (more than 0) or late (less).
ALTER TABLE passwords ADD COLUMN drift BIGINT NOT NULL DEFAULT 0;
