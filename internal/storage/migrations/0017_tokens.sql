-- Accounts that are shut out, and who decided it.
CREATE TABLE suspensions (
  account BLOB NOT NULL PRIMARY KEY,
  origin  TEXT NOT NULL,
  since   BIGINT NOT NULL
);
-- Tokens of programs: what is kept in place of them, and what they are for.
CREATE TABLE api_tokens (
  id           BLOB NOT NULL PRIMARY KEY,
  account      BLOB NOT NULL,
  name         TEXT NOT NULL,
  verifier     BLOB NOT NULL UNIQUE,
  scopes       TEXT NOT NULL,
  networks     TEXT NOT NULL,
  created      BIGINT NOT NULL,
  expires      BIGINT NOT NULL,
  last_used    BIGINT NOT NULL,
  last_network TEXT NOT NULL
);
