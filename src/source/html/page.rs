//! A page → the elements that hold the agreement, and what stands around it.

use scraper::{ElementRef, Html, Node, node::Element};

use super::scan::line;
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
/// the text, with the widest heading above it.
pub(super) fn agreement(page: &Html) -> Part<'_> {
    let body = page.root_element().child_elements().find(|e| e.value().name() == "body").unwrap_or(page.root_element());
    let seen = see(body, false);
    let mut part = Part { roots: Vec::new(), left_out: Vec::new(), notes: Vec::new(), typed: None, size: seen.text };
    let root = main(&seen).unwrap_or_else(|| innermost(&seen));
    let heading = if has_heading(root, 1) { None } else { heading_before(&seen, root) };
    part.roots.extend(heading);
    part.roots.push(root.element);
    let mut typed = Vec::new();
    collect(root, &|e: &Element| e.name() == "pre", &mut typed);
    part.typed = typed.iter().find(|pre| pre.text * 10 >= root.text * 9).map(|pre| pre.element);
    leave_out(&seen, root, heading, seen.text, false, &mut part);
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
    find(|e| e.name() == "main" || e.attr("role") == Some("main")).or_else(|| find(|e| e.name() == "article"))
}

fn collect<'s, 'a>(seen: &'s Seen<'a>, is: &impl Fn(&Element) -> bool, found: &mut Vec<&'s Seen<'a>>) {
    if is(seen.element.value()) {
        return found.push(seen);
    }
    seen.children.iter().for_each(|child| collect(child, is, found));
}

/// The innermost element that holds nine tenths of the running text.
fn innermost<'s, 'a>(seen: &'s Seen<'a>) -> &'s Seen<'a> {
    let mut root = seen;
    let holds = ["body", "div", "section", "article", "form", "center", "td", "tr", "tbody", "table", "main"];
    loop {
        let own = |s: &Seen<'_>| s.text - s.linked;
        let next = root.children.iter().find(|child| {
            holds.contains(&child.element.value().name()) && own(child) * 10 >= own(root) * 9 && own(child) > 0
        });
        match next {
            Some(child) => root = child,
            None => return root,
        }
    }
}

fn has_heading(seen: &Seen<'_>, level: u8) -> bool {
    seen.element.value().name() == format!("h{level}") || seen.children.iter().any(|child| has_heading(child, level))
}

/// The last widest heading before the root.
fn heading_before<'a>(seen: &Seen<'a>, root: &Seen<'a>) -> Option<ElementRef<'a>> {
    let mut found = Vec::new();
    collect(seen, &|e: &Element| e.name() == "h1", &mut found);
    found.into_iter().rfind(|h| h.text > 0 && h.element.id() < root.element.id()).map(|h| h.element)
}

/// Names what stands around the root and, in it, what is the page's.
fn leave_out<'a>(
    seen: &Seen<'a>,
    root: &Seen<'a>,
    heading: Option<ElementRef<'a>>,
    all: usize,
    inside: bool,
    part: &mut Part<'a>,
) {
    if heading.is_some_and(|h| h.id() == seen.element.id()) {
        return;
    }
    let inside = inside || seen.element.id() == root.element.id();
    let holds_root = !inside
        && (is_above(seen, root) || heading.is_some_and(|h| h.ancestors().any(|a| a.id() == seen.element.id())));
    let is_root = seen.element.id() == root.element.id();
    if !is_root && !holds_root && seen.text + seen.drawn > 0 && (!inside || is_furniture(seen, all)) {
        let text = fold(&seen.element.text().collect::<Vec<_>>().join(" "));
        let shown: String = text.chars().take(40).collect();
        let more = if shown.len() < text.len() { "…" } else { "" };
        let what = furniture_name(seen.element.value());
        let count = text.chars().filter(|c| !c.is_whitespace()).count();
        let message = format!("{count} characters of {what} were left out: `{shown}{more}`");
        part.notes.push(Diagnostic::note("page-furniture", line(seen.element), message));
        part.left_out.push(seen.element);
        return;
    }
    if holds_root {
        let own: String = seen.element.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect();
        if !own.trim().is_empty() {
            let message = format!("text around the agreement was left out: `{}`", fold(&own));
            part.notes.push(Diagnostic::warning("page-furniture", line(seen.element), message));
        }
    }
    for child in &seen.children {
        leave_out(child, root, heading, all, inside, part);
    }
}

fn is_above(seen: &Seen<'_>, root: &Seen<'_>) -> bool {
    root.element.ancestors().any(|a| a.id() == seen.element.id())
}

/// Navigation, banners, menus: by the element, or by a word of its class, unless it holds a good part of the text.
fn is_furniture(seen: &Seen<'_>, all: usize) -> bool {
    let element = seen.element.value();
    if seen.text * 4 > all {
        return false;
    }
    match element.name() {
        "nav" | "aside" | "dialog" => return true,
        // the page's own foot may have captions above its columns of links
        "footer" if !seen.element.ancestors().filter_map(ElementRef::wrap).any(|a| is_sectioning(a.value())) => {
            return true;
        }
        "header" | "footer" => return !holds_headings(seen),
        "div" | "section" | "ul" | "ol" | "p" | "form" | "span" | "a" => {}
        _ => return false,
    }
    let role = element.attr("role").unwrap_or_default();
    if matches!(
        role,
        "navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog" | "menu" | "complementary"
    ) {
        return true;
    }
    let words = [element.attr("class"), element.attr("id")];
    words.into_iter().flatten().flat_map(|w| w.split(|c: char| !c.is_ascii_alphanumeric())).any(|word| {
        let word = word.to_ascii_lowercase();
        FURNITURE.contains(&word.as_str())
            || SUBJECTS.contains(&word.as_str()) && !is_section(seen)
            || COMMENTS.contains(&word.as_str()) && has_controls(seen.element)
    })
}

/// Whether an element is a section of a text: it has a caption, and neither controls nor a lot of links.
fn is_section(seen: &Seen<'_>) -> bool {
    holds_headings(seen) && !has_controls(seen.element) && seen.linked * 2 < seen.text
}

fn has_controls(element: ElementRef<'_>) -> bool {
    element.descendent_elements().any(|e| matches!(e.value().name(), "button" | "input" | "textarea"))
}

/// What has a head and a foot of its own (HTML Standard: sectioning content, `main`, and what may hold a section).
fn is_sectioning(element: &Element) -> bool {
    matches!(element.name(), "article" | "section" | "main" | "blockquote" | "td" | "fieldset" | "details" | "figure")
}

const FURNITURE: [&str; 16] = [
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "sidebar",
    "modal",
    "popup",
    "login",
    "toolbar",
    "pagination",
    "skip",
    "banner",
    "advertisement",
];

/// What a page does and an agreement speaks of: a section on cookies is called after them too.
const SUBJECTS: [&str; 8] = ["cookie", "cookies", "consent", "share", "sharing", "social", "search", "newsletter"];

/// What readers say below an article, in a form for more.
const COMMENTS: [&str; 4] = ["comment", "comments", "respond", "reply"];

fn holds_headings(seen: &Seen<'_>) -> bool {
    (1..=6).any(|level| has_heading(seen, level))
}

fn furniture_name(element: &Element) -> &'static str {
    match element.name() {
        "nav" => "navigation",
        "header" => "the page's head",
        "footer" => "the page's foot",
        "aside" => "an aside",
        _ => "the page around the agreement",
    }
}
