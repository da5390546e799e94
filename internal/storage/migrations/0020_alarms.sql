-- Others than its person may be told of a sign-in: owners, of one with the operator's code.
CREATE TABLE told_notices (
  account BLOB NOT NULL,
  session BLOB NOT NULL,
  about   BLOB NOT NULL,
  agent   TEXT NOT NULL,
  network TEXT NOT NULL,
  way     TEXT NOT NULL,
  time    BIGINT NOT NULL,
  PRIMARY KEY (account, session)
);
INSERT INTO told_notices (account, session, about, agent, network, way, time)
  SELECT account, session, account, agent, network, way, time FROM browser_notices;
DROP TABLE browser_notices;
ALTER TABLE told_notices RENAME TO browser_notices;
CREATE INDEX browser_notices_account ON browser_notices (account, time);
