//! Text → its words and its letters as numbers, whatever their case; of ASCII eight letters at once.
//!
//! Not meant to withstand an adversary: two texts that collide are compared word by word like any others.

use super::fold::{combines, each_folded_letter, folded_letter, hidden, is_alphanumeric};
use super::quick::fold;
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

    /// The letters and digits of ASCII at a place in a text, up to what is none: their number.
    #[inline]
    pub(super) fn run(&mut self, text: &[u8], from: usize) -> usize {
        let mut at = from;
        loop {
            let (few, len) = eight(text, at);
            if len > 0 {
                self.push(few, len);
            }
            at += len;
            if len < 8 {
                return at - from;
            }
        }
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

    /// How many bytes there were: of ASCII, how many letters.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The number.
    #[inline]
    pub(super) fn finish(self) -> u64 {
        fold(self.hash ^ self.waiting ^ (self.bytes as u64).wrapping_mul(0xd6e8_feb8_6659_fd93))
    }
}

/// The letters and digits of a text as typography leaves them, as one number, and what they weigh: a Chinese character
/// as much as three letters.
pub(super) fn spell(text: &str) -> (Letters, usize) {
    let weight = |c: char| if is_east_asian(c) { 3 } else { 1 };
    let (mut letters, mut total) = (Letters::default(), 0);
    let (bytes, mut at) = (text.as_bytes(), 0);
    loop {
        if bytes.get(at).is_some_and(u8::is_ascii) {
            let ascii = letters.run(bytes, at);
            (at, total) = (at + ascii, total + ascii);
            // what stands behind it is no letter, but a character that is not seen counts as one
            if let Some(b) = bytes.get(at).filter(|b| b.is_ascii()) {
                if hidden(char::from(*b)) {
                    letters.add(char::from(*b));
                    total += 1;
                }
                at += 1;
            }
            continue;
        }
        let Some(c) = text[at..].chars().next() else { return (letters, total) };
        if is_common(c) {
            letters.push(u64::from(c), 3);
            (at, total) = (at + 3, total + 3);
            continue;
        }
        if combines(c) {
            break;
        }
        if let Some(c) = folded_letter(c) {
            letters.add(c);
            total += weight(c);
        }
        at += c.len_utf8();
    }
    // an accent changes the letter before it: once more, composed
    (letters, total) = (Letters::default(), 0);
    each_folded_letter(text, |c| {
        letters.add(c);
        total += weight(c);
    });
    (letters, total)
}

/// Hands over each word of letters and digits as a number, and whether it is a Chinese or Japanese character. A Chinese
/// number is one word, so that it counts once however long it is.
pub(super) fn each_word(text: &str, mut told: impl FnMut(u64, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        if b.is_ascii() && !b.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if b.is_ascii() {
            let mut letters = Letters::default();
            let ascii = letters.run(bytes, at);
            if bytes.get(at + ascii).is_none_or(u8::is_ascii) {
                told(letters.finish(), false);
                at += ascii;
                continue;
            }
        }
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        if is_common(first) && !numeral::is_han(first) {
            let mut letter = Letters::default();
            letter.push(u64::from(first), 3);
            told(letter.finish(), true);
            at += 3;
            continue;
        }
        if !is_alphanumeric(first) {
            at += first.len_utf8();
            continue;
        }
        let len = word(rest, first);
        let mut letters = Letters::default();
        rest[..len].chars().for_each(|c| letters.add(c));
        told(letters.finish(), is_east_asian(first));
        at += len;
    }
}

/// What most characters of Chinese and Japanese are, all of three bytes and words by themselves.
fn is_common(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// The length of the word at the start of `rest`, not all ASCII.
fn word(rest: &str, first: char) -> usize {
    let single = |c: char| is_east_asian(c) && !matches!(c, '\u{ac00}'..='\u{d7ff}');
    if numeral::is_han(first) {
        rest.find(|c: char| !numeral::is_han(c)).unwrap_or(rest.len())
    } else if single(first) {
        first.len_utf8()
    } else {
        rest.find(|c: char| !is_alphanumeric(c) || single(c)).unwrap_or(rest.len())
    }
}

/// The same for ASCII, and all its letters besides.
pub(super) fn each_word_of_ascii(text: &[u8], mut told: impl FnMut(u64), letters: &mut Letters) {
    let mut at = 0;
    while at < text.len() {
        let (few, len) = eight(text, at);
        let mut word = Letters::of(few, len);
        letters.push(few, len);
        at += len;
        if len == 8 {
            loop {
                let (few, len) = eight(text, at);
                word.push(few, len);
                letters.push(few, len);
                at += len;
                if len < 8 {
                    break;
                }
            }
        }
        if len > 0 {
            told(word.finish());
        }
        // what ends a word is no part of one
        at += 1;
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

    fn words(text: &str) -> Vec<(u64, bool)> {
        let mut out = Vec::new();
        each_word(text, |hash, east| out.push((hash, east)));
        out
    }

    #[test]
    fn ascii_is_read_the_same_way() {
        for text in ["", "Payment", "the Parties' obligations, under 4.2(a)", "internationalization a 12345678 b"] {
            let (mut fast, mut letters) = (Vec::new(), Letters::default());
            each_word_of_ascii(text.as_bytes(), |hash| fast.push((hash, false)), &mut letters);
            assert_eq!(words(text), fast);
            let mut slow = Letters::default();
            text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| slow.add(c));
            assert_eq!((slow.finish(), slow.bytes()), (letters.finish(), letters.bytes()));
            assert_eq!((spell(text).0.finish(), spell(text).1), (letters.finish(), letters.bytes()));
        }
    }

    #[test]
    fn letters_are_spelled_as_typography_leaves_them() {
        for text in ["a `b` \u{1}c", "甲方（乙）１２", "cafe\u{301} “x”", "か\u{3099}カ、naïve ﬁ", "٣ е\u{202e}d"]
        {
            let (mut letters, mut weight) = (Letters::default(), 0);
            each_folded_letter(text, |c| {
                letters.add(c);
                weight += if is_east_asian(c) { 3 } else { 1 };
            });
            assert_eq!((spell(text).0.finish(), spell(text).1), (letters.finish(), weight), "{text}");
        }
    }

    #[test]
    fn words_of_each_script() {
        assert_eq!(words("在三十日内").len(), 4);
        assert_eq!(words("naïve Straße"), words("NAÏVE straße"));
        assert_eq!(words("30天Ab").iter().map(|w| w.1).collect::<Vec<_>>(), [false, true, false]);
        assert_ne!(words("ab")[0], words("ba")[0]);
    }
}
