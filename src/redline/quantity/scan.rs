//! The start of a text → the quantity there, and where it ends.

use super::amount::amount;
use super::digits::{act, clock, mistaken};
use super::figure::{blank, first_of, in_brackets, is_digit, number, value_of};
use super::measure::again;
use super::percentage::percentage;
use super::period::{counted, indefinite, period};
use super::spelled::{hangul, number_word};
use crate::marks::is_east_asian;
use crate::model::numeral;
use crate::redline::calendar::date;
use crate::redline::cite::{groups, reference_east, reference_west};
use crate::redline::token::Class;
use crate::redline::vocabulary::{self, bound};

/// Recognises a quantity at the start of `s`, with its length in bytes. `before` is the character before it.
pub(in crate::redline) fn scan(s: &str, before: Option<char>) -> Option<(Class, usize)> {
    let (class, len) = once(s, before)?;
    Some((class, len + again(s, class, len)))
}

/// The same without what says it again.
pub(super) fn once(s: &str, before: Option<char>) -> Option<(Class, usize)> {
    let c = s.chars().next()?;
    let digit = is_digit(c);
    let han = numeral::is_han(c);
    if han && matches!(c, '一') && before.is_some_and(|b| "统唯单同万专逐划归第任某每統單專歸".contains(b))
    {
        return None;
    }
    if begins_half_day(s)
        && let Some((len, _)) = clock(s)
    {
        return Some((Class::Count, len));
    }
    if hangul(s).is_some() {
        let money = || amount(s).map(|len| (Class::Amount, len));
        let count = || {
            let behind = hangul(s).map(|(_, len)| len + blank(&s[len..]))?;
            measure_word(&s[behind..]).map(|word| (Class::Count, behind + word))
        };
        return period(s).map(|(len, _)| (Class::Period, len)).or_else(money).or_else(count);
    }
    // most characters begin no quantity
    if is_east_asian(c) && !digit && !han && !begins_in_chinese(c) {
        return None;
    }
    if !is_east_asian(c) && c.is_alphabetic() {
        return scan_word(s);
    }
    if !digit && !han && !is_east_asian(c) && !matches!(c, '$' | '€' | '£' | '¥' | '₩' | '₹' | '§') {
        return None;
    }
    if let Some(len) = percentage(s) {
        return Some((Class::Percentage, len));
    }
    if "第제附別별".contains(c) {
        return reference_east(s);
    }
    if (digit || han || is_east_asian(c))
        && let Some(len) = date(s)
    {
        return Some((Class::Date, len));
    }
    if let Some(len) = amount(s) {
        return Some((Class::Amount, len));
    }
    if (digit || han || c == '半')
        && let Some((len, _)) = period(s)
    {
        return Some((Class::Period, len));
    }
    if c == '§' {
        return reference_west(s);
    }
    if !digit && !han {
        return None;
    }
    if let Some((len, _)) = clock(s) {
        return Some((Class::Count, len));
    }
    let len = number(s)?;
    let behind = len + in_brackets(&s[len..]);
    if let Some(word) = measure_word(&s[behind..]) {
        return Some((Class::Count, behind + word));
    }
    if !digit {
        return None;
    }
    if let Some(more) = groups(&s[len..]) {
        return Some((Class::Reference, len + more));
    }
    if let Some(more) = act(&s[len..]) {
        return Some((Class::Reference, len + more));
    }
    if let Some(more) = mistaken(&s[len..]) {
        return Some((Class::Word, len + more));
    }
    let parts = s[..len].split(['.', '．']).filter(|p| !p.is_empty()).count();
    Some(if parts > 2 { (Class::Reference, len) } else { (Class::Count, behind) })
}

