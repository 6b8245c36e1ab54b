//! Front matter at the head of a file → [`BlockKind::Meta`]: YAML between `---`, TOML between `+++`, and YAML that only
//! ends so.

mod toml;

use crate::model::diagnostic::Diagnostic;
use crate::source::{Block, BlockKind, Source};
use crate::yaml::{self, FrontKey};

/// How many lines front matter has at most.
const LINES: usize = 500;

/// Front matter, found.
struct Found<'a> {
    rows: Vec<&'a str>,
    is_toml: bool,
    /// The line of the first row, from 1.
    line: u32,
    /// Where the text begins behind it.
    end: usize,
}

/// Reads front matter into the source; returns where the text begins behind it.
pub(super) fn read(text: &str, out: &mut Source) -> usize {
    let Some(Found { rows, is_toml, line, end }) = find(text) else { return 0 };
    let keys = if is_toml { toml::keys(&rows) } else { yaml_keys(&rows, line, out) };
    let mut unused = Vec::new();
    for FrontKey { line: row, name: key, value } in keys {
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
                out.blocks.push(Block::new(line + row - 1, kind, value.to_owned()));
            }
            None => unused.push(format!("`{key}`")),
        }
    }
    if !unused.is_empty() {
        let message = format!("left out of the front matter: {}", unused.join(", "));
        out.diagnostics.push(Diagnostic::note("front-matter", 1, message));
    }
    end
}

fn find(text: &str) -> Option<Found<'_>> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fence = first.trim_end();
    let is_toml = fence == "+++";
    let opened = is_toml || fence == "---";
    let mut end = if opened { first.len() } else { 0 };
    let mut rows = Vec::new();
    for line in text[end..].split_inclusive('\n').take(LINES) {
        end += line.len();
        let row = line.trim_end();
        let closes = if is_toml { row == "+++" } else { row == "---" || opened && row == "..." };
        if !closes {
            // what only ends with a rule is front matter as a whole, or none
            let goes_on = row.is_empty() || row.starts_with([' ', '\t', '-', '#']) && !rows.is_empty();
            if !(opened || is_key(row) || goes_on) {
                return None;
            }
            rows.push(row);
            continue;
        }
        let begins = match rows.first() {
            Some(row) if is_toml => toml::is_key(row),
            // a rule at the head of a text, and another one below
            Some(row) => is_key(row),
            None => false,
        };
        let titled = || rows.iter().any(|row| row.starts_with("title:"));
        return (begins && (opened || titled() && rows.len() > 1)).then_some(Found {
            rows,
            is_toml,
            line: 1 + u32::from(opened),
            end,
        });
    }
    None
}

/// The keys of YAML; of damaged YAML, those that stand in one line with their value.
fn yaml_keys(rows: &[&str], first: u32, out: &mut Source) -> Vec<FrontKey> {
    yaml::read_front_matter(&rows.join("\n")).unwrap_or_else(|error| {
        let message = format!("the front matter is no YAML and was read line by line: {}", error.message);
        let line = u32::try_from(error.line).unwrap_or(0).saturating_sub(1) + first;
        out.diagnostics.push(Diagnostic::warning("front-matter", line, message));
        let key = |(row, line): (&&str, u32)| {
            let (name, value) = row.split_once(':').filter(|_| is_key(row))?;
            Some(FrontKey { line, name: name.trim_matches('"').to_owned(), value: Some(value.to_owned()) })
        };
        rows.iter().zip(1..).filter_map(key).collect()
    })
}

/// A key at the start of the line, not an item or a value that goes on.
fn is_key(row: &str) -> bool {
    row.split_once(':').is_some_and(|(key, rest)| {
        (rest.is_empty() || rest.starts_with([' ', '\t']))
            && !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '"'))
    })
}

#[cfg(test)]
mod tests {
    use crate::source::markdown::read;
    use crate::source::tests::rows;

    fn of(text: &str) -> Vec<String> {
        rows(&read(text).expect("it is read"))
    }

    #[test]
    fn toml_between_pluses() {
        let text = "+++\ntitle = \"Mooring \\\"rules\\\"\" # the name\n'lang' = 'en'\ntags = [\"a\",\n  \"b]\"]\ndate = 2024-03-04T10:00:00+08:00\nsummary = \"\"\"\none\ntwo\"\"\"\n[params]\ntitle = 'other'\n+++\nA berth.\n";
        let source = read(text).expect("it is read");
        let want =
            ["2 @title Mooring \"rules\"", "3 @language en", "6 @date 2024-03-04T10:00:00+08:00", "13 p A berth."];
        assert_eq!(rows(&source), want);
        let message = "left out of the front matter: `tags`, `summary`, `params`";
        assert_eq!(source.diagnostics.iter().map(|d| &*d.message).collect::<Vec<_>>(), [message]);
        assert_eq!(of("+++\na\n+++\nb"), ["1 p +++ a +++ b"]);
    }

    #[test]
    fn what_only_ends_with_a_rule() {
        assert_eq!(of("title: 泊位规则\ntags:\n- 甲\n---\n泊位出租。\n"), ["1 @title 泊位规则", "5 p 泊位出租。"]);
        assert_eq!(of("Note: a berth\n---\n"), ["1 h2 Note: a berth"]);
        assert_eq!(of("title: a berth\n---\n"), ["1 h2 title: a berth"]);
    }
}
