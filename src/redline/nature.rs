//! An amendment → what sort of difference it is: markup, typography, cross-references that follow, or substance.
//!
//! The least of the four that explains every difference. What no rule explains is substance.

use std::borrow::Cow;

use super::fold::{self, letters, typographic};
use super::likeness::Spelling;
use super::reference::Register;
use super::token::{Class, tokens};
use super::{Nature, Op, Segment};

/// What references are resolved by.
pub(super) struct References<'t> {
    pub(super) old: Register<'t>,
    pub(super) new: Register<'t>,
    /// The pairs, by old clause.
    pub(super) to_new: &'t [Option<usize>],
}

impl References<'_> {
    /// The nature of the difference between the own texts of the clauses `o` and `n`, whose difference the segments are.
    pub(super) fn nature(&self, (old, o): (&str, usize), (new, n): (&str, usize), segments: &[Segment]) -> Nature {
        if old == new {
            // the same words, parted into clauses in another way
            return Nature::Typography;
        }
        let (old, new) = (plain(old), plain(new));
        if old == new {
            Nature::Markup
        } else if same_letters(segments) && typographic(&old) == typographic(&new) {
            Nature::Typography
        } else if mentions(segments) && self.follow((&old, o), (&new, n)) {
            Nature::Reference
        } else {
            Nature::Substance
        }
    }

    /// Whether the texts are the same but for references whose old clause is paired with their new one.
    fn follow(&self, (old, o): (&str, usize), (new, n): (&str, usize)) -> bool {
        let (a, b) = (tokens(old), tokens(new));
        let (x, y) = (self.old.resolve(&a, o), self.new.resolve(&b, n));
        let told = |class| !matches!(class, Class::Space | Class::Break);
        let olds = a.iter().zip(x).filter(|(t, _)| told(t.class));
        let mut news = b.iter().zip(y).filter(|(t, _)| told(t.class));
        for (s, from) in olds {
            let Some((t, to)) = news.next() else { return false };
            let same = s.text == t.text || typographic(s.text) == typographic(t.text);
            let follows = from.iter().any(|o| self.to_new[*o].is_some_and(|n| to.contains(&n)));
            if !same && !follows {
                return false;
            }
        }
        news.next().is_none()
    }
}

/// Whether as many of each letter were struck as inserted: if not, more than typography differs.
fn same_letters(segments: &[Segment]) -> bool {
    let sum = |op| {
        let here = segments.iter().filter(|s| s.op == op).flat_map(|s| tokens(&s.text));
        let here = here.filter(|t| t.class != Class::Mark).map(|t| typographic(t.text));
        // a sum does not mind the order
        here.fold(0u64, |sum, t| letters(&t).fold(sum, |sum, c| sum.wrapping_add(spell(c))))
    };
    let marks = |s: &&Segment| s.op != Op::Equal && s.text.contains(['`', '&', '\\']);
    segments.iter().any(|s| marks(&s)) || sum(Op::Delete) == sum(Op::Insert)
}

/// Whether what was struck or inserted can be a reference at all.
fn mentions(segments: &[Segment]) -> bool {
    let changed = segments.iter().filter(|s| s.op != Op::Equal);
    changed.flat_map(|s| tokens(&s.text)).any(|t| matches!(t.class, Class::Reference | Class::Count))
}

fn spell(c: char) -> u64 {
    let mut spelling = Spelling::default();
    spelling.add(c);
    spelling.finish()
}

/// The text that a reader sees, line by line.
fn plain(own: &str) -> Cow<'_, str> {
    if own.contains('\n') {
        own.split('\n').map(fold::plain).collect::<Vec<_>>().join("\n").into()
    } else {
        fold::plain(own)
    }
}
