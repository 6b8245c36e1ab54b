//! Precision and recall of the redline over the revisions of the sample workspace.
//!
//! `tests/redlines/sample.json` says what was done to each clause: its writer kept the list while writing the two
//! versions, before there was a redline. `cargo test --test suite redline_labels -- --nocapture` prints the figures.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use engross::redline::{Kind, redline};
use engross::workspace::Workspace;
use serde::Deserialize;

/// Old path, new path, kinds, nature.
type Label = (Option<String>, Option<String>, BTreeSet<String>, Option<String>);

#[derive(Deserialize)]
struct Revision {
    old: String,
    new: String,
    changes: Vec<Label>,
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

#[test]
fn precision_and_recall_over_the_sample() {
    let labels: BTreeMap<String, Revision> = serde_json::from_str(include_str!("../redlines/sample.json")).unwrap();
    let ws = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let names = ["pairing", "moved", "renumbered", "nature"];
    let mut scores: [Score; 4] = Default::default();
    for (slug, revision) in &labels {
        let slug = slug.parse().unwrap();
        let text = |version: &str| {
            let mut text = ws.text(&slug, &version.parse().unwrap(), "zh-CN").unwrap();
            forget_ids(&mut text.body);
            text
        };
        let redline = redline(&text(&revision.old), &text(&revision.new));
        let found: Vec<_> = redline
            .changes
            .iter()
            .map(|c| {
                let path = |side: &Option<engross::redline::Side>| side.as_ref().map(|s| s.path.clone());
                (path(&c.old), path(&c.new), c.kinds.clone(), c.nature)
            })
            .filter(|(old, new, ..)| old.as_deref().or(new.as_deref()) != Some(""))
            .collect();
        let wanted = |kind: &str| -> BTreeSet<_> {
            let of = |c: &&(_, _, BTreeSet<String>, _)| kind.is_empty() || c.2.contains(kind);
            revision.changes.iter().filter(of).map(|c| (c.0.clone(), c.1.clone())).collect()
        };
        let got = |kind: Option<Kind>| -> BTreeSet<_> {
            let of = |c: &&(_, _, Vec<Kind>, _)| kind.is_none_or(|kind| c.2.contains(&kind));
            found.iter().filter(of).map(|c| (c.0.clone(), c.1.clone())).collect()
        };
        scores[0].add(&wanted(""), &got(None));
        scores[1].add(&wanted("moved"), &got(Some(Kind::Moved)));
        scores[2].add(&wanted("renumbered"), &got(Some(Kind::Renumbered)));
        let wanted: BTreeSet<_> =
            revision.changes.iter().filter_map(|c| Some((c.0.clone(), c.1.clone(), c.3.clone()?))).collect();
        let got: BTreeSet<_> = found
            .iter()
            .filter_map(|c| Some((c.0.clone(), c.1.clone(), format!("{:?}", c.3?).to_lowercase())))
            .collect();
        scores[3].add(&wanted, &got);
    }
    for (name, s) in names.iter().zip(&scores) {
        let (p, r, f) = (s.precision(), s.recall(), s.f1());
        println!(
            "{name}: precision {p:.4}, recall {r:.4}, F1 {f:.4} ({} of {} wanted, {} found)",
            s.right, s.wanted, s.found
        );
    }
    let [pairing, moved, renumbered, nature] = scores;
    assert!(pairing.f1() >= 0.99);
    assert!(moved.precision() >= 1.0 && moved.recall() >= 0.9);
    assert!(renumbered.recall() >= 0.995);
    assert!(nature.f1() >= 0.97);
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
