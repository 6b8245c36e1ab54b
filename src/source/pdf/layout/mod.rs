//! Pages → blocks: reading order, paragraphs, headings, tables, emphasis, all by the geometry of the page.
//!
//! 0. `mirror`: what is written from right to left is put in the order of reading; `margin`: the numbers of lines are
//!    dropped.
//! 1. `line`: a page's characters → lines, column by column.
//! 2. `furniture`: heads, feet, page numbers and tables of contents are dropped with a note.
//!    `bilingual`: two languages beside each other are read one behind the other.
//! 3. `measure`: the usual size, weight, margins and distance of lines.
//! 4. `notes`: notes at the foot of a page are set apart, and put behind the paragraphs that refer to them.
//! 5. `grid`, `table`: lines parted by rules or gaps → tables.
//! 6. `flow`: lines → paragraphs, over columns and pages; `hyphens`: words that were divided at the end of a line.
//! 7. `heading`, `list`: what stands out, and how much; bullets.
//! 8. `write`: blocks with emphasis and links in canonical marks.

mod bilingual;
mod flow;
mod furniture;
mod grid;
mod heading;
mod hyphens;
mod line;
mod list;
mod margin;
mod measure;
mod mirror;
mod notes;
mod table;
mod write;

use super::page::Page;
use crate::model::diagnostic::Diagnostic;
use crate::source::Source;
use crate::source::left_out::LeftOut;
use measure::Measure;

/// Lays out the pages of a file.
pub(super) fn blocks(pages: Vec<Page>) -> Source {
    let mut notes = Vec::new();
    let pages = margin::without_line_numbers(mirror::read(pages), &mut notes);
    let lines = line::of_pages(&pages);
    for (page, number) in pages.iter().zip(1..) {
        let first = lines.iter().find(|l| l.page >= number).map_or(1, |l| l.no);
        remarks(page, number, first, &mut notes);
    }
    let widths: Vec<f32> = pages.iter().map(|p| p.size.0).collect();
    let heights: Vec<f32> = pages.iter().map(|p| p.size.1).collect();
    let rules: Vec<Vec<[f32; 4]>> = pages.iter().map(|p| p.rules.clone()).collect();
    let lines = furniture::drop(lines, &heights, &mut notes);
    let lines = bilingual::part(lines, &widths);
    let measure = Measure::of(&lines, &widths);
    let (lines, footnotes) = notes::set_apart(lines, &measure, &mut notes);
    let pieces = table::find(&lines, &rules, &mut notes);
    let parted = flow::are_parted(&pieces, &measure, &widths);
    let page = flow::Page { measure: &measure, widths: &widths, parted };
    let mut elements = notes::put_back(flow::paragraphs(pieces, &page, &mut notes), footnotes);
    hyphens::soften(&mut elements, &mut notes);
    let levels = heading::levels(&elements, &page);
    let links = pages.into_iter().map(|p| p.links).collect();
    let mut writer = write::Writer { page: &page, links, lists: Vec::new() };
    let blocks = elements.iter().zip(levels).filter_map(|(element, level)| writer.block(element, level)).collect();
    Source { blocks, diagnostics: notes }
}

/// What of a page is not in its lines; `at` is its first line.
fn remarks(page: &Page, number: u32, at: u32, notes: &mut Vec<Diagnostic>) {
    if page.turned {
        let message = format!("page {number} was turned: its lines stand sideways");
        notes.push(Diagnostic::note("page-turned", at, message));
    }
    if !page.aslant.trim().is_empty() {
        let message =
            format!("`{}` on page {number} was dropped: it is set aslant, as a watermark is", page.aslant.trim());
        notes.push(Diagnostic::warning("aslant-dropped", at, message));
    }
    // signs without width are seen nowhere
    if page
        .hidden
        .contains(|c: char| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'))
    {
        let LeftOut { count, begins } = LeftOut::of(&page.hidden);
        let message =
            format!("{count} characters of page {number} were dropped: the page does not show them: `{begins}`");
        notes.push(Diagnostic::warning("hidden-dropped", at, message));
    }
    if page.recognised {
        let message = format!("the words of page {number} were recognised from a picture of it by a machine");
        let hint = "compare them with the picture, letters and numbers above all";
        notes.push(Diagnostic::warning("text-recognised", at, message).hint(hint));
    }
    if page.notes > 0 {
        let message = format!(
            "{} remarks, stamps, signatures or hidden fields of page {number} are not part of its text and were left out",
            page.notes
        );
        notes.push(Diagnostic::warning("field-dropped", at, message));
    }
    if !page.filled.is_empty() {
        let LeftOut { count, begins } = LeftOut::of(&page.filled);
        let message = format!("{count} characters filled into page {number} were read where they stand: `{begins}`");
        notes.push(Diagnostic::note("field-read", at, message));
    }
    if page.nameless > 0 {
        let message = format!(
            "{} characters of page {number} were dropped: their font does not say which they are",
            page.nameless
        );
        notes.push(Diagnostic::warning("character-dropped", at, message));
    }
    if page.guessed > 0 {
        let message = format!(
            "{} characters of page {number} were read by the numbers of their glyphs: their font does not name them",
            page.guessed
        );
        notes.push(Diagnostic::warning("character-guessed", at, message));
    }
    let shown: String = page.runs.iter().map(|r| r.text.as_str()).collect();
    if shown.trim().is_empty() {
        notes.push(Diagnostic::note("page-empty", at, format!("page {number} holds no text")));
    }
    let radicals = crate::source::fold::letters(&shown).1;
    if radicals > 0 {
        let message = format!("{radicals} radicals of page {number} were read as the characters that look alike");
        notes.push(Diagnostic::note("radical-folded", at, message));
    }
}
