//! The start of a text → a reference to a part of a text: `第十二条之一`, `Section 4.2(a)`.
//!
//! What it names is found by [`super::reference`].

use super::lettered::lettered;
use super::quantity::{blank, first_of, number};
use super::token::Class;
use super::vocabulary;
use crate::model::label::between;
use crate::model::numeral;

/// 第十二条之一, 第三章, 附件一; also 第三次, 第三方, which are no quantities but stay whole.
pub(super) fn reference_east(s: &str) -> Option<(Class, usize)> {
    for head in ["附件", "附录", "附表", "附錄", "別表", "別紙", "별표", "별지"] {
        if let Some(rest) = s.strip_prefix(head) {
            let ordinal = rest.trim_start_matches(' ').trim_start_matches('第');
            return number(ordinal).map(|n| (Class::Reference, s.len() - ordinal.len() + n));
        }
    }
    let head = s.chars().next().filter(|c| matches!(c, '第' | '제'))?.len_utf8();
    let gap = s[head..].len() - s[head..].trim_start_matches(' ').len();
    let mut at = match bracketed(&s[head..]) {
        Some(n) => head + n,
        None => head + gap + number(&s[head + gap..])?,
    };
    at += s[at..].len() - s[at..].trim_start_matches(' ').len();
    let unit = s[at..].chars().next()?;
    if !UNITS.contains(unit) {
        if shares_unit(&s[at..]) {
            return Some((Class::Reference, s[..at].trim_end().len()));
        }
        let word = "方者次个種种类類届期年天回位名人审".contains(unit);
        return Some((Class::Word, if word { at + unit.len_utf8() } else { s[..at].trim_end().len() }));
    }
    at += if s[at..].starts_with("部分") { "部分".len() } else { unit.len_utf8() };
    while let Some(mark) = s[at..].chars().next().filter(|c| matches!(c, '之' | 'の' | '의')) {
        let rest = &s[at + mark.len_utf8()..];
        let Some(n) = number(rest) else { break };
        at += mark.len_utf8() + n;
    }
    Some((Class::Reference, at))
}

/// What a number of Chinese, Japanese or Korean names.
const UNITS: &str = "条條款项項章节節编編目号部分段조항장절편호";

/// What stands between numbers that share the unit behind the last of them: 第四、第六条.
pub(super) const SHARING: [char; 14] = ['、', '，', ',', '和', '与', '與', '及', '或', '至', '到', '-', '—', '～', '·'];

/// A list that shares a unit has at most so many numbers.
const MOST_SHARING: usize = 16;

/// Whether a list of numbers goes on, of which the last has the unit.
fn shares_unit(mut s: &str) -> bool {
    for _ in 0..MOST_SHARING {
        let Some(next) = s.strip_prefix(SHARING) else { return false };
        let next = next.strip_prefix(['第', '제']).unwrap_or(next);
        let Some(len) = number(next) else { return false };
        s = &next[len..];
        if s.starts_with(|c| UNITS.contains(c)) {
            return true;
        }
    }
    false
}

/// Whether the unit of a reference stands behind a later number.
pub(super) fn lacks_unit(reference: &str) -> bool {
    let number = reference.trim_start_matches(['第', '제']);
    !number.is_empty() && number.chars().all(is_numeral)
}

/// Whether a reference is one of a list that shares a unit: `第四` of 第四、六条, or `六条`.
pub(super) fn is_part(reference: &str) -> bool {
    let unit = reference.trim_start_matches(is_numeral);
    lacks_unit(reference) || unit.len() < reference.len() && unit.starts_with(|c| UNITS.contains(c))
}

/// The first of a list with the unit that it shares: 第四条.
pub(super) fn with_unit<'t>(mut list: impl Iterator<Item = &'t str>) -> Option<String> {
    let parts = |reference: &'t str| {
        let ordinal = reference.trim_start_matches(['第', '제']);
        let unit = ordinal.trim_start_matches(is_numeral);
        (&ordinal[..ordinal.len() - unit.len()], unit)
    };
    let (number, own) = parts(list.next()?);
    let unit = if own.is_empty() { list.map(|r| parts(r).1).find(|unit| !unit.is_empty())? } else { own };
    Some(format!("第{number}{unit}"))
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || numeral::is_han(c)
}

