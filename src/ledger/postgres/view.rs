//! Transactions: rows out, typed, what was appended among them.

use std::collections::HashMap;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::ToSql;
use postgres::{Client, Statement};

use super::super::merkle::{Edge, Hash};
use super::super::store::{Asked, Evidence, Head, Key, Listed, Party, Snapshot, StoreError};
use super::ahead::Ahead;
use super::rows::{NO_HEAD, Rows, Uuid, signed};
use super::values::{array, get, unsigned};
use super::{Postgres, Session, failed};

/// A transaction of either kind; dropped without a commit it is rolled back.
pub(super) struct View<'a> {
    pub(super) store: &'a mut Postgres,
    pub(super) is_open: bool,
    /// The head that is locked.
    pub(super) locked: Option<Head>,
    pub(super) ahead: Ahead,
    pub(super) rows: Rows,
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        if self.is_open
            && let Some(session) = &mut self.store.session
            && session.client.batch_execute("ROLLBACK").is_err()
        {
            self.store.session = None;
        }
    }
}

impl<'a> View<'a> {
    /// A transaction that was begun on the store's connection.
    pub(super) fn new(store: &'a mut Postgres, locked: Option<Head>) -> Self {
        View { store, is_open: true, locked, ahead: Ahead::default(), rows: Rows::default() }
    }

    /// The connection, with a statement prepared on it. It is never another one than that of the begin.
    pub(super) fn prepared(&mut self, sql: &'static str) -> Result<(&mut Client, Statement), StoreError> {
        let gone = || StoreError::Engine { doing: "read", cause: "the connection was given up".to_owned() };
        let Session { client, statements, .. } = self.store.session.as_mut().ok_or_else(gone)?;
        let statement = match statements.get(sql) {
            Some(statement) => statement.clone(),
            None => {
                let statement = client.prepare(sql).map_err(failed("read"))?;
                statements.insert(sql, statement.clone());
                statement
            }
        };
        Ok((client, statement))
    }

    fn query(&mut self, sql: &'static str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<postgres::Row>, StoreError> {
        let (client, statement) = self.prepared(sql)?;
        client.query(&statement, params).map_err(failed("read"))
    }

    fn one<T>(
        &mut self,
        sql: &'static str,
        params: &[&(dyn ToSql + Sync)],
        map: impl FnOnce(&postgres::Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        self.query(sql, params)?.first().map(map).transpose()
    }

    /// Row by row as they come, whatever their number.
    fn each(
        &mut self,
        sql: &'static str,
        from: Option<i64>,
        mut visit: impl FnMut(&postgres::Row) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        self.flush()?;
        let (client, statement) = self.prepared(sql)?;
        let mut rows = client.query_raw(&statement, from).map_err(failed("read"))?;
        while let Some(row) = rows.next().map_err(failed("read"))? {
            if !visit(&row)? {
                break;
            }
        }
        Ok(())
    }

    /// Sends what was appended, so that the tables have it.
    pub(super) fn flush(&mut self) -> Result<(), StoreError> {
        if !self.rows.is_empty() {
            let mut rows = std::mem::take(&mut self.rows);
            let (client, statement) = self.prepared(NO_HEAD)?;
            rows.send(client, &statement, None)?;
        }
        Ok(())
    }

    /// Reads the acts of all parties that were asked for, with their entries.
    fn read_acts(&mut self, party: u64) -> Result<(), StoreError> {
        let mut missing = self.ahead.parties_without_acts();
        if !missing.contains(&party) {
            missing.push(party);
        }
        let numbers = missing.iter().map(|n| signed(*n)).collect::<Result<Vec<_>, _>>()?;
        let sql = "SELECT a.party, a.idx, e.bytes FROM engross.acts a LEFT JOIN engross.entries e USING (idx)
                   WHERE a.party = ANY($1::bigint[]) ORDER BY a.party, a.idx";
        let mut acts: HashMap<u64, Vec<u64>> = missing.into_iter().map(|number| (number, Vec::new())).collect();
        for row in self.query(sql, &[&numbers])? {
            let index = unsigned(&row, 1)?;
            acts.entry(unsigned(&row, 0)?).or_default().push(index);
            if let Some(bytes) = get::<Option<Vec<u8>>>(&row, 2)? {
                self.ahead.entries.insert(index, bytes.into());
            }
        }
        for (party, indices) in acts {
            self.ahead.read_acts(party, indices);
        }
        Ok(())
    }

    /// Reads parties and keys at once, and the number of the next new party.
    pub(super) fn read_ahead<S: AsRef<str>>(&mut self, parties: &[S], keys: &[Key]) -> Result<(), StoreError> {
        let ids: Vec<&str> = parties.iter().map(AsRef::as_ref).collect();
        let wanted: Vec<Uuid> = keys.iter().copied().map(Uuid).collect();
        let sql = "SELECT 0, number, id, key FROM engross.parties WHERE id = ANY($1::text[])
                   UNION ALL SELECT 1, idx, NULL, uuid_send(key) FROM engross.keys
                     WHERE key = ANY($2::uuid[])
                   UNION ALL SELECT 2, coalesce(max(number), 0) + 1, NULL, NULL FROM engross.parties";
        let rows = self.query(sql, &[&ids, &wanted])?;
        for id in &ids {
            self.ahead.parties.entry((*id).to_owned()).or_default();
        }
        for key in keys {
            self.ahead.keys.entry(*key).or_default();
        }
        for row in &rows {
            let number = unsigned(row, 1)?;
            match get::<i32>(row, 0)? {
                0 => {
                    let party = Party { number, id: get(row, 2)?, key: array(row, 3)? };
                    self.ahead.parties.insert(party.id.clone(), Some(party));
                }
                1 => {
                    self.ahead.keys.insert(array(row, 3)?, Some(number));
                }
                _ => self.ahead.next_party = self.ahead.next_party.max(Some(number)),
            }
        }
        Ok(())
    }
}

impl Snapshot for View<'_> {
    fn expect(&mut self, asked: &dyn Fn() -> Asked) -> Result<(), StoreError> {
        let Asked { parties, keys } = asked();
        self.read_ahead(&parties, &keys)
    }

