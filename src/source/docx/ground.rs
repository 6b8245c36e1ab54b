//! Colours of characters, and what is painted below them → whether a reader sees them.
//!
//! Only white text on the bare page counts as unseen: shading of the characters, the paragraph, the table, a picture
//! below the text or a coloured page can be its ground.

use super::SourceError;
use super::xml::{Element, Xml};

/// The largest characters that no eye sees, in half points.
pub(super) const TINY: u16 = 2;

/// Whether a `color` is white.
pub(super) fn is_white(colour: &Element<'_>) -> bool {
    let value = colour.val();
    let light =
        |at: usize| value.get(at..at + 2).is_some_and(|two| u8::from_str_radix(two, 16).is_ok_and(|n| n >= 0xfa));
    let altered = ["themeTint", "themeShade"].iter().any(|name| colour.attr(name).is_some());
    value.len() == 6 && [0, 2, 4].into_iter().all(light) && !altered
}

/// Whether a `shd` or a `highlight` paints something else than white.
pub(super) fn paints(property: &Element<'_>) -> bool {
    let is_white = |fill: &str| matches!(fill, "auto" | "") || fill.eq_ignore_ascii_case("ffffff");
    match property.name.as_str() {
        "highlight" => !matches!(property.val().as_str(), "none" | "white"),
        "shd" => {
            let pattern = !matches!(property.val().as_str(), "clear" | "nil" | "");
            pattern
                || property.attr("themeFill").is_some_and(|fill| fill != "background1")
                || !is_white(&property.attr("fill").unwrap_or_default())
        }
        _ => false,
    }
}

/// Whether something in the element that is open is painted, or is of a style of which `style` says so.
pub(super) fn is_painted(xml: &mut Xml<'_>, style: &impl Fn(&str) -> bool) -> Result<bool, SourceError> {
    let mut painted = false;
    while let Some(element) = xml.child()? {
        painted |= paints(&element) || element.name == "tblStyle" && style(&element.val());
        painted |= is_painted(xml, style)?;
    }
    Ok(painted)
}

/// Whether a document says that pictures or shapes stand below its text, or that its pages have a colour.
pub(super) fn is_laid_out_below(document: &str) -> bool {
    ["behindDoc=\"1\"", "behindDoc=\"true\"", "wrapNone", "<w:background", "z-index:-"]
        .iter()
        .any(|sign| document.contains(sign))
}
