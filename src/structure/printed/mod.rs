//! Printed lines → blocks: what extraction from a printed page did is undone.
//!
//! 0. `margin`: the numbers of lines and marks of direction are dropped; `columns`: pages in two columns that were
//!    extracted line by line are read column by column; plain numbers alone that count clauses join the next line
//!    (`lines`), so that none is taken for that of a page; `unpaged`: pages that nothing marks.
//! 1. `furniture`, `feet`, `contents`: running heads, page numbers and tables of contents are dropped; a number on a line of its own joins
//!    the next, and so do others that extraction cut (`lines`); `series` tells the numbers that count from line to line.
//! 2. `heads`, `pages`, `tail`: a page's body, the captions at its end (or its beginning), the addresses of its links.
//! 3. `measure`, `blocks`, `reflow`: lines that were wrapped, at the text's measure or at one of their own, are joined into
//!    paragraphs, over page breaks too; `hyphens`: and divided words.
//! 4. `title`: titles with their categories, labels and times; what stands before the first is set apart; `untimed`:
//!    those without a time, which are guessed.
//! 5. `reseat`: captions that were moved to the end of their page go back before what they caption.
//! 6. `links`: addresses are given back to their anchors.
//!
//! Invariant: every character of the lines stands in a block or in a diagnostic.

mod blocks;
mod columns;
mod contents;
mod feet;
mod furniture;
mod heads;
mod hyphens;
mod lines;
mod links;
mod margin;
mod measure;
mod number;
mod pages;
mod reflow;
mod reseat;
mod series;
mod tail;
mod title;
mod unpaged;
mod untimed;

use std::cell::OnceCell;

use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::source::{Block, BlockKind, Inset};
use crate::structure::{caption, meta};
use measure::{Extent, Measure};
pub(super) use untimed::is_name;

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    no: u32,
    page: u32,
    /// Whether a blank line stands before it.
    blank: bool,
    /// Trimmed.
    text: String,
    /// Where it begins and where it ends, from the left margin, in half em.
    indent: usize,
    width: usize,
    extent: Extent,
    /// The number with which it begins, from when its text is as it stays.
    label: Option<Label>,
    /// Whether that is one of several that begin lines, as those of a list do.
    counts: bool,
    /// Whether it goes on from the line before, by the width at which its block was broken.
    flows: bool,
}

impl Line {
    /// Whether the line is the address of a link and nothing else.
    fn is_url(&self) -> bool {
        caption::is_url(&self.text)
    }

    /// Goes on with the line that its number begins; it is as wide as that.
    fn begin(&mut self, line: &Line) {
        self.text.push(' ');
        self.text.push_str(&line.text);
        self.extent = Extent::of(&self.text);
        self.width = line.width;
    }
}

/// Lines that belong together.
#[derive(Clone, Debug, Default)]
struct Paragraph {
    /// Its first and its last line.
    lines: (u32, u32),
    /// How far its lines are set in.
    inset: Inset,
    text: String,
    /// Where in the text a line ended, in bytes.
    breaks: Vec<usize>,
    /// Where the last line ends, and whether it has wide characters only.
    last_width: usize,
    last_solid: bool,
    /// Whether any line has a wide character.
    wide: bool,
    /// The width at which this paragraph's own lines are broken, where they show that it is narrower.
    narrower: Option<usize>,
    /// Whether the paragraph before it ends in a semicolon.
    listed: bool,
    /// Whether its first line counts.
    counts: bool,
    role: Role,
    /// The numbers with which it begins, from when they are asked for: its text is as it stays then.
    numbers: OnceCell<reseat::series::Numbers>,
    /// The runs of characters in it, likewise.
    runs: OnceCell<Vec<reseat::words::Run>>,
}

/// What a paragraph is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Role {
    /// Running text, numbered or not.
    #[default]
    Body,
    /// A caption that stood at the end of its page, or that stands alone.
    Caption,
    /// A part of the title: `title`, `category`, `updated`, `label`.
    Meta(&'static str),
}

/// A page with its parts in order.
#[derive(Clone, Debug, Default)]
struct Page {
    body: Vec<Paragraph>,
    /// The captions at its end.
    tail: Vec<Paragraph>,
    /// The addresses of its links.
    urls: Vec<Line>,
    /// Whether its last paragraph goes on in the next page: no caption stands between.
    spills: bool,
}

/// Makes blocks of printed lines.
pub(super) fn blocks(lines: Vec<Block>, notes: &mut Vec<Diagnostic>) -> Vec<Block> {
    let lines = margin::without_line_numbers(margin::without_directions(lines, notes), notes);
    let lines = lines::visible(columns::part(lines).into_iter().filter_map(line));
    let lines = unpaged::paged(lines::numbered_above(lines));
    let lines = lines::labelled(lines::torn(furniture::drop(lines, notes)));
    let mut lines = series::told(lines);
    let measure = Measure::of(&mut lines);
    let lines = blocks::told(lines, measure);
    let mut pages = pages::divide(lines, measure, notes);
    reflow::over_pages(&mut pages, measure, notes);
    hyphens::drop(&mut pages, notes);
    title::find(&mut pages, measure, notes);
    reseat::reseat(&mut pages, notes);
    links::give_back(&mut pages, notes);
    let paragraphs: Vec<Paragraph> = pages.into_iter().flat_map(|p| p.body).collect();
    let paragraphs = title::set_apart(paragraphs, notes);
    captions_in_place(paragraphs).into_iter().map(block).collect()
}

