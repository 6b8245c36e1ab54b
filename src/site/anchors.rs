//! The anchor of every clause on a page: its id, and the older numbers that lead to it.

use std::collections::{HashMap, HashSet};

use crate::model::path::Placed;

/// Anchors of one text, by the clause's place in reading order.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// The anchor itself.
    pub(super) own: Vec<String>,
    /// Addresses that led to the clause in this or an older version and that no clause of this text has as its own.
    pub(super) aliases: Vec<Vec<String>>,
}

/// Anchors for the clauses of a text. `older` are the clauses of older versions, the latest version first.
pub(super) fn anchors(placed: &[Placed<'_>], older: &[Vec<Placed<'_>>]) -> Anchors {
    let mut taken = HashSet::new();
    // an id is unique in a good text; a second one falls back to its path and then counts on
    let own: Vec<String> = placed
        .iter()
        .map(|p| {
            let wanted = [p.id(), &p.path].into_iter().map(attribute).find(|a| !a.is_empty() && !taken.contains(a));
            let base = attribute(&p.path);
            let anchor =
                wanted.or_else(|| (2..).map(|n| format!("{base}~{n}")).find(|a| !taken.contains(a))).unwrap_or(base);
            taken.insert(anchor.clone());
            anchor
        })
        .collect();
    let at: HashMap<&str, usize> = placed.iter().enumerate().map(|(i, p)| (p.id(), i)).collect();
    let mut aliases = vec![Vec::new(); placed.len()];
    let known = placed.iter().enumerate().map(|(i, p)| (i, p.path.as_str()));
    let before = older.iter().flatten().filter_map(|p| Some((*at.get(p.id())?, p.path.as_str())));
    for (i, path) in known.chain(before) {
        let alias = attribute(path);
        if taken.insert(alias.clone()) {
            aliases[i].push(alias);
        }
    }
    Anchors { own, aliases }
}

/// An `id` attribute holds no white space.
pub(super) fn attribute(id: &str) -> String {
    id.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::path::place;
    use crate::model::text::{Clause, Item, Text};

    fn text(clauses: &[(&str, Option<&str>)]) -> Text {
        let clause = |(number, id): &(&str, Option<&str>)| {
            Item::Clause(Clause { number: Some((*number).to_owned()), id: id.map(str::to_owned), ..Clause::default() })
        };
        Text { body: clauses.iter().map(clause).collect(), ..Text::default() }
    }

    #[test]
    fn an_old_number_leads_to_its_clause_unless_another_has_it() {
        let old = text(&[("1.", None), ("2.", None), ("3.", None)]);
        // 1. is new, the old 1. and 2. follow, 3. went away
        let new = text(&[("1.", Some("4")), ("2.", Some("1")), ("3.", Some("2"))]);
        let anchors = anchors(&place(&new), &[place(&old)]);
        assert_eq!(anchors.own, ["4", "1", "2"]);
        assert_eq!(anchors.aliases, [vec![], vec![], vec!["3".to_owned()]]);
    }

    #[test]
    fn anchors_are_unique_whatever_the_ids() {
        let t = text(&[("1.", Some("a b")), ("2.", Some("a b")), ("3.", Some("2")), ("4.", Some(""))]);
        assert_eq!(anchors(&place(&t), &[]).own, ["a-b", "2", "3", "4"]);
    }
}
