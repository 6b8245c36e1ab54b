//! A font's dictionary → for each code of a string: its characters, its width, and how heavy they look.   [owns hayro-font and hayro-cmap]
//!
//! Which characters a code stands for is said by `ToUnicode`, else by the names of glyphs in the font and its program
//! (`hayro-font`), else by the character collection of a composite font (ISO 32000-2, 9.10.2), else by glyphs that are
//! named by their codes (`numbered`), else by nobody: then the text layer is garbled, and the reader says so.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::numbered::Codes;

/// A font.
pub(super) struct Font<'a> {
    /// What `hayro-font` makes of it; none: only `ToUnicode` speaks.
    program: Option<hayro_font::Font<'a>>,
    to_unicode: Option<CMap>,
    /// The dictionary of a font whose codes can have several bytes.
    composite: Option<Dict<'a>>,
    /// Read where nothing else says what a code stands for.
    collection: OnceCell<Option<Collection>>,
    numbered: Option<Codes>,
    /// Whether the codes of an embedded program are its own, and no encoding says what they stand for.
    private: bool,
    /// Whether its name or its descriptor says that it is bold.
    pub(super) bold: bool,
    /// Whether they say that it is italic.
    pub(super) italic: bool,
    /// Whether its glyphs are content streams, and nothing says how it looks.
    pub(super) drawn: bool,
    known: RefCell<HashMap<u32, Said>>,
}

/// The character collection of a composite font: codes to its characters, and those to Unicode.
struct Collection {
    cids: CMap,
    unicode: CMap,
}

/// What a font says of a code.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// What it stands for; none: nobody says.
    pub(super) text: Option<String>,
    /// Whether that is a guess.
    pub(super) guessed: bool,
    /// Its width, where the size is 1.
    pub(super) width: f32,
}

/// A code of a string.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) code: u32,
    pub(super) said: Said,
    /// Whether the spacing between words applies to it.
    pub(super) is_space: bool,
}

/// What reads the programs of fonts, each of a file once.
pub(super) struct Programs<'a> {
    cache: FontCache<'a>,
    standard: FontResolverFn,
    maps: CMapResolverFn,
}

impl Default for Programs<'_> {
    fn default() -> Self {
        let standard: FontResolverFn = Arc::new(|query| {
            let font = match query {
                FontQuery::Standard(font) => *font,
                FontQuery::Fallback(wanted) => wanted.pick_standard_font(),
            };
            Some(font.get_font_data())
        });
        Programs { cache: FontCache::new(), standard, maps: Arc::new(load_embedded) }
    }
}

/// How many bytes a single code can stand for.
const LONGEST: usize = 512;

/// The width of a code where nobody says it.
const MISSING: f32 = 0.5;

impl<'a> Font<'a> {
    /// Reads the dictionary of a font.
    pub(super) fn read(dict: &Dict<'a>, programs: &Programs<'a>) -> Font<'a> {
        let name = |key: &[u8]| dict.get::<Name<'_>>(key).map(|n| n.as_str().to_owned()).unwrap_or_default();
        let (subtype, base) = (name(b"Subtype"), name(b"BaseFont"));
        let composite = subtype == "Type0";
        let descendant = descendant(dict).filter(|_| composite);
        let descriptor = descendant.as_ref().unwrap_or(dict).get::<Dict<'_>>(keys::FONT_DESC);
        let embedded = ["FontFile", "FontFile2", "FontFile3"]
            .iter()
            .any(|key| descriptor.as_ref().is_some_and(|d| d.contains_key(key.as_bytes())));
        let symbolic = descriptor.as_ref().and_then(|d| d.get::<u32>(keys::FLAGS)).is_some_and(|flags| flags & 4 != 0);
        let bounded = descendant.as_ref().is_none_or(has_bounded_widths);
        let mut font = Font {
            program: bounded.then(|| programs.cache.font(dict, &programs.standard, &programs.maps)).flatten(),
            to_unicode: stream_map(dict.get::<Stream<'_>>(keys::TO_UNICODE)),
            numbered: Codes::of(dict).filter(|_| !composite),
            composite: composite.then(|| dict.clone()),
            collection: OnceCell::new(),
            private: subtype == "TrueType" && embedded && symbolic && !dict.contains_key(keys::ENCODING),
            bold: false,
            italic: false,
            drawn: subtype == "Type3" && descriptor.is_none(),
            known: RefCell::default(),
        };
        font.look(&base, descriptor.as_ref());
        font
    }

