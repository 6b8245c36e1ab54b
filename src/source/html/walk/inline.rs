//! What stands in one line whatever it is made of, a heading, a cell, a note → running text.

use std::collections::VecDeque;

use scraper::ElementRef;

use super::passed::buttons_caption;
use super::{Walker, is_block, is_heading};
use crate::source::runs::Style;

impl<'t> Walker<'_, 't> {
    /// A heading is strong by being one: only what stands out in it is marked.
    pub(super) fn heading(&mut self, element: ElementRef<'t>, level: u8, style: Style) {
        self.flush();
        let at = self.line;
        let before = (self.caption, self.speaks);
        (self.caption, self.speaks) = (true, buttons_caption(element));
        self.inline(element, Style { link: style.link, ..Style::default() });
        (self.caption, self.speaks) = before;
        let text = self.take_one();
        if !text.is_empty() {
            self.blocks.heading(level, at, text);
        }
    }

    /// Everything in an element as running text, blocks in it as lines.
    pub(super) fn inline(&mut self, element: ElementRef<'t>, style: Style) {
        let before = std::mem::replace(&mut self.flat, true);
        self.children(element, style);
        self.flat = before;
    }

    /// A block in such a line: a line of its own, the items of a list with their numbers. Whether it was one.
    pub(super) fn flattened(&mut self, element: ElementRef<'t>, style: Style) -> bool {
        const BLOCKS: [&str; 12] =
            ["ul", "ol", "menu", "dir", "dl", "li", "table", "tr", "blockquote", "pre", "listing", "hr"];
        let name = element.value().name();
        if !is_block(name) && !is_heading(name) && !BLOCKS.contains(&name) {
            return false;
        }
        self.runs.end_line();
        if matches!(name, "ol" | "ul") {
            let mut markers = self.markers(element).into_iter();
            for child in element.children() {
                if let Some(text) = child.value().as_text() {
                    self.text(text, style);
                }
                let Some(child) = ElementRef::wrap(child) else { continue };
                self.runs.end_line();
                let marker = (child.value().name() == "li").then(|| markers.next()).flatten();
                if let Some((_, Some(marker))) = marker {
                    self.text(&format!("{marker} "), style);
                }
                self.element(child, style);
            }
        } else {
            self.children(element, style);
        }
        self.runs.end_line();
        true
    }

    /// The running text in one line.
    pub(super) fn take_one(&mut self) -> String {
        self.take().into_iter().map(|l| l.text).collect::<Vec<_>>().join(" ")
    }

    /// Writes the mark of the note that a link refers to. Whether it was one.
    pub(super) fn refer(&mut self, link: ElementRef<'t>) -> bool {
        let Some((number, note)) = self.page.notes.call(link) else { return false };
        self.notes.extend(note.filter(|_| self.noted.insert(number)).map(|note| (number, note)));
        self.text(&format!("[^{number}]"), Style::default());
        true
    }

    /// Makes paragraphs of the notes that the text before refers to.
    pub(super) fn read_notes(&mut self) {
        let mut notes = VecDeque::from(std::mem::take(&mut self.notes));
        while let Some((number, note)) = notes.pop_front() {
            self.inline(note, Style::default());
            let text = self.take_one();
            // brackets can stand around the link back
            let words = ["[]", "[\\]", "()"].iter().find_map(|empty| text.strip_prefix(empty)).unwrap_or(&text);
            self.blocks.paragraph(self.began, format!("[^{number}] {}", words.trim_start()));
            // a note can refer to another
            notes.extend(self.notes.drain(..));
        }
    }
}
