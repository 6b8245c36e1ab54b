//! An amendment → what sort of difference it is: markup, typography, cross-references that follow, or substance.
//!
//! The least of the four that explains every difference. What no rule explains is substance.

use super::Nature;
use super::fold::typographic;
use super::reference::Register;
use super::token::{Class, tokens};
use crate::marks;

/// What references are resolved by.
pub(super) struct References<'t> {
    pub(super) old: Register<'t>,
    pub(super) new: Register<'t>,
    /// The pairs, by old clause.
    pub(super) to_new: &'t [Option<usize>],
}

impl References<'_> {
    /// The nature of the difference between the own texts of the clauses `o` and `n`.
    pub(super) fn nature(&self, (old, o): (&str, usize), (new, n): (&str, usize)) -> Nature {
        if old == new {
            // the same words, parted into clauses in another way
            return Nature::Typography;
        }
        let (old, new) = (plain(old), plain(new));
        if old == new {
            Nature::Markup
        } else if typographic(&old) == typographic(&new) {
            Nature::Typography
        } else if self.follow((&old, o), (&new, n)) {
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

/// The text that a reader sees, line by line.
fn plain(own: &str) -> String {
    own.split('\n').map(marks::plain).collect::<Vec<_>>().join("\n")
}
