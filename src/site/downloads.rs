//! A text as a file to take away: plain text, Markdown, YAML (canonical: its digest can be recomputed), JSON.

use serde_json::{Value, json};

use super::library::Document;
use crate::marks;
use crate::model::path::{Placed, place};
use crate::model::text::{Clause, Item, Text};
use crate::model::version::Version;
use crate::yaml;

/// A file: its name and its bytes.
pub(super) struct File {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// The name of a text's file: `service-agreement-2023-12.txt`, `service-agreement-2023-12.en.txt`.
pub(super) fn name(document: &Document, version: &Version, language: &str, end: &str) -> String {
    let translation = if language == version.prevailing { String::new() } else { format!(".{language}") };
    format!("{}-{}{translation}.{end}", document.slug, version.version)
}

/// Kinds of files and how their names end.
pub(super) const KINDS: [(&str, &str); 4] = [("TXT", "txt"), ("Markdown", "md"), ("YAML", "yaml"), ("JSON", "json")];

/// The files of a text.
pub(super) fn files(document: &Document, version: &Version, text: &Text) -> Vec<File> {
    let bytes = [plain(text), markdown(text), yaml::write_text(text), json(document, version, text)];
    let file = |((_, end), bytes): ((&str, &str), String)| File {
        name: name(document, version, &text.language, end),
        bytes: bytes.into_bytes(),
    };
    KINDS.into_iter().zip(bytes).map(file).collect()
}

fn plain(text: &Text) -> String {
    let mut blocks: Vec<String> = vec![text.title.clone()];
    blocks.extend(text.label.clone());
    plain_items(&mut blocks, &text.body, None);
    blocks.join("\n\n") + "\n"
}

fn plain_items(blocks: &mut Vec<String>, body: &[Item], mut lead: Option<&str>) {
    for item in body {
        match item {
            Item::Paragraph(p) => blocks.push(joined(lead.take(), &marks::plain(p))),
            Item::Clause(clause) => {
                blocks.extend(lead.take().map(str::to_owned));
                let heading = clause.heading.as_deref().map(marks::plain);
                match (clause.number.as_deref(), heading) {
                    (number, Some(heading)) => {
                        blocks.push(joined(number, &heading));
                        plain_items(blocks, &clause.body, None);
                    }
                    (number, None) => plain_items(blocks, &clause.body, Some(number.unwrap_or("-"))),
                }
            }
        }
    }
    blocks.extend(lead.map(str::to_owned));
}

fn joined(number: Option<&str>, words: &str) -> String {
    match number {
        Some(number) => format!("{number} {words}"),
        None => words.to_owned(),
    }
}

fn markdown(text: &Text) -> String {
    let mut blocks: Vec<String> = vec![format!("# {}", marks::escape(&text.title))];
    blocks.extend(text.label.as_deref().map(marks::escape));
    markdown_items(&mut blocks, &text.body, 0, "", None);
    blocks.join("\n\n") + "\n"
}

fn markdown_items(blocks: &mut Vec<String>, body: &[Item], depth: usize, indent: &str, mut lead: Option<String>) {
    let indented = |s: &str| s.lines().map(|l| format!("{indent}{l}")).collect::<Vec<_>>().join("\n");
    for item in body {
        match item {
            Item::Paragraph(p) => blocks.push(match lead.take() {
                // a table or a quotation begins its own line
                Some(lead) if p.contains('\n') => format!("{}\n\n{}", lead.trim_end(), indented(p)),
                Some(lead) => lead + p,
                None => indented(p),
            }),
            Item::Clause(clause) => {
                blocks.extend(lead.take().map(|l| l.trim_end().to_owned()));
                markdown_clause(blocks, clause, depth, indent);
            }
        }
    }
    blocks.extend(lead.map(|l| l.trim_end().to_owned()));
}

fn markdown_clause(blocks: &mut Vec<String>, clause: &Clause, depth: usize, indent: &str) {
    let number = clause.number.as_deref().map(marks::escape);
    match (&number, &clause.heading) {
        (_, Some(heading)) => {
            let level = "#".repeat((depth + 2).min(6));
            blocks.push(format!("{indent}{level} {}", joined(number.as_deref(), heading)));
            markdown_items(blocks, &clause.body, depth + 1, indent, None);
        }
        (Some(number), None) => {
            markdown_items(blocks, &clause.body, depth + 1, indent, Some(format!("{indent}{number} ")));
        }
        (None, None) => {
            let inner = format!("{indent}  ");
            markdown_items(blocks, &clause.body, depth + 1, &inner, Some(format!("{indent}- ")));
        }
    }
}

fn json(document: &Document, version: &Version, text: &Text) -> String {
    let placed = place(text);
    let mut next = 0;
    let value = json!({
        "format": yaml::FORMAT,
        "agreement": document.slug,
        "version": version.version,
        "language": text.language,
        "prevailing": version.prevailing,
        "title": text.title,
        "label": text.label,
        "updated": text.updated,
        "published": version.published,
        "effective": version.effective,
        "digest": version.texts.get(&text.language),
        "body": body(&text.body, &placed, &mut next),
    });
    let mut out = serde_json::to_string_pretty(&value).expect("a value of strings can always be written");
    out.push('\n');
    out
}

fn body(items: &[Item], placed: &[Placed<'_>], next: &mut usize) -> Vec<Value> {
    let mut out = Vec::new();
    for item in items {
        out.push(match item {
            Item::Paragraph(p) => Value::from(p.as_str()),
            Item::Clause(clause) => {
                let at = placed.get(*next);
                *next += 1;
                json!({
                    "path": at.map(|p| p.path.as_str()),
                    "id": at.map(Placed::id),
                    "number": clause.number,
                    "heading": clause.heading,
                    "body": body(&clause.body, placed, next),
                })
            }
        });
    }
    out
}
