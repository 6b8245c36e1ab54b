//! A table → a GFM table; a table of one column, which only frames text, → what is in it; numbers beside texts →
//! numbered paragraphs.

use super::super::ground;
use super::super::xml::{Element, Xml};
use super::{Body, is_wrapper};
use crate::marks;
use crate::source::beside::{self, Beside};
use crate::source::blocks;
use crate::source::columns::Columns;
use crate::source::{BlockKind, Changes, SourceError};

/// How deep tables that frame text may stand in one another: each is looked through once more.
const MAX_FRAMES: usize = 8;

/// How many columns a cell may take: more are a mistake or an attack.
const MAX_SPAN: usize = 64;

type Row = Vec<Cell>;

/// A cell: the paragraph with which it begins, and its lines.
#[derive(Clone, Default)]
struct Cell {
    at: u32,
    lines: Vec<String>,
}

impl Body {
    /// Reads a table.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        let style = |id: &str| self.styles.resolve(Some(id)).painted;
        // on a ground that is painted nothing more can be
        let painted = self.painted > 0 || ground::is_painted(&mut xml.clone(), &style)?;
        self.painted += usize::from(painted);
        self.laid_out(xml)?;
        self.painted -= usize::from(painted);
        Ok(())
    }

    fn laid_out(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        if self.frames < MAX_FRAMES && is_frame(&mut xml.clone())? {
            self.frames += 1;
            self.frame(xml)?;
            self.frames -= 1;
            return Ok(());
        }
        let at = self.at + 1;
        let mut rows: Vec<Row> = Vec::new();
        self.rows(xml, &mut rows)?;
        let lined = |cell: &Cell| marks::plain(&cell.lines.join("\n"));
        let lines: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(lined).collect()).collect();
        if let Some(columns) = Columns::of(&lines) {
            self.blocks.out.diagnostics.extend(columns.note(at, &lines));
            let cell = |(row, cell): (usize, usize)| -> Row {
                let cells = columns.number(&rows[row], cell).into_iter().chain([&rows[row][cell]]);
                cells.cloned().collect()
            };
            self.numbered_rows(columns.cells(&lines).map(cell).collect());
            return Ok(());
        }
        let shown: Vec<Vec<String>> =
            lines.iter().map(|row| row.iter().map(|cell| cell.replace('\n', " ")).collect()).collect();
        if let Some(numbers) = beside::sets_numbers(&shown) {
            if numbers == Beside::BelowHead {
                self.blocks.out.diagnostics.push(beside::head_left_out(at, &shown[0]));
                rows.remove(0);
            }
            self.numbered_rows(rows);
            return Ok(());
        }
        let line = |cell: &Cell| cell.lines.join(" ");
        let mut rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(line).collect()).collect();
        if rows.iter().flatten().any(|cell| !cell.is_empty()) {
            blocks::plain_head(&mut rows);
            self.blocks.whole(BlockKind::Table, at, blocks::table(&rows, &[]));
        }
        Ok(())
    }

    /// Rows of numbers with their texts → paragraphs.
    fn numbered_rows(&mut self, rows: Vec<Row>) {
        for mut row in rows {
            row.retain(|cell| !cell.lines.is_empty());
            let mut is_item = false;
            if let [number, text] = row.as_mut_slice() {
                let number = (number.lines.join(" "), number.at);
                is_item = self.blocks.open_plainly_numbered(&number.0, number.1);
                if !is_item {
                    text.lines[0] = format!("{} {}", number.0, text.lines[0]);
                }
                row.remove(0);
            }
            for Cell { at, lines } in row {
                lines.into_iter().for_each(|line| self.blocks.paragraph(at, line));
            }
            if is_item {
                self.blocks.close_list();
            }
        }
    }

    /// A frame around text: its rows and cells say nothing.
    fn frame(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tc" => self.content(xml)?,
                "trPr" => {
                    if self.is_away(xml)? {
                        return pass_over(xml);
                    }
                }
                "tr" => self.frame(xml)?,
                name if is_wrapper(name) => self.frame(xml)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<Row>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "tr" => {
                    let mut row = Vec::new();
                    self.cells(xml, &mut row)?;
                    if !row.is_empty() {
                        rows.push(row);
                    }
                }
                name if is_wrapper(name) => self.rows(xml, rows)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            match element.name.as_str() {
                "trPr" => {
                    if self.is_away(xml)? {
                        row.clear();
                        return pass_over(xml);
                    }
                }
                "tc" => self.cell(xml, row)?,
                name if is_wrapper(name) => self.cells(xml, row)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), SourceError> {
        let (mut lines, mut span, mut away) = (Vec::new(), 1, false);
        let at = self.at + 1;
        while let Some(element) = xml.child()? {
            if element.name != "tcPr" {
                self.flat_part(&element, xml, &mut lines)?;
                continue;
            }
            while let Some(property) = xml.child()? {
                match property.name.as_str() {
                    "gridSpan" => span = property.val().parse().unwrap_or(1).clamp(1, MAX_SPAN),
                    "cellIns" => away |= self.is_inserted_away(),
                    "cellDel" => away |= self.is_deleted_away(),
                    "vMerge" => self.seen.count("merged", self.at, usize::from(is_first(&property))),
                    _ => {}
                }
                xml.skip()?;
            }
            if away {
                return pass_over(xml);
            }
        }
        self.seen.count("merged", self.at, usize::from(span > 1));
        row.push(Cell { at, lines });
        row.extend((1..span).map(|_| Cell::default()));
        Ok(())
    }

    /// Reads the properties of a row; whether a tracked change takes it away.
    fn is_away(&mut self, xml: &mut Xml<'_>) -> Result<bool, SourceError> {
        let mut away = false;
        while let Some(property) = xml.child()? {
            match property.name.as_str() {
                "ins" => away |= self.is_inserted_away(),
                "del" => away |= self.is_deleted_away(),
                _ => {}
            }
            xml.skip()?;
        }
        Ok(away)
    }

    /// Counts an inserted row or cell; whether it is not read.
    fn is_inserted_away(&mut self) -> bool {
        self.seen.count("insertions", self.at, 1);
        self.changes == Changes::Reject
    }

    /// Counts a deleted row or cell; whether it is not read.
    fn is_deleted_away(&mut self) -> bool {
        self.seen.count("deletions", self.at, 1);
        self.changes != Changes::Reject
    }
}

/// Whether a cell begins a merged one, rather than going on with it.
fn is_first(merge: &Element<'_>) -> bool {
    merge.attr("val").as_deref() == Some("restart")
}

/// Whether no row has two cells.
fn is_frame(xml: &mut Xml<'_>) -> Result<bool, SourceError> {
    while let Some(element) = xml.child()? {
        match element.name.as_str() {
            "tr" => {
                let mut cells = 0;
                while let Some(part) = xml.child()? {
                    cells += usize::from(part.name == "tc" || is_wrapper(&part.name));
                    if cells > 1 {
                        return Ok(false);
                    }
                    xml.skip()?;
                }
            }
            // rows or cells in a wrapper are looked for where they are read
            name if is_wrapper(name) => return Ok(false),
            _ => xml.skip()?,
        }
    }
    Ok(true)
}

fn pass_over(xml: &mut Xml<'_>) -> Result<(), SourceError> {
    while xml.child()?.is_some() {
        xml.skip()?;
    }
    Ok(())
}
