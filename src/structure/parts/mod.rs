//! Blocks → parts: each block with its number taken off and its caption told from its text, by its neighbours.
//!
//! A part is what [`crate::structure::outline`] places. Decided here are: is a number without a mark (`3 Fees`) a
//! number; is `(i)` a letter or a Roman numeral ([`numbers`]); is a numbered line a caption or a sentence; are the lines of a
//! quotation structure (they are not).

mod numbers;

use super::caption::{self, Numbered, announces, can_be_caption, ends_sentence};
use crate::marks;
use crate::model;
use crate::model::label::{self, Enclosure, Form, Label, Unit};
use crate::source::{Block, BlockKind};

/// A block, understood by itself and by its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) line: u32,
    pub(super) form: PartForm,
    pub(super) number: Option<(String, Label)>,
    pub(super) heading: Option<String>,
    /// What is no caption; empty where there is only a number or a caption.
    pub(super) text: String,
}

impl Part {
    /// What its number is understood as.
    fn label(&self) -> Option<&Label> {
        self.number.as_ref().map(|(_, label)| label)
    }
}

/// Where the format puts a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartForm {
    /// A heading of a level; 0: of unknown level.
    Heading(u8),
    /// An item of a list, at a depth.
    Item(u8),
    /// A further paragraph of an item, at the item's depth.
    Continuation(u8),
    /// A numbered or running paragraph.
    Running,
    /// A table or quotation: never numbered.
    Whole,
}

/// Reads the parts of one agreement.
pub(super) fn read(blocks: Vec<Block>) -> Vec<Part> {
    let mut parts: Vec<Part> = blocks.into_iter().map(part).collect();
    end_mark(&mut parts);
    numbered_headings(&mut parts);
    unquote(&mut parts);
    inline_lists(&mut parts);
    numbers::signs_in_articles(&mut parts);
    numbers::paragraphs_of_articles(&mut parts);
    numbers::plain_numbers(&mut parts);
    numbers::letters(&mut parts);
    strong_lines(&mut parts);
    captions(&mut parts);
    behind_captions(parts)
}

fn part(block: Block) -> Part {
    let Block { line, kind, text } = block;
    let (form, marker) = match kind {
        BlockKind::Heading(level) => (PartForm::Heading(level), None),
        BlockKind::Item { depth, marker } => (PartForm::Item(depth), marker),
        BlockKind::Continuation { depth } => (PartForm::Continuation(depth), None),
        BlockKind::Table | BlockKind::Quote => (PartForm::Whole, None),
        _ => (PartForm::Running, None),
    };
    let mut part = Part { line, form, number: None, heading: None, text };
    if let Some(marker) = marker.filter(|m| !m.trim().is_empty()) {
        match Label::read(&marker) {
            Some(label) => part.number = Some((marker.trim().to_owned(), label)),
            None => part.text = format!("{} {}", marks::escape(marker.trim()), part.text),
        }
    } else if matches!(form, PartForm::Heading(_) | PartForm::Item(_) | PartForm::Running)
        && let Some(Numbered { printed, label, rest }) = caption::numbered(&part.text)
    {
        part.number = Some((printed.into_owned(), label));
        part.text = rest.into_owned();
    }
    part
}

/// `…效力。（正文完）`: the mark at the end of the text is a part of its own.
fn end_mark(parts: &mut Vec<Part>) {
    let Some(last) = parts.last_mut().filter(|p| p.form == PartForm::Running) else { return };
    let Some(at) = last.text.rfind(['（', '(', '【', '[']) else { return };
    if at > 0 && ends_sentence(&last.text[..at]) && super::outline::is_end_mark(&last.text[at..]) {
        let text = last.text.split_off(at);
        last.text.truncate(last.text.trim_end().len());
        let (line, form) = (last.line, last.form);
        parts.push(Part { line, form, number: None, heading: None, text });
    }
}

/// A number in a block of its own before a heading without one, as pages set it in the margin, is the heading's.
fn numbered_headings(parts: &mut Vec<Part>) {
    for at in (1..parts.len()).rev() {
        let [before, heading] = &mut parts[at - 1..=at] else { continue };
        let alone = before.form == PartForm::Running && before.text.is_empty() && before.number.is_some();
        if alone && matches!(heading.form, PartForm::Heading(_)) && heading.number.is_none() {
            heading.number = before.number.take();
            heading.line = before.line;
        }
    }
    parts.retain(|p| p.form != PartForm::Running || p.number.is_some() || !p.text.is_empty());
}

