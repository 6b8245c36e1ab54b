//! A text ⇄ its file: title and body, where a body of one paragraph stands as that paragraph, else as a list of
//! paragraphs and clauses.
//!
//! Invariant: what is written has the white space of its digest, so that writing a text and reading it back changes no
//! digest.

use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::strict::read;
use super::{FORMAT, Format, MAX_BYTES, YamlError, canonical, write};
use crate::digest::{fold, fold_paragraph};
use crate::model::text::{Clause, Item, MAX_DEPTH, Text};

/// Reads a text.
pub fn read_text(source: &str) -> Result<Text, YamlError> {
    let known = (source.len() <= MAX_BYTES).then(|| canonical::read(source)).flatten();
    known.map_or_else(|| read_with_library(source), Ok)
}

/// Reads a text that may lie in its file in any way that YAML has.
pub(super) fn read_with_library(source: &str) -> Result<Text, YamlError> {
    let file: TextFile = read(source)?;
    if let Some(message) = too_deep(&file.body.0) {
        return Err(YamlError { line: 0, column: 0, message });
    }
    Ok(Text { title: file.title, language: file.language, label: file.label, updated: file.updated, body: file.body.0 })
}

/// Writes a text canonically: white space folded as in its digest, keys in one order.
pub fn write_text(text: &Text) -> String {
    canonical::write(text).unwrap_or_else(|| write_with_library(text))
}

/// The line at which a clause, counted in reading order, begins in the file of a text that is written canonically.
pub fn line_of_clause(text: &Text, number: usize) -> usize {
    let mut left = number;
    let body = up_to(&text.body, &mut left).unwrap_or_else(|| text.body.clone());
    write_text(&Text { body, ..text.clone() }).lines().count()
}

/// A body that ends with the first line of a clause; none where the clause is not in it.
fn up_to(body: &[Item], left: &mut usize) -> Option<Vec<Item>> {
    for (at, item) in body.iter().enumerate() {
        let Item::Clause(clause) = item else { continue };
        let last = if *left == 0 {
            let heading = clause.heading.clone().filter(|_| clause.number.is_none());
            Clause { number: clause.number.clone(), heading, ..Clause::default() }
        } else {
            *left -= 1;
            let Some(inner) = up_to(&clause.body, left) else { continue };
            Clause { body: inner, ..clause.clone() }
        };
        return Some(body[..at].iter().cloned().chain([Item::Clause(last)]).collect());
    }
    None
}

/// Writes a text with anything in it.
pub(super) fn write_with_library(text: &Text) -> String {
    let file = TextFileRef {
        format: FORMAT,
        title: fold(&text.title),
        language: fold(&text.language),
        label: text.label.as_deref().map(fold),
        updated: text.updated.as_deref().map(fold),
        body: BodyRef(&text.body),
    };
    write(&file)
}

/// Why a body is too deep to be read, where it is.
fn too_deep(body: &[Item]) -> Option<String> {
    fn depth(body: &[Item]) -> usize {
        crate::model::text::children(body).map(|c| 1 + depth(&c.body)).max().unwrap_or(0)
    }
    let depth = depth(body);
    (depth > MAX_DEPTH).then(|| format!("clauses nest {depth} deep: expected at most {MAX_DEPTH}"))
}

/// The file as it is read.
#[derive(Deserialize)]
#[serde(expecting = "keys with values", deny_unknown_fields)]
struct TextFile {
    #[serde(rename = "format")]
    _format: Format,
    title: String,
    language: String,
    label: Option<String>,
    updated: Option<String>,
    #[serde(default)]
    body: Body,
}

/// The file as it is written, keys in this order.
#[derive(Serialize)]
struct TextFileRef<'t> {
    format: &'static str,
    title: String,
    language: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "BodyRef::is_empty")]
    body: BodyRef<'t>,
}

#[derive(Default)]
struct Body(Vec<Item>);

struct BodyRef<'t>(&'t [Item]);

impl BodyRef<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for BodyRef<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        if let [Item::Paragraph(p)] = self.0 {
            return s.serialize_str(&fold_paragraph(p));
        }
        let mut seq = s.serialize_seq(Some(self.0.len()))?;
        for item in self.0 {
            match item {
                Item::Paragraph(p) => seq.serialize_element(&fold_paragraph(p))?,
                Item::Clause(c) => seq.serialize_element(&ClauseRef(c))?,
            }
        }
        seq.end()
    }
}

struct ClauseRef<'t>(&'t Clause);

impl Serialize for ClauseRef<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Clause { number, heading, id, body } = self.0;
        let mut map = s.serialize_map(None)?;
        for (key, value) in [("number", number), ("heading", heading), ("id", id)] {
            if let Some(value) = value {
                map.serialize_entry(key, &fold(value))?;
            }
        }
        // a bullet without words still has to be a mapping
        if !body.is_empty() || (number.is_none() && heading.is_none() && id.is_none()) {
            map.serialize_entry("body", &BodyRef(body))?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = Body;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a paragraph, or a list of paragraphs and clauses (a number or a date needs quotes)")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<Body, E> {
                Ok(Body(vec![Item::Paragraph(s.to_owned())]))
            }
            fn visit_unit<E: de::Error>(self) -> Result<Body, E> {
                Ok(Body::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Body, A::Error> {
                let mut items = Vec::new();
                while let Some(ItemFile(item)) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Body(items))
            }
        }
        d.deserialize_any(V)
    }
}

struct ItemFile(Item);

impl<'de> Deserialize<'de> for ItemFile {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct V;
        impl<'de> Visitor<'de> for V {
            type Value = ItemFile;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a paragraph or a clause (a number or a date needs quotes)")
            }
            fn visit_str<E: de::Error>(self, s: &str) -> Result<ItemFile, E> {
                Ok(ItemFile(Item::Paragraph(s.to_owned())))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ItemFile, A::Error> {
                #[derive(Deserialize)]
                #[serde(expecting = "keys with values", deny_unknown_fields)]
                struct ClauseFile {
                    number: Option<String>,
                    heading: Option<String>,
                    id: Option<String>,
                    #[serde(default)]
                    body: Body,
                }
                let c = ClauseFile::deserialize(de::value::MapAccessDeserializer::new(map))?;
                Ok(ItemFile(Item::Clause(Clause { number: c.number, heading: c.heading, id: c.id, body: c.body.0 })))
            }
        }
        d.deserialize_any(V)
    }
}
