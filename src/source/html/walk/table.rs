//! A table → a GFM table; a table that sets out a page → what its cells hold.

use scraper::{ElementRef, Node, node::Element};

use super::Walker;
use super::names::{counts_on, is_block, is_heading};
use super::style::{css, dress};
use crate::digest::fold;
use crate::marks::Align;
use crate::model::label;
use crate::source::BlockKind;
use crate::source::beside::{self, Beside};
use crate::source::blocks;
use crate::source::columns::Columns;
use crate::source::runs::Style;

/// How many columns or rows a cell may take: more are a mistake or an attack.
const MAX_SPAN: usize = 64;

impl<'t> Walker<'_, 't> {
    /// A table; one that sets out a page is read cell by cell.
    pub(super) fn table(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        let at = self.line;
        for caption in parts(element, &["caption"]) {
            self.element(caption, style);
        }
        let rows: Vec<Vec<ElementRef<'t>>> =
            self.rows(element).into_iter().map(|row| parts(row, &["td", "th"]).collect()).collect();
        if self.languages(&rows, style) {
            return;
        }
        if is_layout(&rows) {
            for cell in rows.into_iter().flatten() {
                self.element(cell, style);
            }
            return;
        }
        if let Some(numbers) = numbers_rows(&rows) {
            return self.numbered_rows(rows, numbers, style);
        }
        let mut merged = false;
        let mut align = Vec::new();
        let mut out: Vec<Vec<String>> = Vec::new();
        // how many rows each column is still taken by a cell from above
        let mut taken: Vec<usize> = Vec::new();
        for (i, row) in rows.into_iter().enumerate() {
            let mut cells = Vec::new();
            for cell in row {
                while taken.get(cells.len()).is_some_and(|rows| *rows > 0) {
                    cells.push(String::new());
                }
                let at = cells.len();
                if !self.is_passed_over(cell) {
                    self.inline(cell, dress(cell.value(), &self.page.sheet, style));
                }
                cells.push(self.take_one());
                let span = |name| cell.value().attr(name).and_then(|s| s.trim().parse().ok()).unwrap_or(1usize);
                let (wide, high) = (span("colspan").clamp(1, MAX_SPAN), span("rowspan").clamp(1, MAX_SPAN));
                merged |= wide > 1 || high > 1;
                cells.resize(at + wide, String::new());
                taken.resize(taken.len().max(at + wide), 0);
                taken[at..at + wide].fill(high);
                if i == 0 {
                    align.resize(at + wide, alignment(cell.value()));
                }
            }
            taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            out.push(cells);
        }
        if merged {
            self.note("merged-cells", "cells of the table are merged; each stands in its first place".to_owned());
        }
        if out.iter().flatten().any(|cell| !cell.is_empty()) {
            blocks::plain_head(&mut out);
            self.blocks.whole(BlockKind::Table, at, blocks::table(&out, &align));
        }
    }

    /// The body of a table that is all of the agreement, where it sets numbers beside their texts, or two
    /// languages. Whether it does.
    pub(super) fn numbered_body(&mut self, element: ElementRef<'t>) -> bool {
        if element.value().name() != "tbody" {
            return false;
        }
        let rows = parts(element, &["tr"]).filter(|row| !self.is_passed_over(*row));
        let rows: Vec<Vec<ElementRef<'t>>> = rows.map(|row| parts(row, &["td", "th"]).collect()).collect();
        if self.languages(&rows, Style::default()) {
            return true;
        }
        let Some(numbers) = numbers_rows(&rows) else { return false };
        self.numbered_rows(rows, numbers, Style::default());
        true
    }

    /// Reads the columns of a table that sets two languages beside each other one behind the other. Whether it does.
    fn languages(&mut self, rows: &[Vec<ElementRef<'t>>], style: Style) -> bool {
        let lines: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| lines(*cell)).collect()).collect();
        let Some(columns) = Columns::of(&lines) else { return false };
        self.blocks.out.diagnostics.extend(columns.note(self.line, &lines));
        for (row, cell) in columns.cells(&lines) {
            let number = columns.number(&rows[row], cell).copied();
            self.cells(number.into_iter().chain([rows[row][cell]]), style);
        }
        true
    }

    /// Rows of numbers with their texts → paragraphs; where the text is several, the number stands by itself.
    fn numbered_rows(&mut self, rows: Vec<Vec<ElementRef<'t>>>, numbers: Beside, style: Style) {
        let head = usize::from(numbers == Beside::BelowHead);
        for head in &rows[..head] {
            let cells: Vec<String> = head.iter().map(|cell| fold(&shown(*cell))).collect();
            self.blocks.out.diagnostics.push(beside::head_left_out(self.line, &cells));
        }
        for row in rows.into_iter().skip(head) {
            self.cells(row.into_iter().filter(|cell| !shown(*cell).is_empty()), style);
        }
    }

    /// Cells of a row in one paragraph, but for those with several blocks.
    fn cells(&mut self, cells: impl Iterator<Item = ElementRef<'t>>, style: Style) {
        let mut cells: Vec<ElementRef<'t>> = cells.collect();
        let number = cells.first().filter(|_| cells.len() == 2).map(|number| shown(*number));
        let is_item = number.is_some_and(|number| self.blocks.open_plainly_numbered(&number, self.line));
        cells.drain(..usize::from(is_item));
        for cell in cells {
            let names = || cell.child_elements().map(|e| e.value().name());
            let several = names().filter(|name| matches!(*name, "p" | "div" | "ul" | "ol")).count() > 1;
            if several || names().any(|name| is_heading(name) || matches!(name, "ul" | "ol")) {
                self.flush();
                self.element(cell, style);
            } else {
                self.inline(cell, dress(cell.value(), &self.page.sheet, style));
                self.text(" ", style);
            }
        }
        self.flush();
        if is_item {
            self.blocks.close_list();
        }
    }

    /// The rows of a table that are shown, not those of tables in it.
    fn rows(&mut self, table: ElementRef<'t>) -> Vec<ElementRef<'t>> {
        let mut rows = Vec::new();
        for part in parts(table, &["tr", "thead", "tbody", "tfoot"]) {
            if part.value().name() == "tr" {
                rows.push(part);
            } else if !self.is_passed_over(part) {
                rows.extend(parts(part, &["tr"]));
            }
        }
        rows.retain(|row| parts(*row, &["td", "th"]).next().is_some() && !self.is_passed_over(*row));
        rows
    }
}

