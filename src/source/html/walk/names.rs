//! What the name of an element says of it.

use scraper::{ElementRef, Node};

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

/// Whether an element sets a number before the caption behind it in a heading, as a style parts them:
/// `<span class=num>2</span>Fees`. A style can part the digits of one number as well.
pub(super) fn numbers_caption(element: ElementRef<'_>) -> bool {
    const NAMES: [&str; 9] = ["num", "number", "no", "nr", "index", "idx", "count", "counter", "ordinal"];
    let own: String = element.text().take(4).collect();
    let own = own.trim();
    let is_number = (1..=3).contains(&own.len()) && own.bytes().all(|b| b.is_ascii_digit());
    let named = || {
        let words = element.value().classes().flat_map(|class| class.split(['-', '_']));
        words.into_iter().any(|word| NAMES.contains(&word.to_ascii_lowercase().as_str()))
    };
    let behind = || {
        let first = element.next_sibling()?;
        let text = match first.value() {
            Node::Text(text) => text.to_string(),
            _ => ElementRef::wrap(first)?.text().flat_map(str::chars).take(2).collect(),
        };
        let mut chars = text.chars();
        Some((chars.next()?, chars.next()?))
    };
    let begins = |(first, second): (char, char)| {
        first.is_uppercase() && second.is_lowercase() || first.is_alphabetic() && named()
    };
    is_number && behind().is_some_and(begins)
}

#[cfg(test)]
mod tests {
    use crate::source::html::read;
    use crate::source::tests::rows;

    #[test]
    fn numbers_that_a_style_parts_from_their_captions() {
        for (heading, caption) in [
            ("<span>2</span><span>Fees</span>", "2 Fees"),
            ("<span class=sec-num>2</span>费用", "2 费用"),
            ("<small>2</small>Fees", "2 Fees"),
            // runs of characters, as word processors divide them
            ("<span>2</span><span>026年版</span>", "2026年版"),
            ("<span>3</span><span>个月</span>", "3个月"),
            ("<span>1</span><span>A</span>", "1A"),
        ] {
            let page = read(&format!("<h2>{heading}</h2><p>The guest pays.</p>")).expect("a page");
            assert_eq!(rows(&page)[0], format!("1 h2 {caption}"));
        }
    }
}
