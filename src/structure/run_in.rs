//! Captions that run into the text of their clause: `1.1 **Fees.** The guest pays …` → the caption, and the text.
//!
//! What sets such a caption apart is a mark around it, or that the clauses of its series begin with one. A term with a
//! colon, as lists of definitions have it, and a strong sentence stay in the text. Where clauses stand is not touched.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::caption::{can_be_caption, ends_sentence, is_mostly_cased, is_title_case, is_wide, is_wider};
use super::numbered::drop_front;
use super::parts::same_series;
use crate::marks::{self, Span};
use crate::model::label::{Label, Unit};
use crate::model::text::{Clause, Item};

/// How wide a caption in wide characters can be, in em.
const WIDEST: usize = 24;

/// How many words a caption without a mark can have.
const WORDS: usize = 6;

/// A caption found at the start of a text.
struct Found {
    heading: String,
    rest: String,
    sure: Sure,
}

/// What says that it is one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// A mark and capitals, or a question mark.
    Alone,
    /// A mark, if the series has captions: three in four clauses at least.
    BySeries,
    /// Capitals alone, if such a series has three clauses or more.
    ByLongSeries,
}

/// Clauses of one body that are numbered alike.
struct Series {
    first: Label,
    clauses: usize,
    captioned: usize,
}

/// Takes the captions out of the texts.
pub(super) fn captions(body: &mut [Item]) {
    let mut worded = Vec::new();
    count_worded(body, &mut worded);
    take(body, &worded);
}

/// Counts the clauses that a word numbers (`Section 2.1`) over the whole text: their series goes through its parts.
fn count_worded(body: &[Item], series: &mut Vec<Series>) {
    for item in body {
        let Item::Clause(clause) = item else { continue };
        // a word begins with a letter, and so do few other numbers
        let may_be = clause.number.as_ref().is_some_and(|n| n.starts_with(|c: char| c.is_alphabetic() || c == '§'));
        if may_be && let Some(label) = label(clause).filter(|l| l.unit != Unit::Bare) {
            count(series, label, clause.heading.is_some() || find(clause).is_some());
        }
        count_worded(&clause.body, series);
    }
}

fn count(series: &mut Vec<Series>, label: Label, captioned: bool) {
    let captioned = usize::from(captioned);
    match series.iter_mut().find(|s| same_series(&s.first, &label)) {
        Some(own) => (own.clauses, own.captioned) = (own.clauses + 1, own.captioned + captioned),
        None => series.push(Series { first: label, clauses: 1, captioned }),
    }
}

fn take(body: &mut [Item], worded: &[Series]) {
    let mut found: Vec<(usize, Found)> = Vec::new();
    for (at, item) in body.iter_mut().enumerate() {
        if let Item::Clause(clause) = item {
            take(&mut clause.body, worded);
            found.extend(find(clause).map(|f| (at, f)));
        }
    }
    if found.is_empty() {
        return;
    }
    let mut series: Vec<Series> = Vec::new();
    let mut next = found.iter().map(|(at, _)| *at).peekable();
    for (at, item) in body.iter().enumerate() {
        let begins = next.next_if_eq(&at).is_some();
        let Item::Clause(clause) = item else { continue };
        let Some(label) = label(clause) else { continue };
        count(&mut series, label, begins || clause.heading.is_some());
    }
    for (at, Found { heading, rest, sure }) in found {
        let Item::Clause(clause) = &mut body[at] else { continue };
        let own = label(clause).and_then(|label| {
            let like = |s: &&Series| same_series(&s.first, &label);
            worded.iter().find(like).or_else(|| series.iter().find(like))
        });
        let all = own.map_or(0, |own| own.clauses);
        let of_captions = all >= 2 && own.is_some_and(|own| own.captioned * 4 >= own.clauses * 3);
        let taken = match sure {
            Sure::Alone => true,
            Sure::BySeries => of_captions,
            Sure::ByLongSeries => of_captions && all > 2,
        };
        if taken {
            clause.heading = Some(heading);
            clause.body[0] = Item::Paragraph(marks::escape_start(rest));
            clause.body.retain(|item| !matches!(item, Item::Paragraph(p) if p.is_empty()));
        }
    }
}

fn label(clause: &Clause) -> Option<Label> {
    clause.number.as_deref().and_then(Label::read)
}

/// The caption with which the text of a numbered clause without one begins.
fn find(clause: &Clause) -> Option<Found> {
    let [Item::Paragraph(text), more @ ..] = clause.body.as_slice() else { return None };
    if clause.number.is_none() || clause.heading.is_some() || memchr(b'\n', text.as_bytes()).is_some() {
        return None;
    }
    let found = if text.starts_with(['*', '_', '<']) { marked(text) } else { None };
    found.or_else(|| plain(text)).filter(|f| !f.rest.is_empty() || !more.is_empty())
}

