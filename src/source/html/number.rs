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
    /// Signs in a row, with a comma of their script.
    Row(&'static str),
    /// A style that is not known, or of the sheet's own.
    Other,
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const HIRAGANA: &str =
    "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん";
const KATAKANA: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン";
const HIRAGANA_IROHA: &str =
    "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす";
const KATAKANA_IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス";

/// What leaves numbers as they are.
const DECIMAL: [&str; 9] = ["", "inside", "outside", "initial", "inherit", "unset", "revert", "auto", "number"];

impl Numbers {
    /// The style that a `list-style` or a counter names; none: no numbers.
    pub(super) fn named(value: &str) -> Option<Numbers> {
        let has = |name: &str| value.contains(name);
        match () {
            // a string or a picture takes the place of the number
            () if value.starts_with(['"', '\'']) || has("url(") => None,
            () if has("none") || has("disc") || has("circle") || has("square") => None,
            () if has("lower-alpha") || has("lower-latin") => Some(Numbers::Lower),
            () if has("upper-alpha") || has("upper-latin") => Some(Numbers::Upper),
            () if has("lower-roman") => Some(Numbers::LowerRoman),
            () if has("upper-roman") => Some(Numbers::UpperRoman),
            () if has("lower-greek") => Some(Numbers::Greek),
            () if has("leading-zero") => Some(Numbers::Zero),
            () if has("cjk-decimal") => Some(Numbers::Decimal),
            () if has("heavenly-stem") => Some(Numbers::Row(STEMS)),
            () if has("earthly-branch") => Some(Numbers::Row(BRANCHES)),
            () if has("hiragana-iroha") => Some(Numbers::Row(HIRAGANA_IROHA)),
            () if has("katakana-iroha") => Some(Numbers::Row(KATAKANA_IROHA)),
            () if has("hiragana") => Some(Numbers::Row(HIRAGANA)),
            () if has("katakana") => Some(Numbers::Row(KATAKANA)),
            () if has("-formal") => Some(Numbers::Other),
            () if has("cjk") || has("chinese") || has("japanese-informal") => Some(Numbers::Han),
            () if has("decimal") || DECIMAL.contains(&value) => Some(Numbers::Decimal),
            () => Some(Numbers::Other),
        }
    }

    /// A number; what the style cannot print in its script it prints in digits.
    pub(super) fn write(self, n: i64) -> String {
        let small = u32::try_from(n).ok().filter(|n| (1..4000).contains(n));
        let text = small.and_then(|n| match self {
            Numbers::Decimal | Numbers::Other => None,
            Numbers::Row(signs) => signs.chars().nth(n as usize - 1).map(String::from),
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
        self.write(n) + if matches!(self, Numbers::Han | Numbers::Row(_)) { "、" } else { "." }
    }
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;

    #[test]
    fn lists_print_their_numbers_in_the_style_that_they_name() {
        let first = |style: &str| {
            let page = format!(
                "<h1>Boats</h1><ol style=\"list-style-type: {style}\"><li>Oars are lent.<li>Sails are not.</ol>"
            );
            let found = read(&page).expect("a page");
            let text = crate::source::tests::rows(&found).remove(1);
            (text, found.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>().join(" "))
        };
        for (style, marker) in [
            ("decimal", "1."),
            ("cjk-ideographic", "一、"),
            ("cjk-earthly-branch", "子、"),
            ("cjk-heavenly-stem", "甲、"),
            ("hiragana-iroha", "い、"),
            ("upper-roman", "I."),
        ] {
            let (text, told) = first(style);
            assert!(text.contains(marker) && told.is_empty(), "{style}: {text} {told}");
        }
        // a string stands in place of the number; a style that is not known is told
        assert!(!first("'§ '").0.contains("1."));
        assert_eq!(first("japanese-formal").1, "number-by-style");
        assert_eq!(first("our-own").1, "number-by-style");
    }
}
