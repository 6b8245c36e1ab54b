//! Text → its words as numbers, whatever their case; of ASCII eight letters at once.
//!
//! Not meant to withstand an adversary: two texts that collide are compared word by word like any others.

use super::fold::is_alphanumeric;
use super::quick::fold;
use super::wording::Word;
use crate::marks::is_east_asian;
use crate::model::numeral;

/// Letters and digits as one number, whatever the words that they stand in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Letters {
    hash: u64,
    /// Bytes that wait until there are eight, the first lowest.
    waiting: u64,
    /// How many bytes there were.
    bytes: usize,
}

impl Letters {
    /// Up to eight bytes, the others 0.
    #[inline]
    fn of(few: u64, bytes: usize) -> Letters {
        if bytes < 8 {
            return Letters { hash: 0, waiting: few, bytes };
        }
        Letters { hash: fold(few), waiting: 0, bytes }
    }

    /// The next character.
    #[inline]
    pub(super) fn add(&mut self, c: char) {
        if c.is_ascii() {
            self.push(u64::from(c.to_ascii_lowercase()), 1);
        } else if is_east_asian(c) {
            self.push(u64::from(c), 3);
        } else {
            c.to_lowercase().for_each(|c| self.push(u64::from(c), 3));
        }
    }

    /// The letters and digits of ASCII at a place in a text, up to what is none, and how many they are.
    #[inline]
    fn run(text: &[u8], from: usize) -> (Letters, usize) {
        let (few, mut len) = eight(text, from);
        let mut letters = Letters::of(few, len);
        let mut last = len;
        while last == 8 {
            let (few, more) = eight(text, from + len);
            letters.push(few, more);
            (len, last) = (len + more, more);
        }
        (letters, len)
    }

    /// As many more.
    #[inline]
    fn push(&mut self, few: u64, bytes: usize) {
        let held = 8 * (self.bytes % 8) as u32;
        self.waiting |= few << held;
        if held as usize + 8 * bytes >= 64 {
            self.hash = fold(self.hash ^ self.waiting);
            self.waiting = few.checked_shr(64 - held).unwrap_or(0);
        }
        self.bytes += bytes;
    }

    /// The number.
    #[inline]
    pub(super) fn finish(self) -> u64 {
        fold(self.hash ^ self.waiting ^ (self.bytes as u64).wrapping_mul(0xd6e8_feb8_6659_fd93))
    }
}

/// Hands over each word of letters and digits. A Chinese number is one word, so that it counts once however long it is.
pub(super) fn each_word(text: &str, mut told: impl FnMut(Word)) {
    let word = |letters: Letters, east: bool| (letters.finish() >> 32) as Word & !1 | Word::from(east);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii() {
            let (few, len) = eight(bytes, at);
            let (letters, len) = if len < 8 { (Letters::of(few, len), len) } else { Letters::run(bytes, at) };
            // what ends a word is no part of one
            if bytes.get(at + len).is_none_or(u8::is_ascii) {
                if len > 0 {
                    told(word(letters, false));
                }
                at += len + 1;
                continue;
            }
        }
        if let Some(chunk) = bytes[at..].first_chunk::<3>()
            && let c = of_three(*chunk)
            && is_common(c)
            && !numeral::is_han(c)
        {
            told(word(Letters::of(u64::from(c), 3), true));
            at += 3;
            continue;
        }
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        if !is_alphanumeric(first) {
            at += first.len_utf8();
            continue;
        }
        let len = length(rest, first);
        let mut letters = Letters::default();
        rest[..len].chars().for_each(|c| letters.add(c));
        told(word(letters, is_east_asian(first)));
        at += len;
    }
}

/// The character that three bytes are, if they are one.
#[inline]
pub(super) fn of_three([a, b, c]: [u8; 3]) -> char {
    let code = u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f);
    char::from_u32(code).filter(|_| a >> 4 == 0xe).unwrap_or('\0')
}

/// What most characters of Chinese and Japanese are, all of three bytes and words by themselves.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// The length of the word at the start of `rest`, not all ASCII.
fn length(rest: &str, first: char) -> usize {
    let single = |c: char| is_east_asian(c) && !matches!(c, '\u{ac00}'..='\u{d7ff}');
    if numeral::is_han(first) {
        rest.find(|c: char| !numeral::is_han(c)).unwrap_or(rest.len())
    } else if single(first) {
        first.len_utf8()
    } else {
        rest.find(|c: char| !is_alphanumeric(c) || single(c)).unwrap_or(rest.len())
    }
}

/// The next bytes of a text as a number, the first lowest: up to eight letters and digits of ASCII, the letters small,
/// up to what is none; and how many they are.
#[inline]
pub(super) fn eight(text: &[u8], from: usize) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let rest = text.get(from..).unwrap_or_default();
    let bytes = match rest.first_chunk::<8>() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => rest.iter().rev().fold(0, |all, b| all << 8 | u64::from(*b)),
    };
    // a byte plus this has its highest bit if it is `from` or more; without theirs, none carries into the next
    let low = bytes & (0x7f * EACH);
    let small = low | (0x20 * EACH);
    let least = |bytes: u64, from: u8| bytes + u64::from(0x80 - from) * EACH;
    let letters = least(small, b'a') & !least(small, b'z' + 1);
    let digits = least(low, b'0') & !least(low, b'9' + 1);
    let others = (!(letters | digits) | bytes) & (0x80 * EACH);
    let len = (others.trailing_zeros() / 8) as usize;
    // what stands behind is cut off; of eight none does
    let kept = if len < 8 { small & !(u64::MAX << (8 * len)) } else { small };
    (kept, len)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut out = Vec::new();
        each_word(text, |word| out.push(word));
        out
    }

    #[test]
    fn letters_are_the_same_however_many_at_once() {
        for text in ["", "payment", "internationalization", "12345678", "a4b5c6d7e8f9"] {
            let mut slow = Letters::default();
            text.chars().for_each(|c| slow.add(c));
            let (fast, len) = Letters::run(text.as_bytes(), 0);
            assert_eq!((fast.finish(), len), (slow.finish(), text.len()), "{text}");
        }
    }

    #[test]
    fn words_of_each_script() {
        assert_eq!(words("the Parties' obligations, under 4.2(a)").len(), 7);
        assert_eq!(words("在三十日内").len(), 4);
        assert_eq!(words("naïve Straße"), words("NAÏVE straße"));
        assert_eq!(words("30天Ab").iter().map(|w| w & 1).collect::<Vec<_>>(), [0, 1, 0]);
        assert_ne!(words("ab")[0], words("ba")[0]);
    }
}
