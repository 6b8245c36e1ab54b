//! The elements of an agreement → blocks.
//!
//! 1. Here: the way through the elements, running text, headings.
//! 2. [`style`]: how characters look; [`list`]: the numbers of items; [`table`]: tables.

mod list;
mod style;
mod table;

use scraper::{ElementRef, Node};

use super::page::{is_silent, line};
use super::scan::LINE;
use crate::digest::fold;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::blocks::Blocks;
use crate::source::runs::{Line, Runs, Style};
use style::{dress, is_hidden};

/// A walk over elements, in reading order.
pub(super) struct Walker<'b, 't> {
    blocks: &'b mut Blocks,
    runs: Runs,
    /// Where the running text began, and where the walk is.
    began: u32,
    line: u32,
    left_out: &'b [ElementRef<'t>],
    /// White space within lines is text.
    preformatted: bool,
}

impl<'b, 't> Walker<'b, 't> {
    pub(super) fn new(blocks: &'b mut Blocks, line: u32, left_out: Option<&'b Vec<ElementRef<'t>>>) -> Self {
        let left_out = left_out.map(Vec::as_slice).unwrap_or_default();
        Walker { blocks, runs: Runs::default(), began: line, line, left_out, preformatted: false }
    }

    /// Reads an element and all that is in it.
    pub(super) fn root(&mut self, element: ElementRef<'t>) {
        self.element(element, Style::default());
        self.flush();
    }

    fn children(&mut self, element: ElementRef<'t>, style: Style) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text, style),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, style);
                    }
                }
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'t>, style: Style) {
        let value = element.value();
        if is_silent(value) || self.left_out.binary_search_by_key(&element.id(), |e| e.id()).is_ok() {
            return;
        }
        self.come_to(element);
        if is_hidden(value) {
            let text = fold(&element.text().collect::<String>());
            if !text.is_empty() {
                let message = format!("{} hidden characters were left out: `{}`", count(&text), short(&text));
                self.blocks.out.diagnostics.push(Diagnostic::warning("hidden-text", self.line, message));
            }
            return;
        }
        let style = dress(value, style);
        match value.name() {
            "br" => self.runs.end_line(),
            "hr" => self.flush(),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(element, style),
            "ul" | "ol" | "menu" | "dir" => self.list(element, style),
            "li" => {
                self.flush();
                self.blocks.open_list();
                self.item(element, None, style);
                self.blocks.close_list();
            }
            "table" => self.table(element, style),
            "blockquote" => {
                self.flush();
                self.blocks.open_quote(self.line);
                self.children(element, style);
                self.flush();
                self.blocks.close_quote();
            }
            "pre" | "textarea" | "listing" => {
                self.flush();
                let before = std::mem::replace(&mut self.preformatted, true);
                self.children(element, style);
                self.flush();
                self.preformatted = before;
            }
            "a" => self.anchor(element, style),
            "img" => {
                let alt = fold(value.attr("alt").unwrap_or_default());
                let message = format!("a picture was left out, its alternative text was `{}`", short(&alt));
                if !alt.is_empty() {
                    self.note("image-dropped", message);
                }
            }
            "rt" | "rp" => {
                let text = fold(&element.text().collect::<String>());
                self.note("ruby-dropped", format!("a reading was left out: `{text}`"));
            }
            "del" | "s" | "strike" => {
                let text = fold(&element.text().collect::<String>());
                let message = format!("`{}` is struck through; it is read as text", short(&text));
                self.blocks.out.diagnostics.push(Diagnostic::warning("struck-text", self.line, message));
                self.children(element, style);
            }
            name if is_block(name) => {
                self.flush();
                self.children(element, style);
                self.flush();
            }
            _ => self.children(element, style),
        }
    }

    /// The walk is at an element; within running text elements have no line of their own.
    fn come_to(&mut self, element: ElementRef<'t>) {
        if element.value().attr(LINE).is_some() {
            self.line = line(element);
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        if self.runs.is_blank() {
            self.began = self.line;
        }
        if self.preformatted {
            return self.runs.push(text, style);
        }
        // a line end of the page is a blank, but none between East Asian characters
        let joins = |c: Option<char>| {
            c.is_some_and(|c| c >= '\u{2e80}' && marks::is_east_asian(c) && !('\u{ac00}'..='\u{d7ff}').contains(&c))
        };
        for (i, row) in text.split('\n').enumerate() {
            let row = if i > 0 { row.trim_start_matches([' ', '\t', '\r']) } else { row };
            if i > 0 && !(joins(self.runs.last()) && (joins(row.chars().next()))) {
                self.runs.push(" ", style);
            }
            self.runs.push(row, style);
        }
    }

    fn anchor(&mut self, element: ElementRef<'t>, style: Style) {
        let target = element.value().attr("href").unwrap_or_default().trim();
        let leads =
            !target.is_empty() && !target.to_ascii_lowercase().starts_with("javascript:") && style.link.is_none();
        if leads {
            let link = self.runs.link(target);
            self.children(element, Style { link: Some(link), ..style });
        } else {
            self.children(element, style);
        }
    }

    /// Makes paragraphs of the running text.
    fn flush(&mut self) {
        let began = self.began;
        for line in self.take() {
            let row = if self.preformatted { line.row as u32 } else { 0 };
            self.blocks.paragraph(began + row, line.text);
        }
    }

    /// The lines of the running text.
    fn take(&mut self) -> Vec<Line> {
        let lines = self.runs.lines();
        if lines.iter().any(|l| l.lost) {
            let message = "emphasis that Markdown cannot write was left out in part";
            self.blocks.out.diagnostics.push(Diagnostic::warning("marks-lost", self.began, message));
        }
        lines
    }

    /// The running text in one line.
    fn take_one(&mut self) -> String {
        self.take().into_iter().map(|l| l.text).collect::<Vec<_>>().join(" ")
    }

    fn heading(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        let level = element.value().name().as_bytes()[1] - b'0';
        let at = self.line;
        self.inline(element, style);
        let text = self.take_one();
        if !text.is_empty() {
            self.blocks.heading(level, at, text);
        }
    }

    /// Everything in an element as running text, blocks in it as lines.
    fn inline(&mut self, element: ElementRef<'t>, style: Style) {
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text, style);
            }
            let Some(child) = ElementRef::wrap(child) else { continue };
            let value = child.value();
            let breaks = is_block(value.name()) || matches!(value.name(), "li" | "ul" | "ol" | "table");
            if breaks {
                self.runs.end_line();
            }
            match value.name() {
                "br" | "a" | "img" | "rt" | "rp" => self.element(child, style),
                _ if is_silent(value) || is_hidden(value) => self.element(child, style),
                _ => self.inline(child, dress(value, style)),
            }
            if breaks {
                self.runs.end_line();
            }
        }
    }

    fn note(&mut self, code: &'static str, message: String) {
        self.blocks.out.diagnostics.push(Diagnostic::note(code, self.line, message));
    }
}

fn count(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn short(text: &str) -> String {
    let shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() { shown + "…" } else { shown }
}

fn is_block(name: &str) -> bool {
    const NAMES: &str = " html body address article aside center dd details dialog div dl dt fieldset figcaption figure \
        footer form header hgroup legend main nav p search section summary tbody thead tfoot td th tr caption option ";
    NAMES.split_ascii_whitespace().any(|known| known == name)
}
