//! The elements of a paragraph → its properties, and its runs within links and tracked changes.
//!
//! Invariant: of a tracked change only the side that was asked for is read.

use super::super::ground;
use super::super::styles::Characters;
use super::super::xml::Xml;
use super::place::heading_level;
use super::{Around, Body, Paragraph, is_wrapper};
use crate::source::runs;
use crate::source::{Changes, SourceError};

impl Body {
    /// The content of a paragraph, or of what stands around runs in it.
    pub(super) fn inline(
        &mut self,
        xml: &mut Xml<'_>,
        out: &mut Paragraph,
        mut around: Around,
    ) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "pPr" => {
                    self.properties(xml, out)?;
                    let style = self.styles.resolve(out.style.as_deref());
                    // a heading is strong by being one
                    let plain = Characters { strong: None, emphasis: None, underline: None, ..style.characters };
                    out.painted |= style.painted;
                    around.base = if heading_level(&style, out).is_some() { plain } else { style.characters };
                }
                "r" => self.run(xml, out, around)?,
                "hyperlink" => {
                    let anchor = element.attr("anchor").map(|a| format!("#{a}"));
                    let target = element.attr("id").and_then(|id| self.targets.get(&id).cloned()).or(anchor);
                    let link = target.map(|target| out.runs.link(&target)).or(around.link);
                    self.inline(xml, out, Around { link, ..around })?;
                }
                "ins" | "moveTo" => {
                    self.seen.count("insertions", self.at, 1);
                    match self.changes {
                        Changes::Reject => xml.skip()?,
                        _ => self.inline(xml, out, around)?,
                    }
                }
                "del" | "moveFrom" => {
                    self.seen.count("deletions", self.at, 1);
                    match self.changes {
                        Changes::Reject => self.inline(xml, out, around)?,
                        _ => xml.skip()?,
                    }
                }
                "fldSimple" => {
                    self.begin_field(element.attr("instr").unwrap_or_default(), true);
                    self.inline(xml, out, around)?;
                    if let Some(shown) = self.end_field() {
                        self.text(&shown, around.base, out, around);
                    }
                }
                "mc:AlternateContent" => self.alternate(xml, |body, xml| body.inline(xml, out, around))?,
                "sdtPr" => self.control(xml)?,
                name if is_wrapper(name) => self.inline(xml, out, around)?,
                "m:oMath" | "m:oMathPara" => {
                    self.seen.count("formulas", self.at, 1);
                    let text = xml.text()?;
                    out.runs.push(&text, runs::Style { link: around.link, ..runs::Style::default() });
                }
                _ => self.leave_out("lost", xml)?,
            }
        }
        Ok(())
    }

    /// `sdtPr`: whether a field for the text that follows is not filled in, and shows what it asks for.
    pub(super) fn control(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        while let Some(property) = xml.child()? {
            self.seen.count("unfilled", self.at, usize::from(property.name == "showingPlcHdr" && property.is_on()));
            xml.skip()?;
        }
        Ok(())
    }

    /// `pPr`: style, list, level, and whether a tracked change made or took away the end.
    fn properties(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        while let Some(property) = xml.child()? {
            match property.name.as_str() {
                "pStyle" => out.style = Some(property.val()),
                "shd" => out.painted |= ground::paints(&property),
                "outlineLvl" => out.outline = property.val().parse().ok(),
                "numPr" => {
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "numId" => out.list = Some(part.val()),
                            "ilvl" => out.level = part.val().parse().ok(),
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    continue;
                }
                "rPr" => {
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "ins" | "moveTo" => out.end_inserted = true,
                            "del" | "moveFrom" => out.end_deleted = true,
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    self.seen.count("insertions", self.at, usize::from(out.end_inserted));
                    self.seen.count("deletions", self.at, usize::from(out.end_deleted));
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }
}
