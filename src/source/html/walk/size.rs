//! How large the characters of an element are: what ranks the captions of a page without headings.

use scraper::{ElementRef, node::Element};

use super::Walker;
use super::style::value;
use crate::source::runs::Style;

/// The size of characters of which nothing is said, in quarters of a pixel.
pub(super) const SIZE: u32 = 64;

impl<'t> Walker<'_, 't> {
    /// Reads an element in its size.
    pub(super) fn element(&mut self, element: ElementRef<'t>, style: Style) {
        let around = self.size;
        if self.page.sized {
            let own = self.page.sheet.of(element.value());
            self.size = value(&own, "font-size").and_then(|size| read(size, around)).unwrap_or(around);
            self.size = by_name(element.value()).unwrap_or(self.size);
        }
        self.dressed(element, style);
        self.size = around;
    }
}

/// A size as CSS writes it, in quarters of a pixel.
fn read(size: &str, around: u32) -> Option<u32> {
    let at = size.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(size.len());
    let (number, unit) = size.split_at(at);
    let number: f32 = number.parse().ok()?;
    let quarters = match unit {
        "px" => number * 4.0,
        "pt" => number * 4.0 * 96.0 / 72.0,
        "em" => number * around as f32,
        "%" => number * around as f32 / 100.0,
        "rem" => number * SIZE as f32,
        _ => return None,
    };
    Some(quarters.round() as u32)
}

/// `<font size=5>`, `<big>`.
fn by_name(element: &Element) -> Option<u32> {
    const SIZES: [u32; 7] = [40, 52, 64, 72, 96, 128, 192];
    let size = element.attr("size").filter(|_| element.name() == "font")?;
    SIZES.get(size.trim().parse::<usize>().ok()?.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::html;

    #[test]
    fn sizes_rank_strong_captions() {
        let part = |title: &str| {
            format!(
                "<p><span style='font-size: 18pt'><b>{title}</b></span></p><p>It is told here.</p>\
                <p style='font-weight:bold;font-size:14px'>Boats</p><p>They are let.</p>"
            )
        };
        let page = ["<p style='font-size:2em'><b>Notice</b></p>", &part("Punts"), &part("Skiffs")].concat();
        let found = html::read(&page).expect("a page").blocks;
        let levels: Vec<_> = found.iter().map(|b| (format!("{:?}", b.kind), b.text.trim_matches('*'))).collect();
        let of = |text: &str| levels.iter().find(|(_, t)| *t == text).map(|(kind, _)| kind.as_str());
        assert_eq!(
            (of("Skiffs"), of("Boats"), of("Notice")),
            (Some("Heading(2)"), Some("Heading(3)"), Some("Paragraph"))
        );
        assert_eq!(
            [read("12pt", 64), read("1.5em", 40), read("80%", 50), read("large", 64)],
            [Some(64), Some(60), Some(40), None]
        );
    }
}
