//! Front matter: YAML between `---` at the head of a file → [`BlockKind::Meta`].

use crate::model::diagnostic::Diagnostic;
use crate::source::{Block, BlockKind, Source};
use crate::yaml;

/// Reads front matter into the source; returns where the text begins behind it.
pub(super) fn read(text: &str, out: &mut Source) -> usize {
    let Some(body) =
        text.strip_prefix("---").map(|b| b.trim_start_matches([' ', '\t'])).and_then(|b| b.strip_prefix('\n'))
    else {
        return 0;
    };
    let start = text.len() - body.len();
    let mut at = start;
    let mut rows = Vec::new();
    let closed = body.split_inclusive('\n').take(500).any(|line| {
        at += line.len();
        let bare = line.trim_end();
        rows.push(bare);
        bare == "---" || bare == "..."
    });
    // a rule at the head of a text, and another one below
    if !closed || !rows.first().is_some_and(|row| is_key(row)) {
        return 0;
    }
    rows.pop();
    let matter = rows.join("\n");
    let keys = yaml::read_front_matter(&matter).unwrap_or_else(|error| {
        let message = format!("the front matter is no YAML and was read line by line: {}", error.message);
        let line = u32::try_from(error.line).unwrap_or(0) + 1;
        out.diagnostics.push(Diagnostic::warning("front-matter", line, message));
        let plain = rows.iter().filter(|row| is_key(row)).filter_map(|row| row.split_once(':'));
        plain.map(|(key, value)| (key.trim_matches('"').to_owned(), Some(value.to_owned()))).collect()
    });
    let mut unused = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        let key = row.split_once(':').filter(|_| is_key(row));
        let Some((key, value)) = key.and_then(|(key, _)| keys.get_key_value(key.trim_matches('"'))) else { continue };
        let name = match key.to_ascii_lowercase().as_str() {
            "title" => "title",
            "category" => "category",
            "label" | "version" => "label",
            "lang" | "language" | "locale" => "language",
            "date" | "updated" | "last_updated" | "lastupdated" | "lastmod" | "last-updated" | "modified" => "date",
            _ => "",
        };
        match value.as_deref().map(str::trim).filter(|value| !value.is_empty() && !name.is_empty()) {
            Some(value) => {
                let kind = BlockKind::Meta { key: name.to_owned() };
                out.blocks.push(Block { line: i as u32 + 2, kind, text: value.to_owned() });
            }
            None => unused.push(format!("`{key}`")),
        }
    }
    if !unused.is_empty() {
        let message = format!("left out of the front matter: {}", unused.join(", "));
        out.diagnostics.push(Diagnostic::note("front-matter", 1, message));
    }
    at
}

/// A key at the start of the line, not an item or a value that goes on.
fn is_key(row: &str) -> bool {
    row.split_once(':').is_some_and(|(key, rest)| {
        (rest.is_empty() || rest.starts_with([' ', '\t']))
            && !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"'))
    })
}
