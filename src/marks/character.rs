//! Characters → what they can be: part of a mark, punctuation, East Asian, a character reference.

/// Whether the text holds a byte that [`is_special`].
pub fn has_special(text: &str) -> bool {
    next_special(text) < text.len()
}

/// How many of the bytes are such; looks at many at once.
pub(crate) fn count(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let stride = |stride: &[u8]| usize::from(stride.iter().map(|b| u8::from(is(*b))).sum::<u8>());
    bytes.chunks(128).map(stride).sum()
}

/// At how many places three bytes in a row are such; `is` has no branches, so that many are looked at at once.
pub(crate) fn count_threes(text: &str, is: impl Fn(u8, u8, u8) -> bool) -> usize {
    let behind = |n: usize| text.as_bytes().get(n..).unwrap_or_default().chunks(128);
    let stride = |((first, second), third): ((&[u8], &[u8]), &[u8])| {
        let threes = first.iter().zip(second).zip(third);
        usize::from(threes.map(|((a, b), c)| u8::from(is(*a, *b, *c))).sum::<u8>())
    };
    behind(0).zip(behind(1)).zip(behind(2)).map(stride).sum()
}

/// Whether the text holds such a byte; looks at many at once.
pub(crate) fn holds(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(64).any(|stride| stride.iter().fold(false, |found, b| found | is(*b)))
}

/// How many bytes stand before the first that [`is_special`].
pub(super) fn next_special(text: &str) -> usize {
    let none = |stride: &&[u8; 16]| stride.iter().map(|b| u8::from(is_special(*b))).sum::<u8>() == 0;
    let (strides, _) = text.as_bytes().as_chunks();
    let from = 16 * strides.iter().take_while(none).count();
    let rest = &text.as_bytes()[from..];
    from + rest.iter().position(|b| is_special(*b)).unwrap_or(rest.len())
}

/// Whether the byte can be part of a mark, or escapes one; without branches, so that many are looked at at once.
pub fn is_special(b: u8) -> bool {
    (b == b'*')
        | (b == b'`')
        | (b == b'\\')
        | (b == b'_')
        | (b == b'[')
        | (b == b']')
        | (b == b'<')
        | (b == b'&')
        | (b == b'~')
}

/// Where these bytes stand last.
pub(super) fn last_of<const N: usize>(text: &str, bytes: &[u8; N]) -> Option<usize> {
    text.as_bytes().windows(N).rposition(|w| w == bytes)
}

/// Punctuation and symbols, as the rules of emphasis count them.
pub fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2190}'..='\u{2bff}')
        || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{fe10}'..='\u{fe6f}')
        || matches!(c, '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Chinese, Japanese and Korean characters and punctuation, and the curly quotes that Chinese shares.
#[inline]
pub fn is_east_asian(c: char) -> bool {
    match c {
        // nearly all characters
        '\0'..'\u{1100}' => false,
        '\u{2e80}'..='\u{9fff}' => true,
        '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => true,
        '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ffee}' | '\u{20000}'..='\u{3ffff}' => true,
        c => is_common(c),
    }
}

/// Whether a character stands in western text too, and is as wide there as the text around it.
pub(crate) fn is_common(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// Whether a line of text that ends or begins with the character goes on without a blank: Chinese and Japanese, and no
/// Korean, which is wrapped between its words.
pub(crate) fn joins_lines(c: char) -> bool {
    c >= '\u{2e80}' && is_east_asian(c) && !('\u{ac00}'..='\u{d7ff}').contains(&c)
}

/// Whether a character is a letter of a script that is written from right to left.
pub fn is_right_to_left(c: char) -> bool {
    match c {
        '\u{6f0}'..='\u{6f9}' => false,
        '\u{5d0}'..='\u{5f4}' | '\u{620}'..='\u{65f}' | '\u{66e}'..='\u{7ff}' => true,
        '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => true,
        _ => false,
    }
}

/// The syllables of Korean, which parts its words by blanks.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// A character reference at the start of `s`: what it stands for, and its length.
pub(super) fn entity(s: &str) -> Option<(char, usize)> {
    let end = s.bytes().take(12).position(|b| b == b';')?;
    let name = &s[1..end];
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let code = name.strip_prefix('#')?;
            let n = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(n).filter(|c| *c != '\0')?
        }
    };
    Some((c, end + 1))
}
