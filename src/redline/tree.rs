//! A text → its clauses in reading order, each with what pairing looks at.
//!
//! The text itself is node 0, with title, label and own paragraphs as its own text. Invariant: a parent stands
//! before its children, and node `i` of one text is the same clause for every stage.

use std::rc::Rc;

use crate::digest;
use crate::model::label::Label;
use crate::model::path::place;
use crate::model::text::{Clause, Text, own_paragraphs};

use super::likeness::Features;
use super::quick::fold;
use super::wording::{Collector, Word, Wording, Wordings};

/// A clause, or the text itself.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) path: String,
    /// The id, where it is written.
    pub(super) written: Option<&'t str>,
    pub(super) number: Option<&'t str>,
    /// The printed number, read.
    pub(super) label: Option<Label>,
    pub(super) heading: Option<&'t str>,
    pub(super) depth: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    /// The number of its wording.
    wording: usize,
    // the keys and the weight of the wording
    pub(super) own_key: u64,
    pub(super) exact_key: u64,
    pub(super) heading_key: u64,
    pub(super) body_key: u64,
    pub(super) weight: usize,
    /// Hash of own text and everything below.
    pub(super) subtree_key: u64,
    /// The weight of everything below too.
    pub(super) subtree_weight: usize,
}

impl Node<'_> {
    /// The id that the clause carries: the written one, else the path.
    pub(super) fn id(&self) -> &str {
        self.written.unwrap_or(&self.path)
    }
}

/// The clauses of a text in reading order, behind the text itself.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub(super) language: &'t str,
    pub(super) nodes: Vec<Node<'t>>,
    wordings: Rc<Wordings<'t>>,
}

impl<'t> Tree<'t> {
    /// The trees of two texts that are to be compared.
    pub(super) fn both(old: &'t Text, new: &'t Text) -> (Tree<'t>, Tree<'t>) {
        let mut collector = Collector::default();
        let sides = [(0, old), (1, new)].map(|(side, text)| (text, number(side, text, &mut collector)));
        let wordings = Rc::new(collector.finish());
        let [old, new] = sides.map(|(text, numbers)| Tree::new(text, &numbers, Rc::clone(&wordings)));
        (old, new)
    }

    fn new(text: &'t Text, numbers: &[usize], wordings: Rc<Wordings<'t>>) -> Tree<'t> {
        let mut nodes = Vec::with_capacity(numbers.len());
        nodes.push(Node { heading: Some(&text.title), ..node(numbers[0], wordings.get(numbers[0])) });
        for (placed, number) in place(text).into_iter().zip(&numbers[1..]) {
            let clause = placed.clause;
            nodes.push(Node {
                path: placed.path,
                written: clause.id.as_deref(),
                number: clause.number.as_deref(),
                label: placed.label,
                heading: clause.heading.as_deref(),
                depth: placed.depth,
                parent: Some(placed.parent.map_or(0, |p| p + 1)),
                ..node(*number, wordings.get(*number))
            });
        }
        let mut tree = Tree { language: &text.language, nodes, wordings };
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
        let children = self.nodes[i].children.iter().map(|c| self.nodes[*c].subtree_key);
        // what stands below is parted from what stands behind by its number
        let start = fold(self.nodes[i].own_key ^ self.nodes[i].children.len() as u64);
        self.nodes[i].subtree_key = children.fold(start, |all, key| fold(all ^ key));
        self.nodes[i].subtree_weight += self.nodes[i].weight;
    }

    /// The own text of a clause: its heading and own paragraphs, joined by line breaks.
    pub(super) fn own(&self, i: usize) -> &str {
        &self.wordings.get(self.nodes[i].wording).own
    }

    /// The own texts of all clauses, each once, with the numbers of their wordings.
    pub(super) fn owns(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut seen = vec![false; self.wordings()];
        let first = move |n: &&Node<'_>| !std::mem::replace(&mut seen[n.wording], true);
        self.nodes.iter().filter(first).map(|n| (n.wording, &*self.wordings.get(n.wording).own))
    }

    /// How many wordings both texts have.
    pub(super) fn wordings(&self) -> usize {
        self.wordings.len()
    }

    /// The words of its own text, in order.
    pub(super) fn words(&self, i: usize) -> &[Word] {
        self.wordings.words(self.nodes[i].wording)
    }

    /// The sample of its words by which likeness is measured.
    pub(super) fn features(&self, i: usize) -> &Features {
        self.wordings.features(self.nodes[i].wording)
    }

    /// The same of how its paragraphs begin.
    pub(super) fn opening(&self, i: usize) -> &Features {
        self.wordings.opening(self.nodes[i].wording)
    }

    /// The sibling before and behind.
    pub(super) fn neighbours(&self, i: usize) -> (Option<usize>, Option<usize>) {
        let Some(parent) = self.nodes[i].parent else { return (None, None) };
        let siblings = &self.nodes[parent].children;
        let Ok(at) = siblings.binary_search(&i) else { return (None, None) };
        (at.checked_sub(1).map(|b| siblings[b]), siblings.get(at + 1).copied())
    }

    /// Whether both printed numbers are the same, white space aside.
    pub(super) fn same_number(a: &Node<'_>, b: &Node<'_>) -> bool {
        a.number == b.number || a.number.map(digest::folded) == b.number.map(digest::folded)
    }

    /// Whether both are the same part of their parents: 14.5 and 15.5 are the fifth.
    pub(super) fn same_last(a: &Node<'t>, b: &Node<'t>) -> bool {
        let last = |n: &Node<'t>| n.number.and_then(|n| n.trim_end_matches('.').rsplit_once('.')).map(|(_, last)| last);
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

/// The numbers of the wordings of the text itself and of each clause, in reading order.
fn number<'t>(side: usize, text: &'t Text, collector: &mut Collector<'t>) -> Vec<usize> {
    let mut paragraphs: Vec<&str> = own_paragraphs(&text.body).collect();
    let mut out = vec![collector.add(side, &text.title, text.label.as_deref(), &paragraphs)];
    for (_, clause) in text.clauses() {
        paragraphs.clear();
        paragraphs.extend(own_paragraphs(&clause.body));
        out.push(collector.add(side, clause.heading.as_deref().unwrap_or_default(), None, &paragraphs));
    }
    out
}

fn node<'t>(number: usize, wording: &Wording<'_>) -> Node<'t> {
    Node {
        path: String::new(),
        written: None,
        number: None,
        label: None,
        heading: None,
        depth: 0,
        parent: None,
        children: Vec::new(),
        wording: number,
        own_key: wording.own_key,
        exact_key: wording.exact_key,
        heading_key: wording.heading_key,
        body_key: wording.body_key,
        weight: wording.weight,
        subtree_key: 0,
        subtree_weight: 0,
    }
}