    fn head(&mut self) -> Result<Option<Head>, StoreError> {
        if self.locked.is_none() {
            self.locked = self.one("SELECT size, root, signature, verifier FROM engross.head", &[], |row| {
                let size = unsigned(row, 0)?;
                Ok(Head { size, root: array(row, 1)?, signature: array(row, 2)?, verifier: get(row, 3)? })
            })?;
        }
        Ok(self.locked.clone())
    }

    fn last_index(&mut self) -> Result<Option<u64>, StoreError> {
        self.flush()?;
        let last = "SELECT idx FROM engross.entries ORDER BY idx DESC LIMIT 1";
        self.one(last, &[], |row| unsigned(row, 0))
    }

    fn entry(&mut self, index: u64) -> Result<Option<Vec<u8>>, StoreError> {
        if let Some(bytes) = self.ahead.entries.get(&index) {
            return Ok(Some(bytes.to_vec()));
        }
        self.one("SELECT bytes FROM engross.entries WHERE idx = $1", &[&signed(index)?], |row| get(row, 0))
    }

    fn node(&mut self, position: u64) -> Result<Option<Hash>, StoreError> {
        if let Some(known) = self.ahead.nodes.get(&position) {
            return Ok(*known);
        }
        // where one is asked for, the right edge is next
        let mut positions = self.locked.as_ref().map_or_else(Vec::new, |head| Edge::positions(head.size));
        positions.retain(|p| !self.ahead.nodes.contains_key(p));
        positions.push(position);
        self.flush()?;
        let numbers = positions.iter().map(|n| signed(*n)).collect::<Result<Vec<_>, _>>()?;
        let sql = "SELECT position, hash FROM engross.nodes WHERE position = ANY($1::bigint[])";
        let rows = self.query(sql, &[&numbers])?;
        self.ahead.nodes.extend(positions.into_iter().map(|p| (p, None)));
        for row in &rows {
            self.ahead.nodes.insert(unsigned(row, 0)?, Some(array(row, 1)?));
        }
        Ok(self.ahead.nodes.get(&position).copied().flatten())
    }

