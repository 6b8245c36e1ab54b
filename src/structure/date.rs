//! Dates and times as lines print them → ISO 8601.

use crate::model::month::{ERAS, month};
use crate::model::numeral;

/// Reads a date at the start of lower-case text; gives it as `2023-12-29` with what follows.
pub(super) fn date(s: &str) -> Option<(String, &str)> {
    let (year, month, day, rest) = numeric_date(s).or_else(|| spelled_date(s))?;
    let valid = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Some((valid.ok()?.to_string(), rest))
}

/// `2023-12-29`, `2023/12/29`, `2023.12.29`, `2023年12月29日`, `二〇二三年十二月二十九日`, `令和5年12月29日`; as a form is
/// filled in, `【2023】年【12】月【29】日`.
fn numeric_date(s: &str) -> Option<(u32, u32, u32, &str)> {
    let (year, s) = in_era(s).or_else(|| filled(s))?;
    let s = s.trim_start().strip_prefix(['-', '/', '.', '年', '년'])?;
    let (month, s) = filled(s.trim_start())?;
    let dot = s.trim_start().starts_with('.');
    let s = s.trim_start().strip_prefix(['-', '/', '.', '月', '월'])?;
    let (day, s) = filled(s.trim_start())?;
    let s = s.trim_start_matches(['日', '일', '号']);
    if day >= 1000 {
        // 16.02.2024; 16/02/2024, 02/16/2024: read where only one of the two can be a month, or both are one
        return match (year, month) {
            (d, m) if dot => Some((day, m, d, s)),
            (d, m) if d > 12 || d == m => Some((day, m, d, s)),
            (m, d) if d > 12 => Some((day, m, d, s)),
            _ => None,
        };
    }
    (year >= 1000).then_some((year, month, day, s))
}

/// The year of an era, as one of our calendar.
fn in_era(s: &str) -> Option<(u32, &str)> {
    let (before, s) = ERAS.iter().find_map(|(era, before)| Some((before, s.strip_prefix(era)?)))?;
    let (year, rest) = s.strip_prefix('元').map(|rest| (1, rest)).or_else(|| filled(s))?;
    Some((before.checked_add(year)?, rest))
}

/// A number, also within the brackets of a form.
fn filled(s: &str) -> Option<(u32, &str)> {
    let inner = s.strip_prefix('【');
    let number = inner.unwrap_or(s);
    let (n, rest) = digits(number).or_else(|| han(number))?;
    Some((n, if inner.is_some() { rest.strip_prefix('】')? } else { rest }))
}

/// `march 1, 2024`, `1 march 2024`, `1. märz 2024`, `1 de marzo de 2024`.
fn spelled_date(s: &str) -> Option<(u32, u32, u32, &str)> {
    let first = digits(s);
    let after = first.map_or(s, |(_, rest)| rest);
    let after = ["st", "nd", "rd", "th", "er", "º", "°"]
        .iter()
        .find_map(|o| after.strip_prefix(o))
        .filter(|_| first.is_some())
        .unwrap_or(after);
    let after = after.trim_start_matches(['.', ' ']);
    // `2 tháng 7, 2025`, `2 tháng 7 năm 2025`
    if let Some(((day, _), after)) = first.zip(after.strip_prefix("tháng ")) {
        let (month, rest) = digits(after)?;
        let rest = rest.trim_start_matches([',', ' ', '/']);
        let (year, rest) = digits(rest.strip_prefix("năm ").unwrap_or(rest))?;
        return Some((year, month, day, rest));
    }
    let after = after.strip_prefix("de ").unwrap_or(after);
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let month = month(&after[..end])?;
    let rest = after[end..].trim_start_matches(['.', ' ', ',']);
    let rest = rest.strip_prefix("de ").or_else(|| rest.strip_prefix("del ")).unwrap_or(rest);
    match first {
        Some((day, _)) => digits(rest).map(|(year, rest)| (year, month, day, rest)),
        None => {
            let (day, rest) = digits(rest)?;
            let rest = ["st", "nd", "rd", "th"].iter().find_map(|o| rest.strip_prefix(o)).unwrap_or(rest);
            let (year, rest) = digits(rest.trim_start_matches([',', ' ']))?;
            Some((year, month, day, rest))
        }
    }
}