/// The same where a word of letters begins it: what the word can be says which quantities it can begin.
fn scan_word(s: &str) -> Option<(Class, usize)> {
    let (role, len) = vocabulary::leading(s)?;
    let is_number = role.is_number();
    let is_half = role.fraction == Some(2);
    if len == 1 && !s[1..].starts_with('$') {
        return indefinite(s).map(|(len, _)| (Class::Period, len));
    }
    if role.has_unit()
        && let Some((_, unit, len)) = vocabulary::with_unit(s)
    {
        return Some((if unit.starts_with('/') { Class::Percentage } else { Class::Period }, len));
    }
    if (is_number || is_half)
        && let Some(len) = percentage(s)
    {
        return Some((Class::Percentage, len));
    }
    if role.month.is_some()
        && let Some(len) = date(s)
    {
        return Some((Class::Date, len));
    }
    if role.currency
        && let Some(len) = amount(s)
    {
        return Some((Class::Amount, len));
    }
    let period = if is_number { counted(s) } else { indefinite(s).filter(|_| is_half) };
    if let Some((len, _)) = period {
        return Some((Class::Period, len));
    }
    if is_number && let Some(len) = amount(s) {
        return Some((Class::Amount, len));
    }
    // five (5), two hundred
    if is_number && let Some((value, n)) = number_word(s) {
        let again = in_brackets(&s[n..]);
        let digits = s[n..].trim_start().strip_prefix('(').and_then(value_of);
        if again > 0 && digits == Some(value.to_string()) {
            return Some((Class::Count, n + again));
        }
        if n > len && again == 0 {
            return Some((Class::Count, n));
        }
    }
    if role.bound
        && let Some((_, len)) = bound(s)
    {
        return Some((Class::Bound, len));
    }
    if role.reference { reference_west(s) } else { None }
}

/// `下午`, `午後`, `오전`, behind which the hour stands.
pub(in crate::redline) fn begins_half_day(s: &str) -> bool {
    let second = s.char_indices().nth(1).map(|(at, _)| &s[at..]);
    match s.chars().next() {
        Some('上' | '下' | '中') => second.is_some_and(|s| s.starts_with('午')),
        Some('午') => second.is_some_and(|s| s.starts_with(['前', '後', '后'])),
        Some('오') => second.is_some_and(|s| s.starts_with(['전', '후'])),
        Some('정') => second.is_some_and(|s| s.starts_with('오')),
        _ => false,
    }
}

/// Whether a quantity can begin with the character, which is no number: references, currencies, eras.
pub(in crate::redline) const fn begins_in_chinese(c: char) -> bool {
    matches!(
        c,
        '午' | '第'
            | '제'
            | '附'
            | '別'
            | '별'
            | '人'
            | '￥'
            | '港'
            | '新'
            | '美'
            | '令'
            | '平'
            | '昭'
            | '民'
            | '半'
    )
}

