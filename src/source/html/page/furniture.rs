//! What is the page's and no part of the agreement: navigation, banners, forms for comments. Each is named.

use scraper::{ElementRef, node::Element};

use super::{Part, Seen, has_heading};
use crate::digest::fold;
use crate::model::diagnostic::Diagnostic;
use crate::source::html::scan::line;
use crate::source::left_out::LeftOut;

/// What is read of a page: the elements, and what they stand in, each sorted by their node.
pub(super) struct Kept<'a> {
    roots: Vec<ElementRef<'a>>,
    above: Vec<ElementRef<'a>>,
}

impl<'a> Kept<'a> {
    pub(super) fn of(roots: &[ElementRef<'a>]) -> Self {
        let mut kept = Kept { roots: roots.to_vec(), above: roots.iter().flat_map(|root| above(*root)).collect() };
        kept.roots.sort_unstable_by_key(|e| e.id());
        kept.above.sort_unstable_by_key(|e| e.id());
        kept
    }
}

/// The elements that one stands in.
pub(super) fn above<'a>(element: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    element.ancestors().filter_map(ElementRef::wrap)
}

/// Whether an element is among some that are sorted.
pub(super) fn is_among(element: ElementRef<'_>, sorted: &[ElementRef<'_>]) -> bool {
    sorted.binary_search_by_key(&element.id(), |e| e.id()).is_ok()
}

/// Names what stands around the roots and, in them, what is the page's.
pub(super) fn leave_out<'a>(seen: &Seen<'a>, kept: &Kept<'a>, all: usize, inside: bool, part: &mut Part<'a>) {
    let is_root = is_among(seen.element, &kept.roots);
    let inside = inside || is_root;
    let holds_root = !inside && is_among(seen.element, &kept.above);
    if !is_root && !holds_root && seen.text + seen.drawn > 0 && (!inside || is_furniture(seen, all)) {
        return leave_out_whole(seen, part);
    }
    if holds_root {
        let own: String = seen.element.children().filter_map(|c| c.value().as_text().map(|t| t.to_string())).collect();
        if !own.trim().is_empty() {
            let message = format!("text around the agreement was left out: `{}`", fold(&own));
            part.notes.push(Diagnostic::warning("page-furniture", line(seen.element), message));
        }
    }
    for child in &seen.children {
        leave_out(child, kept, all, inside, part);
    }
}

pub(super) fn leave_out_whole<'a>(seen: &Seen<'a>, part: &mut Part<'a>) {
    let LeftOut { count, begins } = LeftOut::of(&seen.element.text().collect::<Vec<_>>().join(" "));
    let what = furniture_name(seen.element.value());
    let message = format!("{count} characters of {what} were left out: `{begins}`");
    part.notes.push(Diagnostic::note("page-furniture", line(seen.element), message));
    part.left_out.push(seen.element);
}

/// Navigation, banners, menus: by the element, or by a word of its class, unless it holds a good part of the text.
pub(super) fn is_furniture(seen: &Seen<'_>, all: usize) -> bool {
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
    if is_tool_line(seen) {
        return true;
    }
    let words = [element.attr("class"), element.attr("id")];
    words.into_iter().flatten().flat_map(|w| w.split(|c: char| !c.is_ascii_alphanumeric())).any(|word| {
        let word = word.to_ascii_lowercase();
        FURNITURE.contains(&word.as_str())
            || LINKS.contains(&word.as_str()) && seen.linked * 3 > (seen.text - captions_of(seen)) * 2
            || SUBJECTS.contains(&word.as_str()) && !is_section(seen)
            || COMMENTS.contains(&word.as_str()) && has_controls(seen.element)
            || BYLINES.contains(&word.as_str()) && is_byline(seen)
    })
}

/// How many characters of an element its headings have that are no links.
fn captions_of(seen: &Seen<'_>) -> usize {
    match seen.element.value().name().as_bytes() {
        [b'h', b'1'..=b'6'] => seen.text - seen.linked,
        _ => seen.children.iter().map(captions_of).sum(),
    }
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

const FURNITURE: [&str; 21] = [
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
    "banners",
    "advertisement",
    "editsection",
    "catlinks",
    "printfooter",
    "noprint",
];

/// Where a page links to its own parts, its neighbours, its other articles and itself in other languages, if it does
/// little else there but caption them.
const LINKS: [&str; 12] = [
    "toc",
    "tableofcontents",
    "navheader",
    "navfooter",
    "related",
    "recommend",
    "recommended",
    "top",
    "lang",
    "language",
    "languages",
    "locale",
];

/// What a page does and an agreement speaks of: a section on cookies is called after them too.
const SUBJECTS: [&str; 8] = ["cookie", "cookies", "consent", "share", "sharing", "social", "search", "newsletter"];

/// Who wrote an article, and how long ago.
const BYLINES: [&str; 4] = ["author", "byline", "meta", "metadata"];

/// Whether an element says a few words that name no day: a date may be that of the agreement.
fn is_byline(seen: &Seen<'_>) -> bool {
    let text: String = seen.element.text().collect();
    let digits = text.split(|c: char| !c.is_ascii_digit());
    // `Created by <a class=author>…</a>, last changed in spring` is one sentence
    let goes_on =
        || seen.element.next_sibling().is_some_and(|next| next.value().as_text().is_some_and(|t| !t.trim().is_empty()));
    seen.text <= 60 && !holds_headings(seen) && !digits.into_iter().any(|number| number.len() > 3) && !goes_on()
}

/// Whether a line is what Chinese sites print beside their articles: who edited them, how often they were read, how
/// large their letters are to be.
fn is_tool_line(seen: &Seen<'_>) -> bool {
    const SAYS: [&str; 10] = [
        "责任编辑：",
        "字体：",
        "字号：",
        "字体大小",
        "浏览次数",
        "阅读次数",
        "点击数",
        "打印本页",
        "关闭窗口",
        "【打印",
    ];
    let letters = || seen.element.text().flat_map(str::chars).filter(|c| !c.is_whitespace()).collect::<String>();
    seen.text <= 60 && !holds_headings(seen) && {
        let text = letters();
        // when an article was put on the page, and where it is from
        let origin = || text.contains("来源：") && text.contains("时间：");
        SAYS.iter().any(|words| text.contains(words)) || origin()
    }
}

/// What readers say below an article, in a form for more.
const COMMENTS: [&str; 7] = ["comment", "comments", "respond", "reply", "feedback", "votes", "rating"];

pub(super) fn holds_headings(seen: &Seen<'_>) -> bool {
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

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn a_page_in_other_languages_and_who_wrote_it() {
        let text = "<h1>Mooring</h1><p>A berth is let by the season.</p><p>Ropes are extra.</p>";
        let languages = "<div class=lang-switch><a href=/en>English</a> <a href=/de>Deutsch</a></div>";
        let page = read(&format!("<div>{languages}{text}</div>")).expect("a page");
        assert_eq!(rows(&page)[0], "1 h1 Mooring");
        let sentence = "<p>Drawn up by <span class=author>A. Reed</span>, in spring.</p>";
        let page = read(&format!("<div>{text}{sentence}</div>")).expect("a page");
        assert!(rows(&page).contains(&"1 p Drawn up by A. Reed, in spring.".to_owned()), "{:?}", rows(&page));
    }
}
