//! TOML → its keys, with their values where these stand in one line: strings, dates, numbers.

use crate::yaml::FrontKey;

/// The keys that stand in no table, and the names of the tables.
pub(super) fn keys(rows: &[&str]) -> Vec<FrontKey> {
    let mut keys: Vec<FrontKey> = Vec::new();
    let mut rows = rows.iter().zip(1..);
    let mut in_table = false;
    while let Some((row, line)) = rows.next() {
        if let Some(table) = row.strip_prefix('[') {
            in_table = true;
            let name = table.trim_matches(['[', ']', ' ']).to_owned();
            keys.push(FrontKey { line, name, value: None });
        }
        let Some((name, value)) = row.split_once('=').filter(|_| !in_table && is_key(row)) else { continue };
        let name = name.trim().trim_matches(['"', '\'']).to_owned();
        let value = value.trim();
        // what goes on in further lines
        let until = ["\"\"\"", "'''"].into_iter().find(|mark| value.starts_with(mark) && !value[3..].contains(mark));
        if let Some(mark) = until {
            let _ = rows.find(|(row, _)| row.contains(mark));
        } else if value.starts_with(['[', '{']) && !value.ends_with([']', '}']) {
            let _ = rows.find(|(row, _)| row.trim_end_matches(',').ends_with([']', '}']));
        }
        keys.push(FrontKey { line, name, value: scalar(value).filter(|_| until.is_none()) });
    }
    keys
}

/// `title = …`
pub(super) fn is_key(row: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
    row.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty() && key.chars().all(name))
}

fn scalar(value: &str) -> Option<String> {
    match value.chars().next()? {
        '[' | '{' => None,
        '\'' => value.trim_start_matches('\'').split('\'').next().map(str::to_owned),
        '"' => {
            let mut out = String::new();
            let mut inside = value.trim_start_matches('"').chars();
            while let Some(c) = inside.next().filter(|c| *c != '"') {
                out.extend(if c == '\\' { inside.next() } else { Some(c) });
            }
            Some(out)
        }
        _ => value.split('#').next().map(|value| value.trim().to_owned()),
    }
}
