//! The start of a text → the number there, in digits, in characters or in words ([`super::spelled`]), and its value.
//!
//! Invariant: a value is a plain decimal, so that numbers written in different ways compare as strings.

use super::spelled::{hangul, number_word};
use crate::model::numeral;

/// A number has at most so many Chinese numerals: more in a row are none.
const MOST_NUMERALS: usize = 40;

/// `1,000.00`, `1.5`, `3.2.6`, `５`, `三十`, `5万`: the length.
pub(in crate::redline) fn number(s: &str) -> Option<usize> {
    let first = s.chars().next()?;
    if numeral::is_han(first) {
        let run = s.chars().take_while(|c| numeral::is_han(*c) || *c == '点').take(MOST_NUMERALS + 1);
        let (count, len) = run.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
        return (count <= MOST_NUMERALS).then(|| trim_point(s, len));
    }
    if !is_digit(first) {
        return None;
    }
    let end = separated(s, is_group);
    // 5万, 3千5百, 100만: not where a word begins (5万一)
    let more = s[end..].find(|c: char| zeros(c) == 0 && !is_digit(c)).unwrap_or(s.len() - end);
    Some(if s[end..].starts_with(|c| zeros(c) > 0) { end + more } else { end })
}

/// `1 000,00`: a number whose thousands may be parted by common blanks, which only what stands beside it can tell.
pub(super) fn number_with_blanks(s: &str) -> Option<usize> {
    s.starts_with(is_digit).then(|| separated(s, |c| c == ' ' || is_group(c)))
}

/// Digits with separators of thousands and decimals: the length.
fn separated(s: &str, is_group: impl Fn(char) -> bool) -> usize {
    let digits = |s: &str| s.find(|c| !is_digit(c)).unwrap_or(s.len());
    let mut end = digits(s);
    while let Some(sep) = s[end..].chars().next() {
        let rest = &s[end + sep.len_utf8()..];
        let len = digits(rest);
        let n = rest[..len].chars().count();
        let fits = match sep {
            '.' | '．' | '٫' => n > 0,
            ',' => matches!(n, 1..=3),
            '，' | '٬' => n == 3,
            // 1 000 but not 2024 300
            sep => is_group(sep) && n == 3 && (end <= 3 || s[..end].contains(&is_group)),
        };
        if !fits {
            break;
        }
        end += sep.len_utf8() + len;
    }
    end
}

