//! Captions that were moved to the end of their page → back before what they caption.
//!
//! The captions of a page keep their order, so their places are found together: the best non-decreasing sequence of
//! places, by dynamic programming ([`places`], [`order`]). What speaks for a place: the number (第二条 stands before the
//! first 2.1 and behind the last 1.x) and a series that begins anew ([`series`]), and the meaning: what the caption shares
//! with the paragraphs below it ([`words`], [`meaning`], [`cues`] with its [`phrases`]). A caption whose text begins on
//! the next page is in its place.
//!
//! Cost: linear in the text of a page times the captions at its end; pages of unlikely size are left as they are.

mod cues;
mod meaning;
mod order;
mod phrases;
mod places;
pub(super) mod series;
mod themes;
pub(super) mod words;

use super::{Page, Paragraph, Role};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::structure::bullets::bullet;
use crate::structure::caption::{can_be_caption, ends_sentence, label_of};
use order::Place;
use series::{Open, comparable, counted, label, same_kind};
use words::Words;

/// More paragraphs or captions than a page has.
const PARAGRAPHS: usize = 400;
pub(super) const CAPTIONS: usize = 60;

/// Puts the captions of each page into its body.
pub(super) fn reseat(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    if pages.iter().all(|p| p.tail.is_empty()) {
        return;
    }
    let words = Words::of(pages.iter().flat_map(|p| &p.body));
    let mut past = Past::default();
    let mut in_place: Vec<Label> = Vec::new();
    let (mut unnumbered_in_place, mut all_in_place, mut begins_anew) = (false, false, false);
    for at in 0..pages.len() {
        if at == 0 || begins_agreement(&pages[at]) {
            in_place = captions_in_place(&pages[at..]);
            unnumbered_in_place = unnumbered_stay(&pages[at..]);
            all_in_place = all_stay(&pages[at..]);
            begins_anew = captions_begin_anew(&pages[at..]);
        }
        // a caption alone can fill a page, a run of them cannot
        let next = pages[at + 1..].iter().take(4).find(|p| !p.body.is_empty());
        let end = pages[..at].iter().rev().take(4).find(|p| !p.body.is_empty()).map_or(&[][..], |p| p.body.as_slice());
        let end = &end[end.len().saturating_sub(3)..];
        let around = Around {
            before: &past.before,
            open: &past.open,
            caption: past.caption.as_deref(),
            in_place: &in_place,
            unnumbered_in_place,
            all_in_place,
            begins_anew,
            spills: pages[at].spills,
            next: next.map(labels_from_start).unwrap_or_default(),
            follows: next.and_then(|p| p.body.first()).filter(|p| !matches!(p.role, Role::Meta(_))),
            end,
            captioned: end.last().filter(|p| p.role == Role::Caption).map(label),
        };
        let (body, tail) = (&pages[at].body, &pages[at].tail);
        let places = match tail.len() {
            0 => Vec::new(),
            n if n > CAPTIONS || body.len() > PARAGRAPHS => vec![Place { at: body.len(), sure: true, or: None }; n],
            _ => places::places(body, tail, &around, &words),
        };
        let page = &mut pages[at];
        let tail = std::mem::take(&mut page.tail);
        insert(page, tail, &places, notes);
        past.remember(&page.body);
    }
}

fn begins_agreement(page: &Page) -> bool {
    page.body.iter().any(|p| matches!(p.role, Role::Meta(_)))
}

/// The kinds of numbers whose captions stand in their places in an agreement: within its pages more often than at
/// their ends.
fn captions_in_place(pages: &[Page]) -> Vec<Label> {
    let mut counts: Vec<(Label, i64)> = Vec::new();
    let mut count = |label: &Label, by: i64| match counts.iter_mut().find(|(l, _)| same_kind(l, label)) {
        Some((_, n)) => *n += by,
        None => counts.push((label.clone(), by)),
    };
    for (i, page) in pages.iter().enumerate() {
        if i > 0 && begins_agreement(page) {
            break;
        }
        for p in page.body.iter().filter(|p| p.breaks.is_empty() && p.role == Role::Body) {
            if let Some(label) = series::caption(p) {
                count(label, 1);
            }
        }
        page.tail.iter().filter_map(label).for_each(|label| count(label, -1));
    }
    counts.into_iter().filter(|(_, n)| *n > 0).map(|(label, _)| label).collect()
}

/// Whether captions without a number stand within the pages of an agreement more often than at their ends.
fn unnumbered_stay(pages: &[Page]) -> bool {
    let alone = |p: &Paragraph| {
        p.breaks.is_empty() && p.role == Role::Body && can_be_caption(&p.text) && label_of(&p.text).is_none()
    };
    let within = |page: &Page| {
        let between = |three: &&[Paragraph]| {
            ends_sentence(&three[0].text) && alone(&three[1]) && !alone(&three[2]) && bullet(&three[1].text).is_none()
        };
        page.body.windows(3).filter(between).count()
    };
    let agreement = pages.iter().enumerate().take_while(|(i, page)| *i == 0 || !begins_agreement(page));
    let (mut stay, mut moved) = (0, 0);
    for (_, page) in agreement {
        stay += within(page);
        moved += page.tail.iter().filter(|p| label(p).is_none()).count();
    }
    stay > moved
}

