//! Pages that set two languages beside each other, as columns or as the rows of a table → the lines of one, then those
//! of the other.
//!
//! A paragraph goes on below its own column, on the next page too, and never in the column beside it.

use std::collections::HashMap;

use super::super::page::Run;
use super::line::Line;
use crate::model::label::{self, Common};
use crate::model::language;

/// Fewer lines beginning at one place are no column.
const LINES: usize = 12;
/// So far into the space between the columns may a line of the left one reach, in points.
const NEAR: f32 = 2.0;

/// Puts the lines in the order of their languages, where there are two beside each other throughout.
pub(super) fn part(lines: Vec<Line>, widths: &[f32]) -> Vec<Line> {
    let Some(gutter) = gutter(&lines, widths) else { return lines };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let mut across = 0;
    for line in &lines {
        // a mark can hang into the space between the columns
        let is_left = |run: &Run| run.x.0 < gutter - 0.6 * line.size || run.x.1 < gutter;
        if line.runs.iter().any(|run| is_left(run) && run.x.1 > gutter + NEAR) {
            across += 1;
            left.push(line.clone());
            continue;
        }
        let (before, behind) = line.runs.iter().cloned().partition(is_left);
        left.extend(line.part(1, before));
        right.extend(line.part(2, behind));
    }
    let two = left.len() >= LINES && right.len() >= LINES && across * 4 <= lines.len();
    if !two || right.len() * 4 < lines.len() || !are_translations(&left, &right) {
        return lines;
    }
    left.append(&mut right);
    left
}

/// Where most lines begin, or pieces of lines behind a gap, beyond the first third of the page.
fn gutter(lines: &[Line], widths: &[f32]) -> Option<f32> {
    let mut starts: HashMap<i32, usize> = HashMap::new();
    for line in lines {
        let third = widths.get(line.page as usize - 1)? / 3.0;
        let behind = |at: usize| at == 0 || line.runs[at].x.0 - line.runs[at - 1].x.1 > line.size;
        let places = line.runs.iter().enumerate().filter(|(at, run)| run.x.0 > third && behind(*at));
        places.for_each(|(_, run)| *starts.entry(run.x.0.round() as i32).or_default() += 1);
    }
    let (place, count) = starts.into_iter().max_by_key(|(place, count)| (*count, -place))?;
    (count >= LINES).then_some(place as f32)
}

/// Whether two columns are in two languages and most numbers of clauses stand in both.
fn are_translations(left: &[Line], right: &[Line]) -> bool {
    let texts = [left, right].map(|lines| lines.iter().map(Line::text).collect::<Vec<String>>());
    let [a, b] = texts.each_ref().map(|texts| language::detect(texts.iter().map(String::as_str)));
    let mut numbers = Common::default();
    for (side, texts) in texts.iter().enumerate() {
        texts.iter().for_each(|text| numbers.count(label::scan(text).map(|(label, _)| label), side));
    }
    language::differ(a, b) && numbers.most().is_some()
}
