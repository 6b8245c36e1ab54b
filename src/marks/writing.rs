//! Spans → running text that reads back as the same spans.

use super::emphasis::add;
use super::{Span, escape_into, escape_start, parse};

/// Writes spans as running text that [`parse`] reads back as the same spans; where emphasis touches special notice so
/// that CommonMark has no way to write both, the emphasis is given up.
pub fn write(spans: &[Span]) -> String {
    escape_start(write_within(spans))
}

/// Writes spans as [`write()`] does, but for the start: `1. Scope` stays so, for text that does not begin a paragraph.
pub fn write_within(spans: &[Span]) -> String {
    let mut out = String::new();
    write_into(&mut out, spans);
    if out.contains("***") && parse(&out) != spans {
        let mut plainer = Vec::new();
        spans.iter().for_each(|span| without_emphasis(&mut plainer, span));
        out.clear();
        write_into(&mut out, &plainer);
    }
    out
}

fn without_emphasis(out: &mut Vec<Span>, span: &Span) {
    let plainer = |inner: &[Span]| {
        let mut out = Vec::new();
        inner.iter().for_each(|span| without_emphasis(&mut out, span));
        out
    };
    match span {
        Span::Emphasis(inner) => inner.iter().for_each(|span| without_emphasis(out, span)),
        Span::Strong(inner) => add(out, Span::Strong(plainer(inner))),
        Span::Underline(inner) => add(out, Span::Underline(plainer(inner))),
        Span::Link { target, anchor } => add(out, Span::Link { target: target.clone(), anchor: plainer(anchor) }),
        other => add(out, other.clone()),
    }
}

fn write_into(out: &mut String, spans: &[Span]) {
    for span in spans {
        match span {
            Span::Text(t) => escape_into(out, t),
            Span::Strong(inner) => wrap(out, "**", inner, "**"),
            Span::Emphasis(inner) => wrap(out, "*", inner, "*"),
            Span::Underline(inner) => wrap(out, "<u>", inner, "</u>"),
            Span::Code(code) => write_code(out, code),
            Span::Link { target, anchor } => {
                wrap(out, "[", anchor, "](");
                write_target(out, target);
                out.push(')');
            }
        }
    }
}

fn wrap(out: &mut String, open: &str, inner: &[Span], close: &str) {
    out.push_str(open);
    write_into(out, inner);
    out.push_str(close);
}

/// Appends code in as many backticks as it needs.
pub fn write_code(out: &mut String, code: &str) {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // what is nothing but blanks is read as it stands
    let edge = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    let pad = if edge && !code.trim().is_empty() { " " } else { "" };
    out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
}

/// Appends a link's target, in angle brackets where it needs them.
pub fn write_target(out: &mut String, target: &str) {
    if target.is_empty() || target.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<')) {
        out.push('<');
        out.push_str(&target.replace('<', "%3C").replace('>', "%3E").replace('\n', "%0A"));
        out.push('>');
    } else {
        out.push_str(target);
    }
}
