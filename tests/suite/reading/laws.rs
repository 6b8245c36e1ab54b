//! Chinese laws, in the shared folder: every 第…条 at the start of a line is a clause below the heading above it.

use std::path::{Path, PathBuf};

use engross::model::label::{Label, Unit};
use engross::model::text::{Item, Text};
use engross::source::{self, Hint};
use engross::structure;

use super::squeeze;
use crate::shared;

/// An article with the numbers of the headings above it; those without a number do not count.
#[derive(Debug, PartialEq, Eq)]
struct Article {
    number: String,
    above: Vec<String>,
}

/// What the lines of the file say, read by hand: the open headings 编 分编 章 节 by rank, and the articles below them.
fn printed(file: &str) -> Vec<Article> {
    let mut above: Vec<(Unit, String)> = Vec::new();
    let mut out = Vec::new();
    for line in file.lines() {
        let heading = line.starts_with('#');
        let line = line.trim_start_matches(['#', ' ', '　']);
        let number = line.split_whitespace().next().unwrap_or_default().to_owned();
        let Some(label) = Label::read(&number) else { continue };
        match label.unit {
            Unit::Article if !heading => {
                let above = above.iter().map(|(_, n)| n.clone()).collect();
                out.push(Article { number, above });
            }
            unit if heading => {
                above.retain(|(u, _)| *u < unit);
                above.push((unit, number));
            }
            _ => {}
        }
    }
    out
}

/// What was read.
fn found(text: &Text) -> Vec<Article> {
    fn walk(body: &[Item], above: &mut Vec<String>, out: &mut Vec<Article>) {
        for item in body {
            let Item::Clause(c) = item else { continue };
            let number = c.number.as_deref().map(squeeze).unwrap_or_default();
            if Label::read(&number).is_some_and(|l| l.unit == Unit::Article) {
                out.push(Article { number: number.clone(), above: above.clone() });
            }
            let depth = above.len();
            above.extend(Some(number).filter(|n| !n.is_empty()));
            walk(&c.body, above, out);
            above.truncate(depth);
        }
    }
    let mut out = Vec::new();
    walk(&text.body, &mut Vec::new(), &mut out);
    out
}

fn laws(shared: &Path) -> Vec<PathBuf> {
    let corpora = shared.join("corpora");
    let mut out = Vec::new();
    for n in ["01", "04", "06", "08", "13"] {
        out.extend(starting(&corpora.join("structures"), n));
    }
    for n in ["32", "37", "42", "43"] {
        for pair in starting(&corpora.join("revisions"), n) {
            out.extend([pair.join("old.md"), pair.join("new.md")]);
        }
    }
    out
}

fn starting(folder: &Path, with: &str) -> Vec<PathBuf> {
    let mut out: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    out.retain(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&format!("{with}-"))));
    out.sort();
    out
}

#[test]
fn every_article_stands_below_the_heading_above_it() {
    let Some(shared) = shared::folder("every_article_stands_below_the_heading_above_it") else { return };
    let laws = laws(&shared);
    assert_eq!(laws.len(), 13);
    let mut articles = 0;
    for path in laws {
        let bytes = std::fs::read(&path).unwrap();
        let hint = Hint { name: path.to_str(), ..Hint::default() };
        let documents = structure::documents(source::read(&bytes, &hint).unwrap());
        assert_eq!(documents.len(), 1, "{}", path.display());
        let (printed, found) = (printed(&String::from_utf8(bytes).unwrap()), found(&documents[0].text));
        let differs = printed.iter().zip(&found).position(|(a, b)| a != b);
        if let Some(at) = differs {
            panic!("{}: printed {:?}, read {:?}", path.display(), printed[at], found[at]);
        }
        assert_eq!(printed.len(), found.len(), "{}", path.display());
        articles += found.len();
    }
    assert!(articles >= 1500, "{articles} articles");
}
