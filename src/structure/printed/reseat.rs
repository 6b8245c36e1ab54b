//! Captions that were moved to the end of their page → back before what they caption.
//!
//! The captions of a page keep their order, so their places are found together: the best non-decreasing sequence of
//! places, by dynamic programming. What speaks for a place: the number (第二条 stands before the first 2.1 and behind
//! the last 1.x), that a caption captions something, and the meaning: rare runs of characters (words, in languages
//! with words between blanks) that the caption shares with the paragraph behind it. A caption whose text begins on
//! the next page is in its place.
//!
//! Cost: linear in the text of a page times the captions at its end; pages of unlikely size are left as they are.

use std::collections::{HashMap, HashSet};

use super::{Page, Paragraph, Role};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::{Enclosure, Form, Label, Unit};
use crate::structure::caption::{
    announces, can_be_caption, is_item_label, is_wide, label_of, loosely_numbered, numbered,
};

/// More paragraphs or captions than a page has.
const PARAGRAPHS: usize = 400;
const CAPTIONS: usize = 60;

/// Puts the captions of each page into its body.
pub(super) fn reseat(pages: &mut [Page], notes: &mut Vec<Diagnostic>) {
    let mut before: Vec<Label> = Vec::new();
    let mut in_place: Vec<Label> = Vec::new();
    for at in 0..pages.len() {
        if at == 0 || begins_agreement(&pages[at]) {
            in_place = captions_in_bodies(&pages[at..]);
        }
        // a caption alone can fill a page, a run of them cannot
        let next = pages[at + 1..].iter().take(4).find(|p| !p.body.is_empty());
        let captioned = pages[..at].iter().rev().take(4).find_map(|p| p.body.last());
        let around = Around {
            before: &before,
            in_place: &in_place,
            next: next.map(labels_from_start).unwrap_or_default(),
            follows: next.and_then(|p| p.body.first()).filter(|p| !matches!(p.role, Role::Meta(_))),
            captioned: captioned.filter(|p| p.role == Role::Caption).map(label),
        };
        let (body, tail) = (&pages[at].body, &pages[at].tail);
        let places = match tail.len() {
            0 => Vec::new(),
            n if n > CAPTIONS || body.len() > PARAGRAPHS => tail.iter().map(|_| (body.len(), true)).collect(),
            _ => places(body, tail, &around),
        };
        let page = &mut pages[at];
        let tail = std::mem::take(&mut page.tail);
        insert(page, tail, &places, notes);
        remember(&page.body, &mut before);
    }
}

fn begins_agreement(page: &Page) -> bool {
    page.body.iter().any(|p| matches!(p.role, Role::Meta(_)))
}

/// The kinds of numbers whose captions stand within the pages of an agreement: those were not moved.
fn captions_in_bodies(pages: &[Page]) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        if i > 0 && begins_agreement(page) {
            break;
        }
        for p in page.body.iter().filter(|p| p.breaks.is_empty() && p.role == Role::Body) {
            let caption = numbered(&p.text).or_else(|| loosely_numbered(&p.text)).filter(|n| can_be_caption(&n.rest));
            if let Some(n) = caption.filter(|n| !is_item_label(&n.label))
                && !out.iter().any(|l| same_kind(l, &n.label))
            {
                out.push(n.label);
            }
        }
    }
    out
}

fn same_kind(a: &Label, b: &Label) -> bool {
    a.is_like(b) && a.values.len() == b.values.len()
}

/// What stands before and behind a page.
struct Around<'p> {
    /// The last number of each kind before it.
    before: &'p [Label],
    /// A number of each kind whose captions stand in their places in this agreement.
    in_place: &'p [Label],
    /// The numbers with which the next page begins.
    next: Vec<Label>,
    /// The paragraph with which the next page begins; none where the agreement is over.
    follows: Option<&'p Paragraph>,
    /// The number of a caption that ends the page before: it captions the beginning of this one.
    captioned: Option<Option<Label>>,
}

/// The labels with which the next page goes on, up to a new title.
fn labels_from_start(page: &Page) -> Vec<Label> {
    let until_title = page.body.iter().take_while(|p| !matches!(p.role, Role::Meta(_)));
    until_title.filter_map(label).take(8).collect()
}

