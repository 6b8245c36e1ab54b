//! A page without headings → the classes of its captions: `<div class="section-title">`.
//!
//! A class captions if it says so by its name, comes more than once, and nothing that has it is a sentence or holds
//! blocks. How wide such captions are, no page says.

use std::collections::BTreeMap;

use scraper::ElementRef;

use crate::source::printed::ends_sentence;

/// More characters than a caption has.
const LONG: usize = 60;

/// The classes by which a page without headings captions its parts, each the whole attribute, sorted.
pub(super) fn classes<'t>(roots: &[ElementRef<'t>]) -> Vec<&'t str> {
    let elements = || roots.iter().flat_map(|root| root.descendent_elements());
    if elements().any(|e| matches!(e.value().name().as_bytes(), [b'h', b'2'..=b'6'])) {
        return Vec::new();
    }
    let mut counts: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for element in elements().filter(|e| matches!(e.value().name(), "div" | "p")) {
        if let Some(class) = element.value().attr("class").filter(|class| names_caption(class)) {
            let count = counts.entry(class).or_insert(Some(0));
            *count = count.filter(|_| can_caption(element)).map(|n| n + 1);
        }
    }
    counts.into_iter().filter(|(_, count)| count.is_some_and(|n| n > 1)).map(|(class, _)| class).collect()
}

/// `sec-title`, `index_title__3Fz`, `partHeading`.
fn names_caption(class: &str) -> bool {
    const WORDS: [&str; 5] = ["title", "heading", "headline", "subtitle", "subheading"];
    let lower = class.to_ascii_lowercase();
    WORDS.iter().flat_map(|word| lower.match_indices(word)).any(|(at, word)| {
        let starts =
            !class[..at].ends_with(|c: char| c.is_ascii_alphanumeric()) || class[at..].starts_with(char::is_uppercase);
        starts && !class[at + word.len()..].starts_with(|c: char| c.is_ascii_lowercase())
    })
}

fn can_caption(element: ElementRef<'_>) -> bool {
    let text: String = element.text().collect();
    let text = text.trim();
    let inline = |e: ElementRef<'_>| {
        matches!(e.value().name(), "span" | "b" | "strong" | "a" | "i" | "em" | "font" | "svg" | "img")
    };
    !text.is_empty()
        && text.chars().count() <= LONG
        && (!ends_sentence(text) || text.ends_with(['?', '？']))
        && element.child_elements().all(inline)
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn classes_caption_where_there_are_no_headings() {
        let clause = |title: &str, text: &str| {
            format!("<div class='sec'><div class='sec-title'>{title}</div><div class=text>{text}</div></div>")
        };
        let page = [
            "<div class=mainTitle>泊位规则</div>".to_owned(),
            clause("泊位", "泊位按季出租。"),
            clause("<span>费用</span>", "春季支付。"),
        ]
        .concat();
        assert_eq!(
            rows(&read(&page).expect("a page")),
            ["1 p 泊位规则", "1 h0 泊位", "1 p 泊位按季出租。", "1 h0 费用", "1 p 春季支付。"]
        );
        let sentences = [clause("Berths", "A berth is given."), clause("Fees are due.", "In spring.")].concat();
        assert!(rows(&read(&sentences).expect("a page")).iter().all(|row| row.starts_with("1 p")));
        assert!(!super::names_caption("subtitled entitled") && super::names_caption("index_title__3Fz partHeading"));
    }
}
