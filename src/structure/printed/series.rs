//! Lines that begin with numbers → those that count on from line to line: `a) …` and, a few lines on, `b) …` are items
//! of a list, however full the line before them is.

use super::Line;
use crate::model::label::{Form, Label, Unit};
use crate::structure::caption::numbered;

/// How many lines an item spans.
const ITEM: usize = 8;

/// Tells the lines' numbers, and which of them count.
pub(super) fn told(mut lines: Vec<Line>) -> Vec<Line> {
    // the last lines that begin with a number of a list
    let mut recent: Vec<usize> = Vec::new();
    for at in 0..lines.len() {
        lines[at].label = numbered(&lines[at].text).map(|n| n.label);
        let Some(label) = lines[at].label.as_ref().filter(|l| is_of_list(l)) else { continue };
        recent.retain(|before| before + ITEM >= at);
        let leads = |before: &&usize| lines[**before].label.as_ref().is_some_and(|l| l.is_followed_by(label));
        if let Some(before) = recent.iter().rev().find(leads) {
            lines[*before].counts = true;
            lines[at].counts = true;
        }
        recent.push(at);
    }
    lines
}

/// Whether a number can be that of an item. Numbers of several parts are cited: `2.1`, and at the next line's start
/// `2.2`.
fn is_of_list(label: &Label) -> bool {
    label.unit == Unit::Bare && label.values.len() == 1 && label.form != Form::Enclosed
}
