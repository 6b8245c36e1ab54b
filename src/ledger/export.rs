//! Entries → a table: CSV (RFC 4180) that a spreadsheet takes for data and never for a formula.

use super::canonical::Value;
use super::canonical::{self, CanonicalError};

/// The columns, in order; the fields of all kinds of entries.
const COLUMNS: [&str; 22] = [
    "index",
    "kind",
    "recorded_at",
    "occurred_at",
    "agreement",
    "version",
    "version_digest",
    "text_digest",
    "language",
    "party_ref",
    "all",
    "method",
    "actor",
    "actor_ref",
    "page_sha256",
    "clauses_confirmed",
    "evidence_commit",
    "channel",
    "sent_at",
    "delivered_at",
    "basis",
    "origin",
];

/// The first line.
pub fn csv_head() -> String {
    COLUMNS.join(",") + "\r\n"
}

/// The line of an entry.
pub fn csv_line(index: u64, bytes: &[u8]) -> Result<String, CanonicalError> {
    let object = canonical::read(bytes)?;
    let cell = |column: &&str| match (*column, object.get(*column)) {
        ("index", _) => index.to_string(),
        (_, None) => String::new(),
        (_, Some(value)) => quoted(&plain(value)),
    };
    Ok(COLUMNS.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n")
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(s) => s.clone(),
        Value::Integer(n) => n.to_string(),
        Value::Bool(b) => b.to_string(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        Value::Object(_) => String::new(),
    }
}

/// A cell: quoted where it needs to be; what a spreadsheet would take for a formula gets an apostrophe in front.
fn quoted(s: &str) -> String {
    let guard = if s.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if s.contains(['"', ',', '\n', '\r']) || !guard.is_empty() {
        format!("\"{guard}{}\"", s.replace('"', "\"\""))
    } else {
        s.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::entry;
    use crate::model::event::{Entry, Erasure, Event, Hex32};

    #[test]
    fn cells_are_no_formulas() {
        for (basis, cell) in
            [("=1+1", "\"'=1+1\""), ("a, \"b\"", "\"a, \"\"b\"\"\""), ("@x", "\"'@x\""), ("plain", "plain")]
        {
            let event = Event::Erase(Erasure { party_ref: Hex32([0; 32]), basis: basis.into() });
            let entry = Entry { recorded_at: "2024-01-01T00:00:00Z".parse().expect("time"), event };
            let line = csv_line(3, &entry::write(&entry).expect("bytes")).expect("line");
            assert!(line.starts_with("3,erase,") && line.ends_with(&format!(",{cell},\r\n")), "{line}");
        }
        assert_eq!(csv_head().split(',').count(), COLUMNS.len());
    }
}
