//! Lines with gaps that stand below one another → the rows and cells of a table.
//!
//! A gap is where nothing is printed, line after line; what it parts begins at one place, or stands around one middle.
//! Rows are parted by rules where there are any, else by a wider distance, else each line is a row.

use super::grid::{self, Grid};
use super::line::Line;
use crate::model::diagnostic::Diagnostic;
use crate::model::label;
use crate::source::pdf::page::Run;

/// What the lines of a column divide into.
#[derive(Debug)]
pub(super) enum Piece {
    Line(Line),
    Table(Table),
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The number and the page of its first line.
    pub(super) no: u32,
    pub(super) page: u32,
    /// The page on which it ends.
    last_page: u32,
    gaps: Vec<Gap>,
    /// By row and column: the lines of a cell.
    pub(super) rows: Vec<Vec<Vec<Vec<Run>>>>,
}

/// A stretch of the width where nothing is printed.
type Gap = (f32, f32);

/// Takes the tables out of lines; `rules` are those of each page. What is dropped goes to `notes`.
pub(super) fn find(lines: &[Line], rules: &[Vec<[f32; 4]>], notes: &mut Vec<Diagnostic>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let grids: Vec<Grid> = rules.iter().map(|r| Grid::of(r)).collect();
    let mut at = 0;
    while at < lines.len() {
        let page = lines[at].page as usize - 1;
        let ruled = grids.get(page).and_then(|grid| grid::region(lines, at, grid));
        let in_grid = ruled.is_some();
        let ruled = ruled.map(|(end, places)| (end, places.into_iter().map(|x| (x, x)).collect::<Vec<Gap>>()));
        let Some((end, gaps)) = ruled.or_else(|| region(lines, at)) else {
            out.push(Piece::Line(lines[at].clone()));
            at += 1;
            continue;
        };
        // a line above whose gap is narrow can be the first of the table
        let mut from = at;
        while !in_grid
            && from > 0
            && matches!(out.last(), Some(Piece::Line(_)))
            && leads(&lines[from - 1], &lines[from], &gaps)
        {
            out.pop();
            from -= 1;
        }
        let own = &lines[from..end];
        let rules = rules.get(page).map(Vec::as_slice).unwrap_or_default();
        let table = Table {
            no: own[0].no,
            page: own[0].page,
            last_page: own[0].page,
            rows: rows(own, &gaps, rules, in_grid).into_iter().map(|row| cells(row, &gaps)).collect(),
            gaps,
        };
        match out.last_mut() {
            Some(Piece::Table(before)) if before.goes_on(&table) => before.append(table, notes),
            _ => out.push(Piece::Table(table)),
        }
        at = end;
    }
    out
}

impl Table {
    /// Whether the other is the rest of it, on the next page.
    fn goes_on(&self, next: &Table) -> bool {
        let meet = |(a, b): (&Gap, &Gap)| a.0 < b.1 + 3.0 && b.0 < a.1 + 3.0;
        self.last_page + 1 == next.page
            && self.gaps.len() == next.gaps.len()
            && self.gaps.iter().zip(&next.gaps).all(meet)
    }

    fn append(&mut self, next: Table, notes: &mut Vec<Diagnostic>) {
        let mut rows = next.rows;
        let says = |row: &[Vec<Vec<Run>>]| row.iter().flatten().flatten().map(|r| r.text.trim()).collect::<String>();
        if rows.len() > 1 && self.rows.len() > 1 && says(&rows[0]) == says(&self.rows[0]) {
            let message =
                format!("`{}` was dropped: it repeats the head of the table on the next page", says(&rows[0]));
            notes.push(Diagnostic::note("furniture-dropped", next.no, message));
            rows.remove(0);
        }
        // a row without its first cell is the rest of one
        if rows.first().is_some_and(|row| row[0].is_empty())
            && let Some(last) = self.rows.last_mut()
        {
            for (cell, rest) in last.iter_mut().zip(rows.remove(0)) {
                cell.extend(rest);
            }
        }
        self.rows.extend(rows);
        self.last_page = next.last_page;
    }
}

/// How many lines of a page a table has at most.
const LINES: usize = 150;

