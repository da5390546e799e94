-- What customers showed of who they are: subject tells two people of one device
-- apart, under the server's own key, and names nobody.
CREATE TABLE customer_proofs (
  device  BLOB NOT NULL,
  level   BIGINT NOT NULL,
  subject BLOB NOT NULL,
  expires BIGINT NOT NULL,
  PRIMARY KEY (device, level)
);
