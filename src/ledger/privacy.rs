//! What stands in entries instead of personal data: refs of parties, commitments to evidence, hashes of keys.
//!
//! A ref and a commitment are HMACs under random secrets of the side tables. While the secrets are there, anyone who
//! has them can show what an entry is about; once they are deleted, nobody can, not even by trying all values.

use std::collections::BTreeMap;

use super::canonical::{self, Value};
use super::store::{Evidence, Key, Party};
use crate::digest::{hmac_sha256, sha256};
use crate::model::event::{Hex32, PartyRef};

/// No random bytes from the system.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random bytes: {0}")]
pub struct RandomError(String);

/// 32 random bytes.
pub fn secret() -> Result<[u8; 32], RandomError> {
    let mut bytes = [0; 32];
    fill(&mut bytes)?;
    Ok(bytes)
}

/// 32 random bytes at a time, many of them drawn from the system at once.
pub(super) struct Secrets {
    drawn: [[u8; 32]; 32],
    left: usize,
}

impl Secrets {
    pub(super) fn new() -> Self {
        Secrets { drawn: [[0; 32]; 32], left: 0 }
    }

    pub(super) fn draw(&mut self) -> Result<[u8; 32], RandomError> {
        if self.left == 0 {
            fill(self.drawn.as_flattened_mut())?;
            self.left = self.drawn.len();
        }
        self.left -= 1;
        // each is given out once and kept nowhere
        Ok(std::mem::take(&mut self.drawn[self.left]))
    }
}

fn fill(bytes: &mut [u8]) -> Result<(), RandomError> {
    getrandom::fill(bytes).map_err(|e| RandomError(e.to_string()))
}

/// A party as entries name it.
pub fn party_ref(key: &[u8; 32], id: &str) -> PartyRef {
    Hex32(hmac_sha256(key, id.as_bytes()))
}

impl Party {
    /// The party as entries name it.
    pub fn party_ref(&self) -> PartyRef {
        party_ref(&self.key, &self.id)
    }
}

impl Evidence {
    /// Evidence under a salt.
    pub fn new(salt: [u8; 32], items: &BTreeMap<String, String>) -> Self {
        let items = items.iter().map(|(k, v)| (k.clone().into(), Value::String(v.clone()))).collect();
        Evidence { salt, body: canonical::write(&items) }
    }

    /// What an entry holds of it.
    pub fn commitment(&self) -> Hex32 {
        Hex32(hmac_sha256(&self.salt, &self.body))
    }
}

/// The hash of an idempotency key that the caller gave.
pub fn given_key(key: &str) -> Key {
    head(sha256(&[b"given\0", key.as_bytes()]))
}

/// The idempotency key of an act of which the caller gave none.
pub fn derived_key(parts: &[&str]) -> Key {
    let mut bytes = b"derived\0".to_vec();
    for part in parts {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    head(sha256(&[&bytes]))
}

/// A checksum of a key's row: the entries cannot tell whether the key in it is still the one that was given.
pub fn seal(key: &[u8], index: u64) -> u32 {
    let hash = sha256(&[b"seal\0", key, &index.to_be_bytes()]);
    u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
}

fn head(hash: [u8; 32]) -> Key {
    let mut key = Key::default();
    key.copy_from_slice(&hash[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::name::hex;

    #[test]
    fn hmac_is_that_of_rfc_4231() {
        // test case 2 of RFC 4231, its key padded with zeroes, which HMAC does anyway
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        let mac = hmac_sha256(&key, b"what do ya want for nothing?");
        assert_eq!(hex(&mac), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn keys_do_not_run_together() {
        assert_ne!(derived_key(&["ab", "c"]), derived_key(&["a", "bc"]));
        assert_ne!(derived_key(&["a"]), given_key("a"));
    }
}
