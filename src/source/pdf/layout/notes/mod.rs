//! Notes at the foot of a page: they leave its foot and stand behind the paragraph that refers to them, as those of
//! DOCX do.
//!
//! A note is set smaller than the text, as the last of its column, and begins with a mark (`1`, `*`, `[2]`) that stands raised in
//! a line above. Without that mark nothing is a note: it stays where it is printed.

mod mark;

use super::flow::Element;
use super::line::Line;
use super::measure::Measure;
use crate::model::diagnostic::Diagnostic;
use crate::source::pdf::page::Run;
use crate::source::printed::ends_sentence;
use mark::{Reference, mark, marks, references};

/// A note and where it is referred to.
#[derive(Debug)]
pub(super) struct Note {
    /// The line that refers to it.
    at: u32,
    lines: Vec<Line>,
}

/// How large a note is at most, in parts of the size of most characters.
const SMALLER: f32 = 0.95;

/// How far apart the lines of a note are at most, in parts of their size.
const APART: f32 = 2.0;

/// Takes the notes out of the lines; what refers to one becomes `[^1]`, and so does its own mark.
///
/// Notes keep their numbers as long as these count up through the file; else they are counted.
pub(super) fn set_apart(lines: Vec<Line>, measure: &Measure, told: &mut Vec<Diagnostic>) -> (Vec<Line>, Vec<Note>) {
    let raised = lines.iter().any(|l| marks(l).next().is_some());
    let mut notes = Notes { raised, last: 0, next: 0, found: Vec::new(), told };
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(first) = lines.next() {
        let column = (first.page, first.column);
        let mut text = vec![first];
        while let Some(line) = lines.next_if(|l| (l.page, l.column) == column) {
            text.push(line);
        }
        let foot = text.iter().rposition(|l| size(l) > SMALLER * measure.size).map_or(0, |i| i + 1);
        if foot > 0 && foot < text.len() {
            notes.read(&mut text, foot);
        }
        kept.append(&mut text);
    }
    (kept, notes.found)
}

/// The notes that were found so far.
struct Notes<'t> {
    /// Whether the file sets marks small and raised; else its font may have raised digits of its own.
    raised: bool,
    /// The number of the last note.
    last: usize,
    /// The page whose foot can go on with the last note.
    next: u32,
    found: Vec<Note>,
    told: &'t mut Vec<Diagnostic>,
}

impl Notes<'_> {
    /// Takes the notes out of the foot of a column, which begins at a line.
    fn read(&mut self, text: &mut Vec<Line>, foot: usize) {
        let foot = text.split_off(foot);
        let right = text.iter().map(|l| l.x.1).fold(0.0, f32::max);
        let mut open = references(text, self.raised);
        let mut found = Vec::new();
        for mut line in foot {
            let counts = |mark: &str| mark.parse() == Ok(self.last + 1);
            let own = mark(&line).filter(|(m, _)| open.get(m).is_some_and(|r| !r.guessed || counts(m)));
            if let Some((reference, mark, long)) = own.and_then(|(m, long)| Some((open.remove(&m)?, m, long))) {
                self.last = mark.parse().ok().filter(|n| *n > self.last).unwrap_or(self.last + 1);
                let name = format!("[^{}]", self.last);
                let at = &text[reference.row];
                self.tell(&line, &mark, reference.guessed.then(|| at.text()));
                write_mark(&mut line, long, &name);
                self.found.push(Note { at: at.no, lines: vec![line] });
                found.push((reference, name));
            } else if let Some(note) = self.found.last_mut().filter(|n| n.goes_on(&line, self.next)) {
                if note.lines.last().is_some_and(|l| l.page != line.page) {
                    let message = format!("the foot of page {} goes on with the last note before it", line.page);
                    self.told.push(Diagnostic::warning("footnote-guessed", line.no, message));
                }
                note.lines.push(line);
            } else {
                text.push(line);
            }
        }
        refer(text, found);
        let last = self.found.last().and_then(|n| n.lines.last());
        let breaks_off = |l: &&Line| l.x.1 + 2.0 * l.size > right && !ends_sentence(&l.text());
        self.next = last.filter(breaks_off).map_or(0, |l| l.page + 1);
    }

    fn tell(&mut self, line: &Line, mark: &str, guessed: Option<String>) {
        let message = format!("note `{mark}` of page {} stands behind the paragraph that refers to it", line.page);
        self.told.push(match guessed {
            None => Diagnostic::note("footnote", line.no, message),
            Some(at) => {
                Diagnostic::warning("footnote-guessed", line.no, format!("{message}: `{at}`, where it is not raised"))
            }
        });
    }
}

