//! The files of a workspace ⇄ values: texts, `versions.yaml`, `agreement.yaml`, `engross.yaml`.
//!
//! Writing is canonical: the same value gives the same bytes, and reading back gives the same value. Reading is
//! strict: an unknown or a duplicate key, an anchor, an alias and too deep a tree are errors with line and column.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::digest::{fold, fold_paragraph};
use crate::model::agreement::{Agreement, Publisher};
use crate::model::text::{Clause, Item, MAX_DEPTH, Text};
use crate::model::version::Version;

/// The format that every file names.
pub const FORMAT: &str = "engross/1";

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// Why a file was not understood, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// The line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Expected and found.
    pub message: String,
}

/// Reads a text.
pub fn read_text(source: &str) -> Result<Text, YamlError> {
    let file: TextFile = read(source)?;
    if let Some(message) = too_deep(&file.body.0) {
        return Err(YamlError { line: 0, column: 0, message });
    }
    Ok(Text { title: file.title, language: file.language, label: file.label, updated: file.updated, body: file.body.0 })
}

/// Writes a text canonically: white space folded as in its digest, keys in one order.
pub fn write_text(text: &Text) -> String {
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

/// Reads `versions.yaml`.
pub fn read_versions(source: &str) -> Result<Vec<Version>, YamlError> {
    let file: VersionsFile = read(source)?;
    Ok(file.versions)
}

/// Writes `versions.yaml`.
pub fn write_versions(versions: &[Version]) -> String {
    write(&VersionsFile { format: Format, versions: versions.to_vec() })
}

/// Reads `agreement.yaml`.
pub fn read_agreement(source: &str) -> Result<Agreement, YamlError> {
    let agreement: Agreement = read(source)?;
    known(&agreement.format)?;
    Ok(agreement)
}

/// Reads `engross.yaml`.
pub fn read_publisher(source: &str) -> Result<Publisher, YamlError> {
    let publisher: Publisher = read(source)?;
    known(&publisher.format)?;
    Ok(publisher)
}

/// Reads the site's words: for each key, a word by language.
pub fn read_words(source: &str) -> Result<BTreeMap<String, BTreeMap<String, String>>, YamlError> {
    if source.trim().is_empty() { Ok(BTreeMap::new()) } else { read(source) }
}

/// Writes `agreement.yaml` or `engross.yaml`.
pub fn write<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).expect("strings, lists and maps with string keys can always be written")
}

fn known(format: &str) -> Result<(), YamlError> {
    if format == FORMAT {
        return Ok(());
    }
    Err(YamlError { line: 1, column: 1, message: format!("unknown format `{format}`: expected `{FORMAT}`") })
}

fn read<'de, T: Deserialize<'de>>(source: &'de str) -> Result<T, YamlError> {
    if source.len() > MAX_BYTES {
        let message = format!("{} bytes: expected at most {MAX_BYTES}", source.len());
        return Err(YamlError { line: 0, column: 0, message });
    }
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    if let Some(at) = reference(source) {
        let (line, column) = position(source, at);
        let what = if source[at..].starts_with('&') { "an anchor" } else { "an alias" };
        let message = format!("{what} is not allowed: write the value itself, in quotes if it begins with `&` or `*`");
        return Err(YamlError { line, column, message });
    }
    serde_yaml::from_str(source).map_err(|error| {
        let (mut line, column) = error.location().map_or((0, 0), |l| (l.line(), l.column()));
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ") {
            message.truncate(at);
        }
        if let Some(key) = message.split("duplicate field `").nth(1).and_then(|rest| rest.split('`').next()) {
            line = second(source, key, line, column).unwrap_or(line);
        }
        YamlError { line, column, message }
    })
}

