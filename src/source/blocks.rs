//! What a reader finds, in reading order → blocks: which list a paragraph stands in, and how deep.

use super::{Block, BlockKind, Source};
use crate::marks;
use crate::model::label::{self, Label};

/// Blocks under construction, with the lists and quotations that are open.
#[derive(Default)]
pub(super) struct Blocks {
    /// What is done.
    pub(super) out: Source,
    lists: Vec<List>,
    quote: Option<Quote>,
    /// What stands in front of the next paragraph: a footnote's label.
    pub(super) lead: Option<String>,
}

/// An open list.
#[derive(Default)]
struct List {
    /// The marker of an item whose text comes next, and its line.
    pending: Option<(Option<String>, u32)>,
    /// The current item is a heading: what is in it belongs to the heading, as if there were no list.
    is_heading: bool,
}

/// An open quotation; quotations in it are part of it.
struct Quote {
    line: u32,
    depth: usize,
    paragraphs: Vec<String>,
}

impl Blocks {
    /// A paragraph in canonical marks, its start not escaped.
    pub(super) fn paragraph(&mut self, line: u32, mut text: String) {
        if let Some(lead) = self.lead.take() {
            text = format!("{lead} {text}");
        }
        let pending = self.lists.last_mut().and_then(|l| l.pending.take());
        if let Some(quote) = &mut self.quote {
            if let Some((marker, _)) = pending {
                text = format!("{} {text}", marker.as_deref().unwrap_or("-"));
            }
            return quote.paragraphs.push(marks::escape_start(text));
        }
        let marker = pending.as_ref().and_then(|(marker, _)| marker.as_deref());
        let day = marker.filter(|marker| label::is_day(marker, &text)).map(|day| format!("{day} {text}"));
        let is_day = day.is_some();
        text = day.unwrap_or(text);
        let kind = match (pending, self.depth()) {
            (Some(_), Some(depth)) if is_day => match depth.checked_sub(1) {
                Some(depth) => BlockKind::Item { depth, marker: None },
                None => BlockKind::Paragraph,
            },
            (Some((marker, _)), Some(depth)) => BlockKind::Item { depth, marker },
            (None, Some(depth)) => BlockKind::Continuation { depth },
            (_, None) => BlockKind::Paragraph,
        };
        self.out.blocks.push(Block::new(line, kind, marks::escape_start(text)));
    }

    /// A heading; as the first thing in an item it takes the item's number, and what follows in the item is its own.
    pub(super) fn heading(&mut self, level: u8, line: u32, mut text: String) {
        if self.quote.is_some() {
            return self.paragraph(line, text);
        }
        if let Some(list) = self.lists.last_mut()
            && let Some((marker, _)) = list.pending.take()
        {
            list.is_heading = true;
            text = marker.map_or(text.clone(), |marker| format!("{marker} {text}"));
        }
        self.out.blocks.push(Block::new(line, BlockKind::Heading(level), marks::escape_start(text)));
    }

    /// A table or a quotation, whole; it belongs to the item that is open.
    pub(super) fn whole(&mut self, kind: BlockKind, line: u32, text: String) {
        if let Some(quote) = &mut self.quote {
            return quote.paragraphs.extend(text.lines().filter(|l| !l.starts_with("| --")).map(marks::escape));
        }
        self.settle();
        let kind = self.depth().map_or(kind, |depth| BlockKind::Continuation { depth });
        self.out.blocks.push(Block::new(line, kind, text));
    }

    pub(super) fn open_list(&mut self) {
        self.settle();
        self.lists.push(List::default());
    }

    pub(super) fn close_list(&mut self) {
        self.settle();
        self.lists.pop();
    }

    /// An item begins.
    pub(super) fn item(&mut self, marker: Option<String>, line: u32) {
        self.settle();
        if let Some(list) = self.lists.last_mut() {
            *list = List { pending: Some((marker, line)), is_heading: false };
        }
    }

    /// Opens an item for what a column of a table numbers plainly; what stands in it ends with [`Blocks::close_list`].
    /// Whether it did: a number with its marks is told from the text.
    pub(super) fn open_plainly_numbered(&mut self, number: &str, line: u32) -> bool {
        let number = number.trim();
        let plain = label::scan(number).is_none_or(|(_, end)| end < number.len()) && Label::read(number).is_some();
        if plain {
            self.open_list();
            self.item(Some(number.to_owned()), line);
        }
        plain
    }

    /// An item without text of its own still has its number; a bullet without text is none.
    pub(super) fn settle(&mut self) {
        let pending = self.lists.last_mut().and_then(|l| l.pending.take());
        if let (Some((Some(marker), line)), Some(list)) = (pending, self.lists.last_mut()) {
            list.pending = Some((Some(marker), line));
            self.paragraph(line, String::new());
        }
    }

    pub(super) fn open_quote(&mut self, line: u32) {
        self.quote.get_or_insert(Quote { line, depth: 0, paragraphs: Vec::new() }).depth += 1;
    }

    pub(super) fn close_quote(&mut self) {
        let done = self.quote.take_if(|quote| {
            quote.depth -= 1;
            quote.depth == 0
        });
        if let Some(quote) = done.filter(|q| !q.paragraphs.is_empty()) {
            let paragraphs: Vec<_> = quote.paragraphs.iter().map(|p| format!("> {p}")).collect();
            self.whole(BlockKind::Quote, quote.line, paragraphs.join("\n>\n"));
        }
    }

