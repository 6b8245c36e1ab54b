//! The captions of a page → their places in its body, found together.
//!
//! Where numbers decide, what only words would tell is not looked at.

mod inside;
#[cfg(test)]
mod tests;

use std::cell::{LazyCell, OnceCell};

use super::meaning::{Meaning, Topic};
use super::order::{Below, Place, Step, best, trace};
use super::series::{self, Turn};
use super::words::Words;
use super::{Around, cues};
use crate::model::label::{Label, Unit};
use crate::structure::caption::announces;
use crate::structure::printed::{Paragraph, Role};

/// A place that the numbers forbid.
const NEVER: i64 = -4000;

/// What it costs that a caption stands behind a paragraph that goes on in the next page.
const SPILLS: i64 = 300;

/// What it costs that a caption stands above what introduces the whole.
const INTRODUCED: i64 = 40;

/// What speaks for a caption where numbers begin.
const BEGINS: i64 = 90;

/// What speaks for a caption where a series begins anew: one is missing there.
const ANEW: i64 = 240;

/// What it costs that a caption stands in the midst of a series that is numbered as it is.
const CUT: i64 = 120;

/// What speaks for an annex where the numbers of the page are over.
const ANNEXED: i64 = 60;

/// What it costs that a caption of last provisions stands above more than the text of the next page.
const EARLY: i64 = 40;

/// For each caption the place before which it stands.
///
/// The best non-decreasing sequence of places: what speaks for a caption before a paragraph, and, where only words
/// tell, what the paragraphs up to the next caption share with it.
pub(super) fn places(body: &[Paragraph], tail: &[Paragraph], around: &Around<'_>, words: &Words) -> Vec<Place> {
    let n = body.len();
    let meaning = Meaning::of(words, around.end, body, around.follows);
    let own: Vec<Option<&Label>> = tail.iter().map(series::label).collect();
    let context = Context::new(body, tail, around, &meaning);
    let mut steps: Vec<Step> = Vec::new();
    // what the paragraphs before each place share with the caption that holds them
    let mut before = around.caption.map(|caption| Topic::of(caption, words)).unwrap_or_default();
    let mut held = match around.caption {
        Some(_) => meaning.held(&before),
        None if around.in_place.is_empty() => meaning.held_by_none(),
        None => vec![0; n + 1],
    };
    for (j, caption) in tail.iter().enumerate() {
        let topic = Topic::of(&caption.text, words);
        let cues = LazyCell::new(|| cues::Caption::of(&caption.text));
        let begins = LazyCell::new(|| meaning.begins(&topic, &before));
        let mut holds = meaning.held(&topic);
        let anew = Anew { above: own[..j].iter().any(is_annex), below: own[j + 1..].iter().any(is_annex) };
        let score = |p, anew| context.score(own[j], p, || context.words(&cues, p, &begins), &holds, anew);
        let mut scores: Vec<(i64, bool)> = (0..=n).map(|p| score(p, anew)).collect();
        // numbers that forbid every place are of another series
        if scores.iter().all(|(score, _)| *score == NEVER) {
            scores = (0..=n).map(|p| score(p, Anew { above: true, below: true })).collect();
        }
        let cut = own[j].map(|own| context.counts_on_over(own)).unwrap_or_default();
        for ((score, _), _) in scores.iter_mut().zip(cut).filter(|((score, _), cut)| *cut && *score > NEVER) {
            *score -= CUT;
        }
        if cues::closes(&caption.text) {
            for (p, (score, _)) in scores.iter_mut().enumerate() {
                *score -= match context.turns.get(p) {
                    Some(Turn::Begins) => 2 * BEGINS,
                    _ if p < n && around.follows.is_some() => EARLY,
                    _ => 0,
                };
            }
        }
        // where numbers decide, the words of neither caption move the place about
        if scores.iter().any(|(s, d)| *d && *s > NEVER) {
            let first = scores.iter().position(|(s, _)| *s > NEVER).unwrap_or(0);
            let until = held[first];
            held[first..].fill(until);
            holds.fill(0);
        }
        for (p, (score, _)) in scores.iter_mut().enumerate() {
            *score += held[p] - holds[p];
        }
        let below = match j.checked_sub(1).map(|before| own[before]) {
            Some(None) if series::nests(None, own[j]) && !around.begins_anew => Below::Perhaps,
            Some(outer) if series::nests(outer, own[j]) => Below::Directly,
            _ => Below::No,
        };
        // one caption is enough for a number that misses one
        let told = |(p, (_, sure)): (usize, &(i64, bool))| if *sure { 0 } else { context.turn(own[j], p) };
        let missed: Vec<i64> = scores.iter().enumerate().map(told).collect();
        let best = best(&scores, &missed, steps.last(), below);
        steps.push(Step { scores, best });
        (before, held) = (topic, holds);
    }
    trace(&steps)
}

