//! Rows of a transaction that were not sent yet, column by column, and the one statement that sends them.

use std::sync::Arc;

use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Statement};

use super::super::merkle::Hash;
use super::super::store::{Evidence, Head, Key, Row, StoreError};
use super::failed;

/// So many entries are sent at once at most.
const MANY: usize = 4096;

/// All tables in one statement, as arrays; what follows is the head.
macro_rules! with_rows {
    ($head:literal) => {
        concat!(
            "WITH e AS (INSERT INTO engross.entries (idx, bytes)
               SELECT $1::bigint + o - 1, b FROM unnest($2::bytea[]) WITH ORDINALITY AS t (b, o)),
             n AS (INSERT INTO engross.nodes (position, hash)
               SELECT $3::bigint + o - 1, h FROM unnest($4::bytea[]) WITH ORDINALITY AS t (h, o)),
             p AS (INSERT INTO engross.parties (number, id, key)
               SELECT * FROM unnest($5::bigint[], $6::text[], $7::bytea[])),
             a AS (INSERT INTO engross.acts (party, idx) SELECT * FROM unnest($8::bigint[], $9::bigint[])),
             k AS (INSERT INTO engross.keys (key, idx, seal)
               SELECT * FROM unnest($10::uuid[], $11::bigint[], $12::bigint[])),
             v AS (INSERT INTO engross.evidence (idx, salt, body)
               SELECT * FROM unnest($13::bigint[], $14::bytea[], $15::bytea[])),
             d AS (INSERT INTO engross.editions (agreement, version, digest, idx)
               SELECT * FROM unnest($16::text[], $17::text[], $18::bytea[], $19::bigint[])) ",
            $head
        )
    };
}

pub(super) const NO_HEAD: &str = with_rows!("SELECT 1");
pub(super) const FIRST_HEAD: &str = with_rows!(
    "INSERT INTO engross.head (one, size, root, signature, verifier)
     VALUES (1, $20::bigint, $21::bytea, $22::bytea, $23::text)"
);
pub(super) const NEXT_HEAD: &str = with_rows!(
    "UPDATE engross.head SET size = $20::bigint, root = $21::bytea, signature = $22::bytea
     WHERE one = 1 AND verifier = $23::text"
);

/// An idempotency key as the server keeps it: 16 bytes of any kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uuid(pub(super) Key);

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

/// Rows that were not sent yet.
#[derive(Default)]
pub(super) struct Rows {
    entries: (i64, Vec<Arc<[u8]>>),
    nodes: (i64, Vec<Hash>),
    parties: (Vec<i64>, Vec<String>, Vec<[u8; 32]>),
    acts: (Vec<i64>, Vec<i64>),
    keys: (Vec<Uuid>, Vec<i64>, Vec<i64>),
    evidence: (Vec<i64>, Vec<[u8; 32]>, Vec<Vec<u8>>),
    editions: (Vec<String>, Vec<String>, Vec<[u8; 32]>, Vec<i64>),
}

impl Rows {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.1.is_empty() && self.parties.0.is_empty() && self.keys.0.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.entries.1.len() >= MANY
    }

    pub(super) fn add_party(&mut self, number: i64, id: &str, key: &[u8; 32]) {
        self.parties.0.push(number);
        self.parties.1.push(id.to_owned());
        self.parties.2.push(*key);
    }

    pub(super) fn take_key(&mut self, key: &Key, index: i64, seal: u32) {
        self.keys.0.push(Uuid(*key));
        self.keys.1.push(index);
        self.keys.2.push(i64::from(seal));
    }

    pub(super) fn append(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let index = signed(row.index)?;
        if self.entries.1.is_empty() {
            self.entries.0 = index;
            self.nodes.0 = signed(row.position)?;
        }
        self.entries.1.push(row.bytes.clone());
        self.nodes.1.extend(row.nodes);
        if let Some(party) = row.party {
            self.acts.0.push(signed(party)?);
            self.acts.1.push(index);
        }
        if let Some(Evidence { salt, body }) = row.evidence {
            self.evidence.0.push(index);
            self.evidence.1.push(*salt);
            self.evidence.2.push(body.clone());
        }
        if let Some((agreement, version, digest)) = row.edition {
            self.editions.0.push(agreement.to_owned());
            self.editions.1.push(version.to_owned());
            self.editions.2.push(*digest);
            self.editions.3.push(index);
        }
        Ok(())
    }

    /// The evidence of an entry that was not sent yet.
    pub(super) fn evidence(&self, index: u64) -> Option<Evidence> {
        let place = self.evidence.0.iter().position(|i| u64::try_from(*i) == Ok(index))?;
        Some(Evidence { salt: *self.evidence.1.get(place)?, body: self.evidence.2.get(place)?.clone() })
    }

    /// Sends the rows and, with them, the head; returns how many heads were written. The statement is one of this
    /// module's, with a head where it has one.
    pub(super) fn send(
        &mut self,
        client: &mut Client,
        statement: &Statement,
        head: Option<&Head>,
    ) -> Result<u64, StoreError> {
        let rows = std::mem::take(self);
        let entries: Vec<&[u8]> = rows.entries.1.iter().map(AsRef::as_ref).collect();
        let (nodes, party_keys) = (slices(&rows.nodes.1), slices(&rows.parties.2));
        let (salts, digests) = (slices(&rows.evidence.1), slices(&rows.editions.2));
        let mut params: Vec<&(dyn ToSql + Sync)> = vec![
            &rows.entries.0,
            &entries,
            &rows.nodes.0,
            &nodes,
            &rows.parties.0,
            &rows.parties.1,
            &party_keys,
            &rows.acts.0,
            &rows.acts.1,
            &rows.keys.0,
            &rows.keys.1,
            &rows.keys.2,
            &rows.evidence.0,
            &salts,
            &rows.evidence.2,
            &rows.editions.0,
            &rows.editions.1,
            &digests,
            &rows.editions.3,
        ];
        let Some(head) = head else {
            return client.execute(statement, &params).map_err(failed("written"));
        };
        let size = signed(head.size)?;
        let (root, signature) = (&head.root[..], &head.signature[..]);
        params.extend([&size as &(dyn ToSql + Sync), &root, &signature, &head.verifier]);
        client.execute(statement, &params).map_err(failed("written"))
    }
}

fn slices<const N: usize>(all: &[[u8; N]]) -> Vec<&[u8]> {
    all.iter().map(|one| &one[..]).collect()
}

pub(super) fn signed(n: u64) -> Result<i64, StoreError> {
    i64::try_from(n).map_err(|_| StoreError::Damaged(format!("the number {n} is out of range")))
}
