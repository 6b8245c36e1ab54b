//! The marks of notes as they are printed: `1`, `*`, `[2]`.

use unicode_normalization::UnicodeNormalization as _;

/// A mark without what encloses it: at most three digits, or signs as `*` and `†`.
pub(super) fn mark(text: &str) -> Option<String> {
    let mark: String = text.trim().nfkc().map(|c| if c == '∗' { '*' } else { c }).collect();
    let bare = mark.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | '.'));
    // `*2` is the second
    let number = bare.trim_start_matches('*');
    if (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
        return Some(number.to_owned());
    }
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '※');
    ((1..=3).contains(&bare.chars().count()) && bare.chars().all(is_sign)).then(|| bare.to_owned())
}
