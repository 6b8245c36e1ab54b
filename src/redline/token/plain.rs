//! What most tokens are → told by a few bytes: a blank, a word of ASCII letters that begins no quantity, a Chinese or
//! Japanese character that begins nothing, a mark of punctuation.
//!
//! Invariant: what is told here, the careful way ([`super::next`]) tells in the same way.

use super::Class;
use crate::model::numeral;
use crate::redline::quantity::begins_in_chinese;
use crate::redline::spelling::{eight, of_three};
use crate::redline::vocabulary::{self, Role, may_be_spoken, may_begin_spoken};

/// The token at a place, its class and length; the inner none: it must be looked at with care; the outer: there is
/// none any more.
#[inline]
pub(super) fn token(text: &[u8], at: usize) -> Option<Option<(Class, usize)>> {
    let first = *text.get(at)?;
    Some(match first {
        b' ' => text.get(at + 1).is_none_or(u8::is_ascii_graphic).then_some((Class::Space, 1)),
        b'a'..=b'z' | b'A'..=b'Z' => word(text, at),
        b'!' | b'"' | b'#' | b'%' | b'\'' | b'(' | b')' | b'+' | b',' | b'/' | b':' | b';' | b'=' | b'>' | b'?'
        | b'@' | b'^' | b'{' | b'|' | b'}' | b'~' => {
            let alone = text.get(at + 1).is_none_or(|b| b.is_ascii() && (first != b'=' || *b != b'='));
            alone.then_some((Class::Punctuation, 1))
        }
        b'.' | b'-' => {
            let alone = text.get(at + 1).is_none_or(|b| b.is_ascii() && *b != first);
            alone.then_some((Class::Punctuation, 1))
        }
        0xe2..=0xef => east(text, at),
        _ => None,
    })
}

/// A word of ASCII letters behind none, and before none.
pub(super) fn word(text: &[u8], at: usize) -> Option<(Class, usize)> {
    if at > 0 && (!text[at - 1].is_ascii() || text[at - 1].is_ascii_alphanumeric()) {
        return None;
    }
    let (few, first) = eight(text, at);
    if !are_letters(few, first) {
        return None;
    }
    let more = if first < 8 { 0 } else { text[at + 8..].iter().take_while(|b| b.is_ascii_alphabetic()).count() };
    let len = first + more;
    let behind = &text[at + len..];
    if behind.first().is_some_and(|b| *b != b' ') && may_go_on(behind) {
        return None;
    }
    match vocabulary::of_letters(few, &text[at..at + len]) {
        None if matches!(few, HTTP | HTTPS | WWW) => None,
        None => Some((Class::Word, len)),
        Some(role) if role.begins_quantity() => None,
        Some(role) => Some((says(role, &text[at..at + len]), len)),
    }
}

/// Whether so many letters and digits, as [`eight`] gives them, are letters only.
fn are_letters(few: u64, len: usize) -> bool {
    // digits lack this bit
    const LETTERS: u64 = 0x4040_4040_4040_4040;
    few & LETTERS == LETTERS.unbounded_shr(64 - 8 * len as u32)
}

/// Whether a word may go on with what is no letter of ASCII: don’t, US$, a@b.example.
fn may_go_on(behind: &[u8]) -> bool {
    match behind {
        [b'.', next, ..] => next.is_ascii_alphanumeric(),
        [b, ..] => !b.is_ascii() || matches!(b, b'\'' | b'-' | b'$' | b'0'..=b'9' | b'@' | b'_' | b'+'),
        [] => false,
    }
}

/// What a word of ASCII letters says.
fn says(role: &Role, word: &[u8]) -> Class {
    // `May` inside a sentence is a month or a name
    let small = word.first().is_some_and(u8::is_ascii_lowercase) || word.iter().all(u8::is_ascii_uppercase);
    match role {
        role if role.obliges(!small) => Class::Obligation,
        Role { negation: true, .. } => Class::Negation,
        Role { party: true, .. } => Class::Party,
        _ => Class::Word,
    }
}

/// What an address can begin with, as [`eight`] gives it.
const HTTP: u64 = u64::from_le_bytes(*b"http\0\0\0\0");
const HTTPS: u64 = u64::from_le_bytes(*b"https\0\0\0");
const WWW: u64 = u64::from_le_bytes(*b"www\0\0\0\0\0");

