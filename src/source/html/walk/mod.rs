//! The elements of an agreement → blocks.
//!
//! 1. Here: the way through the elements, and running text.
//! 2. [`heading`]: what is a heading; [`style`], [`size`]: how characters look; [`inline`]: what stands in one line, a heading, a
//!    cell; [`list`]: lists and the numbers of their items; [`table`]: tables; [`passed`]: what is passed over.
//!
//! Invariant: text that a browser shows becomes text, or a diagnostic says what was left out.

mod heading;
mod inline;
mod list;
mod names;
mod passed;
mod size;
mod style;
mod table;

use std::collections::HashSet;

use scraper::{ElementRef, Node};

use super::address::{self, Address};
use super::fold::Folds;
use super::note::Notes;
use super::sheet::Sheet;
use super::unseen::Unseen;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::BlockKind;
use crate::source::blocks::Blocks;
use crate::source::left_out::LeftOut;
use crate::source::runs::{Line, Runs, Style};
use heading::heading_level;
use names::{is_block, is_heading, kind, numbers_caption, numbers_next};
use passed::Tallies;
use style::{drawn, dress, fixed_box, is_bullet};

/// What is known of the page around the elements.
#[derive(Debug, Default)]
pub(super) struct Page<'t> {
    /// Elements that are the page's and were named as such, and its notes; sorted by their node.
    pub(super) left_out: Vec<ElementRef<'t>>,
    /// Its style sheets.
    pub(super) sheet: Sheet,
    /// What they print before elements, sorted by their node.
    pub(super) counted: Vec<(ElementRef<'t>, String)>,
    /// What relative links start from.
    pub(super) address: Address,
    /// The preformatted element that is the agreement: its lines are printed lines and no paragraphs.
    pub(super) typed: Option<ElementRef<'t>>,
    /// How many characters it has; none: it is a piece of another format.
    pub(super) size: Option<usize>,
    /// The classes of its captions, where it has no headings; sorted.
    pub(super) captions: Vec<&'t str>,
    /// Its parts that fold.
    pub(super) folds: Folds<'t>,
    /// Its notes.
    pub(super) notes: Notes<'t>,
    /// What of it is not shown.
    pub(super) unseen: Unseen<'t>,
    /// Whether it says how large characters are.
    pub(super) sized: bool,
}

impl Page<'_> {
    /// The number that a style sheet prints before an element.
    fn counted(&self, element: ElementRef<'_>) -> Option<&str> {
        let found = self.counted.binary_search_by_key(&element.id(), |(e, _)| e.id()).ok()?;
        Some(&self.counted[found].1)
    }
}

/// A walk over elements, in reading order.
pub(super) struct Walker<'b, 't> {
    blocks: &'b mut Blocks,
    page: &'b Page<'t>,
    runs: Runs,
    /// Where the running text began, and where the walk is.
    began: u32,
    line: u32,
    /// White space within lines is text; and the lines are those of [`Page::typed`].
    preformatted: bool,
    typed: bool,
    /// The walk is in a heading or a cell, whose blocks are lines; and in a heading whose buttons show their words.
    flat: bool,
    caption: bool,
    speaks: bool,
    /// How large characters are here, and at most in the running text; and in paragraphs, by the place of their blocks.
    size: u32,
    largest: u32,
    pub(super) sizes: Vec<(usize, u32)>,
    /// Notes that the running text refers to: they stand behind it.
    notes: Vec<(usize, ElementRef<'t>)>,
    /// The numbers of those that were come to.
    noted: HashSet<usize>,
    /// What comes often and is told once.
    tallies: Tallies,
}

impl<'b, 't> Walker<'b, 't> {
    pub(super) fn new(blocks: &'b mut Blocks, line: u32, page: &'b Page<'t>) -> Self {
        Walker {
            blocks,
            page,
            runs: Runs::default(),
            began: line,
            line,
            preformatted: false,
            typed: false,
            flat: false,
            caption: false,
            speaks: false,
            size: size::SIZE,
            largest: 0,
            sizes: Vec::new(),
            notes: Vec::new(),
            noted: HashSet::new(),
            tallies: Tallies::default(),
        }
    }

    /// Reads an element and all that is in it.
    pub(super) fn root(&mut self, element: ElementRef<'t>) {
        if !self.numbered_body(element) {
            self.element(element, Style::default());
        }
        self.flush();
    }