/// From which line to which the same gaps stay free, and these gaps.
fn region(lines: &[Line], from: usize) -> Option<(usize, Vec<Gap>)> {
    let mut gaps = gaps(&lines[from]);
    if gaps.is_empty() {
        return None;
    }
    let mut end = from + 1;
    while let Some(line) = lines.get(end) {
        let before = &lines[end - 1];
        let left: Vec<Gap> = gaps.iter().filter_map(|gap| narrowed(*gap, line)).collect();
        let reach = if parts(line, &left) > 0 { 6.0 } else { 3.5 };
        let near = line.y - before.y < reach * line.size.max(before.size) && end - from < LINES;
        if line.page != before.page || line.column != before.column || !near || left.is_empty() {
            break;
        }
        gaps = left;
        end += 1;
    }
    // the last lines belong to it as long as they are parted, or follow closely on one that is
    let close = |at: usize| lines[at].y - lines[at - 1].y < 1.35 * lines[at].size;
    while end > from + 1 && parts(&lines[end - 1], &gaps) == 0 && !close(end - 1) {
        end -= 1;
    }
    let own = &lines[from..end];
    let parted = own.iter().filter(|l| parts(l, &gaps) > 0).count();
    let aligned = gaps.iter().all(|gap| is_aligned(own, *gap));
    // two stretched lines of a paragraph are no table
    let stretched = own.len() == 2 && own[1].y - own[0].y < 1.35 * own[0].size && own[0].x.0 == own[1].x.0;
    (parted >= 2 && aligned && !stretched).then_some((end, gaps))
}

/// Whether a line close above another stands in the same columns, though with narrow gaps.
fn leads(line: &Line, next: &Line, gaps: &[Gap]) -> bool {
    let close = line.page == next.page && line.column == next.column && next.y - line.y < 1.6 * line.size;
    let at_column = |gap: &Gap| {
        let starts =
            |l: &Line| l.runs.iter().find(|r| r.x.0 >= gap.1 - 1.0 && !r.text.trim().is_empty()).map(|r| r.x.0);
        let (Some(own), Some(other)) = (starts(line), starts(next)) else { return false };
        (own - other).abs() < 1.0 && side(line, |r| r.x.1 < own)
    };
    close && !gaps.is_empty() && gaps.iter().all(at_column)
}

/// At how many of the gaps a line has text on both sides.
fn parts(line: &Line, gaps: &[Gap]) -> usize {
    gaps.iter().filter(|g| side(line, |r| r.x.1 <= g.0 + 0.5) && side(line, |r| r.x.0 >= g.1 - 0.5)).count()
}

fn side(line: &Line, is: impl Fn(&Run) -> bool) -> bool {
    line.runs.iter().any(|r| !r.text.trim().is_empty() && is(r))
}

/// The wide gaps of a line; the one behind a number or a bullet is none.
fn gaps(line: &Line) -> Vec<Gap> {
    let seen: Vec<&Run> = line.runs.iter().filter(|r| !r.text.trim().is_empty()).collect();
    let mut before = String::new();
    let mut end = f32::MIN;
    let mut out = Vec::new();
    if is_stretched(&seen) {
        return out;
    }
    for pair in seen.windows(2) {
        before.push_str(pair[0].text.trim());
        end = end.max(pair[0].x.1);
        if pair[1].x.0 - end >= 1.2 * line.size && !is_mark(&before) {
            out.push((end, pair[1].x.0));
        }
    }
    out
}

/// Whether all gaps of a line are alike, as those between the words of a line that was stretched to the margin.
fn is_stretched(runs: &[&Run]) -> bool {
    let gaps = runs.windows(2).map(|pair| pair[1].x.0 - pair[0].x.1).filter(|gap| *gap > 0.5);
    let (count, least, most) = gaps.fold((0, f32::MAX, 0.0f32), |(n, a, b), gap| (n + 1, gap.min(a), gap.max(b)));
    let alike = if count > 2 { 1.25 } else { 1.08 };
    count > 1 && most <= least * alike
}

/// Whether a text is the number or the bullet of what follows it.
pub(super) fn is_mark(text: &str) -> bool {
    let text = text.trim();
    let numbered = label::scan(&format!("{text} x")).is_some_and(|(_, len)| text.len() <= len);
    numbered
        || super::list::bullet(text).is_some_and(|rest| rest.is_empty())
        || text.parse::<u32>().is_ok_and(|n| n < 200)
}

