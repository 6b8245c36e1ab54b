//! A text → its clauses in reading order, each with what pairing looks at.
//!
//! The text itself is node 0, with title, label and own paragraphs as its own text. Invariant: a parent stands
//! before its children, and node `i` of one text is the same clause for every stage.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::digest::fold;
use crate::marks;
use crate::model::path::place;
use crate::model::text::{Clause, Text, own_paragraphs};

use super::fold::{each_folded_letter, plain};
use super::likeness::{Features, Spelling, sample, weigh};

/// A clause, or the text itself.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) path: String,
    /// The id that the clause carries: the written one, else the path.
    pub(super) id: String,
    /// Whether the id is written, not merely the path.
    pub(super) explicit: bool,
    pub(super) number: Option<String>,
    pub(super) heading: Option<String>,
    pub(super) depth: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    /// Heading and own paragraphs, joined by line breaks.
    pub(super) own: String,
    /// Hash of the letters and digits of the own text: equal for texts that differ in typography or marks alone.
    pub(super) own_key: u64,
    /// Hash of the own text to the character.
    pub(super) exact_key: u64,
    /// Hash of the letters and digits of the heading; 0: none.
    pub(super) heading_key: u64,
    /// Hash of the letters and digits of the paragraphs; 0: none.
    pub(super) body_key: u64,
    /// Hash of own text and everything below.
    pub(super) subtree_key: u64,
    /// How many letters and digits the own text has; a Chinese character counts as three.
    pub(super) weight: usize,
    /// The same of everything below too.
    pub(super) subtree_weight: usize,
    /// The sample of the own text by which likeness is measured.
    pub(super) features: Features,
    /// The same of how its paragraphs begin.
    pub(super) opening: Features,
}

/// The clauses of a text in reading order, behind the text itself.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
}

impl Tree {
    /// The trees of two texts that are to be compared.
    pub(super) fn both(old: &Text, new: &Text) -> (Tree, Tree) {
        let (mut old, mut new) = (Tree::new(old), Tree::new(new));
        let nodes = old.nodes.iter_mut().chain(&mut new.nodes);
        weigh(&mut nodes.map(|n| (&mut n.features, &mut n.opening)).collect::<Vec<_>>());
        (old, new)
    }

    fn new(text: &Text) -> Tree {
        let mut root = node(&text.title, &own_paragraphs(&text.body).collect::<Vec<_>>(), text.label.as_deref());
        root.heading = Some(text.title.clone());
        let mut nodes = vec![root];
        for placed in place(text) {
            let clause = placed.clause;
            let paragraphs: Vec<&str> = own_paragraphs(&clause.body).collect();
            let mut node = node(clause.heading.as_deref().unwrap_or_default(), &paragraphs, None);
            node.id = placed.id().to_owned();
            node.explicit = clause.id.is_some();
            node.number.clone_from(&clause.number);
            node.heading.clone_from(&clause.heading);
            node.depth = placed.depth;
            node.parent = Some(placed.parent.map_or(0, |p| p + 1));
            node.path = placed.path;
            nodes.push(node);
        }
        let mut tree = Tree { nodes };
        tree.link();
        tree
    }

    /// Children, and the keys and weights of whole subtrees, from the leaves up.
    fn link(&mut self) {
        for i in (1..self.nodes.len()).rev() {
            let parent = self.nodes[i].parent.unwrap_or(0);
            self.nodes[i].children.reverse();
            self.close(i);
            let weight = self.nodes[i].subtree_weight;
            self.nodes[parent].children.push(i);
            self.nodes[parent].subtree_weight += weight;
        }
        self.nodes[0].children.reverse();
        self.close(0);
    }

    fn close(&mut self, i: usize) {
        let mut h = DefaultHasher::new();
        self.nodes[i].own_key.hash(&mut h);
        for c in &self.nodes[i].children {
            self.nodes[*c].subtree_key.hash(&mut h);
        }
        self.nodes[i].subtree_key = h.finish();
        self.nodes[i].subtree_weight += self.nodes[i].weight;
    }

    /// The sibling before and behind.
    pub(super) fn neighbours(&self, i: usize) -> (Option<usize>, Option<usize>) {
        let Some(parent) = self.nodes[i].parent else { return (None, None) };
        let siblings = &self.nodes[parent].children;
        let Ok(at) = siblings.binary_search(&i) else { return (None, None) };
        (at.checked_sub(1).map(|b| siblings[b]), siblings.get(at + 1).copied())
    }

    /// Whether both printed numbers are the same, white space aside.
    pub(super) fn same_number(a: &Node, b: &Node) -> bool {
        a.number == b.number || a.number.as_deref().map(fold) == b.number.as_deref().map(fold)
    }

    /// Whether both are the same part of their parents: 14.5 and 15.5 are the fifth.
    pub(super) fn same_last(a: &Node, b: &Node) -> bool {
        let last = |n: &Node| {
            n.number.as_deref().and_then(|n| n.trim_end_matches('.').rsplit_once('.')).map(|(_, last)| last.to_owned())
        };
        last(a).is_some_and(|number| Some(number) == last(b))
    }
}

/// The own text of a clause: its heading and own paragraphs, joined by line breaks.
pub fn own_text(clause: &Clause) -> String {
    let mut parts: Vec<&str> = clause.heading.as_deref().into_iter().collect();
    parts.extend(own_paragraphs(&clause.body));
    parts.join("\n")
}

/// The own text of the text itself: title, label and own paragraphs, joined by line breaks.
pub fn own_text_of_text(text: &Text) -> String {
    let mut parts: Vec<&str> = Some(text.title.as_str()).filter(|t| !t.is_empty()).into_iter().collect();
    parts.extend(text.label.as_deref());
    parts.extend(own_paragraphs(&text.body));
    parts.join("\n")
}

fn node(heading: &str, paragraphs: &[&str], label: Option<&str>) -> Node {
    let mut parts: Vec<&str> = Some(heading).filter(|h| !h.is_empty()).into_iter().collect();
    parts.extend(label);
    parts.extend(paragraphs);
    let own = parts.join("\n");
    let spelled: Vec<(u64, usize)> = parts.iter().map(|p| wording(p)).collect();
    let head = usize::from(!heading.is_empty());
    let key = |parts: &[(u64, usize)]| {
        let mut h = DefaultHasher::new();
        parts.iter().filter(|p| p.1 > 0).for_each(|p| p.0.hash(&mut h));
        if parts.iter().all(|p| p.1 == 0) { 0 } else { h.finish() }
    };
    let mut exact = DefaultHasher::new();
    own.hash(&mut exact);
    let (features, opening) = sample(&own, paragraphs.first().copied().unwrap_or(heading));
    Node {
        path: String::new(),
        id: String::new(),
        explicit: false,
        number: None,
        heading: None,
        depth: 0,
        parent: None,
        children: Vec::new(),
        own_key: key(&spelled),
        exact_key: exact.finish(),
        heading_key: key(&spelled[..head]),
        body_key: key(&spelled[head..]),
        subtree_key: 0,
        weight: spelled.iter().map(|p| p.1).sum(),
        subtree_weight: 0,
        features,
        opening,
        own,
    }
}

/// The letters and digits of a paragraph as one number, and how much they weigh.
fn wording(paragraph: &str) -> (u64, usize) {
    let (mut spelling, mut weight) = (Spelling::default(), 0);
    each_folded_letter(&plain(paragraph), |c| {
        spelling.add(c);
        weight += if marks::is_east_asian(c) { 3 } else { 1 };
    });
    (spelling.finish(), weight)
}