impl Note {
    /// Whether a line at the foot goes on with it: right below it, or on the page that can.
    fn goes_on(&self, line: &Line, next: u32) -> bool {
        self.lines.last().is_some_and(|last| match last.page == line.page {
            true => last.column == line.column && line.y - last.y < APART * line.size,
            false => line.page == next,
        })
    }
}

/// Puts each note behind the paragraph or table that refers to it.
pub(super) fn put_back(elements: Vec<Element>, mut notes: Vec<Note>) -> Vec<Element> {
    notes.sort_by_key(|n| n.at);
    let mut notes = notes.into_iter().peekable();
    let mut out = Vec::with_capacity(elements.len() + notes.len());
    let mut elements = elements.into_iter().peekable();
    while let Some(element) = elements.next() {
        out.push(element);
        let behind = elements.peek().map_or(u32::MAX, Element::first);
        while let Some(note) = notes.next_if(|n| n.at < behind) {
            out.push(Element::Note(note.lines));
        }
    }
    out
}

/// Writes the names of notes where a text refers to them.
fn refer(text: &mut [Line], mut found: Vec<(Reference, String)>) {
    found.sort_by_key(|(at, _)| (at.row, at.runs.start, at.bytes.start));
    for (at, name) in found.into_iter().rev() {
        let runs = &mut text[at.row].runs;
        let end = runs[at.runs.end - 1].x.1;
        runs.drain(at.runs.start + 1..at.runs.end);
        let run = &mut runs[at.runs.start];
        if at.bytes == (0..run.text.len()) {
            *run = plain(run, name);
            run.x.1 = end;
        } else {
            run.text.replace_range(at.bytes, &name);
        }
    }
}

/// The size of most of a line.
fn size(line: &Line) -> f32 {
    line.runs.iter().max_by_key(|r| r.text.chars().count()).map_or(line.size, |r| r.size)
}

/// Writes the mark of a note in a run of its own, and a blank behind it.
fn write_mark(line: &mut Line, (runs, bytes): (usize, usize), name: &str) {
    let mut own = plain(&line.runs[0], format!("{name} "));
    line.runs.drain(..runs);
    if let Some(first) = line.runs.first_mut() {
        first.text = first.text.split_off(bytes).trim_start().to_owned();
    }
    // no gap stands behind it: it has its blank
    own.x.1 = line.runs.first().map_or(own.x.1, |next| next.x.0);
    line.runs.insert(0, own);
}

/// A mark in the place of a run, without the run's style.
fn plain(run: &Run, text: String) -> Run {
    Run { text, x: run.x, y: run.y, size: run.size, end: run.end, ..Run::default() }
}

#[cfg(test)]
mod tests {
    use super::mark::text;
    use super::*;

    fn run(text: &str, x: f32, y: f32, size: f32) -> Run {
        let width = 0.5 * size * text.chars().count() as f32;
        Run { text: text.to_owned(), x: (x, x + width), y, size, ..Run::default() }
    }

    /// Lines of words at a height and a size, with what is raised after a bar: `a berth|1`.
    fn lines(rows: &[(u32, f32, f32, &str)]) -> Vec<Line> {
        let line = |(i, (page, y, size, words)): (usize, &(u32, f32, f32, &str))| {
            let mut runs: Vec<Run> = Vec::new();
            for (k, part) in words.split('|').enumerate().filter(|(_, part)| !part.is_empty()) {
                let (up, small) = if k % 2 == 1 { (0.4 * size, 0.6) } else { (0.0, 1.0) };
                runs.push(run(part, runs.last().map_or(50.0, |r| r.x.1), y - up, small * size));
            }
            let x = (50.0, runs.last().map_or(50.0, |r| r.x.1));
            Line { no: i as u32 + 1, page: *page, runs, x, y: *y, size: *size, column: 0 }
        };
        rows.iter().enumerate().map(line).collect()
    }

