//! Wrapped lines → paragraphs.
//!
//! A line was wrapped where the next piece would not have fitted on it any more. A line that ends a sentence and
//! had room ends its paragraph; one that ends none and is nearly full goes on, and so does a long one in small letters
//! right below it.

mod join;
mod paragraph;

use super::measure::{Extent, Measure};
use super::{Line, Page, Paragraph, is_always_caption};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::structure::bullets::bullet;
use crate::structure::caption::{can_be_caption, ends_sentence, is_title_case, is_wide, label_of, numbered};
use crate::structure::meta;
use join::{goes_on, runs_on};

/// Joins the lines of a page's body.
///
/// `listed` says whether the page before ends in a semicolon.
pub(super) fn paragraphs(
    lines: Vec<Line>,
    listed: bool,
    measure: Measure,
    notes: &mut Vec<Diagnostic>,
) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if !line.is_url() && (runs_on(last, &line) || goes_on(last, &line, measure, notes)) => {
                last.join(line, measure);
            }
            last => {
                let listed = last.map_or(listed, |l| ends_item(&l.text));
                out.push(Paragraph { listed, ..Paragraph::from(line) });
            }
        }
    }
    for at in (0..out.len().saturating_sub(2)).rev() {
        if is_cut_caption(&out[at..], measure) {
            let rest = out.remove(at + 1);
            notes.push(Diagnostic::warning(
                "join-guessed",
                rest.lines.0,
                "taken for the rest of the caption before it",
            ));
            out[at].append(&rest, measure);
        }
    }
    out
}

/// Whether a caption in title case, set larger than the text, was wrapped before its last words, which stand above the
/// first number below it.
fn is_cut_caption(paragraphs: &[Paragraph], measure: Measure) -> bool {
    let [caption, rest, first, ..] = paragraphs else { return false };
    let cased = |text: &str| !text.contains(is_wide) && is_title_case(text) && can_be_caption(text);
    measure.full.is_some_and(|full| caption.last_width * 20 > full * 9)
        && caption.breaks.is_empty()
        && rest.breaks.is_empty()
        && rest.last_width < caption.last_width
        && numbered(&rest.text).is_none()
        && bullet(&rest.text).is_none()
        && numbered(&caption.text).is_some_and(|n| cased(&n.rest))
        && cased(&rest.text)
        && label_of(&first.text).is_some_and(|l| l.last() == 1)
}

/// Joins the first paragraph of a page to the last of a page before, where that is not finished.
pub(super) fn over_pages(pages: &mut [Page], measure: Measure, notes: &mut Vec<Diagnostic>) {
    let mut last: Option<usize> = None;
    for at in 0..pages.len() {
        let titled = pages[at].body.iter().take(3).any(|p| is_time(&p.text));
        if let Some(before) = last
            && !titled
            && !captions_next(&pages[before])
            && let (Some(open), Some(first)) = (pages[before].body.last(), pages[at].body.first())
        {
            let line = Line {
                no: first.lines.0,
                page: 0,
                blank: false,
                indent: first.inset.first.into(),
                width: first.breaks.first().map_or(first.last_width, |b| measure.width(&first.text[..*b])),
                extent: Extent::of(&first.text),
                label: numbered(&first.text).map(|n| n.label),
                text: first.text.clone(),
                counts: first.counts,
                flows: false,
            };
            if goes_on(open, &line, measure, notes) {
                let first = pages[at].body.remove(0);
                if let Some(open) = pages[before].body.last_mut() {
                    open.append(&first, measure);
                }
                pages[before].spills = true;
            }
        }
        if !pages[at].body.is_empty() {
            last = Some(at);
        }
    }
}

/// Whether a line is the time of update below a title.
fn is_time(text: &str) -> bool {
    text.len() <= 120 && meta::updated(text).is_some()
}

/// Whether one is `Version 2.0` and nothing else, below a title or above what follows it.
fn at_edition(last: &Paragraph, line: &Line) -> bool {
    let is_one = |text: &str| text.len() <= 48 && meta::edition(text).is_some();
    last.breaks.is_empty() && (is_one(&last.text) || is_one(&line.text) && can_be_caption(&last.text))
}

/// Whether a page ends in a sentence, and in a caption that counts on from the numbers above it or needs none: what
/// begins the next page stands below the caption.
fn captions_next(page: &Page) -> bool {
    let (Some(body), Some(last)) = (page.body.last(), page.tail.last()) else { return false };
    if captions_below(body, last) {
        return true;
    }
    if !ends_sentence(&body.text) {
        return false;
    }
    if is_always_caption(&last.text) {
        return true;
    }
    let Some(caption) = label_of(&last.text) else { return false };
    let like = |l: &Label| l.is_like(&caption) && l.values.len() == caption.values.len();
    let before = page.body.iter().rev().take(40).filter_map(|p| label_of(&p.text)).find(like);
    before.is_some_and(|l| l.is_followed_by(&caption))
}

/// `9. LEAVING` above `9.1. Keys`: whether a caption stands above its first below it.
fn captions_below(above: &Paragraph, first: &Paragraph) -> bool {
    let (Some(above), Some(first)) = (numbered(&above.text), label_of(&first.text)) else { return false };
    let outer = &above.label.values;
    can_be_caption(&above.rest) && first.values.len() > outer.len() && first.values.starts_with(outer)
}

/// Whether a line could go on in the next, by its width and its end.
pub(super) fn is_open(line: &Line, next: &Line, measure: Measure) -> bool {
    let Some(full) = measure.full else { return false };
    !ends_sentence(&line.text) && line.width + 8 + measure.piece(&next.text) > full
}

/// Whether a text ends as the items of a list but the last do.
pub(super) fn ends_item(text: &str) -> bool {
    text.ends_with(['；', ';']) || text.ends_with("; and") || text.ends_with("; or")
}