    /// The codes of a string.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = match &self.program {
                Some(program) => program.read_code(bytes, at),
                None if self.composite.is_some() && at + 1 < bytes.len() => {
                    (u32::from(bytes[at]) << 8 | u32::from(bytes[at + 1]), 2)
                }
                None => (u32::from(bytes[at]), 1),
            };
            at += length;
            let said = || self.said(code, length);
            let said = self.known.borrow_mut().entry(code).or_insert_with(said).clone();
            out.push(Code { code, said, is_space: length == 1 && code == 32 });
        }
        out
    }

    /// The drawing of a code's glyph, and its scale from the space of glyphs to that of text.
    pub(super) fn drawing(&self, code: u32) -> Option<(Stream<'a>, f32)> {
        let program = self.program.as_ref()?;
        let FontGlyph::Type3(glyph) = program.glyph(program.map_code(code), code) else { return None };
        let scale = glyph.font().matrix().as_coeffs()[0].abs() as f32;
        glyph.program().map(|drawing| (drawing.clone(), scale))
    }

    fn said(&self, code: u32, length: usize) -> Said {
        let text = |found: BfString| {
            let text = match found {
                BfString::Char(c) => c.to_string(),
                BfString::String(s) => s,
            };
            (!text.is_empty() && text.len() <= LONGEST && !text.contains(['\u{fffd}', '\0'])).then_some(text)
        };
        let mapped = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).and_then(text);
        let program = || self.program.as_ref().filter(|_| !self.private);
        let named = || match program().map(|p| p.glyph(p.map_code(code), code))? {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let collection = || self.composite.as_ref().and_then(Collection::read);
        let collected = || self.collection.get_or_init(collection).as_ref()?.text(code, length);
        let told = mapped.or_else(|| named().and_then(text)).or_else(|| collected().and_then(text));
        let guessed = || self.numbered.and_then(|codes| codes.text(code));
        let advance = self.program.as_ref().map(|p| p.code_advance(code));
        // what is set from top to bottom is read as if it were set from the left
        let width = advance.map_or(MISSING, |a| if a.y == 0.0 { a.x as f32 } else { a.y.abs() as f32 } / 1000.0);
        Said { guessed: told.is_none(), text: told.or_else(guessed), width }
    }

    /// What the name and the descriptor say of the look.
    fn look(&mut self, name: &str, descriptor: Option<&Dict<'_>>) {
        let mut names = name.to_lowercase();
        if let Some(descriptor) = descriptor {
            if let Some(name) = descriptor.get::<Name<'_>>(keys::FONT_NAME) {
                names.push_str(&name.as_str().to_lowercase());
            }
            let flags = descriptor.get::<u32>(keys::FLAGS).unwrap_or(0);
            self.bold |= flags & 0x4_0000 != 0 || descriptor.get::<f32>(keys::FONT_WEIGHT).unwrap_or(400.0) >= 600.0;
            self.italic |= flags & 0x40 != 0 || descriptor.get::<f32>(keys::ITALIC_ANGLE).unwrap_or(0.0) != 0.0;
        }
        const BOLD: [&str; 7] = ["bold", "black", "heavy", "demi", "simhei", "heiti", "黑体"];
        self.bold |= BOLD.iter().any(|word| names.contains(word)) || names.ends_with("-medi");
        self.italic |= names.contains("italic") || names.contains("oblique") || names.contains("kaiti");
    }
}

impl Collection {
    fn read(dict: &Dict<'_>) -> Option<Collection> {
        let cids = match dict.get::<Object<'_>>(keys::ENCODING)? {
            Object::Stream(stream) => stream_map(Some(stream))?,
            Object::Name(name) => match CMapName::from_bytes(name.as_ref()) {
                CMapName::IdentityH | CMapName::IdentityV => CMap::identity_h(),
                predefined => CMap::parse(load_embedded(predefined)?, load_embedded)?,
            },
            _ => return None,
        };
        let of_map = cids.metadata().character_collection.as_ref().map(|c| c.family.clone());
        let family = of_map.filter(|f| f.ucs2_cmap().is_some()).or_else(|| {
            let info = descendant(dict)?.get::<Dict<'_>>(keys::CIDSYSTEMINFO)?;
            let entry = |key| info.get::<PdfString<'_>>(key);
            Some(CidFamily::from_registry_ordering(
                entry(keys::REGISTRY)?.as_bytes(),
                entry(keys::ORDERING)?.as_bytes(),
            ))
        })?;
        let unicode = CMap::parse(load_embedded(family.ucs2_cmap()?)?, load_embedded)?;
        Some(Collection { cids, unicode })
    }

    fn text(&self, code: u32, length: usize) -> Option<BfString> {
        let cid = self.cids.lookup_cid_code(code, u8::try_from(length).ok()?)?;
        self.unicode.lookup_bf_string(cid)
    }
}

/// The font that a composite one is made of.
fn descendant<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
    dict.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|fonts| fonts.iter::<Dict<'_>>().next())
}

/// Whether the widths are those of so many glyphs as a font can have: for a range each glyph is written down.
fn has_bounded_widths(descendant: &Dict<'_>) -> bool {
    let within = |object: Object<'_>| object.into_f32().is_none_or(|n| n.abs() < 65_536.0);
    [keys::W, keys::W2]
        .iter()
        .all(|key| descendant.get::<Array<'_>>(*key).is_none_or(|list| list.iter::<Object<'_>>().all(within)))
}

/// A CMap that stands in the file.
fn stream_map(stream: Option<Stream<'_>>) -> Option<CMap> {
    CMap::parse(&stream?.decoded_data().ok()?, load_embedded)
}
