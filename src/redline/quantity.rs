//! The start of a text → a quantity: period, date, amount, percentage, count, or reference to a part of a text.
//!
//! Words of many languages, without a choice of language: a text may quote another. [`measure`] says what a
//! quantity amounts to, so that `三十日` and `30 days` are seen to be the same.

use serde::Serialize;

use super::calendar::{calendar, date};
use super::cite::{reference_east, reference_west};
use super::token::Class;
use super::vocabulary;
use crate::marks::is_east_asian;
use crate::model::numeral;

/// A value with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// A decimal number without separators of thousands; a date as `2024-01-01`.
    pub value: String,
    /// `day`, `working day`, `month`, `year`, `hour`, `CNY`, `%`, a measure word as printed; empty: none.
    pub unit: String,
}

/// Recognises a quantity at the start of `s`, with its length in bytes. `before` is the character before it.
pub(super) fn scan(s: &str, before: Option<char>) -> Option<(Class, usize)> {
    let c = s.chars().next()?;
    let digit = is_digit(c);
    let han = numeral::is_han(c);
    if han && matches!(c, '一') && before.is_some_and(|b| "统唯单同万专逐划归第任某每統單專歸".contains(b))
    {
        return None;
    }
    // most characters begin no quantity
    if is_east_asian(c) && !digit && !han && !"第제附別人￥".contains(c) {
        return None;
    }
    if c.is_alphabetic() && !is_east_asian(c) {
        let word = &s[..s.find(|c: char| !c.is_alphabetic()).unwrap_or(s.len())];
        let alone = word.len() == 1 && !s[1..].starts_with('$');
        if alone || !vocabulary::role(word).is_some_and(|r| r.begins_quantity()) {
            return None;
        }
    } else if !digit && !han && !is_east_asian(c) && !"$€£¥₩§".contains(c) {
        return None;
    }
    if let Some(len) = percentage(s) {
        return Some((Class::Percentage, len));
    }
    if c == '第' || c == '제' || c == '附' || c == '別' {
        return reference_east(s);
    }
    if (digit || han || c.is_alphabetic())
        && let Some(len) = date(s)
    {
        return Some((Class::Date, len));
    }
    if let Some(len) = amount(s) {
        return Some((Class::Amount, len));
    }
    if (digit || han || c.is_ascii_alphabetic())
        && let Some((len, _)) = period(s)
    {
        return Some((Class::Period, len));
    }
    if c.is_ascii_alphabetic() || c == '§' {
        return reference_west(s);
    }
    if !digit && !han {
        return None;
    }
    let len = number(s)?;
    if let Some(word) = MEASURES.iter().find(|m| s[len..].starts_with(**m)) {
        return Some((Class::Count, len + word.len()));
    }
    if !digit {
        return None;
    }
    let parts = s[..len].split(['.', '．']).filter(|p| !p.is_empty()).count();
    Some((if parts > 2 { Class::Reference } else { Class::Count }, len))
}

