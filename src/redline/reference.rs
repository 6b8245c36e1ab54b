//! Cross-references in a text → the clauses that they name.
//!
//! `第八条`, `Section 4.2(a)`, `3.2.6`, `第八条第三项`, the second number of `Sections 4 and 5`. Where several clauses
//! have the number, those nearest to the clause that speaks are named; a reference that names none is left as words.

use std::collections::HashMap;

use super::cite::{first_subdivision, head_and_tail, is_part, with_unit};
use super::join::joins;
use super::lettered::{ByLetter, behind_letter};
use super::token::{Class, Token};
use super::tree::Tree;
use crate::model::label::{Enclosure, Form, Label, Unit, between};
use crate::model::numeral;

/// Of the clauses with a number, so many before the one that speaks and behind it are looked at.
const NEAR: usize = 128;
/// Of the items of a clause, so many are looked at.
const ITEMS: usize = 1_024;

/// What a reference names.
#[derive(Debug, Default)]
pub(super) struct Named<'s> {
    /// The clauses.
    pub(super) clauses: Vec<usize>,
    /// What of the reference is no clause: a sentence of it.
    pub(super) rest: &'s str,
}

impl From<Option<Vec<usize>>> for Named<'_> {
    fn from(clauses: Option<Vec<usize>>) -> Self {
        Named { clauses: clauses.unwrap_or_default(), rest: "" }
    }
}

/// The clauses of a text by their printed numbers.
pub(super) struct Register<'t> {
    tree: &'t Tree<'t>,
    by_values: HashMap<(&'t [u32], &'t [u32]), Vec<usize>>,
    by_letter: ByLetter<'t>,
}

impl<'t> Register<'t> {
    pub(super) fn new(tree: &'t Tree<'t>) -> Self {
        let mut by_values: HashMap<_, Vec<usize>> = HashMap::new();
        for (i, node) in tree.nodes.iter().enumerate() {
            if let Some(l) = &node.label {
                by_values.entry((l.values.as_slice(), l.inserted.as_slice())).or_default().push(i);
            }
        }
        Register { tree, by_values, by_letter: ByLetter::new(tree) }
    }

    fn label(&self, clause: usize) -> Option<&Label> {
        self.tree.nodes[clause].label.as_ref()
    }

