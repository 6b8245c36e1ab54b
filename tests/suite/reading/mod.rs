//! Reading: extracted text → the right clause tree. Damage of our own making on texts of our own invention, small
//! cases by name, and (where the shared folder is there) real texts with their known readings.

mod bilingual;
mod cases;
mod damage;
mod insets;
mod invented;
mod known;
mod laws;
mod lines;
mod moved;
mod pdf;
mod pdf_over;
mod series;
mod titles;
mod typed;
mod world;

use engross::model::text::{Item, Text};
use engross::{marks, source, structure};

/// A clause as the comparison sees it: the numbers above it and its own, its caption, its own text without blanks.
type Row = (String, String, String);

/// Reads plain text.
fn read(text: &str) -> Vec<structure::Document> {
    structure::documents(source::text::read(text))
}

fn squeeze(s: &str) -> String {
    marks::plain(s).chars().filter(|c| !c.is_whitespace()).collect()
}

/// The rows of a text, its own first.
fn rows(text: &Text) -> Vec<Row> {
    let mut out = Vec::new();
    walk(&text.body, "", squeeze(&text.title), &mut out);
    out
}

fn walk(body: &[Item], path: &str, heading: String, out: &mut Vec<Row>) {
    let at = out.len();
    out.push((path.to_owned(), heading, String::new()));
    let mut own = String::new();
    for item in body {
        match item {
            Item::Paragraph(p) => own.push_str(&squeeze(p)),
            Item::Clause(c) => {
                let heading = c.heading.as_deref().map(squeeze).unwrap_or_default();
                let key = c.number.as_deref().map_or_else(|| format!("#{heading}"), squeeze);
                walk(&c.body, &format!("{path}/{key}"), heading, out);
            }
        }
    }
    out[at].2 = own;
}

/// How many rows of `wanted` stand in `found`, in order.
fn right(wanted: &[Row], found: &[Row]) -> usize {
    let mut lengths = vec![0; found.len() + 1];
    for w in wanted {
        let mut corner = 0;
        for (j, f) in found.iter().enumerate() {
            let above = lengths[j + 1];
            lengths[j + 1] = if w == f { corner + 1 } else { above.max(lengths[j]) };
            corner = above;
        }
    }
    lengths[found.len()]
}
