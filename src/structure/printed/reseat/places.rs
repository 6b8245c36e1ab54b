//! The captions of a page → their places in its body, found together.

use super::meaning::{Meaning, words_of};
use super::series::{self, Turn};
use super::words::Words;
use super::{Around, cues};
use crate::model::label::{Label, Unit};
use crate::structure::caption::announces;
use crate::structure::printed::bullets::bullet;
use crate::structure::printed::{Paragraph, Role};

/// A place that the numbers forbid.
const NEVER: i64 = -4000;

/// For each caption the place before which it stands, and whether the numbers decide it.
///
/// The best non-decreasing sequence of places: what speaks for a caption before a paragraph, and, where only words
/// tell, what the paragraphs up to the next caption share with it.
pub(super) fn places(body: &[Paragraph], tail: &[Paragraph], around: &Around<'_>, words: &Words) -> Vec<(usize, bool)> {
    let n = body.len();
    let meaning = Meaning::of(words, around.end, body, around.follows);
    let own: Vec<Option<Label>> = tail.iter().map(series::label).collect();
    let context = Context::new(body, around, meaning.cohesion());
    let mut best: Vec<Vec<i64>> = Vec::new();
    let mut from: Vec<Vec<usize>> = Vec::new();
    let mut decided: Vec<Vec<bool>> = Vec::new();
    // what the paragraphs before each place share with the caption that holds them
    let mut held = match around.caption {
        Some(caption) => meaning.held(&words_of(caption)),
        None if around.in_place.is_empty() => meaning.held_by_none(),
        None => vec![0; n + 1],
    };
    for (j, caption) in tail.iter().enumerate() {
        let words = words_of(&caption.text);
        let (begins, holds) = (meaning.begins(&words), meaning.held(&words));
        let caption = cues::Caption::of(&caption.text);
        let scores: Vec<(i64, bool)> =
            (0..=n).map(|p| context.score(own[j].as_ref(), &caption, p, &begins, &holds)).collect();
        // where numbers decide, the words of neither caption move the place about
        let holds = if scores.iter().any(|(s, d)| *d && *s > NEVER) {
            let first = scores.iter().position(|(s, _)| *s > NEVER).unwrap_or(0);
            let until = held[first];
            held[first..].fill(until);
            vec![0; n + 1]
        } else {
            holds
        };
        let (mut row, mut back) = (Vec::with_capacity(n + 1), Vec::with_capacity(n + 1));
        // the best place of the caption before, strictly before p
        let mut top = (i64::MIN / 2, 0);
        for p in 0..=n {
            let here = match best.last() {
                None => (0, 0),
                Some(last) => {
                    let nested = series::nests(own[j - 1].as_ref(), own[j].as_ref());
                    let same = last[p] - if nested { 0 } else { 150 };
                    let here = if same > top.0 { (same, p) } else { top };
                    if last[p] > top.0 {
                        top = (last[p], p);
                    }
                    here
                }
            };
            row.push(here.0 + scores[p].0 + held[p] - holds[p]);
            back.push(here.1);
        }
        held = holds;
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

struct Context<'p> {
    body: &'p [Paragraph],
    /// How each of them begins, and the one behind them.
    heads: Vec<cues::Head>,
    labels: Vec<Option<Label>>,
    /// Paragraphs that are items of a list.
    items: Vec<Option<&'p Label>>,
    /// How the number of each paragraph, and of the one with which the next page begins, stands to those before it.
    turns: Vec<Turn>,
    /// What each paragraph shares with the one before it.
    cohesion: Vec<i64>,
    before: &'p [Label],
    /// The place behind the title: it is not behind anything.
    first: usize,
    around: &'p Around<'p>,
}

impl<'p> Context<'p> {
    fn new(body: &'p [Paragraph], around: &'p Around<'p>, cohesion: Vec<i64>) -> Self {
        let first = body.iter().rposition(|p| matches!(p.role, Role::Meta(_))).map_or(0, |i| i + 1);
        let mut open = around.open.clone();
        let turn = |(i, p): (usize, &Paragraph)| {
            if matches!(p.role, Role::Meta(_)) {
                open.clear();
            }
            let before = if i > 0 { body.get(i - 1) } else { around.end.last() };
            open.takes(p, before)
        };
        Context {
            body,
            heads: body.iter().chain(around.follows).map(|p| cues::Head::of(&p.text)).collect(),
            labels: body.iter().map(series::label).collect(),
            items: body.iter().map(series::item).collect(),
            turns: body.iter().chain(around.follows).enumerate().map(turn).collect(),
            before: if first > 0 { &[] } else { around.before },
            cohesion,
            first,
            around,
        }
    }

    /// What speaks for a caption before paragraph `p`, and whether it is the number.
    fn score(
        &self,
        own: Option<&Label>,
        caption: &cues::Caption,
        p: usize,
        begins: &[i64],
        holds: &[i64],
    ) -> (i64, bool) {
        if p < self.first {
            return (NEVER, false);
        }
        let mut score = 0;
        let words = self.words(caption, p, begins);
        let turn = self.turn(own, p);
        if let Some(caption) = &self.around.captioned
            && p == 0
            && !series::nests(caption.as_ref(), own)
        {
            score -= 120;
        }
        let behind_colon = p > 0 && announces(&self.body[p - 1].text);
        let inside = match self.body.get(p) {
            Some(paragraph) if bullet(&paragraph.text).is_some() => p > 0 && bullet(&self.body[p - 1].text).is_some(),
            _ => self.items.get(p).is_some_and(|i| i.as_ref().is_some_and(|i| i.last() > 1)),
        };
        if inside || behind_colon {
            // inside a list, or between a list and what announces it
            score -= 80;
        }
        let Some(own) = own else {
            if p == self.body.len() && self.around.unnumbered_in_place {
                score += 250;
            }
            return (score + turn + words, false);
        };
        if p == self.body.len() && self.around.in_place.iter().any(|l| series::same_kind(l, own)) {
            score += 250;
        }
        let follows = self.around.follows.and_then(series::label);
        let at = if p < self.body.len() { self.labels[p].as_ref() } else { follows.as_ref() };
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
        let earlier = self.labels[..p].iter().rev().flatten().chain(self.before.iter().rev());
        let earlier = earlier.clone().find(|l| series::comparable(l, own));
        let later = self.labels[p..].iter().enumerate().filter_map(|(i, l)| l.as_ref().map(|l| (p + i, l)));
        let later = later.chain(self.around.next.iter().map(|l| (self.body.len(), l)));
        let later = later.clone().find(|(_, l)| series::comparable(l, own));
        if let Some(earlier) = earlier {
            if series::is_within(own, earlier) || series::is_behind(earlier, own) {
                return (NEVER, true);
            }
            score += 5;
        }
        match later {
            Some((at, child)) if series::is_within(own, child) => {
                score += if child.values[own.values.len()..].iter().all(|v| *v <= 1) { 100 } else { 30 };
                // paragraphs between a caption and its first clause: a lead-in, or the end of the clause before
                for q in p..at {
                    let lead_in = q + 1 == at && announces(&self.body[q].text);
                    score += if lead_in { 8 } else { ((holds[q + 1] - holds[q]) / 6).clamp(-4, 5) - 6 };
                }
                (score, true)
            }
            Some((_, later)) if series::is_behind(own, later) => (NEVER, true),
            Some((at, later)) if at > p && series::same_kind(own, later) => (score + 20 + (turn + words) / 2, false),
            Some((at, _)) if at == p => (score + turn, true),
            _ => (score + turn + words, false),
        }
    }

    /// What the number at a place says by itself: a series that begins anew misses a caption, one that counts on
    /// misses none.
    fn turn(&self, own: Option<&Label>, p: usize) -> i64 {
        match self.turns.get(p) {
            Some(Turn::Anew) if p < self.body.len() => 150,
            Some(Turn::Anew) => 70,
            Some(Turn::Begins) if own.is_none_or(|l| l.last() == 1) => 90,
            _ => 0,
        }
    }

    /// What the words say for a caption at a place.
    fn words(&self, caption: &cues::Caption, p: usize, begins: &[i64]) -> i64 {
        let Some(head) = self.heads.get(p) else { return -20 };
        let score = begins[p] + cues::fits(caption, head) - self.cohesion[p];
        // the end of the page: the text can begin on the next, if the agreement goes on there
        if p < self.body.len() { score } else { score - 24 }
    }
}
