//! What an element says of how its characters look, and whether they are shown.

use scraper::node::Element;

use crate::source::runs::Style;

/// Whether the page does not show the element.
pub(super) fn is_hidden(element: &Element) -> bool {
    let style = css(element);
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// The style attribute in lower case, without white space.
pub(super) fn css(element: &Element) -> String {
    let style = element.attr("style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The style of characters in an element.
pub(super) fn dress(element: &Element, style: Style) -> Style {
    let mut out = style;
    match element.name() {
        "b" | "strong" => out.strong = true,
        "i" | "em" | "cite" | "dfn" | "var" => out.emphasis = true,
        "u" | "ins" => out.underline = true,
        "code" | "tt" | "kbd" | "samp" => out.code = true,
        _ => {}
    }
    if element.attr("style").is_some() {
        let css = css(element);
        let value = |name: &str| {
            let declared = css.split(';').filter_map(|d| d.split_once(':'));
            declared.filter(|(n, _)| *n == name).map(|(_, v)| v.trim_end_matches("!important").to_owned()).next_back()
        };
        if let Some(weight) = value("font-weight") {
            out.strong = matches!(weight.as_str(), "bold" | "bolder") || weight.parse().is_ok_and(|n: u32| n >= 600);
        }
        match value("font-style").as_deref() {
            Some("italic" | "oblique") => out.emphasis = true,
            Some("normal") => out.emphasis = false,
            _ => {}
        }
        out.underline |=
            value("text-decoration").or(value("text-decoration-line")).is_some_and(|d| d.contains("underline"));
    }
    out
}
