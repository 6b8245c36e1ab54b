//! A quantity → what it amounts to, and what says the same again behind it, in brackets.

use serde::Serialize;

use super::amount::{amount_value, currency};
use super::digits::clock;
use super::figure::{first_of, in_digits, is_digit, number, number_word, value_of};
use super::once;
use super::percentage::percentage_value;
use super::period::{period, period_value};
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
    let same = if number(&digits) == Some(digits.len()) {
        count_value(head) == count_value(&digits)
    } else {
        measure_once(class, head) == measure_once(class, unlabelled(inner))
    };
    measure_once(class, s).filter(|_| same)
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
            let len = number_word(s).map(|(_, n)| n).or_else(|| number(s))?;
            m(count_value(&s[..len])?, s[len + in_digits(&s[len..])..].trim())
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