/// Whether lower-case text is a month of a year: `mai 2016`, `mayo de 2016`, `2016年5月`.
pub(super) fn is_month(s: &str) -> bool {
    let spelled = || {
        let (name, rest) = s.split_at(s.find(|c: char| !c.is_alphabetic())?);
        month(name)?;
        let rest = rest.trim_start_matches(['.', ',', ' ']);
        let (year, rest) = digits(rest.strip_prefix("de ").unwrap_or(rest))?;
        Some((1000..3000).contains(&year) && rest.is_empty())
    };
    let counted = || {
        let (_, rest) = in_era(s).or_else(|| filled(s))?;
        let (month, rest) = filled(rest.strip_prefix(['年', '년'])?.trim_start())?;
        Some((1..=12).contains(&month) && matches!(rest, "月" | "월"))
    };
    spelled().or_else(counted) == Some(true)
}

/// `11:33:01`, `11:33 pm`, `9时30分`, `t11:33:01.5+08:00`, `11:33 (utc+8)`, or nothing: midnight. The time of day, and its offset from
/// UTC where it names one.
pub(super) fn time(s: &str) -> Option<(String, Option<String>)> {
    if s.is_empty() {
        return Some(("00:00:00".to_owned(), None));
    }
    let (hour, rest) = digits(s.strip_prefix('t').unwrap_or(s))?;
    let (minute, rest) = behind(&[':', '：', '时', '時', '点', '點', '시'], rest)?;
    let (second, rest) = behind(&[':', '：', '分', '분'], rest).unwrap_or((0, rest));
    let rest = rest.trim_start_matches(['分', '秒', '분', '초']);
    let rest = rest.strip_prefix('.').and_then(digits).map_or(rest, |(_, rest)| rest).trim_start();
    let half = |names: [&str; 3]| names.iter().find_map(|name| rest.strip_prefix(name));
    let (hour, rest) = match (half(["am", "a.m.", "a.m"]), half(["pm", "p.m.", "p.m"])) {
        (Some(rest), _) if (1..=12).contains(&hour) => (hour % 12, rest),
        (_, Some(rest)) if (1..=12).contains(&hour) => (hour % 12 + 12, rest),
        _ => (hour, rest),
    };
    let offset = offset(rest)?;
    (hour <= 23 && minute <= 59 && second <= 59).then(|| (format!("{hour:02}:{minute:02}:{second:02}"), offset))
}

/// The number behind a separator.
fn behind<'s>(separators: &[char], s: &'s str) -> Option<(u32, &'s str)> {
    digits(s.trim_start().strip_prefix(separators)?.trim_start())
}

/// `z`, `utc`, `+08:00`, `(gmt+8)`: an offset as RFC 3339 writes it. `Some(None)` where there is none, `None` where there
/// is something else.
fn offset(s: &str) -> Option<Option<String>> {
    let s = s.trim_matches([' ', '(', ')', '（', '）']);
    let named = s.strip_prefix("utc").or_else(|| s.strip_prefix("gmt"));
    match named.unwrap_or(s).trim_start() {
        "" => Some(named.map(|_| "Z".to_owned())),
        "z" => Some(Some("Z".to_owned())),
        s => {
            let sign = if s.starts_with('+') { '+' } else { '-' };
            let (number, rest) = digits(s.strip_prefix(['+', '-', '\u{2212}'])?)?;
            let (hours, minutes) = match rest.strip_prefix(':') {
                Some(minutes) => (number, digits(minutes).filter(|(_, rest)| rest.is_empty())?.0),
                None if number >= 100 => (number / 100, number % 100),
                None => (number, 0),
            };
            let whole = rest.is_empty() || rest.starts_with(':');
            (whole && hours <= 14 && minutes <= 59).then(|| Some(format!("{sign}{hours:02}:{minutes:02}")))
        }
    }
}

fn han(s: &str) -> Option<(u32, &str)> {
    let (number, rest) = s.split_at(s.find(|c| !numeral::is_han(c)).unwrap_or(s.len()));
    Some((u32::try_from(numeral::han(number)?).ok()?, rest))
}

fn digits(s: &str) -> Option<(u32, &str)> {
    let end = s.find(|c: char| !c.is_ascii_digit()).unwrap_or(s.len());
    s[..end].parse().ok().map(|n| (n, &s[end..]))
}
