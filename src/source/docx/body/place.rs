//! A paragraph that was read → blocks: a title, a heading, an item of a list, a paragraph.

use super::super::numbering::Mark;
use super::super::styles::Style;
use super::{Body, Paragraph, one_line};
use crate::marks;
use crate::source::printed::is_title_of_contents;
use crate::source::{Block, BlockKind};

impl Body {
    /// Puts a paragraph where its style and its mark say.
    pub(super) fn emit(&mut self, mut paragraph: Paragraph) {
        let style = self.styles.resolve(paragraph.style.as_deref());
        let level = heading_level(&style, &paragraph);
        let (mark, place) = self.number(&paragraph);
        if paragraph.runs.is_blank() {
            self.seen.count("empty", self.at, usize::from(matches!(mark, Mark::Number(_))));
            return self.emit_after(paragraph.after);
        }
        if is_of_contents(&style.name) {
            let entry = marks::plain(&one_line(&mut paragraph.runs)) + " ";
            self.seen.text("contents", self.at, &entry);
            return self.emit_after(paragraph.after);
        }
        let lines = paragraph.runs.lines();
        if lines.iter().any(|l| l.lost) {
            self.seen.count("marks", self.at, 1);
        }
        let lines: Vec<String> = lines.into_iter().map(|l| l.text).collect();
        if style.name == "title" {
            self.title(lines.join(" "));
        } else if let Some(level) = level {
            let text = lines.join(" ");
            let text = if let Mark::Number(number) = mark {
                self.numbered.heading(place);
                numbered(&number, &text)
            } else {
                text
            };
            self.blocks.heading(level, self.at, text);
        } else {
            if let Mark::Number(number) = &mark {
                self.numbered.paragraph(self.blocks.out.blocks.len(), place.clone(), number.clone());
            }
            self.sizes.push((self.blocks.out.blocks.len(), paragraph.size.into()));
            for (i, text) in lines.into_iter().enumerate() {
                let kind = match mark {
                    Mark::Bullet if i == 0 => BlockKind::Item { depth: place.depth, marker: None },
                    Mark::Bullet => BlockKind::Continuation { depth: place.depth },
                    _ => BlockKind::Paragraph,
                };
                self.blocks.out.blocks.push(Block::new(self.at, kind, marks::escape_start(text)));
            }
        }
        self.emit_after(paragraph.after);
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
                self.blocks.out.blocks.push(Block::new(self.at, kind, text));
            }
        }
    }

    /// Notes and text boxes, behind the paragraph that holds them.
    fn emit_after(&mut self, lines: Vec<String>) {
        lines.into_iter().for_each(|line| self.blocks.paragraph(self.at, line));
    }

    /// Leaves out the title of a table of contents whose entries were left out.
    pub(super) fn settle_contents(&mut self) {
        if self.seen.of("contents") == 0 {
            return;
        }
        let titles = |b: &mut Block| b.kind == BlockKind::Paragraph && is_title_of_contents(&marks::shown(&b.text));
        let titles: Vec<Block> = self.blocks.out.blocks.extract_if(.., titles).collect();
        titles.iter().for_each(|title| self.seen.text("contents", title.line, &title.text));
    }
}

/// Whether a style is that of a table of contents: of its title, or of its entries.
fn is_of_contents(style: &str) -> bool {
    ["toc ", "contents ", "目录 ", "目錄 ", "目次 ", "목차 "].iter().any(|name| {
        style.strip_prefix(name).is_some_and(|rest| rest == "heading" || rest.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// The level of a heading, from 1.
pub(super) fn heading_level(style: &Style, paragraph: &Paragraph) -> Option<u8> {
    paragraph.outline.or(style.outline).filter(|level| *level < 9).map(|level| level + 1)
}

/// A number before its text, as running text.
pub(super) fn numbered(number: &str, text: &str) -> String {
    let mut out = String::new();
    marks::escape_into(&mut out, number);
    out + " " + text
}