/// `（三）` before a unit, of 第（三）项: the length.
fn bracketed(s: &str) -> Option<usize> {
    let inner = s.strip_prefix(['（', '('])?;
    let behind = inner[number(inner)?..].strip_prefix(['）', ')'])?;
    behind.starts_with(['项', '項', '款', '号', '號']).then_some(s.len() - behind.len())
}

/// Section 4.2(a), Article IV, § 3a, clause 5, Schedule 1
pub(super) fn reference_west(s: &str) -> Option<(Class, usize)> {
    let word = if s.starts_with('§') {
        s.len() - s.trim_start_matches('§').len()
    } else {
        let (role, n) = vocabulary::leading(s)?;
        if !role.reference {
            return None;
        }
        n + usize::from(s[n..].starts_with('.'))
    };
    let gap = blank(&s[word..]);
    if gap == 0 && !s.starts_with('§') || gap > 3 {
        return None;
    }
    let mut at = word + gap;
    // Annex No. 3, приложение № 3
    at += first_of(&["№ ", "№", "No. ", "no. ", "Nr. ", "n° ", "nº "], &s[at..]).map_or(0, str::len);
    at += label(&s[at..])?;
    at += ordinal(&s[at..]);
    while let Some(n) = subdivision(&s[at..]) {
        at += n;
    }
    Some((Class::Reference, at))
}

/// The sign behind a number in the languages that count their articles so: `artigo 2.º`, `artículo 2º`; the length.
fn ordinal(s: &str) -> usize {
    first_of(&[".º", ".ª", ".°", "º", "ª", "°"], s).map_or(0, str::len)
}

/// ` Abs. 2` behind a reference: the length.
fn subdivision(s: &str) -> Option<usize> {
    let gap = blank(s);
    let (role, n) = vocabulary::leading(&s[gap..])?;
    if gap == 0 || !role.subdivision {
        return None;
    }
    let word = gap + n + usize::from(s[gap + n..].starts_with('.'));
    let behind = blank(&s[word..]);
    let rest = &s[word + behind..];
    // Abs. 2, lit. a
    let letter = rest.starts_with(|c: char| c.is_ascii_lowercase()) && !rest[1..].starts_with(char::is_alphanumeric);
    let n = if letter { 1 } else { label(rest)? };
    (behind > 0).then_some(word + behind + n)
}

/// The number or letter of the first subdivision in what goes on with a reference, and what is behind it.
pub(super) fn first_subdivision(tail: &str) -> Option<(&str, &str)> {
    let (first, rest) = tail.split_at(subdivision(tail)?);
    Some((first.rsplit(char::is_whitespace).next()?, rest))
}

/// A reference without what goes on with it: `§ 5` of `§ 5 Abs. 2`, and the rest.
pub(super) fn head_and_tail(reference: &str) -> (&str, &str) {
    let starts = reference.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).skip(1);
    let at = starts.into_iter().find(|at| subdivision(&reference[*at..]).is_some());
    reference.split_at(at.unwrap_or(reference.len()))
}

/// `L. 441-10`, `R123-4`, `6:162`: an article of a code that counts in its own way; the length.
fn of_code(s: &str) -> Option<usize> {
    let digits = |s: &str| s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    let rest = s.strip_prefix(|c: char| c.is_ascii_uppercase()).map(|r| r.strip_prefix('.').unwrap_or(r));
    let (start, joint) = rest.map_or((s, ':'), |r| (&r[blank(r)..], '-'));
    let mut at = digits(start);
    let mut parts = usize::from(at > 0);
    while parts > 0
        && let Some(more) = start[at..].strip_prefix(joint)
    {
        // L335- 2
        let gap = if joint == '-' { blank(more).min(1) } else { 0 };
        let len = digits(&more[gap..]);
        if len == 0 {
            break;
        }
        at += 1 + gap + len;
        parts += 1;
    }
    (parts > 1).then_some(s.len() - start.len() + at)
}

