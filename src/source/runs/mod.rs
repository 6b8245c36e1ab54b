//! Characters with their style → lines in canonical marks.
//!
//! Word processors and web pages say of each run of characters whether it is strong; marks nest. Here runs of one
//! style are joined, white space is folded and taken out of the edges of marks, and each stretch becomes the mark
//! that reaches furthest. What is written reads back as the same marks; where Markdown cannot say so, marks shrink
//! by the punctuation at their edge, and the rest is named.

mod styled;

use crate::digest::folded;
use crate::marks::{self, Span};
use styled::{Styled, append, meet, nest, shrink};

/// How characters look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Special notice.
    pub(super) strong: bool,
    /// Emphasis.
    pub(super) emphasis: bool,
    /// Underlined.
    pub(super) underline: bool,
    /// Code.
    pub(super) code: bool,
    /// The link that they belong to, by its number.
    pub(super) link: Option<u32>,
}

/// Characters with their style, in reading order.
#[derive(Debug, Default)]
pub(super) struct Runs {
    text: String,
    /// Where each run ends, and its style.
    runs: Vec<(usize, Style)>,
    links: Vec<String>,
    /// Whether any character is no white space.
    inked: bool,
    /// The last character that is no blank.
    last: Option<char>,
}

/// A line in canonical marks, its start not escaped.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    /// How many line ends stand before it.
    pub(super) row: usize,
    /// Whether marks were left out that Markdown cannot say.
    pub(super) lost: bool,
}

impl Runs {
    /// Appends characters.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        self.inked |= !text.trim().is_empty();
        self.last = text.trim_end_matches([' ', '\t']).chars().next_back().or(self.last);
        match self.runs.last_mut() {
            Some((end, last)) if *last == style => *end = self.text.len(),
            _ => self.runs.push((self.text.len(), style)),
        }
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        self.push("\n", Style::default());
    }

    /// Begins a link; its number goes into the style of its anchor. One to the same target as the last goes on: print
    /// and word processors cut an anchor where a line or a look ends.
    pub(super) fn link(&mut self, target: &str) -> u32 {
        if self.links.last().is_none_or(|last| last != target) {
            self.links.push(target.to_owned());
        }
        self.links.len() as u32 - 1
    }

    /// Whether there is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        !self.inked
    }

    /// The last character that is no blank; a line end where the line is empty.
    pub(super) fn last(&self) -> Option<char> {
        self.last
    }

    /// The lines that are not blank, and empties it.
    pub(super) fn lines(&mut self) -> Vec<Line> {
        let mut out = Vec::new();
        let mut line: Styled = Vec::new();
        let mut gap = false;
        let mut row = 0;
        let mut start = 0;
        for (end, style) in std::mem::take(&mut self.runs) {
            let run = &self.text[start..end];
            start = end;
            for (i, part) in run.split('\n').enumerate() {
                if i > 0 {
                    out.extend(self.line(std::mem::take(&mut line), row));
                    gap = false;
                    row += 1;
                }
                let bare = part.trim();
                gap |= part.starts_with(char::is_whitespace);
                if !bare.is_empty() {
                    if let Some((before, _)) = line.last().filter(|_| gap) {
                        let between = meet(*before, style);
                        append(&mut line, " ", between);
                    }
                    append(&mut line, &folded(bare), style);
                    gap = part.ends_with(char::is_whitespace);
                }
            }
        }
        out.extend(self.line(line, row));
        self.text.clear();
        self.links.clear();
        (self.inked, self.last) = (false, None);
        out
    }

    fn line(&self, mut runs: Styled, row: usize) -> Option<Line> {
        if runs.is_empty() {
            return None;
        }
        if runs.iter().all(|(style, _)| *style == Style::default()) {
            let mut text = String::new();
            runs.iter().for_each(|(_, run)| marks::escape_into(&mut text, run));
            return Some(Line { text, row, lost: false });
        }
        let attempts: [fn(&mut Styled); 4] = [
            |_| {},
            shrink,
            |runs| runs.iter_mut().for_each(|(style, _)| style.emphasis = false),
            |runs| runs.iter_mut().for_each(|(style, _)| style.strong = false),
        ];
        let mut text = String::new();
        for (i, attempt) in attempts.into_iter().enumerate() {
            attempt(&mut runs);
            let spans = nest(&runs, &self.links);
            text = marks::write_within(&spans);
            if marks::parse(&text) == spans {
                return Some(Line { text, row, lost: i > 1 });
            }
        }
        Some(Line { text, row, lost: true })
    }
}

