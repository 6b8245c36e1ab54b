//! Numbers that only their neighbours explain: `(i)` is a letter or a Roman numeral, `（1）` a further paragraph of an item.

use std::collections::HashSet;

use super::{Part, PartForm, same_series};
use crate::marks;
use crate::model::label::{Form, Label, Unit};
use crate::structure::caption::{self, Numbered};

/// How many parts of an item are looked at for the number behind its first.
const ITEM: usize = 64;

/// `（1）…`, `（2）…` as further paragraphs of an item: where such a series begins and goes on, its numbers count, as they
/// do in running text. So do those that go on with a series before the list: a line right below an item is of the item
/// to Markdown.
pub(super) fn further_paragraphs(parts: &mut [Part]) {
    // the last number of each series that is open in the item, and in the text before its list
    let mut open: Vec<Label> = Vec::new();
    let mut before: Vec<Label> = Vec::new();
    for at in 0..parts.len() {
        let PartForm::Continuation(depth) = parts[at].form else {
            open.clear();
            match (parts[at].form, parts[at].label()) {
                (PartForm::Heading(_), _) => before.clear(),
                (PartForm::Running, Some(label)) => count(&mut before, label.clone()),
                _ => {}
            }
            continue;
        };
        let Some((number, rest)) = further_number(&parts[at]) else { continue };
        let label = &number.1;
        let further = |p: &&Part| p.form == PartForm::Continuation(depth);
        let goes_on = || {
            let behind = parts[at + 1..].iter().take(ITEM).take_while(further).filter_map(further_number);
            behind.map(|((_, label), _)| label).any(|next| label.is_followed_by(&next))
        };
        let counts_on = |series: &[Label]| series.iter().any(|last| last.is_followed_by(label));
        let series = if counts_on(&open) || label.last() == 1 && goes_on() {
            &mut open
        } else if counts_on(&before) {
            open.clear();
            &mut before
        } else {
            continue;
        };
        count(series, label.clone());
        parts[at] = Part { form: PartForm::Running, number: Some(number), text: rest, ..parts[at].clone() };
    }
}

/// The last number of its series.
fn count(series: &mut Vec<Label>, label: Label) {
    series.retain(|last| !same_series(last, &label));
    series.push(label);
}

fn further_number(part: &Part) -> Option<((String, Label), String)> {
    let Numbered { printed, label, rest } = caption::numbered(&part.text)?;
    Some(((printed.into_owned(), label), rest.into_owned()))
}

/// `Art. 5º`, `§ 1º`: where both words number articles and `§` comes second, it numbers the paragraphs of an article.
pub(super) fn signs_in_articles(parts: &mut [Part]) {
    let mut worded = false;
    for part in parts {
        let Some((printed, label)) = &mut part.number else { continue };
        if label.unit == Unit::Article {
            match (printed.starts_with('§'), worded) {
                (true, true) => label.unit = Unit::Paragraph,
                (true, false) => return,
                (false, _) => worded = true,
            }
        }
    }
}

/// `aa)`, `bb)`: a series of its own below `b)`, where they do not count on from `z)`.
pub(super) fn doubled_letters(parts: &mut [Part]) {
    const Z: u32 = 26;
    let mut last = 0;
    for part in parts {
        let Some((_, label)) = &mut part.number else { continue };
        if label.form != Form::Lower || label.values.len() > 1 {
            continue;
        }
        let own = label.last();
        if own > Z && last < Z {
            label.form = Form::Doubled;
            label.values = vec![own - Z];
        } else {
            last = own;
        }
    }
}

/// `i`, `v`, `x`, and `c`, `d`, `l`, `m`: letters or Roman numerals, as the series around them says.
pub(super) fn letters(parts: &mut [Part]) {
    // where the last of each series stands
    let mut before: Vec<usize> = Vec::new();
    for at in 0..parts.len() {
        let Some(label) = parts[at].label() else { continue };
        let other = label.otherwise().filter(|other| {
            let next = parts[at + 1..].iter().take(60).filter_map(Part::label);
            let next = next.filter(|l| l.enclosure == label.enclosure && l.unit == label.unit).take(12);
            let mut next = next.filter(|l| l.form == label.form || l.form == other.form);
            let last = before.iter().rev().take(6).filter_map(|b| parts[*b].label());
            let follows = |l: &Label| last.clone().any(|b| b.is_followed_by(l));
            let leads = |l: &Label, n: Option<&Label>| {
                n.is_some_and(|n| l.is_followed_by(n) || n.otherwise().is_some_and(|n| l.is_followed_by(&n)))
            };
            let following = next.next();
            let score = |l: &Label| {
                2 * usize::from(leads(l, following)) + usize::from(follows(l)) * 2 + usize::from(l.last() == 1)
            };
            score(other) > score(label)
        });
        if let (Some(other), Some((_, label))) = (other, &mut parts[at].number) {
            *label = other;
        }
        let own = parts[at].label();
        before.retain(|b| !parts[*b].label().zip(own).is_some_and(|(last, own)| same_series(last, own)));
        before.push(at);
    }
}

/// `(c) 2020 The Keepers`, `v. 2`: a letter with none before or behind it anywhere numbers nothing.
pub(super) fn lone_letters(parts: &mut [Part]) {
    let is_letter = |l: &Label| {
        matches!(l.form, Form::Lower | Form::Upper | Form::LowerRoman | Form::UpperRoman)
            && l.unit == Unit::Bare
            && l.values.len() == 1
    };
    let beyond = |p: &&Part| p.form == PartForm::Running && p.label().is_some_and(|l| is_letter(l) && l.last() > 1);
    if !parts.iter().any(|p| beyond(&p)) {
        return;
    }
    let letters = parts.iter().filter_map(Part::label).filter(|l| is_letter(l));
    let read = |l: &Label| (l.form, l.enclosure, l.last());
    let all: HashSet<_> =
        letters.flat_map(|l| std::iter::once(read(l)).chain(l.otherwise().as_ref().map(read))).collect();
    for part in parts.iter_mut().filter(|p| beyond(&&**p)) {
        let beside = |l: &Label| [l.last() - 1, l.last() + 1].iter().any(|n| all.contains(&(l.form, l.enclosure, *n)));
        let lone = |l: &Label| !beside(l) && !l.otherwise().is_some_and(|o| beside(&o));
        if part.label().is_some_and(lone)
            && let Some((printed, _)) = part.number.take()
        {
            part.text = format!("{} {}", marks::escape(&printed), part.text);
        }
    }
}