/// What a quantity amounts to.
pub fn measure(class: Class, s: &str) -> Option<Measure> {
    let m = |value: String, unit: &str| Some(Measure { value, unit: unit.to_owned() });
    match class {
        Class::Period => {
            let (_, unit) = period(s)?;
            m(value_of(s)?, unit)
        }
        Class::Percentage => {
            let scale = if s.starts_with("千分之") || s.ends_with('‰') {
                "‰"
            } else if s.starts_with("万分之") {
                "‱"
            } else {
                "%"
            };
            m(value_of(s.split_once("分之").map_or(s, |(_, n)| n))?, scale)
        }
        Class::Amount => {
            let unit = CURRENCIES.iter().find(|(_, words)| words.iter().any(|w| s.contains(w))).map_or("", |(c, _)| c);
            m(value_of(s.trim_start_matches(|c: char| !is_digit(c) && !numeral::is_han(c)))?, unit)
        }
        Class::Count => {
            let len = number(s)?;
            m(value_of(&s[..len])?, s[len..].trim())
        }
        Class::Date => m(calendar(s).or_else(|| value_of(s))?, "date"),
        _ => None,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// `1,000.00`, `1.5`, `3.2.6`, `５`, `三十`, `5万`: the length.
pub(super) fn number(s: &str) -> Option<usize> {
    let first = s.chars().next()?;
    if numeral::is_han(first) {
        return Some(s.find(|c| !numeral::is_han(c) && c != '点').map_or(s.len(), |n| trim_point(s, n)));
    }
    if !is_digit(first) {
        return None;
    }
    let mut end = s.find(|c| !is_digit(c)).unwrap_or(s.len());
    while let Some(sep) = s[end..].chars().next().filter(|c| matches!(c, '.' | ',' | '．' | '，')) {
        let rest = &s[end + sep.len_utf8()..];
        let n = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        let thousands = n == 3 && rest.is_char_boundary(n);
        if n == 0 || matches!(sep, ',') && !thousands && n != 2 || sep == '，' && !thousands {
            break;
        }
        end += sep.len_utf8() + n;
    }
    // 5万, 3千5百: not where a word begins (5万一)
    let more = s[end..].find(|c: char| !matches!(c, '十' | '百' | '千' | '万' | '亿' | '萬' | '億') && !is_digit(c));
    if s[end..].starts_with(['十', '百', '千', '万', '亿', '萬', '億']) {
        end += more.unwrap_or(s.len() - end);
    }
    Some(end)
}

fn trim_point(s: &str, n: usize) -> usize {
    s[..n].trim_end_matches('点').len()
}

/// The number in a quantity as a plain decimal.
pub(super) fn value_of(s: &str) -> Option<String> {
    let s = s.trim_start();
    if let Some((value, _)) = number_word(s) {
        return Some(value.to_string());
    }
    let printed = &s[..number(s)?];
    let ascii: String = printed
        .chars()
        .map(|c| if ('０'..='９').contains(&c) { ((c as u32 - '０' as u32) as u8 + b'0') as char } else { c })
        .collect();
    let split = ascii.find(numeral::is_han).unwrap_or(ascii.len());
    let (digits, scale) = if split == 0 { ("", ascii.as_str()) } else { ascii.split_at(split) };
    if digits.is_empty() {
        return match scale.split_once('点') {
            Some((whole, part)) => Some(format!("{}.{}", numeral::han(whole)?, numeral::han(part)?)),
            None => Some(numeral::han(scale)?.to_string()),
        };
    }
    let plain = decimal(digits);
    if scale.is_empty() {
        let rest = s[printed.len()..].trim_start();
        let shift = [("million", 6), ("billion", 9), ("thousand", 3), ("Million", 6), ("Mio", 6)];
        let shift = shift.iter().find(|(w, _)| rest.starts_with(w)).map_or(0, |(_, n)| *n);
        return Some(shifted(&plain, shift));
    }
    let zeros = scale.chars().map(|c| match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        _ => 0,
    });
    Some(shifted(&plain, zeros.sum()))
}

/// Without separators of thousands, with a dot before the decimals, without zeros behind them.
fn decimal(digits: &str) -> String {
    let last = digits.rfind(['.', ',', '．', '，']);
    let kinds = digits.contains(['.', '．']) && digits.contains([',', '，']);
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
fn shifted(plain: &str, zeros: usize) -> String {
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let mut part = format!("{part:0<zeros$}");
    let rest = part.split_off(zeros.min(part.len()));
    let whole = format!("{whole}{part}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

fn percentage(s: &str) -> Option<usize> {
    for head in ["百分之", "千分之", "万分之"] {
        if let Some(rest) = s.strip_prefix(head) {
            return number(rest).map(|n| head.len() + n);
        }
    }
    let n = if let Some((_, n)) = number_word(s) { n } else { number(s).filter(|_| s.starts_with(is_digit))? };
    let rest = &s[n..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let tail = &rest[gap..];
    let words = ["%", "％", "‰", "per cent", "percent", "Prozent", "pour cent", "por ciento", "个百分点"];
    words.iter().find(|w| tail.starts_with(**w)).map(|w| n + gap + w.len())
}

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

fn amount(s: &str) -> Option<usize> {
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
    let head = BEFORE.iter().find(|w| s.starts_with(**w)).map_or(0, |w| w.len());
    let blank = |s: &str| s.len() - s.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
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

/// Units of time; the longest first where one begins another.
const UNITS: [(&str, &[&str]); 8] = [
    (
        "working day",
        &[
            "个工作日",
            "個工作日",
            "工作日",
            "个交易日",
            "营业日",
            "営業日",
            "영업일",
            "business days",
            "business day",
            "working days",
            "working day",
            "Werktagen",
            "Werktage",
            "Werktag",
            "Arbeitstagen",
            "Arbeitstage",
            "jours ouvrables",
            "jours ouvrés",
            "días hábiles",
            "giorni lavorativi",
        ],
    ),
    (
        "day",
        &[
            "个自然日",
            "自然日",
            "个日历日",
            "日历日",
            "日历天",
            "日間",
            "天",
            "日",
            "일",
            "calendar days",
            "calendar day",
            "consecutive days",
            "days",
            "day",
            "Tagen",
            "Tage",
            "Tag",
            "jours",
            "jour",
            "días",
            "día",
            "giorni",
            "giorno",
            "dagen",
            "dag",
            "dias",
            "dia",
        ],
    ),
    (
        "month",
        &[
            "个月",
            "個月",
            "か月",
            "ヶ月",
            "カ月",
            "箇月",
            "개월",
            "calendar months",
            "months",
            "month",
            "Monaten",
            "Monate",
            "Monat",
            "mois",
            "meses",
            "mes",
            "mesi",
            "mese",
            "maanden",
            "maand",
        ],
    ),
    (
        "week",
        &[
            "个星期",
            "星期",
            "週間",
            "周",
            "주",
            "weeks",
            "week",
            "Wochen",
            "Woche",
            "semaines",
            "semaine",
            "semanas",
            "semana",
            "settimane",
            "weken",
        ],
    ),
    (
        "year",
        &[
            "周年", "年間", "年", "년", "years", "year", "Jahren", "Jahre", "Jahr", "années", "année", "ans", "an",
            "años", "año", "anni", "anno", "jaar",
        ],
    ),
    (
        "hour",
        &[
            "个小时",
            "小时",
            "小時",
            "時間",
            "시간",
            "hours",
            "hour",
            "Stunden",
            "Stunde",
            "heures",
            "heure",
            "horas",
            "hora",
            "ore",
            "uur",
        ],
    ),
    ("minute", &["分钟", "分鐘", "分間", "minutes", "minute", "Minuten"]),
    ("second", &["秒钟", "秒", "seconds", "second", "Sekunden"]),
];

/// A period: its length and its unit.
fn period(s: &str) -> Option<(usize, &'static str)> {
    let (mut at, latin) = match number_word(s) {
        Some((_, n)) => (n, true),
        None => (number(s)?, false),
    };
    // thirty (30) days, 三十（30）日
    let rest = s[at..].trim_start_matches(' ');
    if let Some(open) = rest.chars().next().filter(|c| matches!(c, '(' | '（')) {
        let inner = &rest[open.len_utf8()..];
        if let Some(n) = number(inner)
            && let Some(close) = inner[n..].chars().next().filter(|c| matches!(c, ')' | '）'))
        {
            at = s.len() - inner.len() + n + close.len_utf8();
        }
    }
    let rest = &s[at..];
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']).len();
    if gap > 3 {
        return None;
    }
    let tail = &rest[gap..];
    for (unit, words) in UNITS {
        for word in words {
            let Some(more) = tail.strip_prefix(word) else { continue };
            let east = !word.is_ascii() && !word.starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
            let whole = if east {
                !latin && !more.starts_with(['本', '元', '度'])
            } else {
                !more.starts_with(char::is_alphanumeric)
            };
            // `2024年` is a date
            let year = *word == "年" && s.starts_with(is_digit) && s.find(|c| !is_digit(c)) == Some(4);
            if whole && !year && (east || gap > 0) {
                return Some((at + gap + word.len(), unit));
            }
        }
    }
    None
}

/// `thirty`, `twenty-one`, `one hundred and twenty`, at the start of `s`: the value and the length.
fn number_word(s: &str) -> Option<(u64, usize)> {
    if !s.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let one = |s: &str| {
        let n = s.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(s.len());
        vocabulary::role(&s[..n])?.number.map(|v| (v, n))
    };
    let (mut value, mut at) = one(s)?;
    while let Some(rest) = s[at..].strip_prefix(['-', ' ']) {
        let skip = if value >= 100 && rest.starts_with("and ") { 4 } else { 0 };
        let Some((more, n)) = one(&rest[skip..]) else { break };
        value = match more {
            100 if value < 100 => value * 100,
            _ if more < 10 && (20..100).contains(&(value % 100)) && value % 10 == 0 => value + more,
            _ if value >= 100 && value % 100 == 0 => value + more,
            _ => break,
        };
        at += 1 + skip + n;
    }
    Some((value, at))
}

const MEASURES: [&str; 24] = [
    "周岁", "岁", "歲", "次", "倍", "份", "名", "人", "件", "台", "家", "户", "张", "页", "个", "個", "项", "条", "票",
    "股", "米", "公里", "回", "명",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole() {
        for (s, class, whole) in [
            ("三十日内", Class::Period, "三十日"),
            ("十五个工作日后", Class::Period, "十五个工作日"),
            ("三十（30）日前", Class::Period, "三十（30）日"),
            ("thirty (30) days after", Class::Period, "thirty (30) days"),
            ("30-day period", Class::Period, "30-day"),
            ("24 hours", Class::Period, "24 hours"),
            ("2年内", Class::Period, "2年"),
            ("14 Tagen nach", Class::Period, "14 Tagen"),
            ("2024年1月1日起", Class::Date, "2024年1月1日"),
            ("2024 年 1 月 1 日起", Class::Date, "2024 年 1 月 1 日"),
            ("二〇二四年三月", Class::Date, "二〇二四年三月"),
            ("2024-01-01 00:00", Class::Date, "2024-01-01"),
            ("January 1, 2024 or", Class::Date, "January 1, 2024"),
            ("1 January 2024.", Class::Date, "1 January 2024"),
            ("1er janvier 2024", Class::Date, "1er janvier 2024"),
            ("人民币5万元整", Class::Amount, "人民币5万元整"),
            ("一百万元人", Class::Amount, "一百万元"),
            ("US$1,000.00;", Class::Amount, "US$1,000.00"),
            ("$5 million in", Class::Amount, "$5 million"),
            ("100 euros", Class::Amount, "100 euros"),
            ("1.000,50 € pro", Class::Amount, "1.000,50 €"),
            ("百分之十五的", Class::Percentage, "百分之十五"),
            ("0.05%每日", Class::Percentage, "0.05%"),
            ("10 per cent of", Class::Percentage, "10 per cent"),
            ("三次以上", Class::Count, "三次"),
            ("1,234 users", Class::Count, "1,234"),
            ("第十二条之一规定", Class::Reference, "第十二条之一"),
            ("附件二所列", Class::Reference, "附件二"),
            ("Section 4.2(a), the", Class::Reference, "Section 4.2(a)"),
            ("Article IV of", Class::Reference, "Article IV"),
            ("clause 5 and", Class::Reference, "clause 5"),
            ("§ 3a gilt", Class::Reference, "§ 3a"),
            ("3.2.6所称", Class::Reference, "3.2.6"),
            ("第三方提供", Class::Word, "第三方"),
        ] {
            let (c, n) = scan(s, None).unwrap_or((Class::Break, 0));
            assert_eq!((c, &s[..n]), (class, whole), "{s}");
        }
        for s in ["一切费用", "十分重要", "万一发生", "part of the", "may not", "one of them", "条款"] {
            assert_eq!(scan(s, None), None, "{s}");
        }
    }

    #[test]
    fn measures_are_comparable() {
        for (class, s, value, unit) in [
            (Class::Period, "三十日", "30", "day"),
            (Class::Period, "thirty (30) days", "30", "day"),
            (Class::Period, "twenty-one days", "21", "day"),
            (Class::Period, "十五个工作日", "15", "working day"),
            (Class::Amount, "人民币5万元", "50000", "CNY"),
            (Class::Amount, "1.5万元", "15000", "CNY"),
            (Class::Amount, "US$1,000.00", "1000", "USD"),
            (Class::Amount, "1.000,50 €", "1000.5", "EUR"),
            (Class::Amount, "$5 million", "5000000", "USD"),
            (Class::Percentage, "百分之十五", "15", "%"),
            (Class::Percentage, "0.050%", "0.05", "%"),
            (Class::Date, "2024年1月1日", "2024-01-01", "date"),
            (Class::Date, "1 January 2024", "2024-01-01", "date"),
            (Class::Count, "三次", "3", "次"),
        ] {
            assert_eq!(measure(class, s), Some(Measure { value: value.into(), unit: unit.into() }), "{s}");
        }
    }
}
