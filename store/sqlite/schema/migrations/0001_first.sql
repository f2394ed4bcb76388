-- +goose Up
-- Boxes are sealed; nothing here can open them. Every key begins with the
-- person, and seq is given by the journal.
CREATE TABLE install (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  BLOB NOT NULL CHECK (length(id) = 16)
);

CREATE TABLE person (
  person  BLOB NOT NULL PRIMARY KEY CHECK (length(person) = 16),
  version INTEGER NOT NULL,
  inbox   BLOB NOT NULL, -- the public key that captures are sealed to
  lineage BLOB NOT NULL CHECK (length(lineage) = 16)
) WITHOUT ROWID;

CREATE TABLE slot (
  person BLOB NOT NULL,
  slot   TEXT NOT NULL,
  box    BLOB NOT NULL,
  PRIMARY KEY (person, slot)
) WITHOUT ROWID;

-- An erased row has no box, and sum = SHA-256(box) as it was.
CREATE TABLE row (
  person BLOB NOT NULL CHECK (length(person) = 16),
  seq    INTEGER NOT NULL CHECK (seq > 0),
  link   BLOB NOT NULL CHECK (length(link) = 32),
  sum    BLOB CHECK (sum IS NULL OR length(sum) = 32),
  box    BLOB,
  CHECK ((box IS NULL) <> (sum IS NULL)),
  PRIMARY KEY (person, seq)
) WITHOUT ROWID;

CREATE TABLE blob (
  person BLOB NOT NULL,
  blob   BLOB NOT NULL CHECK (length(blob) = 16),
  no     INTEGER NOT NULL CHECK (no >= 0),
  box    BLOB NOT NULL,
  PRIMARY KEY (person, blob, no)
) WITHOUT ROWID;

CREATE TABLE inbox (
  person BLOB NOT NULL,
  id     BLOB NOT NULL CHECK (length(id) = 16),
  box    BLOB NOT NULL,
  PRIMARY KEY (person, id)
) WITHOUT ROWID;

CREATE TABLE session (
  sid    BLOB NOT NULL PRIMARY KEY CHECK (length(sid) = 16),
  person BLOB NOT NULL,
  day    INTEGER NOT NULL,
  ring   INTEGER NOT NULL,
  box    BLOB NOT NULL
) WITHOUT ROWID;

CREATE INDEX session_person ON session (person);
