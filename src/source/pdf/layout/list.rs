//! The bullets of lists, and what they stand before.

use crate::source::printed::is_bullet;

/// The text behind a bullet; none where there is no bullet.
pub(super) fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let spaced = rest.starts_with(char::is_whitespace);
    // a symbol font draws a square where `§` stands, but it numbers too
    let square = first == '§' && !rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let dash = (square || matches!(first, '-' | '–' | '—' | 'o' | '*' | '·' | '・')) && spaced;
    let alone = matches!(first, '-' | '·') && rest.is_empty();
    (is_bullet(first) || dash || alone).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets() {
        for (text, rest) in [
            ("• fees", "fees"),
            ("- fees", "fees"),
            ("\u{f0b7} fees", "fees"),
            ("●甲方", "甲方"),
            ("•", ""),
            ("§ fees", "fees"),
        ] {
            assert_eq!(bullet(text), Some(rest), "{text}");
        }
        for text in ["fees", "-5 %", "·中点", "—— 甲", "open", "§ 3 Fees"] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
