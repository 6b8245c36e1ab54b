//! Text → running text that is read as that text.
//!
//! Only what would be read as a mark in its place is escaped: `2 * 3` needs a backslash, `100%` needs none. What
//! would begin another kind of block is escaped at the start alone ([`escape_start`]).

use super::character::{entity, last_of, next_special};

/// Text that shall be read as text: every character that would be read as a mark is escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    escape_start(out)
}

/// Appends text with every character escaped that would be read as a mark within a paragraph; the start is left.
pub fn escape_into(out: &mut String, text: &str) {
    let mut written = 0;
    let mut at = next_special(text);
    // looked for when a bracket is met
    let mut last_anchor = None;
    while let Some(c) = text[at..].chars().next() {
        let before = || text[..at].chars().next_back();
        let next = text[at + 1..].chars().next();
        let mark = match c {
            '*' | '`' => true,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation()),
            '_' => !(before().is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '[' | ']' => {
                let last = *last_anchor.get_or_insert_with(|| last_of(text, b"]("));
                next.is_none_or(|n| n == '(') || last.is_some_and(|last| last >= at)
            }
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => entity(&text[at..]).is_some(),
            '~' => next == Some('~') || before() == Some('~'),
            _ => false,
        };
        if mark {
            out.push_str(&text[written..at]);
            out.push('\\');
            written = at;
        }
        at += 1 + next_special(&text[at + 1..]);
    }
    out.push_str(&text[written..]);
}

/// Escapes what begins another kind of block at the start of running text that is written but for its start.
pub fn escape_start(out: String) -> String {
    match begins_block(&out) {
        Some(at) => format!("{}\\{}", &out[..at], &out[at..]),
        None => out,
    }
}

/// Where a backslash must stand, if text begins as another kind of block does.
pub(crate) fn begins_block(out: &str) -> Option<usize> {
    let first = out.chars().next();
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match first {
        Some('#' | '>' | '|') => Some(0),
        Some('-' | '+') if out[1..].is_empty() || out[1..].starts_with([' ', '-']) => Some(0),
        Some('=') if out.bytes().all(|b| b == b'=') => Some(0),
        Some('0'..='9')
            if digits <= 9
                && out[digits..].starts_with(['.', ')'])
                && (out.len() == digits + 1 || out[digits + 1..].starts_with(' ')) =>
        {
            Some(digits)
        }
        _ => None,
    }
}
