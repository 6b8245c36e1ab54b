//! Captions that a mark sets apart from the text behind them: `**Fees.** The guest pays.`

use std::borrow::Cow;

use super::{Found, Sure};
use crate::marks::{self, Span};
use crate::structure::caption::{can_be_caption, is_mostly_cased, is_title_case, is_wide, is_wider};

/// How wide a caption in wide characters can be, in em.
const WIDEST: usize = 24;

/// The caption with which a text begins, where a mark sets it apart: `**Fees.** The …`, `<u>Fees</u>. The …`, `**Fees** – The …`
pub(super) fn caption(text: &str) -> Option<Found> {
    let (inside, rest) = match marks::strong_start(text) {
        Some((inside, rest)) => (marks::escape_start(inside.to_owned()), rest.into()),
        None => first_mark(text)?,
    };
    let (inside, rest) = (inside.trim_end(), rest.trim_start());
    let stops = ['.', '。', '?', '？'];
    if !inside.ends_with(stops) && !rest.starts_with(['.', '。', '–', '—']) {
        return None;
    }
    let name = marks::plain(inside);
    let name = name.trim_end_matches(['.', '。']);
    let wide = name.contains(is_wide);
    let words = can_be_caption(name) && !name.contains(". ") && !name.starts_with(['“', '"', '「']);
    if !words || wide && is_wider(name, WIDEST) {
        return None;
    }
    let (stop, rest) = match rest.strip_prefix(['.', '。']) {
        _ if inside.ends_with(stops) => ("", rest),
        Some(behind) => (&rest[..rest.len() - behind.len()], behind),
        // the dash parts caption and text, as behind a number
        None => ("", rest.strip_prefix(['–', '—']).filter(|b| b.starts_with(' '))?),
    };
    let heading = format!("{inside}{stop}");
    let rest = rest.trim_start();
    if begins_small(rest) {
        return None;
    }
    let cased = name.ends_with(['?', '？']) || !wide && (is_title_case(name) || is_mostly_cased(name));
    Some(Found { heading, rest: rest.to_owned(), sure: if cased { Sure::Alone } else { Sure::BySeries } })
}

/// What stands under the mark with which a text begins, and what is behind it.
fn first_mark(text: &str) -> Option<(String, Cow<'_, str>)> {
    let mut spans = marks::parse(text);
    let (Span::Strong(_) | Span::Emphasis(_) | Span::Underline(_)) = spans.first()? else { return None };
    let rest = spans.split_off(1);
    while let [Span::Strong(inner) | Span::Emphasis(inner) | Span::Underline(inner)] = spans.as_mut_slice() {
        spans = std::mem::take(inner);
    }
    Some((marks::write(&spans), marks::write(&rest).into()))
}

/// Whether what is shown of a text begins with a small letter.
fn begins_small(text: &str) -> bool {
    match text.chars().next() {
        Some(c) if c.is_alphanumeric() => c.is_lowercase(),
        _ => marks::shown(text).trim_start().starts_with(char::is_lowercase),
    }
}
