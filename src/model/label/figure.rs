//! The start of a text → the number of a label, in any script; and a number → as lists print it.

use super::Form;
use crate::model::numeral;

/// A number at the start of `s` in any script, with its length in bytes.
pub(super) fn number(s: &str) -> Option<(Form, u32, usize)> {
    let c = s.chars().next().filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric())?;
    let run = |f: fn(char) -> bool| s.find(|c| !f(c)).unwrap_or(s.len());
    let ascii = s.bytes().take_while(u8::is_ascii_digit).count();
    if ascii > 0 && s.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        let value = s[..ascii].bytes().fold(0u64, |all, b| all.saturating_mul(10).saturating_add(u64::from(b - b'0')));
        return Some((Form::Decimal, narrow(value)?, ascii));
    }
    if c.is_ascii_digit() || ('０'..='９').contains(&c) {
        let n = run(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        return Some((Form::Decimal, narrow(numeral::han(&s[..n])?)?, n));
    }
    if digit(c).is_some() {
        let n = run(|c| digit(c).is_some());
        let value = s[..n].chars().filter_map(digit).fold(0u64, |value, digit| value.saturating_mul(10) + digit);
        return Some((Form::Decimal, narrow(value)?, n));
    }
    if !c.is_ascii() && numeral::is_han(c) {
        let n = run(numeral::is_han);
        let form = if s[..n].contains(is_formal) { Form::Formal } else { Form::Han };
        return Some((form, narrow(numeral::han(&s[..n])?)?, n));
    }
    if !c.is_ascii()
        && let Some(v) = numeral::roman(&s[..c.len_utf8()])
    {
        let form = if c.is_uppercase() { Form::UpperRoman } else { Form::LowerRoman };
        return Some((form, v, c.len_utf8()));
    }
    if c.is_ascii_alphabetic() {
        let n = run(|c| c.is_ascii_alphabetic());
        let word = &s[..n];
        let lower = c.is_ascii_lowercase();
        if n == 1 && !matches!(c, 'i' | 'v' | 'x' | 'I' | 'V' | 'X') {
            let form = if lower { Form::Lower } else { Form::Upper };
            return Some((form, u32::from(c.to_ascii_lowercase()) - u32::from('a') + 1, 1));
        }
        if let Some(v) = numeral::roman(word) {
            let form = if lower { Form::LowerRoman } else { Form::UpperRoman };
            return Some((form, v, n));
        }
        // aa, bb, cc: the letters after z
        let first = c.to_ascii_lowercase();
        if n == 2 && word.bytes().all(|b| b == word.as_bytes()[0]) {
            let form = if lower { Form::Lower } else { Form::Upper };
            return Some((form, 26 + u32::from(first) - u32::from('a') + 1, n));
        }
        return None;
    }
    if let Some((n, at)) = letter(s, c) {
        let form = if c.is_uppercase() { Form::Upper } else { Form::Lower };
        return Some((form, narrow(at as u64 + 1)?, n));
    }
    let form = match c {
        'ア' => Form::Gojuon,
        'ァ'..='ヺ' => Form::Kana,
        '가'..='힣' => Form::Hangul,
        c if is_stem(c) => Form::Stem,
        _ => return None,
    };
    Some((form, place(form, c)?, c.len_utf8()))
}

/// The digits of Arabic, Persian, Hindi, Bengali, Thai, Lao and Khmer.
fn digit(c: char) -> Option<u64> {
    const ZEROS: [char; 7] = ['٠', '۰', '०', '০', '๐', '໐', '០'];
    let above = |zero: char| (c as u32).checked_sub(zero as u32).filter(|n| *n < 10).map(u64::from);
    if c < ZEROS[0] || c > '៩' { None } else { ZEROS.into_iter().find_map(above) }
}

/// The ten stems, by which China counts as by letters.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";

pub(super) fn is_stem(c: char) -> bool {
    STEMS.contains(c)
}

/// Whether a character is a digit of sums of money.
fn is_formal(c: char) -> bool {
    matches!(
        c,
        '壹' | '貳'
            | '贰'
            | '叁'
            | '參'
            | '参'
            | '肆'
            | '伍'
            | '陸'
            | '陆'
            | '柒'
            | '捌'
            | '玖'
            | '拾'
            | '佰'
            | '仟'
    )
}

/// The letters that number items, in the order in which they count: of Russian and its neighbours, Greek, Arabic,
/// Hebrew, Hindi, Thai. A letter of several characters, as ϛ is written in Greek and هـ in Arabic, stands in `[]`.
const LETTERS: [&str; 6] = [
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "αβγδε[στ]ζηθικλμνξο",
    "أبجد[هـ]وزحطيكلمنسعفصقرشت",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह",
    "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ",
];

