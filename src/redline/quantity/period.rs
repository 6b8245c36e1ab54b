//! The start of a text → a period of time: a number with a unit of time.

use super::figure::{first_of, in_brackets, is_digit, number, value_of};
use super::spelled::{hangul, number_word};
use super::units::UNITS;
use crate::marks::is_east_asian;
use crate::redline::vocabulary;

/// A period: its length and its unit. Years and months together are months: 两年零六个月, two years and six months.
pub(super) fn period(s: &str) -> Option<(usize, &'static str)> {
    match vocabulary::with_unit(s).filter(|(_, unit, _)| !unit.starts_with('/')) {
        Some((_, unit, len)) => Some((len, unit)),
        None => indefinite(s).or_else(|| counted(s)),
    }
}

/// A number with a unit behind it.
pub(super) fn counted(s: &str) -> Option<(usize, &'static str)> {
    let (years, unit) = single(s)?;
    match more_months(&s[years..]).filter(|_| unit == "year") {
        Some((_, more)) => Some((years + more, "month")),
        None => Some((years, unit)),
    }
}

/// How long a period is, in its unit.
pub(super) fn period_value(s: &str) -> Option<String> {
    if let Some((value, ..)) = vocabulary::with_unit(s) {
        return Some(value.to_string());
    }
    if indefinite(s).is_some() {
        return Some(if s.starts_with(['a', 'A']) { "1" } else { "0.5" }.to_owned());
    }
    let (years, unit) = single(s)?;
    if s.starts_with('半') {
        return Some("0.5".to_owned());
    }
    let value = value_of(s)?;
    let (Some((months, _)), "year", Ok(years)) = (more_months(&s[years..]), unit, value.parse::<u64>()) else {
        return Some(value);
    };
    Some((years * 12 + months).to_string())
}

/// Two units of time; the words are numbers too.
const DUALS: [(&str, &str); 12] = [
    ("يومين", "day"),
    ("أسبوعين", "week"),
    ("شهرين", "month"),
    ("سنتين", "year"),
    ("عامين", "year"),
    ("ساعتين", "hour"),
    ("يومان", "day"),
    ("أسبوعان", "week"),
    ("شهران", "month"),
    ("سنتان", "year"),
    ("عامان", "year"),
    ("ساعتان", "hour"),
];

/// What joins years and months.
const JOINS: [&str; 8] = ["零", "又", " and ", " und ", " et ", " y ", " e ", " "];

/// Months that go on with years, or half a year more (一年半): how many, and the length with what joins them.
fn more_months(s: &str) -> Option<(u64, usize)> {
    if let Some(half) = first_of(&["半", " 반"], s).filter(|half| !s[half.len()..].starts_with(['数', '數'])) {
        return Some((6, half.len()));
    }
    let join = first_of(&JOINS, s).unwrap_or("");
    let rest = &s[join.len()..];
    let (len, unit) = single(rest)?;
    let value = value_of(rest)?.parse().ok().filter(|months| unit == "month" && *months < 12)?;
    Some((value, join.len() + len))
}

