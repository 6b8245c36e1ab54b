//! Markdown → blocks.   [owns pulldown-cmark]
//!
//! 1. [`front`]: front matter.
//! 2. [`depth`]: quotations and lists nested too deep are refused before they are parsed.
//! 3. Here: the parser's events, in one pass, to blocks.
//! 4. [`inline`]: a block's inline events to canonical marks.
//!
//! Where plain CommonMark and what the author meant differ (emphasis beside Chinese punctuation, indented running
//! text, a rule that makes a heading of a long paragraph, lines that are clauses), the meaning is taken and named.

mod depth;
mod front;
mod inline;

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Blocks};
use super::{BlockKind, MAX_NESTING, Source, SourceError, html};
use crate::marks::{self, Align};
use crate::model::diagnostic::Diagnostic;
use inline::Inline;

/// Reads Markdown.
///
/// # Errors
///
/// [`SourceError::TooDeep`].
pub fn read(text: &str) -> Result<Source, SourceError> {
    depth::check(text)?;
    let mut blocks = Blocks::default();
    let skip = front::read(text, &mut blocks.out);
    let lines = Lines { source: text, at: 0, line: 1 };
    let reader = Reader { source: text, offset: skip, lines, blocks, ..Reader::default() };
    let mut source = reader.read(1)?;
    blocks::settle_interrupted_lists(&mut source.blocks);
    Ok(source)
}

/// Reads the inside of a block again as Markdown; its first line is that of the block.
fn read_within(text: &str, line: u32, more: u8) -> Result<Source, SourceError> {
    let lines = Lines { source: text, at: 0, line };
    Reader { source: text, lines, ..Reader::default() }.read(more)
}

/// Where an offset stands, counted once from the front.
#[derive(Default)]
struct Lines<'a> {
    source: &'a str,
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> u32 {
        let count = |from: usize, to: usize| {
            let lines = self.source.as_bytes().get(from..to).unwrap_or_default();
            // in strides whose sums fit a byte: many bytes at once
            lines.chunks(128).map(|s| u32::from(s.iter().map(|b| u8::from(*b == b'\n')).sum::<u8>())).sum::<u32>()
        };
        self.line = if offset >= self.at {
            self.line + count(self.at, offset)
        } else {
            self.line.saturating_sub(count(offset, self.at))
        };
        self.at = offset;
        self.line
    }
}

#[derive(Default)]
struct Reader<'a> {
    source: &'a str,
    /// Where the parsed part begins in the source.
    offset: usize,
    lines: Lines<'a>,
    blocks: Blocks,
    inline: Inline<'a>,
    lists: Vec<List>,
    table: Option<Table>,
}

/// An open list.
struct List {
    /// The number that comes next, and what stands behind numbers; none: bullets.
    next: Option<u64>,
    first: u64,
}

/// An open table.
struct Table {
    line: u32,
    align: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl<'a> Reader<'a> {
    fn read(mut self, more: u8) -> Result<Source, SourceError> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES;
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
            Tag::BlockQuote(_) => self.blocks.open_quote(line),
            Tag::List(first) => {
                self.blocks.open_list();
                self.lists.push(List { next: first, first: first.unwrap_or(0) });
            }
            Tag::Item => self.item(line, range),
            Tag::Table(align) => {
                let align = align.into_iter().map(alignment).collect();
                self.table = Some(Table { line, align, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
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
                let found = html::fragment(&html, line)?;
                self.blocks.adopt(found);
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(level) => self.heading(level as u8, range),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.blocks.close_quote();
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
                    self.blocks.whole(BlockKind::Table, table.line, blocks::table(&table.rows, &table.align));
                }
            }
            TagEnd::FootnoteDefinition | TagEnd::HtmlBlock | TagEnd::CodeBlock => self.flush(),
            _ => self.inline.push(Event::End(tag), range),
        }
    }

