-- When sign-in was looked at last, and what was found then.
CREATE TABLE signin_checks (
  one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  checked INTEGER NOT NULL
);
CREATE TABLE signin_findings (
  finding BLOB NOT NULL PRIMARY KEY
);
