//! A word processor's document (Office Open XML) → blocks.
//!
//! 1. [`package`]: the parts of the container, within limits; [`relations`]: which part is what.
//! 2. [`xml`]: elements, without document types and entities.
//! 3. [`styles`], [`numbering`], [`mod@format`]: headings and printed numbers, which stand nowhere in the text.
//! 4. [`ground`]: what nobody sees; [`body`]: paragraphs and tables to blocks.
//!
//! A line is a paragraph here. Tracked changes, hidden text, text boxes, comments and pictures are counted and named.

mod body;
mod format;
mod ground;
mod numbering;
mod package;
mod relations;
mod styles;
mod xml;

use super::{Changes, Source, SourceError, contents};
use numbering::Numbering;
use package::Package;
use relations::Relations;
use styles::Styles;
use xml::Xml;

use crate::model::diagnostic::Diagnostic;

/// Reads a document.
///
/// # Errors
///
/// A damaged or hostile container, tracked changes that the caller refuses, and a document without text.
pub fn read(bytes: &[u8], changes: Changes) -> Result<Source, SourceError> {
    let (source, unseen) = read_on(bytes, changes, false)?;
    let seen: usize = source.blocks.iter().map(|b| b.text.len()).sum();
    // where most of a document would be white on white, its ground is not what it seems
    let source = if unseen > seen { read_on(bytes, changes, true)?.0 } else { source };
    if source.blocks.is_empty() {
        return Err(SourceError::NoText("the document holds no text".to_owned()));
    }
    Ok(source)
}

/// Reads a document, on a ground that is painted or not; how much of it was left out since nobody sees it.
fn read_on(bytes: &[u8], changes: Changes, painted: bool) -> Result<(Source, usize), SourceError> {
    let mut package = Package::open(bytes)?;
    let root = Relations::of(&mut package, "")?;
    let main = root.parts("officeDocument").next().unwrap_or("word/document.xml").to_owned();
    let Some(document) = package.part(&main)? else {
        let message = format!("the container has no `{main}`");
        return Err(SourceError::Damaged { part: "the container".to_owned(), message });
    };
    let relations = Relations::of(&mut package, &main)?;
    let mut missing = Vec::new();
    let mut related = |kind: &str, usual: &str| {
        let named = relations.parts(kind).next();
        let part = package.part(named.unwrap_or(usual))?;
        missing.extend(named.filter(|_| part.is_none()).map(str::to_owned));
        Ok::<_, SourceError>(part)
    };
    let styles = related("styles", "word/styles.xml")?.map_or(Ok(Styles::default()), |text| Styles::read(&text))?;
    let numbering =
        related("numbering", "word/numbering.xml")?.map_or(Ok(Numbering::default()), |text| Numbering::read(&text))?;
    let mut body = body::Body::new(styles, numbering, changes);
    body.painted = usize::from(painted || ground::is_laid_out_below(&document));
    for kind in ["footnotes", "endnotes"] {
        let part = relations.parts(kind).next().map_or_else(|| format!("word/{kind}.xml"), str::to_owned);
        if let Some(text) = package.part(&part)? {
            body.targets = Relations::of(&mut package, &part)?.links;
            body.read_notes(Xml::new(&text, kind), kind)?;
        }
    }
    for part in relations.parts("header").chain(relations.parts("footer")) {
        if let Some(text) = package.part(part)? {
            let mut xml = Xml::new(&text, "a header or footer");
            xml.child()?;
            body.leave_out("furniture", &mut xml)?;
        }
    }
    body.targets = relations.links;
    let (mut source, unseen) = body.read(Xml::new(&document, "word/document.xml"))?;
    source.diagnostics.extend(missing.into_iter().map(|part| {
        let message = format!("the container names `{part}` and does not hold it: headings or numbers may be missing");
        Diagnostic::warning("part-missing", 1, message).hint("save the document again in the word processor")
    }));
    contents::leave_out(&mut source);
    Ok((source, unseen))
}

#[cfg(test)]
mod tests;
