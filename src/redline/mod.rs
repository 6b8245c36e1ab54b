//! The comparison of two texts, clause by clause, as a lawyer reads it.
//!
//! ```text
//! Text ─ tree ─▶ clauses with keys and features ─ align (candidates, likeness, sequence) ─▶ pairs
//!   pairs ─ moved ─▶ moves;  pairs ─ parts ─▶ splits and merges ─ joint ─▶ each read as one text
//!   pairs ─ words (token, quantity, calendar, cite) ─▶ segments
//!   segments ─ edit ─▶ edits ─ facts (naming, definitions) ─▶ periods, parties, …
//!   edits ─ nature (fold, dress, reference, introduced) ─▶ substance or noise
//!   words that stayed ─ stale (reference, outside) ─▶ references that did not follow
//!   all of it ─ compare ─▶ Redline ─ check ─▶ form: human, json, html, markdown, summary
//! ```
//!
//! [`carry_ids`] gives a new text the ids of the one before by the same pairing.
//!
//! A segment's text is the own text as written, with its inline marks ([`crate::marks`]): a mark is never cut, but
//! may be struck or inserted alone (that is an amendment of nature `markup`). [`form::html::segments`] shows them.
//!
//! Invariants: the same two texts always give the same redline (no clock: bounds are counts), and [`check()`] holds
//! for every redline that is shown.

use serde::Serialize;

use crate::model::text::Text;

mod align;
mod calendar;
mod candidates;
mod check;
mod cite;
mod common;
mod compare;
mod dress;
mod edit;
mod facts;
mod fold;
pub mod form;
mod identity;
mod introduced;
mod join;
mod joint;
mod lettered;
mod likeness;
mod moved;
mod nature;
mod outside;
mod parts;
mod quantity;
mod quick;
mod reference;
mod sequence;
mod spelling;
mod stale;
mod token;
mod tree;
mod uncounted;
mod vocabulary;
mod wording;
mod words;

pub use check::{Fault, check};
pub use fold::hidden;
pub use identity::{carry_ids, take_ids};
pub use quantity::{Measure, measure};
pub use token::{Class, Token, tokens};
pub use tree::{own_text, own_text_of_text};

/// What became of one text in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redline {
    /// One change for every clause of either text (and one with path `""` for title, label and own paragraphs),
    /// in the order of the new text, a deleted clause where it stood in the old one. Unchanged clauses are there
    /// too, without kinds.
    pub changes: Vec<Change>,
    /// Cross-references that should have followed a renumbering and did not.
    pub stale: Vec<Stale>,
    /// Why the answer is coarser than it could be: a bound was met.
    pub coarse: Option<String>,
}

/// What became of one clause's own text: its heading and own paragraphs, joined by line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened; empty: unchanged.
    pub kinds: Vec<Kind>,
    /// Of an amendment: what sort of difference the words are; of the parts of a split or merger too, where no word
    /// differs.
    pub nature: Option<Nature>,
    /// The clause in the old text; none: inserted.
    pub old: Option<Side>,
    /// The clause in the new text; none: deleted.
    pub new: Option<Side>,
    /// `Equal` and `Delete` together are the old own text, `Equal` and `Insert` the new one, to the character.
    pub segments: Vec<Segment>,
    /// Of a split or merge in which words changed too: those of the clause and all its parts read as one text, of the
    /// parts the words as equal; empty: the segments say enough.
    pub joint: Vec<Segment>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<Fact>,
    /// Of a split or merge: the paths of the other clauses.
    pub with: Vec<String>,
}

/// A clause on one side of a redline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Its place in its text: clauses are counted in reading order from 1, the text itself is 0.
    pub place: usize,
    /// The path in its text.
    pub path: String,
    /// The id that it has, or (new side) that it would have as the next version: that of its pair, else a free one.
    pub id: String,
    /// The printed number.
    pub number: Option<String>,
    /// The caption.
    pub heading: Option<String>,
    /// How many clauses stand above it.
    pub depth: usize,
}

