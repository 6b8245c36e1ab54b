//! A word processor's document (Office Open XML) → blocks.
//!
//! 1. [`package`]: the parts of the container, within limits. 2. [`xml`]: elements, without document types and
//! entities. 3. [`styles`], [`numbering`]: headings and printed numbers, which stand nowhere in the text. 4. [`body`]:
//! paragraphs and tables to blocks.
//!
//! A line is a paragraph here. Tracked changes, hidden text, text boxes, comments and pictures are counted and named.

mod body;
mod numbering;
mod package;
mod styles;
mod xml;

use std::collections::HashMap;

use super::{Changes, Source, SourceError};
use numbering::Numbering;
use package::Package;
use styles::Styles;
use xml::Xml;

/// Reads a document.
///
/// # Errors
///
/// A damaged or hostile container, tracked changes that the caller refuses, and a document without text.
pub fn read(bytes: &[u8], changes: Changes) -> Result<Source, SourceError> {
    let mut package = Package::open(bytes)?;
    let Some(document) = package.part("word/document.xml")? else {
        let message = "the container has no `word/document.xml`".to_owned();
        return Err(SourceError::Damaged { part: "the container".to_owned(), message });
    };
    let styles = package.part("word/styles.xml")?.map_or(Ok(Styles::default()), |text| Styles::read(&text))?;
    let numbering =
        package.part("word/numbering.xml")?.map_or(Ok(Numbering::default()), |text| Numbering::read(&text))?;
    let targets = match package.part("word/_rels/document.xml.rels")? {
        Some(text) => targets(&text)?,
        None => HashMap::new(),
    };
    let mut body = body::Body::new(styles, numbering, targets, changes);
    for (part, name) in [("word/footnotes.xml", "footnotes"), ("word/endnotes.xml", "endnotes")] {
        if let Some(text) = package.part(part)? {
            body.read_notes(Xml::new(&text, name), name)?;
        }
    }
    let source = body.read(Xml::new(&document, "word/document.xml"))?;
    if source.blocks.is_empty() {
        return Err(SourceError::NoText("the document holds no text".to_owned()));
    }
    Ok(source)
}

/// The targets of links, by their id.
fn targets(text: &str) -> Result<HashMap<String, String>, SourceError> {
    let mut xml = Xml::new(text, "word/_rels/document.xml.rels");
    let mut out = HashMap::new();
    if xml.child()?.is_some() {
        while let Some(relation) = xml.child()? {
            if relation.attr("Type").is_some_and(|t| t.ends_with("/hyperlink")) {
                out.extend(relation.attr("Id").zip(relation.attr("Target")));
            }
            xml.skip()?;
        }
    }
    Ok(out)
}
