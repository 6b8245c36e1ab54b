//! Transactions: rows in and out, typed.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::merkle::Hash;
use super::super::store::{Evidence, Head, Key, Listed, Party, Row, Snapshot, StoreError, Transaction};
use super::rows::Rows;
use super::{Sqlite, failed, reading};

/// A transaction of either kind; dropped without a commit it is rolled back.
pub(super) struct View<'a> {
    store: &'a mut Sqlite,
    is_open: bool,
    rows: Rows,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        if self.is_open
            && let Some(connection) = &self.store.connection
            && connection.execute_batch("ROLLBACK").is_err()
            && !connection.is_autocommit()
        {
            self.store.connection = None;
        }
    }
}

impl<'a> View<'a> {
    /// A transaction that was begun on the store's connection.
    pub(super) fn new(store: &'a mut Sqlite) -> Self {
        View { store, is_open: true, rows: Rows::default() }
    }

    fn connection(&self) -> Result<&Connection, StoreError> {
        self.store.connection.as_ref().ok_or_else(gone)
    }

    /// Sends what was appended, so that the tables have it.
    fn flush(&mut self) -> Result<(), StoreError> {
        self.rows.flush(self.store.connection.as_ref().ok_or_else(gone)?)
    }

    fn one<T>(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        map: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let mut statement = self.connection()?.prepare_cached(sql).map_err(reading)?;
        statement.query_row(params, map).optional().map_err(reading)
    }

    fn each(
        &self,
        sql: &str,
        params: impl rusqlite::Params,
        mut visit: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<bool>,
    ) -> Result<(), StoreError> {
        let mut statement = self.connection()?.prepare_cached(sql).map_err(reading)?;
        let mut rows = statement.query(params).map_err(reading)?;
        while let Some(row) = rows.next().map_err(reading)? {
            if !visit(row).map_err(reading)? {
                break;
            }
        }
        Ok(())
    }

    fn run(&self, sql: &str, params: impl rusqlite::Params) -> Result<usize, StoreError> {
        let mut statement = self.connection()?.prepare_cached(sql).map_err(reading)?;
        statement.execute(params).map_err(failed("written"))
    }
}

impl Snapshot for View<'_> {
    fn head(&mut self) -> Result<Option<Head>, StoreError> {
        let begun = self.one("SELECT 1 FROM sqlite_schema WHERE name = 'head'", [], |_| Ok(()))?;
        if begun.is_none() {
            return Ok(None);
        }
        self.one("SELECT size, root, signature, verifier FROM head", [], |row| {
            let size = unsigned(row, 0)?;
            Ok(Head { size, root: array(row, 1)?, signature: array(row, 2)?, verifier: row.get(3)? })
        })
    }

    fn last_index(&mut self) -> Result<Option<u64>, StoreError> {
        self.flush()?;
        let last = self.one("SELECT idx FROM entries ORDER BY idx DESC LIMIT 1", [], |row| unsigned(row, 0))?;
        Ok(last)
    }

    fn entry(&mut self, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        self.flush()?;
        self.one("SELECT bytes FROM entries WHERE idx = ?1", [signed(index)?], |row| row.get(0))
    }

    fn node(&mut self, position: u64) -> Result<Option<Hash>, StoreError> {
        self.flush()?;
        self.one("SELECT hash FROM nodes WHERE position = ?1", [signed(position)?], |row| array(row, 0))
    }

    fn edition(&mut self, agreement: &str, version: &str) -> Result<Option<[u8; 32]>, StoreError> {
        let sql = "SELECT digest FROM editions WHERE agreement = ?1 AND version = ?2";
        self.one(sql, [agreement, version], |row| array(row, 0))
    }

    fn party(&mut self, id: &str) -> Result<Option<Party>, StoreError> {
        self.one("SELECT number, id, key FROM parties WHERE id = ?1", [id], party)
    }

    fn acts(&mut self, party: u64) -> Result<Vec<u64>, StoreError> {
        self.flush()?;
        let mut indices = Vec::new();
        self.each("SELECT idx FROM acts WHERE party = ?1 ORDER BY idx", [signed(party)?], |row| {
            indices.push(unsigned(row, 0)?);
            Ok(true)
        })?;
        Ok(indices)
    }

    fn evidence(&mut self, index: u64) -> Result<Option<Evidence>, StoreError> {
        self.one("SELECT salt, body FROM evidence WHERE idx = ?1", [signed(index)?], |row| {
            Ok(Evidence { salt: array(row, 0)?, body: row.get(1)? })
        })
    }

    fn each_entry(&mut self, from: u64, visit: &mut dyn FnMut(u64, &[u8]) -> bool) -> Result<(), StoreError> {
        self.flush()?;
        self.each("SELECT idx, bytes FROM entries WHERE idx >= ?1 ORDER BY idx", [signed(from)?], |row| {
            Ok(visit(unsigned(row, 0)?, row.get_ref(1)?.as_blob()?))
        })
    }

    fn each_node(&mut self, visit: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError> {
        self.flush()?;
        self.each("SELECT position, hash FROM nodes ORDER BY position", [], |row| {
            visit(unsigned(row, 0)?, row.get_ref(1)?.as_blob()?);
            Ok(true)
        })
    }

    fn each_party(&mut self, visit: &mut dyn FnMut(Party)) -> Result<(), StoreError> {
        self.each("SELECT number, id, key FROM parties ORDER BY number", [], |row| {
            visit(party(row)?);
            Ok(true)
        })
    }

    fn each_act(&mut self, visit: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        self.flush()?;
        self.each("SELECT party, idx FROM acts ORDER BY party, idx", [], |row| {
            visit(unsigned(row, 0)?, unsigned(row, 1)?);
            Ok(true)
        })
    }

    fn each_key(&mut self, visit: &mut dyn FnMut(&[u8], u64, i64)) -> Result<(), StoreError> {
        self.each("SELECT key, idx, seal FROM keys", [], |row| {
            visit(row.get_ref(0)?.as_blob()?, unsigned(row, 1)?, row.get(2)?);
            Ok(true)
        })
    }

    fn each_evidence(&mut self, visit: &mut dyn FnMut(u64)) -> Result<(), StoreError> {
        self.each("SELECT idx FROM evidence ORDER BY idx", [], |row| {
            visit(unsigned(row, 0)?);
            Ok(true)
        })
    }

    fn each_edition(&mut self, visit: &mut dyn FnMut(Listed)) -> Result<(), StoreError> {
        self.each("SELECT agreement, version, digest, idx FROM editions", [], |row| {
            let (agreement, version) = (row.get(0)?, row.get(1)?);
            visit(Listed { agreement, version, digest: array(row, 2)?, index: unsigned(row, 3)? });
            Ok(true)
        })
    }
}

