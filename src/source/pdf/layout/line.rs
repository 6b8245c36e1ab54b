//! A page → lines of text in reading order: characters on one baseline, column by column.

use super::super::page::{Page, Run, parted};
use super::hyphens::SOFT;
use crate::marks::is_east_asian;
use crate::model::label;

/// A line of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its number, counted through the file from 1.
    pub(super) no: u32,
    /// Its page, from 1.
    pub(super) page: u32,
    /// Its stretches from left to right.
    pub(super) runs: Vec<Run>,
    pub(super) x: (f32, f32),
    pub(super) y: f32,
    /// The size of its largest font.
    pub(super) size: f32,
    /// Its column: 0 where the page has one.
    pub(super) column: u8,
}

impl Line {
    fn of(page: u32, column: u8, mut runs: Vec<Run>) -> Option<Line> {
        runs.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
        let seen = |r: &&Run| !r.text.trim().is_empty();
        // blanks at the ends are none of the line's
        runs.truncate(runs.iter().rposition(|r| seen(&r)).map_or(0, |i| i + 1));
        runs.drain(..runs.iter().position(|r| seen(&r)).unwrap_or(0));
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        let within = runs.len().saturating_sub(1);
        runs.iter_mut().take(within).for_each(|run| run.text.retain(|c| c != SOFT));
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end().len());
        }
        let x0 = runs.iter().find(seen)?.x.0;
        let x1 = runs.iter().filter(seen).map(|r| r.x.1).fold(x0, f32::max);
        let largest = runs.iter().filter(seen).max_by(|a, b| a.size.total_cmp(&b.size))?;
        let (y, size) = (largest.y, largest.size);
        Some(Line { no: 0, page, x: (x0, x1), y, size, column, runs })
    }

    /// A part of it, in a column of its own.
    pub(super) fn part(&self, column: u8, runs: Vec<Run>) -> Option<Line> {
        Line::of(self.page, column, runs).map(|line| Line { no: self.no, ..line })
    }

    /// Its characters, with a blank where a gap stands for one.
    pub(super) fn text(&self) -> String {
        text(&self.runs)
    }

    /// Whether the gap before a run stands for a blank.
    pub(super) fn gap_before(&self, at: usize) -> bool {
        let (before, after) = (&self.runs[at - 1], &self.runs[at]);
        parted(before, after)
    }

    /// The middle of the line.
    pub(super) fn middle(&self) -> f32 {
        (self.x.0 + self.x.1) / 2.0
    }
}

