//! Marked content: what a stream says of its own glyphs, that they are a running head or foot, what they stand for, or
//! that they are on a layer that is not shown.

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Dict, Name, Object, String as PdfString};
use hayro_syntax::page::Resources;

use super::layers::Layers;
use super::page::{Glyph, as_seen};

/// How many sequences may be open; those within are not looked at.
const OPEN: usize = 512;

/// The sequences that are open.
#[derive(Default)]
pub(super) struct Marked(Vec<Sequence>);

#[derive(Default)]
struct Sequence {
    furniture: bool,
    /// It is on a layer that is off.
    off: bool,
    /// What its glyphs stand for, and how many glyphs stand before them.
    actual: Option<(String, usize)>,
}

impl Marked {
    /// How many sequences are open.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Whether what is drawn now is a running head or foot.
    pub(super) fn is_furniture(&self) -> bool {
        self.0.iter().any(|sequence| sequence.furniture)
    }

    /// Whether what is drawn now is not shown.
    pub(super) fn is_off(&self) -> bool {
        self.0.iter().any(|sequence| sequence.off)
    }

    /// Whether the last sequence says what its glyphs stand for.
    pub(super) fn says(&self) -> bool {
        self.0.last().is_some_and(|sequence| sequence.actual.is_some())
    }

    /// Opens a sequence behind so many glyphs.
    pub(super) fn begin(
        &mut self,
        tag: Option<&Object<'_>>,
        properties: Option<&Object<'_>>,
        resources: &Resources<'_>,
        layers: &Layers,
        glyphs: usize,
    ) {
        if self.depth() >= OPEN {
            return;
        }
        let (runs, actual) = match properties {
            Some(Object::Dict(dict)) => said_by(dict),
            Some(Object::Name(name)) => {
                resources.properties.get::<Dict<'_>>(name.as_ref()).map(|d| said_by(&d)).unwrap_or_default()
            }
            _ => (false, None),
        };
        let tagged = |tagged: &[u8]| matches!(tag, Some(Object::Name(name)) if name.as_ref() == tagged);
        let layer = || matches!(properties, Some(Object::Name(name)) if layers.hide(&resources.properties, name));
        self.0.push(Sequence {
            furniture: runs && tagged(b"Artifact"),
            off: tagged(keys::OC) && layer(),
            actual: actual.map(|text| (text, glyphs)),
        });
    }

    /// Opens a sequence that is not shown.
    pub(super) fn begin_off(&mut self) {
        if self.depth() < OPEN {
            self.0.push(Sequence { off: true, ..Sequence::default() });
        }
    }

    /// Closes the last sequence; the glyphs of one that says what they stand for become one.
    pub(super) fn end(&mut self, glyphs: &mut Vec<Glyph>) {
        let Some((actual, from)) = self.0.pop().and_then(|sequence| sequence.actual) else { return };
        let own: Vec<Glyph> = glyphs.drain(from.min(glyphs.len())..).collect();
        let Some(first) = own.first() else { return };
        // marks are drawn higher or lower than the letter that they belong to
        let beside = own.iter().filter(|g| (g.run.y - first.run.y).abs() < 0.5 * first.run.size);
        let width = |g: &Glyph| g.run.x.1 - g.run.x.0;
        let Some(mut one) = beside.max_by(|a, b| width(a).total_cmp(&width(b))).cloned() else { return };
        if actual.chars().all(|c| c == '\0') {
            return;
        }
        for glyph in own.iter().filter(|g| (g.run.y - one.run.y).abs() < 0.5 * one.run.size) {
            one.run.x = (one.run.x.0.min(glyph.run.x.0), one.run.x.1.max(glyph.run.x.1));
        }
        one.run.end = one.run.x.1;
        one.run.text = as_seen(actual);
        glyphs.push(one);
    }
}

/// Whether an artifact is a running head or foot, and what its glyphs stand for.
fn said_by(properties: &Dict<'_>) -> (bool, Option<String>) {
    let is =
        |key: &[u8], wanted: &[&[u8]]| properties.get::<Name<'_>>(key).is_some_and(|n| wanted.contains(&n.as_ref()));
    let runs = is(b"Type", &[b"Pagination"]) || is(b"Subtype", &[b"Header", b"Footer", b"Watermark"]);
    let actual = properties.get::<PdfString<'_>>(keys::ACTUAL_TEXT);
    (runs, actual.map(|s| text_string(s.as_bytes())))
}

/// A text string of the file: UTF-16 with its mark, UTF-8 with its mark, or Latin.
pub(super) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
