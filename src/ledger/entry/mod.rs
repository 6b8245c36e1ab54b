//! [`Entry`] ⇄ the canonical bytes that are stored, hashed and kept for ever.
//!
//! Reading is strict: an unknown field, a missing one or another written form is an error, so an entry that reads
//! is the entry that was written.

use super::canonical::CanonicalError;
use crate::model::event::Entry;

mod reading;
mod writing;

/// The longest entry, in bytes.
pub const MAX_BYTES: usize = 65_535;

/// Why bytes are no entry, or an entry has no bytes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Not canonical JSON.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// Longer than an entry may be.
    #[error("an entry of {0} bytes: expected at most 65535")]
    TooLong(usize),
    /// `v` is not 1.
    #[error("an entry of another format: expected `v` to be 1")]
    Format,
    /// No such kind.
    #[error("`{0}` is no kind of entry")]
    Kind(String),
    /// A field is missing.
    #[error("the field `{0}` is missing")]
    Missing(&'static str),
    /// A field that the kind does not have.
    #[error("the field `{0}` is unknown")]
    Unknown(String),
    /// A field's value is not of its form.
    #[error("the field `{field}` does not hold {expected}")]
    Field {
        /// Which.
        field: &'static str,
        /// What was expected.
        expected: &'static str,
    },
}

/// The canonical bytes of an entry.
pub fn write(entry: &Entry) -> Result<Vec<u8>, EntryError> {
    let bytes = writing::bytes(entry);
    if bytes.len() > MAX_BYTES { Err(EntryError::TooLong(bytes.len())) } else { Ok(bytes) }
}

/// Reads an entry from its canonical bytes.
pub fn read(bytes: &[u8]) -> Result<Entry, EntryError> {
    if bytes.len() > MAX_BYTES {
        return Err(EntryError::TooLong(bytes.len()));
    }
    let entry = reading::entry(bytes)?;
    // bytes or a time in another form would read, and not come back
    if writing::bytes(&entry) == bytes { Ok(entry) } else { Err(CanonicalError::Form.into()) }
}

#[cfg(test)]
mod tests {
    use super::super::canonical;
    use super::*;
    use crate::model::agreement::Method;
    use crate::model::event::{
        Acceptance, Actor, Channel, Conduct, Erasure, Event, Genesis, Hex32, Notice, Publication, Role,
    };
    use crate::model::instant::Instant;

    fn samples() -> Vec<Entry> {
        let at: Instant = "2024-01-29T00:00:00.120Z".parse().expect("time");
        let party_ref = Hex32([7; 32]);
        let digest = crate::model::name::Digest([1; 32]);
        let agreement: crate::model::name::Slug = "service-agreement".parse().expect("slug");
        let version: crate::model::name::VersionName = "2023-12".parse().expect("version");
        let conduct = Conduct { party_ref, agreement: agreement.clone(), occurred_at: at };
        let acceptance = Acceptance {
            agreement: agreement.clone(),
            version: version.clone(),
            version_digest: digest,
            text_digest: digest,
            language: "zh-CN".into(),
            party_ref,
            method: Method::Click,
            occurred_at: at,
            actor: Some(Actor { role: Role::Guardian, actor_ref: Some(Hex32([8; 32])) }),
            page_sha256: Some(Hex32([9; 32])),
            clauses_confirmed: vec!["3.2/1".into(), "7".into()],
            evidence_commit: Some(Hex32([2; 32])),
        };
        let notice = Notice {
            agreement: agreement.clone(),
            version: version.clone(),
            party_ref: None,
            channel: Channel::Page,
            sent_at: at,
            delivered_at: at,
        };
        let bare = Acceptance {
            actor: None,
            page_sha256: None,
            clauses_confirmed: vec![],
            evidence_commit: None,
            ..acceptance.clone()
        };
        [
            Event::Genesis(Genesis { ledger_id: "0f".repeat(16), origin: "example.com/log".into() }),
            Event::Publish(Publication { agreement, version, version_digest: digest }),
            Event::Accept(acceptance),
            Event::Accept(bare),
            Event::Use(conduct.clone()),
            Event::Withdraw(conduct),
            Event::Notify(Notice { party_ref: Some(party_ref), ..notice.clone() }),
            Event::Notify(notice),
            Event::Erase(Erasure { party_ref, basis: "request of the party".into() }),
        ]
        .into_iter()
        .map(|event| Entry { recorded_at: at, event })
        .collect()
    }

    #[test]
    fn every_kind_round_trips() {
        for entry in samples() {
            let bytes = write(&entry).expect("bytes");
            assert_eq!(read(&bytes).expect("entry"), entry, "{}", String::from_utf8_lossy(&bytes));
            assert!(canonical::read(&bytes).is_ok(), "{}", String::from_utf8_lossy(&bytes));
        }
    }

    #[test]
    fn strange_fields_and_forms_are_refused() {
        let bytes = write(&samples()[0]).expect("bytes");
        let text = String::from_utf8(bytes).expect("utf-8");
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            ("\"v\":1", "\"v\":1,\"w\":1"),
            ("genesis", "exodus"),
            (".120Z", ".12Z"),
            ("\"origin\"", "\"origins\""),
        ] {
            assert!(read(text.replace(from, to).as_bytes()).is_err(), "{to}");
        }
    }
}
