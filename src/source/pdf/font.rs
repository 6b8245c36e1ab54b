//! A font's dictionary → for each code of a string: its characters, its width, and how heavy they look.
//!
//! Which characters a code stands for is said by `ToUnicode`, else by the names or the encoding of the font, else by
//! nobody: then the text layer is garbled, and the reader says so.

use std::collections::HashMap;

use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::cmap::CMap;
use super::names;

/// A font.
pub(super) struct Font<'a> {
    kind: Kind,
    to_unicode: Option<CMap>,
    /// Widths by code (of a simple font) or glyph, in thousandths of the size.
    widths: HashMap<u32, f32>,
    missing: f32,
    /// Whether its name or its descriptor says that it is bold.
    pub(super) bold: bool,
    /// Whether they say that it is italic.
    pub(super) italic: bool,
    /// The drawings of its glyphs, where they are content streams and nothing says how the font looks.
    pub(super) drawn: Option<Drawn<'a>>,
}

/// The drawings of a Type 3 font.
pub(super) struct Drawn<'a> {
    /// By code.
    pub(super) glyphs: HashMap<u8, Stream<'a>>,
    /// From the space of glyphs to that of text.
    pub(super) scale: f32,
}

enum Kind {
    /// One byte a code; the characters of each.
    Simple(Box<[Option<String>; 256]>),
    /// Codes of several bytes, glyphs numbered as the codes or as a CMap of the file says.
    Numbered(Option<CMap>),
    /// Codes of a character set.
    Encoded(&'static encoding_rs::Encoding),
}

/// A code of a string.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) code: u32,
    /// What it stands for; none: nobody says.
    pub(super) text: Option<String>,
    /// Its width, where the size is 1.
    pub(super) width: f32,
    /// Whether the spacing between words applies to it.
    pub(super) is_space: bool,
}