/// Keeps the last label of each kind; a title begins anew.
fn remember(body: &[Paragraph], before: &mut Vec<Label>) {
    for p in body {
        if matches!(p.role, Role::Meta(_)) {
            before.clear();
        }
        if let Some(label) = label(p) {
            before.retain(|l| !comparable(l, &label));
            before.push(label);
        }
    }
}

/// The number of a paragraph, if it counts clauses and not items of a list.
fn label(p: &Paragraph) -> Option<Label> {
    let n = numbered(&p.text).or_else(|| loosely_numbered(&p.text).filter(|n| can_be_caption(&n.rest)))?;
    (!is_item_label(&n.label) && matches!(n.label.form, Form::Decimal | Form::Han | Form::UpperRoman))
        .then_some(n.label)
}

/// The number of an item of a list.
fn item(p: &Paragraph) -> Option<u32> {
    label_of(&p.text).filter(is_item_label).map(|l| l.last())
}

/// Whether the order of two numbers says something: one series, or one counts within the other.
fn comparable(a: &Label, b: &Label) -> bool {
    let container = |l: &Label| is_container(l.unit);
    let one_series = a.is_like(b) && a.values.len() == b.values.len();
    let nested = a.values.len() != b.values.len()
        && !container(a)
        && !container(b)
        && (a.values.len() == 1 || b.values.len() == 1 || a.enclosure == b.enclosure);
    one_series || nested
}

fn is_container(unit: Unit) -> bool {
    matches!(unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section)
}

/// For each caption the place before which it stands, and whether the numbers decide it.
fn places(body: &[Paragraph], tail: &[Paragraph], around: &Around<'_>) -> Vec<(usize, bool)> {
    let n = body.len();
    let labels: Vec<Option<Label>> = body.iter().map(label).collect();
    let items: Vec<Option<u32>> = body.iter().map(item).collect();
    let meaning = Meaning::of(body.iter().chain(around.follows));
    // a title at the head of the page is not behind anything
    let first = body.iter().rposition(|p| matches!(p.role, Role::Meta(_))).map_or(0, |i| i + 1);
    let before = if first > 0 { &[][..] } else { around.before };
    let mut best: Vec<Vec<i64>> = Vec::new();
    let mut from: Vec<Vec<usize>> = Vec::new();
    let own: Vec<Option<Label>> = tail.iter().map(label).collect();
    let mut decided: Vec<Vec<bool>> = Vec::new();
    for (j, caption) in tail.iter().enumerate() {
        let shared = meaning.shared(&caption.text, n);
        let context = Context { body, labels: &labels, items: &items, before, first, around };
        let scores: Vec<(i64, bool)> = (0..=n).map(|p| context.score(own[j].as_ref(), p, &shared)).collect();
        let (mut row, mut back) = (Vec::with_capacity(n + 1), Vec::with_capacity(n + 1));
        // the best place of the caption before, strictly before p
        let mut top = (i64::MIN / 2, 0);
        for p in 0..=n {
            let here = match best.last() {
                None => (0, 0),
                Some(last) => {
                    let nested = nests(own[j - 1].as_ref(), own[j].as_ref());
                    let same = last[p] - if nested { 0 } else { 60 };
                    let here = if same > top.0 { (same, p) } else { top };
                    if last[p] > top.0 {
                        top = (last[p], p);
                    }
                    here
                }
            };
            row.push(here.0 + scores[p].0);
            back.push(here.1);
        }
        best.push(row);
        from.push(back);
        decided.push(scores.into_iter().map(|(_, d)| d).collect());
    }
    let mut out = Vec::with_capacity(tail.len());
    let Some(last) = best.last() else { return out };
    // of equal places the last: nothing is moved without a reason
    let mut p = (0..=n).max_by_key(|p| (last[*p], *p)).unwrap_or(n);
    for j in (0..tail.len()).rev() {
        out.push((p, decided[j][p]));
        p = from[j][p];
    }
    out.reverse();
    out
}

/// Whether the second caption stands directly below the first: 第三条 and 3.1.
fn nests(outer: Option<&Label>, inner: Option<&Label>) -> bool {
    match (outer, inner) {
        (Some(a), Some(b)) => {
            (a.values.len() < b.values.len() && b.values.starts_with(&a.values)) || (a.unit < b.unit && b.last() == 1)
        }
        (None, Some(b)) => b.last() == 1,
        _ => false,
    }
}

