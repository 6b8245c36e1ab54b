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
    // from the last, so that what stands before a hyphen stays in its place
    for Divided { paragraph, line, seen } in found.into_iter().rev() {
        let paragraph = &mut *paragraphs[paragraph];
        told.push((seen, paragraph.number_of_line(line), paragraph.word_at(line)));
        paragraph.drop_hyphen(line);
    }
    told.reverse();
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
        let head = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let tail = after.split(char::is_whitespace).next().unwrap_or_default();
        format!("{head}{tail}").replace('`', "")
    }

    fn drop_hyphen(&mut self, line: usize) {
        let end = self.breaks[line];
        let Some(hyphen) = self.text[..end].chars().next_back() else { return };
        self.text.remove(end - hyphen.len_utf8());
        self.breaks[line..].iter_mut().for_each(|b| *b -= hyphen.len_utf8());
    }
}
