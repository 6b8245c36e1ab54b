//! A count and the English noun behind it, as messages say it.

/// `1 clause`, `2 clauses`, `0 entries`.
pub fn plural(count: impl std::fmt::Display, noun: &str) -> String {
    let count = count.to_string();
    match (count.as_str(), noun.strip_suffix('y')) {
        ("1", _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        (_, None) => format!("{count} {noun}s"),
    }
}
