//! The start of a text → the number there, if it is spelled: in words of letters, or in Hangul.

use super::figure::first_of;
use crate::marks::is_hangul;
use crate::model::numeral;
use crate::redline::vocabulary::{self, Sum};

/// A number has at most so many words behind its first: more in a row are none.
const MOST_WORDS: usize = 12;

/// `thirty`, `twenty-one`, `one hundred and twenty`, `treinta y uno`, at the start of `s`: the value and the length.
pub(in crate::redline) fn number_word(s: &str) -> Option<(u64, usize)> {
    let one = |s: &str| {
        let (role, n) = vocabulary::leading(s).filter(|(role, _)| role.is_number())?;
        role.number.or_else(|| vocabulary::compound(&s[..n].to_lowercase())).map(|v| (v, n))
    };
    let (first, mut at) = one(s)?;
    let mut sum = Sum::default().and(first)?;
    if let Some((value, len)) = with_tens((first, &s[..at]), &s[at..], one) {
        (sum, at) = (Sum::default().and(value)?, at + len);
    }
    for _ in 0..MOST_WORDS {
        let Some(rest) = s[at..].strip_prefix(['-', ' ']) else { break };
        let joins = ["and ", "et ", "y ", "e ", "و"].iter().find(|w| sum.value() >= 20 && rest.starts_with(**w));
        let skip = joins.map_or(0, |w| w.len());
        let more = one(&rest[skip..]).filter(|(_, n)| rest[skip..][..*n] != *YEAR);
        let Some((more, n)) = more else { break };
        let Some(with) = sum.and(more) else { break };
        sum = with;
        at += 1 + skip + n;
    }
    Some((sum.value(), at))
}

/// What a number amounts to with the word behind it where that counts tens, `خمسة عشر`, `خمسة وعشرين`, `ba mươi`, or ones
/// behind a ten, `mười hai`; and the length of that word with its blank.
fn with_tens(
    (first, word): (u64, &str),
    behind: &str,
    one: impl Fn(&str) -> Option<(u64, usize)>,
) -> Option<(u64, usize)> {
    let next = behind.strip_prefix(' ')?;
    if matches!(word, "mười" | "Mười") {
        let (ones, n) = one(next).filter(|(ones, n)| *ones < 10 && &next[..*n] != YEAR)?;
        return Some((10 + ones, 1 + n));
    }
    if !(1..10).contains(&first) {
        return None;
    }
    if let Some((tens, n)) = next.strip_prefix('و').and_then(&one).filter(|(tens, _)| (20..100).contains(tens)) {
        return Some((first + tens, 1 + 'و'.len_utf8() + n));
    }
    let (word, value) = [("عشرة", first + 10), ("عشر", first + 10), ("mươi", first * 10)]
        .into_iter()
        .find(|(word, _)| next.starts_with(word) && !next[word.len()..].starts_with(char::is_alphabetic))?;
    Some((value, 1 + word.len()))
}

/// The five of Vietnamese, which behind another number is the year.
const YEAR: &str = "năm";

/// 십오일, 오천만원: a number in Hangul, where a unit of time or of money is joined to it; its value and the length
/// without the unit.
pub(super) fn hangul(s: &str) -> Option<(u64, usize)> {
    // most texts begin with no syllable of Korean
    let first = s.chars().next().filter(|c| is_hangul(*c))?;
    let native = native(s);
    if native.is_some() || numeral::hangul_digit(first).is_none() {
        return native;
    }
    let run = s.find(|c| numeral::hangul_digit(c).is_none()).unwrap_or(s.len());
    let (text, rest) = s.split_at(run);
    // the 일 at its end is the day
    let unit = rest.strip_prefix(' ').filter(|s| s.starts_with("원")).unwrap_or(rest);
    let (number, behind) = match ["개월", "년", "시간", "원정", "원"].iter().find_map(|word| unit.strip_prefix(word))
    {
        Some(behind) => (text, behind),
        None => (text.strip_suffix('일').filter(|n| !matches!(*n, "" | "오" | "만"))?, rest),
    };
    // 구원 is salvation: what money is counted in ends with tens at least
    if unit.starts_with('원') && !number.ends_with(['십', '백', '천', '만', '억']) {
        return None;
    }
    Some((numeral::hangul(number).filter(|_| ends(behind))?, number.len()))
}

/// 석 달, 일곱 명: a number as Korean says it by itself, before what it counts.
fn native(s: &str) -> Option<(u64, usize)> {
    const NUMBERS: [(&str, u64); 15] = [
        ("한", 1),
        ("두", 2),
        ("세", 3),
        ("석", 3),
        ("네", 4),
        ("넉", 4),
        ("다섯", 5),
        ("여섯", 6),
        ("일곱", 7),
        ("여덟", 8),
        ("아홉", 9),
        ("열두", 12),
        ("열한", 11),
        ("열", 10),
        ("스무", 20),
    ];
    let (word, value) = NUMBERS.iter().find(|(word, _)| s.starts_with(word))?;
    let counted = s[word.len()..].strip_prefix(' ')?;
    let unit = first_of(&["달", "시간", "명", "개", "번", "부", "통"], counted)?;
    ends(&counted[unit.len()..]).then_some((*value, word.len()))
}

/// Whether a word of Korean ends here, but for what joins it to its sentence.
fn ends(behind: &str) -> bool {
    !behind.starts_with(is_hangul) || first_of(&BEHIND_TIME, behind).is_some()
}

/// What a Korean word goes on with behind a period.
const BEHIND_TIME: [&str; 18] = [
    "이내", "이상", "간", "전", "후", "까지", "부터", "로", "으로", "의", "을", "를", "은", "는", "이", "가", "에",
    "동안",
];
