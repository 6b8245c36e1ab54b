//! The text of a part → elements, read once from the front.   [owns quick-xml]
//!
//! No document type and no entity is taken: they serve only attacks. Depth is bounded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::source::SourceError;

/// How deep elements may nest.
const MAX_DEPTH: usize = 256;

/// A part that is being read; a copy reads on from the same place.
#[derive(Clone)]
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'static str,
    depth: usize,
    /// What stands before the names of word processing markup.
    prefix: String,
}

/// The start of an element.
pub(super) struct Element<'a> {
    start: BytesStart<'a>,
    /// Its name: without the prefix of word processing markup, with any other.
    pub(super) name: String,
}

impl Element<'_> {
    /// The value of an attribute by its name without a prefix.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        let attribute = self.start.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
        attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok().map(|v| v.into_owned())
    }

    /// The `val` of a property; `on` where it has none.
    pub(super) fn val(&self) -> String {
        self.attr("val").unwrap_or_else(|| "on".to_owned())
    }

    /// Whether a property that is on or off is on.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.val().as_str(), "0" | "false" | "off" | "none")
    }
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, part: &'static str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, part, depth: 0, prefix: "w:".to_owned() }
    }

    /// The next element within the one that is open; none at its end. Text between elements is passed over.
    pub(super) fn child(&mut self) -> Result<Option<Element<'a>>, SourceError> {
        loop {
            match self.event()? {
                Event::Start(start) => {
                    if self.depth == 1 {
                        self.prefix = prefix(&start).unwrap_or_else(|| "w:".to_owned());
                    }
                    return Ok(Some(Element { name: name(&start, &self.prefix), start }));
                }
                Event::End(_) | Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    /// Passes over the element that is open.
    pub(super) fn skip(&mut self) -> Result<(), SourceError> {
        self.text().map(drop)
    }

    /// All text within the element that is open.
    pub(super) fn text(&mut self) -> Result<String, SourceError> {
        let floor = self.depth;
        let mut out = String::new();
        loop {
            match self.event()? {
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let resolved = reference.resolve_char_ref().ok().flatten();
                    let c = resolved.or_else(|| match &*reference.xml10_content() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    });
                    match c {
                        Some(c) => out.push(c),
                        None => return Err(self.damaged("an entity of its own, which is not read".to_owned())),
                    }
                }
                Event::End(_) if self.depth < floor => return Ok(out),
                Event::Eof => return Ok(out),
                _ => {}
            }
        }
    }

    fn event(&mut self) -> Result<Event<'a>, SourceError> {
        let event = match self.reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = self.reader.error_position();
                return Err(self.damaged(format!("{error} (at byte {at})")));
            }
        };
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(SourceError::TooDeep { what: "elements", line: 1, limit: MAX_DEPTH });
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(self.damaged("a document type, which is not read".to_owned())),
            Event::Eof if self.depth > 0 => return Err(self.damaged("it ends before its elements do".to_owned())),
            _ => {}
        }
        Ok(event)
    }

    fn damaged(&self, message: String) -> SourceError {
        SourceError::Damaged { part: self.part.to_owned(), message }
    }
}

/// The prefix that the root element gives to word processing markup; programs that rewrite XML choose their own.
fn prefix(root: &BytesStart<'_>) -> Option<String> {
    let is_word = |value: &str| value.contains("wordprocessingml") && value.ends_with("/main");
    let declared = root.attributes().flatten().find(|a| is_word(&a.value))?;
    let key: &str = declared.key.as_ref();
    key.strip_prefix("xmlns:").map(|prefix| format!("{prefix}:"))
}

fn name(start: &BytesStart<'_>, prefix: &str) -> String {
    let name = start.name();
    let full: &str = name.as_ref();
    full.strip_prefix(prefix).unwrap_or(full).to_owned()
}
