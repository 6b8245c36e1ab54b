//! Which part, or what of it, captions what follows.

use super::series::Series;
use super::{Part, PartForm, same_series};
use crate::marks;
use crate::model;
use crate::model::label::{Form, Label, Unit};
use crate::structure::caption::{self, Numbered, announces, breaks_off, can_be_caption, ends_sentence};

/// Headings, and of numbered lines what captions: all of it, or a bracket at its start.
pub(super) fn numbered_lines(parts: &mut [Part]) {
    let mut open: Vec<Series> = Vec::new();
    let stopped = articles_stop(parts);
    for at in 0..parts.len() {
        if parts[at].heading.is_some() {
            continue;
        }
        let label = parts[at].label();
        let series = label.map(|label| Series::of(&mut open, parts, at, label));
        // whether a colon announced the list
        let announced = series.is_some_and(|s| !s.captions && s.before(parts).is_some_and(|p| announces(&p.text)));
        let next = parts.get(at + 1);
        let part = &parts[at];
        let end = match (label, part.form) {
            (_, PartForm::Heading(_)) => Some(part.text.len()),
            (Some(l), PartForm::Running | PartForm::Item(_)) => {
                let listed = at > 0 && is_next_item(&parts[at - 1], part);
                // a strong line by itself captions what is no next item, and bullets, and a text below its list
                let bullets = |next: &Part| next.form == part.form && next.number.is_none();
                let text = |next: &Part| next.form == PartForm::Running && ends_sentence(&next.text);
                let shown = |next: &Part| bullets(next) || text(next) && !caption::is_strong(&next.text);
                let strong = (part.form == PartForm::Running || next.is_some_and(shown))
                    && caption::is_strong(&part.text)
                    && !(at > 0 && parts[at - 1].heading.is_none() && is_next(&parts[at - 1], l));
                let holds = || strong || !announced && holds(l, parts[..at].last(), listed, next);
                let next = next.filter(|next| !ends_list(part, &parts[..at], next));
                let stops = stopped && l.unit == Unit::Article && is_stopped(parts, at);
                let captions = || series.is_some_and(|s| s.are_captions(parts, l));
                let below = || series.is_some_and(|s| s.is_below_sentence(parts, l));
                let caption = || {
                    is_caption(part, l, announced, next, holds, captions)
                        && !is_between(l, &parts[..at], next)
                        && !below()
                };
                let styled = || next.is_some_and(bullets) && is_styled(part, l, &parts[..at]);
                let colon = || part.text.ends_with([':', '：']) && series.is_some_and(|s| s.have_colons(parts, l));
                bracketed(l, &part.text)
                    .or_else(|| (stops || caption() || colon() || styled()).then_some(part.text.len()))
            }
            _ => None,
        };
        let part = &mut parts[at];
        if let Some(end) = end {
            let rest = part.text[end..].trim_start().to_owned();
            let caption = part.text[..end].trim();
            part.heading = Some(whole_strong(caption)).filter(|c| !c.is_empty());
            part.text = rest;
        }
        let captions = part.heading.is_some();
        if let Some(series) = open.last_mut().filter(|s| s.last == at) {
            series.captions = captions;
        }
    }
}

/// Whether the captions of articles end with a stop: `Artículo 1.º Objeto del seguro.`, three in four at least.
fn articles_stop(parts: &[Part]) -> bool {
    let articles = || (0..parts.len()).filter(|at| parts[*at].label().is_some_and(|l| l.unit == Unit::Article));
    let stopped = articles().filter(|at| is_stopped(parts, *at)).count();
    stopped > 2 && stopped * 4 >= articles().count() * 3
}

/// Whether an article is a few words with a stop, and something else than the next article follows.
fn is_stopped(parts: &[Part], at: usize) -> bool {
    let (part, next) = (&parts[at], parts.get(at + 1));
    let like = |next: &Part| part.label().zip(next.label()).is_some_and(|(l, n)| same_series(l, n));
    let name = part.text.strip_suffix('.').filter(|name| !name.contains(". ") && name.split(' ').count() <= 8);
    name.is_some_and(|name| name.starts_with(char::is_uppercase) && can_be_caption(name))
        && next.is_some_and(|next| !like(next))
}

