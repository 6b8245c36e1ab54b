//! Front matter: `key: value` lines between `---` at the head of a file → [`BlockKind::Meta`].

use crate::model::diagnostic::Diagnostic;
use crate::source::{Block, BlockKind, Source};

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
    let mut unused = Vec::new();
    for (i, row) in rows.into_iter().enumerate() {
        let line = i as u32 + 2;
        let Some((key, value)) = row.split_once(':').filter(|_| is_key(row)) else { continue };
        let value = unquote(value.trim());
        let key = match key.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "title" => "title",
            "lang" | "language" | "locale" => "language",
            "date" | "updated" | "last_updated" | "lastupdated" | "lastmod" | "last-updated" | "modified" => "date",
            other => {
                unused.push(format!("`{other}`"));
                continue;
            }
        };
        if !value.is_empty() {
            out.blocks.push(Block { line, kind: BlockKind::Meta { key: key.to_owned() }, text: value });
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

fn unquote(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote)) {
            let inner = if quote == '"' { inner.replace("\\\"", "\"") } else { inner.replace("''", "'") };
            return inner;
        }
    }
    value.to_owned()
}
