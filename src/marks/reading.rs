//! Running text → spans, in one walk from the front.
//!
//! Code, links and underlines are read as they are met; runs of `*` and `_` are kept as delimiters and paired by
//! [`super::emphasis`]. Invariants: every text is read, what is no mark is text; time and depth are bounded.

use super::Span;
use super::character::{entity, last_of, next_special};
use super::emphasis::{MAX_OPEN, Piece, emphasise, flanks, nest};
use super::has_special;

/// Reads running text.
pub fn parse(s: &str) -> Vec<Span> {
    spans(s, true, true)
}

/// `**Fees.** The guest pays …`: the text of a strong run, without further marks in it, with which a paragraph begins;
/// and what stands behind it, as written, which need not be read.
pub(crate) fn strong_start(s: &str) -> Option<(&str, &str)> {
    let inner = s.strip_prefix("**")?;
    let (inside, rest) = inner.split_at(next_special(inner));
    let rest = rest.strip_prefix("**").filter(|rest| !rest.starts_with(['*', '_']))?;
    let (opens, _) = flanks('*', 2, None, inside.chars().next());
    let (_, closes) = flanks('*', 2, inside.chars().next_back(), rest.chars().next());
    (opens && closes).then_some((inside, rest))
}

fn spans(s: &str, links: bool, underlines: bool) -> Vec<Span> {
    if !has_special(s) {
        return if s.is_empty() { Vec::new() } else { vec![Span::Text(s.to_owned())] };
    }
    let mut pieces = pieces(s, links, underlines);
    if pieces.iter().any(|p| matches!(p, Piece::Run { .. })) {
        emphasise(&mut pieces);
    }
    nest(pieces)
}

/// Spans and delimiters; links and underlines are read inside and stand as one span. An anchor holds no link, an
/// underline no underline, so that reading is not deep.
fn pieces(s: &str, links: bool, underlines: bool) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut text = String::with_capacity(s.len());
    let mut i = 0;
    // looked for when the first of them is met
    let mut last_underline = None;
    let mut pairs = None;
    loop {
        let plain = next_special(&s[i..]);
        text.push_str(&s[i..i + plain]);
        i += plain;
        let rest = &s[i..];
        let Some(c) = rest.chars().next() else { break };
        let flush = |out: &mut Vec<Piece>, text: &mut String| {
            if !text.is_empty() {
                out.push(Piece::Span(Span::Text(std::mem::take(text))));
            }
        };
        match c {
            '\\' if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) => {
                text.push_str(&rest[1..2]);
                i += 2;
                continue;
            }
            '`' => {
                let fence = rest.len() - rest.trim_start_matches('`').len();
                if let Some(len) = code_end(&rest[fence..], fence) {
                    flush(&mut out, &mut text);
                    let code = &rest[fence..fence + len];
                    let padded = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
                    let code = if padded { &code[1..code.len() - 1] } else { code };
                    out.push(Piece::Span(Span::Code(code.to_owned())));
                    i += len + 2 * fence;
                } else {
                    text.push_str(&rest[..fence]);
                    i += fence;
                }
                continue;
            }
            '<' if underlines
                && rest.starts_with("<u>")
                && i < *last_underline.get_or_insert_with(|| last_of(s, b"</u>").unwrap_or(0)) =>
            {
                let len = rest.find("</u>").unwrap_or(rest.len() - 4);
                flush(&mut out, &mut text);
                out.push(Piece::Span(Span::Underline(spans(&rest[3..len], links, false))));
                i += len + 4;
                continue;
            }
            '[' if links => {
                let pairs: &mut Vec<_> = pairs.get_or_insert_with(|| match s.contains("](") {
                    true => brackets(s),
                    false => Vec::new(),
                });
                let close = pairs.binary_search_by_key(&i, |p| p.0).ok().map(|found| pairs[found].1 - i);
                if let Some((target, anchor, len)) = close.and_then(|close| link(rest, close)) {
                    flush(&mut out, &mut text);
                    out.push(Piece::Span(Span::Link { target, anchor: spans(anchor, false, underlines) }));
                    i += len;
                    continue;
                }
            }
            '&' => {
                if let Some((c, len)) = entity(rest) {
                    text.push(c);
                    i += len;
                    continue;
                }
            }
            '*' | '_' => {
                let len = rest.len() - rest.trim_start_matches(c).len();
                let (opens, closes) = flanks(c, len, s[..i].chars().next_back(), rest[len..].chars().next());
                flush(&mut out, &mut text);
                out.push(Piece::Run { mark: c, len, opens, closes });
                i += len;
                continue;
            }
            _ => {}
        }
        text.push(c);
        i += c.len_utf8();
    }
    if !text.is_empty() {
        out.push(Piece::Span(Span::Text(text)));
    }
    out
}

