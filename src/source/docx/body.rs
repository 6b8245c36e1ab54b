//! `document.xml` → blocks.

use std::collections::HashMap;

use super::numbering::{Mark, Numbering};
use super::styles::{self, Characters, Style, Styles};
use super::xml::{Element, Xml};
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::blocks::{self, Blocks};
use crate::source::runs::{self, Runs};
use crate::source::{Block, BlockKind, Changes, Source, SourceError};

/// A document on its way to blocks.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    targets: HashMap<String, String>,
    changes: Changes,
    blocks: Blocks,
    /// The paragraph that is read, from 1.
    at: u32,
    /// The text of foot- and endnotes, by their kind and id.
    notes: HashMap<(&'static str, String), Vec<String>>,
    fields: Vec<Field>,
    /// Blocks that a list numbers: which, how deep, and their number.
    numbered: Vec<(usize, u8, String)>,
    seen: Seen,
}

/// A field, whose instruction comes first and whose result is the text.
struct Field {
    instruction: String,
    in_result: bool,
    /// Its link, and the paragraph that holds it.
    link: Option<(u32, u32)>,
}

/// What is counted, with the first paragraph where it stands.
#[derive(Default)]
struct Seen {
    counts: HashMap<&'static str, (usize, u32)>,
}

impl Seen {
    fn count(&mut self, what: &'static str, at: u32, n: usize) {
        if n > 0 {
            self.counts.entry(what).or_insert((0, at)).0 += n;
        }
    }

    fn of(&self, what: &str) -> usize {
        self.counts.get(what).map_or(0, |(n, _)| *n)
    }
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    runs: Runs,
    style: Option<String>,
    list: Option<String>,
    level: Option<u8>,
    outline: Option<u8>,
    /// Its end is a tracked change: inserted, deleted.
    end_inserted: bool,
    end_deleted: bool,
    /// Notes and text boxes that stand in it: what stands behind it.
    after: Vec<String>,
}

/// What is known of a run from what it stands in.
#[derive(Clone, Copy, Default)]
struct Around {
    link: Option<u32>,
    base: Characters,
}

impl Body {
    pub(super) fn new(
        styles: Styles,
        numbering: Numbering,
        targets: HashMap<String, String>,
        changes: Changes,
    ) -> Self {
        Body {
            styles,
            numbering,
            targets,
            changes,
            blocks: Blocks::default(),
            at: 0,
            notes: HashMap::new(),
            fields: Vec::new(),
            numbered: Vec::new(),
            seen: Seen::default(),
        }
    }

    /// Reads foot- or endnotes.
    pub(super) fn read_notes(&mut self, mut xml: Xml<'_>, kind: &'static str) -> Result<(), SourceError> {
        xml.child()?;
        while let Some(note) = xml.child()? {
            let id = note.attr("id").unwrap_or_default();
            let mut lines = Vec::new();
            self.flat(&mut xml, &mut lines)?;
            self.notes.insert((kind, id), lines);
        }
        self.at = 0;
        Ok(())
    }

    /// Reads the document.
    pub(super) fn read(mut self, mut xml: Xml<'_>) -> Result<Source, SourceError> {
        let root = xml.child()?;
        if root.as_ref().is_none_or(|r| r.name != "document") {
            let found = root.map(|r| r.name).unwrap_or_default();
            let message = format!("expected `w:document`, found `{found}`");
            return Err(SourceError::Damaged { part: "word/document.xml".to_owned(), message });
        }
        while let Some(part) = xml.child()? {
            match part.name.as_str() {
                "body" => self.content(&mut xml)?,
                _ => xml.skip()?,
            }
        }
        let (insertions, deletions) = (self.seen.of("insertions"), self.seen.of("deletions"));
        if self.changes == Changes::Refuse && insertions + deletions > 0 {
            return Err(SourceError::Changes { insertions, deletions });
        }
        self.settle_numbers();
        self.report();
        Ok(self.blocks.out)
    }

