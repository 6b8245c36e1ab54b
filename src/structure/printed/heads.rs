//! Captions that were moved to the beginning of their page → its end, where others are, from where they go to their places.
//!
//! A caption in its place stands above what it captions. Where two of one series stand one above the other at the
//! beginning of a page, the first captions nothing there; where this shows, all that begin pages of the text were moved.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Line;
use super::reseat::{CAPTIONS, series};
use crate::model::label::{Label, Unit};
use crate::structure::bullets::bullet;
use crate::structure::caption::{announces, can_be_caption, ends_sentence, is_item_label};
use crate::structure::meta;

/// How many lines a title has with its category, its time and its label.
const TITLE: usize = 4;

/// On how many pages it must show, or by how many captions of one page.
const PAGES: usize = 2;
const STACKED: usize = 3;

/// How wide a caption without a number is at most.
const WIDEST: usize = 60;

/// Puts the captions with which pages begin behind the text of their pages, if they were moved.
pub(super) fn to_end(pages: &mut [Vec<Line>]) {
    let runs_by = |run: fn(&[Line], bool) -> Run| -> Vec<Run> {
        pages.iter().enumerate().map(|(at, page)| run(page, at == 0)).collect()
    };
    let (numbered, bare) = (runs_by(run), runs_by(bare_run));
    let runs = if were_moved(pages, &numbered) {
        numbered
    } else if bare_were_moved(pages, &bare) {
        bare
    } else {
        return;
    };
    for (page, (from, to)) in pages.iter_mut().zip(runs) {
        let end = page.iter().rposition(|l| !l.is_url()).map_or(0, |i| i + 1);
        if to < end {
            page[from..end].rotate_left(to - from);
        }
    }
}

/// The first line of a page's captions, and what stands behind the last.
type Run = (usize, usize);

fn parts<'p>(pages: &'p [Vec<Line>], runs: &'p [Run]) -> impl Iterator<Item = (&'p [Line], &'p [Line])> {
    pages.iter().zip(runs).map(|(page, (from, to))| (&page[*from..*to], &page[*to..]))
}

fn were_moved(pages: &[Vec<Line>], runs: &[Run]) -> bool {
    let parts = || parts(pages, runs);
    let stacked: Vec<usize> = parts().map(|(captions, _)| that_caption_nothing(captions)).filter(|n| *n > 0).collect();
    let several = || stacked.len() >= PAGES || stacked.iter().any(|n| *n >= STACKED);
    let shows = || parts().any(|(captions, body)| counts_below(captions, body)) || several() && count_on(parts());
    !stacked.is_empty() && shows() && !come_again(pages, runs)
}

/// Whether captions without a number begin several pages, one above the other, and none stands in its place.
fn bare_were_moved(pages: &[Vec<Line>], runs: &[Run]) -> bool {
    let stacked = || parts(pages, runs).filter(|(captions, body)| captions.len() > 1 && !body.is_empty());
    let in_place = |three: &[Line]| ends_sentence(&three[0].text) && is_bare(&three[1]) && !is_bare(&three[2]);
    stacked().count() >= PAGES
        && !parts(pages, runs).any(|(_, body)| body.windows(3).any(in_place))
        && !come_again(pages, runs)
}

/// How many captions stand above another of their series, or above one that asks as they do: they caption nothing.
fn that_caption_nothing(captions: &[Line]) -> usize {
    let nothing = |pair: &&[Line]| match (number(&pair[0]), number(&pair[1])) {
        (None, None) => true,
        (Some((one, _)), Some((next, _))) => one.is_followed_by(&next),
        _ => false,
    };
    captions.windows(2).filter(nothing).count()
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
fn come_again(pages: &[Vec<Line>], runs: &[Run]) -> bool {
    let captions: HashSet<&str> =
        parts(pages, runs).flat_map(|(captions, _)| captions).map(|l| l.text.as_str()).collect();
    let printed = pages.iter().flatten().filter(|l| captions.contains(l.text.as_str())).count();
    printed > runs.iter().map(|(from, to)| to - from).sum::<usize>()
}

/// Whether the captions with which pages begin count on from page to page, or ask, annexes aside. Lists of names do not.
fn count_on<'p>(parts: impl Iterator<Item = (&'p [Line], &'p [Line])>) -> bool {
    let annexed = |l: &&Line| l.label.as_ref().is_some_and(|l| l.unit == Unit::Annex);
    let captions: Vec<&Line> = parts.flat_map(|(captions, _)| captions).filter(|l| !annexed(l)).collect();
    if captions.iter().all(|l| asks(l)) {
        return true;
    }
    let labels: Vec<Label> = captions.into_iter().filter_map(number).map(|(label, _)| label).collect();
    let Some(first) = labels.first() else { return false };
    let series: Vec<&Label> = labels.iter().filter(|l| series::same_kind(l, first)).collect();
    let on = |pair: &[&Label]| pair[0].is_followed_by(pair[1]) || pair[1].last() == 1;
    first.last() == 1 && series.len() > 3 && series.windows(2).all(on)
}

