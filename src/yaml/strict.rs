//! The source of a file → a value, strictly.
//!
//! Invariant: what a reader of the file could take for something else is an error with its place: anchors and aliases,
//! keys that are unknown or stand twice. No source takes longer than its length allows.

use serde::Deserialize;

use super::{MAX_BYTES, YamlError};

/// How many brackets may be open: the time that YAML takes grows with the square of them.
const BRACKETS: usize = 1_000;

/// Reads a value.
pub(super) fn read<'de, T: Deserialize<'de>>(source: &'de str) -> Result<T, YamlError> {
    if source.len() > MAX_BYTES {
        let message = format!("{} bytes: expected at most {MAX_BYTES}", source.len());
        return Err(YamlError { line: 0, column: 0, message });
    }
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    if let Some(at) = reference(source, |_, _| ()) {
        let (line, column) = position(source, at);
        let what = if source[at..].starts_with('&') { "an anchor" } else { "an alias" };
        let message = format!("{what} is not allowed: write the value itself, in quotes if it begins with `&` or `*`");
        return Err(YamlError { line, column, message });
    }
    if let Some(at) = nesting(source) {
        let (line, column) = position(source, at);
        let message = format!("more than {BRACKETS} brackets are open: close them, or put the text into quotes");
        return Err(YamlError { line, column, message });
    }
    serde_yaml::from_str(source).map_err(|error| {
        let place = error.location().map_or((0, 0), |l| (l.line(), l.column()));
        let said = error.to_string();
        if let Some(error) = syntax(source, &said, place) {
            return error;
        }
        let (mut line, column) = place;
        let (message, _) = parted(&said);
        if let Some(key) = message.split("duplicate field `").nth(1).and_then(|rest| rest.split('`').next()) {
            line = second(source, key, line, column).unwrap_or(line);
        }
        YamlError { line, column, message: message.to_owned() }
    })
}

/// What the parser says of its syntax → where an editor mends it, and how.
fn syntax(source: &str, said: &str, place: (usize, usize)) -> Option<YamlError> {
    // `PROBLEM at line 7 column 1, while SCANNING at line 6 column 3`
    let (problem, context) = said.split_once(", while ").unwrap_or((said, ""));
    let begun = parted(context).1.unwrap_or(place);
    let (problem, _) = parted(problem);
    let quoted = context.contains("quoted scalar");
    let ((line, column), message) = match problem {
        "found character that cannot start any token" => {
            let (line, column) = place;
            match source.lines().nth(line.checked_sub(1)?)?.chars().nth(column.checked_sub(1)?)? {
                '\t' => (place, "a tab is no indentation here: indent with blanks".to_owned()),
                c => (place, format!("a text cannot begin with `{c}`: put it into quotes")),
            }
        }
        "mapping values are not allowed in this context" => {
            (place, "a colon and a blank within a text: put the text into quotes".to_owned())
        }
        "block sequence entries are not allowed in this context" => {
            (place, "`- ` begins a list, on a line of its own: put a text that begins so into quotes".to_owned())
        }
        "could not find expected ':'" => (begun, "expected `key: value`, with an ASCII colon and a blank".to_owned()),
        "found unexpected end of stream" if quoted => (begun, "a quotation begins here and does not end".to_owned()),
        "did not find expected key" | "did not find expected '-' indicator" => {
            let message =
                "this does not continue what stands above: check its indentation; within quotes, `'` is written twice";
            (place, message.to_owned())
        }
        _ => return None,
    };
    Some(YamlError { line, column, message })
}

/// A message, and the place that stands behind it.
fn parted(said: &str) -> (&str, Option<(usize, usize)>) {
    let Some((message, place)) = said.rsplit_once(" at line ") else { return (said, None) };
    let place = place.split_once(" column ").and_then(|(l, c)| Some((l.parse().ok()?, c.parse().ok()?)));
    (message, place)
}

/// Where more brackets are open than any file needs, those of words counted in.
fn nesting(source: &str) -> Option<usize> {
    let mut open = 0usize;
    source.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > BRACKETS
    })
}

/// The line where `key` stands for the second time in the mapping that begins at `line` and `column`.
fn second(source: &str, key: &str, line: usize, column: usize) -> Option<usize> {
    let column = column.checked_sub(1)?;
    let here = |text: &str| {
        let rest = text.get(column..).and_then(|text| text.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let lines = source.lines().enumerate().skip(line.saturating_sub(1));
    lines.filter(|(_, text)| here(text)).nth(1).map(|(i, _)| i + 1)
}

/// Line and column (in characters) of a byte offset, both from 1.
pub fn position(source: &str, at: usize) -> (usize, usize) {
    let before = &source[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}

/// The comments of a source, each with its line, from 1.
pub fn comments(source: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    reference(source, |line, comment| found.push((line, comment.trim_end())));
    found
}

/// Where an anchor (`&a`) or an alias (`*a`) begins a node, outside quotes, comments and block literals; `on_comment`
/// is given each comment before it, and its line.
fn reference<'s>(source: &'s str, mut on_comment: impl FnMut(usize, &'s str)) -> Option<usize> {
    let mut offset = 0;
    // the column of the node whose block literal is being passed over
    let mut literal: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut flow = 0usize;
    for (no, line) in (1..).zip(source.split_inclusive('\n')) {
        let start = offset;
        offset += line.len();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if literal.is_some_and(|column| line.trim().is_empty() || indent > column) {
            continue;
        }
        literal = None;
        let mut content = indent;
        let mut dash = None;
        while quote.is_none() && line[content..].starts_with("- ") {
            dash = Some(content);
            content += 2 + line[content + 2..].len() - line[content + 2..].trim_start_matches(' ').len();
        }
        let mut begins = quote.is_none();
        let mut before = ' ';
        let mut chars = line[content..].char_indices().map(|(i, c)| (content + i, c)).peekable();
        while let Some((i, c)) = chars.next() {
            let next = chars.peek().map_or('\n', |(_, n)| *n);
            match (quote, c) {
                (Some('"'), '\\') => {
                    chars.next();
                }
                (Some('\''), '\'') if next == '\'' => {
                    chars.next();
                }
                (Some(q), c) if q == c => quote = None,
                (Some(_), _) => {}
                (None, '&' | '*') if begins && is_reference(&line[i + 1..]) => return Some(start + i),
                (None, '"' | '\'') if begins => quote = Some(c),
                (None, '#') if before.is_whitespace() => {
                    on_comment(no, &line[i..]);
                    break;
                }
                (None, '|' | '>') if begins && flow == 0 => {
                    literal = Some(if i == content { dash.unwrap_or(0) } else { content });
                    break;
                }
                (None, '[' | '{') if begins || flow > 0 => flow += 1,
                (None, ']' | '}') if flow > 0 => flow -= 1,
                _ => {}
            }
            if !c.is_whitespace() {
                let opens = matches!(c, '[' | '{' | ',') && flow > 0 || matches!(c, ':' | '?') && next.is_whitespace();
                begins = quote.is_none() && opens;
            }
            before = c;
        }
    }
    None
}

/// Whether what follows `&` or `*` is a name that ends as a name ends.
fn is_reference(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    end > 0 && rest[end..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '}' | ':'))
}