    /// Paragraphs and tables.
    fn content(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        let mut carried: Option<Paragraph> = None;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "p" => {
                    let paragraph = self.paragraph(xml, carried.take())?;
                    carried = self.emit_unless_joined(paragraph);
                }
                "tbl" => self.table(xml)?,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "smartTag" => self.content(xml)?,
                "altChunk" => {
                    self.seen.count("chunks", self.at, 1);
                    xml.skip()?;
                }
                _ => xml.skip()?,
            }
        }
        if let Some(paragraph) = carried {
            self.emit(paragraph);
        }
        Ok(())
    }

    /// A paragraph whose end a change takes away goes on in the next.
    fn emit_unless_joined(&mut self, paragraph: Paragraph) -> Option<Paragraph> {
        let joined = match self.changes {
            Changes::Reject => paragraph.end_inserted,
            Changes::Accept | Changes::Refuse => paragraph.end_deleted,
        };
        if joined {
            return Some(paragraph);
        }
        self.emit(paragraph);
        None
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, carried: Option<Paragraph>) -> Result<Paragraph, SourceError> {
        self.at += 1;
        let before = carried.unwrap_or_default();
        let mut out = Paragraph { runs: before.runs, after: before.after, ..Paragraph::default() };
        let around = Around { link: None, base: self.styles.resolve(None).characters };
        self.inline(xml, &mut out, around)?;
        Ok(out)
    }

    /// The content of a paragraph, or of what stands around runs in it.
    fn inline(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph, mut around: Around) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "pPr" => {
                    self.properties(xml, out)?;
                    let style = self.styles.resolve(out.style.as_deref());
                    // a heading is strong by being one
                    let plain = Characters { strong: None, emphasis: None, underline: None, ..style.characters };
                    around.base = if heading_level(&style, out).is_some() { plain } else { style.characters };
                }
                "r" => self.run(xml, out, around)?,
                "hyperlink" => {
                    let anchor = element.attr("anchor").map(|a| format!("#{a}"));
                    let target = element.attr("id").and_then(|id| self.targets.get(&id).cloned()).or(anchor);
                    let link = target.map(|target| out.runs.link(&target)).or(around.link);
                    self.inline(xml, out, Around { link, ..around })?;
                }
                "ins" | "moveTo" => {
                    self.seen.count("insertions", self.at, 1);
                    match self.changes {
                        Changes::Reject => xml.skip()?,
                        _ => self.inline(xml, out, around)?,
                    }
                }
                "del" | "moveFrom" => {
                    self.seen.count("deletions", self.at, 1);
                    match self.changes {
                        Changes::Reject => self.inline(xml, out, around)?,
                        _ => xml.skip()?,
                    }
                }
                "smartTag"
                | "sdt"
                | "sdtContent"
                | "customXml"
                | "fldSimple"
                | "dir"
                | "bdo"
                | "mc:AlternateContent"
                | "mc:Choice" => self.inline(xml, out, around)?,
                "m:oMath" | "m:oMathPara" => {
                    self.seen.count("formulas", self.at, 1);
                    let text = xml.text()?;
                    out.runs.push(&text, runs::Style { link: around.link, ..runs::Style::default() });
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn properties(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        while let Some(property) = xml.child()? {
            match property.name.as_str() {
                "pStyle" => out.style = Some(property.val()),
                "outlineLvl" => out.outline = property.val().parse().ok(),
                "numPr" => {
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "numId" => out.list = Some(part.val()),
                            "ilvl" => out.level = part.val().parse().ok(),
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    continue;
                }
                "rPr" => {
                    while let Some(part) = xml.child()? {
                        match part.name.as_str() {
                            "ins" | "moveTo" => out.end_inserted = true,
                            "del" | "moveFrom" => out.end_deleted = true,
                            _ => {}
                        }
                        xml.skip()?;
                    }
                    self.seen.count("insertions", self.at, usize::from(out.end_inserted));
                    self.seen.count("deletions", self.at, usize::from(out.end_deleted));
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn run(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph, around: Around) -> Result<(), SourceError> {
        let mut characters = around.base;
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "rPr" => {
                    let mut own = Characters::default();
                    let style = styles::characters(xml, &mut own)?;
                    let named = style.map(|id| self.styles.resolve(Some(&id)).characters).unwrap_or_default();
                    characters = own.over(toggled(named, around.base));
                    continue;
                }
                "t" | "delText" => {
                    let text = xml.text()?;
                    self.text(&text, characters, out, around);
                    continue;
                }
                "instrText" | "delInstrText" => {
                    let text = xml.text()?;
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&text);
                    }
                    continue;
                }
                "fldChar" => self.field(&element),
                "tab" | "ptab" => self.text("\t", characters, out, around),
                "br" if !matches!(element.attr("type").as_deref(), Some("page" | "column")) => out.runs.end_line(),
                "cr" => out.runs.end_line(),
                "noBreakHyphen" => self.text("\u{2011}", characters, out, around),
                "sym" => {
                    let code = element.attr("char").and_then(|c| u32::from_str_radix(&c, 16).ok()).unwrap_or(0);
                    let known = matches!(code & 0xff, 0x6f | 0x71 | 0xa8 | 0xfe | 0xfc | 0x52 | 0xa3);
                    let c = if known { '☐' } else { char::from_u32(code).unwrap_or('☐') };
                    self.seen.count("symbols", self.at, 1);
                    self.text(&c.to_string(), characters, out, around);
                }
                "footnoteReference" => self.note("footnotes", &element, out),
                "endnoteReference" => self.note("endnotes", &element, out),
                "commentReference" => self.seen.count("comments", self.at, 1),
                "drawing" | "pict" | "object" | "mc:AlternateContent" => {
                    self.boxes(xml, out)?;
                    continue;
                }
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn text(&mut self, text: &str, characters: Characters, out: &mut Paragraph, around: Around) {
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        if let Some(field) = self.fields.iter().find(|f| f.instruction.trim_start().starts_with("TOC")) {
            if field.in_result {
                self.seen.count("contents", self.at, length);
            }
            return;
        }
        if self.fields.last().is_some_and(|f| !f.in_result) {
            return;
        }
        if characters.hidden == Some(true) {
            return self.seen.count("hidden", self.at, length);
        }
        if characters.struck == Some(true) {
            self.seen.count("struck", self.at, length);
        }
        let at = self.at;
        let link = around.link.or_else(|| {
            let field = self.fields.last_mut()?;
            if field.link.is_none_or(|(begun, _)| begun != at) {
                let target = field.instruction.trim().strip_prefix("HYPERLINK")?.split('"').nth(1)?;
                field.link = Some((at, out.runs.link(target)));
            }
            field.link.map(|(_, link)| link)
        });
        let style = runs::Style {
            strong: characters.strong == Some(true),
            emphasis: characters.emphasis == Some(true),
            underline: characters.underline == Some(true) && link.is_none(),
            code: false,
            link,
        };
        out.runs.push(&text.replace('\n', " "), style);
    }

    fn field(&mut self, element: &Element<'_>) {
        match element.attr("fldCharType").as_deref() {
            Some("begin") => self.fields.push(Field { instruction: String::new(), in_result: false, link: None }),
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: &'static str, element: &Element<'_>, out: &mut Paragraph) {
        let id = element.attr("id").unwrap_or_default();
        let prefix = if kind == "endnotes" { "e" } else { "" };
        out.runs.push(&format!("[^{prefix}{id}]"), runs::Style::default());
        let lines = self.notes.get(&(kind, id.clone())).cloned().unwrap_or_default();
        out.after.push(format!("[^{prefix}{id}] {}", lines.join(" ")));
        self.seen.count("notes", self.at, 1);
    }

    /// The text boxes in a drawing; a drawing without any is a picture.
    fn boxes(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        let before = out.after.len();
        self.boxes_in(xml, out)?;
        let found = out.after.len() - before;
        let what = if found > 0 { "boxes" } else { "pictures" };
        self.seen.count(what, self.at, found.max(1));
        Ok(())
    }

    fn boxes_in(&mut self, xml: &mut Xml<'_>, out: &mut Paragraph) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "txbxContent" => {
                    let mut lines = Vec::new();
                    let at = self.at;
                    self.flat(xml, &mut lines)?;
                    self.at = at;
                    out.after.extend(lines);
                }
                // the same again for older programs
                "mc:Fallback" => xml.skip()?,
                _ => self.boxes_in(xml, out)?,
            }
        }
        Ok(())
    }

    /// Paragraphs and tables within something, as lines.
    fn flat(&mut self, xml: &mut Xml<'_>, lines: &mut Vec<String>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            if element.name == "p" {
                let mut paragraph = self.paragraph(xml, None)?;
                let number = self.number(&paragraph);
                let text = one_line(&mut paragraph.runs);
                match number {
                    Mark::Number(number) if !text.is_empty() => {
                        lines.push(format!("{} {text}", marks::escape(&number)));
                    }
                    _ if !text.is_empty() => lines.push(text),
                    _ => {}
                }
                lines.append(&mut paragraph.after);
            } else if matches!(element.name.as_str(), "tbl" | "tr" | "tc" | "sdt" | "sdtContent") {
                self.flat(xml, lines)?;
            } else {
                xml.skip()?;
            }
        }
        Ok(())
    }

    /// The mark of a paragraph, which its list counts.
    fn number(&mut self, paragraph: &Paragraph) -> Mark {
        let style = self.styles.resolve(paragraph.style.as_deref());
        let Some(list) = paragraph.list.as_ref().or(style.list.as_ref()).filter(|l| *l != "0") else {
            return Mark::None;
        };
        let by_style = || paragraph.style.as_deref().and_then(|id| self.numbering.level_of_style(list, id));
        let level = paragraph.level.or_else(by_style).or(style.level).unwrap_or(0);
        self.numbering.count(list, level)
    }

    fn emit(&mut self, mut paragraph: Paragraph) {
        let style = self.styles.resolve(paragraph.style.as_deref());
        let level = heading_level(&style, &paragraph);
        let mark = self.number(&paragraph);
        if paragraph.runs.is_blank() {
            self.seen.count("empty", self.at, usize::from(matches!(mark, Mark::Number(_))));
            return self.emit_after(paragraph.after);
        }
        let lines = paragraph.runs.lines();
        if lines.iter().any(|l| l.lost) {
            self.seen.count("marks", self.at, 1);
        }
        let lines: Vec<String> = lines.into_iter().map(|l| l.text).collect();
        let depth = paragraph.level.or(style.level).unwrap_or(0);
        if style.name == "title" {
            self.title(lines.join(" "));
        } else if let Some(level) = level {
            let text = lines.join(" ");
            let text = if let Mark::Number(number) = mark { numbered(&number, &text) } else { text };
            self.blocks.heading(level, self.at, text);
        } else {
            if let Mark::Number(number) = &mark {
                self.numbered.push((self.blocks.out.blocks.len(), depth, number.clone()));
            }
            for (i, text) in lines.into_iter().enumerate() {
                let kind = match mark {
                    Mark::Bullet if i == 0 => BlockKind::Item { depth, marker: None },
                    Mark::Bullet => BlockKind::Continuation { depth },
                    _ => BlockKind::Paragraph,
                };
                self.blocks.out.blocks.push(Block { line: self.at, kind, text: marks::escape_start(text) });
            }
        }
        self.emit_after(paragraph.after);
    }

    /// In a document with headings, numbered paragraphs are items below them, as deep as their lists say. Without
    /// any, the numbers themselves tell what stands below what, as in print.
    fn settle_numbers(&mut self) {
        let blocks = &mut self.blocks.out.blocks;
        let has_headings = blocks.iter().any(|b| matches!(b.kind, BlockKind::Heading(_)));
        for (at, depth, number) in std::mem::take(&mut self.numbered) {
            let Some(block) = blocks.get_mut(at) else { continue };
            if has_headings {
                block.kind = BlockKind::Item { depth, marker: Some(number) };
            } else {
                block.text = marks::escape_start(numbered(&number, &block.text));
            }
        }
    }

    fn emit_after(&mut self, lines: Vec<String>) {
        lines.into_iter().for_each(|line| self.blocks.paragraph(self.at, line));
    }

    /// A title can stand in two paragraphs.
    fn title(&mut self, text: String) {
        let is_title = |b: &Block| matches!(&b.kind, BlockKind::Meta { key } if key == "title");
        match self.blocks.out.blocks.last_mut().filter(|b| is_title(b)) {
            Some(before) => {
                before.text.push(' ');
                before.text.push_str(&text);
            }
            None => {
                let kind = BlockKind::Meta { key: "title".to_owned() };
                self.blocks.out.blocks.push(Block { line: self.at, kind, text });
            }
        }
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        let at = self.at + 1;
        let mut rows: Vec<Vec<Vec<String>>> = Vec::new();
        self.rows(xml, &mut rows)?;
        if rows.iter().all(|row| row.len() < 2) {
            // a frame around text
            for line in rows.into_iter().flatten().flatten() {
                self.blocks.paragraph(at, line);
            }
            return Ok(());
        }
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|row| row.into_iter().map(|c| c.join(" ")).collect()).collect();
        if rows.iter().flatten().any(|cell| !cell.is_empty()) {
            self.blocks.whole(BlockKind::Table, at, blocks::table(&rows, &[]));
        }
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<Vec<Vec<String>>>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tr" => {
                    let mut row = Vec::new();
                    self.cells(xml, &mut row)?;
                    rows.push(row);
                }
                "sdt" | "sdtContent" | "customXml" => self.rows(xml, rows)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut Vec<Vec<String>>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tc" => {
                    let mut lines = Vec::new();
                    self.flat(xml, &mut lines)?;
                    row.push(lines);
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(xml, row)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// Says what was counted.
    fn report(&mut self) {
        let taken = if self.changes == Changes::Reject { "rejected" } else { "accepted" };
        let mut counts: Vec<_> =
            std::mem::take(&mut self.seen.counts).into_iter().filter(|(_, (n, _))| *n > 0).collect();
        counts.sort_unstable();
        for (what, (n, at)) in counts {
            let warning = |code, message: String| Diagnostic::warning(code, at, message);
            let note = |code, message: String| Diagnostic::note(code, at, message);
            let decide = "decide them in the word processor, or say `--changes accept|reject|refuse`";
            self.blocks.out.diagnostics.push(match what {
                "insertions" => {
                    warning("tracked-insertion", format!("{n} tracked insertions were {taken}")).hint(decide)
                }
                "deletions" => warning("tracked-deletion", format!("{n} tracked deletions were {taken}")).hint(decide),
                "hidden" => warning("hidden-text", format!("{n} hidden characters were left out")),
                "struck" => warning("struck-text", format!("{n} characters are struck through; they are read as text")),
                "boxes" => warning("text-box", format!("{n} paragraphs of text boxes stand behind their anchors")),
                "symbols" => warning("symbol", format!("{n} characters of a symbol font may be others")),
                "chunks" => warning("embedded-file", format!("{n} files within the document were not read")),
                "marks" => warning("marks-lost", "emphasis that Markdown cannot write was left out in part".to_owned()),
                "formulas" => note("formula", format!("{n} formulas are read as their characters")),
                "empty" => {
                    warning("number-without-text", format!("{n} numbered paragraphs hold no text and were left out"))
                        .hint("Word prints and counts their numbers, and so do the numbers behind them")
                }
                "comments" => note("comment-dropped", format!("{n} comments were left out")),
                "pictures" => note("image-dropped", format!("{n} pictures were left out")),
                "contents" => note("contents-dropped", format!("{n} characters of a table of contents were left out")),
                _ => note("footnote", format!("{n} notes stand as paragraphs behind theirs")),
            });
        }
        let mut unknown: Vec<_> = self.numbering.unknown.drain().collect();
        unknown.sort_unstable();
        for format in unknown {
            let message = format!("numbers in the format `{format}` are written in digits");
            self.blocks.out.diagnostics.push(Diagnostic::warning("number-format", 1, message));
        }
        self.blocks.out.diagnostics.sort_by_key(|d| d.line);
    }
}

/// A character style turns round what the paragraph's style says (ECMA-376, 17.7.3).
fn toggled(named: Characters, base: Characters) -> Characters {
    let turn = |named: Option<bool>, base: Option<bool>| match (named, base) {
        (Some(true), Some(true)) => Some(false),
        (named, base) => named.or(base),
    };
    Characters {
        strong: turn(named.strong, base.strong),
        emphasis: turn(named.emphasis, base.emphasis),
        ..named.over(base)
    }
}

/// The level of a heading, from 1.
fn heading_level(style: &Style, paragraph: &Paragraph) -> Option<u8> {
    paragraph.outline.or(style.outline).filter(|level| *level < 9).map(|level| level + 1)
}

fn numbered(number: &str, text: &str) -> String {
    let mut out = String::new();
    marks::escape_into(&mut out, number);
    out + " " + text
}

fn one_line(runs: &mut Runs) -> String {
    runs.lines().into_iter().map(|l| l.text).collect::<Vec<_>>().join(" ")
}
