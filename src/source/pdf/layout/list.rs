//! The bullets of lists, and what they stand before.

/// The text behind a bullet; none where there is no bullet.
pub(super) fn bullet(text: &str) -> Option<&str> {
    const BULLETS: &str = "•●○■□▪▫◆◇►▶➢✓✔‣⁃∙◦·";
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let private = matches!(first, '\u{f000}'..='\u{f0ff}');
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let certain = BULLETS.contains(first) || private;
    let dash = matches!(first, '-' | '–' | '—' | 'o' | '*' | '§') && rest.starts_with(char::is_whitespace);
    ((certain && (spaced || first != '·')) || dash || (first == '-' && rest.is_empty())).then(|| rest.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets() {
        for (text, rest) in
            [("• fees", "fees"), ("- fees", "fees"), ("\u{f0b7} fees", "fees"), ("●甲方", "甲方"), ("•", "")]
        {
            assert_eq!(bullet(text), Some(rest), "{text}");
        }
        for text in ["fees", "-5 %", "·中点", "—— 甲", "open"] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }
}
