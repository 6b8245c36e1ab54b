//! An entry → its canonical bytes: the fields of each kind in the order of their names.

use super::super::canonical::{Members, Value};
use crate::model::event::{Acceptance, Conduct, Entry, Event, Notice};
use crate::model::instant::Instant;

/// The canonical bytes of an entry.
pub(super) fn bytes(entry: &Entry) -> Vec<u8> {
    let (mut o, recorded_at) = (Members::new(), entry.recorded_at);
    let kind = entry.event.kind();
    match &entry.event {
        Event::Genesis(e) => {
            o.plain("kind", kind);
            o.text("ledger_id", &e.ledger_id);
            o.text("origin", &e.origin);
            o.plain("recorded_at", recorded_at);
            o.value("v", &VERSION);
        }
        Event::Publish(e) => {
            o.text("agreement", e.agreement.as_str());
            o.plain("kind", kind);
            o.plain("recorded_at", recorded_at);
            o.value("v", &VERSION);
            o.text("version", e.version.as_str());
            o.plain("version_digest", e.version_digest);
        }
        Event::Accept(e) => acceptance(&mut o, e, kind, recorded_at),
        Event::Use(e) | Event::Withdraw(e) => conduct(&mut o, e, kind, recorded_at),
        Event::Notify(e) => notice(&mut o, e, kind, recorded_at),
        Event::Erase(e) => {
            o.text("basis", &e.basis);
            o.plain("kind", kind);
            o.plain("party_ref", e.party_ref);
            o.plain("recorded_at", recorded_at);
            o.value("v", &VERSION);
        }
    }
    o.finish()
}

const VERSION: Value = Value::Integer(1);

fn acceptance(o: &mut Members, e: &Acceptance, kind: &str, recorded_at: Instant) {
    if let Some(actor) = &e.actor {
        o.plain("actor", actor.role.as_str());
        if let Some(actor_ref) = actor.actor_ref {
            o.plain("actor_ref", actor_ref);
        }
    }
    o.text("agreement", e.agreement.as_str());
    if !e.clauses_confirmed.is_empty() {
        let clauses = e.clauses_confirmed.iter().cloned().map(Value::String).collect();
        o.value("clauses_confirmed", &Value::Array(clauses));
    }
    if let Some(commit) = e.evidence_commit {
        o.plain("evidence_commit", commit);
    }
    o.plain("kind", kind);
    o.text("language", &e.language);
    o.plain("method", e.method.as_str());
    o.plain("occurred_at", e.occurred_at);
    if let Some(page) = e.page_sha256 {
        o.plain("page_sha256", page);
    }
    o.plain("party_ref", e.party_ref);
    o.plain("recorded_at", recorded_at);
    o.plain("text_digest", e.text_digest);
    o.value("v", &VERSION);
    o.text("version", e.version.as_str());
    o.plain("version_digest", e.version_digest);
}

fn conduct(o: &mut Members, e: &Conduct, kind: &str, recorded_at: Instant) {
    o.text("agreement", e.agreement.as_str());
    o.plain("kind", kind);
    o.plain("occurred_at", e.occurred_at);
    o.plain("party_ref", e.party_ref);
    o.plain("recorded_at", recorded_at);
    o.value("v", &VERSION);
}

fn notice(o: &mut Members, e: &Notice, kind: &str, recorded_at: Instant) {
    o.text("agreement", e.agreement.as_str());
    if e.party_ref.is_none() {
        o.value("all", &Value::Bool(true));
    }
    o.plain("channel", e.channel.as_str());
    o.plain("delivered_at", e.delivered_at);
    o.plain("kind", kind);
    if let Some(party) = e.party_ref {
        o.plain("party_ref", party);
    }
    o.plain("recorded_at", recorded_at);
    o.plain("sent_at", e.sent_at);
    o.value("v", &VERSION);
    o.text("version", e.version.as_str());
}
