//! Lines that begin with numbers → those that count on from line to line: `a) …` and, a few lines on, `b) …` are items
//! of a list, however full the line before them is.

use super::Line;
use crate::model::label::{Form, Label, Unit};
use crate::structure::caption::label_of;

/// How many lines an item spans.
const ITEM: usize = 8;

/// Tells the lines whose numbers count.
pub(super) fn told(mut lines: Vec<Line>) -> Vec<Line> {
    // the last lines that begin with a number
    let mut recent: Vec<(usize, Label)> = Vec::new();
    for at in 0..lines.len() {
        let Some(label) = label_of(&lines[at].text).filter(is_of_list) else { continue };
        recent.retain(|(before, _)| before + ITEM >= at);
        if let Some((before, _)) = recent.iter().rev().find(|(_, l)| l.is_followed_by(&label)) {
            lines[*before].counts = true;
            lines[at].counts = true;
        }
        recent.push((at, label));
    }
    lines
}

/// Whether a number can be that of an item. Numbers of several parts are cited: `2.1`, and at the next line's start
/// `2.2`.
fn is_of_list(label: &Label) -> bool {
    label.unit == Unit::Bare && label.values.len() == 1 && label.form != Form::Enclosed
}