/// What is counted without a unit of measure: the word that stands behind a count.
fn measure_word(s: &str) -> Option<usize> {
    const LONG: [&str; 7] = ["周岁", "周歲", "公里", "千克", "公斤", "千瓦", "平方米"];
    const SHORT: &str = "岁歲歳次倍份名人件台家户戶张張页頁个個项項条條票股米回명회부건개주세번통인级級层層辆輛套间間吨噸克升瓦位只支枚折艘册冊组組栋";
    let short = || s.chars().next().filter(|c| SHORT.contains(*c)).map(char::len_utf8);
    first_of(&LONG, s).map(str::len).or_else(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_whole() {
        for (s, class, whole) in [
            ("人民币5万元整", Class::Amount, "人民币5万元整"),
            ("一百万元人", Class::Amount, "一百万元"),
            ("US$1,000.00;", Class::Amount, "US$1,000.00"),
            ("$5 million in", Class::Amount, "$5 million"),
            ("100 euros", Class::Amount, "100 euros"),
            ("1.000,50 € pro", Class::Amount, "1.000,50 €"),
            ("百分之十五的", Class::Percentage, "百分之十五"),
            ("0.05%每日", Class::Percentage, "0.05%"),
            ("三分之二以上", Class::Percentage, "三分之二"),
            ("3분의 2 이상", Class::Percentage, "3분의 2"),
            ("三分の二以上", Class::Percentage, "三分の二"),
            ("two-thirds of", Class::Percentage, "two-thirds"),
            ("zwei Drittel der", Class::Percentage, "zwei Drittel"),
            ("14周岁", Class::Count, "14周岁"),
            ("1.000,00 € netto", Class::Amount, "1.000,00 €"),
            ("26 232,00 EUR au", Class::Amount, "26 232,00 EUR"),
            ("1\u{202f}000 €", Class::Amount, "1\u{202f}000 €"),
            ("CHF 1'000.00", Class::Amount, "CHF 1'000.00"),
            ("100만 원을", Class::Amount, "100만 원"),
            ("5万円を", Class::Amount, "5万円"),
            ("2 Mio. Euro", Class::Amount, "2 Mio. Euro"),
            ("10 per cent of", Class::Percentage, "10 per cent"),
            ("三次以上", Class::Count, "三次"),
            ("1,234 users", Class::Count, "1,234"),
            ("第三方提供", Class::Word, "第三方"),
            ("fünftausend Euro", Class::Amount, "fünftausend Euro"),
            ("tweehonderdvijftig euro per", Class::Amount, "tweehonderdvijftig euro"),
            ("일곱 명으로", Class::Count, "일곱 명"),
            ("오천만원(", Class::Amount, "오천만원"),
            ("vingt-quatre mille euros (", Class::Amount, "vingt-quatre mille euros"),
            ("doscientos diez euros por", Class::Amount, "doscientos diez euros"),
            ("one and one-half percent per", Class::Percentage, "one and one-half percent"),
            ("5:00 p.m. on", Class::Count, "5:00 p.m."),
            ("下午三时以后", Class::Count, "下午三时"),
            ("二十二时至次日", Class::Count, "二十二时"),
            ("午後5時30分まで", Class::Count, "午後5時30分"),
            ("오후 7시에", Class::Count, "오후 7시"),
            ("五级的", Class::Count, "五级"),
            ("17:30 Uhr", Class::Count, "17:30 Uhr"),
            ("10 p.m. on", Class::Count, "10 p.m."),
            ("US$5m in", Class::Amount, "US$5m"),
            ("5 Prozentpunkten über", Class::Percentage, "5 Prozentpunkten"),
            ("otto per cento annuo", Class::Percentage, "otto per cento"),
            ("пяти процентов", Class::Percentage, "пяти процентов"),
            ("R$ 1.000,00 por", Class::Amount, "R$ 1.000,00"),
            ("100 000 рублей в", Class::Amount, "100 000 рублей"),
            ("fifty thousand dollars (US$50,000) or", Class::Amount, "fifty thousand dollars (US$50,000)"),
            ("5,000元（大写：伍仟元整）。", Class::Amount, "5,000元（大写：伍仟元整）"),
            ("mille deux cents (1 200) euros", Class::Amount, "mille deux cents (1 200) euros"),
            ("two thousand five hundred dollars", Class::Amount, "two thousand five hundred dollars"),
            ("2,500 Swiss francs a", Class::Amount, "2,500 Swiss francs"),
            ("300,- € im", Class::Amount, "300,- €"),
            ("ten percent (10%) of", Class::Percentage, "ten percent (10%)"),
            ("ten (10) percent of", Class::Percentage, "ten (10) percent"),
            ("fifty percent (60%) of", Class::Percentage, "fifty percent (60%)"),
            ("5% (10% for members)", Class::Percentage, "5%"),
            ("25 basis points over", Class::Percentage, "25 basis points"),
            ("五个百分点", Class::Percentage, "五个百分点"),
            ("25个基点", Class::Percentage, "25个基点"),
            ("five (5) copies", Class::Count, "five (5)"),
            ("veintiún mil puntos", Class::Count, "veintiún mil"),
            ("two hundred and ten guests", Class::Count, "two hundred and ten"),
            ("三（3）份", Class::Count, "三（3）份"),
            ("no more than ten", Class::Bound, "no more than"),
        ] {
            let (c, n) = scan(s, None).unwrap_or((Class::Break, 0));
            assert_eq!((c, &s[..n]), (class, whole), "{s}");
        }
        let words = [
            "一切费用",
            "十分重要",
            "万一发生",
            "条款",
            "一时难以",
            "下午茶",
            "오일을",
            "일반",
            "세부 사항",
            "한 개인",
            "만일",
            "구원",
        ];
        for s in words.into_iter().chain(["part of the", "two halves of", "may not", "one of them"]) {
            assert_eq!(scan(s, None), None, "{s}");
        }
        // letters in the place of digits make no amount
        assert_eq!(scan("EUR 5OO,000", None), None);
        assert_eq!(scan("5OO,000.", None), Some((Class::Word, "5OO,000".len())));
    }
}
