//! A line of JSON, a row of CSV → an act to record: for acceptances that were kept elsewhere before.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::request::{Accept, Deed, Request};
use crate::binding::Choice;
use crate::model::agreement::Method;
use crate::model::event::Role;
use crate::model::instant::{Instant, InstantError};
use crate::model::name::{NameError, Slug, VersionName};

/// Why a line is no act.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// Not of this form.
    #[error("no acceptance: {0}")]
    Form(String),
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
    request(serde_json::from_str(json).map_err(|e| LineError::Form(e.to_string()))?, zone)
}

/// The columns of a CSV file (RFC 4180), from its first row: the names of [`line()`], and `evidence.NAME`. Clauses in
/// `confirm` are separated by blanks; an empty cell is an absent value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<String>);

impl Columns {
    /// The columns that a first row names.
    pub fn new(row: &str) -> Result<Self, LineError> {
        let names = cells(row).ok_or_else(|| LineError::Form("the first row has an open quotation mark".to_owned()))?;
        let known =
            |name: &str| COLUMNS.contains(&name) || name.strip_prefix("evidence.").is_some_and(|n| !n.is_empty());
        match names.iter().enumerate().find(|(i, name)| !known(name) || names[..*i].contains(name)) {
            None => Ok(Columns(names)),
            Some((_, name)) => Err(LineError::Form(format!("`{name}` is no column, or is one twice"))),
        }
    }

    /// Reads a row; `None`: a quotation mark is open, the row goes on in the next line.
    pub fn row(&self, row: &str, zone: &TimeZone) -> Option<Result<Request, LineError>> {
        let cells = cells(row)?;
        if cells.len() != self.0.len() {
            let message = format!("{} cells: expected {}", cells.len(), self.0.len());
            return Some(Err(LineError::Form(message)));
        }
        let (mut object, mut evidence) = (Map::new(), Map::new());
        for (name, cell) in self.0.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let value = match name.as_str() {
                "age" => cell.parse::<u32>().map_or(Value::String(cell), Value::from),
                "confirm" => Value::from_iter(cell.split_whitespace()),
                _ => Value::String(cell),
            };
            match name.strip_prefix("evidence.") {
                Some(name) => evidence.insert(name.to_owned(), value),
                None => object.insert(name.clone(), value),
            };
        }
        object.insert("evidence".to_owned(), Value::Object(evidence));
        let line = serde_json::from_value(Value::Object(object)).map_err(|e| LineError::Form(e.to_string()));
        Some(line.and_then(|line| request(line, zone)))
    }
}

const COLUMNS: [&str; 13] = [
    "kind",
    "party",
    "agreement",
    "version",
    "method",
    "at",
    "language",
    "key",
    "actor",
    "actor_party",
    "age",
    "page_sha256",
    "confirm",
];

/// The cells of a row, its line break left out; `None`: a quotation mark is open at its end.
fn cells(row: &str) -> Option<Vec<String>> {
    let row = row.strip_suffix('\n').unwrap_or(row);
    let row = row.strip_suffix('\r').unwrap_or(row);
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = row.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    (!quoted).then_some(cells)
}

fn request(line: Line, zone: &TimeZone) -> Result<Request, LineError> {
    let at = Instant::read_in(&line.at, zone)?;
    let deed = match line.kind {
        Kind::Use => Deed::Use,
        Kind::Withdraw => Deed::Withdraw,
        Kind::Accept => Deed::Accept(Accept {
            version: line.version.map_or(Choice::Offered, Choice::Named),
            method: line.method.ok_or_else(|| LineError::Form("missing field `method`".to_owned()))?,
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
    fn rows_say_what_lines_say() {
        let zone = crate::model::time::zone("Asia/Shanghai").expect("zone");
        let columns = Columns::new("party,agreement,method,at,age,confirm,evidence.agent\r\n").expect("columns");
        let row = columns.row("\"p \"\"1\"\"\",a,click,2024-01-03,17,1 2,\"x,\ny\"\r\n", &zone);
        let line = line(
            r#"{"party":"p \"1\"","agreement":"a","method":"click","at":"2024-01-03","age":17,"confirm":["1","2"],
                "evidence":{"agent":"x,\ny"}}"#,
            &zone,
        );
        assert_eq!(row.expect("whole").expect("row"), line.expect("line"));
        assert!(columns.row("p,a,\"cl", &zone).is_none(), "goes on in the next line");
        assert!(columns.row("p,a", &zone).expect("whole").is_err());
        assert!(Columns::new("party,colour").is_err() && Columns::new("party,party").is_err());
    }

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
