//! How a list or a counter prints its numbers: by the names of CSS Counter Styles 3.

use crate::source::counters;

/// A style of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    Decimal,
    Zero,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Greek,
    Han,
}

impl Numbers {
    /// The style that a `list-style` or a counter names; none: no numbers.
    pub(super) fn named(value: &str) -> Option<Numbers> {
        let has = |name: &str| value.contains(name);
        match () {
            () if has("none") || has("disc") || has("circle") || has("square") => None,
            () if has("lower-alpha") || has("lower-latin") => Some(Numbers::Lower),
            () if has("upper-alpha") || has("upper-latin") => Some(Numbers::Upper),
            () if has("lower-roman") => Some(Numbers::LowerRoman),
            () if has("upper-roman") => Some(Numbers::UpperRoman),
            () if has("lower-greek") => Some(Numbers::Greek),
            () if has("leading-zero") => Some(Numbers::Zero),
            () if has("cjk-decimal") => Some(Numbers::Decimal),
            () if has("cjk") || has("chinese") || has("japanese") => Some(Numbers::Han),
            () => Some(Numbers::Decimal),
        }
    }

    /// A number; what the style cannot print in its script it prints in digits.
    pub(super) fn write(self, n: i64) -> String {
        let small = u32::try_from(n).ok().filter(|n| (1..4000).contains(n));
        let text = small.and_then(|n| match self {
            Numbers::Decimal => None,
            Numbers::Zero => Some(format!("{n:02}")),
            Numbers::Lower => Some(counters::letters(n)),
            Numbers::Upper => Some(counters::letters(n).to_ascii_uppercase()),
            Numbers::LowerRoman => counters::roman(n),
            Numbers::UpperRoman => counters::roman(n).map(|s| s.to_ascii_uppercase()),
            Numbers::Greek => "αβγδεζηθικλμνξοπρστυφχψω".chars().nth(n as usize - 1).map(String::from),
            Numbers::Han => counters::han(n),
        });
        text.unwrap_or_else(|| n.to_string())
    }

    /// The number with the mark behind it that a list prints.
    pub(super) fn marker(self, n: i64) -> String {
        self.write(n) + if self == Numbers::Han { "、" } else { "." }
    }
}
