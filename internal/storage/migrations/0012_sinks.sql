-- How far each system that gets the record has it: the number of the next entry.
CREATE TABLE ledger_sinks (
  name   TEXT NOT NULL PRIMARY KEY,
  cursor BIGINT NOT NULL
);