/// `(a) 甲；(b) 乙；(c) 丙。` in one paragraph is running text: its first number is no clause.
fn inline_lists(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|p| p.form == PartForm::Running) {
        let Some((printed, label)) = &part.number else { continue };
        let inline = caption::is_item_label(label)
            && label.values.len() == 1
            && label::written(label.form, label.last() + 1).is_some_and(|next| {
                ["(", "（"].iter().any(|open| {
                    let at = part.text.find(&format!("{open}{next}"));
                    at.is_some_and(|at| {
                        let behind = &part.text[at + open.len() + next.len()..];
                        let before = part.text[..at].trim_end();
                        let counts = [" and", " or", " und", " oder", " et", " ou", " y", " o"];
                        behind.starts_with([')', '）'])
                            && (before.ends_with(['；', ';', '，', ',', '、', '或', '和'])
                                || counts.iter().any(|w| before.ends_with(w)))
                    })
                })
            });
        if inline && label.enclosure == Enclosure::Full {
            part.text = format!("{} {}", marks::escape(printed), part.text);
            part.number = None;
        }
    }
}

/// How many parts a quotation may span before it is taken for one that was never closed.
const QUOTATION: usize = 40;

/// Numbers inside a quotation that spans several blocks are part of what is quoted.
fn unquote(parts: &mut [Part]) {
    let mut at = 0;
    while at < parts.len() {
        let mut open = balance(&parts[at].text);
        if open <= 0 {
            at += 1;
            continue;
        }
        let end = parts[at + 1..].iter().take(QUOTATION).position(|p| {
            open += balance(&p.text);
            open <= 0
        });
        let Some(end) = end.map(|n| at + 1 + n) else {
            at += 1;
            continue;
        };
        for part in &mut parts[at + 1..=end] {
            if part.form == PartForm::Running
                && let Some((printed, _)) = part.number.take()
            {
                part.text = format!("{} {}", marks::escape(&printed), part.text);
            }
        }
        at = end + 1;
    }
}

/// Quotation marks opened less those closed.
fn balance(text: &str) -> i32 {
    // “ ” are E2 80 9C, 9D; 「 」 『 』 are E3 80 8C to 8F
    let western = |a: u8, c: u8| (a == 0xe2) & (c | 1 == 0x9d);
    let eastern = |a: u8, c: u8| (a == 0xe3) & (c | 3 == 0x8f);
    let mark = |a: u8, b: u8, c: u8| (b == 0x80) & (western(a, c) | eastern(a, c));
    if text.is_ascii() {
        return 0;
    }
    match marks::count_threes(text, mark) as i32 {
        0 => 0,
        all => all - 2 * marks::count_threes(text, |a, b, c| mark(a, b, c) & (c & 1 == 1)) as i32,
    }
}

/// A line by itself that is strong as a whole, between a sentence and a text that is not, captions that text.
fn strong_lines(parts: &mut [Part]) {
    let strong = |p: &Part| p.form == PartForm::Running && p.number.is_none() && caption::is_strong(&p.text);
    let says = |p: &Part| ends_sentence(&p.text) || announces(&p.text) || p.number.is_some();
    // a sentence in capitals is a warning
    let warns = |text: &str| text.trim_end_matches('*').ends_with('.') && text.split(' ').count() > 6;
    for at in 0..parts.len() {
        if !strong(&parts[at]) || !can_be_caption(&parts[at].text) || warns(&parts[at].text) {
            continue;
        }
        let before = at == 0 || {
            let before = &parts[at - 1];
            let heads = before.number.is_some() || matches!(before.form, PartForm::Heading(_));
            !announces(&before.text) && (heads || ends_sentence(&before.text) || before.form == PartForm::Whole)
        };
        let behind = parts.get(at + 1).is_some_and(|next| {
            !caption::is_strong(&next.text)
                && (next.form == PartForm::Whole || !matches!(next.form, PartForm::Heading(_)) && says(next))
        });
        if before && behind {
            parts[at].form = PartForm::Heading(0);
        }
    }
}