/// What parts thousands and is no punctuation: blanks that do not break, the Swiss apostrophe.
fn is_group(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

/// ` (30)`, ` (thirty)` behind a number, which says it again in digits or in words: the length.
pub(super) fn in_brackets(s: &str) -> usize {
    let Some(inner) = s.trim_start_matches(' ').strip_prefix(['(', '（']) else { return 0 };
    let behind = number_with_blanks(inner).or_else(|| number(inner)).or_else(|| Some(number_word(inner)?.1));
    let behind = behind.map(|n| &inner[n..]);
    behind.and_then(|b| b.strip_prefix([')', '）'])).map_or(0, |rest| s.len() - rest.len())
}

/// The zeros that a character of scale stands for.
fn zeros(c: char) -> usize {
    match c {
        '十' | '십' => 1,
        '百' | '백' => 2,
        '千' | '천' => 3,
        '万' | '萬' | '만' => 4,
        '亿' | '億' | '억' => 8,
        _ => 0,
    }
}

fn trim_point(s: &str, n: usize) -> usize {
    s[..n].trim_end_matches('点').len()
}

/// The number in a quantity as a plain decimal.
pub(in crate::redline) fn value_of(s: &str) -> Option<String> {
    let s = s.trim_start();
    if let Some((value, _)) = number_word(s).or_else(|| hangul(s)) {
        return Some(value.to_string());
    }
    let printed = &s[..number(s)?];
    if printed.bytes().all(|b| b.is_ascii_digit()) {
        return Some(shifted(printed, scale_behind(&s[printed.len()..])));
    }
    let ascii: String = printed
        .chars()
        .map(|c| match c {
            '٫' => '.',
            '٬' => ',',
            c => digit(c).map_or(c, |d| (b'0' + d as u8) as char),
        })
        .collect();
    let split = ascii.find(|c| numeral::is_han(c) || zeros(c) > 0).unwrap_or(ascii.len());
    let (digits, scale) = if split == 0 { ("", ascii.as_str()) } else { ascii.split_at(split) };
    if digits.is_empty() {
        return match scale.split_once('点') {
            Some((whole, part)) => Some(format!("{}.{}", numeral::han(whole)?, numeral::han(part)?)),
            None => Some(numeral::han(scale)?.to_string()),
        };
    }
    let plain = decimal(digits);
    if scale.is_empty() {
        return Some(shifted(&plain, scale_behind(&s[printed.len()..])));
    }
    // 3千5百: the digits behind a scale are a number of their own
    if let (false, Some(value)) = (plain.contains('.'), numeral::han(&ascii)) {
        return Some(value.to_string());
    }
    Some(shifted(&plain, scale.chars().map(zeros).sum()))
}

/// The zeros that a word of scale behind a number stands for.
fn scale_behind(s: &str) -> usize {
    let rest = s.trim_start();
    SCALES.iter().find(|(w, _)| rest.starts_with(w)).map_or(0, |(_, zeros)| *zeros)
}

/// Words of scale behind a number, with their zeros; the longest first where one begins another.
pub(super) const SCALES: [(&str, usize); 37] = [
    ("lakhs", 5),
    ("lakh", 5),
    ("crores", 7),
    ("crore", 7),
    ("миллионами", 6),
    ("millions", 6),
    ("million", 6),
    ("Millionen", 6),
    ("Million", 6),
    ("millones", 6),
    ("millón", 6),
    ("Mio.", 6),
    ("Mio", 6),
    ("billion", 9),
    ("bn", 9),
    ("milliards", 9),
    ("Milliarden", 9),
    ("Mrd.", 9),
    ("thousand", 3),
    ("Tausend", 3),
    ("mille", 3),
    ("milioni", 6),
    ("milione", 6),
    ("milhões", 6),
    ("milhão", 6),
    ("miljoen", 6),
    ("миллионов", 6),
    ("миллиона", 6),
    ("млрд", 9),
    ("млн", 6),
    ("тысячи", 3),
    ("тысяч", 3),
    ("آلاف", 3),
    ("nghìn", 3),
    ("ngàn", 3),
    ("triệu", 6),
    ("tỷ", 9),
];

/// Without separators of thousands, with a dot before the decimals, without zeros behind them.
fn decimal(digits: &str) -> String {
    let last = digits.rfind(['.', ',', '．', '，']);
    let kinds = digits.contains(['.', '．']) && digits.contains([',', '，']) || digits.contains(is_group);
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
pub(super) fn shifted(plain: &str, zeros: usize) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let (more, rest) = part.split_at(zeros.min(part.len()));
    let whole = [whole, more, &"0".repeat(zeros - more.len())].concat();
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { [whole, ".", rest].concat() }
}

/// The first of the words with which `s` begins; most differ in their first byte.
pub(in crate::redline) fn first_of<'w>(words: &[&'w str], s: &str) -> Option<&'w str> {
    let first = s.as_bytes().first();
    words.iter().copied().find(|w| w.as_bytes().first() == first && s.starts_with(w))
}

/// A digit: of half or full width, or of those that Arabic writes.
pub(super) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The value of a digit.
pub(in crate::redline) fn digit(c: char) -> Option<u64> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        _ => return None,
    };
    Some(u64::from(c as u32 - zero as u32))
}

/// The length of the blanks at the start of `s`, those that do not break included.
pub(in crate::redline) fn blank(s: &str) -> usize {
    s.len() - s.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
}
