//! Lines → paragraphs, by the geometry of the page.

mod verdict;

use super::hyphens::SOFT;
use super::line::Line;
use super::list;
use super::measure::Measure;
use super::table::{Piece, Table};
use crate::marks::{is_east_asian, is_hangul};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{self, Label};
use crate::source::hyphens::goes_on_within_word;
use crate::source::printed::ends_sentence;
use verdict::Verdict;

/// Lines that belong together.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) lines: Vec<Line>,
    /// The number with which it begins.
    label: Option<Label>,
    /// Whether it begins with a bullet.
    bulleted: bool,
    /// Whether it begins with a number or a bullet.
    pub(super) marked: bool,
}

/// A paragraph, a table, or the lines of a note, which begin with its mark.
#[derive(Debug)]
pub(super) enum Element {
    Paragraph(Paragraph),
    Table(Table),
    Note(Vec<Line>),
}

impl Element {
    /// The number of its first line.
    pub(super) fn first(&self) -> u32 {
        match self {
            Element::Paragraph(Paragraph { lines, .. }) | Element::Note(lines) => lines.first().map_or(0, |l| l.no),
            Element::Table(table) => table.no,
        }
    }
}

/// What is known of the text as a whole.
pub(super) struct Page<'m> {
    pub(super) measure: &'m Measure,
    /// The widths of the pages.
    pub(super) widths: &'m [f32],
    /// Whether paragraphs are told apart by a distance or an indent: then a full line goes on in one without.
    pub(super) parted: bool,
}

impl Paragraph {
    fn of(line: Line) -> Paragraph {
        let text = line.text();
        let label = label::scan(&text).map(|(label, _)| label);
        let bulleted = list::bullet(&text).is_some();
        Paragraph { lines: vec![line], marked: label.is_some() || bulleted, label, bulleted }
    }

    /// Its characters, lines joined.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        for (i, line) in self.lines.iter().enumerate() {
            if i > 0 && needs_blank(&self.lines[i - 1], line) {
                out.push(' ');
            }
            out.push_str(line.text().trim_end_matches(SOFT));
        }
        out
    }

    /// Where its lines begin behind the first.
    fn left(&self) -> Option<f32> {
        self.lines.get(1).map(|l| l.x.0)
    }
}

/// Divides lines into paragraphs.
pub(super) fn paragraphs(pieces: Vec<Piece>, page: &Page<'_>, notes: &mut Vec<Diagnostic>) -> Vec<Element> {
    let mut out: Vec<Element> = Vec::new();
    for piece in pieces {
        let line = match piece {
            Piece::Table(table) => {
                out.push(Element::Table(table));
                continue;
            }
            Piece::Line(line) => line,
        };
        let Some(Element::Paragraph(open)) = out.last_mut() else {
            out.push(Element::Paragraph(Paragraph::of(line)));
            continue;
        };
        let joins = match page.verdict(open, &line) {
            Verdict::Joins => true,
            Verdict::Begins => false,
            Verdict::Guessed(joins, seen) => {
                let done = if joins { "joined to it" } else { "taken for a new paragraph" };
                let message = format!("`{}` on page {}: {seen}: {done}", start(&line), line.page);
                notes.push(Diagnostic::warning("join-guessed", line.no, message));
                joins
            }
        };
        if !joins {
            out.push(Element::Paragraph(Paragraph::of(line)));
        } else {
            if open.lines.last().is_some_and(|l| l.page != line.page) {
                let message = format!("`{}` on page {} goes on from the page before", start(&line), line.page);
                notes.push(Diagnostic::note("joined-over-page", line.no, message));
            }
            open.lines.push(line);
        }
    }
    out
}

fn start(line: &Line) -> String {
    line.text().chars().filter(|c| *c != '`').take(24).collect()
}

/// Whether paragraphs are told apart by a distance or an indent, and not by short lines alone.
pub(super) fn are_parted(pieces: &[Piece], measure: &Measure, widths: &[f32]) -> bool {
    let page = Page { measure, widths, parted: false };
    let (mut ends, mut shown) = (0, 0);
    for pair in pieces.windows(2) {
        let [Piece::Line(a), Piece::Line(b)] = pair else { continue };
        let beside = a.page == b.page && a.column == b.column && (a.size - b.size).abs() < 0.08 * a.size;
        let text = b.text();
        let alone = Paragraph::of(a.clone());
        if !beside || page.is_full(&alone, a, b) || !ends_sentence(&a.text()) || label::scan(&text).is_some() {
            continue;
        }
        ends += 1;
        let apart = (b.y - a.y) / a.size > measure.leading + 0.3;
        shown += usize::from(apart || b.x.0 > a.x.0 + 0.8 * a.size);
    }
    shown * 2 >= ends
}

/// Whether words meet at a line's end that a blank must part.
pub(super) fn needs_blank(last: &Line, next: &Line) -> bool {
    let (before, after) = (last.text(), next.text());
    let (Some(a), Some(b)) = (before.chars().next_back(), after.chars().next()) else { return false };
    // curled quotation marks are as wide as what they quote
    let quoting = |c: char| matches!(c, '“' | '”' | '‘' | '’');
    let wide = |c: Option<char>| c.is_some_and(is_east_asian);
    if wide(before.trim_end_matches(quoting).chars().next_back())
        || wide(after.trim_start_matches(quoting).chars().next())
    {
        return is_hangul(a) && is_hangul(b);
    }
    let word = before.rsplit(' ').next().unwrap_or_default();
    let link = |line: &Line, last: bool| {
        let run = if last { line.runs.last() } else { line.runs.first() };
        run.and_then(|r| r.link)
    };
    let address = word.contains("://")
        && (link(last, true).is_some() && link(last, true) == link(next, false) || a == '-' || a == '/');
    !address && !goes_on_within_word(&before, &after)
}
