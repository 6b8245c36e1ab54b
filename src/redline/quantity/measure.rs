//! A quantity → what it amounts to, and what says the same again behind it, in brackets.

use serde::Serialize;

use super::amount::{amount_value, currency};
use super::digits::clock;
use super::figure::{first_of, in_brackets, is_digit, number, value_of};
use super::percentage::percentage_value;
use super::period::{period, period_value};
use super::scan::once;
use super::spelled::{hangul, number_word};
use crate::redline::calendar::calendar;
use crate::redline::token::Class;
use crate::redline::vocabulary::bound;

/// A value with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Measure {
    /// A decimal number without separators of thousands; a date as `2024-01-01`.
    pub value: String,
    /// `day`, `working day`, `month`, `year`, `hour`, `CNY`, `%`, a measure word as printed; empty: none.
    pub unit: String,
}

/// What a quantity amounts to; none if its words and its digits gainsay each other: fifty percent (60%).
pub fn measure(class: Class, s: &str) -> Option<Measure> {
    let Some((head, tail)) = s.split_once(['(', '（']).filter(|_| !matches!(class, Class::Reference | Class::Bound))
    else {
        return measure_once(class, s);
    };
    let inner = tail.split([')', '）']).next().unwrap_or(tail);
    let digits: String = inner.chars().filter(|c| !c.is_whitespace()).collect();
    let words = number_word(inner).filter(|(_, n)| *n == inner.len());
    let same = if let Some((value, _)) = words.filter(|_| head.contains(is_digit)) {
        amount_value(head) == Some(value.to_string())
    } else if number(&digits) == Some(digits.len()) {
        count_value(head) == count_value(&digits)
    } else {
        measure_once(class, head) == measure_once(class, unlabelled(inner))
    };
    measure_once(class, s).filter(|_| same)
}

/// The same in a text of this language: in a Japanese one the sign of the yuan is that of the yen.
pub(in crate::redline) fn measure_in(language: &str, class: Class, s: &str) -> Option<Measure> {
    let mut measure = measure(class, s)?;
    if language.starts_with("ja") && class == Class::Amount && s.starts_with(['￥', '¥']) && !s.ends_with('元') {
        "JPY".clone_into(&mut measure.unit);
    }
    Some(measure)
}

fn measure_once(class: Class, s: &str) -> Option<Measure> {
    let m = |value: String, unit: &str| Some(Measure { value, unit: unit.to_owned() });
    match class {
        Class::Period => {
            let (_, unit) = period(s)?;
            m(period_value(s)?, unit)
        }
        Class::Percentage => percentage_value(s).and_then(|(value, unit)| m(value, unit)),
        Class::Amount => m(amount_value(s)?, currency(s)),
        Class::Count if clock(s).is_some() => m(clock(s)?.1, "time of day"),
        Class::Count => {
            let words = number_word(s).or_else(|| hangul(s));
            let len = words.map(|(_, n)| n).or_else(|| number(s))?;
            m(
                words.map(|(value, _)| value.to_string()).or_else(|| count_value(&s[..len]))?,
                s[len + in_brackets(&s[len..])..].trim(),
            )
        }
        Class::Bound => m(bound(s)?.0.to_owned(), ""),
        Class::Date => m(calendar(s).or_else(|| value_of(s))?, "date"),
        _ => None,
    }
}

/// Nobody counts with three decimals: `12.000` are twelve thousand.
fn count_value(s: &str) -> Option<String> {
    let thousands = |(whole, part): (&str, &str)| part.len() == 3 && !whole.is_empty() && whole != "0";
    if s.split_once('.').is_some_and(thousands) { value_of(&s.replacen('.', "", 1)) } else { value_of(s) }
}

/// ` (US$50,000)` behind fifty thousand dollars, （大写：伍万元整）: the same value in other words, in brackets; the length.
pub(super) fn again(s: &str, class: Class, len: usize) -> usize {
    let Some(inner) = s[len..].trim_start_matches(' ').strip_prefix(['(', '（']) else { return 0 };
    let inner = unlabelled(inner);
    let value = measure(class, &s[..len]);
    let closed = |(c, n): (Class, usize)| {
        let rest = inner[n..].strip_prefix([')', '）']).filter(|_| c == class)?;
        let (value, other) = (value?, measure(c, &inner[..n])?);
        // once in words and once in digits: it is the same quantity, though they may gainsay each other
        let dressed = s[..len].contains(is_digit) != inner[..n].contains(is_digit);
        (value == other || dressed && value.unit == other.unit).then(|| s.len() - rest.len() - len)
    };
    once(inner, None).and_then(closed).unwrap_or(0)
}

