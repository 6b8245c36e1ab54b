//! Words that stayed → the cross-references in them that should have followed a renumbering and did not.
//!
//! `Section 4` said again of a clause that is Section 5 now is no difference of words, but of what they say. Told is a
//! reference that named one clause of the old text, and in the new one names another or none. Where that is not plain it
//! is not told: of another act's articles ([`super::outside`]), of a number that several clauses have, and of a clause
//! that was written anew under its number.

use memchr::memchr2_iter;

use super::compare::side;
use super::nature::References;
use super::outside::{is_outside, run};
use super::parts::Parts;
use super::reference::Named;
use super::token::{Class, Token, tokens};
use super::tree::Tree;
use super::vocabulary;
use super::{Change, Op, Stale};
use crate::model::label::{Label, Unit};

/// Finds the references that did not follow, in the order of the new text.
pub(super) fn stale<'t>(
    changes: &[Change],
    references: &'t References<'t>,
    parts: &'t Parts,
    ids: &'t [String],
) -> Vec<Stale> {
    let (old, new) = references.trees;
    let search = Search { old, new, references, parts, ids };
    if search.all_keep_their_names() {
        return Vec::new();
    }
    changes.iter().flat_map(|change| search.within(change)).collect()
}

struct Search<'t> {
    old: &'t Tree<'t>,
    new: &'t Tree<'t>,
    references: &'t References<'t>,
    parts: &'t Parts,
    /// Of the nodes of the new text.
    ids: &'t [String],
}

impl Search<'_> {
    /// Whether every clause is still there under its number: then every reference names what it named.
    fn all_keep_their_names(&self) -> bool {
        let parent = |tree: &Tree<'_>, i: usize| tree.nodes[i].parent.unwrap_or(0);
        (1..self.old.nodes.len()).all(|o| {
            self.references.pairing.to_new[o].is_some_and(|n| {
                Tree::same_number(&self.old.nodes[o], &self.new.nodes[n])
                    && self.references.pairing.to_new[parent(self.old, o)] == Some(parent(self.new, n))
            })
        })
    }

    fn within(&self, change: &Change) -> Vec<Stale> {
        let (Some(o), Some(n)) = (&change.old, &change.new) else { return Vec::new() };
        let (o, n) = (o.place, n.place);
        let mut out = Vec::new();
        for (from, to, len) in kept(change) {
            let (old, new) = (self.old.own(o), self.new.own(n));
            let mut at = from;
            for part in old[from..from + len].split('\n') {
                if may_refer(part) {
                    let (old, new) = (Line::around(old, at), Line::around(new, at - from + to));
                    self.compare((o, old, at), (n, new, at - from + to), part.len(), &mut out);
                }
                at += part.len() + 1;
            }
        }
        out
    }

    /// Compares the references in so many bytes that are equal, from a place on in a line of either clause.
    fn compare(
        &self,
        (o, old, from): (usize, Line<'_>, usize),
        (n, new, to): (usize, Line<'_>, usize),
        len: usize,
        out: &mut Vec<Stale>,
    ) {
        let a = tokens(old.text);
        let other = (old.text != new.text).then(|| tokens(new.text));
        let b = other.as_ref().unwrap_or(&a);
        let (olds, news) = self.references.registers();
        let (x, y) = (olds.resolve(&a, o), news.resolve(b, n));
        let (starts, ends) = (places(&a, old.start), places(b, new.start));
        for i in starts.partition_point(|at| *at < from)..a.len() {
            let (at, text) = (starts[i], a[i].text);
            if at + text.len() > from + len {
                break;
            }
            let Ok(j) = ends.binary_search(&(at - from + to)) else { continue };
            let Some(astray) = self.strays(&x[i], &y[j]).filter(|_| b[j].text == text) else { continue };
            let Astray { named, now, names } = astray;
            let (first, last) = run(&a, i);
            let whole = (starts[first] - old.start, starts[last] + a[last].text.len() - old.start);
            // the second number of a list says little by itself
            let text = if a[i].class == Class::Count { &old.text[whole.0..whole.1] } else { text };
            if fits(text, self.old, named) && !is_outside(old.text, whole, &self.old.nodes[0]) {
                out.push(Stale {
                    at: side(self.new, n, &self.ids[n]),
                    text: text.to_owned(),
                    named: side(self.old, named, self.old.nodes[named].id()),
                    now: now.map(|now| side(self.new, now, &self.ids[now])),
                    names: names.map(|names| side(self.new, names, &self.ids[names])),
                });
            }
        }
    }

    /// What became of a reference, if it names another clause now, or none.
    fn strays(&self, was: &Named<'_>, is: &Named<'_>) -> Option<Astray> {
        let &[named] = was.clauses.as_slice() else { return None };
        if is.clauses.len() > 1 {
            return None;
        }
        let now = self.references.pairing.to_new[named].or_else(|| self.parts.merged.whole(named));
        let names = is.clauses.first().copied();
        if was.rest.len() < is.rest.len() {
            // the clause whose part it named has no such part: no clause any more, or of another one
            let mut above = std::iter::successors(now, |i| self.new.nodes[*i].parent);
            return (now.is_some() && !above.any(|i| Some(i) == names)).then_some(Astray { named, now, names: None });
        }
        match (now, names) {
            _ if was.rest != is.rest => None,
            (Some(now), Some(names)) if now == names || self.parts.split.parts(named).contains(&names) => None,
            // written anew under its number
            (None, Some(names)) if self.references.pairing.to_old[names].is_none() => None,
            _ => Some(Astray { named, now, names }),
        }
    }
}

/// What became of the clause that a reference named, and what it names now.
struct Astray {
    /// In the old text.
    named: usize,
    now: Option<usize>,
    names: Option<usize>,
}

/// A line of an own text, and where it begins: a list of references stands in one.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    fn around(own: &'t str, at: usize) -> Line<'t> {
        let start = own[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = own[at..].find('\n').map_or(own.len(), |end| at + end);
        Line { text: &own[start..end], start }
    }
}

