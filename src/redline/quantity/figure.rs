//! The start of a text → the number there, in digits, in characters or in words, and its value.
//!
//! Invariant: a value is a plain decimal, so that numbers written in different ways compare as strings.

use super::vocabulary;
use crate::model::numeral;

/// `1,000.00`, `1.5`, `3.2.6`, `５`, `三十`, `5万`: the length.
pub(in crate::redline) fn number(s: &str) -> Option<usize> {
    let first = s.chars().next()?;
    if numeral::is_han(first) {
        return Some(s.find(|c| !numeral::is_han(c) && c != '点').map_or(s.len(), |n| trim_point(s, n)));
    }
    if !is_digit(first) {
        return None;
    }
    let mut end = s.find(|c| !is_digit(c)).unwrap_or(s.len());
    while let Some(sep) = s[end..].chars().next().filter(|c| matches!(c, '.' | ',' | '．' | '，')) {
        let rest = &s[end + sep.len_utf8()..];
        let n = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let thousands = n == 3 && rest.is_char_boundary(n);
        if n == 0 || matches!(sep, ',') && !thousands && n != 2 || sep == '，' && !thousands {
            break;
        }
        end += sep.len_utf8() + n;
    }
    // 5万, 3千5百: not where a word begins (5万一)
    let more = s[end..].find(|c: char| !matches!(c, '十' | '百' | '千' | '万' | '亿' | '萬' | '億') && !is_digit(c));
    if s[end..].starts_with(['十', '百', '千', '万', '亿', '萬', '億']) {
        end += more.unwrap_or(s.len() - end);
    }
    Some(end)
}

fn trim_point(s: &str, n: usize) -> usize {
    s[..n].trim_end_matches('点').len()
}

/// The number in a quantity as a plain decimal.
pub(in crate::redline) fn value_of(s: &str) -> Option<String> {
    let s = s.trim_start();
    if let Some((value, _)) = number_word(s) {
        return Some(value.to_string());
    }
    let printed = &s[..number(s)?];
    let ascii: String = printed
        .chars()
        .map(|c| if ('０'..='９').contains(&c) { ((c as u32 - '０' as u32) as u8 + b'0') as char } else { c })
        .collect();
    let split = ascii.find(numeral::is_han).unwrap_or(ascii.len());
    let (digits, scale) = if split == 0 { ("", ascii.as_str()) } else { ascii.split_at(split) };
    if digits.is_empty() {
        return match scale.split_once('点') {
            Some((whole, part)) => Some(format!("{}.{}", numeral::han(whole)?, numeral::han(part)?)),
            None => Some(numeral::han(scale)?.to_string()),
        };
    }
    let plain = decimal(digits);
    if scale.is_empty() {
        let rest = s[printed.len()..].trim_start();
        let shift = [("million", 6), ("billion", 9), ("thousand", 3), ("Million", 6), ("Mio", 6)];
        let shift = shift.iter().find(|(w, _)| rest.starts_with(w)).map_or(0, |(_, n)| *n);
        return Some(shifted(&plain, shift));
    }
    let zeros = scale.chars().map(|c| match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => 0,
    });
    Some(shifted(&plain, zeros.sum()))
}

/// Without separators of thousands, with a dot before the decimals, without zeros behind them.
fn decimal(digits: &str) -> String {
    let last = digits.rfind(['.', ',', '．', '，']);
    let kinds = digits.contains(['.', '．']) && digits.contains([',', '，']);
    let point = last.filter(|at| {
        let behind = digits[*at..].chars().count() - 1;
        let many = digits.matches(['.', ',', '．', '，']).count() > 1;
        let comma = digits[*at..].starts_with([',', '，']);
        kinds || behind != 3 || !many && !comma
    });
    let keep = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let Some(at) = point else { return keep(digits) };
    let part = keep(&digits[at..]);
    let part = part.trim_end_matches('0');
    if part.is_empty() { keep(&digits[..at]) } else { format!("{}.{part}", keep(&digits[..at])) }
}

/// A decimal times ten to the power of `zeros`.
fn shifted(plain: &str, zeros: usize) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut part = format!("{part:0<zeros$}");
    let rest = part.split_off(zeros.min(part.len()));
    let whole = format!("{whole}{part}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// `thirty`, `twenty-one`, `one hundred and twenty`, at the start of `s`: the value and the length.
pub(super) fn number_word(s: &str) -> Option<(u64, usize)> {
    if !s.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let one = |s: &str| {
        let n = s.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(s.len());
        vocabulary::role(&s[..n])?.number.map(|v| (v, n))
    };
    let (mut value, mut at) = one(s)?;
    while let Some(rest) = s[at..].strip_prefix(['-', ' ']) {
        let skip = if value >= 100 && rest.starts_with("and ") { 4 } else { 0 };
        let Some((more, n)) = one(&rest[skip..]) else { break };
        value = match more {
            100 if value < 100 => value * 100,
            _ if more < 10 && (20..100).contains(&(value % 100)) && value % 10 == 0 => value + more,
            _ if value >= 100 && value % 100 == 0 => value + more,
            _ => break,
        };
        at += 1 + skip + n;
    }
    Some((value, at))
}

/// A digit, of half or full width.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The length of the blanks at the start of `s`, those that do not break included.
pub(super) fn blank(s: &str) -> usize {
    s.len() - s.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
}