    /// For each token of the own text of clause `from`, the clauses that it may name.
    pub(super) fn resolve<'s>(&self, tokens: &[Token<'s>], from: usize) -> Vec<Named<'s>> {
        let mut out = Vec::with_capacity(tokens.len());
        // the reference before, while only joining words stand behind it
        let mut chain: Option<usize> = None;
        for (at, t) in tokens.iter().enumerate() {
            let found = match t.class {
                Class::Reference if is_part(t.text) => {
                    let list = tokens[at..].iter().filter(|t| t.class == Class::Reference).map(|t| t.text);
                    with_unit(list).and_then(|text| self.named(&text, from, chain)).into()
                }
                Class::Reference => self.parts_of(t.text, from, chain),
                Class::Count if t.text.contains('.') => self.decimal(t.text, from, None).into(),
                Class::Count => {
                    let unit = |c: usize| self.label(c).map(|l| l.unit);
                    chain.and_then(|c| self.decimal(t.text, from, unit(c))).into()
                }
                _ => Named::default(),
            };
            chain = found.clauses.first().copied().or_else(|| chain.filter(|_| joins(t)));
            out.push(found);
        }
        out
    }

    /// § 5 Abs. 2 Satz 1: what § 5 names, of that the paragraph (2), and what is no clause (Satz 1) as words.
    fn parts_of<'s>(&self, text: &'s str, from: usize, before: Option<usize>) -> Named<'s> {
        let (head, mut rest) = head_and_tail(text);
        let mut clauses = self.named(head, from, before).unwrap_or_default();
        while let Some((label, behind)) = first_subdivision(rest) {
            let parts: Vec<usize> = clauses.iter().filter_map(|parent| self.child(*parent, label)).collect();
            if parts.is_empty() {
                break;
            }
            (clauses, rest) = (parts, behind);
        }
        Named { clauses, rest }
    }

    fn named(&self, text: &str, from: usize, before: Option<usize>) -> Option<Vec<usize>> {
        // 第3.4.7条 is the clause that is printed as 3.4.7
        if let Some(inner) = text.strip_prefix('第').and_then(|t| t.strip_suffix(['条', '款', '项']))
            && inner.contains('.')
        {
            return self.head(inner.trim(), from, None);
        }
        // 第（三）项 is printed as （三）
        let bare: String;
        let text = if text.starts_with('第') && text.contains(['（', '(']) {
            bare = text.chars().filter(|c| !matches!(c, '（' | '）' | '(' | ')')).collect();
            &bare
        } else {
            text
        };
        if let Some(label) = Label::read(text).filter(|_| text.starts_with(['第', '제', '附', '別'])) {
            return match label.unit {
                // 款 are not numbered where they stand
                Unit::Paragraph if text.starts_with('第') => None,
                Unit::Item | Unit::Paragraph => {
                    self.below(before, from, &label.last().to_string(), label.last()).map(|c| vec![c])
                }
                unit => {
                    let called = self.candidates(from, &label.values, &label.inserted, |l| l.unit == unit);
                    // 第3条 where the articles are printed as `3.`
                    let bare = || self.bare(from, &label.values, &label.inserted, label.form, |_| true);
                    Some(self.nearest(from, &if called.is_empty() { bare() } else { called }))
                }
            };
        }
        if let Some((number, groups)) = behind_letter(text) {
            let called = near(self.by_letter.clauses(number)?, from);
            return Some(self.grouped(self.nearest(from, called), groups));
        }
        let number = text.trim_start_matches(|c: char| c.is_alphabetic() || c == '§' || c == '.').trim_start();
        // Article IV: the number is of letters too
        let number = if number.is_empty() { text.rsplit([' ', '\u{a0}']).next()? } else { number };
        // 4(h)(2) in a list
        let listed = || before.and_then(|c| self.label(c)).map(|l| l.unit);
        let unit = unit(&text[..text.len() - number.len()]).or_else(listed);
        let (head, groups) = number.split_at(number.find('(').unwrap_or(number.len()));
        let head = head.trim_end_matches(['º', 'ª', '°', '.']);
        if !head.is_empty() {
            return Some(self.grouped(self.head(head, from, unit)?, groups));
        }
        let (first, rest) = groups.trim_start_matches('(').split_once(')').unwrap_or((groups, ""));
        Some(self.grouped(self.below(None, from, first, 0).into_iter().collect(), rest))
    }

    /// Of the clauses what `(a)(2)` behind their number names.
    fn grouped(&self, clauses: Vec<usize>, groups: &str) -> Vec<usize> {
        let groups = groups.split(['(', ')']).filter(|g| !g.is_empty());
        groups.fold(clauses, |at, group| at.into_iter().filter_map(|parent| self.child(parent, group)).collect())
    }

    /// `4.2`, `IV`, `3a` behind a word for `unit`: the clause that is so called, else the one with the bare number.
    fn head(&self, head: &str, from: usize, unit: Option<Unit>) -> Option<Vec<usize>> {
        let digits = head.starts_with(|c: char| c.is_ascii_digit());
        let behind = &head[head.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(head.len())..];
        let put_in = between(behind).filter(|(_, len)| *len == behind.len());
        let (values, inserted) = if let Some((n, _)) = put_in.filter(|_| digits) {
            let values = head[..head.len() - behind.len()].split('.').map(|v| v.parse().ok());
            (values.collect::<Option<_>>()?, vec![n])
        } else if digits {
            let digits = head.trim_end_matches(|c: char| c.is_ascii_lowercase());
            let values: Vec<u32> = digits.split('.').map(|v| v.parse().ok()).collect::<Option<_>>()?;
            (values, head[digits.len()..].bytes().map(|b| u32::from(b - b'a') + 1).collect())
        } else {
            (vec![numeral::roman(head)?], Vec::new())
        };
        // a bare number is called nothing: `7.` and `g.` are told apart by their form
        let called = self.candidates(from, &values, &inserted, |l| Some(l.unit) == unit && l.unit != Unit::Bare);
        if !called.is_empty() {
            return Some(self.nearest(from, &called));
        }
        let form = if digits { Form::Decimal } else { Form::UpperRoman };
        let fits = |l: &Label| unit.is_some() || l.values.len() > 1;
        Some(self.nearest(from, &self.bare(from, &values, &inserted, form, fits)))
    }

    /// The clauses near by that are numbered without brackets (`3.` and not `(3)`): those without a word (`Section 5`
    /// is `5.` and not `Article V`), and of them those in the script of the reference, if there are such.
    fn bare(
        &self,
        from: usize,
        values: &[u32],
        inserted: &[u32],
        form: Form,
        fits: impl Fn(&Label) -> bool,
    ) -> Vec<usize> {
        let open = |l: &Label| matches!(l.enclosure, Enclosure::None | Enclosure::Dot | Enclosure::Comma);
        let all = self.candidates(from, values, inserted, |l| (open(l) || l.enclosure == Enclosure::Word) && fits(l));
        let such = |fits: &dyn Fn(&Label) -> bool| -> Vec<usize> {
            all.iter().copied().filter(|c| self.label(*c).is_some_and(fits)).collect()
        };
        let tiers = [such(&|l| open(l) && l.form == form), such(&open)];
        tiers.into_iter().find(|tier| !tier.is_empty()).unwrap_or(all)
    }

    fn decimal(&self, text: &str, from: usize, unit: Option<Unit>) -> Option<Vec<usize>> {
        self.head(text.trim_end_matches(|c: char| !c.is_ascii_alphanumeric()), from, unit)
    }

    /// The clauses near by with a number.
    fn candidates(&self, from: usize, values: &[u32], inserted: &[u32], fits: impl Fn(&Label) -> bool) -> Vec<usize> {
        let Some(all) = self.by_values.get(&(values, inserted)) else { return Vec::new() };
        let fits = |i: &usize| self.label(*i).is_some_and(&fits);
        near(all, from).iter().copied().filter(fits).collect()
    }

    /// The candidates with the deepest ancestor in common with `from`, and of those the least deep.
    fn nearest(&self, from: usize, candidates: &[usize]) -> Vec<usize> {
        if candidates.len() < 2 {
            return candidates.to_vec();
        }
        let above = |i: usize| {
            let mut chain: Vec<usize> = std::iter::successors(Some(i), |i| self.tree.nodes[*i].parent).collect();
            chain.reverse();
            chain
        };
        let here = above(from);
        let rank = |i: usize| {
            let there = above(i);
            let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
            (there.len() - shared, std::cmp::Reverse(shared))
        };
        let best = candidates.iter().map(|i| rank(*i)).min();
        candidates.iter().copied().filter(|i| Some(rank(*i)) == best).collect()
    }

    /// The child of `parent` with this label.
    fn child(&self, parent: usize, label: &str) -> Option<usize> {
        let same = |n: &str| n.chars().filter(|c| c.is_alphanumeric()).eq(label.chars());
        self.items(parent).find(|c| self.tree.nodes[*c].number.is_some_and(same))
    }

    fn items(&self, parent: usize) -> impl Iterator<Item = usize> {
        self.tree.nodes[parent].children.iter().copied().take(ITEMS)
    }

    /// The item with this label (or value) below the reference before, else beside or below the clause itself.
    fn below(&self, before: Option<usize>, from: usize, label: &str, value: u32) -> Option<usize> {
        let item = |parent: usize| {
            let fits =
                |c: &usize| value > 0 && self.label(*c).is_some_and(|l| l.values.len() == 1 && l.last() == value);
            self.child(parent, label).or_else(|| self.items(parent).find(fits))
        };
        match before {
            Some(before) => item(before),
            None => std::iter::successors(Some(from), |i| self.tree.nodes[*i].parent).find_map(item),
        }
    }
}

/// Of the clauses those near to the one that speaks.
fn near(all: &[usize], from: usize) -> &[usize] {
    let here = all.partition_point(|i| *i < from);
    &all[here.saturating_sub(NEAR)..all.len().min(here + NEAR)]
}

/// What `Section`, `sections`, `§` call what they number.
fn unit(word: &str) -> Option<Unit> {
    let word = word.trim().trim_end_matches('s');
    let mut chars = word.chars();
    let capital: String = chars.next()?.to_uppercase().chain(chars).collect();
    let read = || Label::read(&format!("{capital} 1")).map(|l| l.unit);
    read().or_else(|| Unit::of_form(word)).or(Some(Unit::Bare))
}
