//! Paragraphs and tables → blocks in canonical marks.

use super::flow::{Element, Page, Paragraph, needs_blank};
use super::hyphens::SOFT;
use super::line::Line;
use super::list;
use super::table::Table;
use crate::marks;
use crate::source::pdf::page::Run;
use crate::source::runs::{Runs, Style};
use crate::source::{Block, BlockKind, Inset, blocks};

/// Writes elements; `links` are the targets of each page's links.
pub(super) struct Writer<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) links: Vec<Vec<String>>,
    /// Where the bullets of the open lists stand.
    pub(super) lists: Vec<f32>,
}

impl Writer<'_> {
    /// The block of an element; `level` where it is a heading.
    pub(super) fn block(&mut self, element: &Element, level: Option<u8>) -> Option<Block> {
        match element {
            Element::Table(table) => {
                self.lists.clear();
                Some(self.table(table))
            }
            Element::Paragraph(p) => self.paragraph(p, level),
            Element::Note(lines) => self.note(lines),
        }
    }

    /// A note ends no list.
    fn note(&self, lines: &[Line]) -> Option<Block> {
        let kind = match self.lists.len().checked_sub(1) {
            Some(at) => BlockKind::Continuation { depth: depth(at) },
            None => BlockKind::Paragraph,
        };
        Some(Block::new(lines.first()?.no, kind, self.text(lines, None, false)))
    }

    fn paragraph(&mut self, p: &Paragraph, level: Option<u8>) -> Option<Block> {
        let first = p.lines.first()?;
        // what stands behind its bullet
        let own = first.text();
        // in small print a star is the mark of a note
        let noted = own.starts_with('*') && first.size < 0.9 * self.page.measure.size;
        let bullet = list::bullet(&own).filter(|_| level.is_none() && !noted);
        let unbulleted = bullet.filter(|rest| !rest.is_empty()).map(|_| list::without_bullet(first));
        let text = self.text(&p.lines, unbulleted.as_ref(), level.is_some());
        let (kind, text) = match level {
            Some(level) => {
                self.lists.clear();
                (BlockKind::Heading(level), text)
            }
            None => (self.listed(p, first, bullet.is_some()), text),
        };
        (!text.is_empty()).then(|| Block {
            line: first.no,
            kind,
            text: marks::escape_start(text),
            inset: Some(self.inset(first, &p.lines[1..])),
        })
    }

    /// The words of a paragraph, with `first` in the place of its first line.
    fn text(&self, lines: &[Line], first: Option<&Line>, heading: bool) -> String {
        let mut runs = Runs::default();
        for (i, line) in lines.iter().enumerate() {
            let gap = i > 0 && needs_blank(&lines[i - 1], line);
            self.line(first.filter(|_| i == 0).unwrap_or(line), gap, heading, &mut runs);
        }
        runs.lines().into_iter().map(|l| l.text).collect::<Vec<_>>().join(" ")
    }

    /// How far the lines of a paragraph are set in from the margin of their column.
    fn inset(&self, first: &Line, rest: &[Line]) -> Inset {
        let half = 0.5 * self.page.measure.size;
        let inset = |line: &Line| {
            let (left, _) = self.page.measure.margins(line, self.page.widths);
            // a line that stands out of the margin is set in by nothing: the cast ends at 0
            ((line.x.0 - left) / half).round() as u16
        };
        Inset { first: inset(first), rest: rest.iter().map(inset).min() }
    }

    /// A bullet makes an item; an unnumbered paragraph below its text belongs to it.
    fn listed(&mut self, p: &Paragraph, first: &Line, bullet: bool) -> BlockKind {
        let em = first.size;
        if bullet {
            while self.lists.last().is_some_and(|x| *x > first.x.0 + 0.5 * em) {
                self.lists.pop();
            }
            if self.lists.last().is_none_or(|x| *x < first.x.0 - 0.5 * em) {
                self.lists.push(first.x.0);
            }
            return BlockKind::Item { depth: depth(self.lists.len() - 1), marker: None };
        }
        let inside = self.lists.iter().rposition(|x| first.x.0 > x + 0.9 * em);
        match inside {
            Some(at) if !p.marked => {
                self.lists.truncate(at + 1);
                BlockKind::Continuation { depth: depth(at) }
            }
            _ => {
                self.lists.clear();
                BlockKind::Paragraph
            }
        }
    }

    fn table(&self, table: &Table) -> Block {
        let cell = |lines: &Vec<Vec<Run>>| {
            let lines: Vec<Line> =
                lines.iter().map(|runs| Line { page: table.page, runs: runs.clone(), ..Line::default() }).collect();
            self.text(&lines, None, false)
        };
        let mut rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        blocks::plain_head(&mut rows);
        Block::new(table.no, BlockKind::Table, blocks::table(&rows, &[]))
    }

    /// Appends a line with its styles; a heading has no weight of its own.
    fn line(&self, line: &Line, gap: bool, heading: bool, out: &mut Runs) {
        let bold = self.bold(&line.runs);
        let mut before = None;
        for (i, run) in line.runs.iter().enumerate() {
            let target = run.link.and_then(|l| self.links.get(line.page as usize - 1)?.get(l as usize));
            let link = target.filter(|t| !says(&run.text, t)).map(|t| out.link(t));
            let style = Style {
                strong: bold[i] && !heading,
                emphasis: run.italic && !heading,
                underline: run.underline && !heading && link.is_none(),
                code: false,
                link,
            };
            if (i == 0 && gap) || (i > 0 && line.gap_before(i)) {
                out.push(" ", before.unwrap_or_default());
            }
            out.push(run.text.trim_end_matches(SOFT), style);
            before = Some(style);
        }
    }

    /// Which runs are bold; of drawn fonts, single characters are outvoted by their neighbours.
    fn bold(&self, runs: &[Run]) -> Vec<bool> {
        let mut bold: Vec<bool> = runs.iter().map(|r| self.page.measure.is_bold(r)).collect();
        let shown = |r: &Run| r.text.chars().any(char::is_alphanumeric);
        for i in 0..runs.len() {
            let drawn = runs[i].stroke > 0.0 && !runs[i].bold;
            if (drawn && runs[i].text.trim().chars().count() <= 1) || !shown(&runs[i]) {
                let left = (0..i).rev().find(|j| shown(&runs[*j])).map(|j| bold[j]);
                let right = (i + 1..runs.len()).find(|j| shown(&runs[*j])).map(|j| bold[j]);
                let (Some(left), Some(right)) = (left, right) else { continue };
                if left == right {
                    bold[i] = left;
                }
            }
        }
        bold
    }
}

/// How deep the list is that stands at a place among the open ones.
fn depth(at: usize) -> u8 {
    at.min(usize::from(u8::MAX)) as u8
}

/// Whether an anchor is its own address: then it needs no link.
fn says(anchor: &str, target: &str) -> bool {
    let bare = |s: &str| {
        let s = s.trim().trim_end_matches(['.', ',', ';', ')', '，', '。', '；', '）', '/']);
        let s = s.strip_prefix("mailto:").unwrap_or(s);
        s.strip_prefix("https://").or_else(|| s.strip_prefix("http://")).unwrap_or(s).to_lowercase()
    };
    let (anchor, target) = (bare(anchor), bare(target));
    // on several lines each has a part of it
    let part = anchor.len() > 8 && anchor.is_ascii() && anchor.contains(['.', '/', '@']);
    anchor == target || part && target.contains(&anchor)
}
