//! The elements of an agreement → blocks.

use scraper::{ElementRef, Node, node::Element};

use super::page::{is_silent, line};
use crate::digest::fold;
use crate::marks::{self, Align};
use crate::model::diagnostic::Diagnostic;
use crate::model::label::Label;
use crate::source::BlockKind;
use crate::source::blocks::{self, Blocks};
use crate::source::counters;
use crate::source::runs::{Line, Runs, Style};

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
        if element.value().attr(super::scan::LINE).is_some() {
            self.line = line(element);
        }
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

    fn list(&mut self, element: ElementRef<'t>, style: Style) {
        self.flush();
        self.blocks.open_list();
        let value = element.value();
        let kind = (value.name() == "ol").then(|| list_style(value)).flatten();
        let items = element.child_elements().filter(|e| e.value().name() == "li").count() as i64;
        let down = value.attr("reversed").is_some();
        let start = value.attr("start").and_then(|s| s.trim().parse().ok());
        let mut next: i64 = start.unwrap_or(if down { items } else { 1 });
        for child in element.child_elements() {
            if child.value().name() != "li" {
                self.element(child, style);
                continue;
            }
            next = child.value().attr("value").and_then(|v| v.trim().parse().ok()).unwrap_or(next);
            let marker = kind.and_then(|kind| printed(kind, next));
            // the page hides the list's numbers where the text has its own
            let text = fold(&child.text().take(8).collect::<String>());
            let first = text.split_whitespace().next().unwrap_or_default();
            let own = Label::read(first).is_some_and(|l| i64::from(l.last()) == next);
            self.item(child, marker.filter(|_| !own), style);
            next = next.saturating_add(if down { -1 } else { 1 });
        }
        self.flush();
        self.blocks.close_list();
    }

    fn item(&mut self, element: ElementRef<'t>, marker: Option<String>, style: Style) {
        if element.value().attr(super::scan::LINE).is_some() {
            self.line = line(element);
        }
        if is_hidden(element.value()) {
            return self.element(element, style);
        }
        self.blocks.item(marker, self.line);
        self.children(element, dress(element.value(), style));
        self.flush();
        self.blocks.settle();
    }

    fn table(&mut self, element: ElementRef<'t>, style: Style) {
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

/// Whether the page does not show the element.
fn is_hidden(element: &Element) -> bool {
    let style = css(element);
    element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// The style attribute in lower case, without white space.
fn css(element: &Element) -> String {
    let style = element.attr("style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The style of characters in an element.
fn dress(element: &Element, style: Style) -> Style {
    let mut out = style;
    match element.name() {
        "b" | "strong" => out.strong = true,
        "i" | "em" | "cite" | "dfn" | "var" => out.emphasis = true,
        "u" | "ins" => out.underline = true,
        "code" | "tt" | "kbd" | "samp" => out.code = true,
        _ => {}
    }
    if element.attr("style").is_some() {
        let css = css(element);
        let value = |name: &str| {
            let declared = css.split(';').filter_map(|d| d.split_once(':'));
            declared.filter(|(n, _)| *n == name).map(|(_, v)| v.trim_end_matches("!important").to_owned()).next_back()
        };
        if let Some(weight) = value("font-weight") {
            out.strong = matches!(weight.as_str(), "bold" | "bolder") || weight.parse().is_ok_and(|n: u32| n >= 600);
        }
        match value("font-style").as_deref() {
            Some("italic" | "oblique") => out.emphasis = true,
            Some("normal") => out.emphasis = false,
            _ => {}
        }
        out.underline |=
            value("text-decoration").or(value("text-decoration-line")).is_some_and(|d| d.contains("underline"));
    }
    out
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

fn is_block(name: &str) -> bool {
    const NAMES: &str = " html body address article aside center dd details dialog div dl dt fieldset figcaption figure \
        footer form header hgroup legend main nav p search section summary tbody thead tfoot td th tr caption option ";
    NAMES.split_ascii_whitespace().any(|known| known == name)
}

/// How a list prints its numbers.
#[derive(Clone, Copy)]
enum Numbers {
    Decimal,
    Lower,
    Upper,
    LowerRoman,
    UpperRoman,
    Han,
}

fn list_style(list: &Element) -> Option<Numbers> {
    let style = css(list);
    let named = style
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .find(|(n, _)| matches!(*n, "list-style-type" | "list-style"));
    if let Some((_, value)) = named {
        let has = |name: &str| value.contains(name);
        return match () {
            () if has("none") || has("disc") || has("circle") || has("square") => None,
            () if has("lower-alpha") || has("lower-latin") => Some(Numbers::Lower),
            () if has("upper-alpha") || has("upper-latin") => Some(Numbers::Upper),
            () if has("lower-roman") => Some(Numbers::LowerRoman),
            () if has("upper-roman") => Some(Numbers::UpperRoman),
            () if has("cjk") || has("chinese") => Some(Numbers::Han),
            () => Some(Numbers::Decimal),
        };
    }
    Some(match list.attr("type") {
        Some("a") => Numbers::Lower,
        Some("A") => Numbers::Upper,
        Some("i") => Numbers::LowerRoman,
        Some("I") => Numbers::UpperRoman,
        _ => Numbers::Decimal,
    })
}

/// A number as the list prints it; what it cannot print in its script it prints in digits.
fn printed(kind: Numbers, n: i64) -> Option<String> {
    let small = u32::try_from(n).ok().filter(|n| (1..4000).contains(n));
    let text = small.and_then(|n| match kind {
        Numbers::Decimal => None,
        Numbers::Lower => Some(counters::letters(n)),
        Numbers::Upper => Some(counters::letters(n).to_ascii_uppercase()),
        Numbers::LowerRoman => counters::roman(n),
        Numbers::UpperRoman => counters::roman(n).map(|s| s.to_ascii_uppercase()),
        Numbers::Han => counters::han(n),
    });
    let mark = if matches!(kind, Numbers::Han) { "、" } else { "." };
    Some(format!("{}{mark}", text.unwrap_or_else(|| n.to_string())))
}