fn captions(parts: &mut [Part]) {
    // whether the list that is being read was announced by a colon
    let mut announced = false;
    let mut list = 0;
    for at in 0..parts.len() {
        let label = parts[at].label();
        match (label, parts[list].label()) {
            (Some(l), Some(open)) if at > 0 && l.is_like(open) => {}
            _ => {
                announced = at > 0 && announces(&parts[at - 1].text);
                list = at;
            }
        }
        let next = parts.get(at + 1);
        let part = &parts[at];
        let end = match (label, part.form) {
            (_, PartForm::Heading(_)) => Some(part.text.len()),
            (Some(l), PartForm::Running | PartForm::Item(_)) => {
                let listed = at > 0 && is_next_item(&parts[at - 1], part);
                // a strong line by itself captions what is no next item
                let strong = part.form == PartForm::Running
                    && caption::is_strong(&part.text)
                    && !(at > 0 && parts[at - 1].heading.is_none() && is_next(&parts[at - 1], l));
                let holds = || strong || !announced && holds(l, listed, next);
                let caption = || is_caption(part, l, announced, next, holds) && !is_between(l, &parts[..at], next);
                bracketed(l, &part.text).or_else(|| caption().then_some(part.text.len()))
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
        if part.heading.is_some() {
            announced = false;
        }
    }
}

/// `제2조(이용) ① …`: the number behind the caption is that of its first clause.
fn behind_captions(mut parts: Vec<Part>) -> Vec<Part> {
    let first = |part: &mut Part| {
        let captioned = part.heading.is_some() && part.form == PartForm::Running;
        let number = captioned.then(|| caption::numbered(&part.text)).flatten();
        let Numbered { printed, label, rest } =
            number.filter(|n| n.label.form == Form::Enclosed && n.label.last() == 1)?;
        let (number, text) = (Some((printed.into_owned(), label)), rest.into_owned());
        part.text.clear();
        Some(Part { line: part.line, form: part.form, number, heading: None, text })
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
fn is_caption(part: &Part, label: &Label, announced: bool, next: Option<&Part>, holds: impl FnOnce() -> bool) -> bool {
    if !can_be_caption(&part.text) {
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
        // something narrower follows, not the next of the series
        (Some(_), Some(l)) => !(l.is_like(label) && l.values.len() == label.values.len()),
    };
    if caption::is_item_label(label) || matches!(part.form, PartForm::Item(_)) {
        return content && holds();
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
    content || question || !western || marks::plain(&part.text).chars().next().is_some_and(char::is_uppercase)
}

/// Whether an article stands between articles that are sentences: then it is one, however short.
fn is_between(label: &Label, before: &[Part], next: Option<&Part>) -> bool {
    let like = |p: &Part| p.number.as_ref().is_some_and(|(_, l)| same_series(l, label));
    label.unit == Unit::Article
        && before.last().is_some_and(|p| like(p) && p.heading.is_none())
        && next.is_none_or(like)
}

/// Whether a number counts on from that of the part before it.
fn is_next(before: &Part, label: &Label) -> bool {
    before.number.as_ref().is_some_and(|(_, l)| l.is_followed_by(label))
}

/// Whether a part is an item of the list in which the part before it stands.
fn is_next_item(before: &Part, part: &Part) -> bool {
    matches!((before.form, part.form), (PartForm::Item(a) | PartForm::Continuation(a), PartForm::Item(b)) if a >= b)
}

/// Whether what follows an item's line can be its content: a sentence, or a narrower series that begins. A paragraph
/// behind a list of several items belongs to none of them.
fn holds(label: &Label, listed: bool, next: Option<&Part>) -> bool {
    let Some(next) = next.filter(|n| !matches!(n.form, PartForm::Heading(_))) else { return false };
    match &next.number {
        Some((_, l)) => {
            let within = l.values.len() > label.values.len() && l.values.starts_with(&label.values);
            l.last() == 1 && l.values.len() == 1 || within
        }
        None => {
            let behind = listed && next.form == PartForm::Running;
            ends_sentence(&next.text) && !behind && !matches!(next.form, PartForm::Item(_))
        }
    }
}

/// A caption that is strong as a whole is a caption: the mark says nothing more.
fn whole_strong(caption: &str) -> String {
    match marks::parse(caption).as_slice() {
        [marks::Span::Strong(inner)] => marks::write(inner),
        [marks::Span::Strong(inner), marks::Span::Text(stop)] if stop == "." => marks::write(inner) + stop,
        _ => caption.to_owned(),
    }
}

/// A series whose numbers carry no mark of their own: `1.` against `1.1`.
pub(super) fn same_series(a: &Label, b: &Label) -> bool {
    a.is_like(b) && a.values.len() == b.values.len()
}

/// The same series by a careless hand: `2.` after `1、`.
pub(super) fn careless_series(a: &Label, b: &Label) -> bool {
    let loose =
        |l: &Label| matches!(l.enclosure, Enclosure::Dot | Enclosure::Comma | Enclosure::Half | Enclosure::None);
    (a.unit, a.form, a.values.len()) == (b.unit, b.form, b.values.len())
        && a.unit == Unit::Bare
        && a.form != Form::Enclosed
        && (loose(a) && loose(b) || a.values.len() > 1)
        && a.last() + 1 == b.last()
        && a.values[..a.values.len() - 1] == b.values[..b.values.len() - 1]
}