/// A character of three bytes: a Chinese or Japanese one that begins no quantity and no word of obligation, or
/// punctuation of theirs.
fn east(text: &[u8], at: usize) -> Option<(Class, usize)> {
    let (chunk, rest) = text[at..].split_first_chunk::<3>()?;
    // 上午, 下午
    if rest.starts_with("午".as_bytes()) {
        return None;
    }
    let class = match of_three(*chunk) {
        c @ ('\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fff}')
            if !begins(u32::from(c)) || !begins_so(c, &text[at..]) =>
        {
            Class::Word
        }
        '、' | '。' | '，' | '；' | '：' | '（' | '）' | '《' | '》' | '“' | '”' => Class::Punctuation,
        _ => return None,
    };
    // of what can follow, these combine with nothing
    let alone = match rest {
        [] => true,
        [b, ..] if b.is_ascii() => true,
        [0xe4..=0xe9, ..] | [0xe3, 0x81 | 0x83, ..] | [0xef, 0xbc, ..] => true,
        [0xe3, 0x80, last, ..] => *last < 0xa0,
        [0xe3, 0x82, last, ..] => !matches!(last, 0x99 | 0x9a),
        [0xe2, 0x80, last, ..] => matches!(last, 0x9c | 0x9d),
        _ => false,
    };
    alone.then_some((class, 3))
}

/// Whether a quantity or a word of obligation may begin with the character.
fn begins(c: u32) -> bool {
    BEGINS[(c - FIRST) as usize / 64] >> (c % 64) & 1 == 1
}

/// Whether one may begin with the character, which [`begins`], and the one behind it.
fn begins_so(c: char, here: &[u8]) -> bool {
    let next = here.get(3..).and_then(<[u8]>::first_chunk).map_or('\0', |next| of_three(*next));
    let quantity = match c {
        '人' => next == '民',
        '美' => next == '元',
        '港' => matches!(next, '币' | '幣'),
        '新' => matches!(next, '台' | '臺'),
        '令' | '昭' => next == '和',
        '平' => next == '成',
        '民' => next == '國',
        c => numeral::is_han(c) || begins_in_chinese(c),
    };
    quantity || may_begin_spoken(c) && may_be_spoken(here)
}

const FIRST: u32 = 0x3040;
const LAST: u32 = 0x9fff;

/// A bit for each character from the first of Japanese to the last common one of Chinese: whether a quantity or a word of obligation may begin with it.
static BEGINS: [u64; ((LAST - FIRST) / 64 + 1) as usize] = {
    let mut bits = [0; ((LAST - FIRST) / 64 + 1) as usize];
    let mut code = FIRST;
    while code <= LAST {
        if let Some(c) = char::from_u32(code)
            && (numeral::is_han(c) || begins_in_chinese(c) || may_begin_spoken(c))
        {
            bits[((code - FIRST) / 64) as usize] |= 1 << (code % 64);
        }
        code += 1;
    }
    bits
};

#[cfg(test)]
mod tests {
    use super::super::next;
    use super::*;

    #[test]
    fn care_would_tell_the_same() {
        let characters =
            (' '..='\u{2ff}').chain('\u{2010}'..='\u{2030}').chain('\u{3000}'..='\u{9fff}').chain('！'..='～');
        for c in characters.filter(|c| *c != '\u{7f}') {
            for behind in ["", " a", "b c", "。", "日", "\u{301}", "5", "-x", "’s", "\u{3099}"] {
                let text = format!("{c}{behind}");
                if let Some(Some(plain)) = token(text.as_bytes(), 0) {
                    assert_eq!(plain, next(&text, None, &mut 0), "{text}");
                }
            }
        }
        for text in [
            "shall pay",
            "Shall we",
            "SHALL NOT",
            "must",
            "Customer",
            "NOT",
            "unless x",
            "May 2024",
            "thirty days",
            "Section 5",
            "USD 5",
            "wwwx",
            "john.doe@a.example",
            "office@a.example",
            "Seller.",
            "not ",
            "cannot",
            "人民币5元",
            "人民幣5元",
            "港币5元",
            "港幣5元",
            "新台币5元",
            "新臺幣5元",
            "美元5",
            "令和6年1月1日",
            "平成6年",
            "昭和6年",
            "民國6年",
            "第三条",
            "附件一",
            "半年内",
            "午后3时",
            "会员应",
            "用户名",
        ] {
            if let Some(Some(plain)) = token(text.as_bytes(), 0) {
                assert_eq!(plain, next(text, None, &mut 0), "{text}");
            }
        }
    }
}
