-- Whom an identity provider says that the organisation has, and their groups.
CREATE TABLE provisioned_users (
  id          BLOB NOT NULL PRIMARY KEY,
  version     BIGINT NOT NULL,
  created     BIGINT NOT NULL,
  changed     BIGINT NOT NULL,
  user_name   TEXT NOT NULL,
  folded      TEXT NOT NULL UNIQUE,
  external_id TEXT NOT NULL,
  display     TEXT NOT NULL,
  given       TEXT NOT NULL,
  family      TEXT NOT NULL,
  email       TEXT NOT NULL,
  active      BOOLEAN NOT NULL,
  account     BLOB
);
CREATE INDEX provisioned_users_external ON provisioned_users (external_id);
CREATE TABLE provisioned_groups (
  id          BLOB NOT NULL PRIMARY KEY,
  version     BIGINT NOT NULL,
  created     BIGINT NOT NULL,
  changed     BIGINT NOT NULL,
  display     TEXT NOT NULL,
  external_id TEXT NOT NULL,
  team        BLOB
);
CREATE TABLE provisioned_members (
  grp    BLOB NOT NULL,
  person BLOB NOT NULL,
  PRIMARY KEY (grp, person)
);
CREATE INDEX provisioned_members_person ON provisioned_members (person);