impl Transaction for View<'_> {
    fn add_party(&mut self, id: &str, key: &[u8; 32]) -> Result<u64, StoreError> {
        self.run("INSERT INTO parties (id, key) VALUES (?1, ?2)", params![id, &key[..]])?;
        let number = self.connection()?.last_insert_rowid();
        u64::try_from(number).map_err(|_| StoreError::Damaged(format!("party number {number}")))
    }

    fn take_key(&mut self, key: &Key, index: u64, seal: u32) -> Result<Option<u64>, StoreError> {
        let sql = "INSERT INTO keys (key, idx, seal) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING";
        match self.run(sql, params![&key[..], signed(index)?, seal])? {
            0 => self.one("SELECT idx FROM keys WHERE key = ?1", [&key[..]], |row| unsigned(row, 0)),
            _ => Ok(None),
        }
    }

    fn append(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let index = signed(row.index)?;
        self.rows.append(self.store.connection.as_ref().ok_or_else(gone)?, row)?;
        if let Some(evidence) = row.evidence {
            let sql = "INSERT INTO evidence (idx, salt, body) VALUES (?1, ?2, ?3)";
            self.run(sql, params![index, &evidence.salt[..], &evidence.body])?;
        }
        if let Some((agreement, version, digest)) = row.edition {
            let sql = "INSERT INTO editions (agreement, version, digest, idx) VALUES (?1, ?2, ?3, ?4)";
            self.run(sql, params![agreement, version, &digest[..], index])?;
        }
        Ok(())
    }

    fn forget(&mut self, party: u64) -> Result<(), StoreError> {
        self.flush()?;
        for sql in [
            "DELETE FROM evidence WHERE idx IN (SELECT idx FROM acts WHERE party = ?1)",
            "DELETE FROM keys WHERE idx IN (SELECT idx FROM acts WHERE party = ?1)",
            "DELETE FROM acts WHERE party = ?1",
            "DELETE FROM parties WHERE number = ?1",
        ] {
            self.run(sql, [signed(party)?])?;
        }
        Ok(())
    }

    fn commit(mut self: Box<Self>, head: &Head) -> Result<(), StoreError> {
        self.flush()?;
        let sql = "INSERT INTO head (one, size, root, signature, verifier) VALUES (1, ?1, ?2, ?3, ?4)
                   ON CONFLICT (one) DO UPDATE SET size = ?1, root = ?2, signature = ?3";
        self.run(sql, params![signed(head.size)?, &head.root[..], &head.signature[..], &head.verifier])?;
        self.is_open = false;
        let outcome = self.connection()?.execute_batch("COMMIT");
        outcome.map_err(|error| {
            self.store.connection = None;
            StoreError::OutcomeUnknown(error.to_string())
        })
    }
}

fn gone() -> StoreError {
    StoreError::Engine { doing: "read", cause: "the connection was given up".to_owned() }
}

fn party(row: &rusqlite::Row<'_>) -> rusqlite::Result<Party> {
    Ok(Party { number: unsigned(row, 0)?, id: row.get(1)?, key: array(row, 2)? })
}

pub(super) fn signed(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n).map_err(|_| StoreError::Damaged(format!("the number {n} is out of range")))
}

/// A number from 0 below 2^53; no table holds a larger one.
fn unsigned(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let n: i64 = row.get(column)?;
    let fits = u64::try_from(n).ok().filter(|n| *n < 1 << 53);
    fits.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, n))
}

fn array<const N: usize>(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<[u8; N]> {
    let bytes = row.get_ref(column)?.as_blob()?;
    bytes.try_into().map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, bytes.len() as i64))
}
