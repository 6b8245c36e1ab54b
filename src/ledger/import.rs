//! A line of JSON → an act to record: for acceptances that were kept elsewhere before.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::request::{Accept, Deed, Request};
use crate::binding::Choice;
use crate::model::agreement::Method;
use crate::model::event::Role;
use crate::model::instant::{Instant, InstantError};
use crate::model::name::{NameError, Slug, VersionName};

/// Why a line is no act.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Not JSON of this form.
    #[error("no acceptance: {0}")]
    Json(String),
    /// A time that is none.
    #[error(transparent)]
    Time(#[from] InstantError),
    /// A name that is none.
    #[error(transparent)]
    Name(#[from] NameError),
}

/// The members of a line.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    kind: Kind,
    party: String,
    agreement: Slug,
    version: Option<VersionName>,
    method: Option<Method>,
    at: String,
    language: Option<String>,
    key: Option<String>,
    actor: Option<Role>,
    actor_party: Option<String>,
    age: Option<u32>,
    page_sha256: Option<String>,
    #[serde(default)]
    confirm: Vec<String>,
    #[serde(default)]
    evidence: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Accept,
    Use,
    Withdraw,
}

/// Reads a line: `{"party":"10086","agreement":"service-agreement","version":"2023-12","method":"click","at":"2024-01-03T09:30:00+08:00"}`.
///
/// Optional: `kind` (`accept`, `use`, `withdraw`), `language`, `key`, `actor`, `actor_party`, `age`, `page_sha256`,
/// `confirm` (a list), `evidence` (names and values). A time without an offset is one of the zone. `at` is needed: it
/// makes the key by which a line is known again.
pub fn line(json: &str, zone: &TimeZone) -> Result<Request, LineError> {
    let line: Line = serde_json::from_str(json).map_err(|e| LineError::Json(e.to_string()))?;
    let at = Instant::read_in(&line.at, zone)?;
    let deed = match line.kind {
        Kind::Use => Deed::Use,
        Kind::Withdraw => Deed::Withdraw,
        Kind::Accept => Deed::Accept(Accept {
            version: line.version.map_or(Choice::Offered, Choice::Named),
            method: line.method.ok_or_else(|| LineError::Json("missing field `method`".to_owned()))?,
            language: line.language,
            role: line.actor,
            actor: line.actor_party,
            age: line.age,
            page_sha256: line.page_sha256.map(|s| s.parse()).transpose()?,
            clauses: line.confirm,
            evidence: line.evidence,
        }),
    };
    Ok(Request { key: line.key, party: Some(line.party), agreement: line.agreement, at: Some(at), deed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_strictly() {
        let zone = crate::model::time::zone("Asia/Shanghai").expect("zone");
        let good = r#"{"party":"p","agreement":"a","version":"1","method":"click","at":"2024-01-03"}"#;
        let request = line(good, &zone).expect("an act");
        assert_eq!(request.at.expect("time").to_string(), "2024-01-02T16:00:00.000Z");
        for bad in [
            "",
            "[]",
            r#"{"party":"p","agreement":"a","method":"click"}"#,
            r#"{"party":"p","agreement":"a","at":"2024-01-03"}"#,
            r#"{"party":"p","agreement":"a","method":"nod","at":"2024-01-03"}"#,
            r#"{"party":"p","agreement":"a","method":"click","at":"yesterday"}"#,
            r#"{"party":"p","agreement":"a","method":"click","at":"2024-01-03","colour":"red"}"#,
        ] {
            assert!(line(bad, &zone).is_err(), "{bad}");
        }
    }
}