    fn children(&mut self, element: ElementRef<'t>, style: Style) {
        // that of an item is the item's marker
        if let Some(number) = self.page.counted(element).filter(|_| element.value().name() != "li") {
            let number = format!("{number} ");
            self.text(&number, style);
        }
        let unseen = self.page.unseen.how(element);
        for child in element.children() {
            match child.value() {
                Node::Text(text) if self.is_left_out(text, unseen) => {}
                Node::Text(text) if Self::is_sign(text) => self.tallies.signs.add(1, self.line),
                // within a sentence the sign of a font is no bullet
                Node::Text(text) if is_bullet(element, text) && self.runs.is_blank() => self.text("•", style),
                Node::Text(text) if let Some(drawn) = drawn(element.value(), text) => {
                    self.tallies.drawn.add(1, self.line);
                    self.text(&drawn, style);
                }
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

    fn dressed(&mut self, element: ElementRef<'t>, style: Style) {
        let value = element.value();
        if let Some(sign) = fixed_box(value) {
            return self.text(sign, style);
        }
        if self.is_passed_over(element) {
            return;
        }
        let style = dress(value, &self.page.sheet, style);
        if self.flat && self.flattened(element, style) {
            return;
        }
        match value.name() {
            "br" => self.runs.end_line(),
            "hr" => self.flush(),
            _ if let Some(level) = heading_level(element, self.page).filter(|_| !self.flat) => {
                self.heading(element, level, style);
            }
            "ul" | "ol" | "menu" | "dir" => self.list(element, style),
            "dl" => self.definitions(element, style),
            name if name == "li" || value.attr("role") == Some("listitem") => {
                self.flush();
                self.blocks.open_list();
                let marker = self.page.counted(element).map(str::to_owned);
                self.item(element, marker, style);
                self.blocks.close_list();
            }
            "table" => self.table(element, style),
            "blockquote" if !names::sets_in(element) => {
                self.flush();
                self.blocks.open_quote(self.line);
                self.children(element, style);
                self.flush();
                self.blocks.close_quote();
            }
            "pre" | "textarea" | "listing" => {
                self.flush();
                let before = (self.preformatted, self.typed);
                self.preformatted = true;
                self.typed |= self.page.typed.is_some_and(|pre| pre.id() == element.id());
                self.children(element, style);
                self.flush();
                (self.preformatted, self.typed) = before;
            }
            "a" => self.anchor(element, style),
            "q" => {
                self.text("“", style);
                self.children(element, style);
                self.text("”", style);
            }
            "del" | "s" | "strike" => {
                self.tell_struck(element);
                self.children(element, style);
            }
            name if is_block(name) || is_heading(name) => {
                self.flush();
                self.children(element, style);
                self.flush();
            }
            _ => {
                let begins = self.runs.is_blank();
                self.children(element, style);
                if begins && (numbers_next(element) || self.caption && numbers_caption(element)) {
                    self.text(" ", style);
                }
            }
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        if self.runs.is_blank() {
            self.began = self.line;
        }
        if !text.trim().is_empty() {
            self.largest = self.largest.max(self.size);
        }
        if text.contains(SOFT_HYPHEN) {
            self.tallies.hyphens.add(text.matches(SOFT_HYPHEN).count(), self.line);
            return self.text(&text.replace(SOFT_HYPHEN, ""), style);
        }
        if self.preformatted {
            return self.runs.push(text, style);
        }
        // a line end of the page is a blank, but none between East Asian characters
        let joins = |c: Option<char>| c.is_some_and(marks::joins_lines);
        for (i, row) in text.split('\n').enumerate() {
            let row = if i > 0 { row.trim_start_matches([' ', '\t', '\r']) } else { row };
            if i > 0 && !(joins(self.runs.last()) && (joins(row.chars().next()))) {
                self.runs.push(" ", style);
            }
            self.runs.push(row, style);
        }
    }

    fn anchor(&mut self, element: ElementRef<'t>, style: Style) {
        if self.refer(element) {
            return;
        }
        let target = element.value().attr("href").unwrap_or_default().trim();
        if self.is_permalink(element, target) {
            return self.tallies.signs.add(element.text().any(|text| !text.trim().is_empty()).into(), self.line);
        }
        let script = target.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("javascript:"));
        let steers = || ["history.", "print(", "close("].iter().any(|act| target.contains(act));
        if script && steers() {
            let begins = LeftOut::of(&element.text().collect::<String>()).begins;
            return self.note("control-dropped", format!("a control was left out: `{begins}`"));
        }
        if target.is_empty() || script || style.link.is_some() {
            return self.children(element, style);
        }
        let whole = self.page.address.resolve(target);
        if address::is_relative(&whole) {
            self.tallies.relative.add(1, self.line);
        }
        let link = self.runs.link(&whole);
        self.children(element, Style { link: Some(link), ..style });
    }

    /// Makes paragraphs of the running text.
    fn flush(&mut self) {
        let began = self.began;
        let mut next = 0;
        for line in self.take() {
            let row = if self.preformatted { line.row as u32 } else { 0 };
            if self.typed {
                let blank = row == 0 || row > next;
                self.blocks.whole(BlockKind::Line { page: 0, blank }, began + row, line.text);
            } else if passed::is_picture(&line.text) {
                self.note("image-dropped", format!("a picture was left out: `{}`", line.text));
            } else {
                self.sizes.push((self.blocks.out.blocks.len(), self.largest));
                self.blocks.paragraph(began + row, line.text);
            }
            next = row + 1;
        }
        self.largest = 0;
        self.read_notes();
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
}

/// Shows only where a browser breaks the line.
const SOFT_HYPHEN: char = '\u{ad}';
