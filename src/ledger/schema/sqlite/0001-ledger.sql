-- The ledger. Migrations are numbered and only added; `user_version` tells how many a file has seen.

-- The signed head of the tree. Whoever appends holds this row.
CREATE TABLE head (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  size      INTEGER NOT NULL,
  root      BLOB NOT NULL,
  signature BLOB NOT NULL,              -- Ed25519, of the checkpoint's text
  verifier  TEXT NOT NULL               -- the public key: NAME+HASH+BASE64
) STRICT;

-- What is proved. Bytes are canonical JSON, hashed as they are.
CREATE TABLE entries (
  idx   INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- Roots of complete subtrees, in the order in which appending completes them.
CREATE TABLE nodes (
  position INTEGER PRIMARY KEY,
  hash     BLOB NOT NULL
) STRICT;

-- Lookups that can be made again from the entries.
CREATE TABLE editions (
  agreement TEXT NOT NULL,
  version   TEXT NOT NULL,
  digest    BLOB NOT NULL,
  idx       INTEGER NOT NULL,
  PRIMARY KEY (agreement, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE acts (
  party INTEGER NOT NULL,               -- number of a party; 0: announcements to all
  idx   INTEGER NOT NULL,
  PRIMARY KEY (party, idx)
) STRICT, WITHOUT ROWID;

-- Idempotency keys: 16 bytes of a hash; the seal is a checksum of key and index.
CREATE TABLE keys (
  key  BLOB PRIMARY KEY,
  idx  INTEGER NOT NULL,
  seal INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Personal data: all that `ledger erase` deletes.
CREATE TABLE parties (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id     TEXT NOT NULL UNIQUE,
  key    BLOB NOT NULL                  -- party_ref = HMAC-SHA-256(key, id)
) STRICT;

CREATE TABLE evidence (
  idx  INTEGER PRIMARY KEY,
  salt BLOB NOT NULL,                   -- evidence_commit = HMAC-SHA-256(salt, body)
  body BLOB NOT NULL                    -- canonical JSON
) STRICT;

-- Append-only, and densely: an entry and a node are written once, behind the last one.
CREATE TRIGGER entries_append BEFORE INSERT ON entries
WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM entries)
BEGIN SELECT raise(ABORT, 'entries are appended one behind the other'); END;
CREATE TRIGGER entries_update BEFORE UPDATE ON entries
BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_delete BEFORE DELETE ON entries
BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;

CREATE TRIGGER nodes_append BEFORE INSERT ON nodes
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM nodes)
BEGIN SELECT raise(ABORT, 'nodes are appended one behind the other'); END;
CREATE TRIGGER nodes_update BEFORE UPDATE ON nodes
BEGIN SELECT raise(ABORT, 'nodes are never changed'); END;
CREATE TRIGGER nodes_delete BEFORE DELETE ON nodes
BEGIN SELECT raise(ABORT, 'nodes are never deleted'); END;

CREATE TRIGGER head_update BEFORE UPDATE ON head
WHEN NEW.size <= OLD.size OR NEW.verifier IS NOT OLD.verifier
BEGIN SELECT raise(ABORT, 'the head only grows'); END;
CREATE TRIGGER head_delete BEFORE DELETE ON head
BEGIN SELECT raise(ABORT, 'the head is never deleted'); END;

CREATE TRIGGER editions_update BEFORE UPDATE ON editions
BEGIN SELECT raise(ABORT, 'a published version is never changed'); END;
CREATE TRIGGER editions_delete BEFORE DELETE ON editions
BEGIN SELECT raise(ABORT, 'a published version is never deleted'); END;

CREATE TRIGGER acts_update BEFORE UPDATE ON acts
BEGIN SELECT raise(ABORT, 'an act is never changed'); END;
CREATE TRIGGER keys_update BEFORE UPDATE ON keys
BEGIN SELECT raise(ABORT, 'a key is never changed'); END;
CREATE TRIGGER parties_update BEFORE UPDATE ON parties
BEGIN SELECT raise(ABORT, 'a party is never changed'); END;
CREATE TRIGGER evidence_update BEFORE UPDATE ON evidence
BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;