    /// Blocks of another reader stand where the lists and quotations are that are open.
    pub(super) fn adopt(&mut self, found: Source) {
        self.out.diagnostics.extend(found.diagnostics);
        for block in found.blocks {
            match block.kind {
                BlockKind::Table | BlockKind::Quote => self.whole(block.kind, block.line, block.text),
                BlockKind::Paragraph => self.paragraph(block.line, block.text),
                _ if self.quote.is_some() => self.paragraph(block.line, block.text),
                kind => {
                    self.settle();
                    let deeper = self.depth().map_or(0, |d| d.saturating_add(1));
                    let kind = match kind {
                        BlockKind::Item { depth, marker } => {
                            BlockKind::Item { depth: depth.saturating_add(deeper), marker }
                        }
                        BlockKind::Continuation { depth } => {
                            BlockKind::Continuation { depth: depth.saturating_add(deeper) }
                        }
                        kind => kind,
                    };
                    self.out.blocks.push(Block { kind, ..block });
                }
            }
        }
    }

    /// How many lists the current item stands in, from 0; none: it is in no list, or in an item that is a heading.
    fn depth(&self) -> Option<u8> {
        let base = self.lists.iter().rposition(|l| l.is_heading).map_or(0, |i| i + 1);
        (self.lists.len() - base).checked_sub(1).map(|depth| depth.min(usize::from(u8::MAX)) as u8)
    }
}

/// A list that paragraphs interrupt and that then counts on is no list: its numbers are those of clauses, and each
/// paragraph belongs to the number before it. Its items become paragraphs that begin with their number.
pub(super) fn settle_interrupted_lists(blocks: &mut [Block]) {
    let mut runs = numbered_runs(blocks);
    for i in 1..runs.len() {
        let (before, after) = (&runs[i - 1], &runs[i]);
        let between = &blocks[before.end..after.start];
        let interrupted = !between.is_empty() && between.iter().all(|b| matches!(b.kind, BlockKind::Paragraph));
        if interrupted && before.last.is_followed_by(&after.first) {
            runs[i - 1].interrupted = true;
            runs[i].interrupted = true;
        }
    }
    for run in runs.into_iter().filter(|run| run.interrupted) {
        for block in &mut blocks[run.start..run.end] {
            block.kind = match std::mem::replace(&mut block.kind, BlockKind::Paragraph) {
                BlockKind::Item { depth: 0, marker } => {
                    let marker = marker.unwrap_or_default();
                    block.text = marks::escape_start(format!("{marker} {}", block.text));
                    BlockKind::Paragraph
                }
                BlockKind::Item { depth, marker } => BlockKind::Item { depth: depth - 1, marker },
                BlockKind::Continuation { depth: depth @ 1.. } => BlockKind::Continuation { depth: depth - 1 },
                _ => BlockKind::Paragraph,
            };
        }
    }
}

/// A list with numbers.
struct Run {
    start: usize,
    end: usize,
    first: Label,
    last: Label,
    interrupted: bool,
}

fn numbered_runs(blocks: &[Block]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Item { depth: 0, marker } => {
                let Some(label) = marker.as_deref().and_then(Label::read) else { continue };
                match runs.last_mut().filter(|run| run.end == at && run.last.is_followed_by(&label)) {
                    Some(run) => (run.end, run.last) = (at + 1, label),
                    None => {
                        runs.push(Run {
                            start: at,
                            end: at + 1,
                            first: label.clone(),
                            last: label,
                            interrupted: false,
                        });
                    }
                }
            }
            BlockKind::Item { .. } | BlockKind::Continuation { .. } => {
                if let Some(run) = runs.last_mut().filter(|run| run.end == at) {
                    run.end += 1;
                }
            }
            _ => {}
        }
    }
    runs
}

/// Takes the bold off a first row that is bold throughout: it is a head, and no special notice.
pub(super) fn plain_head(rows: &mut [Vec<String>]) {
    let Some(head) = rows.first_mut() else { return };
    let cells: Vec<Vec<marks::Span>> = head.iter().map(|cell| marks::parse(cell)).collect();
    let bold = |cell: &Vec<marks::Span>| matches!(cell.as_slice(), [] | [marks::Span::Strong(_)]);
    if cells.iter().all(bold) {
        for (cell, spans) in head.iter_mut().zip(cells) {
            if let [marks::Span::Strong(inner)] = spans.as_slice() {
                *cell = marks::write(inner);
            }
        }
    }
}

/// A GFM table of cells in canonical marks; the first row is its head. Short rows are filled up.
pub(super) fn table(rows: &[Vec<String>], align: &[marks::Align]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = String::new();
    for (i, row) in rows.iter().enumerate() {
        out.push_str(if i > 0 { "\n|" } else { "|" });
        for at in 0..width {
            let cell = row.get(at).map(String::as_str).unwrap_or_default();
            out.push_str(&format!(" {}{}|", cell.replace('|', "\\|"), if cell.is_empty() { "" } else { " " }));
        }
        if i == 0 {
            out.push_str("\n|");
            for at in 0..width {
                out.push_str(match align.get(at) {
                    None | Some(marks::Align::None) => " --- |",
                    Some(marks::Align::Left) => " :-- |",
                    Some(marks::Align::Center) => " :-: |",
                    Some(marks::Align::Right) => " --: |",
                });
            }
        }
    }
    out
}
