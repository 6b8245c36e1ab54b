//! The start of a text → a number without a word: `1.2.3`, `一、`, `（三）`, `(iv)`, `①`.
//!
//! Invariant: a year, an amount, a percentage, an abbreviation and the text of a link are no labels.

use super::figure::{blank, colon, is_stem, letter_suffix, number};
use super::{Enclosure, Form, Label, Unit};
use crate::marks::is_east_asian;
use crate::model::numeral;

/// Reads a number that stands by itself: circled, in parentheses, or with a mark behind it.
pub(super) fn scan(s: &str) -> Option<(Label, usize)> {
    enclosed_char(s).or_else(|| parenthesised(s)).or_else(|| marked(s))
}

/// Reads a bare number with nothing around it: of at most three digits, also wide ones, with a blank or the end behind
/// it (`3`, `12 Fees`), a colon that parts it from its caption (`3: Fees`) or, of two digits, a character that is as
/// wide as it is high (`3费用`); or a capital letter or Roman number that a dash parts from its caption (`IV – Fees`),
/// the latter also from a sentence (`IV – the fee;`). [`scan`] does not: whether it is a label only its neighbours can
/// tell.
pub fn scan_plain_number(s: &str) -> Option<(Label, usize)> {
    let (form, value, mut end) = number(s)?;
    let alone = match form {
        Form::Decimal => {
            let short = s[..end].chars().nth(3).is_none();
            end += Some(colon(&s[end..])).filter(|n| is_caption(&s[end + n..])).unwrap_or(0);
            let touching = |c: char| end <= 2 && is_east_asian(c) && c.is_alphabetic() && !COUNTED.contains(c);
            short && s[end..].chars().next().is_none_or(|c| c.is_whitespace() || touching(c))
        }
        Form::Upper => behind_dash(&s[end..]).is_some(),
        Form::UpperRoman => parted_by_dash(&s[end..]).is_some(),
        _ => false,
    };
    let label = Label { unit: Unit::Bare, form, enclosure: Enclosure::None, values: vec![value], inserted: Vec::new() };
    alone.then_some((label, end))
}

/// What stands behind a number that counts something: `3个月`, `30日`.
const COUNTED: &str = "年月日时時分秒个個元万亿億天项項条條款次位名人份种種倍小周週岁歳级級件张本页頁号號度家台套笔类章节節回円点階층개년월일시명원차";

/// What stands behind a dash that parts a number from its caption as a blank does, and belongs to neither: ` – Fees`.
pub fn behind_dash(s: &str) -> Option<&str> {
    parted_by_dash(s).filter(|behind| !behind.starts_with(char::is_lowercase))
}

/// The same before a sentence, which may begin with a small letter.
pub fn parted_by_dash(s: &str) -> Option<&str> {
    let behind = s.trim_start().strip_prefix(['–', '—', '-'])?;
    let parted = s.starts_with(char::is_whitespace) && behind.starts_with(char::is_whitespace);
    Some(behind.trim_start()).filter(|text| parted && text.starts_with(char::is_alphabetic))
}

