//! Tokens → numbers, the same for the same text.

use crate::redline::common::BLANK;
use crate::redline::quick::{fold, hash};
use crate::redline::token::{Class, Token};

/// A word is sought at so many places: further away only words stand that were chosen for it.
const FAR: usize = 64;

/// The names of tokens.
pub(super) struct Names<'t> {
    /// The key of a text, the text and its name.
    each: Vec<(u64, &'t str, u32)>,
    /// By the hash of a key, or behind it: the place of the text, from 1 (0: none).
    places: Vec<u32>,
    last: u32,
    /// Some token was not found within the bound, and may have several names.
    pub(super) coarse: bool,
}

impl<'t> Names<'t> {
    /// For at most so many tokens.
    pub(super) fn new(most: usize) -> Names<'t> {
        let places = vec![0; (2 * most).next_power_of_two()];
        Names { each: Vec::with_capacity(most / 2), places, last: 0, coarse: false }
    }

    /// The names of tokens, in order.
    pub(super) fn of(&mut self, tokens: &[Token<'t>]) -> Vec<u32> {
        // half of the tokens of most languages
        tokens.iter().map(|t| if t.text == " " { BLANK } else { self.name(t) }).collect()
    }

    fn name(&mut self, token: &Token<'t>) -> u32 {
        let text = token.text;
        let key = key(text);
        let last = self.places.len() - 1;
        let start = fold(key ^ text.len() as u64) as usize & last;
        for at in (start..start + FAR).map(|at| at & last) {
            let Some(found) = (self.places[at] as usize).checked_sub(1) else {
                let name = self.next(token);
                self.each.push((key, text, name));
                self.places[at] = self.each.len() as u32;
                return name;
            };
            let (other, same, name) = self.each[found];
            // a short text is its key
            if other == key && same.len() == text.len() && (text.len() <= 8 || same == text) {
                return name;
            }
        }
        self.coarse = true;
        self.next(token)
    }

    fn next(&mut self, token: &Token<'_>) -> u32 {
        self.last += 1;
        self.last | if token.class == Class::Space { BLANK } else { 0 }
    }
}

/// A text of at most eight bytes as a number, which no other of its length has; the hash of a longer one.
fn key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) if bytes.len() <= 8 => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
        }
        (Some(_), _) => hash(text),
        (None, _) => bytes.iter().fold(0, |all, b| all << 8 | u64::from(*b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redline::token::tokens;

    #[test]
    fn names_are_the_same_for_the_same_text() {
        let text =
            "the parties, THE parties; partie partiez internationalisation internationalization 甲方 甲方乙 ab ba";
        let tokens = tokens(text);
        let names = Names::new(tokens.len()).of(&tokens);
        for (a, x) in tokens.iter().zip(&names) {
            assert!(tokens.iter().zip(&names).all(|(b, y)| (a.text == b.text) == (x == y)));
        }
    }

    #[test]
    fn words_in_one_place_are_bounded() {
        let words: Vec<String> = (0..200).map(|i| format!("word{i}")).collect();
        let tokens: Vec<Token<'_>> = words.iter().map(|text| Token { text, class: Class::Word }).collect();
        // too few places for all
        let mut names = Names::new(16);
        let all = names.of(&tokens);
        assert!(names.coarse && all.is_sorted_by(|a, b| a < b));
    }
}
