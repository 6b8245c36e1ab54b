//! Where a clause stands in its text, from the printed numbers: `3`, `3.2.6`, `3.2.6/1~2`, `12-1`.
//!
//! - A number's *key* is its value: 第三条 and `3.` give `3`, `3.2.6` stays, 第十二条之一 gives `12-1`. Letters stay
//!   as printed (`(a)` is `a`, `(iv)` is `iv`); after a word they count (`Article IV` is `4`). Containers say what
//!   they are (`chapter-2`, `part-1`, `section-3`, `annex-1`).
//! - A decimal number of several parts stands by itself where an ancestor has its beginning: 3.2 below 第三条 is
//!   `3.2`, not `3/3.2`. Articles are numbered through a text (or through an annex), whatever chapter they
//!   stand in: 第二章 第九条 is `9`. Every other key goes below its parent's path.
//! - An unnumbered heading gives its slug, a bullet `b1`, `b2`, …
//! - The second clause with the same path gets `~2`, in reading order.

use std::collections::HashMap;

use super::label::{Enclosure, Form, Label, Unit};
use super::text::{Clause, Item, Text};

/// A clause with its path, its id and its place in the tree.
#[derive(Clone, Debug)]
pub struct Placed<'t> {
    /// The path in this text.
    pub path: String,
    /// The clause.
    pub clause: &'t Clause,
    /// Its number, read.
    pub label: Option<Label>,
    /// How many clauses stand above it.
    pub depth: usize,
    /// The index, in the same list, of the clause above it.
    pub parent: Option<usize>,
}

impl Placed<'_> {
    /// The id that outlives renumbering: the written one, else the path.
    pub fn id(&self) -> &str {
        self.clause.id.as_deref().unwrap_or(&self.path)
    }
}

/// Every clause of a text in reading order (parents first) with its path.
pub fn place(text: &Text) -> Vec<Placed<'_>> {
    let clauses = text.clauses().count();
    let (out, scopes) = (Vec::with_capacity(clauses), Vec::with_capacity(clauses));
    let mut walk = Walk { out, scopes, seen: HashMap::with_capacity(clauses) };
    walk.body(&text.body, None, 0);
    walk.out
}

struct Walk<'t> {
    out: Vec<Placed<'t>>,
    /// For each clause in `out`: how much of its path its siblings share.
    scopes: Vec<usize>,
    seen: HashMap<String, usize>,
}

impl<'t> Walk<'t> {
    fn body(&mut self, body: &'t [Item], parent: Option<usize>, depth: usize) {
        let mut bullets = 0;
        for item in body {
            let Item::Clause(clause) = item else { continue };
            let label = clause.number.as_deref().and_then(Label::read);
            let above = self.scope(label.as_ref(), parent);
            let scope = above.len();
            let mut path = String::with_capacity(scope + 16);
            path.push_str(above);
            if scope > 0 {
                path.push('/');
            }
            match (&label, &clause.number, &clause.heading) {
                (Some(label), Some(printed), _) => push_key(&mut path, label, printed),
                (None, Some(printed), _) => path.push_str(&slug(printed)),
                (_, None, Some(heading)) => path.push_str(&slug(heading)),
                (_, None, None) => {
                    bullets += 1;
                    path.push_str(&format!("b{bullets}"));
                }
            }
            let path = self.unique(path);
            let at = self.out.len();
            self.out.push(Placed { path, clause, label, depth, parent });
            self.scopes.push(scope);
            self.body(&clause.body, Some(at), depth + 1);
        }
    }

