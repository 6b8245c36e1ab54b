//! The start of a text → a share: a percentage, a part of a thousand, a fraction.

use super::figure::{blank, first_of, in_brackets, number, value_of};
use super::spelled::number_word;
use crate::marks::is_east_asian;
use crate::model::numeral;
use crate::redline::vocabulary;

/// A share: its length.
pub(super) fn percentage(s: &str) -> Option<usize> {
    part_of(s)
        .map(|(.., n)| n)
        .or_else(|| by_half(s))
        .or_else(|| slash(s).map(|(.., n)| n))
        .or_else(|| tenths(s).map(|(_, n)| n))
        .or_else(|| {
            let n = leading(s)?;
            let gap = blank(&s[n..]);
            unit(&s[n + gap..]).map(|(_, w)| n + gap + w.len()).or_else(|| fraction_word(s).map(|(.., n)| n))
        })
}

/// What a share amounts to: 15 and `%`; of a fraction `2/3` and no unit.
pub(super) fn percentage_value(s: &str) -> Option<(String, &'static str)> {
    if let Some((whole, part, _)) = part_of(s) {
        return Some(match whole.as_str() {
            "100" => (part, "%"),
            "1000" => (part, "‰"),
            "10000" => (part, "‱"),
            _ => (format!("{part}/{whole}"), ""),
        });
    }
    if let Some((part, whole, _)) = slash(s).or_else(|| fraction_word(s)) {
        return Some((format!("{part}/{whole}"), ""));
    }
    if let Some((part, unit, _)) = vocabulary::with_unit(s) {
        return Some((format!("{part}{unit}"), ""));
    }
    if number_word(s).is_none() && (by_half(s).is_some() || s.eq_ignore_ascii_case("half")) {
        return Some(("1/2".to_owned(), ""));
    }
    if let Some((value, _)) = tenths(s) {
        return Some((value, "%"));
    }
    let unit = unit(s[leading(s)?..].trim_start()).map_or("%", |(unit, _)| unit);
    let value = value_of(s)?;
    let is_half = number_word(s).is_some_and(|(_, n)| half(&s[n..]) > 0);
    Some((if is_half { format!("{value}.5") } else { value }, unit))
}

/// What a share is a share of, at the start of `s`, as it is called and as printed: no part of a longer word.
fn unit(s: &str) -> Option<(&'static str, &'static str)> {
    let whole = |word: &str| {
        let west = |c: char| c.is_alphabetic() && !is_east_asian(c);
        !(word.ends_with(west) && s[word.len()..].starts_with(west))
    };
    UNITS.iter().find_map(|(unit, words)| first_of(words, s).filter(|w| whole(w)).map(|w| (*unit, w)))
}

/// A number in digits or words at the start: its length.
fn leading(s: &str) -> Option<usize> {
    let n = number_word(s).map(|(_, n)| n + half(&s[n..])).or_else(|| number(s))?;
    // ten (10) percent
    Some(n + in_brackets(&s[n..]))
}

/// ` and one-half` behind a number: the length.
fn half(s: &str) -> usize {
    first_of(&[" and one-half", " and a half", " et demi", " y medio"], s).map_or(0, str::len)
}

/// 百分之十五, 三分の二, 3분의 2: the whole, the part and the length.
fn part_of(s: &str) -> Option<(String, String, usize)> {
    let head = &s[..number(s).filter(|n| *n <= 12)?];
    let of = ["分之", "分の", "분의"].iter().find(|of| s[head.len()..].starts_with(**of))?;
    let behind = head.len() + of.len();
    let gap = blank(&s[behind..]);
    let n = number(&s[behind + gap..])?;
    let whole = if numeral::han(head).is_some() { numeral::han(head)?.to_string() } else { value_of(head)? };
    Some((whole, value_of(&s[behind + gap..])?, behind + gap + n))
}

