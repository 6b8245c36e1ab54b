//! The start of a text → the quantity there, and where it ends.

use super::amount::amount;
use super::digits::{act, clock, mistaken};
use super::figure::{first_of, hangul, in_digits, is_digit, number, number_word, value_of};
use super::measure::again;
use super::percentage::percentage;
use super::period::period;
use crate::marks::is_east_asian;
use crate::model::numeral;
use crate::redline::calendar::date;
use crate::redline::cite::{reference_east, reference_west};
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
        return period(s).map(|(len, _)| (Class::Period, len)).or_else(money);
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
    let behind = len + in_digits(&s[len..]);
    if let Some(word) = first_of(&MEASURES, &s[behind..]) {
        return Some((Class::Count, behind + word.len()));
    }
    if !digit {
        return None;
    }
    if let Some(more) = act(&s[len..]) {
        return Some((Class::Reference, len + more));
    }
    if let Some(more) = mistaken(&s[len..]) {
        return Some((Class::Word, len + more));
    }
    let parts = s[..len].split(['.', '．']).filter(|p| !p.is_empty()).count();
    Some((if parts > 2 { Class::Reference } else { Class::Count }, len))
}

/// The same where a word of letters begins it: what the word can be says which quantities it can begin.
fn scan_word(s: &str) -> Option<(Class, usize)> {
    let (role, len) = vocabulary::leading(s)?;
    if len == 1 && !s[1..].starts_with('$') {
        return None;
    }
    let is_number = role.is_number();
    if is_number && let Some(len) = percentage(s) {
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
    if is_number && let Some((len, _)) = period(s) {
        return Some((Class::Period, len));
    }
    if is_number && let Some(len) = amount(s) {
        return Some((Class::Amount, len));
    }
    // five (5)
    if is_number
        && let Some((value, n)) = number_word(s)
        && let Some(digits) = s[n..].trim_start().strip_prefix('(')
        && value_of(digits) == Some(value.to_string())
        && in_digits(&s[n..]) > 0
    {
        return Some((Class::Count, n + in_digits(&s[n..])));
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

/// What is counted without a unit of measure: the words that stand behind a count.
const MEASURES: [&str; 64] = [
    "周岁",
    "周歲",
    "岁",
    "歲",
    "次",
    "倍",
    "份",
    "名",
    "人",
    "件",
    "台",
    "家",
    "户",
    "戶",
    "张",
    "張",
    "页",
    "頁",
    "级",
    "級",
    "层",
    "層",
    "辆",
    "輛",
    "套",
    "间",
    "間",
    "吨",
    "噸",
    "克",
    "千克",
    "公斤",
    "升",
    "瓦",
    "千瓦",
    "平方米",
    "位",
    "只",
    "支",
    "枚",
    "艘",
    "册",
    "冊",
    "组",
    "組",
    "栋",
    "个",
    "個",
    "项",
    "項",
    "条",
    "條",
    "票",
    "股",
    "米",
    "公里",
    "回",
    "명",
    "회",
    "부",
    "건",
    "개",
    "주",
    "세",
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
            ("三分之二以上", Class::Percentage, "三分之二"),
            ("3분의 2 이상", Class::Percentage, "3분의 2"),
            ("三分の二以上", Class::Percentage, "三分の二"),
            ("two-thirds of", Class::Percentage, "two-thirds"),
            ("zwei Drittel der", Class::Percentage, "zwei Drittel"),
            ("sechs Monate nach", Class::Period, "sechs Monate"),
            ("zwölf Monaten", Class::Period, "zwölf Monaten"),
            ("trente jours à", Class::Period, "trente jours"),
            ("quatre-vingt-dix jours", Class::Period, "quatre-vingt-dix jours"),
            ("treinta y un días", Class::Period, "treinta y un días"),
            ("十二個月以内", Class::Period, "十二個月"),
            ("30日以内", Class::Period, "30日"),
            ("六箇月", Class::Period, "六箇月"),
            ("3개월 이내", Class::Period, "3개월"),
            ("14周岁", Class::Count, "14周岁"),
            ("1.000,00 € netto", Class::Amount, "1.000,00 €"),
            ("26 232,00 EUR au", Class::Amount, "26 232,00 EUR"),
            ("1\u{202f}000 €", Class::Amount, "1\u{202f}000 €"),
            ("CHF 1'000.00", Class::Amount, "CHF 1'000.00"),
            ("100만 원을", Class::Amount, "100만 원"),
            ("5万円を", Class::Amount, "5万円"),
            ("2 Mio. Euro", Class::Amount, "2 Mio. Euro"),
            ("令和6年4月1日", Class::Date, "令和6年4月1日"),
            ("15 de enero de 2024", Class::Date, "15 de enero de 2024"),
            ("18.03.2025 gelten", Class::Date, "18.03.2025"),
            ("2024년 1월 1일부터", Class::Date, "2024년 1월 1일"),
            ("Jan. 5, 2024", Class::Date, "Jan. 5, 2024"),
            ("제3조의2에", Class::Reference, "제3조의2"),
            ("第十二条の二", Class::Reference, "第十二条の二"),
            ("§ 5 Abs. 2 gilt", Class::Reference, "§ 5 Abs. 2"),
            ("§ 327r Abs. 2 Satz 1 BGB", Class::Reference, "§ 327r Abs. 2 Satz 1"),
            ("Art. 6 Abs. 1 lit. a", Class::Reference, "Art. 6 Abs. 1 lit. a"),
            ("別表第一に", Class::Reference, "別表第一"),
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
            ("vierundzwanzig Monate,", Class::Period, "vierundzwanzig Monate"),
            ("fünftausend Euro", Class::Amount, "fünftausend Euro"),
            ("tweehonderdvijftig euro per", Class::Amount, "tweehonderdvijftig euro"),
            ("ventiquattro mesi dalla", Class::Period, "ventiquattro mesi"),
            ("zesendertig maanden", Class::Period, "zesendertig maanden"),
            ("trinta e seis meses", Class::Period, "trinta e seis meses"),
            ("dez dias úteis após", Class::Period, "dez dias úteis"),
            ("двадцати четырёх месяцев", Class::Period, "двадцати четырёх месяцев"),
            ("10 рабочих дней с", Class::Period, "10 рабочих дней"),
            ("٣٠ يومًا من", Class::Period, "٣٠ يومًا"),
            ("십오일 이내에", Class::Period, "십오일"),
            ("칠년간", Class::Period, "칠년"),
            ("兩年零六個月，", Class::Period, "兩年零六個月"),
            ("1년 6개월간", Class::Period, "1년 6개월"),
            ("two years and six months", Class::Period, "two years and six months"),
            ("二十一個工作天內", Class::Period, "二十一個工作天"),
            ("오천만원(", Class::Amount, "오천만원"),
            ("vingt-quatre mille euros (", Class::Amount, "vingt-quatre mille euros"),
            ("doscientos diez euros por", Class::Amount, "doscientos diez euros"),
            ("one and one-half percent per", Class::Percentage, "one and one-half percent"),
            ("5:00 p.m. on", Class::Count, "5:00 p.m."),
            ("下午三时以后", Class::Count, "下午三时"),
            ("二十二时至次日", Class::Count, "二十二时"),
            ("午後5時30分まで", Class::Count, "午後5時30分"),
            ("오후 7시에", Class::Count, "오후 7시"),
            ("24時間以内", Class::Period, "24時間"),
            ("五级的", Class::Count, "五级"),
            ("17:30 Uhr", Class::Count, "17:30"),
            ("US$5m in", Class::Amount, "US$5m"),
            ("半年以内", Class::Period, "半年"),
            ("1º de março de 2024", Class::Date, "1º de março de 2024"),
            ("1° gennaio 2024 e", Class::Date, "1° gennaio 2024"),
            ("1 января 2024 г.", Class::Date, "1 января 2024"),
            ("5 Prozentpunkten über", Class::Percentage, "5 Prozentpunkten"),
            ("otto per cento annuo", Class::Percentage, "otto per cento"),
            ("пяти процентов", Class::Percentage, "пяти процентов"),
            ("R$ 1.000,00 por", Class::Amount, "R$ 1.000,00"),
            ("100 000 рублей в", Class::Amount, "100 000 рублей"),
            ("artículo 12 bis de", Class::Reference, "artículo 12 bis"),
            ("article L. 441-10 du", Class::Reference, "article L. 441-10"),
            ("artikel 6:162 BW", Class::Reference, "artikel 6:162"),
            ("2016/679 of", Class::Reference, "2016/679"),
            ("第（三）项规定", Class::Reference, "第（三）项"),
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
            ("三（3）份", Class::Count, "三（3）份"),
            ("1週間以内", Class::Period, "1週間"),
            ("huit jours francs à", Class::Period, "huit jours francs"),
            ("eines Monats", Class::Period, "eines Monats"),
            ("31-12-2024 is", Class::Date, "31-12-2024"),
            ("April 19,1999 or", Class::Date, "April 19,1999"),
            ("民國一百一十四年三月一日起", Class::Date, "民國一百一十四年三月一日"),
            ("شهرين من", Class::Period, "شهرين"),
            ("١ يناير ٢٠٢٥", Class::Date, "١ يناير ٢٠٢٥"),
            ("приложению № 3 к", Class::Reference, "приложению № 3"),
            ("no more than ten", Class::Bound, "no more than"),
        ] {
            let (c, n) = scan(s, None).unwrap_or((Class::Break, 0));
            assert_eq!((c, &s[..n]), (class, whole), "{s}");
        }
        let words =
            ["一切费用", "十分重要", "万一发生", "条款", "一时难以", "下午茶", "오일을", "일반", "만일", "구원"];
        for s in words.into_iter().chain(["part of the", "two halves of", "may not", "one of them"]) {
            assert_eq!(scan(s, None), None, "{s}");
        }
        // letters in the place of digits make no amount
        assert_eq!(scan("EUR 5OO,000", None), None);
        assert_eq!(scan("5OO,000.", None), Some((Class::Word, "5OO,000".len())));
    }
}
