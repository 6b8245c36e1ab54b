//! The sample workspace: importing its sources again gives the texts that were published.
//!
//! Extraction from PDF loses emphasis, which an editor put back by hand; so what is compared is what a reader sees.

use std::path::Path;

use engross::marks;
use engross::model::text::{Clause, Item, Text};
use engross::source::{self, Hint};
use engross::structure;
use engross::workspace::{TextFile, Workspace, files};

/// The body as a reader sees it: no marks, no ids, no white space at the seams of extraction.
fn seen(body: &[Item]) -> Vec<String> {
    fn words(s: &str) -> String {
        marks::plain(s).chars().filter(|c| !c.is_whitespace()).collect()
    }
    fn walk(body: &[Item], depth: usize, out: &mut Vec<String>) {
        for item in body {
            match item {
                Item::Paragraph(p) => out.push(format!("{depth} ¶ {}", words(p))),
                Item::Clause(Clause { number, heading, body, .. }) => {
                    let [number, heading] = [number, heading].map(|s| words(s.as_deref().unwrap_or_default()));
                    out.push(format!("{depth} {number} {heading}"));
                    walk(body, depth + 1, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    walk(body, 0, &mut out);
    out
}

fn parsed(path: &Path) -> Text {
    let bytes = std::fs::read(path).unwrap();
    let hint = Hint { name: path.to_str(), ..Hint::default() };
    let mut documents = structure::documents(source::read(&bytes, &hint).unwrap());
    assert_eq!(documents.len(), 1, "{}", path.display());
    documents.remove(0).text
}

#[test]
fn sources_give_the_published_texts_again() {
    let ws = Workspace::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (mut sources, mut extracted) = (0, 0);
    for slug in ws.slugs().unwrap() {
        let folder = ws.folder(&slug).join("source");
        for name in files::names(&folder).unwrap() {
            let (stem, extension) = name.rsplit_once('.').unwrap();
            let file: TextFile = ws.text_file(stem).unwrap();
            let text = ws.read_text(&ws.text_path(&slug, &file)).unwrap();
            let again = parsed(&folder.join(&name));
            assert_eq!(again.title, text.title, "{slug} {name}");
            assert_eq!((&again.label, &again.updated), (&text.label, &text.updated), "{slug} {name}");
            let (again, text) = (seen(&again.body), seen(&text.body));
            let differs = again.iter().zip(&text).position(|(a, b)| a != b);
            if let Some(at) = differs {
                panic!("{slug} {name}, row {at}:\n read      {}\n published {}", again[at], text[at]);
            }
            assert_eq!(again.len(), text.len(), "{slug} {name}");
            sources += 1;
            extracted += usize::from(extension == "txt");
        }
    }
    assert!(sources >= 16 && extracted >= 2, "{sources} sources, {extracted} of them extracted from PDF");
}