/// A cross-reference whose words stayed while the clause that it named went elsewhere: it names another now, or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The clause that says it, in the new text.
    pub at: Side,
    /// As printed.
    pub text: String,
    /// The clause that it named in the old text.
    pub named: Side,
    /// Where that is in the new text; none: deleted.
    pub now: Option<Side>,
    /// The clause that it names in the new text; none: there is no such number.
    pub names: Option<Side>,
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
    /// It has another parent (of those that stand in both texts), or another place among the clauses that stayed.
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
    /// Full and half width, white space, forms of quotes and brackets, the dress of words ([`dress`]).
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
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Fact {
    /// `period`, `date`, `amount`, `percentage`, `count`, `bound` (`at least`; its value is a sign), `obligation`, `negation`, `party` (what or who it is called,
    /// or another party in its place), `term` (a defined term: come, gone or renamed), `definition` (what a term
    /// means), `character` (one that is not seen or only looks like another, by its code point).
    pub kind: &'static str,
    /// As printed in the old text.
    pub old: Option<String>,
    /// As printed in the new text.
    pub new: Option<String>,
    /// What the old one amounts to: 30, day; of another meaning or name, the term or the party.
    pub old_value: Option<Measure>,
    /// What the new one amounts to.
    pub new_value: Option<Measure>,
}

/// How many changes of each kind there are; a change with two kinds counts in both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Clauses without a change.
    pub unchanged: usize,
    /// Their own text differs.
    pub amended: usize,
    /// Only in the new text.
    pub inserted: usize,
    /// Only in the old text.
    pub deleted: usize,
    /// Another parent or place.
    pub moved: usize,
    /// Another printed number.
    pub renumbered: usize,
}

impl Redline {
    /// Counts the changes.
    pub fn summary(&self) -> Summary {
        let count = |kind| self.changes.iter().filter(|c| c.is(kind)).count();
        Summary {
            unchanged: self.changes.iter().filter(|c| c.kinds.is_empty()).count(),
            amended: count(Kind::Amended),
            inserted: count(Kind::Inserted),
            deleted: count(Kind::Deleted),
            moved: count(Kind::Moved),
            renumbered: count(Kind::Renumbered),
        }
    }

    /// The changes that are some: without unchanged clauses.
    pub fn changed(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|c| !c.kinds.is_empty())
    }

    /// Keeps the changes of substance: amendments of that nature, and clauses inserted, deleted, split or merged.
    /// A clause that was only moved or renumbered, and noise within a clause, become unchanged.
    #[must_use]
    pub fn of_substance(mut self) -> Redline {
        for change in &mut self.changes {
            if !change.is_substance() {
                change.kinds.clear();
                change.nature = None;
            }
        }
        self
    }
}

impl Change {
    /// Whether this happened.
    pub fn is(&self, kind: Kind) -> bool {
        self.kinds.contains(&kind)
    }

    /// What a reader is shown of its words: those of all parts where they were read as one, else its own.
    pub fn words(&self) -> &[Segment] {
        if self.joint.is_empty() { &self.segments } else { &self.joint }
    }

    /// Whether words of substance came, went or changed.
    pub fn is_substance(&self) -> bool {
        match self.nature {
            Some(nature) => nature == Nature::Substance,
            None => [Kind::Inserted, Kind::Deleted, Kind::Split, Kind::Merged].iter().any(|k| self.is(*k)),
        }
    }

    /// Whether both printed numbers are the same but for their typography and the marks around them: `(一)` and `（一）`,
    /// `1.1.` and `1.1`, `a)` and `(a)`.
    pub fn same_number(&self) -> bool {
        let number = |side: &Option<Side>| {
            let number = fold::typographic(side.as_ref()?.number.as_deref()?);
            let bare = number.trim_matches(|c: char| !c.is_alphanumeric());
            Some(if bare.is_empty() { number } else { bare.to_owned() })
        };
        number(&self.old) == number(&self.new)
    }

    /// The side to name it by: the new one, of a deleted clause the old one.
    pub fn side(&self) -> Option<&Side> {
        self.new.as_ref().or(self.old.as_ref())
    }
}

/// Compares two texts.
///
/// Cost: n log n in the number of clauses, and within a clause near-linear in what differs; bounded for hostile
/// texts, with [`Redline::coarse`] saying so.
pub fn redline(old: &Text, new: &Text) -> Redline {
    compare::compare(old, new)
}
