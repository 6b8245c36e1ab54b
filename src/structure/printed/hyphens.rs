//! Words that were divided at the end of a line are put together.

use super::{Page, Paragraph};
use crate::model::diagnostic::Diagnostic;
use crate::source::hyphens::{self, Divided, is_hyphen};

/// Leaves out the hyphens that only divide words.
pub(super) fn drop(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    let mut paragraphs: Vec<&mut Paragraph> =
        pages.iter_mut().flat_map(|p| p.body.iter_mut().chain(&mut p.tail)).collect();
    if !paragraphs.iter().any(|p| p.breaks.iter().any(|b| p.text[..*b].ends_with(is_hyphen))) {
        return;
    }
    let lines: Vec<Vec<&str>> = paragraphs.iter().map(|p| p.lines_of_text().collect()).collect();
    let found = hyphens::divided(&lines);
    let mut told = Vec::new();
    for own in found.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let paragraph = &mut *paragraphs[own[0].paragraph];
        told.extend(own.iter().map(|d| (d.seen, paragraph.number_of_line(d.line), paragraph.word_at(d.line))));
        paragraph.drop_hyphens(own);
    }
    hyphens::tell(&told, notes);
}

impl Paragraph {
    fn lines_of_text(&self) -> impl Iterator<Item = &str> {
        let ends = self.breaks.iter().copied().chain([self.text.len()]);
        let starts = [0].into_iter().chain(self.breaks.iter().copied());
        starts.zip(ends).map(|(start, end)| &self.text[start..end])
    }

    /// The number of a line, as far as no line between is blank.
    fn number_of_line(&self, line: usize) -> u32 {
        (self.lines.0 + line as u32).min(self.lines.1)
    }

    /// The word that a line ends within.
    fn word_at(&self, line: usize) -> String {
        let (before, after) = self.text.split_at(self.breaks[line]);
        hyphens::word(before, after)
    }

    /// Leaves out the last characters of these lines.
    fn drop_hyphens(&mut self, own: &[Divided]) {
        let mut text = String::with_capacity(self.text.len());
        let (mut from, mut next) = (0, own.iter().map(|d| d.line).peekable());
        for (line, end) in self.breaks.iter_mut().enumerate() {
            text.push_str(&self.text[from..*end]);
            from = *end;
            if next.next_if_eq(&line).is_some() {
                text.pop();
            }
            *end = text.len();
        }
        text.push_str(&self.text[from..]);
        self.text = text;
    }
}
