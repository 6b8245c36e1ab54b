//! What stands before a token → what the token is for that: a day behind a month, one more number of a list.

use super::{Class, Token};
use crate::model::numeral;
use crate::redline::cite;

/// `3日`, which after a date is a day of its month: 10月1日、2日、3日; also after that month, 每月5日.
pub(super) fn is_day(text: &str) -> bool {
    text.strip_suffix(['日', '일'])
        .is_some_and(|n| n.chars().count() <= 3 && !n.ends_with(|c: char| "个個作交然历业業".contains(c)))
}

/// Whether a month that is called by no number ends here: `每月`, `翌月`, `매월 `.
pub(super) fn behind_month(before: &str) -> bool {
    const MONTHS: [&str; 15] = [
        "每月",
        "每個月",
        "每个月",
        "毎月",
        "次月",
        "翌月",
        "翌々月",
        "当月",
        "當月",
        "同月",
        "本月",
        "下月",
        "下個月",
        "下个月",
        "上月",
    ];
    const KOREAN: [&str; 4] = ["매월", "매달", "익월", "당월"];
    MONTHS.iter().any(|month| before.ends_with(month))
        || before.strip_suffix(' ').is_some_and(|word| KOREAN.iter().any(|month| word.ends_with(month)))
}

/// `四`, `4条`
pub(super) fn counts(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || numeral::is_han(c))
}

/// A reference whose unit stands behind a later number: 第三、四条.
pub(super) fn lacks_unit(token: &Token<'_>) -> bool {
    token.class == Class::Reference && cite::lacks_unit(token.text)
}

/// Whether the last token joins what follows to such a one.
pub(super) fn follows(before: &[Token<'_>], one: impl Fn(&Token<'_>) -> bool) -> bool {
    let mut back = before.iter().rev();
    let joins = |t: &Token<'_>| t.text.starts_with(cite::SHARING) || matches!(t.text, "~" | "–");
    back.next().is_some_and(joins) && back.next().is_some_and(one)
}
