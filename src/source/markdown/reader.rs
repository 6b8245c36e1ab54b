//! The parser's events, in one pass → blocks.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Options, Parser, Tag, TagEnd};

use super::Lines;
use super::code::rest_of_block;
use super::inline::Inline;
use super::list::List;
use crate::marks::{self, Align};
use crate::model::diagnostic::Diagnostic;
use crate::source::beside::{self, Beside};
use crate::source::blocks::{self, Blocks};
use crate::source::columns::Columns;
use crate::source::{BlockKind, MAX_NESTING, Source, SourceError};

/// A text on its way to blocks.
pub(super) struct Reader<'a> {
    source: &'a str,
    /// Where the parsed part begins in the source.
    offset: usize,
    lines: Lines<'a>,
    pub(super) blocks: Blocks,
    inline: Inline<'a>,
    lists: Vec<List>,
    table: Option<Table>,
}

/// An open table.
struct Table {
    line: u32,
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
    /// Where each row stands.
    lines: Vec<u32>,
}

impl<'a> Reader<'a> {
    /// A text, of which `offset` bytes are read already, and whose first line has the number `line`.
    pub(super) fn new(source: &'a str, offset: usize, line: u32, blocks: Blocks) -> Self {
        let (lines, inline) = (Lines::new(source, line), Inline::default());
        Reader { source, offset, lines, blocks, inline, lists: Vec::new(), table: None }
    }

