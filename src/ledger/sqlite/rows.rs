//! Rows that were not sent yet, of the tables that grow at their end, and the statements that send many at once.

use std::sync::Arc;

use rusqlite::{Connection, ToSql};

use super::super::merkle::Hash;
use super::super::store::{Row, StoreError};
use super::view::signed;
use super::{failed, reading};

/// So many rows are one statement, where there are so many.
const TOGETHER: usize = 32;

/// Rows of one transaction that were not sent yet: less than [`TOGETHER`] of each table.
#[derive(Default)]
pub(super) struct Rows {
    entries: Vec<(i64, Arc<[u8]>)>,
    nodes: Vec<(i64, Hash)>,
    acts: Vec<(i64, i64)>,
}

impl Rows {
    /// Takes in an entry with its nodes and the act that it is.
    pub(super) fn append(&mut self, connection: &Connection, row: &Row<'_>) -> Result<(), StoreError> {
        let index = signed(row.index)?;
        self.entries.push((index, row.bytes.clone()));
        for (position, hash) in (row.position..).zip(row.nodes) {
            self.nodes.push((signed(position)?, *hash));
        }
        if let Some(party) = row.party {
            self.acts.push((signed(party)?, index));
        }
        self.send(connection, TOGETHER)
    }

    /// Sends what there is.
    pub(super) fn flush(&mut self, connection: &Connection) -> Result<(), StoreError> {
        self.send(connection, 1)
    }

    /// Sends rows until less than so many are left of each table.
    fn send(&mut self, connection: &Connection, least: usize) -> Result<(), StoreError> {
        send(connection, "INTO entries (idx, bytes)", least, &mut self.entries, |(index, bytes)| [index, bytes])?;
        send(connection, "INTO nodes (position, hash)", least, &mut self.nodes, |(position, hash)| [position, hash])?;
        send(connection, "INTO acts (party, idx)", least, &mut self.acts, |(party, index)| [party, index])
    }
}

fn send<T>(
    connection: &Connection,
    into: &str,
    least: usize,
    rows: &mut Vec<T>,
    values: impl Fn(&T) -> [&dyn ToSql; 2],
) -> Result<(), StoreError> {
    while rows.len() >= least {
        let count = if rows.len() >= TOGETHER { TOGETHER } else { 1 };
        let sql = format!("INSERT {into} VALUES (?, ?){}", ", (?, ?)".repeat(count - 1));
        let mut statement = connection.prepare_cached(&sql).map_err(reading)?;
        for (place, value) in rows.iter().take(count).flat_map(&values).enumerate() {
            statement.raw_bind_parameter(place + 1, value).map_err(failed("written"))?;
        }
        statement.raw_execute().map_err(failed("written"))?;
        rows.drain(..count);
    }
    Ok(())
}
