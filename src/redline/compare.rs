//! Two texts and their pairing → the changes of a [`Redline`].

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use super::align::{Pairing, Trust, align};
use super::edit::edits;
use super::facts::{Lexicon, facts};
use super::identity::ids;
use super::joint::{joints, own_segments, read_together};
use super::moved::moved;
use super::nature::References;
use super::parts::{Parts, parts};
use super::stale::stale;
use super::tree::{Node, Tree};
use super::words::{Words, segments};
use super::{Change, Kind, Nature, Op, Redline, Segment, Side};
use crate::model::text::Text;

/// Compares two texts.
pub(super) fn compare(old: &Text, new: &Text) -> Redline {
    let (old, new) = Tree::both(old, new);
    let mut pairing = align(&old, &new, Trust::Both);
    let parts = parts(&old, &new, &mut pairing);
    let references = References::new(&old, &new, &pairing);
    let moved = moved(&old, &new, &pairing);
    let ids = ids(&old, &new, &pairing, &BTreeSet::new());
    let build = Build {
        old: &old,
        new: &new,
        pairing: &pairing,
        parts: &parts,
        references: &references,
        moved: &moved,
        ids: &ids,
        lexicon: Lexicon::new(&old, &new),
        coarse: Cell::new(false),
    };
    let changes = build.changes();
    let stale = stale(&changes, &references, &parts, &ids);
    let clauses =
        "too many clauses to compare each with each: some may stand as deleted and inserted that were moved or amended";
    let words =
        "a clause is too long to compare all its words at once: more of it may be struck and inserted than changed";
    let met: Vec<&str> =
        [(pairing.coarse, clauses), (build.coarse.get(), words)].into_iter().filter(|m| m.0).map(|m| m.1).collect();
    Redline { changes, stale, coarse: (!met.is_empty()).then(|| met.join("; ")) }
}

struct Build<'t> {
    old: &'t Tree<'t>,
    new: &'t Tree<'t>,
    pairing: &'t Pairing,
    parts: &'t Parts,
    references: &'t References<'t>,
    moved: &'t [bool],
    /// Of the nodes of the new text.
    ids: &'t [String],
    lexicon: Lexicon<'t>,
    /// Whether the words of some clause were compared in parts.
    coarse: Cell<bool>,
}