/// Where code ends that was opened by a fence of that length.
fn code_end(s: &str, fence: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = s[at..].find('`') {
        let start = at + found;
        let run = s[start..].len() - s[start..].trim_start_matches('`').len();
        if run == fence {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// Where the bracket closes that opens at each place; places in order. Brackets must pair, escapes are none.
fn brackets(s: &str) -> Vec<(usize, usize)> {
    let (mut open, mut pairs, mut skip) = (Vec::new(), Vec::new(), false);
    for (i, b) in s.bytes().enumerate() {
        match b {
            _ if skip => skip = false,
            b'\\' => skip = true,
            b'[' => open.push(i),
            b']' => pairs.extend(open.pop().map(|o| (o, i))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// `[anchor](target)` at the start of `s`, its bracket closing at `close`: target, anchor, length. A title is dropped.
fn link(s: &str, close: usize) -> Option<(String, &str, usize)> {
    let anchor = &s[1..close];
    let inner = s[close + 1..].strip_prefix('(')?;
    let begin = close + 2;
    let (target, used) = if let Some(rest) = inner.strip_prefix('<') {
        let end = rest.find('>')?;
        (&rest[..end], end + 2)
    } else {
        let mut depth = 0usize;
        let end = inner.char_indices().find_map(|(i, c)| {
            match c {
                '(' if depth == MAX_OPEN => return Some(inner.len()),
                '(' => depth += 1,
                ')' if depth == 0 => return Some(i),
                ')' => depth -= 1,
                c if c.is_whitespace() => return Some(i),
                _ => {}
            }
            None
        })?;
        (&inner[..end], end)
    };
    let after = inner[used..].trim_start();
    let title = match after.chars().next()? {
        ')' => 0,
        quote @ ('"' | '\'') => after[1..].find(quote)? + 2,
        _ => return None,
    };
    let rest = after[title..].trim_start().strip_prefix(')')?;
    let len = s.len() - rest.len();
    debug_assert!(len > begin);
    // as an address is written
    let target = target.replace('<', "%3C").replace('>', "%3E");
    Some((target, anchor, len))
}

/// The first piece of raw HTML or autolink in a paragraph, which CommonMark would not show as it stands: a tag other
/// than `<u>`, a comment, `<https://…>`.
pub fn raw_html(paragraph: &str) -> Option<&str> {
    let mut i = 0;
    while let Some(c) = paragraph[i..].chars().next() {
        let rest = &paragraph[i..];
        i += match c {
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            '`' => {
                let fence = rest.len() - rest.trim_start_matches('`').len();
                code_end(&rest[fence..], fence).map_or(fence, |len| len + 2 * fence)
            }
            // a link's target in angle brackets
            '(' if rest.starts_with("(<") && paragraph[..i].ends_with(']') => rest.find('>').unwrap_or(1),
            '<' if rest.starts_with("<u>") || rest.starts_with("</u>") => 3,
            '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
                match rest.find('>') {
                    Some(end) => return Some(&rest[..=end]),
                    None => 1,
                }
            }
            c => c.len_utf8(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::text_of;
    use super::*;

    fn t(s: &str) -> Span {
        Span::Text(s.to_owned())
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(parse("**“乙方”应当付款。**甲方负责"), [Span::Strong(vec![t("“乙方”应当付款。")]), t("甲方负责")]);
        assert_eq!(parse("见**《规则》**第二条"), [t("见"), Span::Strong(vec![t("《规则》")]), t("第二条")]);
    }

    #[test]
    fn an_underline_stands_within_emphasis_and_emphasis_within_it() {
        let inner = |s: &str| vec![Span::Underline(vec![t(s)])];
        assert_eq!(parse("**<u>乙方</u>**应当"), [Span::Strong(inner("乙方")), t("应当")]);
        assert_eq!(parse("**甲<u>乙</u>**"), [Span::Strong([vec![t("甲")], inner("乙")].concat())]);
        assert_eq!(parse("<u>**甲**乙</u>"), [Span::Underline(vec![Span::Strong(vec![t("甲")]), t("乙")])]);
        assert_eq!(text_of(&parse("<u>甲<u>乙</u>丙</u>")), "甲<u>乙丙</u>");
    }

    #[test]
    fn marks_and_text() {
        assert_eq!(parse(r"2 \* 3 * 4 ** 5"), [t("2 * 3 * 4 ** 5")]);
        assert_eq!(
            parse("a ***b*** _c_ d_e_f"),
            [
                t("a "),
                Span::Emphasis(vec![Span::Strong(vec![t("b")])]),
                t(" "),
                Span::Emphasis(vec![t("c")]),
                t(" d_e_f")
            ]
        );
        assert_eq!(
            parse("<u>x</u> [a *b*](http://x.example/(1)) `c*` &amp; <b>"),
            [
                Span::Underline(vec![t("x")]),
                t(" "),
                Span::Link {
                    target: "http://x.example/(1)".into(),
                    anchor: vec![t("a "), Span::Emphasis(vec![t("b")])]
                },
                t(" "),
                Span::Code("c*".into()),
                t(" & <b>")
            ]
        );
        assert_eq!(parse("<u>open"), [t("<u>open")]);
    }
}
