CREATE TABLE notices (
  conversation BLOB NOT NULL PRIMARY KEY,
  generation   BLOB NOT NULL,
  sealed       BLOB NOT NULL,
  told         BIGINT NOT NULL
);