fn line(block: Block) -> Option<Line> {
    let Block { line: no, kind: BlockKind::Line { page, blank }, mut text, .. } = block else { return None };
    text.truncate(text.trim_end().len());
    let blanks = text.len() - text.trim_start().len();
    let indent = measure::width(&text[..blanks]);
    text.drain(..blanks);
    if is_spaced(&text) {
        text.retain(|c| c != ' ');
    }
    let extent = Extent::of(&text);
    let width = indent + extent.width;
    Some(Line { no, page, blank, indent, width, extent, text, label: None, counts: false, flows: false })
}

/// `借 阅 协 议`: whether wide characters are set apart, each from the next; two are, to be as wide as others.
fn is_spaced(text: &str) -> bool {
    use super::caption::is_wide;
    let mut chars = text.chars();
    let first = chars.next().is_some_and(is_wide);
    if !first || chars.next() != Some(' ') || text.len() > 200 {
        return false;
    }
    let letters: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    letters.len() > 2 && letters.iter().all(|word| word.starts_with(is_wide) && word.chars().nth(1).is_none())
}

fn block(paragraph: Paragraph) -> Block {
    let kind = match paragraph.role {
        Role::Body => BlockKind::Paragraph,
        Role::Caption => BlockKind::Heading(0),
        Role::Meta(key) => BlockKind::Meta { key: key.to_owned() },
    };
    Block { line: paragraph.lines.0, kind, text: single_blanks(paragraph.text), inset: Some(paragraph.inset) }
}

/// A text whose words are parted by one blank each: lines that are set to the same width have more, and so do
/// `T E R M S   O F   U S E`.
fn single_blanks(mut text: String) -> String {
    if memchr::memmem::find(text.as_bytes(), b"  ").is_none() {
        return text;
    }
    let is_word = |word: &str| word.split(' ').all(|letter| letter.chars().nth(1).is_none());
    if text.split("  ").all(|word| is_word(word.trim())) {
        let letters = |word: &str| word.split(' ').collect::<String>();
        return text.split("  ").map(letters).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    }
    let mut before = false;
    text.retain(|c| !(std::mem::replace(&mut before, c == ' ') && c == ' '));
    text
}

/// Whether a text is a caption wherever it stands by itself.
fn is_always_caption(text: &str) -> bool {
    const ALWAYS: [&str; 15] = [
        "附则",
        "附則",
        "부칙",
        "重要提示",
        "特别提示",
        "recitals",
        "background",
        "whereas",
        "introduction",
        "einleitung",
        "einführung",
        "introducción",
        "introduzione",
        "introdução",
        "inleiding",
    ];
    // none is longer
    text.len() <= 32 && (super::outline::names_preamble(text) || ALWAYS.contains(&text.to_lowercase().as_str()))
}

/// An unnumbered caption in its place: a short line by itself between a finished paragraph and a longer one.
fn captions_in_place(mut paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    use super::caption::{
        announces, can_be_caption, captions_with_colon, ends_sentence, is_item_label, is_title_case, is_wide, label_of,
        numbered,
    };
    let alone = |p: &Paragraph| {
        (p.breaks.is_empty() || p.breaks.len() == 1 && p.text.ends_with('?'))
            && p.role == Role::Body
            && !p.text.starts_with(|c: char| c.is_numeric() || "-–—*“\"（(".contains(c))
            && super::bullets::bullet(&p.text).is_none()
            && (can_be_caption(&p.text) || captions_with_colon(&p.text))
            && numbered(&p.text).is_none()
            && !super::outline::is_end_mark(&p.text)
    };
    let short: Vec<bool> = paragraphs.iter().map(alone).collect();
    for at in (0..paragraphs.len()).filter(|at| short[*at]) {
        let text = &paragraphs[at].text;
        let looks = if text.contains(is_wide) {
            measure::width(text) <= 48
        } else {
            is_title_case(text)
                || text.ends_with('?')
                || (text.to_uppercase() == *text && text.len() > 2)
                || (text.starts_with(char::is_uppercase) && text.split(' ').count() <= 6 && !text.contains(','))
        };
        // behind a sentence or another caption
        let ended = |p: &Paragraph| {
            ends_sentence(&p.text)
                || p.role != Role::Body
                || number::taken(&p.text).is_some_and(|n| can_be_caption(&n.rest))
        };
        // the last item of a list may lack its stop
        let asks = text.ends_with(['?', '？']);
        let listed = |p: &Paragraph| {
            let item = || label_of(&p.text).is_some_and(|l| is_item_label(&l));
            let bullet = || super::bullets::bullet(&p.text).is_some();
            asks && (bullet() || item()) || is_title_case(text) && bullet()
        };
        let before = at == 0 || ended(&paragraphs[at - 1]) || listed(&paragraphs[at - 1]);
        // below a title a line with a date says when
        let titled = |p: &Paragraph| p.role != Role::Body || meta::is_dated(&p.text);
        let when = || paragraphs[..at].iter().all(titled) && meta::is_dated(text);
        // what stands behind a colon is running text and no list
        let runs =
            |next: &Paragraph| ends_sentence(&next.text) && label_of(&next.text).is_none() && !next.breaks.is_empty();
        let always = is_always_caption(text);
        let behind = paragraphs.get(at + 1).is_some_and(|next| {
            let wider = measure::width(&next.text) > measure::width(text);
            !short[at + 1]
                && next.role == Role::Body
                && (wider || announces(&next.text))
                // whoever signs captions no date
                && (always || !meta::is_dated(&next.text))
                && (!announces(text) || runs(next))
                // `A keeper` `1. rows whoever asks;`
                && numbered(&next.text).is_none_or(|n| !n.rest.starts_with(char::is_lowercase))
        });
        let announced = at > 0 && announces(&paragraphs[at - 1].text);
        if looks && (before || always) && behind && !announced && !when() {
            paragraphs[at].role = Role::Caption;
        }
    }
    paragraphs
}