struct Context<'p> {
    body: &'p [Paragraph],
    labels: &'p [Option<Label>],
    /// Paragraphs that are items of a list, by their number.
    items: &'p [Option<u32>],
    before: &'p [Label],
    /// The place behind the title.
    first: usize,
    around: &'p Around<'p>,
}

impl Context<'_> {
    /// What speaks for a caption before paragraph `p`, and whether it is the number.
    fn score(&self, own: Option<&Label>, p: usize, shared: &[i64]) -> (i64, bool) {
        const NEVER: i64 = -400;
        if p < self.first {
            return (NEVER, false);
        }
        let mut score = 0;
        let follows = self.around.follows.and_then(label);
        let here = if p < self.body.len() { shared[p] } else { self.end(shared[p]) };
        if let Some(caption) = &self.around.captioned
            && p == 0
            && !nests(caption.as_ref(), own)
        {
            score -= 120;
        }
        match self.items.get(p) {
            // inside a list, or between a list and what announces it
            Some(Some(n)) if *n > 1 || (p > 0 && announces(&self.body[p - 1].text)) => score -= 80,
            _ => {}
        }
        let Some(own) = own else {
            return (score + self.unnumbered(p, here), false);
        };
        if p == self.body.len() && self.around.in_place.iter().any(|l| same_kind(l, own)) {
            score += 120;
        }
        if is_container(own.unit) {
            // a chapter begins with an article or with a section
            let at = if p < self.body.len() { self.labels[p].as_ref() } else { follows.as_ref() };
            let begins = at.filter(|l| l.unit > own.unit && l.unit <= Unit::Article);
            match begins {
                Some(l) if l.last() == 1 && own.last() == 1 => return (score + 120, true),
                Some(_) => score += 10,
                None if self.labels.iter().flatten().any(|l| l.unit == Unit::Article) => score -= 80,
                None => {}
            }
        }
        // a series that begins anew begins below a caption
        let seen = |kind: &Label| {
            let mut before = self.labels[..p].iter().flatten().chain(self.before);
            before.any(|l| l.is_like(kind) && l.values.len() == 1)
        };
        let anew = |l: &Label| l.last() == 1 && l.values.len() == 1 && !comparable(l, own) && l.unit != Unit::Bare;
        let at = if p < self.body.len() { self.labels[p].as_ref() } else { follows.as_ref() };
        let anew = at.filter(|l| anew(l));
        if anew.is_some_and(|l| own.last() == 1 || seen(l)) {
            // a caption that stands at the end of its page in its place is the rarer case
            score += if p < self.body.len() { 100 } else { 70 };
        }
        let earlier =
            self.labels[..p].iter().rev().flatten().chain(self.before.iter().rev()).find(|l| comparable(l, own));
        let later = self.labels[p..].iter().enumerate().filter_map(|(i, l)| l.as_ref().map(|l| (p + i, l)));
        let later =
            later.chain(self.around.next.iter().map(|l| (self.body.len(), l))).find(|(_, l)| comparable(l, own));
        if let Some(earlier) = earlier {
            if is_within(own, earlier) || is_behind(earlier, own) {
                return (NEVER, true);
            }
            score += 5;
        }
        match later {
            Some((at, child)) if is_within(own, child) => {
                score += if child.values[own.values.len()..].iter().all(|v| *v <= 1) { 100 } else { 30 };
                // paragraphs between a caption and its first clause: a lead-in, or the end of the clause before
                for (q, shared) in shared.iter().enumerate().take(at).skip(p) {
                    let lead_in = q + 1 == at && announces(&self.body[q].text);
                    score += if lead_in { 8 } else { shared / 12 - 8 };
                }
                (score, true)
            }
            Some((_, later)) if is_behind(own, later) => (NEVER, true),
            Some((at, _)) if at > p => (score + 20 + here / 2, false),
            Some(_) => (score, true),
            None => (score + here, false),
        }
    }

    /// The end of the page: the text can begin on the next, if the agreement goes on there.
    fn end(&self, shared: i64) -> i64 {
        if self.around.follows.is_some() { shared.max(8) } else { -20 }
    }

    /// An unnumbered caption: by what it shares with the paragraph, or before a series that begins.
    fn unnumbered(&self, p: usize, shared: i64) -> i64 {
        if p == self.body.len() {
            return shared;
        }
        let begins =
            label_of(&self.body[p].text).is_some_and(|l| l.last() == 1 && !is_item_label(&l) && l.values.len() == 1);
        let announced = p > 0 && announces(&self.body[p - 1].text);
        shared + if begins && !announced && p > self.first { 25 } else { 0 }
    }
}

