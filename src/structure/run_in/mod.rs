//! Captions that run into the text of their clause: `1.1 **Fees.** The guest pays …` → the caption, and the text.
//!
//! What sets such a caption apart is a mark around it, or that the clauses of its series begin with one. A term with a
//! colon, as lists of definitions have it, and a strong sentence stay in the text. Where clauses stand is not touched.

mod marked;
pub(super) mod phrase;

use memchr::memchr;

use super::parts::same_series;
use crate::marks;
use crate::model::label::{Label, Unit};
use crate::model::text::{Clause, Item};

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
    /// Its words alone, if the clauses around it have captions.
    ByWords,
}

/// Clauses that are numbered alike.
struct Series {
    first: Label,
    clauses: usize,
    captioned: usize,
}

impl Series {
    /// Whether so many parts of so many clauses have captions.
    fn has(&self, parts: usize, of: usize) -> bool {
        self.captioned * of >= self.clauses * parts
    }
}

/// A numbered clause, and what stands at its start.
struct Entry {
    found: Option<Found>,
    /// Its series in the body where it stands, and in the whole text.
    own: usize,
    all: usize,
}

/// What stands at the start of each clause, in the order of the text; none: it has no number.
#[derive(Default)]
struct Survey {
    entries: Vec<Option<Entry>>,
    own: Vec<Series>,
    all: Vec<Series>,
}

/// Takes the captions out of the texts.
pub(super) fn captions(body: &mut [Item]) {
    // most texts have none, and their numbers need not be read
    if !begin_with_captions(body) {
        return;
    }
    let mut survey = Survey::default();
    survey.look(body);
    let Survey { entries, own, all } = survey;
    let taken = |entry: Entry| entry.found.filter(|f| is_taken(f, &own[entry.own], &all[entry.all]));
    take(body, &mut entries.into_iter().map(|entry| entry.and_then(taken)));
}

/// Whether some clause begins with what may be one.
fn begin_with_captions(body: &[Item]) -> bool {
    body.iter().any(|item| matches!(item, Item::Clause(c) if find(c).is_some() || begin_with_captions(&c.body)))
}

impl Survey {
    fn look(&mut self, body: &[Item]) {
        // the series of this body
        let mut here: Vec<usize> = Vec::new();
        for item in body {
            let Item::Clause(clause) = item else { continue };
            let label = clause.number.as_deref().and_then(Label::read);
            let entry = label.map(|label| {
                let found = find(clause);
                let captioned = found.is_some() || clause.heading.is_some();
                let like = |s: &Series| same_series(&s.first, &label) || is_as_long(&s.first, &label);
                let own = here.iter().copied().find(|at| like(&self.own[*at])).unwrap_or(self.own.len());
                if own == self.own.len() {
                    here.push(own);
                }
                let all = self.all.iter().position(|s| is_as_long(&s.first, &label)).unwrap_or(self.all.len());
                count(&mut self.own, own, &label, captioned);
                count(&mut self.all, all, &label, captioned);
                Entry { found, own, all }
            });
            self.entries.push(entry);
            self.look(&clause.body);
        }
    }
}

/// Counts a clause to the series at a place, which may be the next.
fn count(series: &mut Vec<Series>, at: usize, label: &Label, captioned: bool) {
    if at == series.len() {
        series.push(Series { first: label.clone(), clauses: 0, captioned: 0 });
    }
    series[at].clauses += 1;
    series[at].captioned += usize::from(captioned);
}

/// Whether two numbers look alike but for what stands around them: `2.1` and `3.4.`
fn is_as_long(a: &Label, b: &Label) -> bool {
    (a.unit, a.form, a.values.len()) == (b.unit, b.form, b.values.len())
}

/// Whether the clauses around a caption have captions: those of its series, or those numbered so in the whole text.
fn is_taken(found: &Found, own: &Series, all: &Series) -> bool {
    // a series whose clauses a word numbers goes through the parts of a text
    let own = if own.first.unit == Unit::Bare { own } else { all };
    let elsewhere = all.captioned - own.captioned.min(all.captioned);
    match found.sure {
        Sure::Alone => true,
        Sure::BySeries => own.clauses > 1 && own.has(3, 4),
        Sure::ByWords if own.clauses > 2 => own.has(2, 3),
        Sure::ByWords => own.has(1, 1) && elsewhere > 2 && (own.clauses > 1 || all.has(3, 4)),
    }
}

fn take(body: &mut [Item], taken: &mut impl Iterator<Item = Option<Found>>) {
    for item in body {
        let Item::Clause(clause) = item else { continue };
        if let Some(Found { heading, rest, .. }) = taken.next().flatten() {
            clause.heading = Some(heading);
            clause.body[0] = Item::Paragraph(marks::escape_start(rest));
            clause.body.retain(|item| !matches!(item, Item::Paragraph(p) if p.is_empty()));
        }
        take(&mut clause.body, taken);
    }
}

/// The caption with which the text of a numbered clause without one begins.
fn find(clause: &Clause) -> Option<Found> {
    let [Item::Paragraph(text), more @ ..] = clause.body.as_slice() else { return None };
    if clause.number.is_none() || clause.heading.is_some() || memchr(b'\n', text.as_bytes()).is_some() {
        return None;
    }
    let found = if text.starts_with(['*', '_', '<']) { marked::caption(text) } else { None };
    found.or_else(|| plain(text)).filter(|f| !f.rest.is_empty() || !more.is_empty())
}

/// `Fees. The …`
fn plain(text: &str) -> Option<Found> {
    let name = phrase::caption(text)?;
    if !marks::has_special(text) {
        let rest = text.strip_prefix(name)?.trim_start().to_owned();
        return Some(Found { heading: name.to_owned(), rest, sure: Sure::ByWords });
    }
    let mut spans = marks::parse(text);
    let shown = marks::text_of(&spans);
    let behind = shown.strip_prefix(name)?.trim_start();
    marks::drop_front(&mut spans, shown.len() - behind.len());
    Some(Found { heading: name.to_owned(), rest: marks::write(&spans), sure: Sure::ByWords })
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

    #[test]
    fn a_short_series_is_like_those_of_the_text() {
        let long = ["Fees. The guest pays.", "Lost Keys. The guest pays.", "Law. That of the port."];
        assert_whole(&["Fees. The guest pays.", "Lost Keys. The guest pays."]);
        let series = |texts: &[&str], of: usize| -> Vec<Item> {
            let clause = |(at, text): (usize, &&str)| {
                let body = vec![Item::Paragraph((*text).to_owned())];
                Item::Clause(Clause { number: Some(format!("{of}.{}", at + 1)), body, ..Clause::default() })
            };
            texts.iter().enumerate().map(clause).collect()
        };
        let part = |of: usize, body| Item::Clause(Clause { number: Some(format!("{of}.")), body, ..Clause::default() });
        let mut body = vec![part(1, series(&long, 1)), part(2, series(&long[..2], 2)), part(3, series(&long[..1], 3))];
        captions(&mut body);
        let captioned = |item: &Item| match item {
            Item::Clause(c) => c.body.iter().filter(|i| matches!(i, Item::Clause(c) if c.heading.is_some())).count(),
            Item::Paragraph(_) => 0,
        };
        assert_eq!(body.iter().map(captioned).collect::<Vec<_>>(), [3, 2, 1]);
    }
}