    /// The number of an item as it is printed. A list prints its first number and counts on; where the author wrote
    /// another number that is not the first again, he meant it.
    fn item(&mut self, line: u32, range: Range<usize>) {
        let Some(list) = self.lists.last_mut() else { return };
        let written = self.source[range].trim_start();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let marker = list.next.map(|next| {
            let number = written[..digits].parse().unwrap_or(next);
            let mark = written[digits..].chars().next().filter(|c| matches!(c, '.' | ')')).unwrap_or('.');
            let printed = if number == next || number == list.first { next } else { number };
            if printed != next {
                let message = format!("item `{number}{mark}` follows {}: kept as written", next.saturating_sub(1));
                let hint = "Markdown would print it as the next number";
                self.blocks.out.diagnostics.push(Diagnostic::warning("list-number", line, message).hint(hint));
            }
            list.next = Some(printed.saturating_add(1));
            format!("{printed}{mark}")
        });
        self.blocks.item(marker, line);
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

    /// Code: what is indented was indented by a writer of running text; what is fenced is kept line by line.
    fn code(&mut self, kind: &CodeBlockKind<'a>, code: &str, line: u32, more: u8) -> Result<(), SourceError> {
        if matches!(kind, CodeBlockKind::Indented) {
            let message = "indented by four blanks or more, which is code in Markdown; read as running text";
            self.blocks.out.diagnostics.push(Diagnostic::warning("indented-text", line, message));
            let flat: String;
            let code = if more > 0 {
                code
            } else {
                flat = code.lines().map(|l| format!("{}\n", l.trim())).collect();
                &flat
            };
            let found = read_within(code, line, more.saturating_sub(1))?;
            self.blocks.adopt(found);
            return Ok(());
        }
        let message = "a block of code; its lines stand as paragraphs";
        self.blocks.out.diagnostics.push(Diagnostic::note("code-block", line, message));
        for (i, row) in code.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let mut text = String::new();
            marks::escape_into(&mut text, &crate::digest::fold(row));
            self.blocks.paragraph(line + 1 + i as u32, text);
        }
        Ok(())
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

/// The text of a block of code or HTML, up to its end.
fn rest_of_block<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(t) | Event::Html(t) => text.push_str(&t),
            Event::End(_) => break,
            _ => {}
        }
    }
    text
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        crate::source::tests::rows(&read(text).expect("it is read"))
    }

    fn codes(text: &str) -> Vec<(&'static str, u32)> {
        read(text).expect("not too deep").diagnostics.iter().map(|d| (d.code, d.line)).collect()
    }

    #[test]
    fn headings_paragraphs_and_lists() {
        let text = "# 租赁协议\n\n甲方出租，\n乙方承租。\nTo let and\nto hire.\n\n3. 租期\n4. 租金\n   - 按月付\n\n   逾期另计。\n\n押金\n----\n";
        assert_eq!(
            rows(text),
            [
                "1 h1 租赁协议",
                "3 p 甲方出租，乙方承租。 To let and to hire.",
                "8 0[3.] 租期",
                "9 0[4.] 租金",
                "10 1[-] 按月付",
                "12 0+ 逾期另计。",
                "14 h2 押金",
            ]
        );
    }

    #[test]
    fn numbers_are_those_that_are_printed() {
        assert_eq!(rows("1. a\n1. b\n1. c"), ["1 0[1.] a", "2 0[2.] b", "3 0[3.] c"]);
        assert_eq!(rows("2) a\n3) b\n7) c\n8) d"), ["1 0[2)] a", "2 0[3)] b", "3 0[7)] c", "4 0[8)] d"]);
        assert_eq!(codes("2) a\n3) b\n7) c\n8) d"), [("list-number", 3)]);
        assert_eq!(rows("### 1\\. Scope\n\n2\\. Term"), ["1 h3 1\\. Scope", "3 p 2\\. Term"]);
    }

    #[test]
    fn emphasis_beside_chinese_punctuation() {
        assert_eq!(rows("**“乙方”应当付款。**甲方**“另行”**通知"), ["1 p **“乙方”应当付款。**甲方**“另行”**通知"]);
        assert_eq!(rows("甲方__应当__付款，**见（一）**。"), ["1 p 甲方\\_\\_应当\\_\\_付款，**见（一）**。"]);
        assert_eq!(rows("a \\*\\*b\\*\\* 2 * 3"), ["1 p a \\*\\*b\\*\\* 2 \\* 3"]);
    }

    #[test]
    fn html_in_running_text() {
        assert_eq!(
            rows("甲方<u>应当</u><b>“付款” </b>。<br>乙方<span>可以</span>"),
            ["1 p 甲方<u>应当</u>**“付款”** 。", "1 p 乙方可以"]
        );
        assert_eq!(rows("**<u>乙方</u>应当<br/>付款**"), ["1 p **<u>乙方</u>应当**", "1 p **付款**"]);
        assert_eq!(rows("x <a href=\"a?b=1&amp;c\">y</a> <Company Name>"), ["1 p x [y](a?b=1&c) \\<Company Name>"]);
        assert_eq!(
            codes("a <span>b</span> <!-- c --> <u>d <Firm>"),
            [("html-dropped", 1), ("comment-dropped", 1), ("html-unknown", 1), ("html-dropped", 1)]
        );
    }

    #[test]
    fn links_images_and_breaks() {
        assert_eq!(
            rows("[条款](https://x.cn/a(b)) ![图](p.png) <https://y.cn>"),
            ["1 p [条款](<https://x.cn/a(b)>) 图 [https://y.cn](https://y.cn)"]
        );
        assert_eq!(rows("(1) one  \n(2) two\\\n(3) three"), ["1 p (1) one", "2 p (2) two", "3 p (3) three"]);
        assert_eq!(
            rows("总则如下：\n（一）甲\n（二）乙\n详见\n第三条的规定"),
            ["1 p 总则如下：", "2 p （一）甲", "3 p （二）乙详见第三条的规定"]
        );
    }

    #[test]
    fn tables_and_quotations() {
        assert_eq!(
            rows("| 项 | 价 |\n|---|--:|\n| **甲** | 1\\|2 |\n\n> 一\n> 二\n>\n> - 三\n"),
            ["1 table | 项 | 价 |\n| --- | --: |\n| **甲** | 1\\|2 |", "5 quote > 一二\n>\n> \\- 三"]
        );
        assert_eq!(rows("1. a\n\n   > b\n"), ["1 0[1.] a", "3 0+ > b"]);
    }

    #[test]
    fn headings_without_a_blank() {
        assert_eq!(
            rows("#总则\n甲方\n###Term\n\n#1 priority"),
            ["1 h1 总则", "2 p 甲方", "3 h3 Term", "5 p \\#1 priority"]
        );
        assert_eq!(codes("#总则\n甲方"), [("line-kept", 2), ("heading-without-blank", 1)]);
    }

    #[test]
    fn front_matter() {
        let text = "---\ntitle: \"Lease: flat\"\nlang: en\ntags:\n  - x\n---\n# Lease\n";
        assert_eq!(rows(text), ["2 @title Lease: flat", "3 @language en", "7 h1 Lease"]);
        assert_eq!(rows("---\n\na\n\n---\n\nb"), ["3 p a", "7 p b"]);
    }

    #[test]
    fn what_is_code_only_by_its_indent_is_read() {
        assert_eq!(rows("a\n\n    第一条 **甲**\n    乙"), ["1 p a", "3 p 第一条 **甲**乙"]);
        assert_eq!(rows("```\na  *b*\n\nc\n```"), ["2 p a \\*b\\*", "4 p c"]);
    }

    #[test]
    fn headings_in_items_hold_what_follows() {
        assert_eq!(
            rows("1. ## Term\n\n   One year.\n\n   - a\n2. ## Rent"),
            ["1 h2 1\\. Term", "3 p One year.", "5 0[-] a", "6 h2 2\\. Rent"]
        );
    }

    #[test]
    fn what_nests_too_deep_is_refused_at_once() {
        for text in [">".repeat(100_000), "> ".repeat(200), "- ".repeat(200) + "a", "1. ".repeat(200)] {
            let error = read(&format!("a\n\n{text}")).expect_err("too deep");
            assert!(matches!(error, SourceError::TooDeep { line: 3, .. }), "{error}");
        }
        let stairs: String = (0..300).map(|i| format!("{}- a\n", " ".repeat(2 * i))).collect();
        assert!(matches!(
            read(&stairs),
            Err(SourceError::TooDeep { line: 201, .. }) | Err(SourceError::TooDeep { .. })
        ));
        assert!(read(&"- ".repeat(300)).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost(text in "([a甲“。，*_<u>/ \\[\\]()1.\\-#|`\\\\]|\n|\n\n|\\*\\*|<b>|</b>){0,40}") {
            let found = read(&text).expect("not deep");
            let _ = found;
        }
    }
}
