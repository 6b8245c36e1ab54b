//! The numbers of lines that drafts print in their left margin.

use super::super::page::{Page, Run};
use crate::model::diagnostic::Diagnostic;

/// How many lines of a page are numbered at least, where lines are.
const LINES: usize = 12;

/// Takes the numbers of lines out of pages: whole numbers left of all text that count on from line to line, on most
/// lines of a page.
pub(super) fn without_line_numbers(mut pages: Vec<Page>, notes: &mut Vec<Diagnostic>) -> Vec<Page> {
    let found: Vec<Vec<usize>> = pages.iter().map(|page| numbers(&page.runs)).collect();
    let many = |(page, own): (&Page, &Vec<usize>)| own.len() >= LINES && own.len() * 5 >= baselines(&page.runs) * 3;
    if !pages.iter().zip(&found).any(many) {
        return pages;
    }
    for (page, own) in pages.iter_mut().zip(found) {
        for at in own.iter().rev() {
            let run = page.runs.remove(*at);
            let message = format!("`{}` was dropped: it numbers a line", run.text.trim());
            notes.push(Diagnostic::note("furniture-dropped", 1, message));
        }
    }
    pages
}

/// The runs that number lines: whole numbers left of everything else, of which each counts on from the one above it.
fn numbers(runs: &[Run]) -> Vec<usize> {
    let number = |r: &Run| r.text.trim().parse::<u32>().ok().filter(|n| *n > 0);
    let text = runs.iter().filter(|r| !r.text.trim().is_empty() && number(r).is_none());
    let left = text.map(|r| r.x.0).fold(f32::MAX, f32::min);
    let mut own: Vec<(usize, u32)> =
        runs.iter().enumerate().filter(|(_, r)| r.x.1 <= left).filter_map(|(at, r)| Some((at, number(r)?))).collect();
    own.sort_by(|a, b| runs[a.0].y.total_cmp(&runs[b.0].y));
    let counts = own.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1);
    let mut out: Vec<usize> = own.into_iter().map(|(at, _)| at).collect();
    out.sort_unstable();
    if counts { out } else { Vec::new() }
}

/// How many heights text stands at.
fn baselines(runs: &[Run]) -> usize {
    let mut heights: Vec<f32> = runs.iter().filter(|r| !r.text.trim().is_empty()).map(|r| r.y).collect();
    heights.sort_by(f32::total_cmp);
    heights.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    heights.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_numbers_are_no_text_and_those_of_paragraphs_are() {
        let run = |text: String, x: f32, y: f32| Run { text, x: (x, x + 8.0), y, ..Run::default() };
        let page = |every: usize| {
            let line = |i: usize| run("The tide turns.".to_owned(), 60.0, 20.0 * i as f32);
            let number = |i: usize| run((i / every + 1).to_string(), 30.0, 20.0 * i as f32);
            let runs = (0..48).map(line).chain((0..48).step_by(every).map(number)).collect();
            Page { runs, ..Page::default() }
        };
        let left = |every| without_line_numbers(vec![page(every)], &mut Vec::new())[0].runs.len();
        assert_eq!((left(1), left(3)), (48, 64));
    }
}
