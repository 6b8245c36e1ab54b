//! Captions that were moved to the beginning of their page → its end, where others are, from where they go to their places.
//!
//! A caption in its place stands above what it captions. Where two of one series stand one above the other at the
//! beginning of a page, the first captions nothing there; where this shows, all that begin pages of the text were moved.

use std::collections::HashSet;

use super::Line;
use super::reseat::{CAPTIONS, series};
use crate::model::label::Label;
use crate::structure::caption::{can_be_caption, is_item_label, loosely_numbered, numbered};
use crate::structure::meta;

/// How many lines a title has with its category, its time and its label.
const TITLE: usize = 4;

/// On how many pages it must show.
const PAGES: usize = 2;

/// Puts the captions with which pages begin behind the text of their pages, if they were moved.
pub(super) fn to_end(pages: &mut [Vec<Line>]) {
    let runs: Vec<(usize, usize)> = pages.iter().enumerate().map(|(at, page)| run(page, at == 0)).collect();
    let parts = || pages.iter().zip(&runs).map(|(page, (from, to))| (&page[*from..*to], &page[*to..]));
    let several = parts().filter(|(captions, _)| captions_nothing(captions)).count();
    let shows = parts().any(|(captions, body)| counts_below(captions, body)) || several >= PAGES && count_on(parts());
    if several == 0 || !shows || come_again(pages, &runs) {
        return;
    }
    for (page, (from, to)) in pages.iter_mut().zip(runs) {
        let end = page.iter().rposition(|l| !l.is_url()).map_or(0, |i| i + 1);
        if to < end {
            page[from..end].rotate_left(to - from);
        }
    }
}

/// Whether captions of one series, or that ask, stand one above the other: the first captions nothing.
fn captions_nothing(captions: &[Line]) -> bool {
    captions.windows(2).any(|pair| match (number(&pair[0]), number(&pair[1])) {
        (None, None) => true,
        (Some((one, _)), Some((next, _))) => one.is_followed_by(&next),
        _ => false,
    })
}

/// Whether what counts within such a caption stands below the one that follows it.
fn counts_below(captions: &[Line], body: &[Line]) -> bool {
    captions.windows(2).any(|pair| match (number(&pair[0]), number(&pair[1])) {
        (Some((one, _)), Some((next, _))) => {
            let within = |l: &Line| l.label.as_ref().is_some_and(|l| series::is_within(&one, l));
            one.is_followed_by(&next) && body.iter().any(within)
        }
        _ => false,
    })
}

/// Whether one of the captions is printed twice: they are the entries of a table of contents.
fn come_again(pages: &[Vec<Line>], runs: &[(usize, usize)]) -> bool {
    let captions: HashSet<&str> =
        pages.iter().zip(runs).flat_map(|(page, (from, to))| &page[*from..*to]).map(|l| l.text.as_str()).collect();
    let printed = pages.iter().flatten().filter(|l| captions.contains(l.text.as_str())).count();
    printed > runs.iter().map(|(from, to)| to - from).sum::<usize>()
}

/// Whether the captions with which pages begin count on from page to page, or ask. Lists of names do not.
fn count_on<'p>(parts: impl Iterator<Item = (&'p [Line], &'p [Line])>) -> bool {
    let captions: Vec<&Line> = parts.flat_map(|(captions, _)| captions).collect();
    if captions.iter().all(|l| asks(l)) {
        return true;
    }
    let labels: Vec<Label> = captions.into_iter().filter_map(number).map(|(label, _)| label).collect();
    let Some(first) = labels.first() else { return false };
    let series: Vec<&Label> = labels.iter().filter(|l| series::same_kind(l, first)).collect();
    let on = |pair: &[&Label]| pair[0].is_followed_by(pair[1]) || pair[1].last() == 1;
    first.last() == 1 && series.len() > 3 && series.windows(2).all(on)
}

/// The captions at the beginning of a page: the first of them, and what stands behind the last.
fn run(page: &[Line], first: bool) -> (usize, usize) {
    let head = &page[..page.len().min(TITLE)];
    let time = head.iter().position(|l| meta::updated(&l.text).is_some());
    let bare = || head.iter().take_while(|l| number(l).is_none() && can_be_caption(&l.text) && !asks(l)).count();
    let from = time.map_or_else(|| if first { bare() } else { 0 }, |at| at + 1);
    let to = page[from..].iter().take(CAPTIONS).take_while(|l| is_caption(l)).count();
    (from, from + to)
}

fn is_caption(line: &Line) -> bool {
    match number(line) {
        Some((label, rest)) => !is_item_label(&label) && !rest.is_empty() && can_be_caption(&rest),
        None => asks(line) && can_be_caption(&line.text),
    }
}

fn asks(line: &Line) -> bool {
    line.text.ends_with(['?', '？'])
}

fn number(line: &Line) -> Option<(Label, String)> {
    let found = numbered(&line.text).or_else(|| loosely_numbered(&line.text))?;
    Some((found.label, found.rest.into_owned()))
}