    fn read(rows: &[(u32, f32, f32, &str)]) -> (Vec<String>, Vec<String>, Vec<String>) {
        let lines = lines(rows);
        let measure = Measure::of(&lines, &[400.0; 9]);
        let mut told = Vec::new();
        let (kept, notes) = set_apart(lines, &measure, &mut told);
        let note =
            |n: &Note| format!("{}: {}", n.at, n.lines.iter().map(|l| text(&l.runs)).collect::<Vec<_>>().join(" / "));
        let told = told.into_iter().map(|d| d.code.to_string()).collect();
        (kept.iter().map(|l| text(&l.runs)).collect(), notes.iter().map(note).collect(), told)
    }

    const BODY: &str = "The keeper lends a berth to each member, and keeps a list of all berths that were lent";

    #[test]
    fn a_note_is_known_by_the_raised_mark_above() {
        let (kept, notes, told) = read(&[
            (1, 50.0, 10.0, BODY),
            (1, 64.0, 10.0, "of the harbour|1| in two years.|*2|"),
            (1, 700.0, 8.0, "|1|At the waterline,"),
            (1, 709.0, 8.0, "not above it."),
            (1, 718.0, 8.0, "*2 Of the calendar."),
        ]);
        assert_eq!(kept, [BODY, "of the harbour[^1] in two years.[^2]"]);
        assert_eq!(notes, ["2: [^1] At the waterline, / not above it.", "2: [^2] Of the calendar."]);
        assert_eq!(told, ["footnote", "footnote"]);
    }

    #[test]
    fn what_nothing_refers_to_stays() {
        let (kept, notes, _) = read(&[
            (1, 50.0, 10.0, BODY),
            (1, 64.0, 10.0, "of the harbour, 12 m|2| each."),
            (1, 700.0, 8.0, "1 The small print of the harbour."),
        ]);
        assert_eq!((kept.len(), notes.len()), (3, 0));
    }

    #[test]
    fn numbers_that_begin_anew_are_counted_on() {
        let (_, notes, _) = read(&[
            (1, 50.0, 10.0, BODY),
            (1, 64.0, 10.0, "of the harbour.|1|"),
            (1, 700.0, 8.0, "1 First."),
            (2, 50.0, 10.0, "and of the quay.|1|"),
            (2, 700.0, 8.0, "1 Second."),
        ]);
        assert_eq!(notes, ["2: [^1] First.", "4: [^2] Second."]);
    }

    #[test]
    fn a_note_goes_on_at_the_foot_of_the_next_page() {
        let foot = "1 The waterline of the boat, as the keeper and its owner have measured it together on the day on which they met";
        let (kept, notes, told) = read(&[
            (1, 50.0, 10.0, BODY),
            (1, 64.0, 10.0, "of the harbour.|1|"),
            (1, 700.0, 8.0, foot),
            (2, 50.0, 10.0, BODY),
            (2, 700.0, 8.0, "it came."),
        ]);
        assert_eq!((kept.len(), told), (3, vec!["footnote".to_owned(), "footnote-guessed".to_owned()]));
        assert!(notes[0].ends_with(" / it came."), "{notes:?}");
    }

    #[test]
    fn digits_that_the_font_raises_are_guessed() {
        let rows =
            [(1, 50.0, 10.0, BODY), (1, 64.0, 10.0, "of the harbour1."), (1, 700.0, 8.0, "1. At the waterline.")];
        let (kept, notes, told) = read(&rows);
        assert_eq!((kept[1].as_str(), told), ("of the harbour[^1].", vec!["footnote-guessed".to_owned()]));
        assert_eq!(notes, ["2: [^1] At the waterline."]);
        let raised =
            [(1, 50.0, 10.0, BODY), (1, 64.0, 10.0, "of the harbour¹."), (1, 700.0, 8.0, "1. At the waterline.")];
        assert_eq!(read(&raised).2, ["footnote"]);
    }
}
