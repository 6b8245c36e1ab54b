//! The embedded engine: SQLite in one file beside its write-ahead log.
//!
//! - Durable: WAL with `synchronous=FULL`, so a commit is on stable storage before it is acknowledged.
//! - One writer: `BEGIN IMMEDIATE`; other processes wait for up to [`PATIENCE`].
//! - Private: the file has mode 0600, which its log inherits; `secure_delete` overwrites what is deleted.
//! - A failed commit leaves its outcome open: the connection is dropped, the next use opens another.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use super::store::{Snapshot, Store, StoreError, Transaction};
use connect::{catch_up, connect, expected_schema, migrate, schema};
use view::View;

mod connect;
mod rows;
mod view;

/// How long a writer waits for others.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A ledger in a SQLite file.
pub struct Sqlite {
    path: PathBuf,
    connection: Option<Connection>,
}

impl Sqlite {
    /// Opens the file of a ledger and brings its tables up to date. It has to be there.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing(path.display().to_string()));
        }
        let mut store = Sqlite { path: path.to_owned(), connection: None };
        catch_up(store.connection()?)?;
        Ok(store)
    }

    /// Opens the file of a ledger, or makes it with the tables in it and mode 0600.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let made = options.open(path);
        made.map_err(|e| StoreError::Engine { doing: "made", cause: format!("{}: {e}", path.display()) })?;
        let mut store = Sqlite { path: path.to_owned(), connection: None };
        let connection = store.connection()?;
        migrate(connection)?;
        Ok(store)
    }

    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        let connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(&self.path)?,
        };
        Ok(self.connection.insert(connection))
    }

    fn begin(&mut self, how: &str) -> Result<Box<View<'_>>, StoreError> {
        self.connection()?.execute_batch(how).map_err(reading)?;
        Ok(Box::new(View::new(self)))
    }
}

impl Store for Sqlite {
    fn read(&mut self) -> Result<Box<dyn Snapshot + '_>, StoreError> {
        Ok(self.begin("BEGIN")?)
    }

    fn write(&mut self) -> Result<Box<dyn Transaction + '_>, StoreError> {
        Ok(self.begin("BEGIN IMMEDIATE")?)
    }

    fn inspect(&mut self) -> Result<Vec<String>, StoreError> {
        let connection = self.connection()?;
        let mut found = Vec::new();
        let mut check = connection.prepare("PRAGMA integrity_check").map_err(reading)?;
        let rows = check.query_map([], |row| row.get::<_, String>(0)).map_err(reading)?;
        for row in rows {
            found.extend(Some(row.map_err(reading)?).filter(|line| line != "ok"));
        }
        if schema(connection)? != expected_schema()? {
            found.push("the tables or triggers are not those of a ledger".to_owned());
        }
        Ok(found)
    }

    fn scrub(&mut self) -> Result<bool, StoreError> {
        let connection = self.connection()?;
        let busy: i64 = connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(failed("scrubbed"))?;
        Ok(busy == 0)
    }
}

/// An error while reading: values of a wrong form are damage.
fn reading(error: rusqlite::Error) -> StoreError {
    match &error {
        rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::Utf8Error(..) => StoreError::Damaged(error.to_string()),
        _ => failed("read")(error),
    }
}

fn failed(doing: &'static str) -> impl Fn(rusqlite::Error) -> StoreError {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy(PATIENCE.as_secs()),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged(error.to_string()),
        _ => StoreError::Engine { doing, cause: error.to_string() },
    }
}