/// Whether captions stand within the pages of an agreement, and no number of one at an end is that of what stands
/// before it.
fn all_stay(pages: &[Page]) -> bool {
    let agreement = || pages.iter().enumerate().take_while(|(i, page)| *i == 0 || !begins_agreement(page));
    let moved = |page: &Page| {
        let before = |own: &Label| {
            let held = |p: &Paragraph| label(p).is_some_and(|l| series::is_within(own, l));
            let like = |p: &Paragraph| counted(p).is_some_and(|l| same_kind(l, own) && series::is_behind(l, own));
            page.body.iter().any(|p| held(p) || like(p))
        };
        let own = || page.tail.iter().map(label);
        page.tail.len() > 2
            || own().flatten().any(before)
            || page.tail.len() == 2 && !series::nests(label(&page.tail[0]), label(&page.tail[1]))
    };
    let captions =
        |page: &Page| page.body.iter().filter(|p| p.breaks.is_empty() && series::caption(p).is_some()).count();
    agreement().map(|(_, page)| captions(page)).sum::<usize>() > 3 && !agreement().any(|(_, page)| moved(page))
}

/// Whether the numbers of captions begin more than once in an agreement: those without a number hold them.
fn captions_begin_anew(pages: &[Page]) -> bool {
    let agreement = pages.iter().enumerate().take_while(|(i, page)| *i == 0 || !begins_agreement(page));
    let captions = agreement
        .flat_map(|(_, page)| page.body.iter().filter_map(series::caption).chain(page.tail.iter().filter_map(label)));
    let mut first: Option<&Label> = None;
    captions.filter(|l| l.last() == 1 && l.values.len() == 1).any(|l| match first {
        None => {
            first = Some(l);
            false
        }
        Some(first) => same_kind(first, l),
    })
}

/// What stands before and behind a page.
struct Around<'p> {
    /// The last number of each kind before it.
    before: &'p [Label],
    /// The series that are open where it begins.
    open: &'p Open,
    /// The caption that holds its beginning.
    caption: Option<&'p str>,
    /// A number of each kind whose captions stand in their places in this agreement.
    in_place: &'p [Label],
    /// Whether captions without a number stand in their places in this agreement.
    unnumbered_in_place: bool,
    /// Whether all captions do.
    all_in_place: bool,
    /// Whether the numbers of its captions begin more than once.
    begins_anew: bool,
    /// Whether its last paragraph goes on in the next page: what stands behind it stands there.
    spills: bool,
    /// The numbers with which the next page begins.
    next: Vec<&'p Label>,
    /// The paragraph with which the next page begins; none where the agreement is over.
    follows: Option<&'p Paragraph>,
    /// The paragraphs with which the page before ends.
    end: &'p [Paragraph],
    /// The number of a caption that ends the page before: it captions the beginning of this one.
    captioned: Option<Option<&'p Label>>,
}

/// The labels with which the next page goes on, up to a new title.
fn labels_from_start(page: &Page) -> Vec<&Label> {
    let until_title = page.body.iter().take_while(|p| !matches!(p.role, Role::Meta(_)));
    until_title.filter_map(counted).take(8).collect()
}

/// What the pages before a page leave to it.
#[derive(Default)]
struct Past {
    before: Vec<Label>,
    open: Open,
    caption: Option<String>,
}

impl Past {
    /// Takes in a page whose captions stand in their places; a title begins anew.
    fn remember(&mut self, body: &[Paragraph]) {
        for p in body {
            if matches!(p.role, Role::Meta(_)) {
                *self = Past::default();
                continue;
            }
            self.open.takes(p, None);
            if p.role == Role::Caption {
                self.caption = Some(p.text.clone());
            }
            if let Some(label) = counted(p) {
                self.before.retain(|l| !comparable(l, label));
                self.before.push(label.clone());
            }
        }
    }
}

/// Gives the characters in lower case to `push`. Those of Chinese have none, and are not looked up.
fn lower(text: impl Iterator<Item = char>, mut push: impl FnMut(char)) {
    for c in text {
        match c {
            '\0'..='\x7f' => push(c.to_ascii_lowercase()),
            '\u{2e80}'..='\u{9fff}' => push(c),
            c => c.to_lowercase().for_each(&mut push),
        }
    }
}

fn insert(page: &mut Page, tail: Vec<Paragraph>, places: &[Place], notes: &mut Vec<Diagnostic>) {
    let lines: Vec<u32> = page.body.iter().map(|p| p.lines.0).collect();
    let mut body = Vec::with_capacity(lines.len() + tail.len());
    let mut old = std::mem::take(&mut page.body).into_iter().enumerate().peekable();
    for (caption, place) in tail.into_iter().zip(places) {
        while let Some((_, p)) = old.next_if(|(i, _)| *i < place.at) {
            body.push(p);
        }
        notes.extend(told(&caption, place, &lines));
        body.push(caption);
    }
    body.extend(old.map(|(_, p)| p));
    page.body = body;
}

/// What is said of a caption's place, given the lines with which the paragraphs of its page begin.
fn told(caption: &Paragraph, place: &Place, lines: &[u32]) -> Option<Diagnostic> {
    let edge = if lines.first().is_some_and(|first| caption.lines.0 < *first) { "beginning" } else { "end" };
    let message = format!("`{}` was printed at the {edge} of its page", caption.text);
    let at = lines.get(place.at);
    let or = place.or.filter(|_| !place.sure).and_then(|p| lines.get(p));
    let message = match (at, or) {
        (Some(at), _) if place.sure => {
            return Some(Diagnostic::note(
                "heading-moved",
                caption.lines.0,
                format!("{message}; it belongs before line {at}"),
            ));
        }
        (Some(at), None) => format!("{message}; it belongs before line {at}, to judge by its words"),
        (Some(at), Some(or)) => {
            format!("{message}; it belongs before line {at} or, nearly as likely, before line {or}")
        }
        (None, Some(or)) => format!("{message}; it stays there, though it could as well belong before line {or}"),
        (None, None) => return None,
    };
    Some(Diagnostic::warning("heading-moved", caption.lines.0, message))
}
