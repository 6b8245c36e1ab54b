//! [`Entry`] ⇄ the canonical bytes that are stored, hashed and kept for ever.
//!
//! Reading is strict: an unknown field, a missing one or another written form is an error, so an entry that reads
//! is the entry that was written.

use std::str::FromStr;

use crate::model::agreement::Method;
use crate::model::event::{
    Acceptance, Actor, Channel, Conduct, Entry, Erasure, Event, Genesis, Hex32, Notice, Publication, Role,
};
use crate::model::instant::Instant;

use super::canonical::{self, CanonicalError, Object, Value};

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
    let bytes = canonical::write(&object(entry));
    if bytes.len() > MAX_BYTES { Err(EntryError::TooLong(bytes.len())) } else { Ok(bytes) }
}

/// Reads an entry from its canonical bytes.
pub fn read(bytes: &[u8]) -> Result<Entry, EntryError> {
    if bytes.len() > MAX_BYTES {
        return Err(EntryError::TooLong(bytes.len()));
    }
    let mut fields = Fields(canonical::parse(bytes)?);
    if fields.0.remove("v") != Some(Value::Integer(1)) {
        return Err(EntryError::Format);
    }
    let kind = fields.text("kind")?;
    let recorded_at = fields.parsed("recorded_at", TIME)?;
    let event = event(&kind, &mut fields)?;
    if let Some(name) = fields.0.into_keys().next() {
        return Err(EntryError::Unknown(name.into_owned()));
    }
    let entry = Entry { recorded_at, event };
    // bytes or a time in another form would read, and not come back
    if canonical::write(&object(&entry)) == bytes { Ok(entry) } else { Err(CanonicalError::Form.into()) }
}

const TIME: &str = "a time in UTC with milliseconds";
const SLUG: &str = "a slug";
const VERSION: &str = "the name of a version";
const DIGEST: &str = "`sha256:` and 64 hexadecimal digits";
const HEX: &str = "64 hexadecimal digits";

fn object(entry: &Entry) -> Object {
    let mut o = Object::new();
    let mut put = |key: &'static str, value: String| o.insert(key.into(), Value::String(value));
    put("kind", entry.event.kind().to_owned());
    put("recorded_at", entry.recorded_at.to_string());
    match &entry.event {
        Event::Genesis(e) => {
            put("ledger_id", e.ledger_id.clone());
            put("origin", e.origin.clone());
        }
        Event::Publish(e) => {
            put("agreement", e.agreement.to_string());
            put("version", e.version.to_string());
            put("version_digest", e.version_digest.to_string());
        }
        Event::Accept(e) => {
            put("agreement", e.agreement.to_string());
            put("version", e.version.to_string());
            put("version_digest", e.version_digest.to_string());
            put("text_digest", e.text_digest.to_string());
            put("language", e.language.clone());
            put("party_ref", e.party_ref.to_string());
            put("method", e.method.as_str().to_owned());
            put("occurred_at", e.occurred_at.to_string());
            if let Some(actor) = &e.actor {
                put("actor", actor.role.as_str().to_owned());
                if let Some(r) = actor.actor_ref {
                    put("actor_ref", r.to_string());
                }
            }
            if let Some(page) = e.page_sha256 {
                put("page_sha256", page.to_string());
            }
            if let Some(commit) = e.evidence_commit {
                put("evidence_commit", commit.to_string());
            }
            if !e.clauses_confirmed.is_empty() {
                let clauses = e.clauses_confirmed.iter().cloned().map(Value::String).collect();
                o.insert("clauses_confirmed".into(), Value::Array(clauses));
            }
        }
        Event::Use(e) | Event::Withdraw(e) => {
            put("party_ref", e.party_ref.to_string());
            put("agreement", e.agreement.to_string());
            put("occurred_at", e.occurred_at.to_string());
        }
        Event::Notify(e) => {
            put("agreement", e.agreement.to_string());
            put("version", e.version.to_string());
            put("channel", e.channel.as_str().to_owned());
            put("sent_at", e.sent_at.to_string());
            put("delivered_at", e.delivered_at.to_string());
            match e.party_ref {
                Some(party) => put("party_ref", party.to_string()),
                None => o.insert("all".into(), Value::Bool(true)),
            };
        }
        Event::Erase(e) => {
            put("party_ref", e.party_ref.to_string());
            put("basis", e.basis.clone());
        }
    }
    o.insert("v".into(), Value::Integer(1));
    o
}

