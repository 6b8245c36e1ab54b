//! The rules of a page → where the columns of its ruled tables are parted.
//!
//! A column is parted by an upright rule, or by level rules that are drawn cell by cell and meet.

use super::line::Line;

/// Where columns are parted: a place, from a height to another.
#[derive(Debug, Default)]
pub(super) struct Grid(Vec<(f32, f32, f32)>);

/// How close rules meet, in points.
const NEAR: f32 = 3.0;
/// The shortest side of a cell, in points.
const SIDE: f32 = 8.0;
/// How many rules and partings are looked at.
const MOST: usize = 2_000;

impl Grid {
    /// The grid of a page's rules, which are in the order of their heights.
    pub(super) fn of(rules: &[[f32; 4]]) -> Grid {
        let upright = rules.iter().filter(|r| r[3] - r[1] > SIDE && r[2] - r[0] <= NEAR);
        let mut out: Vec<(f32, f32, f32)> = upright.map(|r| ((r[0] + r[2]) / 2.0, r[1], r[3])).collect();
        // by height: the places where level rules meet
        let mut levels: Vec<(f32, Vec<f32>)> = Vec::new();
        let level: Vec<&[f32; 4]> =
            rules.iter().filter(|r| r[2] - r[0] > SIDE && r[3] - r[1] <= NEAR).take(MOST).collect();
        let mut from = 0;
        while from < level.len() {
            let to = from + level[from..].iter().take_while(|r| r[1] - level[from][1] < NEAR).count();
            let mut own: Vec<(f32, f32)> = level[from..to].iter().map(|r| (r[0], r[2])).collect();
            own.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut meet: Vec<f32> = Vec::new();
            for (left, right) in own.iter().flat_map(|l| own.iter().map(move |r| (l, r))).take(MOST) {
                let gap = right.0 - left.1;
                if (-1.0..NEAR).contains(&gap) && meet.iter().all(|x| (x - left.1).abs() > NEAR) {
                    meet.push((left.1 + right.0) / 2.0);
                }
            }
            levels.push((level[from][1], meet));
            from = to;
        }
        for pair in levels.windows(2) {
            let both = |x: &&f32| pair[1].1.iter().any(|o| (o - *x).abs() < NEAR);
            out.extend(pair[0].1.iter().filter(both).map(|x| (*x, pair[0].0, pair[1].0)));
        }
        out.truncate(MOST);
        Grid(out)
    }

    /// Where the columns are parted at a line, from the left.
    pub(super) fn at(&self, line: &Line) -> Vec<f32> {
        let middle = line.y - 0.3 * line.size;
        let mut out: Vec<f32> = self
            .0
            .iter()
            .filter(|(_, from, to)| (*from - 1.0..=*to + 1.0).contains(&middle))
            .map(|(x, ..)| *x)
            .collect();
        out.sort_by(f32::total_cmp);
        out.dedup_by(|a, b| (*a - *b).abs() < NEAR);
        out
    }
}

/// From which line to which the same columns are ruled, and what parts those that hold text.
pub(super) fn region(lines: &[Line], from: usize, grid: &Grid) -> Option<(usize, Vec<f32>)> {
    let first = &lines[from];
    let partings = grid.at(first);
    if partings.is_empty() {
        return None;
    }
    let alike = |line: &&Line| {
        let own = grid.at(line);
        line.page == first.page
            && line.column == first.column
            && own.len() == partings.len()
            && own.iter().zip(&partings).all(|(a, b)| (a - b).abs() < NEAR)
            // text across a rule is not in a cell of it
            && !line.runs.iter().any(|r| partings.iter().any(|x| r.x.0 < x - 2.0 && r.x.1 > x + 2.0))
    };
    let count = lines[from..].iter().take_while(alike).count();
    let own = &lines[from..from + count];
    let runs = || own.iter().flat_map(|l| &l.runs).filter(|r| !r.text.trim().is_empty());
    // what numbers the lines is no column
    let marks = |x: f32| {
        own.iter().all(|l| {
            let left: String = l.runs.iter().filter(|r| r.x.1 <= x + 2.0).map(|r| r.text.as_str()).collect();
            left.trim().is_empty() || super::table::is_mark(&left)
        })
    };
    let holds = |x: &f32| runs().any(|r| r.x.1 <= x + 2.0) && runs().any(|r| r.x.0 >= x - 2.0) && !marks(*x);
    let mut inner: Vec<f32> = partings.into_iter().filter(holds).collect();
    // where each cell has a frame of its own, between two frames is no column
    let between = |a: f32, b: f32| b - a < 2.0 * SIDE && !runs().any(|r| r.x.0 >= a - 2.0 && r.x.1 <= b + 2.0);
    inner.dedup_by(|b, a| between(*a, *b));
    (!inner.is_empty() && count > 0).then_some((from + count, inner))
}
