//! Fields → what they show: their result, or what a form holds that stores none.
//!
//! A field's instruction is read for its link and never shown.

use super::super::styles::Characters;
use super::super::xml::{Element, Xml};
use super::{Around, Body, Paragraph};
use crate::source::SourceError;
use crate::source::symbol::Signs;

/// A field, whose instruction comes first and whose result is the text.
#[derive(Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    pub(super) in_result: bool,
    /// Its link, and the paragraph that holds it.
    pub(super) link: Option<(u32, u32)>,
    /// How its result begins.
    result: String,
    /// What a field of a form holds: the sign of a box, the words that were chosen.
    held: Option<String>,
}

/// So much of a result is looked at.
const MUCH: usize = 40;

impl Field {
    /// Takes in a piece of its result.
    pub(super) fn says(&mut self, text: &str) {
        if self.result.len() < MUCH {
            self.result.extend(text.chars().take(MUCH));
        }
    }

    fn is(&self, names: &[&str]) -> bool {
        let name = self.instruction.split_whitespace().next().unwrap_or_default();
        names.iter().any(|known| name.eq_ignore_ascii_case(known))
    }

    /// What it shows though no result is stored.
    fn shows(&self) -> Option<String> {
        if !self.result.trim().is_empty() {
            return None;
        }
        match self.is(&["SYMBOL"]) {
            true => sign(&self.instruction).map(String::from),
            false => self.held.clone(),
        }
    }

    /// Whether it refers to what is no more, and its result says so.
    fn is_broken(&self) -> bool {
        const SAYS: [&str; 9] =
            ["Error!", "错误!", "錯誤!", "エラー!", "오류!", "Fehler!", "Erreur", "¡Error!", "Errore."];
        let result = self.result.trim_start();
        self.is(&["REF", "PAGEREF", "NOTEREF"]) && SAYS.iter().any(|words| result.starts_with(words))
    }
}

impl Body {
    /// The beginning, the middle or the end of a field; fields nest.
    pub(super) fn field(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'_>,
        characters: Characters,
        out: &mut Paragraph,
        around: Around,
    ) -> Result<(), SourceError> {
        match element.attr("fldCharType").as_deref() {
            Some("begin") => {
                self.begin_field(String::new(), false);
                let held = held(xml)?;
                if let Some(field) = self.fields.last_mut() {
                    field.held = held;
                }
                return Ok(());
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                if let Some(shown) = self.end_field() {
                    self.text(&shown, characters, out, around);
                }
            }
            _ => {}
        }
        xml.skip()
    }

    pub(super) fn begin_field(&mut self, instruction: String, in_result: bool) {
        self.fields.push(Field { instruction, in_result, ..Field::default() });
    }

    /// Ends the innermost field, and gives what it shows and does not store. The word processor prints what `AUTONUM`
    /// and `LISTNUM` count, and stores nothing of it.
    pub(super) fn end_field(&mut self) -> Option<String> {
        let field = self.fields.pop()?;
        let counts = ["AUTONUM", "LISTNUM"].iter().any(|name| field.instruction.trim_start().starts_with(name));
        self.seen.count("field numbers", self.at, usize::from(counts));
        if field.is_broken() {
            self.seen.example("broken references", self.at, &field.result);
        }
        field.shows()
    }
}

/// What a field of a form holds: whether its box is ticked, which of its words is chosen; none for a text, which is
/// stored as the result.
fn held(xml: &mut Xml<'_>) -> Result<Option<String>, SourceError> {
    let mut out = None;
    while let Some(data) = xml.child()? {
        if data.name != "ffData" {
            xml.skip()?;
            continue;
        }
        while let Some(kind) = xml.child()? {
            match kind.name.as_str() {
                "checkBox" => {
                    let (mut default, mut ticked) = (false, None);
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "default" => default = part.is_on(),
                            "checked" => ticked = Some(part.is_on()),
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    out = Some(if ticked.unwrap_or(default) { "☑" } else { "☐" }.to_owned());
                }
                "ddList" => {
                    let (mut chosen, mut words) = (None, Vec::new());
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "result" => chosen = part.val().parse().ok(),
                            "default" => chosen = chosen.or_else(|| part.val().parse().ok()),
                            "listEntry" => words.push(part.val()),
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    out = words.into_iter().nth(chosen.unwrap_or(0));
                }
                _ => xml.skip()?,
            }
        }
    }
    Ok(out)
}

/// `SYMBOL 167 \f "Times New Roman"`: the sign.
fn sign(instruction: &str) -> Option<char> {
    let code = instruction.split_whitespace().nth(1)?;
    let code = match code.strip_prefix("0x").or(code.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => code.parse().ok()?,
    };
    let font = instruction.split_once("\\f").and_then(|(_, font)| font.split('"').nth(1)).unwrap_or_default();
    Signs::named(font).at(code).or_else(|| char::from_u32(code).filter(|c| !c.is_control()))
}
