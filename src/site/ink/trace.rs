//! Marks as they are written → every visible character with its place in the source and its marks.

use crate::marks::{self, Span};

/// A visible character of one side: where it stands in the source, and its marks.
pub(super) struct Traced {
    pub(super) at: usize,
    pub(super) c: char,
    pub(super) style: Style,
    pub(super) literal: bool,
}

/// Marks as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style(u8);

/// Bits of [`Style`] and their elements, outermost first.
const STYLES: [(u8, &str); 5] = [(1, "strong"), (2, "em"), (4, "u"), (8, "code"), (16, "span class=\"link\"")];

impl Style {
    /// Its elements, outermost first, as they are opened.
    pub(super) fn tags(self) -> impl DoubleEndedIterator<Item = &'static str> {
        STYLES.iter().filter(move |(bit, _)| self.0 & bit != 0).map(|(_, tag)| *tag)
    }
}

/// Every visible character of a source, line by line, and the line breaks.
pub(super) fn trace(source: &str) -> Vec<Traced> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in source.split('\n') {
        if start > 0 {
            out.push(Traced { at: start - 1, c: '\n', style: Style::default(), literal: false });
        }
        let mut cursor = Cursor { source: line, base: start, at: 0, out: &mut out };
        cursor.spans(&marks::parse(line), Style::default());
        start += line.len() + 1;
    }
    out
}

/// Walks spans and the source that they were read from in step.
struct Cursor<'s, 'o> {
    source: &'s str,
    base: usize,
    at: usize,
    out: &'o mut Vec<Traced>,
}

impl Cursor<'_, '_> {
    fn spans(&mut self, spans: &[Span], style: Style) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text, style),
                Span::Code(code) => self.text(code, Style(style.0 | 8)),
                Span::Strong(inner) => self.spans(inner, Style(style.0 | 1)),
                Span::Emphasis(inner) => self.spans(inner, Style(style.0 | 2)),
                Span::Underline(inner) => self.spans(inner, Style(style.0 | 4)),
                Span::Link { target, anchor } => {
                    self.spans(anchor, Style(style.0 | 16));
                    let rest = &self.source[self.at..];
                    let begin = rest.find("](").map_or(0, |i| i + 2);
                    let end = rest[begin..].find(target.as_str()).map_or(begin, |i| begin + i + target.len());
                    self.at += rest[end..].find(')').map_or(end, |i| end + i + 1);
                }
            }
        }
    }

    /// Each character stands at the next place of the source where it is written, as itself, escaped, or as a
    /// character reference; what is passed over are marks.
    fn text(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            let rest = &self.source[self.at..];
            let plain = rest.find(c).unwrap_or(rest.len());
            let reference = if plain > 0 { reference(rest, c) } else { None };
            let (skip, len) = match reference {
                Some((i, len)) if i < plain => (i, len),
                _ => (plain, if plain < rest.len() { c.len_utf8() } else { 0 }),
            };
            let literal = rest[..skip].ends_with('\\');
            self.out.push(Traced { at: self.base + self.at + skip, c, style, literal });
            self.at += skip + len;
        }
    }
}

/// The first character reference in `s` that stands for `c`: place and length.
fn reference(s: &str, c: char) -> Option<(usize, usize)> {
    s.match_indices('&').find_map(|(i, _)| {
        let len = s[i..].bytes().take(12).position(|b| b == b';')? + 1;
        let read = marks::plain(&s[i..i + len]);
        (read.chars().eq([c])).then_some((i, len))
    })
}
