//! A table → a GFM table; a table of one column, which only frames text, → its paragraphs.

use super::super::xml::Xml;
use super::Body;
use crate::source::blocks;
use crate::source::{BlockKind, SourceError};

impl Body {
    /// Reads a table, cell by cell.
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), SourceError> {
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
}