fn single(s: &str) -> Option<(usize, &'static str)> {
    // 半年, 半个月
    if let Some(rest) = s.strip_prefix('半') {
        let units =
            [("年間", "year"), ("年", "year"), ("个月", "month"), ("個月", "month"), ("か月", "month"), ("日", "day")];
        let (word, unit) = units.iter().find(|(word, _)| rest.starts_with(word))?;
        let ends = !rest[word.len()..].starts_with(['度', '报', '報', '本']);
        return ends.then_some((s.len() - rest.len() + word.len(), unit));
    }
    // Arabic says two of them in one word
    let two = DUALS.iter().find(|(word, _)| s.starts_with(word));
    if let Some((word, unit)) = two.filter(|(word, _)| !s[word.len()..].starts_with(char::is_alphabetic)) {
        return Some((word.len(), unit));
    }
    let (at, latin) = match number_word(s) {
        Some((_, n)) => (n, true),
        None => (hangul(s).map(|(_, n)| n).or_else(|| number(s))?, false),
    };
    // thirty (30) days, 三十（30）日
    let at = at + in_brackets(&s[at..]);
    let rest = &s[at..];
    if let Some((unit, len)) = rest.strip_prefix('-').and_then(vocabulary::joined) {
        return Some((at + 1 + len, unit));
    }
    let gap = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{202f}', '-']).len();
    if gap > 3 {
        return None;
    }
    let (gap, tail) = match set_between(&rest[gap..]) {
        0 => (gap, &rest[gap..]),
        word => (gap + word, &rest[gap + word..]),
    };
    let begins = tail.bytes().next().map_or(0, |b| BEGINS[usize::from(b)]);
    let mut longest: Option<(usize, &'static str)> = None;
    for (_, (unit, words)) in (0..).zip(UNITS).filter(|(i, _)| begins >> i & 1 == 1) {
        for word in words.iter().filter(|w| w.as_bytes().first() == tail.as_bytes().first()) {
            let Some(more) = tail.strip_prefix(word) else { continue };
            let east = word.starts_with(is_east_asian);
            let whole = if east {
                !(latin
                    || more.starts_with(['本', '元', '度', '次', '岁', '歲'])
                    || *word == "周" && more.starts_with('年'))
            } else {
                // `tháng 3 năm 2024`: the year, and not three of them
                !(more.starts_with(char::is_alphanumeric) || *word == "năm" && is_year(more))
            };
            // `2024年` is a date, 千年 and 百年 are many years
            let days = unit == "day" && &s[..at] == "百" && !more.starts_with('咳');
            let many = matches!(&s[..at], "百" | "千" | "万") && !days;
            let year = *word == "年" && s.starts_with(is_digit) && s.find(|c| !is_digit(c)) == Some(4);
            if whole && !year && !many && (east || gap > 0) {
                longest = longest.max(Some((at + gap + word.len(), unit)));
            }
        }
    }
    longest
}

/// Whether a blank and the number of a year stand at the start.
fn is_year(s: &str) -> bool {
    s.strip_prefix([' ', '\u{a0}']).is_some_and(|s| s.find(|c| !is_digit(c)).unwrap_or(s.len()) == 4)
}

/// `a year`, `half a year`: not a day, on which something happens, nor a quarter, which is a part too.
pub(super) fn indefinite(s: &str) -> Option<(usize, &'static str)> {
    let one = first_of(&["a ", "A ", "half a ", "Half a "], s)?;
    let unit = ["year", "month", "week"].into_iter().find(|unit| s[one.len()..].starts_with(unit))?;
    let len = one.len() + unit.len();
    (!s[len..].starts_with(|c: char| c.is_alphanumeric() || c == '-')).then_some((len, unit))
}

/// For each byte a bit for each unit: whether a word for it begins so.
static BEGINS: [u16; 256] = {
    let (mut begins, mut unit) = ([0; 256], 0);
    while unit < UNITS.len() {
        let mut word = 0;
        while word < UNITS[unit].1.len() {
            begins[UNITS[unit].1[word].as_bytes()[0] as usize] |= 1 << unit;
            word += 1;
        }
        unit += 1;
    }
    begins
};

/// What stands between a number and its unit without another meaning: `consecutive ` months; the length.
fn set_between(s: &str) -> usize {
    first_of(&BETWEEN, s).filter(|word| s[word.len()..].starts_with([' ', '\u{a0}'])).map_or(0, |word| {
        let behind = &s[word.len()..];
        s.len() - behind.trim_start_matches([' ', '\u{a0}']).len()
    })
}

/// The longest first where one begins another.
const BETWEEN: [&str; 43] = [
    // English, German
    "consecutive",
    "successive",
    "further",
    "additional",
    "more",
    "full",
    "whole",
    "complete",
    "clear",
    "extra",
    "weiteres",
    "weiteren",
    "weiterer",
    "weitere",
    "vollen",
    "volle",
    "ganzen",
    "ganze",
    "aufeinanderfolgenden",
    "aufeinanderfolgende",
    // French, Spanish
    "premiers",
    "premières",
    "derniers",
    "dernières",
    "autres",
    "primeros",
    "primeras",
    "últimos",
    "últimas",
    // Italian, Portuguese, Dutch
    "ulteriori",
    "ulteriore",
    "interi",
    "primeiros",
    "primeiras",
    "opeenvolgende",
    // Russian
    "полных",
    "полные",
    "последующих",
    "последовательных",
    "первых",
    "последних",
    "дополнительных",
    "следующих",
];

#[cfg(test)]
mod tests {
    use super::super::scan;
    use crate::redline::token::Class;

    #[test]
    fn periods_are_whole() {
        for (s, whole) in [
            ("三十日内", "三十日"),
            ("十五个工作日后", "十五个工作日"),
            ("三十（30）日前", "三十（30）日"),
            ("thirty (30) days after", "thirty (30) days"),
            ("30-day period", "30-day"),
            ("14-tägigen Frist", "14-tägigen"),
            ("3-jährige Amtszeit", "3-jährige"),
            ("14 Tagen nach", "14 Tagen"),
            ("sechs Monate nach", "sechs Monate"),
            ("zwölf Monaten", "zwölf Monaten"),
            ("trente jours à", "trente jours"),
            ("quatre-vingt-dix jours", "quatre-vingt-dix jours"),
            ("treinta y un días", "treinta y un días"),
            ("十二個月以内", "十二個月"),
            ("六箇月", "六箇月"),
            ("3개월 이내", "3개월"),
            ("vierundzwanzig Monate,", "vierundzwanzig Monate"),
            ("ventiquattro mesi dalla", "ventiquattro mesi"),
            ("zesendertig maanden", "zesendertig maanden"),
            ("trinta e seis meses", "trinta e seis meses"),
            ("dez dias úteis após", "dez dias úteis"),
            ("двадцати четырёх месяцев", "двадцати четырёх месяцев"),
            ("10 рабочих дней с", "10 рабочих дней"),
            ("٣٠ يومًا من", "٣٠ يومًا"),
            ("십오일 이내에", "십오일"),
            ("석 달 이내", "석 달"),
            ("칠년간", "칠년"),
            ("兩年零六個月，", "兩年零六個月"),
            ("1년 6개월간", "1년 6개월"),
            ("two years and six months", "two years and six months"),
            ("二十一個工作天內", "二十一個工作天"),
            ("24時間以内", "24時間"),
            ("半年以内", "半年"),
            ("1週間以内", "1週間"),
            ("huit jours francs à", "huit jours francs"),
            ("eines Monats", "eines Monats"),
            ("شهرين من", "شهرين"),
            ("سنتان تبدأ", "سنتان"),
            ("خمسة عشر يوماً من", "خمسة عشر يوماً"),
            ("10 ngày làm việc kể", "10 ngày làm việc"),
            ("ba mươi ngày kể", "ba mươi ngày"),
            ("30 (ba mươi) ngày", "30 (ba mươi) ngày"),
            ("mười lăm tháng", "mười lăm tháng"),
            ("hai năm.", "hai năm"),
            ("dreimonatige Frist", "dreimonatige"),
            ("triennale ed", "triennale"),
            ("10-дневный срок", "10-дневный"),
            ("3-letniej kadencji", "3-letniej"),
            ("quinquenio de", "quinquenio"),
            ("десятидневный срок", "десятидневный"),
            ("trzymiesięcznego terminu", "trzymiesięcznego"),
            ("pięć lat od", "pięć lat"),
            ("a year from", "a year"),
            ("half a year after", "half a year"),
            ("一年半，", "一年半"),
            ("un semestre después", "un semestre"),
        ] {
            let found = scan(s, None).map(|(class, len)| (class, &s[..len]));
            assert_eq!(found, Some((Class::Period, whole)), "{s}");
        }
    }
}
