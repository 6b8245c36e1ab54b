//! Whether an element is a heading, and of which level.

use scraper::ElementRef;

use super::{Page, is_heading, kind};

/// The level of what is a heading, or says that it is one; 0 where it says no level.
pub(super) fn heading_level<'t>(element: ElementRef<'t>, page: &Page<'t>) -> Option<u8> {
    let value = element.value();
    match kind(value.name()).as_bytes() {
        [b'h', level @ b'1'..=b'6'] => {
            let level = || page.folds.heading(element, level - b'0');
            (!holds_text(element)).then(level)
        }
        b"summary" => {
            let holds =
                |other: ElementRef<'_>| other.value().name() != "summary" && other.text().any(|t| !t.trim().is_empty());
            let details = element.parent().and_then(ElementRef::wrap).filter(|d| d.value().name() == "details");
            let first = |details: ElementRef<'_>| details.child_elements().next() == Some(element);
            let captions = details.is_some_and(|details| first(details) && details.child_elements().any(holds));
            let heading = element
                .descendent_elements()
                .filter(|e| is_heading(e.value().name()))
                .find_map(|e| heading_level(e, page));
            captions.then(|| heading.unwrap_or_else(|| page.folds.caption(element)))
        }
        _ if page.folds.is_caption(element) => Some(page.folds.caption(element)),
        _ if value.attr("role") == Some("heading") => {
            let level = value.attr("aria-level").and_then(|level| level.trim().parse().ok());
            Some(level.filter(|level| (1..=6).contains(level)).unwrap_or(0))
        }
        _ => value.attr("class").filter(|class| page.captions.binary_search(class).is_ok()).map(|_| 0),
    }
}

/// More characters than a heading has.
const LONG: usize = 60;

/// Whether a heading holds paragraphs, as in pages that never close theirs.
fn holds_text(heading: ElementRef<'_>) -> bool {
    let blocks = heading.child_elements().filter(|e| matches!(e.value().name(), "p" | "div" | "ul" | "ol" | "table"));
    let sizes =
        blocks.map(|e| e.text().map(|text| text.trim().chars().count()).sum::<usize>()).filter(|size| *size > 0);
    let (number, size) = sizes.fold((0, 0), |(number, size), one| (number + 1, size + one));
    number > 1 && size > LONG
}
