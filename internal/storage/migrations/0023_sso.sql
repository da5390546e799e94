-- Who is who at an identity provider, and which sessions its word began.
CREATE TABLE provider_links (
  issuer  TEXT NOT NULL,
  subject TEXT NOT NULL,
  account BLOB NOT NULL,
  email   TEXT NOT NULL,
  made    BIGINT NOT NULL,
  used    BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE UNIQUE INDEX provider_links_account ON provider_links (account, issuer);
ALTER TABLE sessions ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN provided TEXT NOT NULL DEFAULT '';
