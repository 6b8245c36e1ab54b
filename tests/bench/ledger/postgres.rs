//! The ledger's rates on PostgreSQL as ratios to what the same server takes without a ledger: the rows that the ledger
//! wrote, inserted again into the same tables of another database, with as many round trips as that needs at least.

use std::path::Path;
use std::time::{Duration, Instant};

use bytes::BytesMut;
use engross::ledger::Ledger;
use engross::ledger::group::Group;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, NoTls};

use super::compare::{median, rate};
use super::work::{acceptance, now, open, rules};

/// Acts of the runs with 16 writers, of those with many acts a commit, of those with one writer.
const WRITERS: usize = 16;
const EACH: usize = 250;
const MANY: usize = 30_000;
const ALONE: usize = 500;

/// Prints the median ratios of so many rounds on the server of this URL.
pub(crate) fn run(server: &str, rounds: usize) {
    let (mut group, mut batch, mut locked) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..rounds {
        let (ours, bare) = sixteen(server);
        let (thousand, bare_thousand) = batches(server);
        let (one, many) = (by_processes(server, 1, ALONE), by_processes(server, WRITERS, ALONE / 4));
        println!(
            "round {round}: 16 writers {ours:.0}/s (16 bare connections {bare:.0}/s), 1000 a commit {thousand:.0}/s \
             (bare {bare_thousand:.0}/s), connections of their own: one {one:.0}/s, 16 {many:.0}/s"
        );
        group.push(ours / bare);
        batch.push(thousand / bare_thousand);
        locked.push(many / one);
    }
    println!("16 writers, one process     {:.2} of 16 bare connections", median(group));
    println!("1000 acts a commit          {:.2} of bare batches", median(batch));
    println!("16 writers, own connections {:.2} × one writer", median(locked));
}

/// A database that is dropped at the end.
struct Database<'s> {
    server: &'s str,
    name: String,
}

impl<'s> Database<'s> {
    fn new(server: &'s str, name: &str) -> Self {
        let database = Database { server, name: format!("engross_bench_{name}_{}", std::process::id()) };
        database.drop();
        client(server).batch_execute(&format!("CREATE DATABASE {}", database.name)).expect("a database");
        database
    }

    fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').expect("a URL with a database");
        format!("{server}/{}", self.name)
    }

    fn drop(&self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        client(self.server).batch_execute(&sql).expect("dropped");
    }

    fn open(&self) -> Ledger {
        open(Path::new(&self.url()))
    }

    /// A ledger whose version is listed, so that both sides begin at the same entry.
    fn begun(&self) -> Ledger {
        let mut ledger = self.open();
        ledger.append(&rules(), now(), &acceptance("first".into(), "first".into())).expect("recorded");
        ledger
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        Database::drop(self);
    }
}

fn client(url: &str) -> Client {
    Client::connect(url, NoTls).expect("the server")
}

fn sixteen(server: &str) -> (f64, f64) {
    let (ours, bare) = (Database::new(server, "ours"), Database::new(server, "bare"));
    let ledger = ours.begun();
    drop(bare.begun());
    let (group, rules) = (Group::new(ledger), rules());
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (group, rules) = (&group, &rules);
            scope.spawn(move || {
                for n in 0..EACH {
                    let act = acceptance(format!("party {writer}.{n}"), format!("{writer}.{n}"));
                    group.append(rules, now, act).expect("recorded");
                }
            });
        }
    });
    let time = begun.elapsed();
    drop(group);
    let rows = rows(&ours);
    assert_eq!(rows.len(), WRITERS * EACH);
    // connections of their own cannot insert densely
    client(&bare.url()).batch_execute("ALTER TABLE engross.entries DISABLE TRIGGER entries_append").expect("off");
    client(&bare.url()).batch_execute("ALTER TABLE engross.nodes DISABLE TRIGGER nodes_append").expect("off");
    let sql = "WITH e AS (INSERT INTO engross.entries VALUES ($1, $2)),
                 n AS (INSERT INTO engross.nodes SELECT * FROM unnest($3::bigint[], $4::bytea[])),
                 a AS (INSERT INTO engross.acts VALUES ($5, $1)),
                 k AS (INSERT INTO engross.keys VALUES ($6, $1, $7))
               INSERT INTO engross.parties VALUES ($5, $8, $9)";
    let mut connections: Vec<_> = (0..WRITERS)
        .map(|_| {
            let mut connection = client(&bare.url());
            let statement = connection.prepare(sql).expect(sql);
            (connection, statement)
        })
        .collect();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for (writer, (connection, statement)) in connections.iter_mut().enumerate() {
            let rows = &rows;
            scope.spawn(move || {
                for r in rows.iter().skip(writer).step_by(WRITERS) {
                    let values: [&(dyn postgres::types::ToSql + Sync); 9] =
                        [&r.index, &r.bytes, &r.positions, &r.nodes, &r.party, &r.key, &r.seal, &r.id, &r.party_key];
                    connection.execute(&*statement, &values).expect("inserted");
                }
            });
        }
    });
    (rate(WRITERS * EACH, time), rate(WRITERS * EACH, begun.elapsed()))
}

