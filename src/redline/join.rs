//! What joins the references of a list: `Sections 4, 5 and 7 to 9`.

use super::token::{Class, Token};

/// Whether a list of references goes on behind a token.
pub(super) fn joins(t: &Token<'_>) -> bool {
    matches!(t.class, Class::Space | Class::Mark)
        || JOINS.contains(&t.text)
        || t.class == Class::Reference && t.text.starts_with('第')
}

/// Whether a text ends with what joins the numbers of a list.
pub(super) fn ends_with_join(text: &str) -> bool {
    JOINS.iter().any(|join| text.ends_with(join))
}

/// What stands between the numbers of a list or of a range.
const JOINS: [&str; 40] = [
    ",",
    "、",
    "，",
    "-",
    "–",
    "—",
    "&",
    "和",
    "及",
    "与",
    "至",
    "到",
    "或",
    "and",
    "or",
    "to",
    "through",
    "und",
    "oder",
    "bis",
    "et",
    "ou",
    "à",
    "y",
    "o",
    "a",
    "e",
    "ed",
    "al",
    "en",
    "of",
    "tot",
    "и",
    "или",
    "по",
    "до",
    "و",
    "أو",
    "إلى",
    "والمادة",
];
