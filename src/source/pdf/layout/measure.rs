//! What is usual in a text: the size and weight of its characters, its margins, the distance of its lines.

use std::collections::HashMap;

use super::line::Line;
use crate::source::pdf::page::Run;

/// The measure of a text.
#[derive(Debug)]
pub(super) struct Measure {
    /// The size of most characters.
    pub(super) size: f32,
    /// Whether most characters are bold: then bold says nothing.
    bold: bool,
    /// How thick most strokes are, where fonts are drawn.
    stroke: f32,
    /// Left and right margin, by column and width of the page.
    margins: HashMap<(u8, i32), (f32, f32)>,
    /// The right margin of lines that begin at one place, where there are several: lists can be narrower.
    rights: HashMap<(u8, i32, i32), f32>,
    /// The distance of lines of a size within a paragraph, in parts of the size.
    pub(super) leading: f32,
}

/// How much thicker than most a bold stroke is.
const BOLD: f32 = 1.25;

impl Measure {
    /// Takes the measure of all lines; `widths` are those of the pages.
    pub(super) fn of(lines: &[Line], widths: &[f32]) -> Measure {
        let runs = || lines.iter().flat_map(|l| &l.runs);
        let count = |r: &Run| r.text.chars().filter(|c| !c.is_whitespace()).count();
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        runs().for_each(|r| *sizes.entry((r.size * 4.0).round() as i32).or_default() += count(r));
        let size = sizes.into_iter().max_by_key(|(size, n)| (*n, -size)).map_or(10.0, |(size, _)| size as f32 / 4.0);
        let all: usize = runs().map(count).sum();
        let bold: usize = runs().filter(|r| r.bold).map(count).sum();
        let mut margins: HashMap<(u8, i32), Vec<(f32, f32)>> = HashMap::new();
        let mut rights: HashMap<(u8, i32, i32), Vec<(f32, f32)>> = HashMap::new();
        for line in lines.iter().filter(|l| (l.size - size).abs() < 0.15 * size) {
            let key = key(line, widths);
            margins.entry(key).or_default().push(line.x);
            rights.entry((key.0, key.1, place(line))).or_default().push(line.x);
        }
        rights.retain(|_, xs| xs.len() >= SEVERAL);
        Measure {
            size,
            bold: bold * 3 > all * 2,
            stroke: median(runs().filter(|r| r.stroke > 0.0).map(|r| (r.stroke, count(r)))).unwrap_or(0.0),
            margins: margins.into_iter().map(|(k, xs)| (k, margin(xs))).collect(),
            rights: rights.into_iter().map(|(k, xs)| (k, margin(xs).1)).collect(),
            leading: leading(lines, size),
        }
    }

    /// The margins of a line's column.
    pub(super) fn margins(&self, line: &Line, widths: &[f32]) -> (f32, f32) {
        self.margins.get(&key(line, widths)).copied().unwrap_or(line.x)
    }

    /// How far a line with this beginning reaches.
    pub(super) fn right(&self, line: &Line, widths: &[f32]) -> f32 {
        let (column, width) = key(line, widths);
        let own = self.rights.get(&(column, width, place(line)));
        own.copied().unwrap_or_else(|| self.margins(line, widths).1)
    }

    /// Whether a run stands out by its weight.
    pub(super) fn is_bold(&self, run: &Run) -> bool {
        (run.bold && !self.bold) || (!run.bold && run.stroke > BOLD * self.stroke && self.stroke > 0.0)
    }
}

fn key(line: &Line, widths: &[f32]) -> (u8, i32) {
    (line.column, widths.get(line.page as usize - 1).map_or(0, |w| w.round() as i32))
}

/// How many lines show the right margin of those that begin at one place.
const SEVERAL: usize = 12;

fn place(line: &Line) -> i32 {
    (line.x.0 / 4.0).round() as i32
}

/// The edges that lines reach, but for a few that stick out.
fn margin(mut xs: Vec<(f32, f32)>) -> (f32, f32) {
    let few = xs.len() / 50;
    xs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let left = xs.get(few).map_or(0.0, |x| x.0);
    xs.sort_by(|a, b| b.1.total_cmp(&a.1));
    (left, xs.get(few).map_or(0.0, |x| x.1))
}

fn median(weighted: impl Iterator<Item = (f32, usize)>) -> Option<f32> {
    let mut all: Vec<(f32, usize)> = weighted.collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = all.iter().map(|(_, n)| n).sum::<usize>() / 2;
    let mut seen = 0;
    all.into_iter()
        .find(|(_, n)| {
            seen += n;
            seen > half
        })
        .map(|(value, _)| value)
}

/// The smallest distance that many pairs of lines of the usual size have.
fn leading(lines: &[Line], size: f32) -> f32 {
    let mut steps: HashMap<i32, usize> = HashMap::new();
    for pair in lines.windows(2) {
        let step = (pair[1].y - pair[0].y) / size;
        let usual = pair.iter().all(|l| (l.size - size).abs() < 0.1 * size);
        if usual && pair[0].page == pair[1].page && pair[0].column == pair[1].column && (0.8..3.0).contains(&step) {
            *steps.entry((step * 20.0).round() as i32).or_default() += 1;
        }
    }
    // neighbours count together: rounding parts them
    let near = |at: i32| (at - 1..=at + 1).map(|k| steps.get(&k).copied().unwrap_or(0)).sum::<usize>();
    let most = steps.keys().map(|k| near(*k)).max().unwrap_or(0);
    let least = steps.keys().copied().filter(|k| near(*k) * 4 >= most).min();
    // of neighbours the one that most have
    let best = least.map(|k| (k..=k + 2).max_by_key(|k| (steps.get(k).copied().unwrap_or(0), -k)).unwrap_or(k));
    best.map_or(1.2, |k| k as f32 / 20.0)
}
