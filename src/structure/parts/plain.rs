//! Numbers without a mark of their own: `3 Fees` counts on or begins a series, `2 …` is the second paragraph of an article.

use super::{Part, PartForm};
use crate::marks;
use crate::model::label::{self, Enclosure, Form, Label, Unit};
use crate::structure::caption::{self, Numbered, can_be_caption};

/// How many plain numbers are looked at for those that count on.
const AHEAD: usize = 64;

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
        // `1조.` has a word
        let alone = part.text.strip_prefix(&*n.printed).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        (begins_sentence(&n.rest) && alone).then(|| (n.label, n.printed.into_owned(), n.rest.into_owned()))
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

/// `2 Rights. The guest may …` between the captions `1 Terms` and `3 Fees`: what is missing between plain numbers, where
/// all of it stands there; and what counts on from the last, where there is more than one.
pub(super) fn among_plain_numbers(parts: &mut [Part]) {
    let plain = |(at, part): (usize, &Part)| {
        let label = part.label()?;
        let bare = (label.unit, label.form, label.enclosure) == (Unit::Bare, Form::Decimal, Enclosure::None);
        (bare && label.values.len() == 1).then(|| (at, label.last()))
    };
    let known: Vec<(usize, u32)> = parts.iter().enumerate().filter_map(plain).collect();
    if known.len() < 2 {
        return;
    }
    for (i, (from, first)) in known.iter().enumerate() {
        let end = known.get(i + 1);
        let mut missing = Vec::new();
        for (at, part) in parts.iter().enumerate().take(end.map_or(parts.len(), |(to, _)| *to)).skip(from + 1) {
            let next = first + 1 + missing.len() as u32;
            if end.is_none_or(|(_, last)| next < *last) && counts(part, next) {
                missing.push(at);
            }
        }
        let complete = end.map_or(missing.len() > 1, |(_, last)| first + 1 + missing.len() as u32 == *last);
        if complete {
            missing.into_iter().for_each(|at| take_number(&mut parts[at]));
        }
    }
}

/// Whether a paragraph begins with a number, without a mark of its own, and with what can begin a sentence.
fn counts(part: &Part, number: u32) -> bool {
    let open = part.number.is_none() && part.form == PartForm::Running;
    let found = open.then(|| caption::loosely_numbered(&part.text)).flatten();
    found.is_some_and(|found| found.label.last() == number && begins_sentence(&found.rest))
}

fn begins_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_uppercase() || caption::is_wide(c))
}
