//! A character of a font of signs → the character that it draws.
//!
//! Such fonts draw their signs in place of Latin letters; documents write them as `w:sym`, as characters for private use
//! from U+F020 on, or, in web pages, as the Latin characters.

/// A font of signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// Greek letters and signs of mathematics.
    Symbol,
    Wingdings,
    Wingdings2,
    /// Any other: its characters are what they are.
    Other,
}

impl Signs {
    /// By the name of the font; of several, the first.
    pub(super) fn named(font: &str) -> Signs {
        let first = font.split(',').next().unwrap_or_default();
        match first.trim_matches(['"', '\'', ' ']).to_ascii_lowercase().as_str() {
            "symbol" => Signs::Symbol,
            "wingdings" => Signs::Wingdings,
            "wingdings 2" => Signs::Wingdings2,
            _ => Signs::Other,
        }
    }

    /// The sign that the font has at a place; none where it is not known.
    pub(super) fn at(self, code: u32) -> Option<char> {
        let from = |first: char, at: u32| char::from_u32(first as u32 + at);
        match (self, code) {
            (Signs::Symbol, 0x21..=0x7e) => LOWER.chars().nth(code as usize - 0x21),
            (Signs::Symbol, 0xa0..=0xef) => UPPER.chars().nth(code as usize - 0xa0),
            (Signs::Symbol, 0xf1..=0xfe) => LAST.chars().nth(code as usize - 0xf1),
            (Signs::Wingdings, 0x81..=0x8a) => from('①', code - 0x81),
            (Signs::Wingdings, 0x8c..=0x95) => from('❶', code - 0x8c),
            (Signs::Wingdings, _) => Some(match code {
                0x46 => '☞',
                0x6c => '●',
                0x6e => '■',
                0x6f | 0x71 | 0x72 | 0xa8 => '☐',
                0x75 => '◆',
                0x76 => '❖',
                0x9f | 0xa7 => '•',
                0xa1 => '○',
                0xab => '★',
                0xd8 => '➢',
                0xdf => '←',
                0xe0 => '→',
                0xe8 => '➔',
                0xf0 => '⇨',
                0xfb => '✗',
                0xfc => '✓',
                0xfd => '☒',
                0xfe => '☑',
                _ => return None,
            }),
            (Signs::Wingdings2, _) => Some(match code {
                0x4f => '✗',
                0x50 => '✓',
                0x51 | 0x53 | 0x54 => '☒',
                0x52 => '☑',
                0x2a | 0x30 | 0xa3 => '☐',
                _ => return None,
            }),
            _ => None,
        }
    }
}

/// What the font Symbol has from 0x21, from 0xA0, and from 0xF1 on (Adobe: Symbol Encoding).
const LOWER: &str = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const UPPER: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪";
const LAST: &str = "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// The place in its font of a character for private use.
pub(super) fn place(c: char) -> Option<u32> {
    matches!(c, '\u{f020}'..='\u{f0ff}').then_some(c as u32 & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_by_their_fonts() {
        assert_eq!([LOWER, UPPER, LAST].map(|row| row.chars().count()), [0x7e - 0x20, 0xf0 - 0xa0, 0xfe - 0xf0]);
        for (font, code, sign) in [
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0x57, Some('Ω')),
            ("Symbol", 0xa3, Some('≤')),
            ("symbol", 0xb0, Some('°')),
            ("Symbol", 0xd2, Some('®')),
            ("Symbol", 0xfe, Some('⎭')),
            ("Symbol", 0xf0, None),
            ("Wingdings", 0x83, Some('③')),
            ("Wingdings 2", 0x52, Some('☑')),
            ("Bookman", 0x61, None),
        ] {
            assert_eq!(Signs::named(font).at(code), sign, "{font} {code:#x}");
        }
    }
}
