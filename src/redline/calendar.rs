//! The start of a text → a date, as many languages write it.

use std::ops::RangeInclusive;

use super::quantity::{digit, number, value_of};
use super::vocabulary;
use crate::marks::is_east_asian;
use crate::model::month::ERAS;

/// A date: its length.
pub(super) fn date(s: &str) -> Option<usize> {
    parts(s).map(|(n, ..)| n)
}

/// A date as `2024-01-01`, `2024-01`, `01-01`.
pub(super) fn calendar(s: &str) -> Option<String> {
    let (_, year, month, day) = parts(s)?;
    if month.is_none() && s.contains('/') {
        // 3/4/2025: as printed
        return Some(s.to_owned());
    }
    let mut out = year.map_or(String::new(), |y| format!("{y:04}"));
    for part in [month, day].into_iter().flatten() {
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(&format!("{part:02}"));
    }
    Some(out)
}

fn month(s: &str) -> Option<(usize, usize)> {
    let (role, n) = vocabulary::leading(s)?;
    // rule 6 may be waived
    role.month.filter(|_| &s[..n] != "may").map(|m| (m, n))
}

type Parts = (usize, Option<u64>, Option<u64>, Option<u64>);

fn parts(s: &str) -> Option<Parts> {
    if s.starts_with(|c: char| c.is_alphabetic() && !is_east_asian(c)) {
        // January 1, 2024; May 2024
        let (m, n) = month(s)?;
        let n = n + usize::from(s[n..].starts_with('.'));
        let rest = s[n..].strip_prefix(' ')?;
        let d = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let value: u64 = rest[..d].parse().ok()?;
        if d == 4 {
            return Some((n + 1 + d, Some(value), Some(m as u64), None));
        }
        if !(1..=31).contains(&value) {
            return None;
        }
        let suffix = ["st", "nd", "rd", "th"].iter().find(|x| rest[d..].starts_with(**x)).map_or(0, |x| x.len());
        let behind = &rest[d + suffix..];
        let year = [", ", ",", " "].iter().find_map(|gap| year(behind.strip_prefix(gap)?));
        let used = year.map_or(0, |(_, n)| n + behind.len() - behind.trim_start_matches([',', ' ']).len());
        return Some((n + 1 + d + suffix + used, year.map(|(y, _)| y), Some(m as u64), Some(value)));
    }
    east(s).or_else(|| iso(s)).or_else(|| numbers(s)).or_else(|| day_first(s))
}

/// A year and its length.
fn year(s: &str) -> Option<(u64, usize)> {
    digits(s, 4..=4).filter(|(y, _)| (1000..=2999).contains(y))
}

/// A number of so many digits: its value and length.
fn digits(s: &str, count: RangeInclusive<usize>) -> Option<(u64, usize)> {
    let run = s.chars().map_while(|c| Some((digit(c)?, c.len_utf8()))).take(count.end() + 1);
    let (found, value, len) = run.fold((0, 0, 0), |(n, value, len), (d, l)| (n + 1, 10 * value + d, len + l));
    count.contains(&found).then_some((value, len))
}

/// 2024年1月1日, 二〇二四年一月, 1月1日, 2024년 1월 1일, 令和6年1月1日
fn east(s: &str) -> Option<Parts> {
    if let Some((era, before)) = ERAS.iter().find(|(era, _)| s.starts_with(era)) {
        let rest = &s[era.len()..];
        let first = rest.starts_with('元');
        let n = if first { '元'.len_utf8() } else { number(rest)? };
        let year = if first { 1 } else { value_of(&rest[..n])?.parse().ok()? };
        let behind = rest[n..].strip_prefix('年')?;
        let at = s.len() - behind.len();
        let (more, month, day) = east(behind).map_or((0, None, None), |(n, year, month, day)| match year {
            None => (n, month, day),
            Some(_) => (0, None, None),
        });
        return Some((at + more, Some(u64::from(*before) + year), month, day));
    }
    let (mut at, mut found) = (0, [None; 3]);
    for (i, units) in [['年', '년'], ['月', '월'], ['日', '일']].iter().enumerate() {
        let rest = &s[at..];
        let gap = if at > 0 { rest.len() - rest.trim_start_matches(' ').len() } else { 0 };
        let Some(n) = number(&rest[gap..]) else { break };
        let behind = &rest[gap + n..];
        let space = behind.len() - behind.trim_start_matches(' ').len();
        let unit = behind[space..].chars().next().filter(|c| matches!(c, '年' | '년' | '月' | '월' | '日' | '일'));
        let Some(unit) = unit else { break };
        if !units.contains(&unit) {
            continue;
        }
        // 千年 is no year
        if i == 0 && rest[gap..gap + n].chars().count() < 4 {
            break;
        }
        let value: u64 = value_of(&rest[gap..])?.parse().ok()?;
        let sound = [(1000, 2999), (1, 12), (1, 31)][i];
        if !(sound.0..=sound.1).contains(&value) || i == 2 && found[1].is_none() {
            break;
        }
        found[i] = Some(value);
        at += gap + n + space + unit.len_utf8();
    }
    // `1月` alone is a month of the year, `30日` alone a period
    (found[0].is_some() || found[1].is_some()).then_some((at, found[0], found[1], found[2]))
}