/// Lines of spans, divided where a text holds a line break; marks go on in the next line.
pub(super) fn split_lines(spans: &[Span]) -> Vec<Line> {
    fn flatten(spans: &[Span], style: Style, runs: &mut Runs) {
        for span in spans {
            match span {
                Span::Text(text) => runs.push(text, style),
                Span::Code(code) => runs.push(code, Style { code: true, ..style }),
                Span::Strong(inner) => flatten(inner, Style { strong: true, ..style }, runs),
                Span::Emphasis(inner) => flatten(inner, Style { emphasis: true, ..style }, runs),
                Span::Underline(inner) => flatten(inner, Style { underline: true, ..style }, runs),
                Span::Link { target, anchor } => {
                    let link = runs.link(target);
                    flatten(anchor, Style { link: Some(link), ..style }, runs);
                }
            }
        }
    }
    let mut runs = Runs::default();
    flatten(spans, Style::default(), &mut runs);
    runs.lines()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style { strong: false, emphasis: false, underline: false, code: false, link: None };
    const STRONG: Style = Style { strong: true, ..PLAIN };

    fn lines(parts: &[(&str, Style)]) -> Vec<String> {
        let mut runs = Runs::default();
        parts.iter().for_each(|(text, style)| runs.push(text, *style));
        runs.lines().into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn white_space_stands_outside_of_marks() {
        assert_eq!(lines(&[("  The ", PLAIN), (" tenant ", STRONG), ("pays.\n ", PLAIN)]), ["The **tenant** pays."]);
        assert_eq!(lines(&[("a ", STRONG), (" b", STRONG)]), ["**a b**"]);
    }

    #[test]
    fn the_mark_that_reaches_furthest_is_outermost() {
        let under = Style { underline: true, ..STRONG };
        assert_eq!(lines(&[("甲方", STRONG), ("应当", under), ("付款", STRONG)]), ["**甲方<u>应当</u>付款**"]);
        assert_eq!(lines(&[("应当", under)]), ["<u>**应当**</u>"]);
    }

    #[test]
    fn marks_go_on_in_the_next_line() {
        assert_eq!(lines(&[("甲方。\n乙方。", STRONG)]), ["**甲方。**", "**乙方。**"]);
        assert_eq!(split_lines(&marks::parse("**a\nb**"))[1].text, "**b**");
    }

    #[test]
    fn what_markdown_cannot_say_shrinks() {
        assert_eq!(lines(&[("term", PLAIN), ("(“x”)", STRONG), ("y", PLAIN)]), ["term(“**x**”)y"]);
        assert_eq!(lines(&[("条款", PLAIN), ("“乙方”", STRONG), ("付", PLAIN)]), ["条款**“乙方”**付"]);
    }

    proptest::proptest! {
        #[test]
        fn every_character_stays(parts in proptest::collection::vec(("[a甲，。 *_(“]{0,4}", 0u8..16), 0..8)) {
            let mut runs = Runs::default();
            let mut all = String::new();
            for (text, bits) in &parts {
                let link = (bits & 8 > 0).then(|| runs.link("x"));
                let style = Style {
                    strong: bits & 1 > 0, emphasis: bits & 2 > 0, underline: bits & 4 > 0, code: false, link,
                };
                runs.push(text, style);
                all.push_str(text);
            }
            let shown: String = runs.lines().iter().map(|l| marks::plain(&marks::escape_start(l.text.clone()))).collect();
            proptest::prop_assert_eq!(shown.replace(' ', ""), all.replace(' ', ""));
        }
    }
}