/// `**Fees.** The …`, `<u>Fees</u>. The …`, `**Fees** – The …`
fn marked(text: &str) -> Option<Found> {
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

/// `Fees. The …`
fn plain(text: &str) -> Option<Found> {
    let is_mark = |c: char| matches!(c, '*' | '_' | '<' | 'u' | '>');
    let start = text.trim_start_matches(is_mark);
    let end = memmem::find(&start.as_bytes()[..start.len().min(80)], b". ")? + 1;
    let name = &start[..end];
    let ahead = start[end..].trim_start().trim_start_matches(is_mark);
    let words = name.split(' ').nth(WORDS).is_none() && !name.contains([',', ':', '*', '<', '[', '\\']);
    let says = ahead.starts_with(char::is_uppercase) && is_title_case(name) && ends_sentence(name);
    if !words || !says {
        return None;
    }
    if !marks::has_special(text) {
        let rest = text.strip_prefix(name)?.trim_start().to_owned();
        return Some(Found { heading: name.to_owned(), rest, sure: Sure::ByLongSeries });
    }
    let mut spans = marks::parse(text);
    let shown = marks::text_of(&spans);
    let behind = shown.strip_prefix(name)?.trim_start();
    drop_front(&mut spans, shown.len() - behind.len());
    Some(Found { heading: name.to_owned(), rest: marks::write(&spans), sure: Sure::ByLongSeries })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Vec<(Option<String>, Vec<Item>)> {
        let clause = |(at, text): (usize, &&str)| {
            let body = vec![Item::Paragraph((*text).to_owned())];
            Item::Clause(Clause { number: Some(format!("1.{}", at + 1)), body, ..Clause::default() })
        };
        let mut body: Vec<Item> = texts.iter().enumerate().map(clause).collect();
        captions(&mut body);
        let read = |item| match item {
            Item::Clause(c) => (c.heading, c.body),
            Item::Paragraph(p) => (None, vec![Item::Paragraph(p)]),
        };
        body.into_iter().map(read).collect()
    }

    fn assert_parted(texts: &[&str], wanted: &[(&str, &str)]) {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(heading, text)| (Some((*heading).to_owned()), vec![Item::Paragraph((*text).to_owned())]))
            .collect();
        assert_eq!(read(texts), wanted);
    }

    fn assert_whole(texts: &[&str]) {
        let whole: Vec<_> = texts.iter().map(|t| (None, vec![Item::Paragraph((*t).to_owned())])).collect();
        assert_eq!(read(texts), whole);
    }

    #[test]
    fn a_mark_sets_a_caption_apart() {
        for (text, heading, rest) in [
            ("**Fees.** The guest pays.", "Fees.", "The guest pays."),
            ("**Lost Keys**. The guest pays.", "Lost Keys.", "The guest pays."),
            ("<u>Fees</u>. The guest pays.", "Fees.", "The guest pays."),
            ("**<u>Fees</u>.** *We* ask.", "<u>Fees</u>.", "*We* ask."),
            ("**Fees** – The guest pays.", "Fees", "The guest pays."),
            ("**Who pays?** The guest.", "Who pays?", "The guest."),
        ] {
            assert_parted(&[text], &[(heading, rest)]);
        }
        for text in [
            "**The guest** pays.",
            "**All sales are final.** We return nothing.",
            "**\"Guest\"** is who moors. We are the host.",
            "**Guest.** means who moors.",
            "**Guest:** Any person who moors.",
            "**费用不退。**客户应当知晓。",
            "Fees. The guest pays.",
        ] {
            assert_whole(&[text]);
        }
    }

    #[test]
    fn a_series_of_captions_is_one() {
        assert_parted(
            &["**费用。**客户付费。", "**钥匙。**客户归还。"],
            &[("费用。", "客户付费。"), ("钥匙。", "客户归还。")],
        );
        assert_parted(
            &["**A**. The guest pays.", "**B**. So be it."],
            &[("A.", "The guest pays."), ("B.", "So be it.")],
        );
        assert_whole(&["**费用。**客户付费。", "客户归还。"]);
        assert_parted(
            &["Fees. The guest pays.", "**Lost Keys. The guest pays.**", "Law. That of the port."],
            &[("Fees.", "The guest pays."), ("Lost Keys.", "**The guest pays.**"), ("Law.", "That of the port.")],
        );
    }
}
