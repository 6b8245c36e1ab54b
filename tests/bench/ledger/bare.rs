//! SQLite without a ledger: the rows that a ledger wrote, inserted again into the same tables.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Statement, params};

/// One entry with the rows beside it.
pub(crate) struct Entry {
    index: i64,
    bytes: Vec<u8>,
    nodes: Vec<(i64, Vec<u8>)>,
    act: Option<i64>,
    key: Option<(Vec<u8>, i64)>,
    party: Option<(i64, String, Vec<u8>)>,
}

/// The head, as every transaction writes it.
pub(crate) struct Head {
    root: Vec<u8>,
    signature: Vec<u8>,
    verifier: String,
}

/// Reads the rows of a ledger from an entry on.
pub(crate) fn rows(file: &Path, from: i64) -> (Head, Vec<Entry>) {
    let db = Connection::open(file).expect("the file");
    let one = |sql: &str| -> Option<i64> { db.query_row(sql, [], |row| row.get(0)).expect(sql) };
    let last = one("SELECT max(idx) FROM entries").unwrap_or(0);
    let mut next_party = one(&format!("SELECT max(party) FROM acts WHERE idx < {from}")).unwrap_or(0) + 1;
    let mut position = nodes_below(from);
    let mut acts = HashMap::new();
    let query = "SELECT idx, party FROM acts";
    let mut statement = db.prepare(query).expect(query);
    let mut rows = statement.query([]).expect(query);
    while let Some(row) = rows.next().expect(query) {
        acts.insert(row.get::<_, i64>(0).expect(query), row.get::<_, i64>(1).expect(query));
    }
    let mut entries = Vec::new();
    for index in from..=last {
        let query = "SELECT bytes FROM entries WHERE idx = ?1";
        let bytes = db.prepare_cached(query).expect(query).query_row([index], |r| r.get(0)).expect(query);
        let act = acts.get(&index).copied();
        let query = "SELECT hash FROM nodes WHERE position = ?1";
        let mut statement = db.prepare_cached(query).expect(query);
        let nodes =
            (position..nodes_below(index + 1)).map(|at| (at, statement.query_row([at], |r| r.get(0)).expect(query)));
        let nodes: Vec<_> = nodes.collect();
        position += nodes.len() as i64;
        let party = act.filter(|number| *number == next_party).map(|number| {
            let query = "SELECT id, key FROM parties WHERE number = ?1";
            let (id, key) = db.query_row(query, [number], |r| Ok((r.get(0)?, r.get(1)?))).expect(query);
            (number, id, key)
        });
        next_party += i64::from(party.is_some());
        entries.push(Entry { index, bytes, nodes, act, key: None, party });
    }
    let query = "SELECT key, idx, seal FROM keys WHERE idx >= ?1";
    let mut statement = db.prepare(query).expect(query);
    let mut keys = statement.query([from]).expect(query);
    while let Some(row) = keys.next().expect(query) {
        let index: i64 = row.get(1).expect(query);
        entries[(index - from) as usize].key = Some((row.get(0).expect(query), row.get(2).expect(query)));
    }
    let query = "SELECT root, signature, verifier FROM head";
    let head = db.query_row(query, [], |r| Ok(Head { root: r.get(0)?, signature: r.get(1)?, verifier: r.get(2)? }));
    (head.expect(query), entries)
}

/// How many nodes the entries before one complete: RFC 6962, each entry a leaf and a node for each 1 it carries over.
fn nodes_below(index: i64) -> i64 {
    2 * index - i64::from(index.count_ones())
}

/// The settings of a ledger's connection that cost or save time.
const SETTINGS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;";

/// Inserts the rows into a new file with the ledger's tables and settings, so many entries a transaction, each row by
/// a statement that is prepared once.
pub(crate) fn insert(file: &Path, start: &Path, head: &Head, entries: &[Entry], batch: usize) -> Duration {
    std::fs::copy(start, file).expect("a copy of the ledger before the entries");
    let db = Connection::open(file).expect("the file");
    db.execute_batch(SETTINGS).expect("settings");
    let begun = Instant::now();
    let mut rows = Inserts::new(&db).expect("statements");
    for entries in entries.chunks(batch) {
        db.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for entry in entries {
            rows.insert(entry).expect("inserted");
        }
        let last = entries.last().map_or(0, |e| e.index);
        rows.head.execute(params![last + 1, head.root, head.signature, head.verifier]).expect("the head");
        db.execute_batch("COMMIT").expect("committed");
    }
    begun.elapsed()
}

/// A statement for each table.
struct Inserts<'d> {
    party: Statement<'d>,
    entry: Statement<'d>,
    node: Statement<'d>,
    act: Statement<'d>,
    key: Statement<'d>,
    head: Statement<'d>,
}

impl<'d> Inserts<'d> {
    fn new(db: &'d Connection) -> rusqlite::Result<Self> {
        Ok(Inserts {
            party: db.prepare("INSERT INTO parties (number, id, key) VALUES (?1, ?2, ?3)")?,
            entry: db.prepare("INSERT INTO entries (idx, bytes) VALUES (?1, ?2)")?,
            node: db.prepare("INSERT INTO nodes (position, hash) VALUES (?1, ?2)")?,
            act: db.prepare("INSERT INTO acts (party, idx) VALUES (?1, ?2)")?,
            key: db.prepare("INSERT INTO keys (key, idx, seal) VALUES (?1, ?2, ?3)")?,
            head: db.prepare(
                "INSERT INTO head (one, size, root, signature, verifier) VALUES (1, ?1, ?2, ?3, ?4)
                 ON CONFLICT (one) DO UPDATE SET size = ?1, root = ?2, signature = ?3",
            )?,
        })
    }

    fn insert(&mut self, entry: &Entry) -> rusqlite::Result<()> {
        if let Some((number, id, key)) = &entry.party {
            self.party.execute(params![number, id, key])?;
        }
        self.entry.execute(params![entry.index, entry.bytes])?;
        for (position, hash) in &entry.nodes {
            self.node.execute(params![position, hash])?;
        }
        if let Some(party) = entry.act {
            self.act.execute(params![party, entry.index])?;
        }
        if let Some((key, seal)) = &entry.key {
            self.key.execute(params![key, entry.index, seal])?;
        }
        Ok(())
    }
}
