//! Words that were divided at the end of a line: their hyphens become soft ones, which are not written.

use super::flow::{Element, Paragraph};
use super::line;
use crate::model::diagnostic::Diagnostic;
use crate::source::hyphens::{self, is_hyphen};
use crate::source::pdf::page::Run;

/// A hyphen that only divides a word.
pub(super) const SOFT: char = '\u{ad}';

/// Softens the hyphens that only divide words, in paragraphs and in cells.
pub(super) fn soften(elements: &mut [Element], notes: &mut Vec<Diagnostic>) {
    let mut parts: Vec<(u32, Vec<&mut Vec<Run>>)> = elements.iter_mut().flat_map(parts).collect();
    let divides = |runs: &Vec<Run>| runs.last().is_some_and(|run| run.text.ends_with(is_hyphen));
    if !parts.iter().any(|(_, lines)| lines.iter().any(|runs| divides(runs))) {
        return;
    }
    let texts: Vec<Vec<String>> =
        parts.iter().map(|(_, lines)| lines.iter().map(|runs| line::text(runs)).collect()).collect();
    let mut told = Vec::new();
    for found in hyphens::divided(&texts) {
        let (first, lines) = &mut parts[found.paragraph];
        if let Some(last) = lines[found.line].last_mut() {
            last.text.truncate(last.text.trim_end_matches(is_hyphen).len());
            last.text.push(SOFT);
        }
        let texts = &texts[found.paragraph];
        let word = hyphens::word(&texts[found.line], &texts[found.line + 1]);
        told.push((found.seen, *first + found.line as u32, word));
    }
    hyphens::tell(&told, notes);
}

/// The lines of a paragraph or of each cell, with the number of the first.
fn parts(element: &mut Element) -> Vec<(u32, Vec<&mut Vec<Run>>)> {
    let no = element.first();
    match element {
        Element::Paragraph(Paragraph { lines, .. }) | Element::Note(lines) => {
            vec![(no, lines.iter_mut().map(|l| &mut l.runs).collect())]
        }
        Element::Table(t) => t.rows.iter_mut().flatten().map(|cell| (no, cell.iter_mut().collect())).collect(),
    }
}
