//! Pairs → which clauses were moved: not those that only came behind or before what was moved, nor those whose level
//! alone differs.

use std::collections::HashSet;

use super::align::Pairing;
use super::sequence::heaviest_rising;
use super::tree::Tree;

/// For each new clause, whether it has another parent or another place among the clauses that stayed. The parent is the
/// nearest that stands in both texts: a heading that came or went above a clause does not move it.
///
/// Of children that stayed with their parent, the most stay in place, and of equal numbers those with more text. What
/// stands where it stood, in the order of the whole text, was not moved by its level alone ([`stays`]).
pub(super) fn moved(old: &Tree<'_>, new: &Tree<'_>, pairing: &Pairing) -> Vec<bool> {
    let (before, now) = (lasting(old, &pairing.to_new), lasting(new, &pairing.to_old));
    let mut moved = vec![false; new.nodes.len()];
    let mut stayed = vec![Vec::new(); new.nodes.len()];
    let mut elsewhere = Vec::new();
    for c in 1..new.nodes.len() {
        let Some(o) = pairing.to_old[c] else { continue };
        if pairing.to_old[now[c]] == Some(before[o]) {
            let weight = new.nodes[c].subtree_weight.min(1 << 24) as u64;
            stayed[now[c]].push((c, (o, (1 << 32) + weight)));
        } else {
            elsewhere.push((o, c));
        }
    }
    for children in stayed {
        let values: Vec<(usize, u64)> = children.iter().map(|(_, v)| *v).collect();
        for ((c, _), kept) in children.iter().zip(heaviest_rising(&values)) {
            moved[*c] = !kept;
        }
    }
    if !elsewhere.is_empty() {
        let pairs: Vec<(usize, usize)> = (1..new.nodes.len()).filter_map(|c| Some((pairing.to_old[c]?, c))).collect();
        let values: Vec<(usize, u64)> = pairs.iter().map(|(o, c)| (*o, 1 + new.nodes[*c].weight as u64)).collect();
        let kept = pairs.iter().zip(heaviest_rising(&values)).filter(|(_, kept)| *kept);
        let in_order: HashSet<usize> = kept.map(|((_, c), _)| *c).collect();
        for (o, c) in elsewhere {
            let above = ((before[o], pairing.to_new[before[o]].unwrap_or(0)), now[c]);
            moved[c] = !(in_order.contains(&c) && stays((old, o), (new, c), above));
        }
    }
    moved
}

/// Whether a clause that stands in the same order under another parent is where it was: it only went a level up, out of its
/// parent, or down, below what stood beside it, and not into a clause that came, or out of one that went, with another
/// number; or its number, which is the same, says where it stands by itself (6.1).
fn stays((old, o): (&Tree<'_>, usize), (new, c): (&Tree<'_>, usize), (before, now): ((usize, usize), usize)) -> bool {
    let (a, b) = (&old.nodes[o], &new.nodes[c]);
    let within = |above: usize, node: usize| {
        std::iter::successors(Some(node), |node| new.nodes[*node].parent).any(|node| node == above)
    };
    let same = a.number.is_some() && Tree::same_number(a, b);
    let whole = same && b.label.as_ref().is_some_and(|l| l.values.len() > 1);
    let up = within(now, before.1) && (same || b.parent == Some(now));
    let down = within(before.1, now) && (same || a.parent == Some(before.0));
    whole || up || down
}

/// For each clause, the nearest above it that has a pair.
fn lasting(tree: &Tree<'_>, pairs: &[Option<usize>]) -> Vec<usize> {
    let mut out = vec![0; tree.nodes.len()];
    for i in 1..out.len() {
        let parent = tree.nodes[i].parent.unwrap_or(0);
        out[i] = if pairs[parent].is_some() { parent } else { out[parent] };
    }
    out
}