/// `3. **Payment and renewal.**` behind `2. **Fees.** They are due.`: strong as a whole, as the captions of its series are.
fn is_styled(part: &Part, label: &Label, before: &[Part]) -> bool {
    let last = || before.iter().rev().take(CAPTIONS).find(|p| is_next(p, label));
    let captioned = |p: &Part| {
        p.heading.is_some() || marks::strong_start(&p.text).is_some_and(|(_, behind)| !behind.trim().is_empty())
    };
    caption::is_strong(&part.text)
        && can_be_caption(part.text.trim_matches('*').trim_end_matches('.'))
        && last().is_some_and(captioned)
}

/// `제2조(이용) ① …`: the number behind the caption is that of its first clause.
pub(super) fn behind_captions(mut parts: Vec<Part>) -> Vec<Part> {
    let first = |part: &mut Part| {
        let captioned = part.heading.is_some() && part.form == PartForm::Running;
        let number = captioned.then(|| caption::numbered(&part.text)).flatten();
        let Numbered { printed, label, rest } =
            number.filter(|n| n.label.form == Form::Enclosed && n.label.last() == 1)?;
        let (number, text) = (Some((printed.into_owned(), label)), rest.into_owned());
        part.text.clear();
        Some(Part { line: part.line, form: part.form, number, heading: None, text, inset: None })
    };
    let found = |(at, part): (usize, &mut Part)| first(part).map(|clause| (at, clause));
    let mut firsts = parts.iter_mut().enumerate().filter_map(found).collect::<Vec<_>>().into_iter().peekable();
    // most texts have none
    if firsts.peek().is_none() {
        return parts;
    }
    let with_first =
        |(at, part)| std::iter::once(part).chain(firsts.next_if(|(of, _)| *of == at).map(|(_, clause)| clause));
    parts.into_iter().enumerate().flat_map(with_first).collect()
}

/// `【立法目的】为了…`, `(목적) 이 법은…`, `（目的）` alone: the bracket behind the number is the caption; behind that of
/// an article, `（目的）本規約は…` is one too.
fn bracketed(label: &Label, text: &str) -> Option<usize> {
    if let Some((inner, _)) = marks::strong_start(text) {
        let whole = bracketed(label, inner).filter(|end| *end == inner.len());
        return whole.map(|end| end + 4);
    }
    let open = text.chars().next()?;
    let close = match open {
        '【' => '】',
        '〔' => '〕',
        '（' => '）',
        '(' => ')',
        _ => return None,
    };
    let end = text.find(close)? + close.len_utf8();
    let inner = &text[open.len_utf8()..end - close.len_utf8()];
    let rest = text[end..].trim_start();
    let short = !inner.is_empty() && !caption::is_wider(inner, 20) && !inner.contains(['。', '；', '，', open]);
    let always = open == '【' || open == '〔';
    let hangul = inner.contains(marks::is_hangul);
    // `（二）项`, `（甲方）的`: a number, and what goes on with a word that joins
    let said = || {
        let joins = |c: char| "的之项款所等和与或及のにはをがとも、，".contains(c);
        label.unit == Unit::Article
            && inner.chars().all(|c| caption::is_wide(c) && (c.is_alphabetic() || c == '・'))
            && model::numeral::han(inner).is_none()
            && rest.starts_with(|c: char| caption::is_wide(c) && !joins(c))
    };
    (short && (always || hangul || rest.is_empty() || said())).then_some(end)
}

/// Whether the text behind a number captions what follows, and is not itself what is said.
fn is_caption(
    part: &Part,
    label: &Label,
    announced: bool,
    next: Option<&Part>,
    holds: impl FnOnce() -> bool,
    captions: impl FnOnce() -> bool,
) -> bool {
    // `Duties of Party A` is whole
    let broken = || breaks_off(&part.text) && !part.text.ends_with(char::is_uppercase);
    let begun = || part.text.starts_with(char::is_lowercase) || broken();
    if !can_be_caption(&part.text) || begun() || announces(&part.text) {
        return false;
    }
    let container = matches!(label.unit, Unit::Book | Unit::Part | Unit::Chapter | Unit::Section | Unit::Annex);
    if container || label.unit == Unit::Article {
        return true;
    }
    let next_label = next.and_then(Part::label);
    let content = match (next, next_label) {
        (None, _) => false,
        (Some(n), None) => {
            matches!(n.form, PartForm::Running | PartForm::Continuation(_) | PartForm::Whole) || !n.text.is_empty()
        }
        // something narrower follows, or a list of the format, not the next of the series
        (Some(n), Some(l)) => !same_series(l, label) || begins_list(part, n) || l.last() == 1 && label.last() > 1,
    };
    if caption::is_item_label(label) || matches!(part.form, PartForm::Item(_)) {
        return content && !goes_on(label, next) && holds();
    }
    let question = part.text.trim_end().ends_with(['？', '?']);
    if !content && part.text.ends_with('.') {
        return false;
    }
    if announced && !content && !question {
        return false;
    }
    // `1. Apples` in a list without a lead-in: a caption only if something follows or the series is of captions
    let western = part.text.chars().any(|c| c.is_ascii_alphabetic()) && !part.text.chars().any(caption::is_wide);
    let begins = || !western || marks::plain(&part.text).chars().next().is_some_and(char::is_uppercase);
    content || question || begins() && captions()
}

