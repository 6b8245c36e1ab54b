//! The engines that a ledger can stand on, each empty: a SQLite file in a folder of its own, a PostgreSQL database of its
//! own on the server that `ENGROSS_POSTGRES` names. A test that needs the server says by name that it was skipped;
//! `ENGROSS_REQUIRE_POSTGRES` makes its absence a failure.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use engross::ledger::postgres::{Address, Postgres};
use engross::ledger::sqlite::Sqlite;
use engross::ledger::store::Store;

/// An engine with room for one ledger.
pub(crate) trait Engine: Sync {
    /// Makes the ledger's tables where they are missing.
    fn create(&self) -> Box<dyn Store>;
    /// Opens the ledger that is there.
    fn open(&self) -> Box<dyn Store>;
}

/// Runs a test on each engine that there is.
pub(crate) fn each(test: &str, run: impl Fn(&dyn Engine)) {
    run(&File::new());
    if let Some(database) = Database::new(test) {
        run(&database);
    }
}

/// A SQLite file.
pub(crate) struct File(tempfile::TempDir);

impl File {
    pub(crate) fn new() -> Self {
        File(tempfile::tempdir().unwrap())
    }

    /// The file of the ledger.
    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().join("ledger.db")
    }
}

impl Engine for File {
    fn create(&self) -> Box<dyn Store> {
        Box::new(Sqlite::create(&self.path()).expect("store"))
    }

    fn open(&self) -> Box<dyn Store> {
        Box::new(Sqlite::open(&self.path()).expect("store"))
    }
}

/// A PostgreSQL database; dropped when the test is over.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    /// An empty database, or `None` after saying that `test` is skipped.
    pub(crate) fn new(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var("ENGROSS_POSTGRES") else {
            assert!(std::env::var_os("ENGROSS_REQUIRE_POSTGRES").is_none(), "{test} needs ENGROSS_POSTGRES");
            eprintln!("skipped: {test} needs ENGROSS_POSTGRES");
            return None;
        };
        Some(Self::on(server))
    }

    /// An empty database on a server.
    pub(crate) fn on(server: String) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("engross_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let database = Database { server, name };
        database.on_server(&format!("CREATE DATABASE {}", database.name));
        database
    }

    /// Its name, which no other test has.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its URL, as the server's owner.
    pub(crate) fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    /// Its URL, as a role.
    pub(crate) fn url_as(&self, role: &str, password: &str) -> String {
        let (_, place) = self.url().rsplit_once('@').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        format!("postgres://{role}:{password}@{place}")
    }

    /// Its address, as the server's owner.
    pub(crate) fn address(&self) -> Address {
        Address::parse(&self.url(), None).expect("address")
    }

    /// Runs SQL in it, as the server's owner.
    pub(crate) fn sql(&self, sql: &str) -> Result<(), postgres::Error> {
        postgres::Client::connect(&self.url(), postgres::NoTls)?.batch_execute(sql)
    }

    fn on_server(&self, sql: &str) {
        postgres::Client::connect(&self.server, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Ok(mut client) = postgres::Client::connect(&self.server, postgres::NoTls) {
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

impl Engine for Database {
    fn create(&self) -> Box<dyn Store> {
        Box::new(Postgres::create(&self.address()).expect("store"))
    }

    fn open(&self) -> Box<dyn Store> {
        Box::new(Postgres::open(&self.address()).expect("store"))
    }
}
