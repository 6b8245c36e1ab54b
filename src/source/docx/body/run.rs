//! A run → characters with their style; also the notes and text boxes that stand in runs.
//!
//! Of fields the result is text, but that of a table of contents. Notes and text boxes become lines behind their
//! paragraph.

use super::super::ground;
use super::super::styles::{self, Characters};
use super::super::xml::{Element, Xml};
use super::{Around, Body, Paragraph};
use crate::source::SourceError;
use crate::source::runs;
use crate::source::symbol::{self, Signs};

impl Body {
    /// `r`: text, breaks, fields, notes and drawings, in order.
    pub(super) fn run(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph, around: Around) -> Result<(), SourceError> {
        let mut characters = around.base;
        self.pieces(xml, out, around, &mut characters)
    }

    fn pieces(
        &mut self,
        xml: &mut Xml<'_>,
        out: &mut Paragraph,
        around: Around,
        characters: &mut Characters,
    ) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "rPr" => {
                    let mut own = Characters::default();
                    let style = styles::characters(xml, &mut own)?;
                    let named = style.map(|id| self.styles.resolve(Some(&id)).characters).unwrap_or_default();
                    *characters = own.over(toggled(named, around.base));
                    continue;
                }
                "t" | "delText" => {
                    let text = xml.text()?;
                    self.text(&text, *characters, out, around);
                    continue;
                }
                "instrText" | "delInstrText" => {
                    let text = xml.text()?;
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&text);
                    }
                    continue;
                }
                "fldChar" => {
                    self.field(&element, xml, *characters, out, around)?;
                    continue;
                }
                "tab" | "ptab" => self.text("\t", *characters, out, around),
                // a paragraph goes on behind the end of its page
                "br" if matches!(element.attr("type").as_deref(), Some("page" | "column")) => {
                    self.text(" ", *characters, out, around);
                }
                "br" | "cr" => out.runs.end_line(),
                "noBreakHyphen" => self.text("\u{2011}", *characters, out, around),
                "sym" => {
                    let code = element.attr("char").and_then(|c| u32::from_str_radix(&c, 16).ok()).unwrap_or(0);
                    let sign = Signs::named(&element.attr("font").unwrap_or_default()).at(code & 0xff);
                    if sign.is_none() {
                        self.seen.count("symbols", self.at, 1);
                    }
                    let c = sign.or_else(|| char::from_u32(code)).unwrap_or('□');
                    self.text(&c.to_string(), *characters, out, around);
                }
                "w16se:symEx" => {
                    let code = element.attr("char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                    let c = code.and_then(char::from_u32).unwrap_or('□');
                    self.text(&c.to_string(), *characters, out, around);
                }
                // the reading above characters, and the characters
                "ruby" => {
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "rubyBase" => self.inline(xml, out, around)?,
                            "rt" => self.leave_out("readings", xml)?,
                            _ => xml.skip()?,
                        }
                    }
                    continue;
                }
                "footnoteReference" => self.note("footnotes", &element, out),
                "endnoteReference" => self.note("endnotes", &element, out),
                "commentReference" => self.seen.count("comments", self.at, 1),
                "drawing" | "pict" | "object" => {
                    self.boxes(xml, out)?;
                    continue;
                }
                "mc:AlternateContent" => {
                    self.alternate(xml, |body, xml| body.pieces(xml, out, around, characters))?;
                    continue;
                }
                _ => {
                    self.leave_out("lost", xml)?;
                    continue;
                }
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// Text in its style and link; hidden text and a table of contents are counted instead.
    pub(super) fn text(&mut self, text: &str, characters: Characters, out: &mut Paragraph, around: Around) {
        if let Some(field) = self.fields.iter().find(|f| f.instruction.trim_start().starts_with("TOC")) {
            if field.in_result {
                self.seen.text("contents", self.at, text);
            }
            return;
        }
        if let Some(field) = self.fields.last_mut() {
            if !field.in_result {
                return;
            }
            field.says(text);
        }
        if characters.hidden == Some(true) {
            return self.seen.text("hidden", self.at, text);
        }
        let bare = characters.painted != Some(true) && !out.painted && self.painted == 0;
        if characters.white == Some(true) && bare || characters.size.is_some_and(|size| size <= ground::TINY) {
            return self.seen.text("unseen", self.at, text);
        }
        if characters.struck == Some(true) {
            self.seen.text("struck", self.at, text);
        }
        if !text.trim().is_empty() {
            out.size = out.size.max(characters.size.unwrap_or(self.styles.size));
        }
        let at = self.at;
        let link = around.link.or_else(|| {
            let field = self.fields.last_mut()?;
            if field.link.is_none_or(|(begun, _)| begun != at) {
                let target = field.instruction.trim().strip_prefix("HYPERLINK")?.split('"').nth(1)?;
                field.link = Some((at, out.runs.link(target)));
            }
            field.link.map(|(_, link)| link)
        });
        let style = runs::Style {
            strong: characters.strong == Some(true),
            emphasis: characters.emphasis == Some(true),
            underline: characters.underline == Some(true) && link.is_none(),
            code: false,
            link,
        };
        let text = text.replace('\n', " ");
        match text.contains(|c| symbol::place(c).is_some()) {
            true => out.runs.push(&self.drawn(&text, characters.signs), style),
            false => out.runs.push(&text, style),
        }
    }

    /// A text with the signs that a font draws in place of characters for private use.
    fn drawn(&mut self, text: &str, font: Option<Signs>) -> String {
        let mut unknown = 0;
        let mut sign = |c: char| {
            let sign = symbol::place(c).map(|code| font.unwrap_or(Signs::Other).at(code));
            unknown += usize::from(sign == Some(None));
            sign.flatten().unwrap_or(c)
        };
        let out = text.chars().map(&mut sign).collect();
        self.seen.count("symbols", self.at, unknown);
        out
    }

    /// A reference to a note: its mark here, its words behind the paragraph.
    fn note(&mut self, kind: &'static str, element: &Element<'_>, out: &mut Paragraph) {
        let id = element.attr("id").unwrap_or_default();
        let prefix = if kind == "endnotes" { "e" } else { "" };
        let number = self.printed_notes.entry(kind).or_default();
        *number += 1;
        let mark = format!("[^{prefix}{number}]");
        out.runs.push(&mark, runs::Style::default());
        let lines = self.notes.get(&(kind, id)).cloned().unwrap_or_default();
        out.after.push(format!("{mark} {}", lines.join(" ")));
        self.seen.count("notes", self.at, 1);
    }

    /// The text boxes in a drawing; a drawing without any is a picture.
    fn boxes(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        let before = out.after.len();
        self.painted += 1;
        self.boxes_in(xml, out)?;
        self.painted -= 1;
        let found = out.after.len() - before;
        let what = if found > 0 { "boxes" } else { "pictures" };
        self.seen.count(what, self.at, found.max(1));
        Ok(())
    }

    fn boxes_in(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "txbxContent" => {
                    let mut lines = Vec::new();
                    let at = self.at;
                    self.flat(xml, &mut lines)?;
                    self.at = at;
                    out.after.extend(lines);
                }
                // the same again for older programs
                "mc:Fallback" => xml.skip()?,
                _ => self.boxes_in(xml, out)?,
            }
        }
        Ok(())
    }
}

/// A character style turns round what the paragraph's style says (ECMA-376, 17.7.3).
fn toggled(named: Characters, base: Characters) -> Characters {
    let turn = |named: Option<bool>, base: Option<bool>| match (named, base) {
        (Some(true), Some(true)) => Some(false),
        (named, base) => named.or(base),
    };
    Characters {
        strong: turn(named.strong, base.strong),
        emphasis: turn(named.emphasis, base.emphasis),
        ..named.over(base)
    }
}