fn batches(server: &str) -> (f64, f64) {
    let (ours, bare) = (Database::new(server, "ours"), Database::new(server, "bare"));
    let mut ledger = ours.begun();
    drop(bare.begun());
    let (acts, rules): (Vec<_>, _) =
        ((0..MANY).map(|n| acceptance(format!("party {n}"), format!("key {n}"))).collect(), rules());
    let begun = Instant::now();
    for acts in acts.chunks(1000) {
        ledger.append_all(&rules, now(), acts).expect("recorded");
    }
    let time = begun.elapsed();
    drop(ledger);
    let rows = rows(&ours);
    assert_eq!(rows.len(), MANY);
    let mut connection = client(&bare.url());
    let bare_time = insert(&mut connection, &rows);
    (rate(MANY, time), rate(MANY, bare_time))
}

/// A thousand rows a transaction, the head with them.
fn insert(connection: &mut Client, rows: &[Row]) -> Duration {
    let sql = "WITH e AS (INSERT INTO engross.entries SELECT * FROM unnest($1::bigint[], $2::bytea[])),
                 n AS (INSERT INTO engross.nodes SELECT * FROM unnest($3::bigint[], $4::bytea[])),
                 a AS (INSERT INTO engross.acts SELECT * FROM unnest($5::bigint[], $1)),
                 k AS (INSERT INTO engross.keys SELECT * FROM unnest($6::uuid[], $1, $7::bigint[])),
                 p AS (INSERT INTO engross.parties SELECT * FROM unnest($5, $8::text[], $9::bytea[]))
               UPDATE engross.head SET size = $10";
    let statement = connection.prepare(sql).expect(sql);
    let begun = Instant::now();
    for rows in rows.chunks(1000) {
        let all = |of: fn(&Row) -> i64| rows.iter().map(of).collect::<Vec<_>>();
        let bytes = |of: fn(&Row) -> &Vec<u8>| rows.iter().map(of).collect::<Vec<_>>();
        let positions: Vec<i64> = rows.iter().flat_map(|r| r.positions.iter().copied()).collect();
        let nodes: Vec<&Vec<u8>> = rows.iter().flat_map(|r| &r.nodes).collect();
        let ids: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
        let (indices, entries) = (all(|r| r.index), bytes(|r| &r.bytes));
        let (parties, keys, seals) =
            (all(|r| r.party), rows.iter().map(|r| &r.key).collect::<Vec<_>>(), all(|r| r.seal));
        let (party_keys, size) = (bytes(|r| &r.party_key), rows.last().map_or(0, |r| r.index + 1));
        let values: [&(dyn postgres::types::ToSql + Sync); 10] =
            [&indices, &entries, &positions, &nodes, &parties, &keys, &seals, &ids, &party_keys, &size];
        let mut tx = connection.transaction().expect("begun");
        tx.execute(&statement, &values).expect("inserted");
        tx.commit().expect("committed");
    }
    begun.elapsed()
}

/// Writers that share nothing but the server: the row lock of the head alone orders them.
fn by_processes(server: &str, writers: usize, each: usize) -> f64 {
    let database = Database::new(server, "locked");
    drop(database.begun());
    let mut ledgers: Vec<Ledger> = (0..writers).map(|_| database.open()).collect();
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for (writer, ledger) in ledgers.iter_mut().enumerate() {
            scope.spawn(move || {
                let rules = rules();
                for n in 0..each {
                    let act = acceptance(format!("party {writer}.{n}"), format!("{writer}.{n}"));
                    ledger.append(&rules, now(), &act).expect("recorded");
                }
            });
        }
    });
    rate(writers * each, begun.elapsed())
}

/// One acceptance with the rows beside it.
struct Row {
    index: i64,
    bytes: Vec<u8>,
    positions: Vec<i64>,
    nodes: Vec<Vec<u8>>,
    party: i64,
    key: Uuid,
    seal: i64,
    id: String,
    party_key: Vec<u8>,
}

/// An idempotency key, carried as it came.
#[derive(Debug)]
struct Uuid(Vec<u8>);

impl<'r> FromSql<'r> for Uuid {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Uuid(raw.to_vec()))
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }
}

impl ToSql for Uuid {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        out.extend_from_slice(&self.0);
        Ok(IsNull::No)
    }

    fn accepts(kind: &Type) -> bool {
        *kind == Type::UUID
    }

    to_sql_checked!();
}

/// The rows behind genesis, version and first act.
fn rows(database: &Database<'_>) -> Vec<Row> {
    let mut client = client(&database.url());
    let hashes = client.query("SELECT hash FROM engross.nodes ORDER BY position", &[]).expect("nodes");
    let sql = "SELECT e.idx, e.bytes, a.party, k.key, k.seal, p.id, p.key FROM engross.entries e
               JOIN engross.acts a USING (idx) JOIN engross.keys k USING (idx)
               JOIN engross.parties p ON p.number = a.party WHERE e.idx >= 3 ORDER BY e.idx";
    let below = |index: i64| 2 * index - i64::from(index.count_ones());
    let row = |r: &postgres::Row| {
        let index: i64 = r.get(0);
        let positions: Vec<i64> = (below(index)..below(index + 1)).collect();
        let nodes = positions.iter().map(|at| hashes[*at as usize].get(0)).collect();
        let (bytes, party, key, seal) = (r.get(1), r.get(2), r.get(3), r.get(4));
        Row { index, bytes, positions, nodes, party, key, seal, id: r.get(5), party_key: r.get(6) }
    };
    client.query(sql, &[]).expect(sql).iter().map(row).collect()
}