/// Whether numbers begin anew above and below a caption, as they do at an annex: those beyond say nothing of its place.
#[derive(Clone, Copy)]
struct Anew {
    above: bool,
    below: bool,
}

fn is_annex(label: &Option<&Label>) -> bool {
    label.is_some_and(|l| l.unit == Unit::Annex)
}

struct Context<'p> {
    body: &'p [Paragraph],
    /// How each of them begins, and the one behind them, from when it is asked for.
    heads: Vec<(&'p str, OnceCell<cues::Head>)>,
    labels: Vec<Option<&'p Label>>,
    /// Those that can count on from a caption: none that counts within the number of a paragraph before it.
    counted: Vec<Option<&'p Label>>,
    /// Paragraphs that are items of a list.
    items: Vec<Option<&'p Label>>,
    /// How the number of each paragraph, and of the one with which the next page begins, stands to those before it.
    turns: Vec<Turn>,
    /// Places inside a list, or between a list and what announces it.
    inside: Vec<bool>,
    meaning: &'p Meaning<'p>,
    /// What each paragraph shares with the one before it.
    cohesion: OnceCell<Vec<i64>>,
    before: &'p [Label],
    /// The place behind the title: it is not behind anything.
    first: usize,
    around: &'p Around<'p>,
}

impl<'p> Context<'p> {
    fn new(body: &'p [Paragraph], tail: &[Paragraph], around: &'p Around<'p>, meaning: &'p Meaning<'p>) -> Self {
        let first = body.iter().rposition(|p| matches!(p.role, Role::Meta(_))).map_or(0, |i| i + 1);
        let mut open = around.open.clone();
        let counted = series::not_held(body.iter().map(series::counted).collect(), body);
        let turn = |(i, p): (usize, &Paragraph)| {
            if matches!(p.role, Role::Meta(_)) {
                open.clear();
            }
            let before = if i > 0 { body.get(i - 1) } else { around.end.last() };
            open.takes(p, before)
        };
        let mut context = Context {
            body,
            heads: body.iter().chain(around.follows).map(|p| (&*p.text, OnceCell::new())).collect(),
            labels: body.iter().map(series::label).collect(),
            counted: series::with_sentences(counted, body, tail, around.open),
            items: body.iter().map(series::item).collect(),
            turns: body.iter().chain(around.follows).enumerate().map(turn).collect(),
            inside: Vec::new(),
            before: if first > 0 { &[] } else { around.before },
            meaning,
            cohesion: OnceCell::new(),
            first,
            around,
        };
        context.inside = (0..=body.len()).map(|p| context.is_inside(p)).collect();
        context
    }

