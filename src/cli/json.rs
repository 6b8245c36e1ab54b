//! Texts as JSON, and JSON as people read it.

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use crate::model::text::{Clause, Item, Text};

/// A text: title, language, label, updated, body.
#[derive(Serialize)]
pub(super) struct TextRow<'t> {
    title: &'t str,
    language: &'t str,
    label: Option<&'t str>,
    updated: Option<&'t str>,
    body: Body<'t>,
}

impl<'t> From<&'t Text> for TextRow<'t> {
    fn from(text: &'t Text) -> Self {
        let Text { title, language, label, updated, body } = text;
        TextRow { title, language, label: label.as_deref(), updated: updated.as_deref(), body: Body(body) }
    }
}

/// A body: paragraphs as strings, clauses as objects.
pub(super) struct Body<'t>(pub(super) &'t [Item]);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            match item {
                Item::Paragraph(p) => body.serialize_element(p)?,
                Item::Clause(clause) => body.serialize_element(&ClauseRow(clause))?,
            }
        }
        body.end()
    }
}

struct ClauseRow<'t>(&'t Clause);

impl Serialize for ClauseRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(None)?;
        row.serialize_entry("number", &self.0.number)?;
        row.serialize_entry("heading", &self.0.heading)?;
        if let Some(id) = &self.0.id {
            row.serialize_entry("id", id)?;
        }
        row.serialize_entry("body", &Body(&self.0.body))?;
        row.end()
    }
}

/// Indented, with a line break at the end.
pub(super) fn pretty(value: &impl Serialize) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("maps with string keys can always be written");
    out.push('\n');
    out
}
