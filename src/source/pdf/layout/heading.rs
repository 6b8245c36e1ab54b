//! Which paragraphs are headings, and of which level: by size, weight and place.

use std::collections::HashMap;

use super::flow::{Element, Page, Paragraph};
use crate::model::label;
use crate::source::printed::ends_sentence;

/// How a heading looks: what is larger is wider; of one size, what comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Look {
    /// In quarters of a point.
    size: i32,
    bold: bool,
    italic: bool,
    capitals: bool,
}

/// What numbers the headings of one kind: `1.`, `ANNEX I`.
type Series = (label::Unit, label::Form, label::Enclosure, usize);

/// The level of each element that is a heading.
pub(super) fn levels(elements: &[Element], page: &Page<'_>) -> Vec<Option<u8>> {
    let mut of_series: HashMap<Series, Look> = HashMap::new();
    let looks: Vec<Option<(Look, bool, bool)>> = elements
        .iter()
        .map(|e| {
            let Element::Paragraph(p) = e else { return None };
            let look = look(p, page)?;
            let label = label::scan(&p.text()).map(|(label, _)| label);
            let first = label.as_ref().is_some_and(|l| l.last() == 1);
            let bare = label.as_ref().is_some_and(|l| l.unit == label::Unit::Bare);
            // headings of one numbering are of one level, however long their lines
            let look = match label {
                Some(l) => *of_series.entry((l.unit, l.form, l.enclosure, l.values.len())).or_insert(look),
                None => look,
            };
            Some((look, bare, first))
        })
        .collect();
    // a heading without a number, and at once the first number of the same look: the one holds the other
    let holds = |pair: &[Option<(Look, bool, bool)>]| match pair {
        [Some((a, false, _)), Some((b, true, true))] => (a == b).then_some(*a),
        _ => None,
    };
    let holders: Vec<Look> = looks.windows(2).skip(1).filter_map(holds).collect();
    let keys: Vec<Option<(Look, bool)>> =
        looks.iter().map(|l| l.map(|(look, bare, _)| (look, bare && holders.contains(&look)))).collect();
    let mut order: Vec<(Look, bool)> = Vec::new();
    for key in keys.iter().flatten() {
        if !order.contains(key) {
            order.push(*key);
        }
    }
    order.sort_by_key(|(look, held)| (std::cmp::Reverse(look.size), *held));
    let levels: HashMap<_, u8> = order.into_iter().zip((1..=6).chain(std::iter::repeat(6))).collect();
    keys.iter().map(|key| key.and_then(|k| levels.get(&k).copied())).collect()
}

/// The look of a heading; none of a paragraph that is none.
fn look(p: &Paragraph, page: &Page<'_>) -> Option<Look> {
    let text = p.text();
    let wide = text.chars().filter(|c| crate::marks::is_east_asian(*c)).count();
    let width = wide + text.chars().count();
    let words = text.split_whitespace().count();
    if p.lines.len() > 3 || width > 160 || words > 24 || super::list::bullet(&text).is_some() {
        return None;
    }
    if !text.chars().any(char::is_alphabetic) || text.ends_with(['，', '；', '、', ',', ';']) {
        return None;
    }
    let runs = || p.lines.iter().flat_map(|l| &l.runs).filter(|r| r.text.chars().any(char::is_alphanumeric));
    let size = p.lines[0].size;
    let look = Look {
        size: (size * 4.0).round() as i32,
        bold: runs().all(|r| page.measure.is_bold(r)),
        italic: runs().all(|r| r.italic),
        capitals: words > 0 && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase),
    };
    let centred = p.lines.iter().all(|l| page.is_centred(l));
    let large = size > 1.12 * page.measure.size;
    let colon = text.ends_with(['：', ':']);
    let sentence =
        ends_sentence(&text) && !(text.ends_with(['?', '？']) || text.ends_with('.') && words <= 6 || colon && large);
    let stands_out =
        large || (look.bold && p.lines.len() <= 2) || (centred && p.lines.len() == 1 && width <= 80 && !is_item(&text));
    (stands_out && !sentence).then_some(look)
}

/// Whether a text is numbered as items of lists are, or goes on in small letters: set in, it can stand in the middle.
fn is_item(text: &str) -> bool {
    let Some((label, end)) = label::scan(text) else { return false };
    let letter =
        !matches!(label.form, label::Form::Decimal | label::Form::Han | label::Form::Upper | label::Form::UpperRoman);
    let enclosed = matches!(label.enclosure, label::Enclosure::Full | label::Enclosure::Half);
    label.unit == label::Unit::Bare && (letter || enclosed || text[end..].trim_start().starts_with(char::is_lowercase))
}