impl<'a> Font<'a> {
    /// Reads the dictionary of a font.
    pub(super) fn read(dict: &Dict<'a>) -> Font<'a> {
        let to_unicode =
            dict.get::<Stream<'_>>(keys::TO_UNICODE).and_then(|s| s.decoded_data().ok().map(|d| CMap::read(&d)));
        let name = |key: &[u8]| dict.get::<Name<'_>>(key).map(|n| n.as_str().to_owned()).unwrap_or_default();
        let subtype = name(b"Subtype");
        let mut font = Font {
            kind: Kind::Numbered(None),
            to_unicode,
            widths: HashMap::new(),
            missing: 500.0,
            bold: false,
            italic: false,
            drawn: None,
        };
        font.look(&name(b"BaseFont"), None);
        if subtype == "Type0" {
            font.composite(dict);
        } else {
            font.simple(dict, &subtype, &name(b"BaseFont"));
        }
        font
    }

    /// The codes of a string.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.code_length(rest).clamp(1, rest.len());
            let (own, behind) = rest.split_at(length);
            rest = behind;
            let code = own.iter().fold(0, |n, b| n << 8 | u32::from(*b));
            let text = self.text(code, own);
            let glyph = match &self.kind {
                Kind::Numbered(Some(map)) => map.cid(code),
                _ => code,
            };
            let wide = || text.as_deref().is_none_or(|t| t.chars().any(crate::marks::is_east_asian));
            let missing = if matches!(self.kind, Kind::Encoded(_)) && !wide() { 500.0 } else { self.missing };
            let width = self.widths.get(&glyph).copied().filter(|_| !matches!(self.kind, Kind::Encoded(_)));
            out.push(Code {
                code,
                text,
                width: width.unwrap_or(missing) / 1000.0,
                is_space: length == 1 && code == 32,
            });
        }
        out
    }

    fn code_length(&self, rest: &[u8]) -> usize {
        match &self.kind {
            Kind::Simple(_) => 1,
            Kind::Numbered(Some(map)) => map.code_length(rest).unwrap_or(2),
            Kind::Numbered(None) => 2,
            Kind::Encoded(encoding) if *encoding == encoding_rs::UTF_16BE => {
                if (0xd8..0xdc).contains(&rest[0]) {
                    4
                } else {
                    2
                }
            }
            Kind::Encoded(_) => 1 + usize::from(rest[0] >= 0x80),
        }
    }

    fn text(&self, code: u32, bytes: &[u8]) -> Option<String> {
        let said = |t: &&str| !t.is_empty() && !t.contains(['\u{fffd}', '\0']);
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(code)).filter(said) {
            return Some(text.to_owned());
        }
        match &self.kind {
            Kind::Simple(texts) => texts[usize::from(code as u8)].clone(),
            Kind::Numbered(_) => None,
            Kind::Encoded(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
                text.map(std::borrow::Cow::into_owned)
            }
        }
    }

    fn composite(&mut self, dict: &Dict<'a>) {
        let descendant = dict.get::<Array<'_>>(keys::DESCENDANT_FONTS).and_then(|a| a.iter::<Dict<'_>>().next());
        self.missing = 1000.0;
        if let Some(descendant) = &descendant {
            self.look("", descendant.get::<Dict<'_>>(keys::FONT_DESC).as_ref());
            self.missing = descendant.get::<f32>(keys::DW).unwrap_or(1000.0);
            if let Some(widths) = descendant.get::<Array<'_>>(keys::W) {
                self.widths_of_glyphs(&widths);
            }
        }
        self.kind = match dict.get::<Object<'_>>(keys::ENCODING) {
            Some(Object::Stream(s)) => Kind::Numbered(s.decoded_data().ok().map(|d| CMap::read(&d))),
            Some(Object::Name(name)) => match character_set(name.as_str()) {
                Some(set) => Kind::Encoded(set),
                None => Kind::Numbered(None),
            },
            _ => Kind::Numbered(None),
        };
    }

    /// `1 [500 600] 7 9 250`: from glyph 1 these widths; glyphs 7 to 9 have 250.
    fn widths_of_glyphs(&mut self, widths: &Array<'a>) {
        let mut numbers: Vec<f32> = Vec::new();
        for object in widths.iter::<Object<'_>>() {
            match object {
                Object::Array(list) => {
                    if let Some(first) = numbers.pop() {
                        let list = list.iter::<f32>().zip(first as u32..=0xffff);
                        self.widths.extend(list.map(|(width, glyph)| (glyph, width)));
                    }
                    numbers.clear();
                }
                object => numbers.extend(object.into_f32()),
            }
            if let [from, to, width] = numbers[..] {
                let glyphs = from as u32..=(to as u32).min(0xffff);
                self.widths.extend(glyphs.map(|glyph| (glyph, width)));
                numbers.clear();
            }
        }
    }

    fn simple(&mut self, dict: &Dict<'a>, subtype: &str, name: &str) {
        let descriptor = dict.get::<Dict<'_>>(keys::FONT_DESC);
        self.look("", descriptor.as_ref());
        if let Some(descriptor) = &descriptor {
            self.missing = descriptor.get::<f32>(keys::MISSING_WIDTH).unwrap_or(500.0);
        }
        let scale =
            dict.get::<Array<'_>>(keys::FONT_MATRIX).and_then(|m| m.iter::<f32>().next()).unwrap_or(0.001).abs();
        let drawn = subtype == "Type3";
        let unit = if drawn { scale * 1000.0 } else { 1.0 };
        let first = dict.get::<u32>(keys::FIRST_CHAR).unwrap_or(0);
        if let Some(widths) = dict.get::<Array<'_>>(keys::WIDTHS) {
            self.widths = widths.iter::<f32>().zip(first..256).map(|(width, code)| (code, width * unit)).collect();
        }
        let (base, differences) = match dict.get::<Object<'_>>(keys::ENCODING) {
            Some(Object::Name(name)) => (name.as_str().to_owned(), None),
            Some(Object::Dict(d)) => {
                let base = d.get::<Name<'_>>(keys::BASE_ENCODING).map(|n| n.as_str().to_owned());
                (base.unwrap_or_default(), d.get::<Array<'_>>(keys::DIFFERENCES))
            }
            _ => (String::new(), None),
        };
        let glyphs = differences.map(|d| glyph_names(&d)).unwrap_or_default();
        let symbolic = name.contains("Symbol");
        // a program that is embedded has an encoding of its own, which is not read
        let embedded = ["FontFile", "FontFile2", "FontFile3"]
            .iter()
            .any(|key| descriptor.as_ref().is_some_and(|d| d.contains_key(key.as_bytes())));
        let flags = descriptor.as_ref().and_then(|d| d.get::<u32>(keys::FLAGS)).unwrap_or(32);
        let unknown = drawn || (base.is_empty() && embedded && flags & 4 != 0);
        self.kind = Kind::Simple(Box::new(std::array::from_fn(|code| {
            let code = code as u8;
            if let Some(name) = glyphs.get(&code) {
                return names::of_glyph(name);
            }
            let by_encoding = |encoding: &'static encoding_rs::Encoding| {
                encoding.decode_without_bom_handling_and_without_replacement(&[code]).map(std::borrow::Cow::into_owned)
            };
            match base.as_str() {
                "WinAnsiEncoding" => by_encoding(encoding_rs::WINDOWS_1252),
                "MacRomanEncoding" => by_encoding(encoding_rs::MACINTOSH),
                _ if symbolic => names::symbol(code).map(String::from),
                _ if unknown => None,
                _ => names::standard(code).map(String::from),
            }
        })));
        if drawn
            && descriptor.is_none()
            && let Some(procedures) = dict.get::<Dict<'_>>(keys::CHAR_PROCS)
        {
            let glyph = |(code, name): (&u8, &String)| Some((*code, procedures.get::<Stream<'_>>(name.as_bytes())?));
            self.drawn = Some(Drawn { glyphs: glyphs.iter().filter_map(glyph).collect(), scale });
        }
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

/// The names of glyphs by code: `/Differences [39 /quotesingle 96 /grave /a]`.
fn glyph_names(differences: &Array<'_>) -> HashMap<u8, String> {
    let mut out = HashMap::new();
    let mut code = 0u32;
    for object in differences.iter::<Object<'_>>() {
        match object {
            Object::Name(name) => {
                if let Ok(code) = u8::try_from(code) {
                    out.insert(code, name.as_str().to_owned());
                }
                code = code.saturating_add(1);
            }
            object => code = object.into_i32().map_or(0, i32::unsigned_abs),
        }
    }
    out
}

/// The character set of a predefined CMap.
fn character_set(name: &str) -> Option<&'static encoding_rs::Encoding> {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| name.starts_with(p));
    if name.starts_with("Uni") && (name.contains("UCS2") || name.contains("UTF16")) {
        Some(encoding_rs::UTF_16BE)
    } else if starts(&["GBK", "GB-EUC", "GBpc-EUC"]) {
        Some(encoding_rs::GBK)
    } else if starts(&["B5pc", "ETen", "HKscs"]) {
        Some(encoding_rs::BIG5)
    } else if starts(&["90ms", "90pv", "83pv", "Add-RKSJ", "Ext-RKSJ"]) {
        Some(encoding_rs::SHIFT_JIS)
    } else if starts(&["KSC"]) {
        Some(encoding_rs::EUC_KR)
    } else if name == "EUC-H" || name == "EUC-V" {
        Some(encoding_rs::EUC_JP)
    } else {
        None
    }
}
