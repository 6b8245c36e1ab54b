//! A transaction that writes: rows are gathered, and sent with the head.

use super::super::store::{Head, Key, Party, Row, StoreError, Transaction};
use super::failed;
use super::rows::{FIRST_HEAD, NEXT_HEAD, signed};
use super::view::View;

impl Transaction for View<'_> {
    fn add_party(&mut self, id: &str, key: &[u8; 32]) -> Result<u64, StoreError> {
        if self.ahead.next_party.is_none() {
            self.read_ahead(&[id], &[])?;
        }
        let number = self.ahead.next_party.unwrap_or(1);
        self.rows.add_party(signed(number)?, id, key);
        self.ahead.add_party(Party { number, id: id.to_owned(), key: *key });
        Ok(number)
    }

    fn take_key(&mut self, key: &Key, index: u64, seal: u32) -> Result<Option<u64>, StoreError> {
        if !self.ahead.keys.contains_key(key) {
            self.read_ahead::<&str>(&[], &[*key])?;
        }
        let known = self.ahead.keys.entry(*key).or_default();
        if known.is_none() {
            *known = Some(index);
            self.rows.take_key(key, signed(index)?, seal);
            return Ok(None);
        }
        Ok(*known)
    }

    fn append(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        self.rows.append(row)?;
        self.ahead.append(row);
        if self.rows.is_full() { self.flush() } else { Ok(()) }
    }

    fn forget(&mut self, party: u64) -> Result<(), StoreError> {
        self.flush()?;
        let number = signed(party)?;
        for sql in [
            "DELETE FROM engross.evidence WHERE idx IN (SELECT idx FROM engross.acts WHERE party = $1)",
            "DELETE FROM engross.keys WHERE idx IN (SELECT idx FROM engross.acts WHERE party = $1)",
            "DELETE FROM engross.acts WHERE party = $1",
            "DELETE FROM engross.parties WHERE number = $1",
        ] {
            let (client, statement) = self.prepared(sql)?;
            client.execute(&statement, &[&number]).map_err(failed("written"))?;
        }
        self.ahead.forget(party);
        Ok(())
    }

    fn commit(mut self: Box<Self>, head: &Head) -> Result<(), StoreError> {
        let mut rows = std::mem::take(&mut self.rows);
        let sql = if self.locked.is_some() { NEXT_HEAD } else { FIRST_HEAD };
        let (client, statement) = self.prepared(sql)?;
        if rows.send(client, &statement, Some(head))? != 1 {
            return Err(StoreError::Damaged("the head is gone, or has another public key".to_owned()));
        }
        let outcome = client.batch_execute("COMMIT");
        self.is_open = false;
        outcome.map_err(|error| {
            self.store.session = None;
            StoreError::OutcomeUnknown(super::in_words(&error))
        })
    }
}