    fn edition(&mut self, agreement: &str, version: &str) -> Result<Option<[u8; 32]>, StoreError> {
        if self.ahead.editions.is_none() {
            let mut all = HashMap::new();
            self.each_edition(&mut |e| {
                all.insert((e.agreement, e.version), e.digest);
            })?;
            self.ahead.editions = Some(all);
        }
        let asked = (agreement.to_owned(), version.to_owned());
        Ok(self.ahead.editions.as_ref().and_then(|all| all.get(&asked)).copied())
    }

    fn party(&mut self, id: &str) -> Result<Option<Party>, StoreError> {
        if !self.ahead.parties.contains_key(id) {
            self.read_ahead(&[id], &[])?;
        }
        Ok(self.ahead.parties.get(id).cloned().flatten())
    }

    fn acts(&mut self, party: u64) -> Result<Vec<u64>, StoreError> {
        if !self.ahead.acts.contains_key(&party) {
            self.read_acts(party)?;
        }
        Ok(self.ahead.acts.get(&party).cloned().unwrap_or_default())
    }

    fn evidence(&mut self, index: u64) -> Result<Option<Evidence>, StoreError> {
        if let Some(evidence) = self.rows.evidence(index) {
            return Ok(Some(evidence));
        }
        self.one("SELECT salt, body FROM engross.evidence WHERE idx = $1", &[&signed(index)?], |row| {
            Ok(Evidence { salt: array(row, 0)?, body: get(row, 1)? })
        })
    }

    fn each_entry(&mut self, from: u64, visit: &mut dyn FnMut(u64, &[u8]) -> bool) -> Result<(), StoreError> {
        // a part at a time: who has seen enough leaves nothing behind on the connection
        let sql = "SELECT idx, bytes FROM engross.entries WHERE idx >= $1 ORDER BY idx LIMIT 4096";
        let mut next = Some(from);
        while let Some(from) = next.take() {
            let mut seen = 0;
            self.each(sql, Some(signed(from)?), |row| {
                let index = unsigned(row, 0)?;
                seen += 1;
                let more = visit(index, get(row, 1)?);
                next = Some(index + 1).filter(|_| more && seen == 4096);
                Ok(more)
            })?;
        }
        Ok(())
    }

    fn each_node(&mut self, visit: &mut dyn FnMut(u64, &[u8])) -> Result<(), StoreError> {
        self.each("SELECT position, hash FROM engross.nodes ORDER BY position", None, |row| {
            visit(unsigned(row, 0)?, get(row, 1)?);
            Ok(true)
        })
    }

    fn each_party(&mut self, visit: &mut dyn FnMut(Party)) -> Result<(), StoreError> {
        self.each("SELECT number, id, key FROM engross.parties ORDER BY number", None, |row| {
            visit(Party { number: unsigned(row, 0)?, id: get(row, 1)?, key: array(row, 2)? });
            Ok(true)
        })
    }

    fn each_act(&mut self, visit: &mut dyn FnMut(u64, u64)) -> Result<(), StoreError> {
        self.each("SELECT party, idx FROM engross.acts ORDER BY party, idx", None, |row| {
            visit(unsigned(row, 0)?, unsigned(row, 1)?);
            Ok(true)
        })
    }

    fn each_key(&mut self, visit: &mut dyn FnMut(&[u8], u64, i64)) -> Result<(), StoreError> {
        self.each("SELECT uuid_send(key), idx, seal FROM engross.keys", None, |row| {
            visit(get(row, 0)?, unsigned(row, 1)?, get(row, 2)?);
            Ok(true)
        })
    }

    fn each_evidence(&mut self, visit: &mut dyn FnMut(u64)) -> Result<(), StoreError> {
        self.each("SELECT idx FROM engross.evidence ORDER BY idx", None, |row| {
            visit(unsigned(row, 0)?);
            Ok(true)
        })
    }

    fn each_edition(&mut self, visit: &mut dyn FnMut(Listed)) -> Result<(), StoreError> {
        self.each("SELECT agreement, version, digest, idx FROM engross.editions ORDER BY idx", None, |row| {
            let (agreement, version) = (get(row, 0)?, get(row, 1)?);
            visit(Listed { agreement, version, digest: array(row, 2)?, index: unsigned(row, 3)? });
            Ok(true)
        })
    }
}