/// Whether `inner` is a number within `outer`: 2.1 within 2.
fn is_within(outer: &Label, inner: &Label) -> bool {
    outer.values.len() < inner.values.len()
        && inner.values.starts_with(&outer.values)
        && inner.enclosure != Enclosure::Full
}

/// Whether `a` comes behind `b` by their numbers.
fn is_behind(a: &Label, b: &Label) -> bool {
    a.values > b.values || (a.values == b.values && a.inserted >= b.inserted)
}

/// Which paragraphs have which runs of characters.
struct Meaning {
    places: HashMap<Gram, Vec<(u32, u8)>>,
    paragraphs: usize,
}

type Gram = [char; 4];

impl Meaning {
    fn of<'p>(body: impl Iterator<Item = &'p Paragraph>) -> Meaning {
        let mut places: HashMap<Gram, Vec<(u32, u8)>> = HashMap::new();
        let mut paragraphs = 0;
        for (i, p) in body.enumerate() {
            paragraphs = i + 1;
            // what a paragraph is about stands at its beginning
            let text: String = p.text.chars().take(240).collect();
            let head = text.find(['。', '；', '.', '?', '？']).unwrap_or(text.len());
            let early: HashSet<Gram> = grams(&text[..head]).collect();
            let all: HashSet<Gram> = grams(&text).collect();
            for gram in all {
                let weight = if early.contains(&gram) { 3 } else { 1 };
                places.entry(gram).or_default().push((i as u32, weight));
            }
        }
        Meaning { places, paragraphs }
    }

    /// How much of a caption each paragraph shares, 0 to 60, rare runs counting more.
    fn shared(&self, caption: &str, n: usize) -> Vec<i64> {
        let text =
            numbered(caption).or_else(|| loosely_numbered(caption)).map_or_else(|| caption.to_owned(), |n| n.rest);
        let wanted: HashSet<Gram> = grams(&text).collect();
        let mut out = vec![0.0f64; n + 1];
        let mut total = 0.0;
        let mut wanted: Vec<Gram> = wanted.into_iter().collect();
        wanted.sort_unstable();
        for gram in wanted {
            let places = self.places.get(&gram).map_or(&[][..], Vec::as_slice);
            let rarity = ((self.paragraphs as f64 + 1.0) / (places.len() as f64 + 0.5)).ln().max(0.1);
            total += rarity;
            for (at, weight) in places {
                out[*at as usize] += rarity * f64::from(*weight) / 3.0;
            }
        }
        out.into_iter().map(|s| (60.0 * s / f64::max(total, 1.0)) as i64).collect()
    }
}

/// Pairs of CJK characters, and the beginnings of words.
fn grams(text: &str) -> impl Iterator<Item = Gram> {
    let chars: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let mut out: Vec<Gram> = Vec::new();
    for pair in chars.windows(2) {
        if pair.iter().all(|c| is_wide(*c) && c.is_alphanumeric()) {
            out.push([pair[0], pair[1], ' ', ' ']);
        }
    }
    for word in chars.split(|c| !c.is_alphanumeric() || is_wide(*c)).filter(|w| w.len() >= 4) {
        out.push([word[0], word[1], word[2], word[3]]);
    }
    out.into_iter()
}

fn insert(page: &mut Page, tail: Vec<Paragraph>, places: &[(usize, bool)], notes: &mut Vec<Diagnostic>) {
    let n = page.body.len();
    let mut body = Vec::with_capacity(n + tail.len());
    let mut old = std::mem::take(&mut page.body).into_iter().enumerate().peekable();
    for (caption, (place, certain)) in tail.into_iter().zip(places) {
        while let Some((_, p)) = old.next_if(|(i, _)| i < place) {
            body.push(p);
        }
        if let Some((_, next)) = old.peek() {
            let message = format!(
                "`{}` was printed at the end of its page; it belongs before line {}",
                caption.text, next.lines.0
            );
            notes.push(if *certain {
                Diagnostic::note("heading-moved", caption.lines.0, message)
            } else {
                Diagnostic::warning("heading-moved", caption.lines.0, format!("{message}, to judge by its words"))
            });
        }
        body.push(caption);
    }
    body.extend(old.map(|(_, p)| p));
    page.body = body;
}