    /// Reads it; code in it is read as text of its own at most `more` times.
    pub(super) fn read(mut self, more: u8) -> Result<Source, SourceError> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_GFM;
        let mut events = Parser::new_ext(&self.source[self.offset..], options).into_offset_iter();
        let base = self.offset;
        let mut depth = 0;
        while let Some((event, range)) = events.next() {
            let range = range.start + base..range.end + base;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > 2 * MAX_NESTING {
                        return Err(SourceError::TooDeep {
                            what: "blocks",
                            line: self.lines.of(range.start),
                            limit: 2 * MAX_NESTING,
                        });
                    }
                    self.start(tag, range, &mut events, &mut depth, more)?;
                }
                Event::End(tag) => {
                    depth -= 1;
                    self.end(tag, range);
                }
                Event::Rule => {}
                Event::TaskListMarker(done) => {
                    let mark = if done { "☑ " } else { "☐ " };
                    self.inline.push(Event::Text(mark.into()), range);
                }
                event => self.inline.push(event, range),
            }
        }
        self.flush();
        for (label, _) in events.reference_definitions().iter().filter(|(_, d)| d.span.is_empty()) {
            let message = format!("the link `{label}` is defined and leads nowhere");
            self.blocks.out.diagnostics.push(Diagnostic::note("link-empty", 1, message));
        }
        Ok(self.blocks.out)
    }

    fn start(
        &mut self,
        tag: Tag<'a>,
        range: Range<usize>,
        events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>,
        depth: &mut usize,
        more: u8,
    ) -> Result<(), SourceError> {
        if is_inline(&tag) {
            self.inline.push(Event::Start(tag), range);
            return Ok(());
        }
        self.flush();
        let line = self.lines.of(range.start);
        match tag {
            Tag::Heading { id: Some(id), .. } => {
                let message = format!("the anchor `{id}` of the heading was left out: anchors come from numbers");
                self.blocks.out.diagnostics.push(Diagnostic::note("anchor-dropped", line, message));
            }
            Tag::BlockQuote(Some(kind)) => {
                let message =
                    format!("`[!{kind:?}]` sets a box around a text: the mark was left out, the text is read");
                self.blocks.out.diagnostics.push(Diagnostic::note("box-mark-dropped", line, message));
            }
            Tag::BlockQuote(None) => self.blocks.open_quote(line),
            Tag::DefinitionList => self.blocks.open_list(),
            Tag::DefinitionListTitle => self.blocks.item(None, line),
            Tag::List(first) => {
                self.blocks.open_list();
                self.lists.push(List::new(first));
            }
            Tag::Item => {
                if let Some(list) = self.lists.last_mut() {
                    let marker = list.marker(&self.source[range], line, &mut self.blocks.out.diagnostics);
                    self.blocks.item(marker, line);
                }
            }
            Tag::Table(align) => {
                let align = align.into_iter().map(alignment).collect();
                self.table = Some(Table { line, align, rows: Vec::new(), lines: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                    table.lines.push(line);
                }
            }
            Tag::FootnoteDefinition(label) => {
                let message = format!("footnote `{label}` stands as a paragraph of its own");
                self.blocks.out.diagnostics.push(Diagnostic::note("footnote", line, message));
                self.blocks.lead = Some(format!("[^{label}]"));
            }
            Tag::CodeBlock(kind) => {
                let code = rest_of_block(events);
                *depth -= 1;
                self.code(&kind, &code, line, more)?;
            }
            Tag::HtmlBlock => {
                let html = rest_of_block(events);
                *depth -= 1;
                self.html(&html, line, more)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.heading(level as u8, range),
            TagEnd::BlockQuote(kind) => {
                self.flush();
                if kind.is_none() {
                    self.blocks.close_quote();
                }
            }
            TagEnd::DefinitionList => {
                self.flush();
                self.blocks.close_list();
            }
            TagEnd::Item => {
                self.flush();
                self.blocks.settle();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.blocks.close_list();
            }
            TagEnd::TableCell => {
                let (_, cell) = self.one_line();
                if let Some(row) = self.table.as_mut().and_then(|t| t.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.table(table);
                }
            }
            TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock
            | TagEnd::CodeBlock
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.flush(),
            _ => self.inline.push(Event::End(tag), range),
        }
    }

    /// A table; rows of numbers with their texts are paragraphs, and so are texts in two languages.
    fn table(&mut self, table: Table) {
        let Table { line, align, rows, lines } = table;
        let seen = |row: &Vec<String>| row.iter().map(|cell| marks::plain(cell)).collect();
        let shown: Vec<Vec<String>> = rows.iter().map(seen).collect();
        if let Some(columns) = Columns::of(&shown) {
            self.blocks.out.diagnostics.extend(columns.note(line, &shown));
            for (row, cell) in columns.cells(&shown) {
                let number = columns.number(&rows[row], cell).into_iter();
                self.row(lines[row], number.chain([&rows[row][cell]]));
            }
            return;
        }
        let Some(numbers) = beside::sets_numbers(&shown) else {
            return self.blocks.whole(BlockKind::Table, line, blocks::table(&rows, &align));
        };
        let head = usize::from(numbers == Beside::BelowHead);
        self.blocks.out.diagnostics.extend(shown[..head].iter().map(|head| beside::head_left_out(line, head)));
        for (row, line) in rows.iter().zip(lines).skip(head) {
            self.row(line, row.iter());
        }
    }

    /// A number and the text beside it.
    fn row<'r>(&mut self, line: u32, cells: impl Iterator<Item = &'r String>) {
        let cells: Vec<&str> = cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        match cells.as_slice() {
            [] => {}
            [number, text] if self.blocks.open_plainly_numbered(number, line) => {
                self.blocks.paragraph(line, (*text).to_owned());
                self.blocks.close_list();
            }
            cells => self.blocks.paragraph(line, cells.join(" ")),
        }
    }

    /// Ends the running text that is open, and makes blocks of it.
    fn flush(&mut self) {
        let Reader { source, lines, blocks, inline, .. } = self;
        if !inline.is_empty() {
            let mut notes = std::mem::take(&mut blocks.out.diagnostics);
            let mut tight = Vec::new();
            inline.finish(source, lines, &mut notes, |line, text| match tight_heading(&text) {
                Some((level, caption)) => {
                    tight.push(line);
                    blocks.heading(level, line, caption.to_owned());
                }
                None => blocks.paragraph(line, text),
            });
            for line in tight {
                let message = "`#` without a blank behind it; read as a heading";
                notes.push(Diagnostic::warning("heading-without-blank", line, message));
            }
            blocks.out.diagnostics = notes;
        }
    }

    /// The running text that is open, in one line; and where it begins.
    fn one_line(&mut self) -> (u32, String) {
        let (mut line, mut text) = (0, String::new());
        let Reader { source, lines, blocks, inline, .. } = self;
        inline.finish(source, lines, &mut blocks.out.diagnostics, |at, piece| {
            if text.is_empty() {
                (line, text) = (at, piece);
            } else {
                text.push(' ');
                text.push_str(&piece);
            }
        });
        (line, text)
    }

    fn heading(&mut self, level: u8, range: Range<usize>) {
        let (line, text) = self.one_line();
        if text.is_empty() {
            return;
        }
        let underlined = !self.source[range].trim_start().starts_with('#');
        if underlined && text.chars().count() > 100 && text.ends_with(['。', '；', '：', '.', ';', ':']) {
            let message = "a rule under a paragraph makes it a heading in Markdown; read as a paragraph";
            self.blocks.out.diagnostics.push(Diagnostic::warning("rule-under-paragraph", line, message));
            return self.blocks.paragraph(line, text);
        }
        self.blocks.heading(level, line, text);
    }
}

/// A heading whose author left out the blank: `##总则`. A single `#` must stand before East Asian text.
fn tight_heading(text: &str) -> Option<(u8, &str)> {
    let caption = text.strip_prefix('#')?.trim_start_matches('#');
    let level = text.len() - caption.len();
    let first = caption.chars().next().filter(|c| c.is_alphanumeric())?;
    let sure = level > 1 || marks::is_east_asian(first);
    (level <= 6 && sure && caption.len() < 200).then_some((level as u8, caption))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. }
    ) || matches!(tag, Tag::Image { .. })
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
