//! Lines → pages: a page's body as paragraphs, the captions at its end, the addresses of its links.

use super::measure::Measure;
use super::{Line, Page, heads, reflow, tail};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Unit;
use crate::structure::caption::{announces, can_be_caption};
use crate::structure::meta;

/// Of how many lines a title can be.
const TITLE: usize = 4;

/// Divides the lines into pages.
pub(super) fn divide(lines: Vec<Line>, measure: Measure, notes: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if group[0].page == line.page => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    heads::to_end(&mut groups);
    let next_first: Vec<Option<String>> =
        (0..groups.len()).map(|i| groups.get(i + 1).map(|g| g[0].text.clone())).collect();
    let mut pages: Vec<Page> = Vec::with_capacity(groups.len());
    for (group, next) in groups.into_iter().zip(next_first) {
        let listed = pages.last().and_then(|p| p.body.last()).is_some_and(|p| reflow::ends_item(&p.text));
        pages.push(page(group, next.as_deref(), listed, measure, notes));
    }
    pages
}

fn page(mut lines: Vec<Line>, next: Option<&str>, listed: bool, measure: Measure, notes: &mut Vec<Diagnostic>) -> Page {
    let addresses = |lines: &[Line]| lines.iter().rposition(|l| !l.is_url()).map_or(0, |i| i + 1);
    let mut urls = lines.split_off(addresses(&lines));
    // where no page is marked nothing was moved to its end, but if the text ends in a title, in questions, or in all
    // captions of a series
    let paged = lines.first().is_some_and(|l| l.page > 0) || ends_in_captions(&lines);
    let from = tail::begin(&lines, next, measure);
    let moved = (paged || holds_series(&lines, from)) && !heads_only(&lines[..from]);
    let tail = lines.split_off(if moved { from } else { lines.len() });
    // the addresses stand behind the captions or before them
    if !tail.is_empty() {
        urls.splice(0..0, lines.split_off(addresses(&lines)));
    }
    let body = reflow::paragraphs(lines, listed, measure, notes);
    Page { body, tail: tail::captions(tail, measure), urls, spills: false }
}

/// Whether there is nothing but the lines of a title: what follows them on their page captions nothing there.
fn heads_only(lines: &[Line]) -> bool {
    (1..=TITLE).contains(&lines.len()) && lines.iter().all(|l| can_be_caption(&l.text) && l.label.is_none())
}

/// Whether the captions from a line on are a series from its first, of which the lines before have none: nothing could
/// be captioned by any but the last.
fn holds_series(lines: &[Line], from: usize) -> bool {
    let (before, captions) = lines.split_at(from);
    let label = |line: &Line| line.number().filter(|n| can_be_caption(&n.rest)).map(|n| n.label);
    let Some(first) = captions.first().and_then(label) else { return false };
    let like = |line: &Line| label(line).is_some_and(|l| l.is_like(&first) && l.values.len() == first.values.len());
    let announced = before.last().is_some_and(|l| announces(&l.text) || reflow::ends_item(&l.text));
    let several = captions.iter().filter(|l| like(l)).count() > 1;
    first.last() == 1 && first.unit != Unit::Annex && several && !announced && !before.iter().any(like)
}

/// Whether what begins a text or a part of it stands last: a title above its time of update, or questions, behind which
/// one caption may ask nothing.
fn ends_in_captions(lines: &[Line]) -> bool {
    let [.., before, last] = lines else { return false };
    let asks = |line: &Line| can_be_caption(&line.text) && line.text.ends_with(['？', '?']);
    // what begins with a title does not end with one, and the end of an address is none
    let postal = |text: &str| text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() >= 5);
    let titled = meta::updated(&last.text).is_some()
        && lines.len() > 8
        && !can_be_caption(&lines[0].text)
        && !postal(&before.text);
    let asked = lines.iter().rev().take_while(|l| can_be_caption(&l.text)).filter(|l| asks(l)).count();
    titled && can_be_caption(&before.text) && before.label.is_none() || asked > 1 && asks(before)
}
