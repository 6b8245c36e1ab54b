//! SQLite without a ledger: the rows that a ledger wrote, inserted again into the same tables.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use engross::ledger::sqlite::Sqlite;
use rusqlite::{Connection, params};

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

/// Inserts the rows into a new file with the ledger's tables and settings, so many entries a transaction.
pub(crate) fn insert(file: &Path, start: &Path, head: &Head, entries: &[Entry], batch: usize) -> Duration {
    std::fs::copy(start, file).expect("a copy of the ledger before the entries");
    let _ = Sqlite::create(file).expect("a ledger");
    let db = Connection::open(file).expect("the file");
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;")
        .expect("settings");
    let begun = Instant::now();
    for entries in entries.chunks(batch) {
        db.execute_batch("BEGIN IMMEDIATE").expect("begun");
        for entry in entries {
            entry.insert(&db).expect("inserted");
        }
        let last = entries.last().map_or(0, |e| e.index);
        let sql = "INSERT INTO head (one, size, root, signature, verifier) VALUES (1, ?1, ?2, ?3, ?4)
                   ON CONFLICT (one) DO UPDATE SET size = ?1, root = ?2, signature = ?3";
        let values = params![last + 1, head.root, head.signature, head.verifier];
        db.prepare_cached(sql).expect(sql).execute(values).expect(sql);
        db.execute_batch("COMMIT").expect("committed");
    }
    begun.elapsed()
}

impl Entry {
    fn insert(&self, db: &Connection) -> rusqlite::Result<()> {
        if let Some((number, id, key)) = &self.party {
            let sql = "INSERT INTO parties (number, id, key) VALUES (?1, ?2, ?3)";
            db.prepare_cached(sql)?.execute(params![number, id, key])?;
        }
        let sql = "INSERT INTO entries (idx, bytes) VALUES (?1, ?2)";
        db.prepare_cached(sql)?.execute(params![self.index, self.bytes])?;
        for (position, hash) in &self.nodes {
            db.prepare_cached("INSERT INTO nodes (position, hash) VALUES (?1, ?2)")?
                .execute(params![position, hash])?;
        }
        if let Some(party) = self.act {
            db.prepare_cached("INSERT INTO acts (party, idx) VALUES (?1, ?2)")?.execute(params![party, self.index])?;
        }
        if let Some((key, seal)) = &self.key {
            let sql = "INSERT INTO keys (key, idx, seal) VALUES (?1, ?2, ?3)";
            db.prepare_cached(sql)?.execute(params![key, self.index, seal])?;
        }
        Ok(())
    }
}