fn event(kind: &str, f: &mut Fields) -> Result<Event, EntryError> {
    Ok(match kind {
        "genesis" => Event::Genesis(Genesis { ledger_id: f.text("ledger_id")?, origin: f.text("origin")? }),
        "publish" => Event::Publish(Publication {
            agreement: f.parsed("agreement", SLUG)?,
            version: f.parsed("version", VERSION)?,
            version_digest: f.parsed("version_digest", DIGEST)?,
        }),
        "accept" => Event::Accept(Acceptance {
            agreement: f.parsed("agreement", SLUG)?,
            version: f.parsed("version", VERSION)?,
            version_digest: f.parsed("version_digest", DIGEST)?,
            text_digest: f.parsed("text_digest", DIGEST)?,
            language: f.text("language")?,
            party_ref: f.parsed("party_ref", HEX)?,
            method: f.one_of("method", &Method::ALL, Method::as_str)?,
            occurred_at: f.parsed("occurred_at", TIME)?,
            actor: match f.0.contains_key("actor") {
                true => Some(Actor {
                    role: f.one_of("actor", &Role::ALL, Role::as_str)?,
                    actor_ref: f.optional("actor_ref", HEX)?,
                }),
                false => None,
            },
            page_sha256: f.optional("page_sha256", HEX)?,
            clauses_confirmed: f.strings("clauses_confirmed")?,
            evidence_commit: f.optional("evidence_commit", HEX)?,
        }),
        "use" => Event::Use(conduct(f)?),
        "withdraw" => Event::Withdraw(conduct(f)?),
        "notify" => Event::Notify(Notice {
            agreement: f.parsed("agreement", SLUG)?,
            version: f.parsed("version", VERSION)?,
            party_ref: match f.0.remove("all") {
                None => Some(f.parsed("party_ref", HEX)?),
                Some(Value::Bool(true)) => None,
                Some(_) => return Err(EntryError::Field { field: "all", expected: "`true`" }),
            },
            channel: f.one_of("channel", &Channel::ALL, Channel::as_str)?,
            sent_at: f.parsed("sent_at", TIME)?,
            delivered_at: f.parsed("delivered_at", TIME)?,
        }),
        "erase" => Event::Erase(Erasure { party_ref: f.parsed("party_ref", HEX)?, basis: f.text("basis")? }),
        _ => return Err(EntryError::Kind(kind.to_owned())),
    })
}

fn conduct(f: &mut Fields) -> Result<Conduct, EntryError> {
    let occurred_at: Instant = f.parsed("occurred_at", TIME)?;
    Ok(Conduct { party_ref: f.parsed("party_ref", HEX)?, agreement: f.parsed("agreement", SLUG)?, occurred_at })
}

/// The members that were not taken yet.
struct Fields(Object);

impl Fields {
    fn text(&mut self, field: &'static str) -> Result<String, EntryError> {
        match self.0.remove(field) {
            Some(Value::String(s)) => Ok(s),
            Some(_) => Err(EntryError::Field { field, expected: "a string" }),
            None => Err(EntryError::Missing(field)),
        }
    }

    fn parsed<T: FromStr>(&mut self, field: &'static str, expected: &'static str) -> Result<T, EntryError> {
        self.text(field)?.parse().map_err(|_| EntryError::Field { field, expected })
    }

    fn optional(&mut self, field: &'static str, expected: &'static str) -> Result<Option<Hex32>, EntryError> {
        if self.0.contains_key(field) { self.parsed(field, expected).map(Some) } else { Ok(None) }
    }

    fn one_of<T: Copy>(
        &mut self,
        field: &'static str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, EntryError> {
        let text = self.text(field)?;
        let found = all.iter().copied().find(|x| name(*x) == text);
        found.ok_or(EntryError::Field { field, expected: "one of its words" })
    }

    fn strings(&mut self, field: &'static str) -> Result<Vec<String>, EntryError> {
        let bad = EntryError::Field { field, expected: "a list of strings" };
        match self.0.remove(field) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) if !items.is_empty() => {
                let string = |item| match item {
                    Value::String(s) => Ok(s),
                    _ => Err(bad.clone()),
                };
                items.into_iter().map(string).collect()
            }
            Some(_) => Err(bad),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
