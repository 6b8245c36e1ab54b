//! Dots that are drawn before a text → the bullets that they are: browsers draw those of a list as figures.

use super::page::Run;
use crate::marks::is_right_to_left;

/// How far from its text a bullet stands, and how large it is, in parts of the size of the text.
const AWAY: std::ops::RangeInclusive<f32> = 0.1..=3.0;
const SIZE: std::ops::RangeInclusive<f32> = 0.12..=0.65;

/// Puts a bullet into the runs for each dot beside the start of a line, before it as it is read.
pub(super) fn add(runs: &mut Vec<Run>, dots: &[[f32; 4]]) {
    if dots.is_empty() {
        return;
    }
    let mut by_height: Vec<usize> = (0..runs.len()).filter(|i| !runs[*i].text.trim().is_empty()).collect();
    by_height.sort_by(|a, b| runs[*a].y.total_cmp(&runs[*b].y));
    let most = runs.iter().map(|r| r.size).fold(0.0, f32::max);
    let bullets: Vec<Run> = dots.iter().filter_map(|dot| bullet(dot, runs, &by_height, most)).collect();
    runs.extend(bullets);
}

/// The bullet of a dot; `by_height`: the runs by their baselines, `most`: the size of the largest.
fn bullet(&[x0, y0, x1, y1]: &[f32; 4], runs: &[Run], by_height: &[usize], most: f32) -> Option<Run> {
    let middle = (y0 + y1) / 2.0;
    let from = by_height.partition_point(|i| runs[*i].y < middle);
    let below = by_height[from..].iter().map(|i| &runs[*i]).take_while(|r| r.y < middle + most);
    // on the line, between its foot and the height of its capitals
    let beside = below.filter(|r| (0.1..0.7).contains(&((r.y - middle) / r.size)));
    let (mut right, mut left) = (None::<&Run>, None::<&Run>);
    for run in beside {
        if run.x.0 >= x1 - 0.1 && right.is_none_or(|r| run.x.0 < r.x.0) {
            right = Some(run);
        } else if run.x.1 <= x0 + 0.1 && left.is_none_or(|r| run.x.1 > r.x.1) {
            left = Some(run);
        }
    }
    let gap = |run: &Run| if run.x.0 >= x1 - 0.1 { run.x.0 - x1 } else { x0 - run.x.1 };
    let near = |run: &&Run| AWAY.contains(&(gap(run) / run.size));
    let text = match (right, left) {
        (Some(run), None) | (None, Some(run)) => run,
        // beside it another column may stand
        (Some(a), Some(b)) if gap(b) > 1.0 * b.size && gap(b) > gap(a) => a,
        (Some(a), Some(b)) if gap(a) > 1.0 * a.size && gap(a) > gap(b) => b,
        _ => return None,
    };
    let in_order = text.x.0 >= x1 - 0.1 || text.text.contains(is_right_to_left);
    let fits = in_order && near(&text) && SIZE.contains(&((x1 - x0) / text.size));
    fits.then(|| Run {
        text: "•".to_owned(),
        x: (x0, x1),
        end: x1,
        y: text.y,
        size: text.size,
        furniture: text.furniture,
        ..Run::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, x: (f32, f32), y: f32) -> Run {
        Run { text: text.to_owned(), x, y, size: 10.0, end: x.1, ..Run::default() }
    }

    #[test]
    fn a_dot_before_a_line_is_its_bullet() {
        let lines = || vec![run("Fees", (60.0, 90.0), 100.0), run("شروط", (60.0, 100.0), 112.0)];
        let added = |dots: &[[f32; 4]]| {
            let mut runs = lines();
            add(&mut runs, dots);
            runs.split_off(2).into_iter().map(|r| (r.text, r.y)).collect::<Vec<_>>()
        };
        assert_eq!(added(&[[48.0, 94.0, 52.0, 98.0]]), [("•".to_owned(), 100.0)]);
        // behind a text that is read from the right
        assert_eq!(added(&[[104.0, 106.0, 108.0, 110.0]]), [("•".to_owned(), 112.0)]);
        assert!(added(&[[94.0, 94.0, 98.0, 98.0]]).is_empty());
        // far away, too large, between lines
        assert!(added(&[[10.0, 94.0, 14.0, 98.0], [44.0, 90.0, 54.0, 100.0], [48.0, 100.0, 52.0, 104.0]]).is_empty());
    }
}
