//! `styles.xml` → what a style says of headings, numbers and characters, its ancestors included.

use std::collections::HashMap;

use super::ground;
use super::xml::{Element, Xml};
use crate::source::SourceError;
use crate::source::symbol::Signs;

/// What properties of characters say; none: nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Characters {
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    /// Whether they are white, and whether anything is painted below them.
    pub(super) white: Option<bool>,
    pub(super) painted: Option<bool>,
    /// In half points.
    pub(super) size: Option<u16>,
    /// The font, where it draws signs in place of characters.
    pub(super) signs: Option<Signs>,
}

impl Characters {
    /// What `self` says, and where it says nothing, what `below` says.
    pub(super) fn over(self, below: Characters) -> Characters {
        Characters {
            strong: self.strong.or(below.strong),
            emphasis: self.emphasis.or(below.emphasis),
            underline: self.underline.or(below.underline),
            hidden: self.hidden.or(below.hidden),
            struck: self.struck.or(below.struck),
            white: self.white.or(below.white),
            painted: self.painted.or(below.painted),
            size: self.size.or(below.size),
            signs: self.signs.or(below.signs),
        }
    }

    /// Takes in one property of `rPr`.
    pub(super) fn take(&mut self, property: &Element<'_>) {
        let on = Some(property.is_on());
        match property.name.as_str() {
            "b" => self.strong = on,
            "i" => self.emphasis = on,
            "u" => self.underline = on,
            "color" => self.white = Some(ground::is_white(property)),
            "shd" | "highlight" => self.painted = Some(self.painted == Some(true) || ground::paints(property)),
            "vanish" => self.hidden = on,
            "strike" | "dstrike" => self.struck = on,
            "rFonts" => {
                let font = property.attr("ascii").or_else(|| property.attr("hAnsi"));
                self.signs = font.map(|font| Signs::named(&font)).or(self.signs);
            }
            "sz" => self.size = property.val().parse().ok(),
            _ => {}
        }
    }
}

/// A style, or what a paragraph says itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    pub(super) name: String,
    based_on: Option<String>,
    /// The level of its outline, from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// Its list and the level in it.
    pub(super) list: Option<String>,
    pub(super) level: Option<u8>,
    /// The style, it or an ancestor, that has the list.
    pub(super) listed_by: Option<String>,
    pub(super) characters: Characters,
    /// Whether it paints the ground of a paragraph or of a table.
    pub(super) painted: bool,
}

/// The size of characters where a document says none (ECMA-376, `sz`).
const SIZE: u16 = 20;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
    /// The size of characters of which nothing else is said, in half points.
    pub(super) size: u16,
}

impl Styles {
    pub(super) fn read(text: &str) -> Result<Styles, SourceError> {
        let mut xml = Xml::new(text, "word/styles.xml");
        let mut out = Styles { size: SIZE, ..Styles::default() };
        if xml.child()?.is_none() {
            return Ok(out);
        }
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "style" => {}
                // its `rPrDefault` holds the `rPr` of all
                "docDefaults" => {
                    out.defaults(&mut xml)?;
                    continue;
                }
                _ => {
                    xml.skip()?;
                    continue;
                }
            }
            let id = element.attr("styleId").unwrap_or_default();
            if element.attr("type").as_deref() == Some("paragraph") && element.attr("default").as_deref() == Some("1") {
                out.default = Some(id.clone());
            }
            let mut style = Style::default();
            while let Some(part) = xml.child()? {
                match part.name.as_str() {
                    "name" => style.name = part.val().to_ascii_lowercase(),
                    "basedOn" => style.based_on = Some(part.val()),
                    "pPr" => {
                        paragraph(&mut xml, &mut style)?;
                        continue;
                    }
                    "rPr" => {
                        characters(&mut xml, &mut style.characters)?;
                        continue;
                    }
                    _ => {
                        style.painted |= ground::is_painted(&mut xml, &|_| false)?;
                        continue;
                    }
                }
                xml.skip()?;
            }
            out.styles.insert(id, style);
        }
        Ok(out)
    }

    /// What is said of all characters.
    fn defaults(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        while let Some(part) = xml.child()? {
            match part.name.as_str() {
                "rPrDefault" => {
                    self.defaults(xml)?;
                    continue;
                }
                "rPr" => {
                    let mut all = Characters::default();
                    characters(xml, &mut all)?;
                    self.size = all.size.unwrap_or(SIZE);
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    /// What a style says, with what it is based on.
    pub(super) fn resolve(&self, id: Option<&str>) -> Style {
        let mut out = Style::default();
        let mut next = id.or(self.default.as_deref());
        // a style based on itself is a damaged one
        for _ in 0..16 {
            let Some((id, style)) = next.and_then(|id| self.styles.get_key_value(id)) else { break };
            if out.name.is_empty() {
                out.name.clone_from(&style.name);
            }
            out.outline = out.outline.or_else(|| style.heading_level());
            if out.list.is_none() {
                out.list.clone_from(&style.list);
                out.listed_by = style.list.is_some().then(|| id.clone());
            }
            out.level = out.level.or(style.level);
            out.characters = out.characters.over(style.characters);
            out.painted |= style.painted;
            next = style.based_on.as_deref();
        }
        out
    }
}

impl Style {
    /// The outline's level, else what the style's own name says: `Heading 2`, `Heading 2 Numbered`, `标题 2`.
    fn heading_level(&self) -> Option<u8> {
        const WORDS: [&str; 7] = ["heading", "标题", "überschrift", "titre", "título", "見出し", "제목"];
        let named = || {
            let rest = WORDS.iter().find_map(|word| self.name.strip_prefix(word))?;
            let digit = rest.trim_start().chars().next()?.to_digit(10)?;
            (1..=9).contains(&digit).then(|| digit as u8 - 1)
        };
        self.outline.or_else(named)
    }
}

/// Reads the properties of a paragraph that matter into a style.
fn paragraph(xml: &mut Xml<'_>, style: &mut Style) -> Result<(), SourceError> {
    while let Some(property) = xml.child()? {
        match property.name.as_str() {
            "shd" => style.painted |= ground::paints(&property),
            "outlineLvl" => style.outline = property.val().parse().ok(),
            "numPr" => {
                while let Some(part) = xml.child()? {
                    match part.name.as_str() {
                        "numId" => style.list = Some(part.val()),
                        "ilvl" => style.level = part.val().parse().ok(),
                        _ => {}
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// Reads the properties of characters; returns the style that they name.
pub(super) fn characters(xml: &mut Xml<'_>, out: &mut Characters) -> Result<Option<String>, SourceError> {
    let mut style = None;
    while let Some(property) = xml.child()? {
        if property.name == "rStyle" {
            style = Some(property.val());
        }
        out.take(&property);
        xml.skip()?;
    }
    Ok(style)
}
