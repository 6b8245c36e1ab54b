//! The start of a text → a period of time: a number with a unit of time.

use super::figure::{first_of, hangul, is_digit, number, number_word, value_of};
use crate::marks::is_east_asian;

/// A period: its length and its unit. Years and months together are months: 两年零六个月, two years and six months.
pub(super) fn period(s: &str) -> Option<(usize, &'static str)> {
    let (years, unit) = single(s)?;
    match months(&s[years..]).filter(|_| unit == "year") {
        Some((_, more)) => Some((years + more, "month")),
        None => Some((years, unit)),
    }
}

/// How long a period is, in its unit.
pub(super) fn period_value(s: &str) -> Option<String> {
    let (years, unit) = single(s)?;
    if s.starts_with('半') {
        return Some("0.5".to_owned());
    }
    let value = value_of(s)?;
    let (Some((months, _)), "year", Ok(years)) = (months(&s[years..]), unit, value.parse::<u64>()) else {
        return Some(value);
    };
    Some((years * 12 + months).to_string())
}

/// What joins years and months.
const JOINS: [&str; 8] = ["零", "又", " and ", " und ", " et ", " y ", " e ", " "];

/// Months that go on with years: how many, and the length with what joins them.
fn months(s: &str) -> Option<(u64, usize)> {
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
    let (mut at, latin) = match number_word(s) {
        Some((_, n)) => (n, true),
        None => (hangul(s).map(|(_, n)| n).or_else(|| number(s))?, false),
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
        for word in words.iter().filter(|w| w.as_bytes().first() == tail.as_bytes().first()) {
            let Some(more) = tail.strip_prefix(word) else { continue };
            let east = word.starts_with(is_east_asian);
            let whole = if east {
                !(latin
                    || more.starts_with(['本', '元', '度', '次', '岁', '歲'])
                    || *word == "周" && more.starts_with('年'))
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

/// Units of time; the longest first where one begins another.
const UNITS: [(&str, &[&str]); 9] = [
    (
        "working day",
        &[
            "個営業日",
            "個工作天",
            "个工作天",
            "個營業日",
            "營業日",
            "个营业日",
            "个銀行工作日",
            "个银行工作日",
            "工作天",
            "banking days",
            "jours francs ouvrés",
            "jour ouvrable",
            "jour ouvré",
            "día hábil",
            "días laborables",
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
            "giorno lavorativo",
            "dias úteis",
            "dia útil",
            "werkdagen",
            "werkdag",
            "рабочих дней",
            "рабочих дня",
            "рабочего дня",
            "рабочий день",
            "أيام عمل",
            "يوم عمل",
        ],
    ),
    (
        "day",
        &[
            "个日历天",
            "個日曆日",
            "個自然日",
            "日曆日",
            "Kalendertagen",
            "Kalendertage",
            "jours calendaires",
            "días naturales",
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
            "dias corridos",
            "dias",
            "dia",
            "kalenderdagen",
            "календарных дней",
            "календарных дня",
            "дней",
            "дня",
            "день",
            "يومًا",
            "يوماً",
            "يوم",
            "أيام",
        ],
    ),
    (
        "month",
        &[
            "ヵ月",
            "ケ月",
            "个日历月",
            "Kalendermonaten",
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
            "mês",
            "месяцев",
            "месяца",
            "месяц",
            "شهرًا",
            "شهراً",
            "شهر",
            "أشهر",
        ],
    ),
    (
        "week",
        &[
            "个周",
            "個星期",
            "週",
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
            "settimana",
            "weken",
            "недель",
            "недели",
            "неделя",
            "أسابيع",
            "أسبوع",
        ],
    ),
    (
        "year",
        &[
            "周年",
            "個年度",
            "个年度",
            "か年",
            "calendar years",
            "calendar year",
            "Kalenderjahre",
            "周年",
            "年間",
            "年",
            "년",
            "years",
            "year",
            "Jahren",
            "Jahre",
            "Jahr",
            "années",
            "année",
            "ans",
            "an",
            "años",
            "año",
            "anni",
            "anno",
            "anos",
            "ano",
            "jaren",
            "jaar",
            "лет",
            "года",
            "год",
            "سنوات",
            "سنة",
            "أعوام",
            "عام",
        ],
    ),
    (
        "hour",
        &[
            "個小時",
            "個小时",
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
            "uren",
            "uur",
            "часов",
            "часа",
            "час",
            "ساعات",
            "ساعة",
        ],
    ),
    (
        "quarter",
        &[
            "个季度",
            "個季度",
            "季度",
            "四半期",
            "분기",
            "calendar quarters",
            "quarters",
            "quarter",
            "Quartalen",
            "Quartale",
            "trimestres",
            "trimestre",
        ],
    ),
    ("minute", &["분간", "minutos", "分钟", "分鐘", "分間", "minutes", "minute", "Minuten", "минут", "دقيقة"]),
    ("second", &["秒钟", "秒", "seconds", "second", "Sekunden"]),
];
