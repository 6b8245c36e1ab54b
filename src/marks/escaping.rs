//! Text → running text that is read as that text.
//!
//! Only what would be read as a mark in its place is escaped: `2 * 3` needs a backslash, `100%` needs none. What
//! would begin another kind of block is escaped at the start alone ([`escape_start`]).

use super::character::{entity, last_of};
use super::has_special;

/// Text that shall be read as text: every character that would be read as a mark is escaped.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    escape_start(out)
}

/// Appends text with every character escaped that would be read as a mark within a paragraph; the start is left.
pub fn escape_into(out: &mut String, text: &str) {
    if !has_special(text) {
        out.push_str(text);
        return;
    }
    let last_anchor = last_of(text, b"](");
    let mut chars = text.char_indices().peekable();
    let mut before = None;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let rest = &text[i..];
        let mark = match c {
            '*' | '`' => true,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation()),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '[' | ']' => next == Some('(') || next.is_none() || last_anchor.is_some_and(|last| last >= i),
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => entity(rest).is_some(),
            '~' => next == Some('~') || before == Some('~'),
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

/// Escapes what begins another kind of block at the start of running text that is written but for its start.
pub fn escape_start(out: String) -> String {
    let first = out.chars().next();
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let at = match first {
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
    };
    match at {
        Some(at) => format!("{}\\{}", &out[..at], &out[at..]),
        None => out,
    }
}
