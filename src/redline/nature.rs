//! An amendment → what sort of difference it is: markup, typography, cross-references that follow, or substance.
//!
//! The least of the four that explains every difference. What no rule explains is substance.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::cite::head_and_tail;
use super::fold::{each_folded_letter, typographic};
use super::reference::Register;
use super::spelling::Letters;
use super::token::{Class, Token, tokens};
use super::tree::Tree;
use super::{Nature, Op, Segment};
use crate::marks;

/// What references are resolved by.
pub(super) struct References<'t> {
    trees: (&'t Tree<'t>, &'t Tree<'t>),
    /// The pairs, by old clause.
    to_new: &'t [Option<usize>],
    /// Both sides, when first they are asked for.
    registers: OnceCell<(Register<'t>, Register<'t>)>,
}

impl<'t> References<'t> {
    pub(super) fn new(old: &'t Tree<'t>, new: &'t Tree<'t>, to_new: &'t [Option<usize>]) -> Self {
        References { trees: (old, new), to_new, registers: OnceCell::new() }
    }

    /// The nature of the difference between the own texts of the clauses `o` and `n`, whose difference the segments are.
    pub(super) fn nature(&self, (old, o): (&str, usize), (new, n): (&str, usize), segments: &[Segment]) -> Nature {
        if old == new {
            // the same words, parted into clauses in another way
            return Nature::Typography;
        }
        let escaped = old.contains("\\*") || new.contains("\\*");
        let unpaired = || escaped && closed(old, new).is_some_and(|(old, new)| plain(&old) == plain(&new));
        let (seen_old, seen_new) = (plain(old), plain(new));
        let changed = changed(segments);
        if seen_old == seen_new || unpaired() {
            Nature::Markup
        } else if same_letters(segments, &changed) && typographic(&seen_old) == typographic(&seen_new) {
            Nature::Typography
        } else if mentions(&changed) && self.follow((&seen_old, o), (&seen_new, n)) {
            Nature::Reference
        } else {
            Nature::Substance
        }
    }

    /// Whether the texts are the same but for references whose old clause is paired with their new one.
    fn follow(&self, (old, o): (&str, usize), (new, n): (&str, usize)) -> bool {
        let (a, b) = (tokens(old), tokens(new));
        let (olds, news) = self.registers.get_or_init(|| (Register::new(self.trees.0), Register::new(self.trees.1)));
        let (x, y) = (olds.resolve(&a, o), news.resolve(&b, n));
        let told = |class| !matches!(class, Class::Space | Class::Break);
        let olds = a.iter().zip(x).filter(|(t, _)| told(t.class));
        let mut news = b.iter().zip(y).filter(|(t, _)| told(t.class));
        for (s, from) in olds {
            let Some((t, to)) = news.next() else { return false };
            let same = s.text == t.text || typographic(s.text) == typographic(t.text);
            let tail = |t: &str| typographic(head_and_tail(t).1);
            let follows =
                from.iter().any(|o| self.to_new[*o].is_some_and(|n| to.contains(&n))) && tail(s.text) == tail(t.text);
            if !same && !follows {
                return false;
            }
        }
        news.next().is_none()
    }
}

/// What was struck and inserted, token by token.
fn changed(segments: &[Segment]) -> Vec<(Op, Token<'_>)> {
    let changed = segments.iter().filter(|s| s.op != Op::Equal);
    changed.flat_map(|s| tokens(&s.text).into_iter().map(|t| (s.op, t))).collect()
}

/// Whether as many of each letter were struck as inserted: if not, more than typography differs.
fn same_letters(segments: &[Segment], changed: &[(Op, Token<'_>)]) -> bool {
    let marks = |s: &Segment| s.op != Op::Equal && s.text.contains(['`', '&', '\\']);
    if segments.iter().any(marks) {
        return true;
    }
    // a sum does not mind the order
    let mut sum = 0u64;
    for (op, token) in changed.iter().filter(|(_, t)| t.class != Class::Mark) {
        each_folded_letter(token.text, |c| {
            sum = if *op == Op::Delete { sum.wrapping_add(spell(c)) } else { sum.wrapping_sub(spell(c)) };
        });
    }
    sum == 0
}

/// Whether what was struck or inserted can be a reference at all.
fn mentions(changed: &[(Op, Token<'_>)]) -> bool {
    changed.iter().any(|(_, t)| matches!(t.class, Class::Reference | Class::Count))
}

fn spell(c: char) -> u64 {
    let mut letter = Letters::default();
    letter.add(c);
    letter.finish()
}

/// The text that a reader sees, line by line.
fn plain(own: &str) -> Cow<'_, str> {
    if own.contains('\n') {
        own.split('\n').map(marks::shown).collect::<Vec<_>>().join("\n").into()
    } else {
        marks::shown(own)
    }
}

/// The texts without literal asterisks that touch emphasis, where the emphasis differs: such an asterisk is a mark that
/// found no partner, `*"X"*\*` was meant as `**"X"**`. None: there are none.
fn closed(old: &str, new: &str) -> Option<(String, String)> {
    if !old.contains("\\*") && !new.contains("\\*") {
        return None;
    }
    let literal = |t: &Token<'_>| t.text == "\\*";
    let (a, b) = (tokens(old), tokens(new));
    let marks = |all: &[Token<'_>]| -> usize {
        all.iter().filter(|t| t.class == Class::Mark && t.text.starts_with('*')).map(|t| t.text.len()).sum()
    };
    if !a.iter().chain(&b).any(literal) || marks(&a) == marks(&b) {
        return None;
    }
    let without = |all: &[Token<'_>]| {
        let mark = |t: Option<&Token<'_>>| t.is_some_and(|t| t.class == Class::Mark && t.text.starts_with('*'));
        let mut out = String::new();
        let mut at = 0;
        while at < all.len() {
            let end = (at..all.len()).find(|k| !literal(&all[*k])).unwrap_or(all.len());
            let touches = end > at && (mark(at.checked_sub(1).map(|b| &all[b])) || mark(all.get(end)));
            let end = end.max(at + 1);
            if !touches {
                all[at..end].iter().for_each(|t| out.push_str(t.text));
            }
            at = end;
        }
        out
    };
    Some((without(&a), without(&b)))
}