/// The captions at the beginning of a page that have a number or ask.
fn run(page: &[Line], first: bool) -> Run {
    let is_bare = |l: &&Line| number(l).is_none() && can_be_caption(&l.text) && !asks(l);
    run_behind(page, first, |head| head.iter().take_while(is_bare).count(), is_caption)
}

/// The same without a number; the first line of a text is its title, and what goes on in small letters.
fn bare_run(page: &[Line], first: bool) -> Run {
    let goes_on = |l: &&Line| l.text.starts_with(char::is_lowercase);
    run_behind(page, first, |head| head.len().min(1) + usize::from(head.get(1).filter(goes_on).is_some()), is_bare)
}

/// The captions at the beginning of a page, behind its time, or behind the title of the first one.
fn run_behind(page: &[Line], first: bool, title: impl Fn(&[Line]) -> usize, is_caption: fn(&Line) -> bool) -> Run {
    let head = &page[..page.len().min(TITLE)];
    let time = head.iter().position(|l| meta::updated(&l.text).is_some());
    let from = time.map_or_else(|| if first { title(head) } else { 0 }, |at| at + 1);
    (from, from + page[from..].iter().take(CAPTIONS).take_while(|l| is_caption(l)).count())
}

fn is_bare(line: &Line) -> bool {
    line.extent.width <= WIDEST
        && line.text.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() || c == '¿')
        && can_be_caption(&line.text)
        && !announces(&line.text)
        && !line.has_number()
        && bullet(&line.text).is_none()
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

fn number(line: &Line) -> Option<(Label, Cow<'_, str>)> {
    line.number().map(|n| (n.label, n.rest))
}

#[cfg(test)]
pub(super) mod tests {
    use crate::model::text::Item;
    use crate::structure::documents;

    /// The headings of a text's clauses, each with the number of the items below it.
    pub(in crate::structure::printed) fn headings(text: &str) -> Vec<(String, usize)> {
        let body = &documents(crate::source::text::read(text))[0].text.body;
        let clause = |item: &Item| match item {
            Item::Clause(c) => Some((c.heading.clone().unwrap_or_default(), c.body.len())),
            Item::Paragraph(_) => None,
        };
        body.iter().filter_map(clause).collect()
    }

    #[test]
    fn four_captions_at_the_head_of_the_only_page_were_moved() {
        let text = "Rules of the Boat House\n1. Oars\n2. Lamps\n3. Keys\n4. Dogs\n(1) Oars hang in the rack by the door.\n\
                    (2) Broken oars are mended.\n(1) Lamps are lit at dusk.\n(1) Keys hang on the hook.\n\
                    (2) Lost keys are paid for.\n(1) Dogs wait outside.\n";
        let expected = [("Oars", 2), ("Lamps", 1), ("Keys", 2), ("Dogs", 1)].map(|(h, n)| (h.to_owned(), n));
        assert_eq!(headings(text), expected);
    }

    #[test]
    fn captions_without_numbers_at_the_heads_of_pages_were_moved() {
        let text = "Rules of the Boat House\nOars\nLamps\nKeys\nOars hang in the rack by the door.\n\
                    Lamps are lit by the host at dusk.\nKeys hang on the hook.\n\u{c}\
                    Dogs\nBoats\nDogs wait outside the house.\nBoats are washed every spring.\n";
        let expected = ["Oars", "Lamps", "Keys", "Dogs", "Boats"].map(|h| (h.to_owned(), 1));
        assert_eq!(headings(text), expected);
        // where one stands in its place, none was moved
        let stays = text.replace("Keys hang", "Hooks\nKeys hang");
        assert_ne!(headings(&stays)[0], expected[0]);
    }
}
