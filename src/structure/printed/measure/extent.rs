//! How wide a text is, and the piece of it that cannot be broken.

use crate::marks::is_hangul;
use crate::structure::caption::{is_common, is_invisible, is_wide, plain_width};

/// What the characters of a text say of how it is set.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::structure::printed) struct Extent {
    /// The width in half em.
    pub(in crate::structure::printed) width: usize,
    /// Whether any character is wide, and whether all are.
    pub(in crate::structure::printed) wide: bool,
    pub(in crate::structure::printed) solid: bool,
}

impl Extent {
    pub(in crate::structure::printed) fn of(text: &str) -> Extent {
        if let Some((narrow, wide)) = plain_width(text) {
            return Extent { width: narrow + 2 * wide, wide: wide > 0, solid: narrow == 0 };
        }
        let mut extent = Extent { width: 0, wide: false, solid: true };
        let mut common = 0;
        for c in text.chars() {
            if is_wide(c) {
                extent.width += 2;
                extent.wide = true;
            } else if is_common(c) {
                common += 1;
            } else {
                extent.width += usize::from(!is_invisible(c));
                extent.solid = false;
            }
        }
        extent.width += if extent.wide { 2 * common } else { common };
        extent
    }
}

/// The width in half em.
pub(in crate::structure::printed) fn width(s: &str) -> usize {
    Extent::of(s).width
}

/// The width of what cannot be broken at the start of a line: a word, or a character with the punctuation that may
/// not begin a line.
pub(in crate::structure::printed) fn first_piece(s: &str, breaks_words: bool) -> usize {
    let wide = s.chars().find(|c| !is_common(*c)).is_some_and(is_wide);
    let mut out = 0;
    let (mut held, mut in_word) = (false, false);
    for c in s.chars().take_while(|c| !c.is_whitespace()) {
        let opening = matches!(c, '（' | '(' | '《' | '“' | '‘' | '【' | '「' | '『' | '〈' | '[' | '〔');
        let closing =
            matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | ')' | '》' | '”' | '’' | '】')
                || matches!(c, '」' | '』' | '〉' | ']' | '〕' | '…');
        // `부서(팀)장의`, `word(s)`: a bracket within a word
        let letter = (!is_wide(c) || is_hangul(c)) && !opening && !closing && c != '—' || in_word && is_bracket(c);
        let goes_on = closing || (in_word && letter && !breaks_words);
        if held && !goes_on {
            break;
        }
        in_word = letter;
        out += if is_wide(c) || is_common(c) && wide { 2 } else { 1 };
        held |= !opening;
    }
    out
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_hold_together() {
        for (s, w) in [
            ("服务", 2),
            ("同。为", 4),
            ("（甲）", 6),
            ("agreement is", 9),
            ("12个", 2),
            ("”或者", 2),
            ("", 0),
            ("부서(팀)장의 임시", 12),
            ("guest(s) of", 8),
            ("灯(塔)", 2),
        ] {
            assert_eq!(first_piece(s, false), w, "{s}");
        }
        assert_eq!(first_piece("agreement", true), 1);
    }
}
