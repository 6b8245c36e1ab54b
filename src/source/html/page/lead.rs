//! What stands above the part of a page that holds most of its text, and belongs to the agreement: its title, its date,
//! a paragraph of introduction.

use scraper::ElementRef;

use super::furniture::{above, is_among, is_furniture};
use super::{Seen, collect};
use crate::digest::fold;
use crate::source::printed::ends_sentence;

/// The last widest heading before the root; where the page has none, a narrower one that the name of the page repeats.
pub(super) fn heading_before<'a>(
    seen: &Seen<'a>,
    root: &Seen<'a>,
    title: impl FnOnce() -> String,
) -> Option<ElementRef<'a>> {
    let before = |names: &[&str]| {
        let mut found = Vec::new();
        collect(seen, &|e| names.contains(&e.name()), &mut found);
        found.retain(|h| h.text > 0 && h.element.id() < root.element.id());
        found
    };
    if let Some(widest) = before(&["h1"]).pop() {
        return Some(widest.element);
    }
    let narrower = before(&["h2", "h3"]);
    let title = if narrower.is_empty() { String::new() } else { title() };
    let repeated = |h: &&Seen<'_>| h.text >= LEAST && title.contains(&fold(&h.element.text().collect::<String>()));
    narrower.into_iter().rfind(|h| repeated(h)).map(|h| h.element)
}

/// Fewer characters than a title has.
const LEAST: usize = 3;

/// More characters than a line with a date has.
const LONG: usize = 60;

/// The paragraphs between a heading and the root, in order.
pub(super) fn between<'a>(seen: &Seen<'a>, heading: ElementRef<'a>, root: &Seen<'a>) -> Vec<ElementRef<'a>> {
    let mut around: Vec<ElementRef<'a>> = above(heading).chain(above(root.element)).collect();
    around.sort_unstable_by_key(|e| e.id());
    let gap = Gap { heading, root: root.element, around, all: seen.text };
    let mut out = Vec::new();
    gap.paragraphs(seen, &mut out);
    out
}

/// What lies between a heading and the root.
struct Gap<'a> {
    heading: ElementRef<'a>,
    root: ElementRef<'a>,
    /// What either stands in, sorted by their node.
    around: Vec<ElementRef<'a>>,
    all: usize,
}

impl<'a> Gap<'a> {
    fn paragraphs(&self, seen: &Seen<'a>, out: &mut Vec<ElementRef<'a>>) {
        for child in &seen.children {
            let element = child.element;
            let between = element.id() > self.heading.id() && element.id() < self.root.id();
            if is_among(element, &self.around) {
                self.paragraphs(child, out);
            } else if between && child.linked * 2 <= child.text && !is_furniture(child, self.all) {
                match element.value().name() {
                    "p" if child.text > 0 => out.push(element),
                    "div" | "section" | "center" | "span" | "time" if is_said(child) => out.push(element),
                    "div" | "section" | "center" | "header" | "hgroup" => self.paragraphs(child, out),
                    _ => {}
                }
            }
        }
    }
}

/// Whether an element without blocks is a sentence, or a day with what is said of it: `Effective: 4 May 2021`. When
/// an article was put on the page, no word says before the day.
fn is_said(seen: &Seen<'_>) -> bool {
    let inline =
        |e: ElementRef<'_>| matches!(e.value().name(), "span" | "b" | "strong" | "em" | "i" | "a" | "time" | "br");
    if seen.text == 0 || !seen.element.descendent_elements().skip(1).all(inline) {
        return false;
    }
    let text = fold(&seen.element.text().collect::<String>());
    let dated = || {
        let (said, day) = text.split_once([':', '：'])?;
        let year = day.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
        Some(said.contains(char::is_alphabetic) && !said.contains(|c: char| c.is_ascii_digit()) && year)
    };
    ends_sentence(&text) || seen.text <= LONG && dated() == Some(true)
}
