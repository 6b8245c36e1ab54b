//! Text that a page holds and does not show: in the colour of its ground, smaller than any eye sees, beside the screen.
//!
//! Only what is certain counts. A page whose style sheets stand in other files says little of its colours; pictures,
//! shades and what is laid over something else are no known ground. What a script may show (`opacity`, `display` in a
//! style sheet) is read, and that is told. Words for those who hear the page are left to the names of their classes.

mod look;
mod rule;

use std::collections::HashMap;

use scraper::{ElementRef, Html};

use super::page::is_silent;
use super::sheet::squeezed;
use look::Look;
use rule::{Declared, Rule, Said};

/// How many times a selector may be held against an element.
const MAX_MATCHES: usize = 20_000_000;

/// How far words are from being seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// They cannot be.
    Unseen,
    /// Not before something shows them.
    Veiled,
}

/// The elements whose own words a page does not show, sorted by their node.
#[derive(Debug, Default)]
pub(super) struct Unseen<'t> {
    elements: Vec<(ElementRef<'t>, How)>,
}

impl<'t> Unseen<'t> {
    /// Looks at all of a page with these style sheets.
    pub(super) fn of(page: &'t Html, styles: &str) -> Unseen<'t> {
        let elsewhere = styles.contains("@import") || page.root_element().descendent_elements().any(is_linked_sheet);
        let rules = rule::rules(styles);
        let count = page.root_element().descendent_elements().count();
        // what is not held against the page counts as unknown
        let (rules, elsewhere) = match rules.len().saturating_mul(count) > MAX_MATCHES {
            true => (Vec::new(), true),
            false => (rules, elsewhere),
        };
        let mut out = Unseen::default();
        let mut looks: HashMap<_, Look> = HashMap::new();
        for element in page.root_element().descendent_elements() {
            let around = element.parent().and_then(|parent| looks.get(&parent.id())).copied().unwrap_or_default();
            let declared = declared(element, &rules, elsewhere);
            let own = around.within(element.value(), &declared);
            if let Some(how) = own.how().filter(|_| has_words(element) && !is_silent(element.value())) {
                out.elements.push((element, how));
            }
            looks.insert(element.id(), own);
        }
        out.elements.sort_unstable_by_key(|(element, _)| element.id());
        out
    }

    /// Whether the words that stand right in an element are not shown.
    pub(super) fn how(&self, element: ElementRef<'_>) -> Option<How> {
        let found = self.elements.binary_search_by_key(&element.id(), |(e, _)| e.id()).ok()?;
        Some(self.elements[found].1)
    }

    /// Where that would be most of a page of so many characters, its ground is not what it seems: all of it is seen.
    pub(super) fn unless_most(mut self, size: usize) -> Unseen<'t> {
        let unseen = self.elements.iter().filter(|(_, how)| *how == How::Unseen);
        let count: usize = unseen.flat_map(|(e, _)| words(*e)).map(|words| words.trim().chars().count()).sum();
        if count * 2 >= size {
            self.elements.iter_mut().for_each(|(_, how)| *how = How::Veiled);
        }
        self
    }
}

fn words(element: ElementRef<'_>) -> impl Iterator<Item = &str> {
    element.children().filter_map(|child| child.value().as_text()).map(|text| &**text)
}

fn has_words(element: ElementRef<'_>) -> bool {
    words(element).any(|words| !words.trim().is_empty())
}

