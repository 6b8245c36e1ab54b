//! The marks of notes: in the text that refers to them, and where they begin.

use std::collections::HashMap;
use std::ops::Range;

use crate::source::notes;
use crate::source::pdf::layout::line::Line;
use crate::source::pdf::page::Run;

/// How large a raised mark is at most, in parts of the size of its line, and how far it is raised at least.
const RAISED: (f32, f32) = (0.86, 0.1);

/// Where a text refers to a note.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) row: usize,
    pub(super) runs: Range<usize>,
    /// Where it stands in the first of them.
    pub(super) bytes: Range<usize>,
    /// Whether the mark is not raised: it stands right behind a word.
    pub(super) guessed: bool,
}

/// The marks in a text: the raised ones, or else the numbers right behind words. Of one that stands twice, the first.
pub(super) fn references(lines: &[Line], raised: bool) -> HashMap<String, Reference> {
    let mut out: HashMap<String, Reference> = HashMap::new();
    for (row, line) in lines.iter().enumerate() {
        for (mark, runs) in marks(line) {
            let bytes = 0..line.runs[runs.start].text.len();
            out.entry(mark).or_insert(Reference { row, runs, bytes, guessed: false });
        }
        for (run, own) in line.runs.iter().enumerate() {
            for (mark, bytes) in behind_words(&own.text, !raised) {
                let guessed = own.text[bytes.clone()].is_ascii();
                out.entry(mark).or_insert(Reference { row, runs: run..run + 1, bytes, guessed });
            }
        }
    }
    out
}

/// The raised marks within a line, with their runs.
pub(super) fn marks(line: &Line) -> impl Iterator<Item = (String, Range<usize>)> {
    let mut from = 1;
    std::iter::from_fn(move || {
        while from < line.runs.len() {
            let runs = from..from + raised(line, from);
            from = runs.end.max(from + 1);
            if let Some(mark) = notes::mark(&text(&line.runs[runs.clone()])).filter(|_| !runs.is_empty()) {
                return Some((mark, runs));
            }
        }
        None
    })
}

pub(super) fn text(runs: &[Run]) -> String {
    runs.iter().map(|r| r.text.as_str()).collect()
}

/// How many runs are raised, one behind the other.
fn raised(line: &Line, from: usize) -> usize {
    let is_raised = |run: &&Run| run.size < RAISED.0 * line.size && line.y - run.y > RAISED.1 * line.size;
    line.runs[from..].iter().take_while(is_raised).count()
}

/// The numbers right behind words that are raised by themselves (`berth¹`), and, where asked for, those that are not
/// (`berth1`).
fn behind_words(text: &str, plain: bool) -> Vec<(String, Range<usize>)> {
    let is_raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let is_digit = |c: char| c.is_ascii_digit() || is_raised(c);
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(is_digit).map(|i| from + i) {
        let to = text[at..].find(|c| !is_digit(c)).map_or(text.len(), |i| at + i);
        let word = text[..at].trim_end_matches(['.', ',', ';', ':', ')', '”', '"']);
        let is_word = word.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2;
        let ends = !text[to..].starts_with(char::is_alphanumeric);
        let number = &text[at..to];
        if number.chars().all(is_raised) && at > 0 || plain && is_word && ends {
            out.extend(notes::mark(number).map(|mark| (mark, at..to)));
        }
        from = to;
    }
    out
}

/// The mark with which a line begins, and the runs and bytes of the next one that are the mark's.
pub(super) fn mark(line: &Line) -> Option<(String, (usize, usize))> {
    let raised = raised(line, 0);
    if raised > 0 {
        return Some((notes::mark(&text(&line.runs[..raised]))?, (raised, 0)));
    }
    let word = line.runs.first()?.text.split(' ').next()?;
    Some((notes::mark(word)?, (0, word.len())))
}
