-- Conversations in which staff asked who the customer is: until then a code may be
-- sent to an address that the customer names.
CREATE TABLE customer_asks (
  conversation BLOB NOT NULL PRIMARY KEY,
  until        BIGINT NOT NULL
);
