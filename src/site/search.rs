//! A text → `clauses.js`: its clauses as rows of data, for the search of `templates/engross.js`.
//!
//! Text only: a row is the clause's fragment, number, heading and own words as JSON strings. The file is a script and not
//! JSON because a page opened from a disk may load scripts and nothing else.

use super::anchors::Anchors;
use super::route::encode;
use crate::marks::{self, Block};
use crate::model::path::Placed;
use crate::model::text::{Item, Text};

/// The file beside the page of an agreement.
pub(super) const NAME: &str = "clauses.js";

/// The clauses of a text in reading order; what stands before the first leads to the top of the page.
pub(super) fn clauses(text: &Text, placed: &[Placed<'_>], anchors: &Anchors) -> String {
    let mut rows = vec![["~main".to_owned(), String::new(), String::new(), words(&text.body)]];
    rows.extend(placed.iter().zip(&anchors.own).map(|(placed, anchor)| {
        let clause = placed.clause;
        let heading = clause.heading.as_deref().map(marks::plain).unwrap_or_default();
        [encode(anchor), clause.number.clone().unwrap_or_default(), heading, words(&clause.body)]
    }));
    rows.retain(|[_, _, heading, words]| !heading.is_empty() || !words.is_empty());
    let rows = serde_json::to_string(&rows).expect("strings can always be written");
    format!("engross({rows});\n")
}

/// The words of a body without those of the clauses in it.
fn words(body: &[Item]) -> String {
    let mut out: Vec<String> = Vec::new();
    for item in body {
        let Item::Paragraph(source) = item else { continue };
        match marks::block(source) {
            Block::Running(spans) => out.push(marks::text_of(&spans)),
            Block::Quote(paragraphs) => out.extend(paragraphs.iter().map(|p| marks::text_of(p))),
            Block::Table { head, rows, .. } => {
                out.extend(head.iter().chain(rows.iter().flatten()).map(|cell| marks::text_of(cell)));
            }
        }
    }
    out.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::path::place;
    use crate::site::anchors::anchors;

    #[test]
    fn rows_are_plain_text() {
        let text = crate::yaml::read_text(
            "format: engross/1\ntitle: T\nlanguage: en\nbody:\n- Hello **there**\n- number: '1.'\n  heading: Fees\n  body:\n  - |-\n    | a | b |\n    | --- | --- |\n    | \"1\" | </script> |\n",
        )
        .unwrap();
        let placed = place(&text);
        assert_eq!(
            clauses(&text, &placed, &anchors(&placed, &[])),
            "engross([[\"~main\",\"\",\"\",\"Hello there\"],[\"1\",\"1.\",\"Fees\",\"a b \\\"1\\\" </script>\"]]);\n"
        );
    }
}