impl Build<'_> {
    /// In the order of the new text, a deleted clause behind what stood before it and stayed.
    fn changes(&self) -> Vec<Change> {
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); self.new.nodes.len()];
        let mut anchor = 0;
        for o in 0..self.old.nodes.len() {
            match self.pairing.to_new[o] {
                Some(n) if self.moved[n] && o != 0 => {}
                Some(n) => anchor = n,
                None => behind[anchor].push(o),
            }
        }
        let mut out = Vec::with_capacity(self.new.nodes.len());
        for (n, deleted) in behind.iter().enumerate() {
            out.push(match self.pairing.to_old[n] {
                Some(o) => self.paired(o, n),
                None => self.inserted(n),
            });
            out.extend(deleted.iter().map(|o| self.deleted(*o)));
        }
        self.share(&mut out);
        out
    }

    /// What is told of the whole need not be told of its parts: that it was only divided or joined in another way, which
    /// is noise, or what changed in the words of all of them.
    fn share(&self, changes: &mut [Change]) {
        let mut told = HashMap::new();
        for whole in changes.iter().filter(|c| !c.with.is_empty() && c.nature.is_some()) {
            let noise = whole.nature.filter(|n| *n != Nature::Substance);
            if noise.is_none() && whole.joint.is_empty() {
                continue;
            }
            let (split, merged) = (whole.is(Kind::Split), whole.is(Kind::Merged));
            told.extend(whole.old.as_ref().filter(|_| split).map(|old| ((Kind::Split, old.place), noise)));
            told.extend(whole.new.as_ref().filter(|_| merged).map(|new| ((Kind::Merged, new.place), noise)));
        }
        if told.is_empty() {
            return;
        }
        for part in changes.iter_mut().filter(|c| c.nature.is_none()) {
            let whole = match (&part.old, &part.new) {
                (None, Some(new)) => self.parts.split.whole(new.place).map(|o| (Kind::Split, o)),
                (Some(old), None) => self.parts.merged.whole(old.place).map(|n| (Kind::Merged, n)),
                _ => None,
            };
            let Some(noise) = whole.and_then(|whole| told.get(&whole)) else { continue };
            part.nature = *noise;
            if noise.is_none() {
                part.joint = part.segments.iter().map(|s| Segment { op: Op::Equal, text: s.text.clone() }).collect();
            }
        }
    }

    fn paired(&self, o: usize, n: usize) -> Change {
        let (a, b) = (&self.old.nodes[o], &self.new.nodes[n]);
        let mut kinds = Vec::new();
        if self.moved[n] {
            kinds.push(Kind::Moved);
        }
        if !Tree::same_number(a, b) {
            kinds.push(Kind::Renumbered);
        }
        let split: Vec<usize> = self.parts.split.parts(o);
        let merged: Vec<usize> = self.parts.merged.parts(n);
        kinds.extend((!split.is_empty()).then_some(Kind::Split));
        kinds.extend((!merged.is_empty()).then_some(Kind::Merged));
        let (old, new) = (self.old.own(o), self.new.own(n));
        let mut change = Change {
            kinds,
            nature: None,
            old: Some(side(self.old, o, self.old.nodes[o].id())),
            new: Some(self.new_side(n)),
            segments: Vec::new(),
            facts: Vec::new(),
            joint: Vec::new(),
            with: split.iter().map(|n| self.new.nodes[*n].path.clone()).collect(),
        };
        change.with.extend(merged.iter().map(|o| self.old.nodes[*o].path.clone()));
        if old == new || split.is_empty() && merged.is_empty() {
            let captions = (caption(a), caption(b));
            let words = segments(old, new);
            if old != new {
                self.told(&mut change, (old, o, captions.0), (new, n, captions.1), &words);
            }
            change.segments = words.segments;
        } else {
            // what went into another clause, or came from one, is no difference of the words
            let joints = joints((self.old, o, &merged), (self.new, n, &split));
            let words = segments(&joints[0].text, &joints[1].text);
            self.told(&mut change, (&joints[0].text, o, 0), (&joints[1].text, n, 0), &words);
            change.segments = own_segments(&joints, &words);
            if change.nature == Some(Nature::Substance) {
                change.joint = read_together(&joints, words.segments, &change.segments);
            }
        }
        if old != new {
            change.kinds.push(Kind::Amended);
        }
        if change.nature == Some(Nature::Substance) {
            self.lexicon.whole_terms(&mut change.segments);
            self.lexicon.whole_terms(&mut change.joint);
        }
        change
    }

    /// Tells the nature of an amendment and its facts, by the words of both sides, whose captions are so long.
    fn told(&self, change: &mut Change, old: (&str, usize, usize), new: (&str, usize, usize), words: &Words<'_>) {
        self.coarse.set(self.coarse.get() || words.coarse);
        let edits = edits((old.0, &words.old), (new.0, &words.new), words.start, &words.segments);
        let nature = self.references.nature((old.0, old.1), (new.0, new.1), &edits);
        change.nature = Some(nature);
        // what only looks otherwise, or a reference that follows, is no fact
        if nature == Nature::Substance {
            change.facts = facts((old.0, old.2), (new.0, new.2), &edits, &self.lexicon);
        }
    }

    fn new_side(&self, n: usize) -> Side {
        side(self.new, n, &self.ids[n])
    }

    fn inserted(&self, n: usize) -> Change {
        let origin = self.parts.split.whole(n);
        Change {
            kinds: vec![if origin.is_some() { Kind::Split } else { Kind::Inserted }],
            nature: None,
            old: None,
            new: Some(self.new_side(n)),
            segments: whole(Op::Insert, self.new.own(n)),
            facts: Vec::new(),
            joint: Vec::new(),
            with: origin.map(|o| self.old.nodes[o].path.clone()).into_iter().collect(),
        }
    }

    fn deleted(&self, o: usize) -> Change {
        let target = self.parts.merged.whole(o);
        Change {
            kinds: vec![if target.is_some() { Kind::Merged } else { Kind::Deleted }],
            nature: None,
            old: Some(side(self.old, o, self.old.nodes[o].id())),
            new: None,
            segments: whole(Op::Delete, self.old.own(o)),
            facts: Vec::new(),
            joint: Vec::new(),
            with: target.map(|n| self.new.nodes[n].path.clone()).into_iter().collect(),
        }
    }
}

/// How long its caption is, with which its own text begins.
fn caption(node: &Node<'_>) -> usize {
    node.heading.map_or(0, str::len)
}

pub(super) fn side(tree: &Tree<'_>, place: usize, id: &str) -> Side {
    let node = &tree.nodes[place];
    Side {
        place,
        path: node.path.clone(),
        id: id.to_owned(),
        number: node.number.map(str::to_owned),
        heading: node.heading.map(str::to_owned),
        depth: node.depth,
    }
}

fn whole(op: Op, own: &str) -> Vec<Segment> {
    if own.is_empty() { Vec::new() } else { vec![Segment { op, text: own.to_owned() }] }
}
