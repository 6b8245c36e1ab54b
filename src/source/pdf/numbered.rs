//! Names of glyphs that say nothing but their code: `/a97` of dvips' bitmap fonts, `/97` of others.
//!
//! Such a font does not say which characters it shows. Its codes are those of the program that made it: TeX's text
//! encoding OT1 (The TeXbook, appendix F), or Latin. This is a guess, and the reader says so.

use encoding_rs::WINDOWS_1252;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, Name, Object};

/// What the codes of a font are whose glyphs are named by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Codes {
    Tex,
    Latin,
}

impl Codes {
    /// Of a font's dictionary; `None` where any glyph has a name of its own.
    pub(super) fn of(font: &Dict<'_>) -> Option<Codes> {
        let differences = font.get::<Dict<'_>>(keys::ENCODING)?.get::<Array<'_>>(keys::DIFFERENCES)?;
        let (mut code, mut found) = (0i64, None);
        for object in differences.iter::<Object<'_>>() {
            match object {
                Object::Number(number) => code = number.as_i64(),
                Object::Name(name) => {
                    if &*name != b".notdef" {
                        found = Some(repeats(&name, code)?);
                    }
                    code += 1;
                }
                _ => return None,
            }
        }
        found
    }

    /// What a code stands for.
    pub(super) fn text(self, code: u32) -> Option<String> {
        let code = u8::try_from(code).ok()?;
        let moved = match code {
            11 => "ff",
            12 => "fi",
            13 => "fl",
            14 => "ffi",
            15 => "ffl",
            16 => "ı",
            25 => "ß",
            26 => "æ",
            27 => "œ",
            28 => "ø",
            34 => "”",
            39 => "’",
            92 => "“",
            96 => "‘",
            123 => "–",
            124 => "—",
            _ => "",
        };
        if self == Codes::Tex && !moved.is_empty() {
            return Some(moved.to_owned());
        }
        let bytes = [code];
        let text = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(&bytes)?;
        (!text.contains(char::is_control)).then(|| text.into_owned())
    }
}

/// Whether a name is its code, behind a letter or not.
fn repeats(name: &Name<'_>, code: i64) -> Option<Codes> {
    let name = name.as_str();
    let letter = usize::from(name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let digits = &name[letter..];
    let is = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse() == Ok(code);
    is.then_some(if name.starts_with('a') { Codes::Tex } else { Codes::Latin })
}
