//! `document.xml` → blocks.
//!
//! 1. Here: the way through the body: its paragraphs and tables in order, joined where a tracked change takes an end
//!    away.
//! 2. `inline`, `run`, `field`: what stands in a paragraph → its runs of characters.
//! 3. `place`: a read paragraph → a title, a heading, an item or a paragraph; `numbered`: how deep items stand; `table`: a
//!    table.
//! 4. `seen`: what was counted on the way → diagnostics.
//!
//! Invariant: what is left out or changed on purpose is counted, and every count is told.

mod field;
mod inline;
mod numbered;
mod place;
mod run;
mod seen;
mod table;

use std::collections::HashMap;

use super::numbering::{Mark, Numbering};
use super::styles::{Characters, Styles};
use super::xml::{Element, Xml};
use crate::marks;
use crate::source::blocks::Blocks;
use crate::source::ranked;
use crate::source::runs::Runs;
use crate::source::{Changes, Source, SourceError};
use field::Field;
use numbered::{Level, Numbers};
use seen::Seen;

/// A document on its way to blocks.
pub(super) struct Body {
    styles: Styles,
    numbering: Numbering,
    /// The addresses of the links of the part that is read.
    pub(super) targets: HashMap<String, String>,
    changes: Changes,
    blocks: Blocks,
    /// The paragraph that is read, from 1.
    at: u32,
    /// The text of foot- and endnotes, by their kind and id; how many of either kind were printed.
    notes: HashMap<(&'static str, String), Vec<String>>,
    printed_notes: HashMap<&'static str, usize>,
    /// How many tables that only frame text are open.
    frames: usize,
    /// How many things are open that may be painted below the text.
    pub(super) painted: usize,
    fields: Vec<Field>,
    numbered: Numbers,
    /// The sizes of paragraphs, by the place of their blocks.
    sizes: Vec<(usize, u32)>,
    seen: Seen,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    runs: Runs,
    style: Option<String>,
    list: Option<String>,
    level: Option<u8>,
    outline: Option<u8>,
    /// Something is painted below it.
    painted: bool,
    /// The largest of its characters, in half points.
    size: u16,
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
    /// Nothing read yet.
    pub(super) fn new(styles: Styles, numbering: Numbering, changes: Changes) -> Self {
        Body {
            styles,
            numbering,
            targets: HashMap::new(),
            changes,
            blocks: Blocks::default(),
            at: 0,
            notes: HashMap::new(),
            printed_notes: HashMap::new(),
            frames: 0,
            painted: 0,
            fields: Vec::new(),
            numbered: Numbers::default(),
            sizes: Vec::new(),
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

    /// Reads the document; how many characters of it nobody sees.
    pub(super) fn read(mut self, mut xml: Xml<'_>) -> Result<(Source, usize), SourceError> {
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
        self.numbered.settle(&mut self.blocks.out.blocks);
        ranked::rank(&mut self.blocks.out, &self.sizes);
        self.settle_contents();
        let unseen = self.seen.of("unseen");
        self.report();
        Ok((self.blocks.out, unseen))
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
                "altChunk" => {
                    self.seen.count("chunks", self.at, 1);
                    xml.skip()?;
                }
                "sdtPr" => self.control(xml)?,
                "mc:AlternateContent" => self.alternate(xml, Self::content)?,
                name if is_wrapper(name) => self.content(xml)?,
                _ => self.leave_out("lost", xml)?,
            }
        }
        if let Some(paragraph) = carried {
            self.emit(paragraph);
        }
        Ok(())
    }

    /// What is written in several ways: the first, which is for newer programs; the last where there is no other.
    fn alternate(
        &mut self,
        xml: &mut Xml<'_>,
        mut read: impl FnMut(&mut Self, &mut Xml<'_>) -> Result<(), SourceError>,
    ) -> Result<(), SourceError> {
        let mut done = false;
        while let Some(choice) = xml.child()? {
            if !std::mem::replace(&mut done, true) && matches!(choice.name.as_str(), "mc:Choice" | "mc:Fallback") {
                read(self, xml)?;
            } else {
                xml.skip()?;
            }
        }
        Ok(())
    }

    /// Passes over the element that is open, and counts its text.
    pub(super) fn leave_out(&mut self, what: &'static str, xml: &mut Xml<'_>) -> Result<(), SourceError> {
        let text = xml.text()?;
        self.seen.text(what, self.at, &text);
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

    /// Reads a paragraph; where the one before was joined to it, behind what that one holds.
    fn paragraph(&mut self, xml: &mut Xml<'_>, carried: Option<Paragraph>) -> Result<Paragraph, SourceError> {
        self.at += 1;
        let before = carried.unwrap_or_default();
        let mut out = Paragraph { runs: before.runs, after: before.after, ..Paragraph::default() };
        let around = Around { link: None, base: self.styles.resolve(None).characters };
        self.inline(xml, &mut out, around)?;
        Ok(out)
    }

    /// Paragraphs and tables within something, as lines.
    fn flat(&mut self, xml: &mut Xml<'_>, lines: &mut Vec<String>) -> Result<(), SourceError> {
        while let Some(element) = xml.child()? {
            self.flat_part(&element, xml, lines)?;
        }
        Ok(())
    }

    fn flat_part(
        &mut self,
        element: &Element<'_>,
        xml: &mut Xml<'_>,
        lines: &mut Vec<String>,
    ) -> Result<(), SourceError> {
        match element.name.as_str() {
            "p" => {
                let mut paragraph = self.paragraph(xml, None)?;
                let (number, _) = self.number(&paragraph);
                let text = one_line(&mut paragraph.runs);
                match number {
                    // a number with nothing behind it is printed too
                    Mark::Number(number) => lines.push(format!("{} {text}", marks::escape(&number)).trim().to_owned()),
                    _ if !text.is_empty() => lines.push(text),
                    _ => {}
                }
                lines.append(&mut paragraph.after);
                Ok(())
            }
            "sdtPr" => self.control(xml),
            "mc:AlternateContent" => self.alternate(xml, |body, xml| body.flat(xml, lines)),
            name if matches!(name, "tbl" | "tr" | "tc") || is_wrapper(name) => self.flat(xml, lines),
            _ => self.leave_out("lost", xml),
        }
    }

    /// The mark of a paragraph, which its list counts, and its level in the list.
    fn number(&mut self, paragraph: &Paragraph) -> (Mark, Level) {
        let style = self.styles.resolve(paragraph.style.as_deref());
        let Some(list) = paragraph.list.as_ref().or(style.list.as_ref()).filter(|l| *l != "0") else {
            return (Mark::None, Level::default());
        };
        let by_style = || {
            let ids = [paragraph.style.as_deref(), style.listed_by.as_deref()];
            ids.into_iter().flatten().find_map(|id| self.numbering.level_of_style(list, id))
        };
        let level = paragraph.level.or_else(by_style).or(style.level).unwrap_or(0);
        let place = Level { list: self.numbering.definition_of(list).to_owned(), depth: level };
        (self.numbering.count(list, level), place)
    }
}

/// An element around blocks, or around runs, that says nothing of their text.
fn is_wrapper(name: &str) -> bool {
    matches!(name, "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "dir" | "bdo")
}

fn one_line(runs: &mut Runs) -> String {
    runs.lines().into_iter().map(|l| l.text).collect::<Vec<_>>().join(" ")
}
