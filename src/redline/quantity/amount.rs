//! The start of a text → an amount of money: a number with a currency before or behind it.

use super::figure::{SCALES, blank, first_of, in_brackets, is_digit, number, number_with_blanks, shifted, value_of};
use super::spelled::{hangul, number_word};
use crate::marks::is_east_asian;
use crate::model::numeral;

/// An amount: its length. A scale (`million`) belongs to it where a currency stands beside it.
pub(super) fn amount(s: &str) -> Option<usize> {
    let head = first_of(&BEFORE, s).map_or(0, str::len);
    let at = head + if head > 0 { blank(&s[head..]) } else { 0 };
    let rest = &s[at..];
    if head > 0 && !rest.starts_with(is_digit) && !rest.starts_with(numeral::is_han) {
        return None;
    }
    // in words: twenty thousand euros, 오천만원
    if let Some((_, n)) = number_word(s).or_else(|| hangul(s)) {
        let n = n + in_brackets(&s[n..]);
        return behind(&s[n..]).map(|m| n + m);
    }
    // 26 232,00 EUR: the currency tells that the blank parts thousands
    let spaced = number_with_blanks(rest);
    let spaced = spaced.map(|n| n + in_brackets(&rest[n..]));
    if let Some((n, more)) = spaced.and_then(|n| Some((n, behind(&rest[n..])?))) {
        return Some(at + n + more);
    }
    let n = number(rest)?;
    // 300,- €, CHF 300.–
    let n = n + first_of(&[",-", ".-", ",–", ".–", ",—", ".—"], &rest[n..]).map_or(0, str::len);
    let known = spaced == Some(n);
    match if known { None } else { behind(&rest[n..]) } {
        Some(more) => Some(at + n + more),
        None if head == 0 => None,
        None => Some(at + n + scale_alone(&rest[n..])?),
    }
}

/// A scale behind a number whose currency stands before it, `million` or `m`; none: letters that are no scale, so
/// that it is no number (EUR 5OO).
fn scale_alone(s: &str) -> Option<usize> {
    match scale(s) {
        0 if letter_of_scale(s).is_some() => Some(1),
        0 if s.starts_with(|c: char| c.is_alphabetic() && !is_east_asian(c)) => None,
        len => Some(len),
    }
}

/// The zeros that a letter at the end of a number stands for: US$5m.
fn letter_of_scale(s: &str) -> Option<usize> {
    let zeros = match s.chars().next()? {
        'k' | 'K' => 3,
        'm' | 'M' => 6,
        _ => return None,
    };
    (!s[1..].starts_with(char::is_alphanumeric)).then_some(zeros)
}

/// A word of scale behind a number, with the blank before it.
fn scale(s: &str) -> usize {
    let gap = blank(s);
    let first = s.as_bytes().get(gap);
    let mut words = SCALES.iter().filter(|(w, _)| w.as_bytes().first() == first);
    words.find(|(w, _)| s[gap..].starts_with(w)).map_or(0, |(w, _)| gap + w.len())
}

/// The zeros that it stands for.
fn zeros(s: &str) -> usize {
    let rest = &s[blank(s)..];
    SCALES.iter().find(|(w, _)| rest.starts_with(w)).map_or(0, |(_, zeros)| *zeros)
}

/// A currency behind a number, with the scale and the blanks before it.
fn behind(s: &str) -> Option<usize> {
    if !s.trim_start().bytes().next().is_some_and(|b| BEHIND_BEGINS[usize::from(b)]) {
        return None;
    }
    let at = scale(s);
    let of = ["de ", "di ", "d’", "d'"].iter().find(|w| s[at..].trim_start().starts_with(**w));
    let at = at + of.map_or(0, |w| s[at..].len() - s[at..].trim_start().len() + w.len());
    let gap = at + blank(&s[at..]);
    let word = first_of(&BEHIND, &s[gap..])?;
    // 元 begins other words too: 元旦, 元素
    let rest = &s[gap + word.len()..];
    let whole = !word.starts_with(char::is_alphabetic)
        || is_east_asian(word.chars().next()?)
        || !rest.starts_with(|c: char| c.is_alphabetic() && !is_east_asian(c));
    (whole && !(word == "元" && rest.starts_with(['旦', '素', '件']))).then_some(gap + word.len())
}

/// For each byte whether a currency behind a number, its scale, or what joins either to it may begin so.
static BEHIND_BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    begins[b'd' as usize] = true;
    let mut i = 0;
    while i < BEHIND.len() {
        begins[BEHIND[i].as_bytes()[0] as usize] = true;
        i += 1;
    }
    let mut i = 0;
    while i < SCALES.len() {
        begins[SCALES[i].0.as_bytes()[0] as usize] = true;
        i += 1;
    }
    begins
};

