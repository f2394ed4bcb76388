-- +goose Up
-- For people who asked to be reminded: bare times, a quarter of an hour each,
-- and where a reminder may go. A calendar's box holds a hash of its secret; a
-- push channel's box is sealed under a secret that is not here.
CREATE TABLE due (
  person  BLOB NOT NULL,
  quarter INTEGER NOT NULL,
  PRIMARY KEY (person, quarter)
) WITHOUT ROWID;

CREATE INDEX due_quarter ON due (quarter);

CREATE TABLE channel (
  person BLOB NOT NULL,
  id     BLOB NOT NULL CHECK (length(id) = 16),
  kind   TEXT NOT NULL,
  box    BLOB NOT NULL,
  PRIMARY KEY (person, id)
) WITHOUT ROWID;