/// The elements of these names right below one.
fn parts<'t>(element: ElementRef<'t>, names: &'static [&'static str]) -> impl Iterator<Item = ElementRef<'t>> {
    element.child_elements().filter(move |e| names.contains(&e.value().name()))
}

/// Whether a table sets out a page: one column, or blocks in its cells that no cell of a table has, or clauses in them.
fn is_layout(rows: &[Vec<ElementRef<'_>>]) -> bool {
    rows.iter().all(|row| row.len() < 2)
        || rows.iter().any(|row| captions_clauses(row))
        || rows
            .iter()
            .flatten()
            .flat_map(|cell| cell.descendent_elements())
            .any(|e| matches!(e.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "blockquote"))
}

/// Whether a row sets clauses beside their caption: `1. Fees` | `1.1 …`, `1.2 …`. What another column says of the
/// rows of a table can be numbered too.
fn captions_clauses(row: &[ElementRef<'_>]) -> bool {
    let [caption, clauses] = row else { return false };
    let numbered = || label::scan(&fold(&shown(*caption))).is_some();
    caption.value().name() == "td" && counts_on(parts(*clauses, &["p", "div"])) && numbered()
}

/// What a cell holds, to be looked at.
fn shown(cell: ElementRef<'_>) -> String {
    cell.text().collect::<String>().trim().to_owned()
}

/// The lines of a cell, to be looked at; an item of a list that counts has its number.
fn lines(cell: ElementRef<'_>) -> String {
    let mut out = String::new();
    for node in cell.descendants() {
        match node.value() {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) if is_block(e.name()) || matches!(e.name(), "br" | "li") => {
                out.push('\n');
                let counts = e.name() == "li"
                    && node.parent().and_then(ElementRef::wrap).is_some_and(|p| p.value().name() == "ol");
                out.push_str(if counts { "1. " } else { "" });
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// How the rows set numbers or bullets beside their texts, if they do.
fn numbers_rows(rows: &[Vec<ElementRef<'_>>]) -> Option<Beside> {
    let shown_row = |row: &Vec<ElementRef<'_>>| row.iter().map(|cell| shown(*cell)).collect();
    beside::sets_numbers(&rows.iter().map(shown_row).collect::<Vec<_>>())
}

fn alignment(cell: &Element) -> Align {
    let style = css(cell);
    let css = style.split(';').find_map(|d| d.strip_prefix("text-align:"));
    match cell.attr("align").or(css).map(str::to_ascii_lowercase).as_deref() {
        Some("left") => Align::Left,
        Some("center") => Align::Center,
        Some("right") => Align::Right,
        _ => Align::None,
    }
}
