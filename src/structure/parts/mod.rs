//! Blocks → parts: each block with its number taken off and its caption told from its text, by its neighbours.
//!
//! A part is what [`crate::structure::outline`] places. Decided here are: is a number without a mark (`3 Fees`) a
//! number; is `(i)` a letter or a Roman numeral ([`numbers`]); is a numbered line a caption or a sentence ([`captions`]); are the lines of a
//! quotation structure (they are not).

mod captions;
mod numbers;
mod plain;
mod series;
mod set_apart;

use super::caption::{self, Numbered, ends_sentence};
use super::meta;
use crate::marks;
use crate::model::label::{self, Enclosure, Form, Label, Unit};
use crate::source::{Block, BlockKind, Inset};

/// A block, understood by itself and by its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) line: u32,
    pub(super) form: PartForm,
    pub(super) number: Option<(String, Label)>,
    pub(super) heading: Option<String>,
    /// What is no caption; empty where there is only a number or a caption.
    pub(super) text: String,
    /// Where it stands on its page, where that is known.
    pub(super) inset: Option<Inset>,
}

impl Part {
    /// What its number is understood as.
    fn label(&self) -> Option<&Label> {
        self.number.as_ref().map(|(_, label)| label)
    }

    /// Whether there is anything left of a running line.
    fn says(&self) -> bool {
        self.form != PartForm::Running || self.number.is_some() || !self.text.is_empty()
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
    let said = set_apart::levels_of_text(&blocks);
    let mut parts: Vec<Part> = blocks.into_iter().map(|block| part(block, said)).collect();
    end_mark(&mut parts);
    numbers::further_paragraphs(&mut parts);
    set_apart::numbers_above(&mut parts);
    numbers_alone(&mut parts);
    unquote(&mut parts);
    inline_lists(&mut parts);
    numbers::signs_in_articles(&mut parts);
    plain::paragraphs_of_articles(&mut parts);
    plain::plain_numbers(&mut parts);
    plain::among_plain_numbers(&mut parts);
    plain::counted_sentences(&mut parts);
    numbers::letters(&mut parts);
    numbers::doubled_letters(&mut parts);
    numbers::lone_letters(&mut parts);
    set_apart::above_articles(&mut parts);
    set_apart::final_provisions(&mut parts);
    set_apart::strong_lines(&mut parts);
    captions::numbered_lines(&mut parts);
    captions::behind_captions(parts)
}

/// `said`: the levels of headings that are text where they are sentences.
fn part(block: Block, said: u64) -> Part {
    let Block { line, kind, text, inset } = block;
    // `Effective date: 4 March 2024` captions nothing
    let dated = || text.contains([':', '：']) && meta::is_date_of(&marks::shown(&text));
    let is_text = |level: u8| said & 1 << (level & 63) != 0 && caption::is_statement(&text) || dated();
    let (form, marker) = match kind {
        BlockKind::Heading(level) if !is_text(level) => (PartForm::Heading(level), None),
        BlockKind::Item { depth, marker } => (PartForm::Item(depth), marker),
        BlockKind::Continuation { depth } => (PartForm::Continuation(depth), None),
        BlockKind::Table | BlockKind::Quote => (PartForm::Whole, None),
        _ => (PartForm::Running, None),
    };
    let mut part = Part { line, form, number: None, heading: None, text, inset };
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
        parts.push(Part { line, form, number: None, heading: None, text, inset: None });
    }
}

/// A number in a block of its own, as pages and tables set it in the margin, is that of the heading or text behind it.
fn numbers_alone(parts: &mut Vec<Part>) {
    for at in (1..parts.len()).rev() {
        let [before, part] = &mut parts[at - 1..=at] else { continue };
        let alone = before.form == PartForm::Running && before.text.is_empty() && before.number.is_some();
        let open = matches!(part.form, PartForm::Heading(_) | PartForm::Running) && part.number.is_none();
        if alone && open && !part.text.is_empty() {
            part.number = before.number.take();
            part.line = before.line;
        }
    }
    parts.retain(Part::says);
}

/// `(a) 甲；(b) 乙；(c) 丙。` in one paragraph is running text: its first number is no clause.
fn inline_lists(parts: &mut [Part]) {
    for part in parts.iter_mut().filter(|p| p.form == PartForm::Running) {
        let Some((printed, label)) = &part.number else { continue };
        let inline = label.enclosure == Enclosure::Full
            && caption::is_item_label(label)
            && label.values.len() == 1
            && label::written(label.form, label.last() + 1).is_some_and(|next| {
                ['(', '（'].into_iter().any(|open| {
                    let mut opened = part.text.match_indices(open).map(|(at, open)| (at, at + open.len()));
                    let first = opened.find(|(_, inside)| part.text[*inside..].starts_with(&next));
                    first.is_some_and(|(at, inside)| {
                        let behind = &part.text[inside + next.len()..];
                        let before = part.text[..at].trim_end();
                        // `(a) The guest (a) rows; (b) pays.`: the list begins within
                        if before.contains(&**printed) {
                            return false;
                        }
                        let counts = [" and", " or", " und", " oder", " et", " ou", " y", " o"];
                        behind.starts_with([')', '）'])
                            && (before.ends_with(['；', ';', '，', ',', '、', '或', '和'])
                                || counts.iter().any(|w| before.ends_with(w)))
                    })
                })
            });
        if inline {
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
    let open = match marks::count_threes(text, mark) as i32 {
        0 => 0,
        all => all - 2 * marks::count_threes(text, |a, b, c| mark(a, b, c) & (c & 1 == 1)) as i32,
    };
    // a careless hand opens `“` and closes `"`
    let plain = || marks::count(text.as_bytes(), |b| b == b'"') % 2;
    if open > 0 { open - plain() as i32 } else { open }
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
