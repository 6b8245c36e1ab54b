//! The files of a workspace ⇄ values: texts, `versions.yaml`, `agreement.yaml`, `engross.yaml`.
//!
//! - `strict`: any file → a value, or an error with line and column. `text`: how a text lies in its file; `canonical`: the
//!   same, faster, for a file that is as it was written.
//!
//! Writing is canonical: the same value gives the same bytes, and reading back gives the same value. Reading is
//! strict: an unknown or a duplicate key, an anchor, an alias and too deep a tree are errors with line and column.

mod canonical;
mod strict;
mod text;

use std::collections::BTreeMap;

use serde::de;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::agreement::{Agreement, Publisher, is_base_url, is_language_tag};
use crate::model::version::Version;
use strict::read;

pub use strict::{comments, position};
pub use text::{line_of_clause, read_text, write_text};

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
    let languages = &publisher.languages;
    let wrong = if let Some((_, twice)) = languages.iter().enumerate().find(|(i, l)| languages[..*i].contains(l)) {
        format!("languages: `{twice}` stands twice")
    } else if languages.is_empty() {
        "languages: expected those of the texts, such as `zh-CN`".to_owned()
    } else if let Some(tag) = languages.iter().find(|language| !is_language_tag(language)) {
        format!("languages: `{tag}` is no language tag: expected such as `en` or `zh-CN`")
    } else if let Some(url) = publisher.base_url.as_ref().filter(|url| !is_base_url(url)) {
        format!("base-url: `{url}` is no base URL: expected `https://…`")
    } else {
        return Ok(publisher);
    };
    Err(YamlError { line: 0, column: 0, message: wrong })
}

/// Reads the site's words: for each key, a word by language.
pub fn read_words(source: &str) -> Result<BTreeMap<String, BTreeMap<String, String>>, YamlError> {
    if source.trim().is_empty() { Ok(BTreeMap::new()) } else { read(source) }
}

/// A key of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontKey {
    /// Its line in the front matter, from 1.
    pub line: u32,
    /// Its name.
    pub name: String,
    /// Its value; none where that is no scalar.
    pub value: Option<String>,
}

/// Reads the keys of front matter, in their order.
pub fn read_front_matter(source: &str) -> Result<Vec<FrontKey>, YamlError> {
    let mut values: BTreeMap<String, serde_yaml::Value> = read(source)?;
    let key = |(row, line): (&str, u32)| {
        let (name, written) = row.split_once(':')?;
        let name = name.trim_end().trim_matches(['"', '\'']);
        let value = match values.remove(name)? {
            serde_yaml::Value::String(value) => Some(value),
            // as it is written: `1.10` is no number here
            serde_yaml::Value::Number(_) | serde_yaml::Value::Bool(_) => written.split(" #").next().map(str::to_owned),
            _ => None,
        };
        Some(FrontKey { line, name: name.to_owned(), value })
    };
    Ok(source.lines().zip(1..).filter_map(key).collect())
}

/// Writes `agreement.yaml` or `engross.yaml`.
pub fn write<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).expect("strings, lists and maps with string keys can always be written")
}

/// Whether a file names the format that is read here.
fn known(format: &str) -> Result<(), YamlError> {
    if format == FORMAT {
        return Ok(());
    }
    Err(YamlError { line: 1, column: 1, message: format!("unknown format `{format}`: expected `{FORMAT}`") })
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
#[serde(expecting = "keys with values", deny_unknown_fields)]
struct VersionsFile {
    format: Format,
    versions: Vec<Version>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Clause, Item, Text};

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
    fn brackets_that_are_never_closed_are_refused_at_once() {
        let error = read_text(&SAMPLE.replace("- 欢", &format!("- {}欢", "[".repeat(200_000)))).unwrap_err();
        assert_eq!(error.line, 7);
        assert!(error.message.contains("brackets are open"), "{error}");
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
