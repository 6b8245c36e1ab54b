//! A page → the elements that hold the agreement, and what stands around it.

mod ends;
mod furniture;
mod lead;

use scraper::{ElementRef, Html, Node, node::Element};

use crate::digest::fold;
use crate::model::diagnostic::Diagnostic;

/// The part of a page that is read.
pub(super) struct Part<'a> {
    /// Elements to read, in order.
    pub(super) roots: Vec<ElementRef<'a>>,
    /// Elements in them that are left out, sorted by their node.
    pub(super) left_out: Vec<ElementRef<'a>>,
    /// What was left out, named.
    pub(super) notes: Vec<Diagnostic>,
    /// The preformatted element that holds nine tenths of the text.
    pub(super) typed: Option<ElementRef<'a>>,
    /// How many characters the page has.
    pub(super) size: usize,
}

/// An element, seen from above.
struct Seen<'a> {
    element: ElementRef<'a>,
    /// Characters of text in it that count.
    text: usize,
    /// Of these, characters in links.
    linked: usize,
    /// Characters in controls and drawings, which are shown and are no running text.
    drawn: usize,
    children: Vec<Seen<'a>>,
}

/// Finds the agreement: what is marked as the page's main part, else the innermost element that holds nine tenths of
/// the text, with the widest heading above it and what is said between them.
pub(super) fn agreement(page: &Html) -> Part<'_> {
    let body = page.root_element().child_elements().find(|e| e.value().name() == "body").unwrap_or(page.root_element());
    let seen = see(body, false);
    let mut part = Part { roots: Vec::new(), left_out: Vec::new(), notes: Vec::new(), typed: None, size: seen.text };
    let root = main(&seen).unwrap_or_else(|| innermost(&seen));
    let title = || name(page).unwrap_or_default();
    let heading = if has_heading(root, 1) { None } else { lead::heading_before(&seen, root, title) };
    part.roots.extend(heading);
    part.roots.extend(heading.map(|heading| lead::between(&seen, heading, root)).unwrap_or_default());
    part.roots.push(root.element);
    let mut typed = Vec::new();
    collect(root, &|e: &Element| e.name() == "pre", &mut typed);
    part.typed = typed.iter().find(|pre| pre.text * 10 >= root.text * 9).map(|pre| pre.element);
    let kept = furniture::Kept::of(&part.roots);
    furniture::leave_out(&seen, &kept, seen.text, false, &mut part);
    if main(&seen).is_none() {
        ends::leave_out(root, seen.text, &mut part);
    }
    part.left_out.sort_unstable_by_key(|e| e.id());
    part
}

/// What the page is called.
pub(super) fn name(page: &Html) -> Option<String> {
    let head = page.root_element().child_elements().find(|e| e.value().name() == "head")?;
    let title = head.child_elements().find(|e| e.value().name() == "title")?;
    Some(fold(&title.text().collect::<String>())).filter(|name| !name.is_empty())
}

fn see<'a>(element: ElementRef<'a>, linked: bool) -> Seen<'a> {
    let mut seen = Seen { element, text: 0, linked: 0, drawn: 0, children: Vec::new() };
    if is_silent(element.value()) {
        let letters = element.text().flat_map(str::chars).filter(|c| !c.is_whitespace());
        return Seen { drawn: letters.count(), ..seen };
    }
    let linked = linked || element.value().name() == "a";
    for child in element.children() {
        match child.value() {
            Node::Text(text) => {
                let count = text.chars().filter(|c| !c.is_whitespace()).count();
                seen.text += count;
                seen.linked += if linked { count } else { 0 };
            }
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child).filter(|e| is_drawn(e.value()) || !is_silent(e.value())) {
                    let child = see(child, linked);
                    seen.text += child.text;
                    seen.linked += child.linked;
                    seen.drawn += child.drawn;
                    seen.children.push(child);
                }
            }
            _ => {}
        }
    }
    seen
}

/// What a browser does not show as text.
pub(super) fn is_silent(element: &Element) -> bool {
    const SILENT: [&str; 13] = [
        "script", "style", "noscript", "template", "head", "svg", "iframe", "select", "input", "object", "audio",
        "video", "canvas",
    ];
    SILENT.contains(&element.name())
}

/// Silent, and yet something with letters that a reader sees.
fn is_drawn(element: &Element) -> bool {
    matches!(element.name(), "select" | "svg")
}

/// The one element that the page says is its main part, if it holds half of the text.
fn main<'s, 'a>(seen: &'s Seen<'a>) -> Option<&'s Seen<'a>> {
    let find = |is: fn(&Element) -> bool| {
        let mut found = Vec::new();
        collect(seen, &is, &mut found);
        match found.as_slice() {
            [one] if one.text * 2 >= seen.text => Some(*one),
            _ => None,
        }
    };
    let article = find(|e| e.name() == "article");
    let main = find(|e| e.name() == "main" || e.attr("role") == Some("main"));
    // what stands around the article in the main part is the site's, if it is little
    let within = |main: &Seen<'_>| article.is_some_and(|a| is_above(main, a) && a.text * 5 >= own(main) * 4);
    main.filter(|main| !within(main)).or(article)
}

/// Characters that are no link's.
fn own(seen: &Seen<'_>) -> usize {
    seen.text - seen.linked
}

fn collect<'s, 'a>(seen: &'s Seen<'a>, is: &impl Fn(&Element) -> bool, found: &mut Vec<&'s Seen<'a>>) {
    if is(seen.element.value()) {
        return found.push(seen);
    }
    seen.children.iter().for_each(|child| collect(child, is, found));
}

/// The innermost element that holds nine tenths of the running text; four fifths, if the page calls it its content.
fn innermost<'s, 'a>(seen: &'s Seen<'a>) -> &'s Seen<'a> {
    let mut root = seen;
    let holds = ["body", "div", "section", "article", "form", "center", "td", "tr", "tbody", "table", "main"];
    loop {
        let next = root.children.iter().find(|child| {
            let share = if is_content(child.element.value()) { 8 } else { 9 };
            holds.contains(&child.element.value().name()) && own(child) * 10 >= own(root) * share && own(child) > 0
        });
        match next {
            Some(child) => root = child,
            None => return root,
        }
    }
}

/// `main-content`, `entry-content`, `markdown-body`: what systems of pages call the part that an author wrote.
fn is_content(element: &Element) -> bool {
    const NAMES: [&str; 10] = [
        "main-content",
        "entry-content",
        "post-content",
        "page-content",
        "article-content",
        "article-body",
        "wiki-content",
        "markdown-body",
        "rich_media_content",
        "doc-content",
    ];
    element.classes().chain(element.id()).any(|name| NAMES.contains(&name))
}

fn has_heading(seen: &Seen<'_>, level: u8) -> bool {
    matches!(seen.element.value().name().as_bytes(), [b'h', n] if *n == b'0' + level)
        || seen.children.iter().any(|child| has_heading(child, level))
}

fn is_above(seen: &Seen<'_>, root: &Seen<'_>) -> bool {
    root.element.ancestors().any(|a| a.id() == seen.element.id())
}
