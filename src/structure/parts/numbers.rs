//! Numbers that only their neighbours explain: `3 Fees` counts on or begins a series, `(i)` is a letter or a Roman numeral.

use std::collections::HashSet;

use super::{Part, PartForm, same_series};
use crate::marks;
use crate::model::label::{self, Form, Label, Unit};
use crate::structure::caption::{self, Numbered, can_be_caption};

/// How many plain numbers are looked at for those that count on.
const AHEAD: usize = 64;

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

/// `2 …` below the first paragraph of an article, which has no number: its second, as Japanese agreements count them.
/// Where the first says `1 …`, that is its number.
pub(super) fn paragraphs_of_articles(parts: &mut [Part]) {
    // the number of the next paragraph, once the first of an article was read
    let mut next: Option<u32> = None;
    let mut first = false;
    let mut begun = None;
    for at in 0..parts.len() {
        let part = &parts[at];
        if let Some((_, label)) = &part.number {
            if label.unit != Unit::Bare {
                first = label.unit == Unit::Article && part.text.is_empty();
                next = (label.unit == Unit::Article && !first).then_some(2);
                begun = None;
            }
            continue;
        }
        if part.form != PartForm::Running {
            next = None;
        } else if std::mem::take(&mut first) || next == Some(2) && counted_as(part, 1) {
            next = Some(2);
            begun = counted_as(part, 1).then_some(at);
        } else if let Some(number) = next.filter(|number| counted_as(part, *number)) {
            for at in begun.take().into_iter().chain([at]) {
                take_number(&mut parts[at]);
            }
            next = Some(number + 1);
        }
    }
}

/// Whether a paragraph of wide characters begins with a number without a mark of its own.
fn counted_as(part: &Part, number: u32) -> bool {
    part.text.starts_with(|c: char| c.is_numeric())
        && caption::loosely_numbered(&part.text)
            .is_some_and(|found| found.label.last() == number && found.rest.starts_with(caption::is_wide))
}

fn take_number(part: &mut Part) {
    if let Some(Numbered { printed, label, rest }) = caption::loosely_numbered(&part.text) {
        let (printed, rest) = (printed.into_owned(), rest.into_owned());
        part.number = Some((printed, label));
        part.text = rest;
    }
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

/// How far apart sentences stand that plain numbers count.
const NEAR: usize = 12;

/// `1 The keeper …`, `2 A visitor …`: sentences are numbered so where the first stands below a caption, and the second
/// follows.
pub(super) fn counted_sentences(parts: &mut [Part]) {
    let sentence = |part: &Part| {
        // most texts begin with a word
        let open = part.text.starts_with(|c: char| c.is_ascii_digit())
            && part.number.is_none()
            && part.form == PartForm::Running
            && caption::ends_sentence(&part.text);
        let n = open.then(|| caption::loosely_numbered(&part.text)).flatten()?;
        let begins = n.rest.starts_with(|c: char| c.is_uppercase() || caption::is_wide(c));
        // `1조.` has a word
        let alone = part.text.strip_prefix(&*n.printed).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        (begins && alone).then(|| (n.label, n.printed.into_owned(), n.rest.into_owned()))
    };
    let captions =
        |part: &Part| matches!(part.form, PartForm::Heading(_)) || part.number.is_some() && can_be_caption(&part.text);
    let mut at = 1;
    while at < parts.len() {
        let before = &parts[at - 1];
        let first = sentence(&parts[at])
            .filter(|(label, ..)| label.last() == 1 && (captions(before) || caption::announces(&before.text)));
        let Some(first) = first else {
            at += 1;
            continue;
        };
        let mut found = vec![(at, first)];
        while let Some((last, (label, ..))) = found.last() {
            let next = parts.iter().enumerate().skip(last + 1).take(NEAR).take_while(|(_, part)| !captions(part));
            let next = next.filter_map(|(at, part)| Some((at, sentence(part)?)));
            let Some(next) = next.into_iter().find(|(_, (next, ..))| label.is_followed_by(next)) else { break };
            found.push(next);
        }
        at = found.last().map_or(at, |(last, _)| *last) + 1;
        if found.len() > 1 {
            for (at, (label, printed, rest)) in found {
                parts[at].number = Some((printed, label));
                parts[at].text = rest;
            }
        }
    }
}

/// `3 Fees` is numbered where 3.1 follows, where it counts on from `2 …`, or where `1 …` begins a series of three.
pub(super) fn plain_numbers(parts: &mut [Part]) {
    let plain = |(at, part): (usize, &Part)| {
        if part.number.is_some() || matches!(part.form, PartForm::Whole | PartForm::Continuation(_)) {
            return None;
        }
        let Numbered { printed, label, rest } = caption::loosely_numbered(&part.text)?;
        let heading = matches!(part.form, PartForm::Heading(_));
        let dash = marks::shown(&part.text).get(printed.len()..).and_then(label::behind_dash).is_some();
        (heading || can_be_caption(&rest) || caption::is_dashed(&label)).then_some((at, (label, dash), heading))
    };
    let plain: Vec<(usize, (Label, bool), bool)> = parts.iter().enumerate().filter_map(plain).collect();
    let counts = |a: &(Label, bool), b: &(Label, bool)| a.1 == b.1 && a.0.is_followed_by(&b.0);
    let mut last = None;
    for (i, (at, own, heading)) in plain.iter().enumerate() {
        let label = &own.0;
        let child = parts[at + 1..].iter().take(30).find_map(Part::label);
        let has_child = child.is_some_and(|l| l.values.len() > 1 && l.values[0] == label.last());
        let counts_on = last.is_some_and(|last| counts(last, own));
        let begins = || {
            let ahead = plain[i + 1..].iter().take(AHEAD).map(|(_, next, _)| next);
            let end = ahead.fold(own, |end, next| if counts(end, next) { next } else { end });
            label.last() == 1 && end.0.last() > if caption::is_dashed(label) { 1 } else { 2 }
        };
        if (*heading || has_child || counts_on || begins())
            && let Some(Numbered { printed, rest, .. }) = caption::loosely_numbered(&parts[*at].text)
        {
            let (printed, rest) = (printed.into_owned(), rest.into_owned());
            parts[*at].number = Some((printed, label.clone()));
            parts[*at].text = rest;
            last = Some(own);
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
