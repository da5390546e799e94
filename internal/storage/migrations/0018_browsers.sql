-- Which browsers an account was signed in from, as hashes of what those browsers keep.
CREATE TABLE known_browsers (
  account  BLOB NOT NULL,
  verifier BLOB NOT NULL,
  seen     BIGINT NOT NULL,
  PRIMARY KEY (account, verifier)
);
-- Sign-ins from others, until their person has said that it was them.
CREATE TABLE browser_notices (
  session BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL,
  agent   TEXT NOT NULL,
  network TEXT NOT NULL,
  way     TEXT NOT NULL,
  time    BIGINT NOT NULL
);
CREATE INDEX browser_notices_account ON browser_notices (account, time);
