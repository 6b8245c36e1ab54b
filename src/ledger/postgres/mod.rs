//! The engine for many machines: PostgreSQL, in a schema of its own, by any number of processes.
//!
//! - Durable: `synchronous_commit` is on, and a server that runs without `fsync` is not written to.
//! - One writer at a time: a transaction locks the head's row, others wait for up to [`PATIENCE`]. What is asked for is
//!   read at once and what is appended is sent with the head in one statement, so a transaction is four round trips
//!   however many acts it holds.
//! - Append-only: triggers, and roles that may only insert (OPERATING.md).
//! - A failed commit leaves its outcome open: the connection is dropped, the next use opens another.

use std::collections::HashMap;
use std::time::Duration;

use postgres::error::SqlState;
use postgres::{Client, SimpleQueryMessage, Statement};

pub use address::{Address, AddressError};
use connect::{connect, migrate, stamp};
use view::View;

use super::store::{Snapshot, Store, StoreError, Transaction};

mod address;
mod ahead;
mod connect;
mod inspect;
mod rows;
mod tls;
mod values;
mod view;
mod writing;

/// How long a writer waits for others.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A ledger in a PostgreSQL database.
pub struct Postgres {
    address: Address,
    session: Option<Session>,
}

/// A connection with what was prepared on it.
struct Session {
    client: Client,
    statements: HashMap<&'static str, Statement>,
    is_durable: bool,
}

impl Postgres {
    /// Opens the ledger in a database. It has to be there; a role that may do so brings its tables up to date.
    pub fn open(address: &Address) -> Result<Self, StoreError> {
        let mut store = Postgres { address: address.clone(), session: None };
        let client = &mut store.session()?.client;
        if stamp(client)?.is_none() {
            return Err(StoreError::Missing(address.to_string()));
        }
        migrate(client)?;
        Ok(store)
    }

    /// Opens the ledger in a database, or makes its tables.
    pub fn create(address: &Address) -> Result<Self, StoreError> {
        let mut store = Postgres { address: address.clone(), session: None };
        migrate(&mut store.session()?.client)?;
        Ok(store)
    }

    fn session(&mut self) -> Result<&mut Session, StoreError> {
        let open = self.session.take().filter(|session| !session.client.is_closed());
        let session = match open {
            Some(session) => session,
            None => connect(&self.address)?,
        };
        Ok(self.session.insert(session))
    }

    /// Begins a transaction. A connection that was lost since the last one is replaced: nothing was under way on it.
    fn begin(&mut self, how: &str) -> Result<Vec<SimpleQueryMessage>, StoreError> {
        let error = match self.session()?.client.simple_query(how) {
            Ok(messages) => return Ok(messages),
            Err(error) => error,
        };
        self.session = None;
        if is_lost(&error) {
            return self.session()?.client.simple_query(how).map_err(failed("read"));
        }
        Err(failed("read")(error))
    }
}

impl Store for Postgres {
    fn read(&mut self) -> Result<Box<dyn Snapshot + '_>, StoreError> {
        self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
        Ok(Box::new(View::new(self, None)))
    }

    fn write(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        if !self.session()?.is_durable {
            let cause = "the server runs with `fsync` off: what it acknowledges can be lost".to_owned();
            return Err(StoreError::Engine { doing: "written", cause });
        }
        let begun = self.begin(&format!("BEGIN ISOLATION LEVEL READ COMMITTED; {}", values::LOCK))?;
        let mut head = values::head(&begun)?;
        if head.is_none() {
            // no row to lock yet: whoever begins the ledger holds its name instead
            let again = format!("SELECT pg_advisory_xact_lock({}); {}", connect::NAME, values::LOCK);
            let again = self.session.as_mut().map(|session| session.client.simple_query(&again));
            head = values::head(&again.transpose().map_err(failed("read"))?.unwrap_or_default())?;
        }
        Ok(Box::new(View::new(self, head)))
    }

    fn inspect(&mut self) -> Result<Vec<String>, StoreError> {
        inspect::inspect(&mut self.session()?.client)
    }

    fn scrub(&mut self) -> Result<bool, StoreError> {
        connect::scrub(&mut self.session()?.client)
    }
}

/// Whether an error is the end of the connection.
fn is_lost(error: &postgres::Error) -> bool {
    let ended = [
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ];
    error.is_closed() || error.code().is_none() || error.code().is_some_and(|code| ended.contains(code))
}

fn failed(doing: &'static str) -> impl Fn(postgres::Error) -> StoreError {
    move |error| {
        let cause = in_words(&error);
        match error.code() {
            Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE => StoreError::Busy(PATIENCE.as_secs()),
            Some(code) if *code == SqlState::INSUFFICIENT_PRIVILEGE => StoreError::Rights(cause),
            Some(code) if *code == SqlState::READ_ONLY_SQL_TRANSACTION => StoreError::Rights(cause),
            Some(code) if *code == SqlState::DATA_CORRUPTED || *code == SqlState::INDEX_CORRUPTED => {
                StoreError::Damaged(cause)
            }
            Some(code) if [SqlState::UNDEFINED_TABLE, SqlState::UNDEFINED_COLUMN].contains(code) => {
                StoreError::Damaged(cause)
            }
            _ => StoreError::Engine { doing, cause },
        }
    }
}

/// The message of the server or of the system.
fn in_words(error: &postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        return said.message().to_owned();
    }
    match std::error::Error::source(error) {
        Some(cause) => cause.to_string(),
        None => error.to_string(),
    }
}
