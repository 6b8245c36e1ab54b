//! Text → its words and its letters as numbers, whatever their case.
//!
//! Not meant to withstand an adversary: two texts that collide are compared word by word like any others.

use super::fold::is_alphanumeric;
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

    /// Up to eight bytes, the others 0.
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

/// Hands over each word of letters and digits as a number, and whether it is a Chinese or Japanese character, until
/// it is told to stop (`false`). A Chinese number is one word, so that it counts once however long it is.
pub(super) fn each_word(text: &str, mut told: impl FnMut(u64, bool) -> bool) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        let ascii = bytes[at..].iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len() - at);
        if b.is_ascii() && ascii == 0 {
            at += 1;
            continue;
        }
        let rest = &text[at..];
        let (len, east) = if ascii > 0 && rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
            (ascii, false)
        } else {
            let Some(first) = rest.chars().next() else { break };
            if !is_alphanumeric(first) {
                at += first.len_utf8();
                continue;
            }
            (word(rest, first), is_east_asian(first))
        };
        let mut letters = Letters::default();
        rest[..len].chars().for_each(|c| letters.add(c));
        if !told(letters.finish(), east) {
            break;
        }
        at += len;
    }
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
        let len = text[at..].iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len() - at);
        if len == 0 {
            at += 1;
            continue;
        }
        let mut word = Letters::default();
        let mut from = at;
        at += len;
        while from < at {
            let here = (at - from).min(8);
            // digits and small letters have this bit, capitals get it
            let few = (few(text, from, here) | 0x2020_2020_2020_2020) & (u64::MAX >> (64 - 8 * here));
            word.push(few, here);
            letters.push(few, here);
            from += here;
        }
        told(word.finish());
    }
}

/// Bytes as a number, the first lowest; those behind `len` as they come.
#[inline]
fn few(text: &[u8], from: usize, len: usize) -> u64 {
    match text[from..].first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => text[from..from + len].iter().rev().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(u64, bool)> {
        let mut out = Vec::new();
        each_word(text, |hash, east| {
            out.push((hash, east));
            true
        });
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
