//! A text as a file to take away: plain text, Markdown, YAML (canonical: its digest can be recomputed), JSON.

use std::borrow::Cow;
use std::cell::Cell;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::library::Document;
use crate::marks;
use crate::model::name::Digest;
use crate::model::path::Placed;
use crate::model::text::{Clause, Item, Text};
use crate::model::version::Version;
use crate::yaml;

/// The name of a text's file: `service-agreement-2023-12.txt`, `service-agreement-2023-12.en.txt`.
pub(super) fn name(document: &Document, version: &Version, language: &str, end: &str) -> String {
    let translation = if language == version.prevailing { String::new() } else { format!(".{language}") };
    format!("{}-{}{translation}.{end}", document.slug, version.version)
}

/// Kinds of files and how their names end.
pub(super) const KINDS: [(&str, &str); 4] = [("TXT", "txt"), ("Markdown", "md"), ("YAML", "yaml"), ("JSON", "json")];

/// The files of a text: name and bytes.
pub(super) fn files(
    document: &Document,
    version: &Version,
    text: &Text,
    placed: &[Placed<'_>],
) -> [(String, String); 4] {
    let bytes = [plain(text), markdown(text), yaml::write_text(text), json(document, version, text, placed)];
    let mut ends = KINDS.iter().map(|(_, end)| name(document, version, &text.language, end));
    bytes.map(|bytes| (ends.next().unwrap_or_default(), bytes))
}

/// Blocks with an empty line between.
#[derive(Default)]
struct Blocks(String);

impl Blocks {
    /// A block, given in parts.
    fn push(&mut self, parts: &[&str]) {
        self.0.extend(parts.iter().copied().chain(["\n\n"]));
    }

    /// All of them, as a file.
    fn whole(mut self) -> String {
        self.0.pop();
        self.0
    }
}

fn plain(text: &Text) -> String {
    let mut blocks = Blocks::default();
    blocks.push(&[&text.title]);
    text.label.iter().for_each(|label| blocks.push(&[label]));
    plain_items(&mut blocks, &text.body, None);
    blocks.whole()
}

fn plain_items(blocks: &mut Blocks, body: &[Item], mut lead: Option<&str>) {
    for item in body {
        match item {
            Item::Paragraph(p) => blocks.push(&joined(lead.take(), &marks::shown(p))),
            Item::Clause(clause) => {
                lead.take().iter().for_each(|lead| blocks.push(&[lead]));
                match (clause.number.as_deref(), &clause.heading) {
                    (number, Some(heading)) => {
                        blocks.push(&joined(number, &marks::shown(heading)));
                        plain_items(blocks, &clause.body, None);
                    }
                    (number, None) => plain_items(blocks, &clause.body, Some(number.unwrap_or("-"))),
                }
            }
        }
    }
    lead.iter().for_each(|lead| blocks.push(&[lead]));
}

/// A number and what follows it.
fn joined<'p>(number: Option<&'p str>, words: &'p str) -> [&'p str; 3] {
    [number.unwrap_or(""), if number.is_some() { " " } else { "" }, words]
}

fn markdown(text: &Text) -> String {
    let mut blocks = Blocks::default();
    blocks.push(&["# ", &marks::escape(&text.title)]);
    text.label.iter().for_each(|label| blocks.push(&[&marks::escape(label)]));
    markdown_items(&mut blocks, &text.body, 0, "", None);
    blocks.whole()
}

fn markdown_items(blocks: &mut Blocks, body: &[Item], depth: usize, indent: &str, mut lead: Option<String>) {
    for item in body {
        match item {
            Item::Paragraph(p) => match lead.take() {
                // a table or a quotation begins its own line
                Some(lead) if p.contains('\n') => {
                    blocks.push(&[lead.trim_end()]);
                    blocks.push(&[&indented(p, indent)]);
                }
                Some(lead) => blocks.push(&[&lead, p]),
                None => blocks.push(&[&indented(p, indent)]),
            },
            Item::Clause(clause) => {
                lead.take().iter().for_each(|lead| blocks.push(&[lead.trim_end()]));
                markdown_clause(blocks, clause, depth, indent);
            }
        }
    }
    lead.iter().for_each(|lead| blocks.push(&[lead.trim_end()]));
}

fn indented<'p>(paragraph: &'p str, indent: &str) -> Cow<'p, str> {
    if indent.is_empty() && !paragraph.contains(['\n', '\r']) {
        return paragraph.into();
    }
    paragraph.lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n").into()
}

fn markdown_clause(blocks: &mut Blocks, clause: &Clause, depth: usize, indent: &str) {
    let number = clause.number.as_deref().map(marks::escape);
    match (&number, &clause.heading) {
        (_, Some(heading)) => {
            let level = "#".repeat((depth + 2).min(6));
            let [number, blank, heading] = joined(number.as_deref(), heading);
            blocks.push(&[indent, &level, " ", number, blank, heading]);
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

fn json(document: &Document, version: &Version, text: &Text, placed: &[Placed<'_>]) -> String {
    let file = File {
        agreement: document.slug.as_str(),
        body: Body { items: &text.body, placed, next: &Cell::new(0) },
        digest: version.texts.get(&text.language),
        effective: &version.effective,
        format: yaml::FORMAT,
        label: text.label.as_deref(),
        language: &text.language,
        prevailing: &version.prevailing,
        published: &version.published,
        title: &text.title,
        updated: text.updated.as_deref(),
        version: version.version.as_str(),
    };
    let mut out = serde_json::to_string_pretty(&file).expect("a value of strings can always be written");
    out.push('\n');
    out
}

/// A text as JSON, keys in the order of their letters.
#[derive(Serialize)]
struct File<'t> {
    agreement: &'t str,
    body: Body<'t>,
    digest: Option<&'t Digest>,
    effective: &'t str,
    format: &'t str,
    label: Option<&'t str>,
    language: &'t str,
    prevailing: &'t str,
    published: &'t str,
    title: &'t str,
    updated: Option<&'t str>,
    version: &'t str,
}

/// Paragraphs as strings, clauses as mappings.
struct Body<'t> {
    items: &'t [Item],
    placed: &'t [Placed<'t>],
    /// The next clause, in reading order.
    next: &'t Cell<usize>,
}

#[derive(Serialize)]
struct ClauseFile<'t> {
    body: Body<'t>,
    heading: Option<&'t str>,
    id: Option<&'t str>,
    number: Option<&'t str>,
    path: Option<&'t str>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Body { placed, next, .. } = *self;
        let mut list = serializer.serialize_seq(Some(self.items.len()))?;
        for item in self.items {
            match item {
                Item::Paragraph(p) => list.serialize_element(p)?,
                Item::Clause(clause) => {
                    // a clause stands before those in it
                    let at = placed.get(next.replace(next.get() + 1));
                    list.serialize_element(&ClauseFile {
                        body: Body { items: &clause.body, placed, next },
                        heading: clause.heading.as_deref(),
                        id: at.map(Placed::id),
                        number: clause.number.as_deref(),
                        path: at.map(|p| p.path.as_str()),
                    })?;
                }
            }
        }
        list.end()
    }
}
