//! A redline → JSON for other programs: its summary, and one object a change.

use serde::Serialize;

use super::{Name, Names};
use crate::redline::{Change, Fact, Kind, Measure, Nature, Redline, Segment, Side, Stale, Summary};

/// The redline as JSON, in one line and a line break. `all`: unchanged clauses too.
///
/// Fields that are there only where they apply: `with` where a clause was split or merged, `joint` where its words
/// changed too, `old_value` and `new_value` of a fact that has a value, `coarse` where a bound was met, `stale` where
/// references did not follow a renumbering.
pub fn json(redline: &Redline, names: &Names, all: bool) -> String {
    let changes = redline.changes.iter().filter(|c| all || !c.kinds.is_empty()).map(change).collect();
    let out = Out {
        old: name(&names.old),
        new: name(&names.new),
        summary: redline.summary(),
        coarse: redline.coarse.as_deref(),
        changes,
        stale: redline.stale.iter().map(stale).collect(),
    };
    serde_json::to_string(&out).map(|s| s + "\n").expect("strings, numbers and lists can always be written")
}

#[derive(Serialize)]
struct Out<'r> {
    old: OutName<'r>,
    new: OutName<'r>,
    summary: Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    coarse: Option<&'r str>,
    changes: Vec<OutChange<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stale: Vec<OutStale<'r>>,
}

/// A reference that did not follow: what it named is `now` elsewhere (null: deleted), and it `names` another clause, or none.
#[derive(Serialize)]
struct OutStale<'r> {
    at: OutSide<'r>,
    text: &'r str,
    named: OutSide<'r>,
    now: Option<OutSide<'r>>,
    names: Option<OutSide<'r>>,
}

#[derive(Serialize)]
struct OutName<'r> {
    address: &'r str,
    title: &'r str,
    digest: &'r str,
}

#[derive(Serialize)]
struct OutChange<'r> {
    kinds: &'r [Kind],
    nature: Option<Nature>,
    old: Option<OutSide<'r>>,
    new: Option<OutSide<'r>>,
    segments: &'r [Segment],
    #[serde(skip_serializing_if = "<[Segment]>::is_empty")]
    joint: &'r [Segment],
    facts: Vec<OutFact<'r>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    with: &'r [String],
}

#[derive(Serialize)]
struct OutSide<'r> {
    path: &'r str,
    id: &'r str,
    number: Option<&'r str>,
    heading: Option<&'r str>,
}

#[derive(Serialize)]
struct OutFact<'r> {
    kind: &'static str,
    old: Option<&'r str>,
    new: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_value: Option<&'r Measure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_value: Option<&'r Measure>,
}

fn name(name: &Name) -> OutName<'_> {
    OutName { address: &name.address, title: &name.title, digest: &name.digest }
}

fn change(c: &Change) -> OutChange<'_> {
    OutChange {
        kinds: &c.kinds,
        nature: c.nature,
        old: c.old.as_ref().map(side),
        new: c.new.as_ref().map(side),
        segments: &c.segments,
        joint: &c.joint,
        facts: c.facts.iter().map(fact).collect(),
        with: &c.with,
    }
}

fn stale(s: &Stale) -> OutStale<'_> {
    OutStale {
        at: side(&s.at),
        text: &s.text,
        named: side(&s.named),
        now: s.now.as_ref().map(side),
        names: s.names.as_ref().map(side),
    }
}

fn side(s: &Side) -> OutSide<'_> {
    OutSide { path: &s.path, id: &s.id, number: s.number.as_deref(), heading: s.heading.as_deref() }
}

fn fact(f: &Fact) -> OutFact<'_> {
    OutFact {
        kind: f.kind,
        old: f.old.as_deref(),
        new: f.new.as_deref(),
        old_value: f.old_value.as_ref(),
        new_value: f.new_value.as_ref(),
    }
}
