//! Columns of a row → values; one of another form is damage.

use postgres::SimpleQueryMessage;
use postgres::types::FromSql;

use super::super::store::{Head, StoreError};

/// A value of a column; one of another type is damage.
pub(super) fn get<'r, T: FromSql<'r>>(row: &'r postgres::Row, column: usize) -> Result<T, StoreError> {
    row.try_get(column).map_err(|error| StoreError::Damaged(error.to_string()))
}

/// A number from 0 below 2^53; no table holds a larger one.
pub(super) fn unsigned(row: &postgres::Row, column: usize) -> Result<u64, StoreError> {
    let n: i64 = get(row, column)?;
    let fits = u64::try_from(n).ok().filter(|n| *n < 1 << 53);
    fits.ok_or_else(|| StoreError::Damaged(format!("the number {n} is out of range")))
}

/// Bytes of a known number.
pub(super) fn array<const N: usize>(row: &postgres::Row, column: usize) -> Result<[u8; N], StoreError> {
    let bytes: &[u8] = get(row, column)?;
    bytes.try_into().map_err(|_| StoreError::Damaged(format!("{} bytes: expected {N}", bytes.len())))
}

/// Locks the head against every other writer, and reads it.
pub(super) const LOCK: &str = "SELECT size, encode(root, 'hex'), encode(signature, 'hex'), verifier \
                               FROM engross.head FOR UPDATE";

/// The head that [`LOCK`] has read, from its answer in text.
pub(super) fn head(answer: &[SimpleQueryMessage]) -> Result<Option<Head>, StoreError> {
    let row = answer.iter().rev().find_map(|message| match message {
        SimpleQueryMessage::Row(row) if row.len() == 4 => Some(row),
        _ => None,
    });
    let Some(row) = row else { return Ok(None) };
    let read = || {
        let size = row.get(0)?.parse().ok()?;
        Some(Head { size, root: unhex(row.get(1)?)?, signature: unhex(row.get(2)?)?, verifier: row.get(3)?.to_owned() })
    };
    read().map(Some).ok_or_else(|| StoreError::Damaged("the row of the head".to_owned()))
}

fn unhex<const N: usize>(s: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    for (byte, digits) in bytes.iter_mut().zip(s.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    (s.len() == 2 * N).then_some(bytes)
}
