//! The start of a text → an amount of money: a number with a currency before or behind it.

use super::figure::{blank, is_digit, number};
use crate::model::numeral;

/// An amount: its length. A scale (`million`) belongs to it where a currency stands beside it.
pub(super) fn amount(s: &str) -> Option<usize> {
    let head = BEFORE.iter().find(|w| s.starts_with(**w)).map_or(0, |w| w.len());
    let gap = if head > 0 { blank(&s[head..]) } else { 0 };
    let at = head + gap;
    let mut end = at + number(&s[at..])?;
    if head > 0 && !s[at..].starts_with(is_digit) && !s[at..].starts_with(numeral::is_han) {
        return None;
    }
    let mut found = head > 0;
    let gap = blank(&s[end..]);
    let scale = ["million", "billion", "thousand", "bn", "Mio.", "Millionen"];
    if let Some(w) = scale.iter().find(|w| s[end + gap..].starts_with(**w)) {
        if !found && !BEHIND.iter().any(|b| s[end + gap + w.len()..].trim_start().starts_with(b)) {
            return None;
        }
        end += gap + w.len();
    }
    let gap = blank(&s[end..]);
    if let Some(w) = BEHIND.iter().find(|w| s[end + gap..].starts_with(**w)) {
        // 元 begins other words too: 元旦, 元素
        let rest = &s[end + gap + w.len()..];
        let whole = !w.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        if whole && !(*w == "元" && rest.starts_with(['旦', '素', '件'])) {
            end += gap + w.len();
            found = true;
        }
    }
    found.then_some(end)
}

/// The currency that an amount names, by its ISO 4217 code; none of those known: empty.
pub(super) fn currency(amount: &str) -> &'static str {
    CURRENCIES.iter().find(|(_, words)| words.iter().any(|w| amount.contains(w))).map_or("", |(code, _)| code)
}

/// What stands before a number; the longest first where one ends another.
const BEFORE: [&str; 24] = [
    "人民币",
    "人民幣",
    "RMB",
    "CNY",
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
    "€",
    "£",
    "￥",
    "¥",
    "₩",
    "$",
];

/// What stands behind a number; the longest first where one begins another.
const BEHIND: [&str; 26] = [
    "人民币",
    "美元",
    "港元",
    "港币",
    "欧元",
    "英镑",
    "日元",
    "元整",
    "元",
    "圆",
    "円",
    "원",
    "dollars",
    "dollar",
    "euros",
    "euro",
    "Euro",
    "pounds",
    "yuan",
    "USD",
    "EUR",
    "GBP",
    "CNY",
    "RMB",
    "CHF",
    "€",
];

/// Codes and the words for them; the bare signs last, which others hold too (`US$`).
const CURRENCIES: [(&str, &[&str]); 12] = [
    ("HKD", &["HK$", "HKD", "港元", "港币"]),
    ("USD", &["US$", "USD", "美元", "dollar"]),
    ("CNY", &["人民币", "人民幣", "RMB", "CNY", "yuan", "￥", "¥"]),
    ("EUR", &["€", "EUR", "欧元", "euro", "Euro"]),
    ("GBP", &["£", "GBP", "英镑", "pound"]),
    ("JPY", &["JPY", "日元", "円", "yen"]),
    ("CHF", &["CHF"]),
    ("KRW", &["KRW", "₩", "원"]),
    ("AUD", &["A$", "AUD"]),
    ("CAD", &["C$", "CAD"]),
    ("USD", &["$"]),
    ("CNY", &["元"]),
];
