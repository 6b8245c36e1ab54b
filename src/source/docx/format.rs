//! A count in one of Word's number formats → as Word prints it (ECMA-376, 17.18.59).

use crate::source::counters;

/// A number in a format; none where the format is not known.
pub(super) fn printed(format: &str, n: i64) -> Option<String> {
    let digits = || Some(n.to_string());
    let Some(small) = u32::try_from(n).ok().filter(|n| *n < 32_768) else { return digits() };
    let upper = |s: String| s.to_ascii_uppercase();
    let known = match format {
        "decimal" | "decimalHalfWidth" => None,
        "decimalZero" => Some(format!("{small:02}")),
        "none" => Some(String::new()),
        "lowerLetter" => Some(counters::doubled(small)),
        "upperLetter" => Some(upper(counters::doubled(small))),
        "lowerRoman" => counters::roman(small),
        "upperRoman" => counters::roman(small).map(upper),
        "ordinal" => Some(ordinal(small)),
        "cardinalText" => in_words(small, false),
        "ordinalText" => in_words(small, true),
        "hex" => Some(format!("{small:X}")),
        "chicago" => sign(small, "*†‡§").map(|c| c.to_string().repeat(small.saturating_sub(1) as usize / 4 + 1)),
        "numberInDash" => Some(format!("- {small} -")),
        "chineseCountingThousand" | "taiwaneseCountingThousand" => counters::han(small),
        "chineseCounting" | "taiwaneseCounting" if small < 100 => counters::han(small),
        "chineseCounting" | "taiwaneseCounting" | "taiwaneseDigital" => by_digit(small, "○一二三四五六七八九"),
        "ideographDigital" | "japaneseDigitalTenThousand" => by_digit(small, "〇一二三四五六七八九"),
        "koreanDigital" => by_digit(small, "영일이삼사오육칠팔구"),
        "koreanDigital2" => by_digit(small, "零一二三四五六七八九"),
        "japaneseCounting" => counted(small, "一二三四五六七八九", "十百千", false, ""),
        "japaneseLegal" => counted(small, "壱弐参四伍六七八九", "拾百阡", true, ""),
        "chineseLegalSimplified" => counted(small, "壹贰叁肆伍陆柒捌玖", "拾佰仟", true, "零"),
        "ideographLegalTraditional" => counted(small, "壹貳參肆伍陸柒捌玖", "拾佰仟", true, "零"),
        "koreanCounting" => counted(small, "일이삼사오육칠팔구", "십백천", false, ""),
        "koreanLegal" => korean(small),
        "decimalFullWidth" | "decimalFullWidth2" => by_digit(small, "０１２３４５６７８９"),
        "thaiNumbers" => by_digit(small, "๐๑๒๓๔๕๖๗๘๙"),
        "hindiNumbers" => by_digit(small, "०१२३४५६७८९"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => counters::circled(small),
        "decimalEnclosedParen" => one_of(small, '⑴', 20),
        "decimalEnclosedFullstop" => one_of(small, '⒈', 20),
        "ideographEnclosedCircle" => one_of(small, '㊀', 10),
        "ideographTraditional" => sign_once(small, STEMS),
        "ideographZodiac" => sign_once(small, BRANCHES),
        "ideographZodiacTraditional" => {
            small.checked_sub(1).filter(|n| *n < 60).map(|n| [STEMS, BRANCHES].map(|s| cycled(n, s)).concat())
        }
        "aiueo" => sign_once(small, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"),
        "aiueoFullWidth" => sign_once(
            small,
            "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        ),
        "iroha" => sign_once(small, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"),
        "irohaFullWidth" => sign_once(
            small,
            "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
        ),
        "ganada" => sign_once(small, "가나다라마바사아자차카타파하"),
        "chosung" => sign_once(small, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
        "russianLower" => repeated(small, "абвгдежзиклмнопрстуфхцчшщэюя"),
        "russianUpper" => repeated(small, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
        "hebrew1" => hebrew(small),
        "hebrew2" => repeated(small, "אבגדהוזחטיכלמנסעפצקרשת"),
        "arabicAlpha" => repeated(small, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"),
        "arabicAbjad" => repeated(small, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"),
        "thaiLetters" => repeated(small, "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"),
        _ => return None,
    };
    known.or_else(digits)
}

/// Whether programs differ in how they print such a number.
pub(super) fn is_doubtful(format: &str, n: i64) -> bool {
    n > 99 && matches!(format, "chineseCounting" | "taiwaneseCounting")
}

/// `001, 002, 003, …`, a format by example: a number is as wide as the example.
pub(super) fn by_example(example: &str, n: i64) -> String {
    let width = example.chars().take_while(char::is_ascii_digit).count().min(9);
    format!("{n:0width$}")
}

const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

fn ordinal(n: u32) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// `Twenty-one`, `Twenty-first`, up to 99: what heads an article.
fn in_words(n: u32, ordinal: bool) -> Option<String> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let last = |word: &str| match word {
        word if !ordinal => word.to_owned(),
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        word => word.strip_suffix('y').map_or_else(|| format!("{word}th"), |stem| format!("{stem}ieth")),
    };
    let text = match (n, n % 10) {
        (0..20, _) => last(ONES[n as usize]),
        (20..100, 0) => last(TENS[n as usize / 10 - 2]),
        (20..100, one) => format!("{}-{}", TENS[n as usize / 10 - 2], last(ONES[one as usize])),
        _ => return None,
    };
    Some(text[..1].to_ascii_uppercase() + &text[1..])
}

/// Digit by digit.
fn by_digit(n: u32, digits: &str) -> Option<String> {
    n.to_string().chars().map(|c| digits.chars().nth(c.to_digit(10)? as usize)).collect()
}

/// By thousands, hundreds and tens, up to 9999; `one`: a single unit has its one written; `gap` stands for units left
/// out in between.
fn counted(n: u32, digits: &str, units: &str, one: bool, gap: &str) -> Option<String> {
    if n == 0 || n > 9999 {
        return None;
    }
    let mut out = String::new();
    let mut left_out = false;
    for (value, unit) in
        [(1000, units.chars().nth(2)), (100, units.chars().nth(1)), (10, units.chars().next()), (1, None)]
    {
        let digit = n / value % 10;
        if digit == 0 {
            left_out |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut left_out) {
            out.push_str(gap);
        }
        if digit > 1 || one || unit.is_none() {
            out.extend(digits.chars().nth(digit as usize - 1));
        }
        out.extend(unit);
    }
    Some(out)
}

/// `하나`, `열하나`, `스물`, up to 99.
fn korean(n: u32) -> Option<String> {
    const ONES: [&str; 10] = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"];
    const TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
    (1..100).contains(&n).then(|| format!("{}{}", TENS[n as usize / 10], ONES[n as usize % 10]))
}

/// Letters by their value, up to 999; fifteen and sixteen are not written with the letters of a name of God.
fn hebrew(n: u32) -> Option<String> {
    const HUNDREDS: [&str; 10] = ["", "ק", "ר", "ש", "ת", "תק", "תר", "תש", "תת", "תתק"];
    const TENS: [&str; 10] = ["", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ"];
    const ONES: [&str; 10] = ["", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט"];
    let below = match n % 100 {
        15 => "טו".to_owned(),
        16 => "טז".to_owned(),
        n => [TENS[n as usize / 10], ONES[n as usize % 10]].concat(),
    };
    (1..1000).contains(&n).then(|| HUNDREDS[n as usize / 100].to_owned() + &below)
}

fn one_of(n: u32, first: char, count: u32) -> Option<String> {
    (1..=count).contains(&n).then(|| char::from_u32(first as u32 + n - 1)).flatten().map(String::from)
}

/// The sign of a number in a row of signs that begins again.
fn sign(n: u32, signs: &str) -> Option<char> {
    let count = signs.chars().count();
    signs.chars().nth(n.checked_sub(1)? as usize % count)
}

fn sign_once(n: u32, signs: &str) -> Option<String> {
    signs.chars().nth(n.checked_sub(1)? as usize).map(String::from)
}

fn cycled(n: u32, signs: &str) -> String {
    sign(n + 1, signs).map(String::from).unwrap_or_default()
}

/// `я`, `аа`, `бб`: a row that begins again is doubled.
fn repeated(n: u32, signs: &str) -> Option<String> {
    let times = n.checked_sub(1)? as usize / signs.chars().count() + 1;
    sign(n, signs).map(|c| c.to_string().repeat(times.min(9)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_formats() {
        for (format, n, want) in [
            ("decimal", -2, "-2"),
            ("decimalZero", 7, "07"),
            ("upperLetter", 28, "BB"),
            ("lowerRoman", 14, "xiv"),
            ("ordinal", 112, "112th"),
            ("cardinalText", 21, "Twenty-one"),
            ("ordinalText", 20, "Twentieth"),
            ("ordinalText", 9, "Ninth"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 101, "一○一"),
            ("chineseCountingThousand", 101, "一百零一"),
            ("ideographDigital", 10, "一〇"),
            ("japaneseCounting", 110, "百十"),
            ("japaneseCounting", 1205, "千二百五"),
            ("japaneseLegal", 12, "壱拾弐"),
            ("chineseLegalSimplified", 105, "壹佰零伍"),
            ("koreanCounting", 21, "이십일"),
            ("koreanLegal", 11, "열하나"),
            ("decimalEnclosedParen", 3, "⑶"),
            ("decimalEnclosedParen", 21, "21"),
            ("ideographEnclosedCircle", 10, "㊉"),
            ("ideographZodiacTraditional", 13, "丙子"),
            ("aiueo", 2, "ｲ"),
            ("irohaFullWidth", 3, "ハ"),
            ("ganada", 2, "나"),
            ("hebrew1", 16, "טז"),
            ("hebrew1", 121, "קכא"),
            ("russianLower", 29, "аа"),
            ("chicago", 6, "††"),
            ("numberInDash", 4, "- 4 -"),
        ] {
            assert_eq!(printed(format, n).as_deref(), Some(want), "{format} {n}");
        }
        assert_eq!(printed("bahtText", 1), None);
        assert_eq!(by_example("001, 002, ...", 12), "012");
    }
}
