//! A connection to the file of a ledger, its settings and its tables.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::super::store::StoreError;
use super::{PATIENCE, failed, reading};

/// `engr`, so that `file` and others can tell a ledger.
const APPLICATION_ID: i32 = 0x656e_6772;

/// The numbered migrations; only ever added to.
const MIGRATIONS: [&str; 1] = [include_str!("../schema/sqlite/0001-ledger.sql")];

/// Settings of a connection. The cache holds the index of a million idempotency keys, which come in no order; the log
/// grows to 32 MiB before it is moved into the file, so that a page that many commits change is moved once.
const SETTINGS: &str = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA recursive_triggers = ON;
    PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8192;";

/// Opens the file with the settings of a ledger; one on a read-only disk for reading.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    match connect_shared(path) {
        // asked only now: the closing of a second handle would drop the locks of the first
        Err(StoreError::Engine { .. }) if is_on_read_only_disk(path) => connect_frozen(path),
        other => other,
    }
}

fn connect_shared(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failed("opened"))?;
    connection.busy_timeout(PATIENCE).map_err(failed("opened"))?;
    // before anything is changed: the file may be another program's
    check_stamp(&connection)?;
    write_ahead(&connection)?;
    settle(connection)
}

/// Opens a file that nobody can change, without the locks and the shared memory for which a log needs a disk that can be
/// written to. What waits in a log could not be read so.
fn connect_frozen(path: &Path) -> Result<Connection, StoreError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = Path::new(&log);
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        let cause =
            format!("the disk is read-only, and `{}` holds what is not in the file yet: copy both", log.display());
        return Err(StoreError::Engine { doing: "opened", cause });
    }
    let unsaid = || StoreError::Engine { doing: "opened", cause: "its path is no UTF-8".to_owned() };
    let path = path.to_str().ok_or_else(unsaid)?;
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection =
        Connection::open_with_flags(format!("file:{path}?immutable=1"), flags).map_err(failed("opened"))?;
    check_stamp(&connection)?;
    settle(connection)
}

fn is_on_read_only_disk(path: &Path) -> bool {
    let opened = OpenOptions::new().write(true).open(path);
    opened.is_err_and(|error| error.kind() == ErrorKind::ReadOnlyFilesystem)
}

fn settle(connection: Connection) -> Result<Connection, StoreError> {
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(SETTINGS).map_err(reading)?;
    // a plan that looks at bound values is made anew for each
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed("opened"))?;
    Ok(connection)
}

/// A ledger that this engross knows, or an empty file.
fn check_stamp(connection: &Connection) -> Result<(), StoreError> {
    // in one transaction: another process may make the ledger meanwhile
    let seen_at_once = connection.unchecked_transaction().map_err(reading)?;
    let count = "SELECT count(*) FROM sqlite_schema";
    let tables: i64 = seen_at_once.query_row(count, [], |row| row.get(0)).map_err(reading)?;
    let (id, seen) = stamp(&seen_at_once)?;
    seen_at_once.finish().map_err(reading)?;
    let known = MIGRATIONS.len() as i64;
    match (id, seen) {
        (APPLICATION_ID, seen) if seen > known => {
            Err(StoreError::Foreign(format!("schema {seen} found, up to {known} expected")))
        }
        (APPLICATION_ID, 1..) => Ok(()),
        (0, 0) if tables == 0 => Ok(()),
        _ => Err(StoreError::Foreign("another program's SQLite file".to_owned())),
    }
}

/// Switching to WAL asks for a lock for which SQLite does not wait by itself.
fn write_ahead(connection: &Connection) -> Result<(), StoreError> {
    let begun = Instant::now();
    loop {
        let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                let cause = format!("journal mode `{mode}` instead of `wal`");
                return Err(StoreError::Engine { doing: "opened", cause });
            }
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(e) => return Err(reading(e)),
        }
    }
}

fn stamp(connection: &Connection) -> Result<(i32, i64), StoreError> {
    let id = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(reading)?;
    let seen = connection.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(reading)?;
    Ok((id, seen))
}

/// Makes the tables, or brings them up to date.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    run(connection, &MIGRATIONS)
}

/// Brings the tables of a ledger up to date, if a migration came after them.
pub(super) fn catch_up(connection: &mut Connection) -> Result<(), StoreError> {
    match stamp(connection)? {
        (APPLICATION_ID, seen) if seen < MIGRATIONS.len() as i64 => migrate(connection),
        _ => Ok(()),
    }
}

fn run(connection: &mut Connection, migrations: &[&str]) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(reading)?;
    let (_, seen) = stamp(&tx)?;
    let missing = migrations.get(usize::try_from(seen).unwrap_or(usize::MAX)..).unwrap_or_default();
    if missing.is_empty() {
        return Ok(());
    }
    for migration in missing {
        tx.execute_batch(migration).map_err(failed("made"))?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID).map_err(failed("made"))?;
    tx.pragma_update(None, "user_version", migrations.len() as i64).map_err(failed("made"))?;
    tx.commit().map_err(failed("made"))
}

/// What `sqlite_schema` says.
pub(super) type Schema = Vec<(String, String, String, Option<String>)>;

/// The tables and triggers of a file.
pub(super) fn schema(connection: &Connection) -> Result<Schema, StoreError> {
    let sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
    let mut statement = connection.prepare(sql).map_err(reading)?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))).map_err(reading)?;
    rows.collect::<Result<_, _>>().map_err(reading)
}

/// The tables and triggers of a new ledger.
pub(super) fn expected_schema() -> Result<Schema, StoreError> {
    let expected = Connection::open_in_memory().map_err(reading)?;
    expected.execute_batch(&MIGRATIONS.concat()).map_err(reading)?;
    schema(&expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_migrations_run_once_in_their_order() {
        let mut connection = Connection::open_in_memory().expect("file");
        migrate(&mut connection).expect("made");
        let later = [MIGRATIONS[0], "CREATE TABLE later (a)", "ALTER TABLE later ADD COLUMN b"];
        for _ in 0..2 {
            run(&mut connection, &later).expect("brought up to date");
            assert_eq!(stamp(&connection).expect("stamp"), (APPLICATION_ID, 3));
        }
        assert!(connection.execute_batch("INSERT INTO later (a, b) VALUES (1, 2)").is_ok());
        // now it is newer than what this engross knows
        assert!(matches!(check_stamp(&connection), Err(StoreError::Foreign(_))));
    }
}
