//! PDF: what stands on the page comes back as clauses.

use std::collections::HashMap;
use std::path::Path;

use engross::digest;
use engross::model::text::Text;
use engross::{source, structure};

use super::super::shared;

fn text(path: &Path) -> Text {
    let bytes = std::fs::read(path).unwrap();
    let hint = source::Hint { name: path.to_str(), ..source::Hint::default() };
    let source = source::read(&bytes, &hint).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    structure::documents(source).into_iter().next().unwrap().text
}

/// A PDF and the Markdown that others extracted from it give the same clauses, by the digest of their wording.
#[test]
fn a_pdf_and_its_markdown_give_the_same_clauses() {
    let Some(folder) = shared::folder("a_pdf_and_its_markdown_give_the_same_clauses") else { return };
    let revisions = folder.join("corpora/revisions");
    for version in ["old", "new"] {
        let markdown = text(&revisions.join(format!("16-en-fruitz-md/{version}.md")));
        let pdf = text(&revisions.join(format!("17-en-fruitz-pdf/{version}.pdf")));
        let mut found: HashMap<_, usize> = HashMap::new();
        pdf.clauses().for_each(|(_, c)| *found.entry(digest::wording(c)).or_default() += 1);
        let (mut all, mut alike) = (0, 0);
        for (path, clause) in markdown.clauses() {
            all += 1;
            let same = found.get_mut(&digest::wording(clause)).filter(|n| **n > 0).map(|n| *n -= 1);
            alike += usize::from(same.is_some());
            if same.is_none() {
                eprintln!("{version}: {path}");
            }
        }
        eprintln!("{version}: {alike} of {all}");
    }
}