/// Whether a blank and a letter that can begin a caption stand first.
fn is_caption(s: &str) -> bool {
    s.starts_with(char::is_whitespace) && s.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

fn enclosed_char(s: &str) -> Option<(Label, usize)> {
    let c = s.chars().next().filter(|c| !c.is_ascii())?;
    let (form, value) = match c {
        '㉠'..='㉭' => (Form::Hangul, c as u32 - '㉠' as u32 + 1),
        '㉮'..='㉻' => (Form::Hangul, c as u32 - '㉮' as u32 + 1),
        _ => (Form::Enclosed, numeral::enclosed(c)?),
    };
    let label = Label { unit: Unit::Bare, form, enclosure: Enclosure::None, values: vec![value], inserted: Vec::new() };
    Some((label, c.len_utf8()))
}

fn parenthesised(s: &str) -> Option<(Label, usize)> {
    let open = s.chars().next()?;
    if !matches!(open, '(' | '（' | '〔' | '[' | '［') {
        return None;
    }
    let mut at = open.len_utf8();
    at += blank(&s[at..]);
    let (form, value, n) = number(&s[at..])?;
    at += n;
    let (inserted, n) = letter_suffix(&s[at..], form);
    at += n;
    at += blank(&s[at..]);
    let close = s[at..].chars().next()?;
    if !matches!(close, ')' | '）' | '〕' | ']' | '］') {
        return None;
    }
    at += close.len_utf8();
    // `[1](url)` is a link, `[1]` alone a label; `trente (30)]` and `(a), (b)` are parts of sentences
    let next = s[at..].chars().next();
    // `（甲）方` names a party
    let names = form == Form::Stem && next == Some('方');
    if open == '[' && next == Some('(') || names || next.is_some_and(is_within_sentence) {
        return None;
    }
    let label = Label { unit: Unit::Bare, form, enclosure: Enclosure::Full, values: vec![value], inserted };
    Some((label, at))
}

/// Whether a character goes on with a sentence, or ends a bracket within it.
fn is_within_sentence(c: char) -> bool {
    matches!(c, ']' | ')' | ',' | ';' | '，' | '、' | '；' | '）' | '」' | '』' | '”')
}

/// `1.`, `1.2.3`, `一、`, `a)`.
fn marked(s: &str) -> Option<(Label, usize)> {
    // most texts begin with a word
    let word = s.bytes().take_while(u8::is_ascii_alphabetic).count();
    if word > 0 && s.as_bytes().get(word).is_none_or(|b| b.is_ascii() && !matches!(b, b'.' | b')')) {
        return None;
    }
    let (form, first, mut at) = number(s)?;
    // room for a few parts
    let mut values = Vec::with_capacity(4);
    values.push(first);
    if form == Form::Decimal {
        // 1.2.3, also with full-width or ideographic dots; a part is at most three digits
        loop {
            let rest = &s[at..];
            let Some(dot) = rest.chars().next().filter(|c| matches!(c, '.' | '．')) else { break };
            let Some((Form::Decimal, v, n)) = number(&rest[dot.len_utf8()..]) else { break };
            if n > 3 {
                return None;
            }
            values.push(v);
            at += dot.len_utf8() + n;
        }
    }
    if form == Form::Decimal
        && values.len() == 1
        && first < 100
        && let Some((parts, n)) = hyphenated(&s[at..])
    {
        values.extend(parts);
        at += n;
    }
    // `A.1`, `B.2.1`: within an annex that a letter numbers; `IV.2`, `二.1`: within an article or chapter whose number
    // goes on as it is printed
    while matches!(form, Form::Upper | Form::UpperRoman | Form::Han)
        && let Some(rest) = s[at..].strip_prefix('.')
        && let Some((Form::Decimal, value, n @ 1..=2)) = number(rest)
    {
        values.push(value);
        at += 1 + n;
    }
    let (inserted, n) = letter_suffix(&s[at..], form);
    at += n;
    let enclosure = match s[at..].chars().next() {
        Some(c @ ('.' | '．')) => {
            at += c.len_utf8();
            // `1.º`
            at += s[at..].chars().next().filter(|c| matches!(c, 'º' | 'ª' | '°')).map_or(0, char::len_utf8);
            Enclosure::Dot
        }
        // `甲、乙双方` are two
        Some(c @ ('、' | '､')) if form != Form::Stem || !s[at + c.len_utf8()..].starts_with(is_stem) => {
            at += c.len_utf8();
            Enclosure::Comma
        }
        Some('°' | 'º') if form == Form::Decimal && values.len() == 1 => {
            at += 2 + ordinal_end(&s[at + 2..])?;
            Enclosure::Dot
        }
        Some(c @ (')' | '）')) => {
            at += c.len_utf8();
            Enclosure::Half
        }
        _ if values.len() > 1 && inserted.is_empty() => Enclosure::None,
        // `一　甲`: a wide blank, as Japanese statutes have it
        Some('\u{3000}') if !s.starts_with(|c: char| c.is_ascii_alphabetic()) => Enclosure::None,
        Some(' ') if matches!(form, Form::Kana | Form::Gojuon) || is_set_apart(s, at) => Enclosure::None,
        // `1- …`, as Arabic counts
        Some('-') if is_before_item(&s[at + 1..]) => {
            at += 1;
            Enclosure::Dot
        }
        _ => return None,
    };
    // `…한` / `다.`: the end of a sentence
    if form == Form::Hangul && s.starts_with('다') && s[at..].trim().is_empty() {
        return None;
    }
    // `e.g.`, `U.S.`, `3.5%`, `v.`: a letter needs a blank behind its dot, a decimal must not be an amount
    let next = s[at..].chars().next();
    let latin = matches!(form, Form::Lower | Form::Upper | Form::LowerRoman | Form::UpperRoman);
    let parted = next.is_none_or(|c| c.is_whitespace() || crate::marks::is_east_asian(c));
    if latin && !parted && enclosure != Enclosure::Comma {
        return None;
    }
    // `z. B.`, `u. a.`: an abbreviation of two letters
    if latin && enclosure == Enclosure::Dot && is_initial(s[at..].trim_start()) {
        return None;
    }
    // a year (`2023.12.29`) and an amount (`3.5 per cent`, `2.5元`) number nothing
    if form == Form::Decimal && (first >= 1000 || values.len() == 2 && is_amount(&s[at..])) {
        return None;
    }
    let figure = |c: char| c.is_ascii_digit() && !is_year(&s[at..]);
    if form == Form::Decimal && next.is_some_and(|c| matches!(c, '%' | '％' | '‰' | ':' | '：') || figure(c)) {
        return None;
    }
    let label = Label { unit: Unit::Bare, form, enclosure, values, inserted };
    Some((label, at))
}

/// The parts that hyphens join to a number, as Japanese and Korean agreements count: `1-2 料金`, `1-2. 요금`; with
/// their length.
fn hyphenated(s: &str) -> Option<(Vec<u32>, usize)> {
    let (mut at, mut parts) = (0, Vec::new());
    while parts.len() < 2
        && let Some(rest) = s[at..].strip_prefix(['-', '－', '‐'])
        && let Some((Form::Decimal, value @ 1..100, n)) = number(rest)
    {
        parts.push(value);
        at = s.len() - rest.len() + n;
    }
    let rest = &s[at..];
    let text = rest.strip_prefix(['.', '．', '、']).unwrap_or(rest);
    let parted = text.len() < rest.len() || text.starts_with(char::is_whitespace);
    let item = parted && is_east_asian_item(text.trim_start());
    (!parts.is_empty() && (text.trim().is_empty() || item)).then_some((parts, at))
}

/// Whether a text of East Asia stands behind a number, and no unit: `3-5 営業日` is a range.
fn is_east_asian_item(text: &str) -> bool {
    const UNITS: [&str; 9] = ["営業日", "工作日", "ヶ月", "か月", "カ月", "ヵ月", "시간", "영업일", "주간"];
    const COUNTS: &str = "十百千万萬億亿兆";
    // `日以内`, and `日本`
    const BEHIND: &str = "以内间間程のにをはがもとまか前後后分目或至";
    let mut chars = text.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return false };
    let ends = second.is_none_or(|c| !c.is_alphabetic() || BEHIND.contains(c)) && !text.starts_with("次の");
    let unit =
        || COUNTS.contains(first) || COUNTED.contains(first) && ends || UNITS.iter().any(|u| text.starts_with(u));
    let wide = || is_east_asian(first) && first.is_alphabetic();
    // `WordPress.com のサイト`
    let name = || first.is_ascii_uppercase() && text.chars().take(60).any(|c| is_east_asian(c) && c.is_alphabetic());
    (wide() || name()) && !unit()
}

