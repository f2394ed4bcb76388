-- +goose Up
-- Of a device's token only the SHA-256 is here, and of a name only a hash
-- under a secret that is not here.
CREATE TABLE device (
  token   BLOB NOT NULL PRIMARY KEY CHECK (length(token) = 32),
  person  BLOB NOT NULL,
  id      BLOB NOT NULL CHECK (length(id) = 16),
  revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) WITHOUT ROWID;

CREATE UNIQUE INDEX device_person ON device (person, id);

CREATE TABLE name (
  hash   BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  person BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX name_person ON name (person);