/// Without the word that says how the value is written.
fn unlabelled(s: &str) -> &str {
    first_of(&["大写：", "大写:", "大写", "即"], s).map_or(s, |label| &s[label.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_comparable() {
        for (class, s, value, unit) in [
            (Class::Period, "三十日", "30", "day"),
            (Class::Period, "thirty (30) days", "30", "day"),
            (Class::Period, "12 (twelve) months", "12", "month"),
            (Class::Period, "30 (trinta) dias úteis", "30", "working day"),
            (Class::Period, "5 (пяти) рабочих дней", "5", "working day"),
            (Class::Period, "3 consecutive months", "3", "month"),
            (Class::Period, "zwei weitere Jahre", "2", "year"),
            (Class::Period, "tres primeros años", "3", "year"),
            (Class::Period, "百日", "100", "day"),
            (Class::Period, "مائة وثمانين يوما", "180", "day"),
            (Class::Count, "二十歳", "20", "歳"),
            (Class::Amount, "150 000 (сто пятьдесят тысяч) рублей", "150000", "RUB"),
            (Class::Amount, "двумя миллионами рублей", "2000000", "RUB"),
            (Class::Amount, "Rs. 7.5 lakh", "750000", "INR"),
            (Class::Amount, "INR 2 crore", "20000000", "INR"),
            (Class::Amount, "euro 50,00", "50", "EUR"),
            (Class::Amount, "Fr. 1'250.–", "1250", "CHF"),
            (Class::Amount, "٧٬٥٠٠ ريال", "7500", "SAR"),
            (Class::Amount, "三十萬元", "300000", ""),
            (Class::Percentage, "tres cuartas partes", "3/4", ""),
            (Class::Percentage, "半数", "1/2", ""),
            (Class::Percentage, "Hälfte", "1/2", ""),
            (Class::Percentage, "Half", "1/2", ""),
            (Class::Period, "twenty-one days", "21", "day"),
            (Class::Period, "十五个工作日", "15", "working day"),
            (Class::Amount, "人民币5万元", "50000", "CNY"),
            (Class::Amount, "1.5万元", "15000", "CNY"),
            (Class::Amount, "US$1,000.00", "1000", "USD"),
            (Class::Amount, "1.000,50 €", "1000.5", "EUR"),
            (Class::Amount, "$5 million", "5000000", "USD"),
            (Class::Percentage, "百分之十五", "15", "%"),
            (Class::Percentage, "三分之二", "2/3", ""),
            (Class::Percentage, "五成", "50", "%"),
            (Class::Percentage, "un terzo", "1/3", ""),
            (Class::Percentage, "two-thirds", "2/3", ""),
            (Class::Percentage, "3분의 2", "2/3", ""),
            (Class::Amount, "1.000 €", "1000", "EUR"),
            (Class::Amount, "1.000,00 €", "1000", "EUR"),
            (Class::Amount, "26 232,50 EUR", "26232.5", "EUR"),
            (Class::Amount, "1\u{202f}000 €", "1000", "EUR"),
            (Class::Amount, "CHF 1'000.00", "1000", "CHF"),
            (Class::Amount, "100만 원", "1000000", "KRW"),
            (Class::Amount, "5万円", "50000", "JPY"),
            (Class::Amount, "2 Mio. Euro", "2000000", "EUR"),
            (Class::Amount, "人民币伍万元整", "50000", "CNY"),
            (Class::Period, "sechs Monate", "6", "month"),
            (Class::Period, "quatre-vingt-dix jours", "90", "day"),
            (Class::Period, "dix-sept jours", "17", "day"),
            (Class::Period, "十二個月", "12", "month"),
            (Class::Date, "令和6年4月1日", "2024-04-01", "date"),
            (Class::Date, "18.03.2025", "2025-03-18", "date"),
            (Class::Date, "15 de enero de 2024", "2024-01-15", "date"),
            (Class::Date, "2024. 1. 5.", "2024-01-05", "date"),
            (Class::Percentage, "0.050%", "0.05", "%"),
            (Class::Date, "2024年1月1日", "2024-01-01", "date"),
            (Class::Date, "1 January 2024", "2024-01-01", "date"),
            (Class::Count, "三次", "3", "次"),
            (Class::Period, "vierundzwanzig Monate", "24", "month"),
            (Class::Period, "trinta e seis meses", "36", "month"),
            (Class::Period, "二十四か月", "24", "month"),
            (Class::Period, "٣٠ يومًا", "30", "day"),
            (Class::Period, "십오일", "15", "day"),
            (Class::Period, "兩年零六個月", "30", "month"),
            (Class::Amount, "오천만원", "50000000", "KRW"),
            (Class::Amount, "US$5m", "5000000", "USD"),
            (Class::Amount, "€1.5M", "1500000", "EUR"),
            (Class::Period, "半年", "0.5", "year"),
            (Class::Amount, "vingt-quatre mille euros", "24000", "EUR"),
            (Class::Percentage, "one and one-half percent", "1.5", "%"),
            (Class::Percentage, "万分之五", "5", "‱"),
            (Class::Count, "5:00 p.m.", "17:00", "time of day"),
            (Class::Count, "下午三时", "15:00", "time of day"),
            (Class::Count, "오후 7시", "19:00", "time of day"),
            (Class::Amount, "삼만 원", "30000", "KRW"),
            (Class::Period, "석 달", "3", "month"),
            (Class::Count, "일곱 명", "7", "명"),
            (Class::Date, "1º de março de 2024", "2024-03-01", "date"),
            (Class::Amount, "R$ 1.000,00", "1000", "BRL"),
            (Class::Amount, "100 000 рублей", "100000", "RUB"),
            (Class::Percentage, "5 Prozentpunkten", "5", "percentage point"),
            (Class::Percentage, "пяти процентов", "5", "%"),
            (Class::Amount, "fifty thousand dollars (US$50,000)", "50000", "USD"),
            (Class::Amount, "five million dollars", "5000000", "USD"),
            (Class::Amount, "two million five hundred thousand dollars", "2500000", "USD"),
            (Class::Amount, "deux millions d’euros", "2000000", "EUR"),
            (Class::Amount, "fünftausend Euro", "5000", "EUR"),
            (Class::Amount, "zweihundertfünfzigtausend (250.000) Euro", "250000", "EUR"),
            (Class::Amount, "cinquemila euro", "5000", "EUR"),
            (Class::Amount, "vijfentwintigduizend euro", "25000", "EUR"),
            (Class::Amount, "veintiún mil quinientos euros", "21500", "EUR"),
            (Class::Amount, "quatre-vingt-dix mille euros", "90000", "EUR"),
            (Class::Amount, "тридцать одна тысяча двести рублей", "31200", "RUB"),
            (Class::Period, "ventun giorni", "21", "day"),
            (Class::Period, "eenentwintig dagen", "21", "day"),
            (Class::Period, "veintiún días", "21", "day"),
            (Class::Period, "treinta y un días", "31", "day"),
            (Class::Period, "одиннадцати дней", "11", "day"),
            (Class::Amount, "пять тысяч рублей", "5000", "RUB"),
            (Class::Amount, "mille deux cents (1 200) euros", "1200", "EUR"),
            (Class::Amount, "two thousand five hundred dollars", "2500", "USD"),
            (Class::Period, "cent quatre-vingts jours", "180", "day"),
            (Class::Percentage, "50 bps", "50", "basis point"),
            (Class::Percentage, "٧٫٥٪", "7.5", "%"),
            (Class::Count, "12.000", "12000", ""),
            (Class::Count, "three (3)", "3", ""),
            (Class::Count, "三（3）份", "3", "份"),
            (Class::Bound, "不少于", "≥", ""),
            (Class::Date, "١ يناير ٢٠٢٥", "2025-01-01", "date"),
            (Class::Date, "民國114年3月1日", "2025-03-01", "date"),
            (Class::Period, "أسبوعين", "2", "week"),
        ] {
            assert_eq!(measure(class, s), Some(Measure { value: value.into(), unit: unit.into() }), "{s}");
        }
        // words and digits that gainsay each other have no value
        assert_eq!(measure(Class::Percentage, "fifty percent (60%)"), None);
        assert_eq!(measure(Class::Period, "thirty (45) days"), None);
        assert_eq!(measure(Class::Period, "12 (thirteen) months"), None);
    }
}