/// What belongs to a number behind the ring of `1° le phare`, `1°. het licht`, or of `1°` by itself; `20° C` counts
/// degrees.
fn ordinal_end(s: &str) -> Option<usize> {
    let dot = usize::from(s.starts_with('.'));
    if s[dot..].trim().is_empty() {
        return Some(dot);
    }
    let word = s[dot..].strip_prefix([' ', '\u{a0}'])?.split(' ').next()?;
    let degrees = dot == 0 && matches!(word, "C" | "F" | "N" | "S" | "E" | "W" | "O");
    let says = |c: char| c.is_alphabetic() || matches!(c, '«' | '“' | '„' | '"');
    (word.starts_with(says) && !degrees).then_some(dot)
}

/// `一 灯`, `２ 灯`: whether a number of wide characters is parted by a blank from a text of such, as extraction leaves
/// what a wide blank parted.
fn is_set_apart(s: &str, number: usize) -> bool {
    let text = s[number..].trim_start_matches(' ');
    s.starts_with(|c: char| !c.is_ascii() && is_east_asian(c))
        && text
            .starts_with(|c: char| is_east_asian(c) && c.is_alphabetic() && !COUNTED.contains(c) && !numeral::is_han(c))
        && text.chars().nth(1).is_none_or(|c| c != ' ')
}

/// Whether a blank and a text that can be an item's stand first, no part of a range or a compound.
fn is_before_item(s: &str) -> bool {
    s.starts_with(' ') && s.trim_start().starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// Whether a letter and its dot stand first.
fn is_initial(rest: &str) -> bool {
    let mut chars = rest.chars();
    matches!((chars.next(), chars.next()), (Some(c), Some('.')) if c.is_alphabetic())
        && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// `14、2024年5月`: a year behind a number is the text.
fn is_year(rest: &str) -> bool {
    rest.find(|c: char| !c.is_ascii_digit())
        .is_some_and(|end| end == 4 && rest[end..].trim_start().starts_with(['年', '년']))
}

/// Whether a decimal with this behind it is an amount.
fn is_amount(rest: &str) -> bool {
    const TOUCHING: [&str; 12] =
        ["元", "万元", "亿元", "倍", "千米", "公里", "千克", "公斤", "吨", "个百分点", "万人", "平方米"];
    const WORDS: [&str; 14] = [
        "per cent",
        "percent",
        "million",
        "billion",
        "times",
        "prozent",
        "pour cent",
        "por ciento",
        "euros",
        "euro",
        "eur",
        "usd",
        "km",
        "kg",
    ];
    // most texts behind a number begin otherwise
    let touches = matches!(rest.chars().next(), Some('元' | '万' | '亿' | '倍' | '千' | '公' | '吨' | '个' | '平'));
    let word = rest.trim_start_matches(' ');
    let ends = |w: &str| !word[w.len()..].starts_with(char::is_alphanumeric);
    let starts = |w: &str| word.get(..w.len()).is_some_and(|s| s.eq_ignore_ascii_case(w)) && ends(w);
    touches && TOUCHING.iter().any(|w| rest.starts_with(w))
        || word.starts_with(|c: char| c.is_ascii()) && WORDS.iter().any(|w| starts(w))
}
