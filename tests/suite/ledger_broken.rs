//! What breaks under a ledger on PostgreSQL: connections, answers, servers. Nothing acknowledged is lost, nothing doubled.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use engross::ledger::LedgerError;
use engross::ledger::postgres::Postgres;
use engross::ledger::store::{Head, Store as _, StoreError};

use crate::engines::{Database, Engine as _};
use crate::ledger_postgres::{WHEN, at, findings, sample};
use crate::ledger_story::{accept, now, open, rules, write};

#[test]
fn a_broken_connection_loses_and_doubles_nothing() {
    let Some(database) = Database::new("a_broken_connection_loses_and_doubles_nothing") else { return };
    let mut ledger = sample(&database);
    let name = database.name();
    let cut = format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    );

    // between two acts: nobody notices
    database.sql(&cut).expect("cut");
    write(&mut ledger, &accept("after", "2024", WHEN));

    // before the commit: nothing was written
    let mut store = Postgres::open(&database.address()).expect("store");
    let mut tx = store.write().expect("begun");
    let head = tx.head().expect("head").expect("begun");
    database.sql(&cut).expect("cut");
    let failed = tx.commit(&Head { size: head.size + 1, ..head });
    assert!(matches!(failed, Err(StoreError::Engine { .. })), "{failed:?}");

    // by the commit: it did not take place, which nobody can know
    database
        .sql(
            "CREATE FUNCTION public.cut() RETURNS trigger LANGUAGE plpgsql AS
               'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
             CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON engross.head DEFERRABLE INITIALLY DEFERRED
               FOR EACH ROW EXECUTE FUNCTION public.cut()",
        )
        .expect("a trap");
    let act = accept("twice", "2024", WHEN);
    let unknown = ledger.append(&rules(), now(), &act);
    assert!(matches!(unknown, Err(LedgerError::Store(StoreError::OutcomeUnknown(_)))), "{unknown:?}");
    database.sql("DROP TRIGGER cut ON engross.head").expect("no trap");
    assert!(!write(&mut ledger, &act).repeated);
    assert!(write(&mut ledger, &act).repeated);
    assert_eq!(findings(&database), Vec::<String>::new());
}

/// A way to the server that swallows the answer to a commit.
fn swallowing(server: &str, armed: &'static AtomicBool) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = server.to_owned();
    std::thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let upstream = TcpStream::connect(&server).unwrap();
            let (mut from, mut to) = (client.try_clone().unwrap(), upstream.try_clone().unwrap());
            let commits = std::sync::Arc::new(AtomicBool::new(false));
            let sent = commits.clone();
            std::thread::spawn(move || {
                let mut buffer = [0; 65536];
                while let Ok(n @ 1..) = from.read(&mut buffer) {
                    let holds = buffer[..n].windows(7).any(|w| w == b"COMMIT\0");
                    sent.store(holds && armed.load(Ordering::SeqCst), Ordering::SeqCst);
                    if to.write_all(&buffer[..n]).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
            let (mut from, mut to) = (upstream, client);
            std::thread::spawn(move || {
                let mut buffer = [0; 65536];
                while let Ok(n @ 1..) = from.read(&mut buffer) {
                    if commits.load(Ordering::SeqCst) || to.write_all(&buffer[..n]).is_err() {
                        break;
                    }
                }
                let _ = to.shutdown(Shutdown::Both);
            });
        }
    });
    port
}

#[test]
fn a_commit_without_an_answer_is_settled_by_its_key() {
    let Some(database) = Database::new("a_commit_without_an_answer_is_settled_by_its_key") else { return };
    static ARMED: AtomicBool = AtomicBool::new(false);
    drop(sample(&database));
    let url = database.url();
    let (login, place) = url.rsplit_once('@').unwrap();
    let (server, name) = place.split_once('/').unwrap();
    let port = swallowing(server, &ARMED);
    let mut ledger = at(&format!("{login}@127.0.0.1:{port}/{name}")).expect("open");
    write(&mut ledger, &accept("before", "2024", WHEN));
    ARMED.store(true, Ordering::SeqCst);
    let act = accept("unanswered", "2024", WHEN);
    let unknown = ledger.append(&rules(), now(), &act);
    assert!(matches!(unknown, Err(LedgerError::Store(StoreError::OutcomeUnknown(_)))), "{unknown:?}");
    ARMED.store(false, Ordering::SeqCst);
    let again = write(&mut ledger, &act);
    assert!(again.repeated, "it had been written");
    assert_eq!(findings(&database), Vec::<String>::new());
}

/// A server for one test.
struct Server(tempfile::TempDir);

impl Server {
    fn script(&self, action: &[&str]) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/postgres.sh");
        let output = Command::new("bash").arg(script).arg(action[0]).arg(self.0.path()).args(&action[1..]).output();
        let output = output.unwrap();
        assert!(output.status.success(), "{action:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.script(&["stop", "immediate"]);
    }
}