/// The value of an amount: nobody writes money with three decimals, so `1.000 €` is a thousand.
pub(super) fn amount_value(s: &str) -> Option<String> {
    if let Some((value, n)) = number_word(s).or_else(|| hangul(s)) {
        return Some(shifted(&value.to_string(), zeros(&s[n..])));
    }
    let s = s.trim_start_matches(|c: char| !is_digit(c) && !numeral::is_han(c));
    let end = number_with_blanks(s).unwrap_or(s.len());
    let tight: String = s[..end].chars().filter(|c| *c != ' ').collect::<String>() + &s[end..];
    let digits = tight.find(|c: char| !is_digit(c) && c != '.').unwrap_or(tight.len());
    let number = number(&tight).unwrap_or_default();
    if let Some(zeros) = letter_of_scale(&tight[number..]) {
        return value_of(&tight[..number]).map(|value| shifted(&value, zeros));
    }
    match tight[..digits].split_once('.') {
        Some((whole, part)) if part.len() == 3 && !whole.is_empty() => {
            value_of(&format!("{whole}{part}{}", &tight[digits..]))
        }
        _ => value_of(&tight),
    }
}

/// The currency that an amount names, by its ISO 4217 code; none of those known: empty.
pub(super) fn currency(amount: &str) -> &'static str {
    let (code, words) =
        CURRENCIES.iter().find(|(_, words)| words.iter().any(|w| amount.contains(w))).unwrap_or(&("", &[]));
    // 三十萬元 are hardly of China, but of Taiwan, Hong Kong or Macao
    if *words == ["元"] && amount.contains(['萬', '億']) { "" } else { code }
}

/// What stands before a number; the longest first where one ends another.
const BEFORE: [&str; 44] = [
    "人民币",
    "人民幣",
    "新台币",
    "新臺幣",
    "港币",
    "港幣",
    "美元",
    "RMB￥",
    "RMB",
    "CNY",
    "KRW",
    "SGD",
    "TWD",
    "NT$",
    "US$",
    "HK$",
    "A$",
    "C$",
    "S$",
    "R$",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "CHF",
    "HKD",
    "AUD",
    "CAD",
    "BRL",
    "RUB",
    "INR",
    "VND",
    "Rs.",
    "Rs",
    "Fr.",
    "euro",
    "Euro",
    "₹",
    "€",
    "£",
    "￥",
    "¥",
    "₩",
    "$",
];

/// What stands behind a number; the longest first where one begins another.
const BEHIND: [&str; 81] = [
    "US dollars",
    "U.S. dollars",
    "Hong Kong dollars",
    "Swiss francs",
    "francs suisses",
    "Schweizer Franken",
    "dólares estadounidenses",
    "долларов США",
    "دولار أمريكي",
    "pesos",
    "درهما",
    "人民币",
    "人民幣",
    "美元",
    "港元",
    "港币",
    "港幣",
    "欧元",
    "歐元",
    "英镑",
    "英鎊",
    "日元",
    "新台币",
    "新臺幣",
    "元整",
    "元",
    "圆",
    "圓",
    "円",
    "엔",
    "달러",
    "원",
    "US-Dollar",
    "dollars",
    "dollar",
    "dólares",
    "dólar",
    "euros",
    "euro",
    "Euros",
    "Euro",
    "livres",
    "libras",
    "pounds",
    "francs",
    "Franken",
    "yuan",
    "yen",
    "Yen",
    "USD",
    "EUR",
    "GBP",
    "CNY",
    "RMB",
    "CHF",
    "HKD",
    "JPY",
    "KRW",
    "SGD",
    "BRL",
    "RUB",
    "reais",
    "рублей",
    "рубля",
    "руб.",
    "złotych",
    "zł",
    "PLN",
    "VND",
    "VNĐ",
    "đồng",
    "долларов",
    "евро",
    "دولار",
    "يورو",
    "درهم",
    "ريالا",
    "ريال",
    "€",
    "£",
    "$",
];

/// Codes and the words for them; the bare signs last, which others hold too (`US$`).
const CURRENCIES: [(&str, &[&str]); 21] = [
    ("HKD", &["HK$", "HKD", "Hong Kong", "港元", "港币", "港幣"]),
    ("TWD", &["NT$", "TWD", "新台币", "新臺幣"]),
    ("USD", &["US$", "USD", "US-Dollar", "美元", "dollar", "dólar", "달러", "доллар", "دولار"]),
    ("BRL", &["R$", "BRL", "reais"]),
    ("RUB", &["RUB", "рубл", "руб."]),
    ("PLN", &["PLN", "zł"]),
    ("INR", &["INR", "Rs", "₹"]),
    ("VND", &["VND", "VNĐ", "đồng"]),
    ("AED", &["درهم"]),
    ("SAR", &["ريال"]),
    ("SGD", &["SGD", "S$"]),
    ("CNY", &["人民币", "人民幣", "RMB", "CNY", "yuan", "￥", "¥"]),
    ("EUR", &["€", "EUR", "欧元", "歐元", "euro", "Euro", "евро", "يورو"]),
    ("GBP", &["£", "GBP", "英镑", "英鎊", "pound"]),
    ("JPY", &["JPY", "日元", "円", "yen", "Yen", "엔"]),
    ("CHF", &["CHF", "Fr.", "Franken", "Swiss", "suisses"]),
    ("KRW", &["KRW", "₩", "원"]),
    ("AUD", &["A$", "AUD"]),
    ("CAD", &["C$", "CAD"]),
    ("USD", &["$"]),
    ("CNY", &["元"]),
];
