//! The comparison of two texts, clause by clause, as a lawyer reads it.

use serde::Serialize;

use crate::model::text::Text;

/// What became of one text in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redline {
    /// One change for every clause of either text (and one with path `""` for title, label and own paragraphs),
    /// in the order of the new text, a deleted clause where it stood in the old one. Unchanged clauses are there
    /// too, without kinds.
    pub changes: Vec<Change>,
    /// Why the answer is coarser than it could be: a bound was met.
    pub coarse: Option<String>,
}

/// What became of one clause's own text: its heading and own paragraphs, joined by line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened; empty: unchanged.
    pub kinds: Vec<Kind>,
    /// Of an amendment: what sort of difference the words are.
    pub nature: Option<Nature>,
    /// The clause in the old text; none: inserted.
    pub old: Option<Side>,
    /// The clause in the new text; none: deleted.
    pub new: Option<Side>,
    /// `Equal` and `Delete` together are the old own text, `Equal` and `Insert` the new one, to the character.
    pub segments: Vec<Segment>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<Fact>,
    /// Of a split or merge: the paths of the other clauses.
    pub with: Vec<String>,
}

/// A clause on one side of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The path in its text.
    pub path: String,
    /// The id that it has, or (new side) that it inherits from its pair.
    pub id: String,
    /// The printed number.
    pub number: Option<String>,
    /// The caption.
    pub heading: Option<String>,
    /// How many clauses stand above it.
    pub depth: usize,
}

/// What happened to a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Its own text differs.
    Amended,
    /// It is only in the new text.
    Inserted,
    /// It is only in the old text.
    Deleted,
    /// It has another parent, or another place among the clauses that stayed.
    Moved,
    /// Its printed number differs.
    Renumbered,
    /// Its text was divided among several.
    Split,
    /// Several became one.
    Merged,
}

/// What sort of difference an amendment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Emphasis, link targets.
    Markup,
    /// Full and half width, white space, forms of quotes and brackets.
    Typography,
    /// Only cross-references that follow a renumbering.
    Reference,
    /// Anything else.
    Substance,
}

/// A run of text on one side or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Where it stands.
    pub op: Op,
    /// The text.
    pub text: String,
}

/// Where a segment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// On both sides.
    Equal,
    /// In the old text only.
    Delete,
    /// In the new text only.
    Insert,
}

/// A fact that differs: `三十日` → `十五日`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `period`, `date`, `amount`, `percentage`, `count`, `obligation`, `negation`, `reference`.
    pub kind: &'static str,
    /// As printed in the old text.
    pub old: Option<String>,
    /// As printed in the new text.
    pub new: Option<String>,
}

/// Compares two texts.
pub fn redline(_old: &Text, _new: &Text) -> Redline {
    Redline { changes: Vec::new(), coarse: None }
}

/// Gives each clause of `new` the id of its pair in `previous`; ids in `used` are never given anew.
pub fn carry_ids(_previous: &Text, _used: &std::collections::BTreeSet<String>, _new: &mut Text) {}

/// Gives each clause of a translation the id of the clause with the same path.
pub fn take_ids(_original: &[(String, String)], _new: &mut Text) {}
