//! How wide letters are: all alike, as those of a list, or each as a book sets it.

use super::extent::{Extent, first_piece};
use super::{Line, goes_on_small};

/// The face in which a text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::structure::printed) enum Face {
    /// Every letter is as wide as any other.
    #[default]
    Even,
    /// Narrow and broad letters: lines in capitals have fewer of them.
    Set,
}

/// How many lines that were wrapped tell the face.
const LINES: std::ops::Range<usize> = 20..400;

impl Face {
    /// The face of a text without wide characters: the one in which lines that were wrapped are filled best.
    pub(super) fn of(lines: &[Line]) -> Face {
        let wrapped: Vec<&[Line]> = lines.windows(2).filter(|pair| goes_on_small(pair)).take(LINES.end).collect();
        if wrapped.len() < LINES.start {
            return Face::Even;
        }
        let room = |face: Face| {
            let mut ends: Vec<usize> = wrapped.iter().map(|pair| face.width(&pair[0].text)).collect();
            let mut filled: Vec<usize> =
                wrapped.iter().zip(&ends).map(|(pair, end)| end + 1 + face.piece(&pair[1].text, false)).collect();
            ends.sort_unstable();
            filled.sort_unstable();
            ends[ends.len() * 19 / 20].saturating_sub(filled[filled.len() / 20])
        };
        if room(Face::Set) + 1 < room(Face::Even) { Face::Set } else { Face::Even }
    }

    /// The width of a text in half em.
    pub(in crate::structure::printed) fn width(self, text: &str) -> usize {
        match self {
            Face::Even => Extent::of(text).width,
            Face::Set => (set(text) + FIGURE / 2) / FIGURE,
        }
    }

    /// The width of what cannot be broken at the start of a line.
    pub(in crate::structure::printed) fn piece(self, text: &str, breaks_words: bool) -> usize {
        match self {
            Face::Even => first_piece(text, breaks_words),
            Face::Set => self.width(text.split(char::is_whitespace).next().unwrap_or_default()),
        }
    }
}

/// So many of the units of [`set`] are a letter on average, as half an em is.
const FIGURE: usize = 83;

/// The width of a text as letters are commonly set, in hundredths of a figure's.
pub(in crate::structure::printed) fn set(text: &str) -> usize {
    let width = |c: char| match c {
        'i' | 'j' | 'l' | '\'' | '|' => 47,
        ' ' | '.' | ',' | ';' | ':' | '!' | '/' | 't' | 'f' | '’' | '‘' => 53,
        'r' | '(' | ')' | '-' | 'I' | '[' | ']' => 63,
        '"' | '“' | '”' => 74,
        'J' | 's' | 'z' | 'c' => 87,
        'a' | 'e' | 'k' | 'v' | 'x' | 'y' => 95,
        'w' => 137,
        'm' => 153,
        'M' | 'W' => 173,
        'E' | 'F' | 'L' | 'P' | 'S' | 'T' | 'Z' => 117,
        c if c.is_uppercase() => 134,
        _ => 100,
    };
    text.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_wider_where_letters_are_set() {
        assert_eq!(Face::Even.width("lily"), Face::Even.width("MOOR"));
        assert!(Face::Set.width("lily") * 2 < Face::Set.width("MOOR"));
        assert!(Face::Set.piece("THE HARBOUR", false) < Face::Set.width("THE HARBOUR"));
    }
    #[test]
    fn a_paragraph_in_capitals_is_filled_with_fewer_letters() {
        let small = "the keeper lights the lamp of the harbour each evening at the hour that the tables of the port name \
                     and puts it out at dawn when the ferries leave for the islands with the mail and the fish of the \
                     night while the small lifting bridge is still closed to all the little sailing boats within it.";
        let capitals = "The keeper says: THE PORT IS NOT LIABLE FOR ANY LOSS OF LAMPS, OILS OR OTHER GOODS THAT REMAIN ABOARD \
                        WHEN A STORM COMES UP AND THE GATES ARE CLOSED, WHOEVER OWNS THEM AND WHEREVER THEY WERE BOUGHT.";
        let mut text = String::new();
        for paragraph in [small, small, small, small, small, capitals, small, small, small, small, small] {
            let mut line = String::new();
            for word in paragraph.replacen("the", "The", 1).split(' ') {
                if set(&line) + set(word) > 60 * FIGURE {
                    text.push_str(line.trim_end());
                    text.push_str("\n\n");
                    line.clear();
                }
                line.push_str(word);
                line.push(' ');
            }
            text.push_str(line.trim_end());
            text.push_str("\n\n");
        }
        let body = &crate::structure::documents(crate::source::text::read(&text))[0].text.body;
        let whole =
            |item: &crate::model::text::Item| matches!(item, crate::model::text::Item::Paragraph(p) if p == capitals);
        assert!(body.iter().any(whole), "{body:?}");
    }
}