/// Where each token stands, the first at `at`.
fn places(tokens: &[Token<'_>], mut at: usize) -> Vec<usize> {
    tokens
        .iter()
        .map(|t| {
            at += t.text.len();
            at - t.text.len()
        })
        .collect()
}

/// The runs that are equal: where they stand in either text, and their lengths.
fn kept(change: &Change) -> Vec<(usize, usize, usize)> {
    let (mut old, mut new) = (0, 0);
    let mut out = Vec::new();
    for s in &change.segments {
        let len = s.text.len();
        if s.op == Op::Equal {
            out.push((old, new, len));
        }
        old += if s.op == Op::Insert { 0 } else { len };
        new += if s.op == Op::Delete { 0 } else { len };
    }
    out
}

/// Whether a reference calls a clause as the text calls it: `Article 6` is hardly the clause printed as `6.`.
fn fits(text: &str, tree: &Tree<'_>, clause: usize) -> bool {
    let article = text.starts_with('§') || text.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("art"));
    let mut above = std::iter::successors(Some(clause), |i| tree.nodes[*i].parent);
    let called = |l: &Label| l.unit != Unit::Bare;
    !article || above.any(|i| tree.nodes[i].label.as_ref().is_some_and(called))
}

/// Whether a reference can stand in a text: told by a few bytes, since most texts have none.
fn may_refer(own: &str) -> bool {
    let bytes = own.as_bytes();
    let begins_label = |at: usize| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match bytes.get(at) {
            Some(b'0'..=b'9') => true,
            Some(b'A'..=b'Z') => !next.is_ascii_lowercase(),
            Some(b'(') => next.is_ascii_alphanumeric() && bytes[at + 2..].iter().take(4).any(|b| *b == b')'),
            _ => false,
        }
    };
    let behind_word = |at: usize| {
        let before = own[..at].trim_end_matches([' ', '\u{a0}', '.', '№']);
        let start = before.char_indices().rev().find(|(_, c)| !c.is_alphabetic()).map_or(0, |(i, c)| i + c.len_utf8());
        vocabulary::role(&before[start..]).is_some_and(|r| r.reference)
    };
    let sign = || ["§", "第", "附", "別", "제", "별"].into_iter().any(|sign| own.contains(sign));
    !own.is_ascii() && sign()
        || memchr2_iter(b' ', 0xa0, bytes).any(|blank| begins_label(blank + 1) && behind_word(blank + 1))
}