/// The letter at the start of `s`, its length and its place.
fn letter(s: &str, first: char) -> Option<(usize, usize)> {
    // East Asian text and what is no letter
    if !('\u{370}'..'\u{e50}').contains(&first) {
        return None;
    }
    let lower = first.to_lowercase().next().map(|c| if c == 'ا' { 'أ' } else { c })?;
    let rest = &s[first.len_utf8()..];
    LETTERS.iter().find_map(|letters| {
        let (mut at, mut found) = (0, None);
        let mut chars = letters.chars();
        while let Some(c) = chars.next() {
            let pair = (c == '[').then(|| (chars.next(), chars.next(), chars.next()));
            match pair {
                Some((Some(a), Some(b), _)) if a == lower && rest.starts_with(b) => {
                    return Some((first.len_utf8() + b.len_utf8(), at));
                }
                None if c == lower => found = found.or(Some((first.len_utf8(), at))),
                _ => {}
            }
            at += 1;
        }
        found
    })
}

/// The place of a syllable in an order, from 1.
fn place(form: Form, c: char) -> Option<u32> {
    narrow(order(form)?.chars().position(|k| k == c)? as u64 + 1)
}

/// A syllable of イロハ as one of アイウ, and the other way round.
pub(super) fn reordered(form: Form, n: u32) -> Option<(Form, u32)> {
    let other = if form == Form::Kana { Form::Gojuon } else { Form::Kana };
    let c = order(form)?.chars().nth(n.checked_sub(1)? as usize)?;
    Some((other, place(other, c)?))
}

/// The order by which syllables count.
fn order(form: Form) -> Option<&'static str> {
    match form {
        // of older Japanese texts
        Form::Kana => {
            Some("イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス")
        }
        Form::Gojuon => {
            Some("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン")
        }
        Form::Hangul => Some("가나다라마바사아자차카타파하"),
        Form::Stem => Some(STEMS),
        _ => None,
    }
}

/// A number as Korean spells it: `제십이조`.
pub(super) fn spelled_in_hangul(s: &str) -> Option<(Form, u32, usize)> {
    let length = s.find(|c| numeral::hangul_digit(c).is_none()).unwrap_or(s.len());
    Some((Form::Hangul, narrow(numeral::hangul(&s[..length])?)?, length))
}

/// A label's value is a small number; a year or an amount is none.
pub(super) fn narrow(n: u64) -> Option<u32> {
    u32::try_from(n).ok().filter(|n| *n < 10_000)
}

/// `3a` after a decimal: an inserted number.
pub(super) fn letter_suffix(s: &str, form: Form) -> (Vec<u32>, usize) {
    let mut chars = s.chars();
    match (form, chars.next(), chars.next()) {
        (Form::Decimal, Some(c), next) if c.is_ascii_lowercase() && !next.is_some_and(|n| n.is_alphanumeric()) => {
            (vec![u32::from(c) - u32::from('a') + 1], 1)
        }
        _ => (Vec::new(), 0),
    }
}

/// What stands behind the number of an article that came between others: ` bis`, `-ter`, ` مكرر`; which of them it is,
/// and the length. `§§ 4 bis 6` is a range.
pub fn between(s: &str) -> Option<(u32, usize)> {
    let word = s.strip_prefix([' ', '\u{a0}', '-']).unwrap_or(s);
    let is = |w: &str| {
        let stands = word.get(..w.len()).is_some_and(|start| start.eq_ignore_ascii_case(w));
        stands && !word[w.len()..].starts_with(char::is_alphanumeric)
    };
    if let Some(again) = AGAIN.iter().find(|w| is(w)) {
        return Some((1, s.len() - word.len() + again.len()));
    }
    let (n, found) = (1..).zip(BETWEEN).find(|(_, w)| is(w))?;
    let range = n == 1 && word[found.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    (!range).then_some((n, s.len() - word.len() + found.len()))
}

/// How Latin counts what came between, and the same in Arabic.
const BETWEEN: [&str; 8] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies"];
const AGAIN: [&str; 4] = ["مكرر", "مكرراً", "مكررًا", "مكررا"];

/// The length of the white space at the start of `s`.
pub(super) fn blank(s: &str) -> usize {
    s.find(|c: char| !c.is_whitespace()).unwrap_or(s.len())
}

/// The length of the colon that parts a number from its caption, with the blank before it: `第一条：`, `Section 2:`,
/// `Article 2 :`.
pub(super) fn colon(s: &str) -> usize {
    let gap = blank(s);
    s[gap..].chars().next().filter(|c| matches!(c, ':' | '：')).map_or(0, |c| gap + c.len_utf8())
}

/// Writes a number as items of lists are numbered: `3`, `三`, `c`, `iii`; `None` where the script has no such number.
pub fn written(form: Form, n: u32) -> Option<String> {
    let letter = |first: char| char::from_u32(first as u32 + n.checked_sub(1)?).filter(|_| n <= 26).map(String::from);
    match form {
        Form::Decimal => Some(n.to_string()),
        Form::Han => numeral::han_written(n),
        Form::Lower => letter('a'),
        Form::Upper => letter('A'),
        Form::LowerRoman => numeral::roman_upper(n).map(|s| s.to_lowercase()),
        Form::UpperRoman => numeral::roman_upper(n),
        Form::Formal | Form::Enclosed | Form::Kana | Form::Gojuon | Form::Hangul | Form::Stem | Form::Doubled => None,
    }
}