    /// What speaks for a caption before paragraph `p`, and whether it is the number; `words` is what they say.
    fn score(
        &self,
        own: Option<&Label>,
        p: usize,
        words: impl FnOnce() -> i64,
        holds: &[i64],
        anew: Anew,
    ) -> (i64, bool) {
        if p < self.first {
            return (NEVER, false);
        }
        let mut score = if p == self.body.len() && self.around.spills { -SPILLS } else { 0 };
        if self.first > 0 && p < self.first + 3 && self.body.get(p).is_some_and(|p| cues::introduces(&p.text)) {
            score -= INTRODUCED;
        }
        let turn = self.turn(own, p);
        if let Some(caption) = &self.around.captioned
            && p == 0
            && !series::nests(*caption, own)
        {
            score -= 120;
        }
        // a caption in its place holds what stands below it
        let above = p
            .checked_sub(1)
            .and_then(|above| series::caption(&self.body[above]).filter(|_| self.body[above].breaks.is_empty()));
        if above.is_some_and(|above| !series::nests(Some(above), own)) {
            score -= 120;
        }
        if self.inside[p] {
            score -= 80;
        }
        if p == self.body.len() && self.around.all_in_place {
            score += 250;
        }
        let Some(own) = own else {
            if p == self.body.len() && self.around.unnumbered_in_place {
                score += 250;
            }
            return (score + turn + words(), false);
        };
        if p == self.body.len() && self.around.in_place.iter().any(|l| series::same_kind(l, own)) {
            score += 250;
        }
        let follows = self.around.follows.and_then(series::label);
        let at = if p < self.body.len() { self.labels[p] } else { follows };
        if own.unit == Unit::Annex && self.ends_numbers(p) {
            score += ANNEXED;
        }
        if series::contains(own) {
            // a chapter begins with an article or with a section
            let begins = at.filter(|l| l.unit > own.unit && l.unit <= Unit::Article);
            match begins {
                Some(l) if l.last() == 1 && own.last() == 1 => return (score + 120, true),
                Some(_) => score += 10,
                None if self.labels.iter().flatten().any(|l| l.unit == Unit::Article) => score -= 80,
                None => {}
            }
        }
        let earlier = self.counted[..p].iter().rev().flatten().copied().chain(self.before.iter().rev());
        let earlier = earlier.clone().find(|l| series::comparable(l, own));
        let later = self.counted[p..].iter().enumerate().filter_map(|(i, l)| l.map(|l| (p + i, l)));
        let later = later.chain(self.around.next.iter().map(|l| (self.body.len(), *l)));
        let later = later.clone().find(|(_, l)| series::comparable(l, own));
        let behind = |earlier: &Label| series::is_within(own, earlier) || series::is_behind(earlier, own);
        let earlier = earlier.filter(|earlier| !anew.above || !behind(earlier));
        let later = later.filter(|(_, later)| !anew.below || !series::is_behind(own, later));
        if let Some(earlier) = earlier {
            if behind(earlier) {
                return (NEVER, true);
            }
            score += 5;
        }
        match later {
            // only the first clause below a caption tells where it stands
            Some((at, child)) if series::is_first_within(own, child) => {
                score += 100;
                // paragraphs between a caption and its first clause: a lead-in, or the end of the clause before
                for q in p..at {
                    let lead_in = q + 1 == at && announces(&self.body[q].text);
                    score += if lead_in { 8 } else { ((holds[q + 1] - holds[q]) / 6).clamp(-4, 5) - 6 };
                }
                (score, true)
            }
            Some((_, later)) if series::is_behind(own, later) => (NEVER, true),
            Some((at, later)) if at > p && series::same_kind(own, later) => (score + 20 + (turn + words()) / 2, false),
            Some((at, _)) if at == p => (score + turn, true),
            _ => (score + turn + words(), false),
        }
    }

    /// What the number at a place says by itself: a series that begins anew misses a caption, one that counts on
    /// misses none.
    fn turn(&self, own: Option<&Label>, p: usize) -> i64 {
        match self.turns.get(p) {
            Some(Turn::Anew) if p < self.body.len() => ANEW,
            Some(Turn::Anew) => ANEW / 2,
            Some(Turn::Begins) if own.is_none_or(|l| l.last() == 1) => BEGINS,
            _ if own.is_some_and(|l| l.unit == Unit::Article) && self.begins_article(p) => 150,
            _ => 0,
        }
    }

    /// What the words say for a caption at a place.
    fn words(&self, caption: &cues::Caption, p: usize, begins: &[i64]) -> i64 {
        let Some((text, head)) = self.heads.get(p) else { return -20 };
        let cohesion = self.cohesion.get_or_init(|| self.meaning.cohesion());
        let score = begins[p] + cues::fits(caption, head.get_or_init(|| cues::Head::of(text))) - cohesion[p];
        // the end of the page: the text can begin on the next, if the agreement goes on there
        if p < self.body.len() { score } else { score - 24 }
    }
}
