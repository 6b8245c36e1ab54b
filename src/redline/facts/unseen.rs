//! A token → the characters in it that a reader cannot see, or takes for others.

use crate::redline::fold::hidden;
use crate::redline::token::{Class, Token};

/// Characters that are not seen, letters of Cyrillic or Greek in a word of Latin ones, and letters in a number.
pub(super) fn unseen(token: Token<'_>) -> impl Iterator<Item = char> {
    let other = |c: &char| matches!(c, '\u{370}'..='\u{52f}' | '\u{1d00}'..='\u{1d7f}' | '\u{1d400}'..='\u{1d7ff}');
    let mixed = !token.text.is_ascii() && token.text.contains(|c: char| c.is_ascii_alphabetic());
    // a Latin letter in a word of Cyrillic ones is the stranger
    let count = |is: &dyn Fn(&char) -> bool| token.text.chars().filter(is).count();
    let latin = mixed && count(&char::is_ascii_alphabetic) < count(&other);
    let stranger = move |c: &char| if latin { c.is_ascii_alphabetic() } else { other(c) };
    // 5OO: no word begins with a digit
    let number = token.class == Class::Word && token.text.starts_with(|c: char| c.is_ascii_digit());
    let letter = move |c: &char| number && c.is_ascii_alphabetic();
    token.text.chars().filter(move |c| hidden(*c) || mixed && stranger(c) && *c != 'µ' && *c != 'μ' || letter(c))
}
