//! Redlines of real revisions, which stand outside the project: what each pair is known to show.

use std::collections::HashMap;
use std::path::Path;

use engross::digest;
use engross::model::path::place;
use engross::model::text::Text;
use engross::redline::{Kind, Nature, Redline};
use engross::{source, structure};

use crate::redlines::compared;
use crate::shared;

fn pair(test: &str, number: &str) -> Option<(Text, Text)> {
    let folder = shared::folder(test)?.join("corpora/revisions");
    let mut pairs = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
    let pair = pairs.find(|p| p.file_name().unwrap().to_string_lossy().starts_with(&format!("{number}-"))).unwrap();
    Some((read(&pair.join("old.md")), read(&pair.join("new.md"))))
}

/// The text of a Markdown file.
pub(crate) fn read(file: &Path) -> Text {
    let bytes = std::fs::read(file).unwrap();
    let hint = source::Hint { name: Some("text.md"), encoding: None, changes: source::Changes::default() };
    structure::documents(source::read(&bytes, &hint).unwrap()).remove(0).text
}

fn known(test: &str, number: &str, holds: impl Fn(&Redline) -> bool) {
    let Some((old, new)) = pair(test, number) else { return };
    let redline = compared(&old, &new);
    let summary = format!("{:?}", redline.summary());
    assert!(holds(&redline), "{test}: {summary}");
}

#[test]
fn one_item_changes_place() {
    known("one_item_changes_place", "13", |r| {
        let s = r.summary();
        s.moved == 1 && r.changed().count() == 1
    });
}

#[test]
fn a_section_inserted_renumbers_the_rest() {
    known("a_section_inserted_renumbers_the_rest", "05", |r| {
        let s = r.summary();
        (s.inserted, s.deleted, s.moved, s.renumbered, s.amended) == (1, 0, 0, 15, 0)
    });
}

#[test]
fn two_headings_change_places() {
    // sections 4 and 5 exchange their headings, and what stands below them stays: numbers and words are those of the
    // place, so that nothing moved and nothing was renumbered, and two captions were amended
    known("two_headings_change_places", "66", |r| {
        let s = r.summary();
        (r.changed().count(), s.amended, s.moved, s.renumbered) == (2, 2, 0, 0)
    });
}

#[test]
fn numbers_alone() {
    known("numbers_alone", "25", |r| {
        let s = r.summary();
        (s.renumbered, s.moved, s.inserted, s.deleted) == (18, 0, 0, 0)
    });
}

#[test]
fn deep_links_are_no_substance() {
    // one emphasis of the new file is not closed, so that an asterisk is seen there: markup too
    known("deep_links_are_no_substance", "29", |r| !r.changed().any(engross::redline::Change::is_substance));
}

#[test]
fn typography_told_from_real_edits() {
    known("typography_told_from_real_edits", "42", |r| {
        let nature = |n| r.changes.iter().filter(|c| c.nature == Some(n)).count();
        nature(Nature::Substance) <= 4 && nature(Nature::Typography) >= 5 && r.summary().moved == 0
    });
}

#[test]
fn unchanged_articles_are_known_under_new_numbers() {
    let Some((old, new)) = pair("unchanged_articles_are_known_under_new_numbers", "32") else { return };
    let redline = compared(&old, &new);
    let wordings = |text: &Text| -> HashMap<String, Vec<String>> {
        let mut map: HashMap<String, Vec<String>> = HashMap::new();
        for p in place(text) {
            map.entry(digest::wording(p.clause).to_string()).or_default().push(p.path);
        }
        map
    };
    let (olds, news) = (wordings(&old), wordings(&new));
    let (mut all, mut known) = (0, 0);
    for (wording, paths) in &olds {
        let ([from], Some([to])) = (paths.as_slice(), news.get(wording).map(Vec::as_slice)) else { continue };
        all += 1;
        known += usize::from(redline.changes.iter().any(|c| {
            let path = |s: &Option<engross::redline::Side>| s.as_ref().map(|s| s.path.clone());
            path(&c.old).as_ref() == Some(from) && path(&c.new).as_ref() == Some(to)
        }));
    }
    assert!(all >= 60 && known * 100 >= all * 99, "{known} of {all}");
    assert!(redline.changes.iter().filter(|c| c.is(Kind::Renumbered)).count() >= 150);
}

/// Every pair there is: the self-check holds both ways, and a text does not differ from itself.
#[test]
fn every_pair_passes_the_self_check() {
    for number in ["07", "16", "22", "37", "42", "43", "46", "50", "52", "54", "60"] {
        let Some((old, new)) = pair("every_pair_passes_the_self_check", number) else { return };
        let forth = compared(&old, &new).summary();
        let back = compared(&new, &old).summary();
        assert!(compared(&old, &old).changed().next().is_none(), "{number}: a text differs from itself");
        // what comes one way goes the other
        assert!(forth.inserted.abs_diff(back.deleted) <= 2 + forth.inserted / 10, "{number}: {forth:?} {back:?}");
    }
}
