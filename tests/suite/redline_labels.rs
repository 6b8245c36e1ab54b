//! Precision and recall of the redline over labelled revisions: `tests/redlines/README.md` says what they are.
//!
//! `cargo test --test suite redline_labels -- --nocapture` prints the figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engross::model::path::place;
use engross::model::text::Text;
use engross::redline::{Kind, Redline, redline};
use engross::workspace::Workspace;
use serde::Deserialize;

use crate::redlines_shared::read;
use crate::shared;

/// Old path, new path, kinds, nature.
type Label = (Option<String>, Option<String>, BTreeSet<String>, Option<String>);
/// The same, and why it is so.
type Reasoned = (Option<String>, Option<String>, BTreeSet<String>, Option<String>, String);

#[derive(Deserialize)]
struct Revision {
    old: String,
    new: String,
    changes: Vec<Label>,
}

#[derive(Deserialize)]
struct Pair {
    /// Whether every change of the pair is labelled; if not, only the labelled clauses are looked at.
    complete: bool,
    changes: Vec<Reasoned>,
}

/// How many were found of how many, and how many of the found are right.
#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    right: usize,
}

impl Score {
    fn add<T: Ord>(&mut self, wanted: &BTreeSet<T>, found: &BTreeSet<T>) {
        self.wanted += wanted.len();
        self.found += found.len();
        self.right += wanted.intersection(found).count();
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.wanted + self.found).max(1) as f64
    }
}

/// The scores of pairing, moves, renumbering and nature.
#[derive(Default)]
struct Scores([Score; 4]);

impl Scores {
    /// Holds what was found against the labels.
    fn add(&mut self, name: &str, wanted: &[Label], found: &[Label]) {
        let pairs = |labels: &[Label], kind: &str| -> BTreeSet<_> {
            let of = |l: &&Label| kind.is_empty() || l.2.contains(kind);
            labels.iter().filter(of).map(|l| (l.0.clone(), l.1.clone())).collect()
        };
        let natures = |labels: &[Label]| -> BTreeSet<_> {
            labels.iter().filter_map(|l| Some((l.0.clone(), l.1.clone(), l.3.clone()?))).collect()
        };
        for (score, kind) in self.0.iter_mut().zip(["", "moved", "renumbered"]) {
            score.add(&pairs(wanted, kind), &pairs(found, kind));
            for wrong in pairs(wanted, kind).symmetric_difference(&pairs(found, kind)) {
                println!("{name}: {kind} {wrong:?}");
            }
        }
        self.0[3].add(&natures(wanted), &natures(found));
        for wrong in natures(wanted).symmetric_difference(&natures(found)) {
            println!("{name}: nature {wrong:?}");
        }
    }

    fn hold(&self) {
        for (name, s) in ["pairing", "moves", "renumbering", "nature"].iter().zip(&self.0) {
            let (p, r, f) = (s.precision(), s.recall(), s.f1());
            println!("| {name} | {p:.4} | {r:.4} | {f:.4} | {} of {}, {} found |", s.right, s.wanted, s.found);
        }
        let [pairing, moved, renumbered, nature] = &self.0;
        assert!(pairing.f1() >= 0.99);
        assert!(moved.precision() >= 1.0 && moved.recall() >= 0.9);
        assert!(renumbered.recall() >= 0.995);
        assert!(nature.f1() >= 0.97);
    }
}

/// What a redline says, as labels.
fn labels(redline: &Redline) -> Vec<Label> {
    let path = |side: &Option<engross::redline::Side>| side.as_ref().map(|s| s.path.clone());
    let lower = |word: String| word.to_lowercase();
    let kinds = |kinds: &[Kind]| kinds.iter().map(|k| lower(format!("{k:?}"))).collect();
    let label = |c: &engross::redline::Change| {
        (path(&c.old), path(&c.new), kinds(&c.kinds), c.nature.map(|n| lower(format!("{n:?}"))))
    };
    redline.changes.iter().map(label).collect()
}

#[test]
fn precision_and_recall_over_the_sample() {
    let labelled: BTreeMap<String, Revision> = serde_json::from_str(include_str!("../redlines/sample.json")).unwrap();
    let ws = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut scores = Scores::default();
    for (slug, revision) in &labelled {
        let agreement = slug.parse().unwrap();
        let text = |version: &str| {
            let mut text = ws.text(&agreement, &version.parse().unwrap(), "zh-CN").unwrap();
            forget_ids(&mut text.body);
            text
        };
        let mut found = labels(&redline(&text(&revision.old), &text(&revision.new)));
        found.retain(|l| l.0.as_deref().or(l.1.as_deref()) != Some(""));
        scores.add(slug, &revision.changes, &found);
    }
    scores.hold();
}

#[test]
fn precision_and_recall_over_real_amendments() {
    let Some(folder) = shared::folder("precision_and_recall_over_real_amendments") else { return };
    let labelled: BTreeMap<String, Pair> = serde_json::from_str(include_str!("../redlines/corpora.json")).unwrap();
    let mut scores = Scores::default();
    for (name, pair) in &labelled {
        let folder = folder.join("corpora/revisions").join(name);
        let (old, new) = (read(&folder.join("old.md")), read(&folder.join("new.md")));
        let mut found = labels(&redline(&old, &new));
        let mut wanted: Vec<Label> = pair
            .changes
            .iter()
            .map(|(old, new, kinds, nature, _)| (old.clone(), new.clone(), kinds.clone(), nature.clone()))
            .collect();
        let olds: BTreeSet<_> = wanted.iter().filter_map(|l| l.0.clone()).collect();
        let news: BTreeSet<_> = wanted.iter().filter_map(|l| l.1.clone()).collect();
        if pair.complete {
            let rest = paths(&old).into_iter().filter(|p| !olds.contains(p));
            wanted.extend(rest.map(|p| (Some(p.clone()), Some(p), BTreeSet::new(), None)));
        } else {
            found.retain(|l| {
                l.0.as_ref().is_some_and(|p| olds.contains(p)) || l.1.as_ref().is_some_and(|p| news.contains(p))
            });
        }
        scores.add(name, &wanted, &found);
    }
    scores.hold();
}

/// The paths of a text, its own included.
fn paths(text: &Text) -> Vec<String> {
    let clauses = place(text).into_iter().map(|p| p.path);
    std::iter::once(String::new()).chain(clauses).collect()
}

/// The texts as two files that nobody has told apart yet.
fn forget_ids(body: &mut [engross::model::text::Item]) {
    for item in body {
        if let engross::model::text::Item::Clause(clause) = item {
            clause.id = None;
            forget_ids(&mut clause.body);
        }
    }
}
