-- What an account keeps, sealed, to see that a password was had before.
ALTER TABLE vaults ADD COLUMN former BLOB;