/// 2024-01-01, 2024/1/1, 2024.1.1, 2024. 1. 1.
fn iso(s: &str) -> Option<Parts> {
    let (y, n) = year(s)?;
    let sep = s[n..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let rest = &s[n + 1..];
    let gap = usize::from(sep == '.' && rest.starts_with(' '));
    let (m, n) = digits(&rest[gap..], 1..=2)?;
    let behind = rest[gap + n..].strip_prefix(sep)?;
    let behind = if gap > 0 { behind.strip_prefix(' ')? } else { behind };
    let (d, k) = digits(behind, 1..=2)?;
    let end = s.len() - behind.len() + k;
    // Korean dates end with the point as well
    let end = end + usize::from(gap > 0 && s[end..].starts_with('.'));
    ((1..=12).contains(&m) && (1..=31).contains(&d)).then_some((end, Some(y), Some(m), Some(d)))
}

/// 18.03.2025, 18-03-2025, 18/03/2025; of 3/4/2025 nobody knows the month.
fn numbers(s: &str) -> Option<Parts> {
    let (a, n) = digits(s, 1..=2)?;
    let sep = s[n..].chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
    let rest = &s[n + 1..];
    let (b, m) = digits(rest, 1..=2)?;
    let behind = rest[m..].strip_prefix(sep)?;
    let (y, k) = year(behind)?;
    let at = s.len() - behind.len() + k;
    let (day, month) = if sep != '/' || a > 12 { (a, b) } else { (b, a) };
    let known = sep != '/' || a > 12 || b > 12;
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    Some(if known { (at, Some(y), Some(month), Some(day)) } else { (at, Some(y), None, None) })
}

/// 1 January 2024, 1. Januar 2024, 1er janvier 2024, 1 de enero de 2024, 1º de março de 2024
fn day_first(s: &str) -> Option<Parts> {
    let (day, n) = digits(s, 1..=2).filter(|(d, _)| (1..=31).contains(d))?;
    let suffix = [". ", "er ", "º ", "° ", ".º ", "st ", "nd ", "rd ", "th ", " "]
        .iter()
        .find(|x| s[n..].starts_with(**x))?
        .len();
    let mut at = n + suffix;
    let of = |s: &str| {
        if ["of ", "de "].iter().any(|w| s.starts_with(w)) { 3 } else { usize::from(s.starts_with("del ")) * 4 }
    };
    at += of(&s[at..]);
    if let Some(found) = numbered_month(s, (day, n)) {
        return Some(found);
    }
    let (m, k) = month(&s[at..])?;
    at += k + usize::from(s[at + k..].starts_with('.') && k <= 4);
    let mut y = None;
    if let Some(rest) = s[at..].strip_prefix(' ').or_else(|| s[at..].strip_prefix(", ")) {
        let skip = of(rest);
        if let Some((year, n)) = year(&rest[skip..]) {
            y = Some(year);
            at = s.len() - rest.len() + skip + n;
        }
    }
    Some((at, y, Some(m as u64), Some(day)))
}

/// 1 tháng 3 năm 2024: behind a day Vietnamese counts the months.
fn numbered_month(s: &str, (day, n): (u64, usize)) -> Option<Parts> {
    let rest = s[n..].strip_prefix(" tháng ")?;
    let (month, m) = digits(rest, 1..=2).filter(|(month, _)| (1..=12).contains(month))?;
    let at = s.len() - rest.len() + m;
    let behind = rest[m..].strip_prefix(" năm ").and_then(|year_| Some((year(year_)?, year_.len())));
    let (y, end) = behind.map_or((None, at), |((y, k), len)| (Some(y), s.len() - len + k));
    Some((end, y, Some(month), Some(day)))
}

#[cfg(test)]
mod tests {
    use crate::redline::quantity::scan;
    use crate::redline::token::Class;

    #[test]
    fn dates_are_whole() {
        for (s, whole) in [
            ("2024年1月1日起", "2024年1月1日"),
            ("2024 年 1 月 1 日起", "2024 年 1 月 1 日"),
            ("二〇二四年三月", "二〇二四年三月"),
            ("2024-01-01 00:00", "2024-01-01"),
            ("January 1, 2024 or", "January 1, 2024"),
            ("1 January 2024.", "1 January 2024"),
            ("1er janvier 2024", "1er janvier 2024"),
            ("令和6年4月1日", "令和6年4月1日"),
            ("15 de enero de 2024", "15 de enero de 2024"),
            ("18.03.2025 gelten", "18.03.2025"),
            ("2024년 1월 1일부터", "2024년 1월 1일"),
            ("Jan. 5, 2024", "Jan. 5, 2024"),
            ("1º de março de 2024", "1º de março de 2024"),
            ("1° gennaio 2024 e", "1° gennaio 2024"),
            ("1 января 2024 г.", "1 января 2024"),
            ("31-12-2024 is", "31-12-2024"),
            ("April 19,1999 or", "April 19,1999"),
            ("民國一百一十四年三月一日起", "民國一百一十四年三月一日"),
            ("١ يناير ٢٠٢٥", "١ يناير ٢٠٢٥"),
            ("01 tháng 3 năm 2024 đến", "01 tháng 3 năm 2024"),
            ("5 tháng 3, các", "5 tháng 3"),
        ] {
            assert_eq!(scan(s, None), Some((Class::Date, whole.len())), "{s}");
            assert!(s.starts_with(whole));
        }
    }
}
