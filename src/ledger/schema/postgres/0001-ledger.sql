-- The ledger: the tables of schema/sqlite/0001-ledger.sql in a schema of their own. Migrations are numbered and only
-- added; `migrations` tells which ones a database has seen.

CREATE SCHEMA engross;
COMMENT ON SCHEMA engross IS 'A ledger of engross: append-only, under a signed head';

CREATE TABLE engross.migrations (
  number  integer PRIMARY KEY,
  applied timestamptz NOT NULL DEFAULT now()
);

-- The signed head of the tree. Whoever appends locks this row.
CREATE TABLE engross.head (
  one       integer PRIMARY KEY CHECK (one = 1),
  size      bigint NOT NULL,
  root      bytea NOT NULL,
  signature bytea NOT NULL,             -- Ed25519, of the checkpoint's text
  verifier  text NOT NULL               -- the public key: NAME+HASH+BASE64
);

-- What is proved. Bytes are canonical JSON, hashed as they are.
CREATE TABLE engross.entries (
  idx   bigint PRIMARY KEY CHECK (idx >= 0),
  bytes bytea NOT NULL
);

-- Roots of complete subtrees, in the order in which appending completes them.
CREATE TABLE engross.nodes (
  position bigint PRIMARY KEY CHECK (position >= 0),
  hash     bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- Lookups that can be made again from the entries.
CREATE TABLE engross.editions (
  agreement text COLLATE "C" NOT NULL,
  version   text COLLATE "C" NOT NULL,
  digest    bytea NOT NULL,
  idx       bigint NOT NULL,
  PRIMARY KEY (agreement, version)
);

CREATE TABLE engross.acts (
  party bigint NOT NULL,                -- number of a party; 0: announcements to all
  idx   bigint NOT NULL,
  PRIMARY KEY (party, idx)
);

-- Idempotency keys: 16 bytes of a hash; the seal is a checksum of key and index.
CREATE TABLE engross.keys (
  key  uuid PRIMARY KEY,
  idx  bigint NOT NULL,
  seal bigint NOT NULL
);

-- Personal data: all that `ledger erase` deletes.
CREATE TABLE engross.parties (
  number bigint PRIMARY KEY CHECK (number > 0),
  id     text COLLATE "C" NOT NULL UNIQUE,
  key    bytea NOT NULL                 -- party_ref = HMAC-SHA-256(key, id)
);

CREATE TABLE engross.evidence (
  idx  bigint PRIMARY KEY,
  salt bytea NOT NULL,                  -- evidence_commit = HMAC-SHA-256(salt, body)
  body bytea NOT NULL                   -- canonical JSON
);

-- Append-only, and densely: an entry and a node are written once, behind the last one.
CREATE FUNCTION engross.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION engross.entries_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lowest bigint; highest bigint; many bigint;
BEGIN
  SELECT min(idx), max(idx), count(*) INTO lowest, highest, many FROM added;
  IF many > 0 AND (
    many <> highest - lowest + 1
    OR lowest <> coalesce((SELECT max(idx) + 1 FROM engross.entries WHERE idx < lowest), 0)
    OR highest <> (SELECT max(idx) FROM engross.entries)
  ) THEN
    RAISE EXCEPTION 'entries are appended one behind the other' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION engross.nodes_append() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lowest bigint; highest bigint; many bigint;
BEGIN
  SELECT min(position), max(position), count(*) INTO lowest, highest, many FROM added;
  IF many > 0 AND (
    many <> highest - lowest + 1
    OR lowest <> coalesce((SELECT max(position) + 1 FROM engross.nodes WHERE position < lowest), 0)
    OR highest <> (SELECT max(position) FROM engross.nodes)
  ) THEN
    RAISE EXCEPTION 'nodes are appended one behind the other' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION engross.head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.size <= OLD.size OR NEW.verifier <> OLD.verifier) THEN
    RAISE EXCEPTION 'the head only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.size IS DISTINCT FROM (SELECT max(idx) + 1 FROM engross.entries) THEN
    RAISE EXCEPTION 'the head names the entries that are there' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER entries_append AFTER INSERT ON engross.entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION engross.entries_append();
CREATE TRIGGER entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON engross.entries
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('entries are never changed');

CREATE TRIGGER nodes_append AFTER INSERT ON engross.nodes REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION engross.nodes_append();
CREATE TRIGGER nodes_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON engross.nodes
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('nodes are never changed');

CREATE TRIGGER head_grows AFTER INSERT OR UPDATE ON engross.head
  FOR EACH ROW EXECUTE FUNCTION engross.head_grows();
CREATE TRIGGER head_keep BEFORE DELETE OR TRUNCATE ON engross.head
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('the head is never deleted');

CREATE TRIGGER editions_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON engross.editions
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('a published version is never changed');

CREATE TRIGGER acts_keep BEFORE UPDATE OR TRUNCATE ON engross.acts
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('an act is never changed');
CREATE TRIGGER keys_keep BEFORE UPDATE OR TRUNCATE ON engross.keys
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('a key is never changed');
CREATE TRIGGER parties_keep BEFORE UPDATE OR TRUNCATE ON engross.parties
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('a party is never changed');
CREATE TRIGGER evidence_keep BEFORE UPDATE OR TRUNCATE ON engross.evidence
  FOR EACH STATEMENT EXECUTE FUNCTION engross.refuse('evidence is never changed');
