//! A list → items with their numbers, as a browser prints them.

use scraper::{ElementRef, node::Element};

use super::Walker;
use super::style::{dress, value};
use crate::digest::fold;
use crate::model::label::{self, Label};
use crate::source::html::number::Numbers;
use crate::source::html::sheet::Sheet;
use crate::source::runs::Style;

impl<'t> Walker<'_, 't> {
    pub(super) fn list(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        self.blocks.open_list();
        let is_other = element.value().name() == "ol"
            && list_style(element.value(), &self.page.sheet) == Some(Some(Numbers::Other))
            && element.child_elements().any(|item| self.page.counted(item).is_none());
        self.tallies.styles.add(is_other.into(), self.line);
        let mut markers = self.markers(element).into_iter();
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, style);
            }
            let Some(child) = ElementRef::wrap(child) else { continue };
            self.flush();
            if child.value().name() == "li" {
                let marker = markers.next().and_then(|(_, marker)| marker);
                self.item(child, marker, style);
            } else {
                self.element(child, style);
            }
        }
        self.flush();
        self.blocks.close_list();
    }

    pub(super) fn item(&mut self, element: ElementRef<'t>, marker: Option<String>, style: Style) {
        if self.is_passed_over(element) {
            return;
        }
        self.blocks.item(marker, self.line);
        self.children(element, dress(element.value(), &self.page.sheet, style));
        self.flush();
        self.blocks.settle();
    }

    /// A list of definitions: each term begins an item, and what is said of it belongs there. Where most terms have
    /// numbers, they are captions, set so.
    pub(super) fn definitions(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        let terms = || element.child_elements().filter(|e| e.value().name() == "dt");
        // an annex has none
        let numbered = terms().filter(|term| is_numbered(*term)).count();
        if numbered > 1 && numbered * 4 >= terms().count() * 3 {
            self.children(element, style);
            return self.flush();
        }
        self.blocks.open_list();
        self.terms(element, style, &mut true);
        self.blocks.close_list();
    }

    /// `described`: something was said of the term before, so that the next one begins an item.
    fn terms(&mut self, element: ElementRef<'t>, style: Style, described: &mut bool) {
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, style);
            }
            let Some(child) = ElementRef::wrap(child) else { continue };
            self.flush();
            match child.value().name() {
                // a term and what is said of it can stand in an element of their own
                "div" if !self.is_passed_over(child) => self.terms(child, style, described),
                "div" => {}
                name => {
                    let term = name == "dt";
                    if term && std::mem::take(described) {
                        self.blocks.item(None, self.line);
                    }
                    *described |= !term;
                    self.element(child, style);
                }
            }
            self.flush();
        }
        self.flush();
    }

    /// The items of a numbered list with their numbers as they are printed.
    pub(super) fn markers(&self, list: ElementRef<'t>) -> Vec<(ElementRef<'t>, Option<String>)> {
        let items: Vec<_> = list.child_elements().filter(|e| e.value().name() == "li").collect();
        if list.value().name() != "ol" {
            return items.into_iter().map(|item| (item, self.page.counted(item).map(str::to_owned))).collect();
        }
        let whole = |e: &Element, name: &str| e.attr(name).and_then(|n| n.trim().parse::<i64>().ok());
        let down = list.value().attr("reversed").is_some();
        let mut next = whole(list.value(), "start").unwrap_or(if down { items.len() as i64 } else { 1 });
        let kind = list_style(list.value(), &self.page.sheet).unwrap_or(Some(Numbers::Decimal));
        let mark = |item: ElementRef<'t>| {
            next = whole(item.value(), "value").unwrap_or(next);
            let marker = list_style(item.value(), &self.page.sheet).unwrap_or(kind).map(|kind| kind.marker(next));
            // the page hides the list's numbers where the text has its own
            let text = fold(&item.text().take(8).collect::<String>());
            let first = text.split_whitespace().next().unwrap_or_default();
            let own = Label::read(first).is_some_and(|l| i64::from(l.last()) == next);
            next = next.saturating_add(if down { -1 } else { 1 });
            let counted = self.page.counted(item).map(str::to_owned);
            (item, counted.or_else(|| marker.filter(|_| !own)))
        };
        items.into_iter().map(mark).collect()
    }
}

/// Whether an element begins with a number, and says something behind it.
fn is_numbered(element: ElementRef<'_>) -> bool {
    let text = fold(&element.text().collect::<String>());
    label::scan(&text).is_some_and(|(_, end)| !text[end..].trim().is_empty())
}

/// How a list or an item says that its numbers are printed; `Some(None)`: not at all.
fn list_style(element: &Element, sheet: &Sheet) -> Option<Option<Numbers>> {
    let css = sheet.of(element);
    if let Some(value) = value(&css, "list-style-type").or(value(&css, "list-style")) {
        return Some(Numbers::named(value));
    }
    if let Some(named) = element.classes().find_map(utility) {
        return Some(named);
    }
    Some(Some(match element.attr("type")? {
        "a" => Numbers::Lower,
        "A" => Numbers::Upper,
        "i" => Numbers::LowerRoman,
        "I" => Numbers::UpperRoman,
        "1" => Numbers::Decimal,
        _ => return None,
    }))
}

/// `list-disc`, `list-none`, `list-[lower-alpha]`, `list-unstyled`: the names that systems of classes have for it.
fn utility(class: &str) -> Option<Option<Numbers>> {
    let name = class.strip_prefix("list-")?.trim_matches(['[', ']']);
    const NAMED: [&str; 4] = ["alpha", "latin", "roman", "greek"];
    match name {
        "disc" | "none" | "unstyled" | "circle" | "square" => Some(None),
        "decimal" => Some(Some(Numbers::Decimal)),
        name if NAMED.iter().any(|known| name.ends_with(known)) => Some(Numbers::named(name)),
        _ => None,
    }
}
