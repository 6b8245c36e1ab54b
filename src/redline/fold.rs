//! Text → the same text without differences of typography alone.
//!
//! Folded are full and half width, white space, forms of quotes, brackets, dashes and ellipses, soft and zero-width
//! spaces. Never
//! folded are characters that look alike but differ, joiners, and characters that turn the direction of writing:
//! they can change what a reader reads without showing it (see [`hidden`]).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::marks::is_east_asian;

/// Folds what is only typography. White space stays where it parts two words of letters, as one blank.
pub(super) fn typographic(s: &str) -> String {
    if s.is_ascii() && !s.contains(['\'', '`', '"', '[', ']', '\n', '\t']) && !s.contains("  ") {
        return tight(s.chars(), s.len());
    }
    let composed: String;
    let s = if s.chars().any(combines) {
        composed = compose(s);
        &composed
    } else {
        s
    };
    tight(s.chars().filter_map(fold), s.len())
}

/// Hands over the letters and digits of a text as [`typographic`] folds it: what stays when punctuation is gone too.
pub(super) fn each_folded_letter(s: &str, told: impl FnMut(char)) {
    if s.is_ascii() {
        // folding ASCII touches blanks and marks alone
        s.bytes().map(char::from).filter(is_letter).for_each(told);
    } else if s.chars().any(combines) {
        compose(s).chars().filter_map(folded_letter).for_each(told);
    } else {
        s.chars().filter_map(folded_letter).for_each(told);
    }
}

/// A letter or digit without its typographic form; none: the character is neither.
pub(super) fn folded_letter(c: char) -> Option<char> {
    fold(c).filter(is_letter)
}

fn is_letter(c: &char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || hidden(*c) } else { is_alphanumeric(*c) || hidden(*c) }
}

/// [`char::is_alphanumeric`], which is slow for what Chinese and Japanese texts are full of.
#[inline]
pub(super) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' => true,
        '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' => false,
        c => c.is_alphanumeric(),
    }
}

/// Whether a character combines with the one before.
pub(super) fn combines(c: char) -> bool {
    // what texts are full of is known without the table
    let never = matches!(c, '\0'..='\u{2ff}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{3029}')
        || matches!(c, '\u{303f}'..='\u{3098}' | '\u{309b}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff00}'..='\u{ff9d}');
    !never && is_combining_mark(c)
}

/// Whether a character is not seen but can change what is read: directions, joiners, fillers, tags.
#[inline]
pub const fn hidden(c: char) -> bool {
    if matches!(c, ' '..='~' | '\u{3165}'..='\u{d7ff}') {
        return false;
    }
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2064}' | '\u{2066}'..='\u{206f}')
        || matches!(
            c,
            '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}'
        )
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}')
        // what is a control character and no white space
        || matches!(c, '\0'..='\x08' | '\x0e'..='\x1f' | '\x7f'..='\u{84}' | '\u{86}'..='\u{9f}')
}

/// Whether a text has nothing but what is only typography: a zero-width space.
pub(super) fn is_nothing(s: &str) -> bool {
    !s.is_ascii() && s.chars().all(|c| fold(c).is_none())
}

/// Whether a character is a quote or an apostrophe, in any form.
pub(super) fn is_quote(c: char) -> bool {
    matches!(fold(c), Some('"' | '\''))
}

/// A character without its typographic form; none: it is only typography (a zero-width space, a soft hyphen).
fn fold(c: char) -> Option<char> {
    Some(match c {
        // most characters
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{3041}'..='\u{9fff}' => c,
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        c if c.is_whitespace() => ' ',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '＂' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '＇' | '´' | '`' => '\'',
        '（' | '〔' | '［' | '【' | '[' | '｟' => '(',
        '）' | '〕' | '］' | '】' | ']' | '｠' => ')',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '⋯' => '…',
        '｡' => '。',
        '､' => '、',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    })
}

/// One blank for every run of white space, and none beside punctuation or a Chinese, Japanese or Korean character; so many bytes at
/// most.
fn tight(chars: impl Iterator<Item = char>, most: usize) -> String {
    let mut out = String::with_capacity(most);
    let mut before = None;
    let mut blank = false;
    for c in chars {
        if c == ' ' {
            blank = true;
            continue;
        }
        let joins = |c: char| !is_alphanumeric(c) || (is_east_asian(c) && !is_hangul(c));
        if blank && before.is_some_and(|b| !joins(b)) && !joins(c) {
            out.push(' ');
        }
        blank = false;
        before = Some(c);
        // ``Work'' is “Work”
        if c == '\'' && out.ends_with('\'') {
            out.pop();
            out.push('"');
            continue;
        }
        // -- and ——, ... and ……
        let again = matches!(c, '-' | '…') && out.ends_with(c);
        let dots = c == '.' && out.ends_with("..");
        if dots {
            out.truncate(out.len() - 2);
        }
        match c {
            _ if again || dots && out.ends_with('…') => {}
            '.' if dots => out.push('…'),
            c => out.push(c),
        }
    }
    out
}

/// Korean parts its words by blanks.
fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}')
}

/// Composes a letter with the accents behind it, but leaves single characters that merely look like another
/// (Kelvin sign, Ångström sign) as they are.
fn compose(s: &str) -> String {
    let single = |c: char| {
        let mut decomposed = std::iter::once(c).nfd();
        matches!((decomposed.next(), decomposed.next()), (Some(d), None) if d != c)
    };
    if s.chars().any(single) { s.to_owned() } else { s.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_are_the_same_way() {
        for c in '\0'..=char::MAX {
            assert_eq!((is_alphanumeric(c), combines(c)), (c.is_alphanumeric(), is_combining_mark(c)), "{c:?}");
        }
        for s in ["a `b` \u{1}c", "ａＢ（1）", "cafe\u{301}　“x”", "甲方\u{200b}，\u{200d}乙方"] {
            let mut told = String::new();
            each_folded_letter(s, |c| told.push(c));
            assert_eq!(told, typographic(s).chars().filter(is_letter).collect::<String>());
        }
    }

    #[test]
    fn typography_is_folded_and_nothing_else() {
        for (a, b) in [
            ("甲方（买方）", "甲方(买方)"),
            ("总　则", "总则"),
            ("“通知”", "「通知」"),
            ("a\u{200b}b", "ab"),
            ("use  of\u{a0}it", "use of it"),
            ("第 3 条", "第3条"),
            ("ＡＢＣ１２", "ABC12"),
            ("cafe\u{301}", "café"),
            ("it’s", "it's"),
            ("5–10 km — or", "5-10 km -- or"),
            ("and so on......", "and so on…"),
            ("等……", "等..."),
            ("``Work'' means", "“Work” means"),
        ] {
            assert_eq!(typographic(a), typographic(b), "{a}");
        }
        for (a, b) in [
            ("now here", "nowhere"),
            ("раyment", "payment"),
            ("a\u{202e}b", "ab"),
            ("a\u{200d}b", "ab"),
            ("300 K", "300 \u{212a}"),
            ("用", "⽤"),
        ] {
            assert_ne!(typographic(a), typographic(b), "{a}");
        }
    }
}
