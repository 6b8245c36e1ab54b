//! A list → items with their numbers, as a browser prints them.

use scraper::{ElementRef, node::Element};

use super::Walker;
use super::style::{css, dress, is_hidden};
use crate::digest::fold;
use crate::model::label::Label;
use crate::source::counters;
use crate::source::runs::Style;

impl<'t> Walker<'_, 't> {
    pub(super) fn list(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        self.blocks.open_list();
        let value = element.value();
        let kind = (value.name() == "ol").then(|| list_style(value)).flatten();
        let items = element.child_elements().filter(|e| e.value().name() == "li").count() as i64;
        let down = value.attr("reversed").is_some();
        let start = value.attr("start").and_then(|s| s.trim().parse().ok());
        let mut next: i64 = start.unwrap_or(if down { items } else { 1 });
        for child in element.child_elements() {
            if child.value().name() != "li" {
                self.element(child, style);
                continue;
            }
            next = child.value().attr("value").and_then(|v| v.trim().parse().ok()).unwrap_or(next);
            let marker = kind.and_then(|kind| printed(kind, next));
            // the page hides the list's numbers where the text has its own
            let text = fold(&child.text().take(8).collect::<String>());
            let first = text.split_whitespace().next().unwrap_or_default();
            let own = Label::read(first).is_some_and(|l| i64::from(l.last()) == next);
            self.item(child, marker.filter(|_| !own), style);
            next = next.saturating_add(if down { -1 } else { 1 });
        }
        self.flush();
        self.blocks.close_list();
    }

    pub(super) fn item(&mut self, element: ElementRef<'t>, marker: Option<String>, style: Style) {
        self.come_to(element);
        if is_hidden(element.value()) {
            return self.element(element, style);
        }
        self.blocks.item(marker, self.line);
        self.children(element, dress(element.value(), style));
        self.flush();
        self.blocks.settle();
    }
}

/// How a list prints its numbers.
#[derive(Clone, Copy)]
enum Numbers {
    Decimal,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Han,
}

fn list_style(list: &Element) -> Option<Numbers> {
    let style = css(list);
    let named = style
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .find(|(n, _)| matches!(*n, "list-style-type" | "list-style"));
    if let Some((_, value)) = named {
        let has = |name: &str| value.contains(name);
        return match () {
            () if has("none") || has("disc") || has("circle") || has("square") => None,
            () if has("lower-alpha") || has("lower-latin") => Some(Numbers::Lower),
            () if has("upper-alpha") || has("upper-latin") => Some(Numbers::Upper),
            () if has("lower-roman") => Some(Numbers::LowerRoman),
            () if has("upper-roman") => Some(Numbers::UpperRoman),
            () if has("cjk") || has("chinese") => Some(Numbers::Han),
            () => Some(Numbers::Decimal),
        };
    }
    Some(match list.attr("type") {
        Some("a") => Numbers::Lower,
        Some("A") => Numbers::Upper,
        Some("i") => Numbers::LowerRoman,
        Some("I") => Numbers::UpperRoman,
        _ => Numbers::Decimal,
    })
}

/// A number as the list prints it; what it cannot print in its script it prints in digits.
fn printed(kind: Numbers, n: i64) -> Option<String> {
    let small = u32::try_from(n).ok().filter(|n| (1..4000).contains(n));
    let text = small.and_then(|n| match kind {
        Numbers::Decimal => None,
        Numbers::Lower => Some(counters::letters(n)),
        Numbers::Upper => Some(counters::letters(n).to_ascii_uppercase()),
        Numbers::LowerRoman => counters::roman(n),
        Numbers::UpperRoman => counters::roman(n).map(|s| s.to_ascii_uppercase()),
        Numbers::Han => counters::han(n),
    });
    let mark = if matches!(kind, Numbers::Han) { "、" } else { "." };
    Some(format!("{}{mark}", text.unwrap_or_else(|| n.to_string())))
}
