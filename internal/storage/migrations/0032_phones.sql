-- Numbers that codes go to by SMS, sealed; resting says that they count for nothing
-- now, and that their people were told. What was sent on a day.
CREATE TABLE phones (
  account   BLOB    NOT NULL PRIMARY KEY,
  sealed    BLOB    NOT NULL,
  since     BIGINT  NOT NULL,
  last_used BIGINT  NOT NULL DEFAULT 0,
  resting   BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE TABLE texts_sent (
  day  BIGINT  NOT NULL PRIMARY KEY,
  sent INTEGER NOT NULL
);
