-- How long the events of a class are kept, in days (0: for ever); what follows on
-- it, and from when (Unix milliseconds, 0: nothing follows). Of the tiles before
-- swept, nothing of the class is left but what was held.
CREATE TABLE ledger_keeping (
  class  TEXT PRIMARY KEY,
  days   INTEGER NOT NULL,
  next   INTEGER NOT NULL,
  since  BIGINT NOT NULL,
  swept  BIGINT NOT NULL
);
-- What is kept whatever that says: events that name an id, or the whole record
-- (an id of zeros).
CREATE TABLE ledger_holds (
  id     BLOB PRIMARY KEY,
  reason TEXT NOT NULL,
  begun  BIGINT NOT NULL
);