/// 五成: in percent, and the length.
fn tenths(s: &str) -> Option<(String, usize)> {
    let first = s.chars().next().filter(|c| numeral::is_han(*c))?.len_utf8();
    let tenths = numeral::han(&s[..first]).filter(|n| (1..10).contains(n))?;
    let behind = s[first..].strip_prefix('成')?;
    // 三成员国
    let word = behind.starts_with(['员', '員', '立', '为', '為', '不', '本', '年', '分', '果', '品', '交']);
    (!word).then(|| ((tenths * 10).to_string(), first + "成".len()))
}

/// 2/3: the part, the whole and the length.
fn slash(s: &str) -> Option<(String, String, usize)> {
    let n = s.find(|c: char| !c.is_ascii_digit()).filter(|n| (1..=2).contains(n))?;
    let rest = s[n..].strip_prefix('/')?;
    let m = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let more = rest[m..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    ((1..=2).contains(&m) && !more).then(|| (s[..n].to_owned(), rest[..m].to_owned(), n + 1 + m))
}

/// two-thirds, zwei Drittel, deux tiers: the part, the whole and the length.
fn fraction_word(s: &str) -> Option<(String, String, usize)> {
    let (value, n) = number_word(s)?;
    let rest = s[n..].strip_prefix([' ', '-'])?;
    if let Some((words, whole)) = PARTS.iter().find(|(words, _)| rest.starts_with(words)) {
        return (value < *whole).then(|| (value.to_string(), whole.to_string(), n + 1 + words.len()));
    }
    let (role, m) = vocabulary::leading(rest)?;
    // two halves are no part
    let whole = role.fraction.filter(|whole| value < *whole)?;
    Some((value.to_string(), whole.to_string(), n + 1 + m))
}

/// Half of something, said without a number: 半数, die Hälfte, half of; the length.
fn by_half(s: &str) -> Option<usize> {
    if let Some(word) = first_of(&["半数", "半數"], s) {
        return Some(word.len());
    }
    let (role, n) = vocabulary::leading(s).filter(|(role, _)| role.fraction == Some(2))?;
    let english = s.as_bytes()[..n].eq_ignore_ascii_case(b"half");
    let of = !english || first_of(&[" of ", " the "], &s[n..]).is_some();
    (role.number.is_none() && of && !s[..n].ends_with("halves")).then_some(n)
}

/// Parts that are called by ordinals, which by themselves are others: una tercera persona.
const PARTS: [(&str, u64); 8] = [
    ("terceras partes", 3),
    ("tercera parte", 3),
    ("cuartas partes", 4),
    ("cuarta parte", 4),
    ("quintas partes", 5),
    ("quinta parte", 5),
    ("terças partes", 3),
    ("quartas partes", 4),
];

/// What stands behind the number of a share.
const UNITS: [(&str, &[&str]); 4] = [
    (
        "basis point",
        &[
            "basis points",
            "basis point",
            "bps",
            "Basispunkten",
            "Basispunkte",
            "points de base",
            "puntos básicos",
            "puntos base",
            "punti base",
            "pontos base",
            "basispunten",
            "базисных пунктов",
            "базисных пункта",
            "نقطة أساس",
            "个基点",
            "個基點",
            "ベーシスポイント",
            "베이시스포인트",
        ],
    ),
    (
        "percentage point",
        &[
            "percentage points",
            "percentage point",
            "Prozentpunkten",
            "Prozentpunkte",
            "Prozentpunkt",
            "points de pourcentage",
            "puntos porcentuales",
            "punti percentuali",
            "pontos percentuais",
            "procentpunten",
            "процентных пунктов",
            "процентных пункта",
            "个百分点",
            "個百分點",
            "パーセントポイント",
            "퍼센트포인트",
            "%ポイント",
            "%포인트",
        ],
    ),
    (
        "%",
        &[
            "%",
            "％",
            "٪",
            "per cento",
            "per cent",
            "percent",
            "Prozent",
            "v. H.",
            "vom Hundert",
            "pour cent",
            "por ciento",
            "por cento",
            "procent",
            "процентов",
            "процента",
            "процент",
            "في المئة",
            "في المائة",
            "بالمئة",
            "パーセント",
            "퍼센트",
        ],
    ),
    ("‰", &["‰", "Promille", "per mille"]),
];
