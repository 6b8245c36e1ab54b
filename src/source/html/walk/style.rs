//! What an element says of how its characters look, and whether they are shown.

use scraper::{ElementRef, node::Element};

use crate::source::html::sheet::{Sheet, squeezed};
use crate::source::runs::Style;
use crate::source::symbol::{self, Signs};

/// The style attribute in lower case, without white space.
pub(super) fn css(element: &Element) -> String {
    squeezed(element.attr("style").unwrap_or_default())
}

/// Whether the page does not show the element. What is hidden from screen readers only is shown: a page that was
/// saved behind a dialog hides all of itself so; but a few signs of a font of icons are no words.
pub(super) fn is_hidden(element: &Element, text: &impl Fn() -> String) -> bool {
    let style = css(element);
    let is_icon = || matches!(element.name(), "i" | "span" | "a") && !text().contains(char::is_whitespace);
    element.attr("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.attr("aria-hidden") == Some("true") && is_icon()
}

/// Whether words are for those who hear the page, not for those who see it: `opens in a new window`. The title of a
/// page is its title all the same; and a cell stays where it stands.
pub(super) fn is_heard(element: &Element) -> bool {
    let stays =
        matches!(element.name(), "h1" | "td" | "th" | "tr" | "thead" | "tbody" | "table" | "li" | "main" | "body");
    !stays && element.classes().any(|class| HEARD.contains(&class))
}

/// The classes by which the usual style sheets hide what only a screen reader says.
const HEARD: [&str; 5] = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "a11y-hidden"];

/// Whether a text is the sign that a word processor saved for a bullet: one character of a font of signs, or with the
/// gap behind it that stands for a tabulator.
pub(super) fn is_bullet(element: ElementRef<'_>, text: &str) -> bool {
    let mut signs = text.trim_matches(char::is_whitespace).chars();
    let sign = signs.next().filter(|_| signs.next().is_none());
    if sign.is_none_or(char::is_numeric) || element.value().attr("style").is_none() {
        return false;
    }
    let style = css(element.value());
    let font = value(&style, "font-family").or(value(&style, "font")).unwrap_or_default();
    let gap = |e: ElementRef<'_>| css(e.value()).starts_with("font:7.0pt") && e.text().all(|t| t.trim().is_empty());
    ["symbol", "wingdings", "webdings"].iter().any(|f| font.contains(f)) || element.child_elements().any(gap)
}

/// The text that a font of signs draws in place of an element's own; none where it draws no sign. Letters may be
/// letters: browsers do not look for them in such fonts.
pub(super) fn drawn(element: &Element, text: &str) -> Option<String> {
    if text.is_ascii() || element.attr("style").is_none() && element.attr("face").is_none() {
        return None;
    }
    let css = element.attr("style").unwrap_or_default().to_lowercase();
    let family = css.split(';').find_map(|d| d.split_once(':').filter(|(name, _)| name.trim() == "font-family"));
    let font = Signs::named(family.map(|(_, font)| font).or(element.attr("face"))?);
    let place = |c: char| symbol::place(c).or_else(|| matches!(c, '\u{a1}'..='\u{ff}').then_some(c as u32));
    let sign = |c: char| place(c).and_then(|code| font.at(code));
    text.contains(|c| sign(c).is_some()).then(|| text.chars().map(|c| sign(c).unwrap_or(c)).collect())
}

/// The sign of a box that nobody can tick: it says what is done.
pub(super) fn fixed_box(element: &Element) -> Option<&'static str> {
    let is_fixed = element.attr("type") == Some("checkbox") && element.attr("disabled").is_some();
    let ticked = || if element.attr("checked").is_some() { "☑ " } else { "☐ " };
    (element.name() == "input" && is_fixed).then(ticked)
}

/// The style of characters in an element.
pub(super) fn dress(element: &Element, sheet: &Sheet, style: Style) -> Style {
    let mut out = style;
    match element.name() {
        "b" | "strong" => out.strong = true,
        "i" | "em" | "cite" | "dfn" | "var" => out.emphasis = true,
        "u" | "ins" => out.underline = true,
        "code" | "tt" | "kbd" | "samp" => out.code = true,
        _ => {}
    }
    let css = sheet.of(element);
    if let Some(weight) = value(&css, "font-weight") {
        out.strong = matches!(weight, "bold" | "bolder") || weight.parse().is_ok_and(|n: u32| n >= 600);
    }
    match value(&css, "font-style") {
        Some("italic" | "oblique") => out.emphasis = true,
        Some("normal") => out.emphasis = false,
        _ => {}
    }
    let line = value(&css, "text-decoration").or(value(&css, "text-decoration-line"));
    out.underline |= line.is_some_and(|d| d.contains("underline"));
    out
}

/// What the declarations say of a property, the last one first.
pub(super) fn value<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let mut declared = css.rsplit(';').filter_map(|d| d.split_once(':'));
    declared.find(|(n, _)| *n == name).map(|(_, v)| v.trim_end_matches("!important"))
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;

    #[test]
    fn what_is_only_heard_is_hidden_and_a_control_beside_a_caption_is_none_of_it() {
        let text = |html: &str| {
            let page = read(html).expect("a page");
            (page.blocks[0].text.clone(), page.diagnostics.into_iter().map(|d| d.code).collect::<Vec<_>>())
        };
        let heard = text(
            "<p>See the tariff of the harbour for the fees of the season<span class='sr-only'> (in a new window)</span>.</p>",
        );
        assert_eq!(
            heard,
            ("See the tariff of the harbour for the fees of the season.".to_owned(), vec!["unshown-text"])
        );
        let beside = text("<h2>1. Berths and fees<button>Copy link</button></h2><p>A berth is let.</p>");
        assert_eq!(beside, ("1\\. Berths and fees".to_owned(), vec!["control-dropped"]));
        let longer = text("<h2>1. Fees<button>Copy the link to this section</button></h2><p>A berth is let.</p>");
        assert_eq!(longer, ("1\\. Fees".to_owned(), vec!["control-dropped"]));
        let within = text("<h2>§ 1 <button>Berths and fees</button></h2><p>A berth is let.</p>");
        assert_eq!(within, ("§ 1 Berths and fees".to_owned(), vec![]));
    }

    #[test]
    fn a_font_of_signs_draws_them_in_place_of_letters() {
        for (sign, text) in [
            ("<span style='font-size:9pt; font-family: Symbol'>&pound;</span>", "≤"),
            ("<font face=Symbol>\u{f0b0}</font>", "°"),
            ("<span style='font-family:\"Wingdings 2\"'>\u{f052}</span>", "☑"),
            ("<span style='font-family:Symbol'>a</span>", "a"),
            ("<span style='font-family:Georgia'>&pound;</span>", "£"),
        ] {
            let page = read(&format!("<p>Boats {sign} 5 m.</p>")).expect("a page");
            assert_eq!(page.blocks[0].text, format!("Boats {text} 5 m."));
            assert_eq!(page.diagnostics.len(), usize::from(!"a£".contains(text)), "{sign}");
        }
    }
}
