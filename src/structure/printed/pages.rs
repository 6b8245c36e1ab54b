//! Lines → pages: a page's body as paragraphs, the captions at its end, the addresses of its links.

use super::bullets::bullet;
use super::measure::Measure;
use super::{Line, Page, Paragraph, Role, reflow};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::structure::caption::{announces, can_be_caption, is_item_label, label_of, loosely_numbered, numbered};
use crate::structure::{meta, outline};

/// Divides the lines into pages.
pub(super) fn divide(lines: Vec<Line>, measure: Measure, notes: &mut Vec<Diagnostic>) -> Vec<Page> {
    let mut groups: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if group[0].page == line.page => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
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
    let tail = lines.split_off(tail(&lines, next, measure));
    // the addresses stand behind the captions or before them
    if !tail.is_empty() {
        urls.splice(0..0, lines.split_off(addresses(&lines)));
    }
    let body = reflow::paragraphs(lines, listed, measure, notes);
    let tail = tail.into_iter().map(|line| Paragraph { role: Role::Caption, ..Paragraph::from(line) }).collect();
    Page { body, tail, urls }
}

/// Where the run of captions at the end of a page begins.
///
/// A short line without an end of sentence cannot be in the midst of a paragraph: the line would be full. At the end
/// of a page it is a caption, in its place or moved there, unless it ends an unfinished sentence.
fn tail(lines: &[Line], next: Option<&str>, measure: Measure) -> usize {
    let run =
        |items: bool| lines.len() - lines.iter().rev().take_while(|line| is_caption_line(line, measure, items)).count();
    let mut from = run(true);
    if counted_on(&lines[..from], &lines[from..]) {
        from = run(false);
    }
    // the first of them may be the end of a sentence that lacks its stop
    while let (Some(line), Some(before)) = (lines.get(from), from.checked_sub(1).map(|i| &lines[i])) {
        let numbered = numbered(&line.text).is_some() || loosely_numbered(&line.text).is_some();
        let follows = reflow::is_open(before, line, measure);
        let continues = line.text.starts_with(char::is_lowercase);
        let next_is_new = next.is_none_or(|n| crate::structure::caption::numbered(n).is_some());
        if !numbered && follows && (continues || next_is_new) && meta::updated(&line.text, "Z").is_none() {
            from += 1;
        } else {
            break;
        }
    }
    from
}

/// Whether captions numbered as items are (`（二）费用`) are the items of a list on the page.
fn counted_on(body: &[Line], captions: &[Line]) -> bool {
    let items: Vec<Label> = captions.iter().filter_map(|l| label_of(&l.text)).filter(is_item_label).collect();
    let listed = |l: &Line| label_of(&l.text).is_some_and(|l| items.iter().any(|item| item.is_like(&l)));
    let announced = body.last().is_some_and(|l| announces(&l.text));
    let within = body.last().is_some_and(|l| reflow::ends_item(&l.text))
        && body.iter().rev().find_map(|l| label_of(&l.text)).is_none_or(|l| !is_item_label(&l));
    !items.is_empty() && (announced || within || body.iter().any(listed))
}

/// Whether a line can be a caption; `items`: even one that is numbered as the items of lists are.
fn is_caption_line(line: &Line, measure: Measure, items: bool) -> bool {
    if outline::is_end_mark(&line.text) || meta::edition(&line.text).is_some() {
        return false;
    }
    if meta::updated(&line.text, "Z").is_some() {
        return true;
    }
    let item = numbered(&line.text).is_some_and(|n| n.rest.is_empty() || !items && is_item_label(&n.label));
    let narrow = measure.full.is_none_or(|full| line.width * 10 <= full * 9);
    !item && bullet(&line.text).is_none() && narrow && can_be_caption(&line.text)
}
