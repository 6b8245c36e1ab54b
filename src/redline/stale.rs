//! Words that stayed → the cross-references in them that should have followed a renumbering and did not.
//!
//! `Section 4` said again of a clause that is Section 5 now is no difference of words, but of what they say. Told is a
//! reference that named one clause of the old text, and in the new one names another or none. Where that is not plain it
//! is not told: of another act's articles ([`super::outside`]), of a number that several clauses have, in a list whose
//! numbers do not count (`1.`, `1.`), and of a clause that was written anew under its number.

use std::cell::OnceCell;

use memchr::memchr2_iter;
use memchr::memmem::Finder;

use super::compare::side;
use super::lettered::behind_letter;
use super::nature::References;
use super::outside::{goes_on, is_outside, run};
use super::parts::Parts;
use super::reference::Named;
use super::token::{Class, tokens_while};
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
    let signs = SIGNS.map(Finder::new);
    let search = Search { old, new, references, parts, ids, signs };
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
    signs: [Finder<'t>; SIGNS.len()],
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
        let (old, new) = (self.old.own(o), self.new.own(n));
        let mut out = Vec::new();
        for (from, to, len) in kept(change) {
            let mut told = 0;
            for at in references(&old[from..from + len], &self.signs) {
                if at >= told {
                    told = at + self.list((o, old, from + at), (n, new, to + at), len - at, &mut out);
                }
            }
        }
        out
    }

    /// Tells of a list of references (or of one) that begins at a place in either clause, in so many bytes that are equal;
    /// the length of the list.
    fn list(
        &self,
        (o, old, from): (usize, &str, usize),
        (n, new, to): (usize, &str, usize),
        equal: usize,
        out: &mut Vec<Stale>,
    ) -> usize {
        let a = tokens_while(begin(&old[from..]), goes_on);
        let (_, last) = run(&a, 0);
        let mut more = last + 1;
        let b = tokens_while(begin(&new[to..]), |_| {
            more -= 1;
            more > 0
        });
        let len: usize = a[..=last].iter().map(|t| t.text.len()).sum();
        let (olds, news) = self.references.registers();
        let (x, y) = (olds.resolve(&a[..=last], o), news.resolve(&b, n));
        let outside = OnceCell::new();
        let is_outside = || *outside.get_or_init(|| is_outside(old, (from, from + len), &self.old.nodes[0]));
        let mut at = 0;
        for (i, (was, is)) in x.iter().zip(&y).enumerate() {
            let text = a[i].text;
            at += text.len();
            if at > equal || b[i].text != text {
                break;
            }
            // the second number of a list says little by itself
            let text = if a[i].class == Class::Count { &old[from..from + len] } else { text };
            if let Some(Astray { named, now, names }) = self.strays(was, is)
                && fits(text, self.old, named)
                && !is_outside()
            {
                out.push(Stale {
                    at: side(self.new, n, &self.ids[n]),
                    text: text.to_owned(),
                    named: side(self.old, named, self.old.nodes[named].id()),
                    now: now.map(|now| side(self.new, now, &self.ids[now])),
                    names: names.map(|names| side(self.new, names, &self.ids[names])),
                });
            }
        }
        len
    }

    /// Whether the number of a clause is that of the one before it or behind it: a list that its format counts (`1.`, `1.`).
    fn is_uncounted(&self, clause: usize) -> bool {
        let (before, behind) = self.new.neighbours(clause);
        let number = |i: usize| self.new.nodes[i].number;
        [before, behind].into_iter().flatten().any(|other| number(other).is_some() && number(other) == number(clause))
    }

    /// What became of a reference, if it names another clause now, or none.
    fn strays(&self, was: &Named<'_>, is: &Named<'_>) -> Option<Astray> {
        let &[named] = was.clauses.as_slice() else { return None };
        if is.clauses.len() > 1 {
            return None;
        }
        let now = self.references.pairing.to_new[named].or_else(|| self.parts.merged.whole(named));
        if now.is_some_and(|now| self.is_uncounted(now)) {
            return None;
        }
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

/// What references begin with that begin with no word of letters.
const SIGNS: [&str; 6] = ["§", "第", "附", "別", "제", "별"];

/// A list of references has at most so many bytes.
const LONGEST: usize = 128;

/// So much of a text as a list of references can have.
fn begin(text: &str) -> &str {
    let near = &text[..text.floor_char_boundary(LONGEST)];
    &near[..near.find('\n').unwrap_or(near.len())]
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

/// Whether a reference calls a clause as the text calls it: `Article 6` is hardly the clause printed as `6.`, but `§A.6`
/// that printed as `A.6`.
fn fits(text: &str, tree: &Tree<'_>, clause: usize) -> bool {
    let article = text.starts_with('§') || text.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("art"));
    let mut above = std::iter::successors(Some(clause), |i| tree.nodes[*i].parent);
    let called = |l: &Label| l.unit != Unit::Bare;
    let lettered = || tree.nodes[clause].number.is_some_and(|number| behind_letter(number).is_some());
    !article || lettered() || above.any(|i| tree.nodes[i].label.as_ref().is_some_and(called))
}

/// Where references may begin in a text, in order: told by a few bytes, since most texts have none.
fn references(own: &str, signs: &[Finder<'_>]) -> Vec<usize> {
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
    let word_before = |at: usize| {
        let before = own[..at].trim_end_matches([' ', '\u{a0}', '.', '№']);
        let start = before.char_indices().rev().find(|(_, c)| !c.is_alphabetic()).map_or(0, |(i, c)| i + c.len_utf8());
        vocabulary::role(&before[start..]).filter(|r| r.reference).map(|_| start)
    };
    let blanks = memchr2_iter(b' ', 0xa0, bytes).map(|blank| blank + 1);
    let mut starts: Vec<usize> = blanks.filter(|at| begins_label(*at)).filter_map(word_before).collect();
    if !own.is_ascii() {
        signs.iter().for_each(|sign| starts.extend(sign.find_iter(bytes)));
        starts.sort_unstable();
    }
    starts
}
