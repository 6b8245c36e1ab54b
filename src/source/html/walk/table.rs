//! A table → a GFM table; a table that sets out a page → what its cells hold.

use scraper::{ElementRef, node::Element};

use super::Walker;
use super::style::{css, dress};
use crate::marks::Align;
use crate::source::BlockKind;
use crate::source::blocks;
use crate::source::runs::Style;

impl<'t> Walker<'_, 't> {
    /// A table; one that sets out a page is read cell by cell.
    pub(super) fn table(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        let at = self.line;
        let rows = table_rows(element);
        if is_layout(&rows) {
            for cell in rows.into_iter().flatten() {
                self.children(cell, style);
                self.flush();
            }
            return;
        }
        for caption in element.child_elements().filter(|e| e.value().name() == "caption") {
            self.children(caption, style);
            self.flush();
        }
        let mut merged = false;
        let mut align = Vec::new();
        let mut out: Vec<Vec<String>> = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let mut cells = Vec::new();
            for cell in row {
                self.inline(*cell, dress(cell.value(), style));
                cells.push(self.take_one());
                let span = |name| cell.value().attr(name).and_then(|s| s.parse().ok()).unwrap_or(1usize).clamp(1, 64);
                merged |= span("colspan") > 1 || span("rowspan") > 1;
                cells.extend((1..span("colspan")).map(|_| String::new()));
                if i == 0 {
                    align.push(alignment(cell.value()));
                }
            }
            out.push(cells);
        }
        if merged {
            self.note("merged-cells", "cells of the table are merged; each stands in its first place".to_owned());
        }
        self.blocks.whole(BlockKind::Table, at, blocks::table(&out, &align));
    }
}

/// The rows of a table, not those of tables in it.
fn table_rows<'t>(table: ElementRef<'t>) -> Vec<Vec<ElementRef<'t>>> {
    let named = |element: ElementRef<'t>, names: &'static [&'static str]| {
        element.child_elements().filter(move |e| names.contains(&e.value().name()))
    };
    let mut rows: Vec<ElementRef<'t>> = named(table, &["tr"]).collect();
    for part in named(table, &["thead", "tbody", "tfoot"]) {
        rows.extend(named(part, &["tr"]));
    }
    rows.sort_by_key(|row| row.id());
    rows.into_iter().map(|row| named(row, &["td", "th"]).collect()).filter(|row: &Vec<_>| !row.is_empty()).collect()
}

/// Whether a table sets out a page: one column, or blocks in its cells that no cell of a table has.
fn is_layout(rows: &[Vec<ElementRef<'_>>]) -> bool {
    rows.iter().all(|row| row.len() < 2)
        || rows
            .iter()
            .flatten()
            .flat_map(|cell| cell.descendent_elements())
            .any(|e| matches!(e.value().name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "blockquote"))
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