/// `4.2(a)`, `IV`, `A.6`, `3a`, `12 bis`, `(b)`, `A`, `L. 441-10`: the length.
fn label(s: &str) -> Option<usize> {
    if let Some(len) = of_code(s) {
        return Some(len);
    }
    let first = s.chars().next()?;
    let mut end = 0;
    if first.is_ascii_digit() {
        end = number(s)?;
        end = s[..end].trim_end_matches(|c: char| !c.is_ascii_digit()).len();
        if s[..end].contains(',') {
            end = s.find(',').unwrap_or(end);
        }
        let rest = &s[end..];
        let mut chars = rest.chars();
        if let (Some(c), next) = (chars.next(), chars.next())
            && c.is_ascii_lowercase()
            && !next.is_some_and(char::is_alphanumeric)
        {
            end += 1;
        }
        end += between(&s[end..]).map_or(0, |(_, len)| len);
    } else if first.is_ascii_uppercase() {
        let plain = || s.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(s.len());
        let longer = lettered(s);
        let n = longer.unwrap_or_else(plain);
        if longer.is_none() && n > 1 && numeral::roman(&s[..n]).is_none() {
            return None;
        }
        end = n;
    }
    end += bracketed_labels(&s[end..], |inner| inner.len() <= 5);
    (end > 0).then_some(end)
}

/// `(h)(2)` right behind a number that no word goes before, `4(h)(2)`: the length.
pub(super) fn groups(s: &str) -> Option<usize> {
    let label = |inner: &str| {
        inner.len() == 1 || inner.parse::<u8>().is_ok() || numeral::roman(&inner.to_uppercase()).is_some()
    };
    Some(bracketed_labels(s, label)).filter(|n| *n > 0 && !s[*n..].starts_with(char::is_alphanumeric))
}

/// `(a)(2)`: the length of the brackets around letters and digits that are labels.
fn bracketed_labels(s: &str, is_label: impl Fn(&str) -> bool) -> usize {
    let mut end = 0;
    while let Some(inner) = s[end..].strip_prefix('(') {
        let Some(n) = inner.find(')').filter(|n| *n > 0) else { break };
        let label = &inner[..n];
        if !label.bytes().all(|b| b.is_ascii_alphanumeric()) || !is_label(label) {
            break;
        }
        end += n + 2;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::quantity::scan;

    #[test]
    fn references_are_whole() {
        for (s, whole) in [
            ("제3조의2에", "제3조의2"),
            ("第十二条の二", "第十二条の二"),
            ("§ 5 Abs. 2 gilt", "§ 5 Abs. 2"),
            ("§ 327r Abs. 2 Satz 1 BGB", "§ 327r Abs. 2 Satz 1"),
            ("Art. 6 Abs. 1 lit. a", "Art. 6 Abs. 1 lit. a"),
            ("別表第一に", "別表第一"),
            ("第十二条之一规定", "第十二条之一"),
            ("附件二所列", "附件二"),
            ("Section 4.2(a), the", "Section 4.2(a)"),
            ("Article IV of", "Article IV"),
            ("clause 5 and", "clause 5"),
            ("§ 3a gilt", "§ 3a"),
            ("§A.6 applies", "§A.6"),
            ("Section IV.2.1(b).", "Section IV.2.1(b)"),
            ("Section A. The", "Section A"),
            ("3.2.6所称", "3.2.6"),
            ("artículo 12 bis de", "artículo 12 bis"),
            ("article L. 441-10 du", "article L. 441-10"),
            ("artikel 6:162 BW", "artikel 6:162"),
            ("artigo 2.º, que", "artigo 2.º"),
            ("2016/679 of", "2016/679"),
            ("4(h)(2), or", "4(h)(2)"),
            ("rule 6 may", "rule 6"),
            ("第（三）项规定", "第（三）项"),
            ("приложению № 3 к", "приложению № 3"),
        ] {
            assert_eq!(scan(s, None), Some((Class::Reference, whole.len())), "{s}");
            assert!(s.starts_with(whole));
        }
    }
}
