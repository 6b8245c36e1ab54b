//! Redlines and announcements.

use std::sync::Arc;

use serde::Serialize;

use super::Lexicon;
use super::frame::{AgreementInfo, EditionInfo, Link, Page};

/// `redline.html`
#[derive(Clone, Debug, Serialize)]
pub struct RedlinePage {
    /// Frame.
    pub page: Page,
    /// Words.
    #[serde(skip)]
    pub w: Arc<Lexicon>,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// The older version.
    pub old: EditionInfo,
    /// The newer version.
    pub new: EditionInfo,
    /// The comparison in numbers.
    pub counts: Vec<Count>,
    /// The changes by nature, the weightiest first; empty natures left out.
    pub natures: Vec<NatureGroup>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<FactRow>,
    /// The page on which the fragments are: empty, this one.
    pub redline: String,
    /// Every clause of either text in reading order.
    pub changes: Vec<ChangeView>,
    /// Why the comparison is coarser than it could be.
    pub coarse: Option<String>,
    /// Redlines of other pairs of versions.
    pub others: Vec<Link>,
}

/// `notice.html`: the announcement of a version that follows another.
#[derive(Clone, Debug, Serialize)]
pub struct NoticePage {
    /// Frame.
    pub page: Page,
    /// Words.
    #[serde(skip)]
    pub w: Arc<Lexicon>,
    /// The agreement.
    pub agreement: AgreementInfo,
    /// What is announced.
    pub headline: String,
    /// From when, for whom.
    pub statement: String,
    /// The version before.
    pub old: EditionInfo,
    /// The version announced.
    pub new: EditionInfo,
    /// The redline of the two.
    pub redline: String,
    /// The changes by nature.
    pub natures: Vec<NatureGroup>,
    /// Periods, dates, amounts, words of obligation that differ.
    pub facts: Vec<FactRow>,
}

/// How many clauses met with a kind of change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// `amended`, `inserted`, `deleted`, `moved`, `renumbered`, `split`, `merged`, `unchanged`
    pub kind: &'static str,
    /// In words: `3 amended`
    pub text: String,
}

/// Changes of one nature.
#[derive(Clone, Debug, Serialize)]
pub struct NatureGroup {
    /// `substance`, `reference`, `typography`, `markup`, `structure`
    pub nature: &'static str,
    /// In a word.
    pub title: String,
    /// What that means.
    pub help: String,
    /// The changes.
    pub changes: Vec<ChangeLink>,
}

/// A change in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLink {
    /// The fragment of the change on this page, percent-encoded, without `#`.
    pub fragment: String,
    /// Which clause: `3.2.6（1）`
    pub place: String,
    /// Its heading, or how it begins.
    pub words: String,
    /// The kinds.
    pub kinds: Vec<KindWord>,
}

/// A kind of change.
#[derive(Clone, Debug, Serialize)]
pub struct KindWord {
    /// `amended`, …
    pub kind: &'static str,
    /// In a word, with the place for a move: `moved from 3.2`
    pub word: String,
}

/// A fact that differs.
#[derive(Clone, Debug, Serialize)]
pub struct FactRow {
    /// The fragment of the change on this page.
    pub fragment: String,
    /// Which clause.
    pub place: String,
    /// `period`, `amount`, …, in a word.
    pub kind: String,
    /// As printed in the old text.
    pub old: Option<String>,
    /// As printed in the new text.
    pub new: Option<String>,
}

/// A clause in a redline.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// The anchor: the clause's id.
    pub anchor: String,
    /// How many clauses stand above it, at most 5.
    pub depth: usize,
    /// What happened; empty: unchanged.
    pub kinds: Vec<KindWord>,
    /// The nature in a word, of an amendment that is not of substance.
    pub nature: Option<String>,
    /// The printed number on both sides, as HTML.
    pub number_html: String,
    /// The number in the old text.
    pub old_number: Option<String>,
    /// The number in the new text.
    pub new_number: Option<String>,
    /// Both sides in one.
    pub inline_html: String,
    /// The old side; absent where the clause is unchanged or was inserted.
    pub old_html: Option<String>,
    /// The new side; absent where the clause is unchanged or was deleted.
    pub new_html: Option<String>,
    /// Whether its words differ, so that showing them side by side makes sense.
    pub differs: bool,
    /// The clause on the page of the newer version (of the older one, where it was deleted).
    pub href: String,
}