/// Whether a list of the format begins below a running line.
fn begins_list(part: &Part, next: &Part) -> bool {
    let first = next.label().is_some_and(|l| l.last() == 1);
    first && part.form == PartForm::Running && matches!(next.form, PartForm::Item(_))
}

/// Whether a sentence goes on in the list behind it: `(1) The fee is` `a) two crowns by day`.
fn goes_on(label: &Label, next: Option<&Part>) -> bool {
    let item = |l: &Label| l.unit == Unit::Bare && l.values == [1] && !same_series(l, label);
    next.is_some_and(|next| next.label().is_some_and(item) && next.text.starts_with(char::is_lowercase))
}

/// How far back the caption before is looked for.
const CAPTIONS: usize = 200;

/// Whether what follows counts on from a clause before the list in which a part stands: then the part holds nothing.
pub(super) fn ends_list(part: &Part, before: &[Part], next: &Part) -> bool {
    let (Some(own), Some(next)) = (part.label(), next.label()) else { return false };
    // `제2조(이용) ① …` is not parted yet
    let within_caption = |p: &Part| p.heading.is_some() && p.text.starts_with('①') && next.values == [2];
    let counts = |p: &Part| p.label().is_some_and(|l| l.is_followed_by(next)) || within_caption(p);
    let mut series = before.iter().rev().take(40);
    // articles count through the captions that hold them
    let captions = |p: &Part| p.heading.is_some() && p.label().is_some_and(|l| l.is_followed_by(own));
    let within = || next.unit == Unit::Article && before.iter().rev().take(CAPTIONS).any(captions);
    !same_series(own, next) && next.last() > 1 && series.any(counts) && !within()
}

/// Whether an article stands between articles that are sentences: then it is one, however short.
fn is_between(label: &Label, before: &[Part], next: Option<&Part>) -> bool {
    let like = |p: &Part| p.number.as_ref().is_some_and(|(_, l)| same_series(l, label));
    label.unit == Unit::Article
        && before.last().is_some_and(|p| like(p) && p.heading.is_none())
        && next.is_none_or(like)
}

/// Whether a number counts on from that of the part before it.
pub(super) fn is_next(before: &Part, label: &Label) -> bool {
    before.label().is_some_and(|l| l.is_followed_by(label))
}

/// Whether a part is an item of the list in which the part before it stands.
fn is_next_item(before: &Part, part: &Part) -> bool {
    matches!((before.form, part.form), (PartForm::Item(a) | PartForm::Continuation(a), PartForm::Item(b)) if a >= b)
}

/// Whether what follows an item's line can be its content: a sentence, or a narrower series that begins. A paragraph
/// behind a list of several items belongs to none of them.
fn holds(label: &Label, before: Option<&Part>, listed: bool, next: Option<&Part>) -> bool {
    let Some(next) = next.filter(|n| !matches!(n.form, PartForm::Heading(_))) else { return false };
    match &next.number {
        Some((_, l)) => {
            let within = l.values.len() > label.values.len() && l.values.starts_with(&label.values);
            l.last() == 1 && l.values.len() == 1 || within
        }
        None => {
            let behind = listed && next.form == PartForm::Running;
            // of a list whose item before is a text
            let item = |p: &Part| p.heading.is_none() && matches!(p.form, PartForm::Item(_)) && is_next(p, label);
            ends_sentence(&next.text) && !behind && !before.is_some_and(item) && !matches!(next.form, PartForm::Item(_))
        }
    }
}

/// A caption that is strong as a whole is a caption: the mark says nothing more.
pub(super) fn whole_strong(caption: &str) -> String {
    match marks::parse(caption).as_slice() {
        [marks::Span::Strong(inner) | marks::Span::Underline(inner)] => marks::write(inner),
        [marks::Span::Strong(inner) | marks::Span::Underline(inner), marks::Span::Text(stop)]
            if matches!(stop.as_str(), "." | ":" | "：") =>
        {
            marks::write(inner) + stop
        }
        _ => caption.to_owned(),
    }
}
