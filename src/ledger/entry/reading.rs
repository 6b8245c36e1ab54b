//! Canonical bytes → the fields of an entry, every one of them taken and none left.

use std::str::FromStr;

use super::super::canonical::{self, Object, Value};
use super::EntryError;
use crate::model::agreement::Method;
use crate::model::event::{
    Acceptance, Actor, Channel, Conduct, Entry, Erasure, Event, Genesis, Hex32, Notice, Publication, Role,
};
use crate::model::instant::Instant;

const TIME: &str = "a time in UTC with milliseconds";
const SLUG: &str = "a slug";
const VERSION: &str = "the name of a version";
const DIGEST: &str = "`sha256:` and 64 hexadecimal digits";
const HEX: &str = "64 hexadecimal digits";

/// The entry that JSON says; whether its bytes are the canonical ones is for the caller to ask.
pub(super) fn entry(bytes: &[u8]) -> Result<Entry, EntryError> {
    let mut fields = Fields(canonical::parse(bytes)?);
    if fields.0.remove("v") != Some(Value::Integer(1)) {
        return Err(EntryError::Format);
    }
    let kind = fields.text("kind")?;
    let recorded_at = fields.parsed("recorded_at", TIME)?;
    let event = event(&kind, &mut fields)?;
    match fields.0.into_keys().next() {
        Some(name) => Err(EntryError::Unknown(name.into_owned())),
        None => Ok(Entry { recorded_at, event }),
    }
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