/// What of a gap a line leaves free.
fn narrowed(gap: Gap, line: &Line) -> Option<Gap> {
    let (mut from, mut to) = gap;
    for run in line.runs.iter().filter(|r| !r.text.trim().is_empty()) {
        if run.x.1 <= from + 0.5 || run.x.0 >= to - 0.5 {
            continue;
        }
        match (run.x.0 <= from, run.x.1 >= to) {
            (true, false) => from = run.x.1,
            (false, true) => to = run.x.0,
            _ => return None,
        }
    }
    (to - from >= 0.45 * line.size).then_some((from, to))
}

/// Whether what stands behind a gap begins at one place, or around one middle, or ends at one place.
fn is_aligned(lines: &[Line], gap: Gap) -> bool {
    let behind: Vec<(f32, f32)> = lines
        .iter()
        .filter_map(|l| {
            let mut runs = l.runs.iter().filter(|r| !r.text.trim().is_empty() && r.x.0 >= gap.1 - 0.5);
            let first = runs.next()?;
            let mut to = first.x.1;
            for run in runs.take_while(|r| r.x.0 - first.x.1 < l.size * 40.0) {
                if run.x.0 - to > 1.2 * l.size {
                    break;
                }
                to = run.x.1;
            }
            Some((first.x.0, to))
        })
        .collect();
    let size = lines.first().map_or(10.0, |l| l.size);
    let alike = |place: &dyn Fn(&(f32, f32)) -> f32| {
        let mut places: Vec<f32> = behind.iter().map(place).collect();
        places.sort_by(f32::total_cmp);
        let near = |(i, p): (usize, &f32)| places[i..].partition_point(|o| *o < p + 0.6 * size);
        let best = places.iter().enumerate().map(near).max();
        best.is_some_and(|n| n >= 2 && n * 10 >= behind.len() * 7)
    };
    alike(&|x| x.0) || alike(&|x| (x.0 + x.1) / 2.0) || alike(&|x| x.1)
}

/// Divides the lines of a table into rows.
fn rows<'l>(lines: &'l [Line], gaps: &[Gap], rules: &[[f32; 4]], in_grid: bool) -> Vec<&'l [Line]> {
    let ruled: Vec<bool> = lines.windows(2).map(|pair| has_rule(rules, &pair[0], &pair[1], gaps)).collect();
    let steps: Vec<f32> = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    let least = steps.iter().copied().fold(f32::MAX, f32::min);
    let most = steps.iter().copied().fold(0.0, f32::max);
    let by_rules = in_grid || ruled.iter().any(|r| *r);
    let by_steps = most > 1.25 * least;
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..lines.len() {
        let begins = if by_rules {
            ruled[at - 1]
        } else if by_steps {
            steps[at - 1] > 1.2 * least
        } else {
            side(&lines[at], |r| r.x.1 <= gaps[0].1 + 0.5)
        };
        if begins {
            out.push(&lines[from..at]);
            from = at;
        }
    }
    out.push(&lines[from..]);
    out
}

/// Whether a rule across a gap stands between two lines.
fn has_rule(rules: &[[f32; 4]], above: &Line, below: &Line, gaps: &[Gap]) -> bool {
    let from = rules.partition_point(|r| r[1] < above.y);
    let between = rules[from..].iter().take_while(|r| r[1] < below.y - 0.3 * below.size);
    let crosses = |r: &[f32; 4]| {
        // rules are often drawn cell by cell
        r[2] - r[0] > 4.0 * (r[3] - r[1]) && gaps.iter().any(|g| r[0] <= g.1 + 1.0 && r[2] >= g.0 - 1.0)
    };
    between.into_iter().any(crosses)
}

/// Divides the lines of a row into cells.
fn cells(lines: &[Line], gaps: &[Gap]) -> Vec<Vec<Vec<Run>>> {
    let mut cells: Vec<Vec<Vec<Run>>> = vec![Vec::new(); gaps.len() + 1];
    for line in lines {
        let mut parts: Vec<Vec<Run>> = vec![Vec::new(); gaps.len() + 1];
        for run in &line.runs {
            let middle = (run.x.0 + run.x.1) / 2.0;
            parts[gaps.iter().filter(|g| middle > (g.0 + g.1) / 2.0).count()].push(run.clone());
        }
        for (cell, part) in cells.iter_mut().zip(parts) {
            if part.iter().any(|r| !r.text.trim().is_empty()) {
                cell.push(part);
            }
        }
    }
    cells
}
