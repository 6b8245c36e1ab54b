//! Numbers written in words of a script: Chinese (also Japanese, also the forms of finance), Roman,
//! circled. Each reader takes the whole string or nothing.

/// Reads a Chinese or Japanese numeral: `三百二十一`, `廿五`, `二〇二三`, `壹佰`, `两`.
///
/// Digits without a unit are read by position (`二〇二三` is 2023). Full-width and ASCII digits mix in
/// (`1万5千`). `None` where any character is no part of a numeral, or where the value exceeds `u64`.
pub fn han(s: &str) -> Option<u64> {
    if s.is_empty() {
        return None;
    }
    if s.chars().all(|c| digit(c).is_some()) {
        return s.chars().try_fold(0u64, |n, c| n.checked_mul(10)?.checked_add(digit(c)?));
    }
    let (mut total, mut section, mut pending) = (0u64, 0u64, None::<u64>);
    for c in s.chars() {
        if let Some(d) = digit(c) {
            // `一百零五`: a zero is only a gap; other digits follow one another in `1万5千` and `10万`.
            let so_far = pending.unwrap_or(0);
            pending = Some(so_far.checked_mul(10)?.checked_add(d)?);
            continue;
        }
        match unit(c)? {
            u @ (10 | 100 | 1000) => {
                section = section.checked_add(pending.take().unwrap_or(1).checked_mul(u)?)?;
            }
            u @ (20 | 30) => section = section.checked_add(u)?,
            u => {
                let here = section.checked_add(pending.take().unwrap_or(0))?;
                // 万 alone is one of them: 万分之五
                let here = if (total, here) == (0, 0) && s.starts_with(c) { 1 } else { here };
                // 万亿: the larger unit takes all that stands before it
                total = if total < u {
                    total.checked_add(here)?.checked_mul(u)?
                } else {
                    total.checked_add(here.checked_mul(u)?)?
                };
                section = 0;
            }
        }
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

/// The value of a number in Hangul: 십오 is 15.
pub fn hangul(s: &str) -> Option<u64> {
    let number: Option<String> = s.chars().map(hangul_digit).collect();
    han(&number?)
}

/// The Chinese numeral for which a syllable of a Korean number stands: 삼 is 三.
pub fn hangul_digit(c: char) -> Option<char> {
    let at = "일이삼사오육칠팔구십백천만억".chars().position(|digit| digit == c)?;
    "一二三四五六七八九十百千万亿".chars().nth(at)
}

/// Writes a Chinese numeral up to 99: `七`, `十二`, `三十`.
pub fn han_written(n: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10, DIGITS[(n % 10) as usize]);
    match tens {
        _ if n == 0 || tens > 9 => None,
        0 => Some(ones.to_owned()),
        1 => Some(format!("十{ones}")),
        _ => Some(format!("{}十{ones}", DIGITS[tens as usize])),
    }
}

/// Whether a character can stand in a Chinese numeral (ASCII and full-width digits do not count).
#[inline]
pub const fn is_han(c: char) -> bool {
    match c {
        // most characters: a bit for each
        '\u{4e00}'..='\u{9fff}' => HAN[(c as usize - 0x4e00) / 64] >> (c as usize % 64) & 1 == 1,
        '\0'..='\u{24ff}' | '０'..='９' => false,
        _ => is_digit_or_unit(c),
    }
}

const fn is_digit_or_unit(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some()
}

/// A bit for each of the common Chinese characters: whether it can stand in a numeral.
static HAN: [u64; (0xa000 - 0x4e00) / 64] = {
    let mut bits = [0; (0xa000 - 0x4e00) / 64];
    let mut code = 0x4e00;
    while code < 0xa000 {
        if let Some(c) = char::from_u32(code)
            && is_digit_or_unit(c)
        {
            bits[(code as usize - 0x4e00) / 64] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
};

const fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => c as u64 - '0' as u64,
        '０'..='９' => c as u64 - '０' as u64,
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '壱' => 1,
        '二' | '贰' | '貳' | '两' | '兩' | '弐' => 2,
        '三' | '叁' | '參' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Reads a Roman numeral in canonical form, in one case (`iv`, `XII`), up to 3999; also `Ⅳ` and `ⅳ`.
pub fn roman(s: &str) -> Option<u32> {
    let mut chars = s.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        match c {
            'Ⅰ'..='Ⅻ' => return Some(c as u32 - 'Ⅰ' as u32 + 1),
            'ⅰ'..='ⅻ' => return Some(c as u32 - 'ⅰ' as u32 + 1),
            _ => {}
        }
    }
    let value = |b: u8| match b.to_ascii_uppercase() {
        b'I' => 1,
        b'V' => 5,
        b'X' => 10,
        b'L' => 50,
        b'C' => 100,
        b'D' => 500,
        b'M' => 1000,
        _ => 0,
    };
    let one_case = || s.bytes().all(|b| b.is_ascii_uppercase()) || s.bytes().all(|b| b.is_ascii_lowercase());
    if s.is_empty() || s.len() > 15 || s.bytes().any(|b| value(b) == 0) || !one_case() {
        return None;
    }
    let mut n = 0i64;
    for (i, b) in s.bytes().enumerate() {
        let next = s.as_bytes().get(i + 1).map_or(0, |next| value(*next));
        n += if next > value(b) { -value(b) } else { value(b) };
    }
    let n = u32::try_from(n).ok()?;
    roman_upper(n)?.eq_ignore_ascii_case(s).then_some(n)
}

/// Writes a Roman numeral in capitals; `None` for 0 and above 3999.
pub fn roman_upper(mut n: u32) -> Option<String> {
    if n == 0 || n > 3999 {
        return None;
    }
    let table = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (v, s) in table {
        while n >= v {
            out.push_str(s);
            n -= v;
        }
    }
    Some(out)
}

/// Reads an enclosed number that is one character: `①`…`㊿`, `⑴`…`⒇`, `❶`…`❿`, `㈠`…`㈩`, `⒈`…`⒛`.
pub fn enclosed(c: char) -> Option<u32> {
    let from = |first: char, n: u32| (c as u32 - first as u32) + n;
    Some(match c {
        '①'..='⑳' => from('①', 1),
        '㉑'..='㉟' => from('㉑', 21),
        '㊱'..='㊿' => from('㊱', 36),
        '⓪' => 0,
        '⑴'..='⒇' => from('⑴', 1),
        '⒈'..='⒛' => from('⒈', 1),
        '❶'..='❿' => from('❶', 1),
        '➀'..='➉' => from('➀', 1),
        '㈠'..='㈩' => from('㈠', 1),
        '㊀'..='㊉' => from('㊀', 1),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_is_the_same_as_a_digit_or_a_unit() {
        for c in ('\0'..=char::MAX).filter(|c| !matches!(c, '0'..='9' | '０'..='９')) {
            assert_eq!(is_han(c), digit(c).is_some() || unit(c).is_some(), "{c:?}");
        }
    }

    #[test]
    fn chinese_numerals() {
        for (s, n) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("一百零五", 105),
            ("四百六十三", 463),
            ("一千二百六十", 1260),
            ("二〇二三", 2023),
            ("5万", 50_000),
            ("1万5千", 15_000),
            ("壹佰万", 1_000_000),
            ("廿五", 25),
            ("一亿零三万", 100_030_000),
        ] {
            assert_eq!(han(s), Some(n), "{s}");
        }
        assert_eq!(han("第一"), None);
        assert_eq!(han(""), None);
        assert_eq!(han(&"九".repeat(40)), None);
    }

    #[test]
    fn roman_numerals_are_canonical() {
        for n in 1..=3999 {
            let upper = roman_upper(n).expect("in range");
            assert_eq!(roman(&upper), Some(n));
            assert_eq!(roman(&upper.to_lowercase()), Some(n));
        }
        for s in ["", "IIII", "IC", "iV", "Mix", "A"] {
            assert_eq!(roman(s), None, "{s}");
        }
    }
}
