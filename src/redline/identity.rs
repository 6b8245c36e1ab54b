//! The text before and a new text → ids in the new text, so that a clause keeps its name for ever.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::align::{Pairing, Trust, align};
use super::parts::parts;
use super::tree::{Node, Tree};
use crate::model::label::Label;
use crate::model::path::place;
use crate::model::text::{Clause, Item, Text};

/// Gives each clause of `new` the id of its pair in `previous`, the text of the version before.
///
/// - An id that an editor wrote in `new` wins, and no other clause inherits it.
/// - [`Clause::id`] is set only where it differs from the clause's path.
/// - A new clause is called by its path, or, where a clause of the agreement ever had that path as its id, by the
///   path with `~2`, `~3`, …
///
/// `used` holds every id of every version so far; those of `previous` count without being in it. Doing it twice
/// changes nothing more.
pub fn carry_ids(previous: &Text, used: &BTreeSet<String>, new: &mut Text) {
    let (old, tree) = Tree::both(previous, new);
    let mut pairing = align(&old, &tree, Trust::New);
    parts(&old, &tree, &mut pairing);
    let mut ids: Vec<Option<String>> = ids(&old, &tree, &pairing, used).into_iter().map(Some).collect();
    let paths: Vec<String> = tree.nodes.into_iter().map(|n| n.path).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    write(&mut new.body, &mut 0, &paths, &mut ids);
}

/// The id of each node of `new`: the written one, else that of its pair, else its path or the path with `~2`, `~3`, …
/// where a clause of `old` or of `used` has it.
pub(super) fn ids(old: &Tree<'_>, new: &Tree<'_>, pairing: &Pairing, used: &BTreeSet<String>) -> Vec<String> {
    let mut taken: HashSet<&str> = new.nodes.iter().filter_map(|n| n.written).collect();
    let inherited: Vec<Option<&str>> = new
        .nodes
        .iter()
        .zip(&pairing.to_old)
        .map(|(node, pair)| node.written.or_else(|| pair.map(|o| old.nodes[o].id()).filter(|id| taken.insert(id))))
        .collect();
    taken.extend(old.nodes.iter().map(Node::id));
    let mut made: HashSet<String> = HashSet::new();
    let mut free = |path: &str| {
        let id = fresh(path, |id| taken.contains(id) || made.contains(id) || used.contains(id));
        made.insert(id.clone());
        id
    };
    inherited.into_iter().zip(&new.nodes).map(|(id, node)| id.map_or_else(|| free(&node.path), str::to_owned)).collect()
}

/// Gives each clause of a translation the id of its counterpart in `original`, the prevailing text: where both have the
/// same shape, the clause in the same place; else the clause with the same path. An id that an editor wrote in the
/// translation wins.
pub fn take_ids(original: &Text, new: &mut Text) {
    let originals = place(original);
    let placed = place(new);
    let same_shape = originals.len() == placed.len()
        && originals.iter().zip(&placed).all(|(o, p)| {
            let numbers = |c: &Clause| c.number.as_deref().map(|n| Label::read(n).map(|label| label.values));
            o.depth == p.depth && numbers(o.clause) == numbers(p.clause)
        });
    let by_path: HashMap<&str, &str> = originals.iter().map(|o| (o.path.as_str(), o.id())).collect();
    let mut ids: Vec<Option<String>> = vec![None];
    for (i, p) in placed.iter().enumerate() {
        let counterpart = if same_shape { Some(originals[i].id()) } else { by_path.get(p.path.as_str()).copied() };
        ids.push(p.clause.id.clone().or_else(|| counterpart.map(str::to_owned)));
    }
    let paths: Vec<String> = placed.into_iter().map(|p| p.path).collect();
    let paths: Vec<&str> = std::iter::once("").chain(paths.iter().map(String::as_str)).collect();
    write(&mut new.body, &mut 0, &paths, &mut ids);
}

/// The path, or the path with the first free `~n`.
fn fresh(path: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(path) {
        return path.to_owned();
    }
    // 3.2.6/1~2 is the second there: the next free is ~3
    let last = path.rsplit_once('~').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    let base = last.map_or(path, |(base, _)| base);
    (2u64..).map(|n| format!("{base}~{n}")).find(|id| !taken(id)).unwrap_or_else(|| path.to_owned())
}

/// Writes the ids in reading order, parents first: the order of [`crate::model::path::place`].
fn write(body: &mut [Item], at: &mut usize, paths: &[&str], ids: &mut [Option<String>]) {
    for item in body {
        let Item::Clause(clause) = item else { continue };
        *at += 1;
        let id = ids.get_mut(*at).and_then(Option::take);
        clause.id = id.filter(|id| paths.get(*at) != Some(&id.as_str()));
        write(&mut clause.body, at, paths, ids);
    }
}