/// The characters of a line, with a blank where a gap stands for one.
pub(super) fn text(runs: &[Run]) -> String {
    let mut out = String::new();
    for (i, run) in runs.iter().enumerate() {
        if i > 0 && parted(&runs[i - 1], run) {
            out.push(' ');
        }
        out.push_str(&run.text);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of all pages in reading order, numbered. A short page has the columns of the others.
pub(super) fn of_pages(pages: &[Page]) -> Vec<Line> {
    let gutters: Vec<Option<f32>> = pages.iter().map(|p| gutter(&rows(body(p)))).collect();
    let mut out = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let like = |(_, other): &(&Option<f32>, &Page)| (other.size.0 - page.size.0).abs() < 1.0;
        let others = || gutters.iter().zip(pages).filter(like).find_map(|(gutter, _)| *gutter);
        out.extend(lines(page, i as u32 + 1, gutters[i].or_else(others)));
    }
    out.iter_mut().zip(1..).for_each(|(line, no)| line.no = no);
    out
}

fn body(page: &Page) -> Vec<Run> {
    page.runs.iter().filter(|r| !r.furniture).cloned().collect()
}

/// The lines of a page in reading order, where it may divide into columns at a place.
fn lines(page: &Page, number: u32, place: Option<f32>) -> Vec<Line> {
    let runs = page.runs.iter().map(|r| Run { text: crate::source::fold::fold(&r.text).0, ..r.clone() });
    let (runs, furniture): (Vec<Run>, Vec<Run>) = runs.partition(|r| !r.furniture);
    let rows = rows(runs);
    let mut lines: Vec<Line> = match place.filter(|x| is_free(&rows, *x)) {
        None => rows.into_iter().filter_map(|row| Line::of(number, 0, row)).collect(),
        Some(gutter) => by_columns(rows, gutter, number),
    };
    // what the file calls a head or a foot keeps its own lines
    lines.extend(self::rows(furniture).into_iter().filter_map(|row| Line::of(number, 0, row)));
    lines
}

/// Runs on one baseline, from the top; small ones that are raised or lowered belong to the line beside them, marks of
/// notes also where they are raised by half its size.
fn rows(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<(f32, f32, Vec<Run>)> = Vec::new();
    for run in runs {
        let is_mark = |run: &Run| run.text.trim().chars().count() <= 3;
        let fits = |(y, size, row): &&mut (f32, f32, Vec<Run>)| {
            let (small, large) = (size.min(run.size), size.max(run.size));
            let mark = || if run.size < *size { is_mark(&run) } else { row.len() == 1 && is_mark(&row[0]) };
            let reach = match small < 0.85 * large {
                true => large * if mark() { 0.5 } else { 0.45 },
                false => 0.3 * small,
            };
            (run.y - *y).abs() <= reach
        };
        match rows.iter_mut().rev().take(4).find(fits) {
            Some((y, size, row)) => {
                if run.size > *size {
                    (*y, *size) = (run.y, run.size);
                }
                row.push(run);
            }
            None => rows.push((run.y, run.size, vec![run])),
        }
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, _, row)| row).filter(|row| row.iter().any(|r| !r.text.trim().is_empty())).collect()
}

fn extent<'r>(runs: impl Iterator<Item = &'r Run>) -> Option<(f32, f32)> {
    let seen = runs.filter(|r| !r.text.trim().is_empty());
    seen.fold(None, |e: Option<(f32, f32)>, r| Some(e.map_or(r.x, |(a, b)| (a.min(r.x.0), b.max(r.x.1)))))
}

/// How many rows each of two columns has at least.
const ROWS: usize = 8;

/// Whether most rows leave a place free, and one has text on both sides of it.
fn is_free(rows: &[Vec<Run>], x: f32) -> bool {
    let free = rows.iter().filter(|row| !crosses(row, x)).count();
    let both = |row: &&Vec<Run>| row.iter().any(|r| r.x.1 <= x + 3.0) && row.iter().any(|r| r.x.0 >= x - 3.0);
    free * 4 >= rows.len() * 3 && rows.iter().any(|row| both(&row))
}

fn crosses(row: &[Run], x: f32) -> bool {
    row.iter().any(|r| r.x.0 < x - 3.0 && r.x.1 > x + 3.0 && !r.text.trim().is_empty())
}

/// Where the page divides into two columns: most rows leave the place free, and both sides are full of lines or
/// begin them with numbers, which the columns of a table do not.
fn gutter(rows: &[Vec<Run>]) -> Option<f32> {
    let (left, right) = extent(rows.iter().flatten())?;
    let mut best: Option<(usize, f32)> = None;
    for step in 0..=16 {
        let x = left + (right - left) * (0.42 + 0.01 * step as f32);
        let free: Vec<&Vec<Run>> = rows.iter().filter(|row| !crosses(row, x)).collect();
        if free.len() * 4 < rows.len() * 3 || best.is_some_and(|(n, _)| free.len() <= n) {
            continue;
        }
        let side = |is: &dyn Fn(&Run) -> bool| -> Vec<Vec<&Run>> {
            let own = free.iter().map(|row| row.iter().filter(|r| is(r) && !r.text.trim().is_empty()).collect());
            own.filter(|own: &Vec<&Run>| !own.is_empty()).collect()
        };
        let (one, two) = (side(&|r| r.x.1 <= x + 3.0), side(&|r| r.x.0 >= x - 3.0));
        if is_full(&one, x - left) && is_full(&two, right - x) || is_numbered(&one) && is_numbered(&two) {
            best = Some((free.len(), x));
        }
    }
    best.map(|(_, x)| x)
}

