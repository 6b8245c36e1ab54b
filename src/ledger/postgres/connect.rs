//! A connection to the database of a ledger, its settings and its tables.

use std::collections::HashMap;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::{Client, NoTls, SimpleQueryMessage};

use super::super::store::StoreError;
use super::tls::Tls;
use super::{Address, Session, failed, in_words};

/// The numbered migrations; only ever added to.
pub(super) const MIGRATIONS: [&str; 1] = [include_str!("../schema/postgres/0001-ledger.sql")];

/// The number of the advisory lock of who makes the tables or begins the ledger: `engross` in ASCII.
pub(super) const NAME: i64 = 0x0065_6e67_726f_7373;

/// What a session needs: patience with other writers, little with a client that holds the head and is gone or stopped.
const SETTINGS: &str = "SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '2min';
    SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3;
    SET client_min_messages = 'error'; SET statement_timeout = 0;
    SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
    SELECT current_setting('fsync')";

/// Logs in.
pub(super) fn connect(address: &Address) -> Result<Session, StoreError> {
    let server = || address.server().to_owned();
    let unreachable = |cause| StoreError::Unreachable { server: server(), cause };
    let connected = match address.config.get_ssl_mode() {
        SslMode::Require => {
            let tls = Tls::new(address.authorities.as_deref()).map_err(unreachable)?;
            address.config.connect(tls)
        }
        _ => address.config.connect(NoTls),
    };
    let mut client = connected.map_err(|error| {
        let cause = in_words(&error);
        match error.code() {
            // still starting, shutting down, or full: nothing about who asks
            Some(code) if code.code().starts_with("57") || code.code().starts_with("53") => unreachable(cause),
            Some(_) => StoreError::Login { server: server(), cause },
            None if is_about_login(&error) => StoreError::Login { server: server(), cause },
            None => unreachable(cause),
        }
    })?;
    let settings = client.simple_query(SETTINGS).map_err(failed("opened"))?;
    let is_durable = cell(&settings) == Some("on");
    Ok(Session { client, statements: HashMap::new(), is_durable })
}

/// Errors that the client finds by itself before the server says anything: a password that is missing.
fn is_about_login(error: &postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.to_string().contains("password"))
}

/// The first cell of the last row.
fn cell(messages: &[SimpleQueryMessage]) -> Option<&str> {
    messages.iter().rev().find_map(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    })
}

/// Which migrations the database has seen; none: there is no ledger in it.
pub(super) fn stamp(client: &mut Client) -> Result<Option<usize>, StoreError> {
    let schema = "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'engross'";
    if cell(&client.simple_query(schema).map_err(failed("opened"))?).is_none() {
        return Ok(None);
    }
    let seen =
        client.simple_query("SELECT coalesce(max(number), 0) FROM engross.migrations").map_err(|error| match error
            .code()
        {
            Some(code) if *code == SqlState::UNDEFINED_TABLE => {
                StoreError::Foreign("another program's schema `engross`".to_owned())
            }
            _ => failed("opened")(error),
        })?;
    let seen = cell(&seen).and_then(|n| n.parse().ok());
    let seen: usize = seen.ok_or_else(|| StoreError::Damaged("the table of migrations".to_owned()))?;
    match seen > MIGRATIONS.len() {
        true => Err(StoreError::Foreign(format!("schema {seen} found, up to {} expected", MIGRATIONS.len()))),
        false => Ok(Some(seen)),
    }
}

/// Brings the tables up to date.
pub(super) fn migrate(client: &mut Client) -> Result<(), StoreError> {
    let known = MIGRATIONS.len();
    if stamp(client)? == Some(known) {
        return Ok(());
    }
    let mut tx = client.transaction().map_err(failed("made"))?;
    tx.batch_execute(&format!("SELECT pg_advisory_xact_lock({NAME})")).map_err(failed("made"))?;
    // again: another process may have done it meanwhile
    let seen = {
        let exists = tx.simple_query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = 'engross'");
        match cell(&exists.map_err(failed("made"))?) {
            None => 0,
            Some(_) => {
                let seen = tx.simple_query("SELECT coalesce(max(number), 0) FROM engross.migrations");
                cell(&seen.map_err(failed("made"))?).and_then(|n| n.parse().ok()).unwrap_or(known)
            }
        }
    };
    for (number, migration) in (1..).zip(MIGRATIONS).skip(seen) {
        let done = tx.batch_execute(migration);
        let done =
            done.and_then(|()| tx.batch_execute(&format!("INSERT INTO engross.migrations (number) VALUES ({number})")));
        done.map_err(|error| match failed("made")(error) {
            StoreError::Rights(cause) => StoreError::Rights(format!("making the tables of schema {number}: {cause}")),
            other => other,
        })?;
    }
    tx.commit().map_err(failed("made"))
}

/// Removes deleted rows from the side tables; `false`: only their owner can.
pub(super) fn scrub(client: &mut Client) -> Result<bool, StoreError> {
    let owns = "SELECT pg_has_role(relowner, 'USAGE') FROM pg_catalog.pg_class \
                WHERE oid = 'engross.parties'::regclass";
    if cell(&client.simple_query(owns).map_err(failed("scrubbed"))?) != Some("t") {
        return Ok(false);
    }
    let tables = "VACUUM engross.parties, engross.evidence, engross.keys, engross.acts";
    client.batch_execute(tables).map_err(failed("scrubbed"))?;
    Ok(true)
}