/// The line where `key` stands for the second time in the mapping that begins at `line` and `column`.
fn second(source: &str, key: &str, line: usize, column: usize) -> Option<usize> {
    let column = column.checked_sub(1)?;
    let here = |text: &str| {
        let rest = text.get(column..).and_then(|text| text.strip_prefix(key));
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let lines = source.lines().enumerate().skip(line.saturating_sub(1));
    lines.filter(|(_, text)| here(text)).nth(1).map(|(i, _)| i + 1)
}

/// Line and column (in characters) of a byte offset, both from 1.
pub fn position(source: &str, at: usize) -> (usize, usize) {
    let before = &source[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}

/// Where an anchor (`&a`) or an alias (`*a`) begins a node, outside quotes, comments and block literals.
fn reference(source: &str) -> Option<usize> {
    let mut offset = 0;
    // the column of the node whose block literal is being passed over
    let mut literal: Option<usize> = None;
    let mut quote: Option<char> = None;
    let mut flow = 0usize;
    for line in source.split_inclusive('\n') {
        let start = offset;
        offset += line.len();
        let indent = line.len() - line.trim_start_matches(' ').len();
        if literal.is_some_and(|column| line.trim().is_empty() || indent > column) {
            continue;
        }
        literal = None;
        let mut content = indent;
        let mut dash = None;
        while quote.is_none() && line[content..].starts_with("- ") {
            dash = Some(content);
            content += 2 + line[content + 2..].len() - line[content + 2..].trim_start_matches(' ').len();
        }
        let mut begins = quote.is_none();
        let mut before = ' ';
        let mut chars = line[content..].char_indices().map(|(i, c)| (content + i, c)).peekable();
        while let Some((i, c)) = chars.next() {
            let next = chars.peek().map_or('\n', |(_, n)| *n);
            match (quote, c) {
                (Some('"'), '\\') => {
                    chars.next();
                }
                (Some('\''), '\'') if next == '\'' => {
                    chars.next();
                }
                (Some(q), c) if q == c => quote = None,
                (Some(_), _) => {}
                (None, '&' | '*') if begins && is_reference(&line[i + 1..]) => return Some(start + i),
                (None, '"' | '\'') if begins => quote = Some(c),
                (None, '#') if before.is_whitespace() => break,
                (None, '|' | '>') if begins && flow == 0 => {
                    literal = Some(if i == content { dash.unwrap_or(0) } else { content });
                    break;
                }
                (None, '[' | '{') if begins || flow > 0 => flow += 1,
                (None, ']' | '}') if flow > 0 => flow -= 1,
                _ => {}
            }
            if !c.is_whitespace() {
                let opens = matches!(c, '[' | '{' | ',') && flow > 0 || matches!(c, ':' | '?') && next.is_whitespace();
                begins = quote.is_none() && opens;
            }
            before = c;
        }
    }
    None
}

/// Whether what follows `&` or `*` is a name that ends as a name ends.
fn is_reference(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
    end > 0 && rest[end..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ']' | '}' | ':'))
}

fn too_deep(body: &[Item]) -> Option<String> {
    fn depth(body: &[Item]) -> usize {
        crate::model::text::children(body).map(|c| 1 + depth(&c.body)).max().unwrap_or(0)
    }
    let depth = depth(body);
    (depth > MAX_DEPTH).then(|| format!("clauses nest {depth} deep: expected at most {MAX_DEPTH}"))
}

/// The constant `format: engross/1`.
struct Format;

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(FORMAT)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let format = String::deserialize(d)?;
        if format == FORMAT {
            Ok(Format)
        } else {
            Err(de::Error::custom(format!("unknown format `{format}`: expected `{FORMAT}`")))
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VersionsFile {
    format: Format,
    versions: Vec<Version>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
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
                #[serde(deny_unknown_fields)]
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

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
format: engross/1
title: 云杉服务协议
language: zh-CN
label: 2023年12月版
updated: 2023-12-29T11:33:01+08:00
body:
- 欢迎您使用云杉服务！
- number: 第一条
  heading: 通则
  body:
  - number: '1.1'
    body: 云杉服务指……
  - number: '1.2'
    id: '1.4'
    body:
    - 第一段……包括：
    - number: （1）
      body: 第一项；
    - 列举之后、仍属本款的一段。
- |-
  | a | b |
  | --- | --- |
  | 1 | 2 |
- （正文完）
";

    #[test]
    fn canonical_bytes_are_read_and_written_alike() {
        let text = read_text(SAMPLE).expect("the sample");
        assert_eq!(write_text(&text), SAMPLE);
    }

    fn refused(change: &str, line: usize, part: &str) {
        let error = read_text(change).expect_err(change);
        assert!(error.message.contains(part), "{error:?}");
        assert_eq!(error.line, line, "{error:?}");
    }

    #[test]
    fn strict_reading_names_the_place() {
        let head = "format: engross/1\ntitle: T\nlanguage: en\n";
        refused(&format!("{head}colour: red\n"), 4, "unknown field `colour`");
        refused(&format!("{head}title: U\n"), 4, "duplicate");
        refused(&format!("{head}body: &a x\n"), 4, "anchor");
        refused(&format!("{head}body:\n- *a\n"), 5, "alias");
        refused(&format!("{head}body:\n- number: '1'\n  nmuber: x\n"), 6, "nmuber");
        refused(&head.replace("engross/1", "engross/9"), 1, "unknown format");
        let deep = (0..40).fold(String::from("x"), |body, _| format!("[{{number: '1', body: {body}}}]"));
        assert!(read_text(&format!("{head}body: {deep}\n")).is_err());
    }

    #[test]
    fn ampersands_and_stars_in_words_are_no_references() {
        let body = "body:\n- A & B\n- '&x'\n- \"*y\"\n- |-\n  > a\n  > *b*\n- x # *c\n";
        let source = format!("format: engross/1\ntitle: T\nlanguage: en\n{body}");
        assert!(read_text(&source).is_ok(), "{:?}", read_text(&source));
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives(title in "\\PC{0,12}", p in "[\\PC\\n]{0,30}", q in "[-#:&*|>'\" 1.a甲（]{0,12}") {
            let clause = Clause { number: Some(q.clone()), body: vec![Item::Paragraph(q.clone())], ..Clause::default() };
            let body = vec![Item::Paragraph(p), Item::Paragraph(q), Item::Clause(clause)];
            let text = Text { title, language: "en".into(), body, ..Text::default() };
            let once = write_text(&text);
            let back = read_text(&once).expect("what was written is read");
            proptest::prop_assert_eq!(write_text(&back), once);
            proptest::prop_assert_eq!(crate::digest::text(&back), crate::digest::text(&text));
        }
    }
}