/// Whether most rows of a column of this width are about as wide.
fn is_full(rows: &[Vec<&Run>], width: f32) -> bool {
    let wide = |row: &&Vec<&Run>| extent(row.iter().copied()).is_some_and(|(a, b)| (b - a) * 10.0 >= width * 7.0);
    rows.len() >= ROWS && rows.iter().filter(wide).count() * 10 >= rows.len() * 6
}

/// Whether a good part of the rows of a column begin with a number.
fn is_numbered(rows: &[Vec<&Run>]) -> bool {
    let numbered = |row: &&Vec<&Run>| {
        let first = row.iter().min_by(|a, b| a.x.0.total_cmp(&b.x.0));
        first.is_some_and(|r| label::scan(r.text.trim_start()).is_some())
    };
    rows.len() >= ROWS && rows.iter().filter(numbered).count() * 6 >= rows.len()
}

/// The left column, then the right one, between rows that go over both.
fn by_columns(rows: Vec<Vec<Run>>, gutter: f32, page: u32) -> Vec<Line> {
    let mut out = Vec::new();
    let mut right: Vec<Line> = Vec::new();
    for row in rows {
        if crosses(&row, gutter) {
            out.append(&mut right);
            out.extend(Line::of(page, 0, row));
        } else {
            let (one, two): (Vec<Run>, Vec<Run>) = row.into_iter().partition(|r| r.x.1 <= gutter + 3.0);
            out.extend(Line::of(page, 1, one));
            right.extend(Line::of(page, 2, two));
        }
    }
    out.append(&mut right);
    out
}

/// How wide the beginning of a text is that cannot be parted from it: its first word, or its first character with
/// the marks that may not begin a line.
pub(super) fn first_piece(line: &Line) -> f32 {
    let text = line.text();
    let weight = |c: char| if is_east_asian(c) { 2.0 } else { 1.0 };
    let whole: f32 = text.chars().map(weight).sum();
    let mut piece = 0.0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        piece += weight(c);
        let next = chars.peek().copied().unwrap_or(' ');
        let closing =
            matches!(next, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '’' | '】' | '」');
        let opening = matches!(c, '（' | '《' | '“' | '‘' | '【' | '「');
        let breaks = c == '-' || is_east_asian(c) || is_east_asian(next);
        if next.is_whitespace() || (breaks && !closing && !opening) {
            break;
        }
    }
    (line.x.1 - line.x.0) * piece / whole.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x: f32, y: f32) -> Run {
        let width = 5.0 * text.chars().count() as f32;
        Run { text: text.to_owned(), x: (x, x + width), y, size: 10.0, ..Run::default() }
    }

    fn texts(runs: Vec<Run>) -> Vec<String> {
        of_pages(&[Page { runs, size: (600.0, 800.0), ..Page::default() }]).iter().map(Line::text).collect()
    }

    #[test]
    fn a_line_is_what_stands_on_a_baseline() {
        let small = Run { size: 6.0, y: 96.5, ..run("2", 30.0, 0.0) };
        assert_eq!(
            texts(vec![run("rent", 40.0, 100.0), run("pays", 10.0, 100.2), small, run("next", 10.0, 114.0)]),
            ["pays2 rent", "next"]
        );
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = vec![run(&"T".repeat(60), 50.0, 50.0)];
        for row in 0..10 {
            let y = 80.0 + 14.0 * row as f32;
            runs.push(run(&format!("left{row}{}", "x".repeat(35)), 50.0, y));
            runs.push(run(&format!("right{row}{}", "x".repeat(34)), 300.0, y));
        }
        let found = texts(runs);
        assert_eq!((found.len(), &found[1][..5], &found[10][..5], &found[11][..6]), (21, "left0", "left9", "right0"));
    }
}