    /// The path below which a clause with this label is addressed.
    fn scope(&self, label: Option<&Label>, parent: Option<usize>) -> &str {
        let Some(parent) = parent else { return "" };
        let below = &self.out[parent].path;
        let Some(label) = label else { return below };
        let above = || std::iter::successors(Some(parent), |i| self.out[*i].parent);
        // `§ 1` of `Art. 5` is its paragraph
        let within = self.out[parent].label.as_ref().is_some_and(|l| l.unit == Unit::Article);
        if label.unit == Unit::Article && !within {
            let annex = above().find(|i| self.out[*i].label.as_ref().is_some_and(|l| l.unit == Unit::Annex));
            return annex.map_or("", |i| &self.out[i].path);
        }
        if label.values.len() > 1 {
            let owner = above().find(|i| {
                let values = self.out[*i].label.as_ref().map_or(&[][..], |l| &l.values);
                !values.is_empty() && values.len() < label.values.len() && label.values.starts_with(values)
            });
            if let Some(owner) = owner {
                return &self.out[owner].path[..self.scopes[owner]];
            }
        }
        below
    }

    fn unique(&mut self, wanted: String) -> String {
        match self.seen.get_mut(&wanted) {
            Some(n) => {
                *n += 1;
                format!("{wanted}~{n}")
            }
            None => {
                self.seen.insert(wanted.clone(), 1);
                wanted
            }
        }
    }
}

/// Adds the key of a label: `3.2.6`, `12-1`, `chapter-2`, `a`.
fn push_key(path: &mut String, label: &Label, printed: &str) {
    path.push_str(match label.unit {
        Unit::Book => "book-",
        Unit::Part => "part-",
        Unit::Chapter => "chapter-",
        Unit::Section => "section-",
        Unit::Annex => "annex-",
        Unit::Recital => "recital-",
        Unit::Article | Unit::Paragraph | Unit::Item | Unit::Bare => "",
    });
    let letters = matches!(label.form, Form::Lower | Form::Upper | Form::LowerRoman | Form::UpperRoman);
    if letters && label.enclosure != Enclosure::Word {
        path.extend(printed.chars().filter(|c| c.is_alphanumeric()));
    } else {
        for (i, value) in label.values.iter().enumerate() {
            path.push_str(if i == 0 { "" } else { "." });
            path.push_str(&value.to_string());
        }
    }
    for n in &label.inserted {
        path.push('-');
        path.push_str(&n.to_string());
    }
}

/// A heading as part of an address: letters and digits of any script in lower case, everything else a hyphen,
/// at most 40 characters.
pub fn slug(s: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for c in crate::marks::plain(s).chars() {
        if length >= 40 {
            break;
        }
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
            length += c.to_lowercase().count();
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
            length += 1;
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "untitled".to_owned() } else { out.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c(number: &str, body: Vec<Item>) -> Item {
        let number = Some(number.to_owned()).filter(|n| !n.is_empty());
        Item::Clause(Clause { number, body, ..Clause::default() })
    }

    fn paths(body: Vec<Item>) -> Vec<String> {
        let text = Text { body, ..Text::default() };
        place(&text).into_iter().map(|p| p.path).collect()
    }

    #[test]
    fn paths_follow_the_numbers() {
        let items = || vec![c("（1）", vec![]), c("（2）", vec![]), c("（1）", vec![])];
        let body = vec![c("第三条", vec![c("3.2", vec![c("3.2.6", items())])]), c("第十二条之一", vec![])];
        assert_eq!(paths(body), ["3", "3.2", "3.2.6", "3.2.6/1", "3.2.6/2", "3.2.6/1~2", "12-1"]);
    }

    #[test]
    fn containers_letters_bullets_and_annexes() {
        let body = vec![
            c("第一章", vec![c("第一节", vec![c("第一条", vec![])])]),
            c("第二章", vec![c("第九条", vec![c("（一）", vec![]), c("(a)", vec![]), c("", vec![]), c("", vec![])])]),
            c("附件一", vec![c("第一条", vec![])]),
        ];
        assert_eq!(
            paths(body),
            [
                "chapter-1",
                "chapter-1/section-1",
                "1",
                "chapter-2",
                "9",
                "9/1",
                "9/a",
                "9/b1",
                "9/b2",
                "annex-1",
                "annex-1/1"
            ]
        );
    }
}
