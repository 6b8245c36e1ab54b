//! What the name of an element says of it.

use scraper::ElementRef;

use crate::digest::fold;
use crate::model::label::{self, Enclosure, Label};

/// So many characters tell whether a number stands first.
const NUMBER: usize = 60;

/// Whether a quotation quotes nothing: editors set lists of numbered paragraphs in by it.
pub(super) fn sets_in(quotation: ElementRef<'_>) -> bool {
    counts_on(quotation.child_elements().take(2))
}

/// Whether two elements behind one another begin with the numbers 1 and 2 of one series.
pub(super) fn counts_on<'t>(elements: impl Iterator<Item = ElementRef<'t>>) -> bool {
    let begins = |e: ElementRef<'_>| fold(&e.text().flat_map(str::chars).take(NUMBER).collect::<String>());
    let mut before: Option<Label> = None;
    elements.map(|e| Some(label::scan(&begins(e))?.0)).any(|label| {
        let first = before.take().filter(|before| before.last() == 1);
        let counts = first.as_ref().zip(label.as_ref()).is_some_and(|(first, second)| first.is_followed_by(second));
        before = label;
        counts
    })
}

/// What kind of element a name says: the parts of a page's own elements are named after what they are (`ne-p`, `ne-h2`).
pub(super) fn kind(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or(name)
}

pub(super) fn is_heading(name: &str) -> bool {
    matches!(kind(name).as_bytes(), [b'h', b'1'..=b'6'])
}

pub(super) fn is_block(name: &str) -> bool {
    const NAMES: &str = " html body address article aside center dd blockquote details dialog div dl dt fieldset figcaption figure \
        footer form header hgroup legend main nav p search section summary tbody thead tfoot td th tr caption option ";
    NAMES.split_ascii_whitespace().any(|known| known == kind(name))
}

/// Whether an element sets a number before the element behind it: `<b>2.</b><span>The …`, which a style parts.
pub(super) fn numbers_next(element: ElementRef<'_>) -> bool {
    let own: String = element.text().take(4).collect();
    let own = own.trim();
    let marked = |label: &Label| label.enclosure != Enclosure::None || label.values.len() > 1;
    let next = || element.next_sibling().is_some_and(|next| next.value().is_element());
    own.len() <= 12 && Label::read(own).is_some_and(|label| marked(&label)) && next()
}