fn is_linked_sheet(element: ElementRef<'_>) -> bool {
    let value = element.value();
    value.name() == "link" && value.attr("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("stylesheet"))
}

/// What is said of an element: by the sheets, what weighs most last, then by itself. Of sheets in other files nothing is
/// known; what they say, only the element itself can take back.
fn declared(element: ElementRef<'_>, rules: &[Rule], elsewhere: bool) -> Declared {
    let mut out = Declared::default();
    rules.iter().filter(|rule| rule.selector.matches(&element)).for_each(|rule| out.take(&rule.declared));
    if elsewhere && !is_plain(element) {
        out.forget();
    }
    rule::by_attributes(element.value(), &mut out);
    if let Some(style) = element.value().attr("style") {
        let mut own = Declared::read(style);
        // of what an element itself hides, the walk tells
        let css = squeezed(style);
        if css.contains("display:none") || css.contains("visibility:hidden") {
            own.veiled = Said::Nothing;
        }
        out.take(&own);
    }
    out
}

/// Whether a style sheet has hardly anything to say of an element.
fn is_plain(element: ElementRef<'_>) -> bool {
    let value = element.value();
    matches!(value.name(), "span" | "b" | "i" | "em" | "strong" | "font" | "u")
        && value.attr("class").is_none()
        && value.attr("id").is_none()
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;

    /// The paragraphs of a page with this style sheet and body, and the codes of what is told.
    fn page(styles: &str, body: &str) -> (String, String) {
        let rest = "<p>Oars are lent out at the gate and are brought back before dark, dry and whole.</p>";
        let found = read(&format!("<style>{styles}</style><h1>Boats</h1>{body}{rest}")).expect("a page");
        let texts: Vec<&str> = found.blocks.iter().map(|b| b.text.as_str()).collect();
        let codes: Vec<&str> = found.diagnostics.iter().map(|d| d.code).collect();
        (texts[1..texts.len() - 1].join("|"), codes.join(" "))
    }

    #[test]
    fn words_that_nobody_sees_are_left_out_and_told() {
        for style in [
            "color:#fff",
            "COLOR: White",
            "color:rgb(254, 255, 255)",
            "color:transparent",
            "font-size:0",
            "font-size: 1px",
            "font-size:.05em",
            "position:absolute; left:-9999px",
            "text-indent:-9999px",
            "position:absolute;clip:rect(0,0,0,0)",
            "background:#123;color:#112233",
        ] {
            let told = ("Boats are let.".to_owned(), "hidden-text".to_owned());
            assert_eq!(page("", &format!("<p>Boats are let. <i style='{style}'>Swans bite.</i></p>")), told, "{style}");
            assert_eq!(page(&format!("p .k{{{style}}}"), "<p>Boats are let. <i class=k>Swans bite.</i></p>"), told);
        }
        assert_eq!(page("", "<p>Boats are let. <font color=white>Swans bite.</font></p>").1, "hidden-text");
    }

    #[test]
    fn words_that_may_be_seen_are_read() {
        let swans = |styles: &str, body: &str| {
            assert_eq!(page(styles, body), ("Swans bite.".to_owned(), String::new()), "{styles} {body}");
        };
        for ground in [
            "background:#123",
            "background-image:url(a.png)",
            "background:linear-gradient(red,blue)",
            "position:relative",
        ] {
            swans("", &format!("<div style='{ground}'><p style='color:#fff'>Swans bite.</p></div>"));
            swans(&format!(".dark{{{ground}}} .dark p{{color:white}}"), "<div class=dark><p>Swans bite.</p></div>");
        }
        // a table's head, larger words within, another colour on some screens, letters cut out of a picture
        swans("", "<div style='font-size:0'><p style='font-size:14px'>Swans bite.</p></div>");
        swans(".k{color:white} @media screen{body{background:black}}", "<p class=k>Swans bite.</p>");
        swans(".k{color:white} .k.l{color:black}", "<p class='k l'>Swans bite.</p>");
        swans(".k{color:transparent;background-clip:text}", "<p class=k>Swans bite.</p>");
        swans(".k::after{color:white}", "<p class=k>Swans bite.</p>");
        // the ground can be that of a sheet in another file
        swans("", "<link rel=stylesheet href=a.css><div class=k><p style='color:white'>Swans bite.</p></div>");
    }

    #[test]
    fn what_something_may_show_is_read_and_told() {
        let told = ("Swans bite.".to_owned(), "folded-text".to_owned());
        assert_eq!(page("", "<p style='opacity:0'>Swans bite.</p>"), told);
        for style in ["display:none", "visibility:hidden", "opacity: 0", "max-height:0; overflow:hidden"] {
            assert_eq!(page(&format!(".tab{{{style}}}"), "<div class=tab><p>Swans bite.</p></div>"), told, "{style}");
        }
        // a page that is white all over stands on a ground that is not known
        let dark = format!("<p style='color:white'>{}</p>", "Swans bite. ".repeat(40));
        assert_eq!(page("", &dark).1, "folded-text");
    }

    #[test]
    fn headings_for_those_who_hear_the_page_are_left_out() {
        let heard = page("", "<h2 class='sr-only'>Main part</h2><p>Swans bite.</p>");
        assert_eq!(heard, ("Swans bite.".to_owned(), "unshown-text".to_owned()));
        let title =
            read("<h1 class='visually-hidden'>Boats</h1><p>Swans bite whoever comes too near to their nests.</p>");
        assert_eq!(title.expect("a page").blocks[0].text, "Boats");
    }
}
