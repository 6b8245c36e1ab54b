//! A list's count → as it is printed: letters, Roman and Chinese numerals, circled numbers.

use crate::model::numeral;

/// `a`, `b`, … `z`, `aa`, `ab`: as web pages count on.
pub(super) fn letters(mut n: u32) -> String {
    let mut out = Vec::new();
    while n > 0 {
        n -= 1;
        out.push((b'a' + (n % 26) as u8) as char);
        n /= 26;
    }
    out.into_iter().rev().collect()
}

/// `a`, `b`, … `z`, `aa`, `bb`: as word processors count on.
pub(super) fn doubled(n: u32) -> String {
    let letter = (b'a' + (n.saturating_sub(1) % 26) as u8) as char;
    letter.to_string().repeat(n.saturating_sub(1).min(260) as usize / 26 + 1)
}

/// `i`, `ii`, `iii`.
pub(super) fn roman(n: u32) -> Option<String> {
    numeral::roman_upper(n).map(|s| s.to_ascii_lowercase())
}

/// `一`, `十二`, `一百零五`; none above 9999.
pub(super) fn han(n: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if n > 9999 {
        return None;
    }
    if n < 10 {
        return Some(DIGITS[n as usize].to_owned());
    }
    let mut out = String::new();
    let mut gap = false;
    for (value, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (n / value % 10) as usize;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(value == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS[digit]);
        }
        out.push_str(unit);
    }
    Some(out)
}

/// `①`…`⑳`, `㉑`…`㊿`.
pub(super) fn circled(n: u32) -> Option<String> {
    let c = match n {
        0 => '⓪' as u32,
        1..=20 => '①' as u32 + n - 1,
        21..=35 => '㉑' as u32 + n - 21,
        36..=50 => '㊱' as u32 + n - 36,
        _ => return None,
    };
    char::from_u32(c).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_and_read_back() {
        for n in 1..=9999 {
            assert_eq!(numeral::han(&han(n).expect("small")), Some(u64::from(n)));
        }
        for n in 1..=50 {
            let printed = circled(n).expect("small");
            assert_eq!(printed.chars().next().and_then(numeral::enclosed), Some(n));
        }
        assert_eq!([1, 26, 27, 28, 53].map(letters), ["a", "z", "aa", "ab", "ba"]);
        assert_eq!([1, 26, 27, 28, 53].map(doubled), ["a", "z", "aa", "bb", "aaa"]);
        assert_eq!(han(12).as_deref(), Some("十二"));
        assert_eq!(han(110).as_deref(), Some("一百一十"));
    }
}