/// Writers while the server crashes: what was acknowledged is there, once; what was not is settled by its key.
#[test]
fn a_server_that_crashes_loses_nothing_acknowledged() {
    if Database::new("a_server_that_crashes_loses_nothing_acknowledged").is_none() {
        return;
    }
    let server = Server(tempfile::tempdir().unwrap());
    let url = server.script(&["start"]);
    let database = Database::on(url);
    drop(sample(&database));
    for round in 0..3 {
        let acknowledged = Mutex::new(BTreeMap::new());
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let (database, acknowledged) = (&database, &acknowledged);
                scope.spawn(move || {
                    let mut ledger = at(&database.url()).expect("open");
                    for i in 0.. {
                        let party = format!("party-{round}-{writer}-{i}");
                        match ledger.append(&rules(), now(), &accept(&party, "2024", WHEN)) {
                            Ok(done) => acknowledged.lock().unwrap().insert(party, done.index),
                            Err(LedgerError::Store(_)) => return,
                            Err(error) => panic!("{error}"),
                        };
                    }
                });
            }
            std::thread::sleep(std::time::Duration::from_millis(700));
            server.script(&["stop", "immediate"]);
        });
        let down = Postgres::open(&database.address()).map(drop);
        assert!(matches!(down, Err(StoreError::Unreachable { .. })), "{down:?}");
        server.script(&["start"]);
        assert_eq!(findings(&database), Vec::<String>::new());
        let mut ledger = at(&database.url()).expect("open");
        let acknowledged = acknowledged.into_inner().unwrap();
        assert!(acknowledged.len() > 4, "round {round}");
        for (party, index) in &acknowledged {
            let again = write(&mut ledger, &accept(party, "2024", WHEN));
            assert!(again.repeated && again.index == *index, "{party}");
        }
    }

    // the same server speaks TLS, with a certificate for its name
    let tls = |more: &str| at(&format!("{}?{more}", database.url())).map(drop);
    let root = server.0.path().join("root.crt").display().to_string();
    tls(&format!("sslmode=verify-full&sslrootcert={root}")).expect("TLS");
    tls(&format!("sslmode=require&sslrootcert={root}")).expect("TLS");
    for unsafe_ in ["sslmode=require", "sslmode=verify-full"] {
        assert!(matches!(tls(unsafe_), Err(LedgerError::Store(StoreError::Unreachable { .. }))), "{unsafe_}");
    }
    let by_number = database.url().replace("localhost", "127.0.0.1");
    let by_number = at(&format!("{by_number}?sslmode=verify-full&sslrootcert={root}")).map(drop);
    assert!(matches!(by_number, Err(LedgerError::Store(StoreError::Unreachable { .. }))));

    // without durability no promise is made
    database.sql("ALTER SYSTEM SET fsync = off").and_then(|()| database.sql("SELECT pg_reload_conf()")).expect("set");
    std::thread::sleep(std::time::Duration::from_millis(300));
    let refused = at(&database.url()).expect("open").append(&rules(), now(), &accept("x", "2024", WHEN));
    assert!(matches!(refused, Err(LedgerError::Store(StoreError::Engine { .. }))), "{refused:?}");
}

/// Deleted rows are in no file of the tables once they were rewritten.
#[test]
fn erased_data_are_in_no_table_file() {
    if Database::new("erased_data_are_in_no_table_file").is_none() {
        return;
    }
    let server = Server(tempfile::tempdir().unwrap());
    let database = Database::on(server.script(&["start"]));
    let mut ledger = open(database.create());
    for i in 0..30 {
        let mut request = accept(&format!("party-of-{i}-"), "2024", WHEN);
        if let engross::ledger::request::Deed::Accept(accept) = &mut request.deed {
            accept.evidence.insert("user_agent".into(), format!("browser-of-{i}-{}", "x".repeat(50)));
        }
        write(&mut ledger, &request);
    }
    for i in (0..30).step_by(3) {
        ledger.erase(now(), &format!("party-of-{i}-"), "request").expect("erased");
    }
    assert!(ledger.store().scrub().expect("scrubbed"));
    let page = include_str!("../../src/ledger/OPERATING.md");
    let rewrite =
        page.split("```sql\n").find(|block| block.starts_with("VACUUM")).unwrap().split("```").next().unwrap();
    for sql in rewrite.split_inclusive(';').filter(|sql| !sql.trim().is_empty()) {
        database.sql(sql).expect(sql);
    }
    let mut bytes = Vec::new();
    let mut folders = vec![server.0.path().join("data/base")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { bytes.extend(std::fs::read(path).unwrap()) }
        }
    }
    let holds = |needle: String| bytes.windows(needle.len()).any(|w| w == needle.as_bytes());
    for i in 0..30 {
        assert_eq!(holds(format!("browser-of-{i}-")), i % 3 != 0, "evidence of party {i}");
        assert_eq!(holds(format!("party-of-{i}-")), i % 3 != 0, "id of party {i}");
    }
}
