//! A web page → blocks: the agreement in it, without what stands around it.   [owns scraper, html5ever]
//!
//! 1. [`scan`], [`raw`]: every tag learns its line; [`tree`]: the tree that a browser would build, refused where it
//!    grows too deep or too large; [`emphasis`]: what is never closed, closed.
//! 2. [`page`]: which part of the page is the agreement; [`caption`], [`fold`]: how it captions its parts
//!    without headings, and those that fold; [`note`]: its notes, which links there and back tell; [`comment`]: what
//!    reviewers remarked.
//! 3. [`unseen`]: what of it is not shown; [`walk`]: its elements to blocks; [`sheet`]: what its style sheets say of them; [`counter`]: what they print by
//!    counting; [`address`]: what its links start from.
//!
//! What is left out is named: navigation, banners, hidden passages, pictures. The same agreement in two differently
//! dressed pages gives the same blocks.

mod address;
mod caption;
mod comment;
mod counter;
mod emphasis;
mod fold;
mod note;
mod number;
mod page;
mod raw;
mod scan;
mod sheet;
mod tree;
mod unseen;
mod walk;

use super::blocks::{self, Blocks};
use super::contents;
use super::ranked;
use super::{Block, BlockKind, Source, SourceError};
use crate::marks;
use crate::model::diagnostic::Diagnostic;

pub(super) use scan::is_element;

/// A page with less text than this, and with scripts, is drawn by them.
const LITTLE: usize = 300;

/// Reads a web page.
///
/// # Errors
///
/// [`SourceError::TooDeep`], [`SourceError::TooMany`], and [`SourceError::NoText`] for a page whose text is drawn by
/// a script.
pub fn read(text: &str) -> Result<Source, SourceError> {
    let scanned = scan::scan(text, 1)?;
    let mut blocks = Blocks::default();
    let tree = match scanned.open_emphasis {
        Some(line) => {
            let message = "emphasis is opened and never closed: it was closed with its paragraph";
            blocks.out.diagnostics.push(Diagnostic::warning("tag-unclosed", line, message));
            tree::document(&emphasis::close(&scanned.html))?
        }
        None => tree::document(&scanned.html)?,
    };
    blocks.out.diagnostics.extend(scanned.unclosed.map(unclosed));
    blocks.out.diagnostics.extend(scanned.endless.iter().map(endless));
    let mut part = page::agreement(&tree);
    let sheet = sheet::Sheet::read(&scanned.styles);
    let notes = &mut blocks.out.diagnostics;
    let counted = counter::Counted::of(&tree, &scanned.styles);
    if counted.unread {
        let message = "a style sheet of the page prints numbers in a way that is not read";
        let hint = "compare the numbers with the page as a browser shows it";
        notes.push(Diagnostic::warning("number-by-style", 1, message).hint(hint));
    } else if !counted.before.is_empty() {
        let message = "the numbers that the page's style sheets print were read with its text";
        notes.push(Diagnostic::note("number-by-style", 1, message));
    }
    let (comments, told) = comment::of(&part.roots);
    part.left_out.extend(comments);
    notes.extend(told);
    let mut footnotes = note::Notes::of(&part.roots);
    if let Some(line) = footnotes.line() {
        let count = footnotes.all().count();
        let mut message =
            format!("{count} notes stand behind the paragraphs that refer to them, without their links back");
        if let Some(heading) = footnotes.heading {
            message += &format!(" and their heading `{}`", heading.text().collect::<String>().trim());
        }
        notes.push(Diagnostic::note("footnote", line, message));
        part.left_out.append(&mut footnotes.held);
    }
    part.left_out.sort_unstable_by_key(|e| e.id());
    let page = walk::Page {
        address: address::Address::of(&tree, notes),
        sheet,
        counted: counted.before,
        left_out: part.left_out,
        typed: part.typed,
        size: Some(part.size),
        captions: caption::classes(&part.roots),
        folds: fold::Folds::of(&part.roots),
        notes: footnotes,
        unseen: unseen::Unseen::of(&tree, &scanned.styles).unless_most(part.size),
        sized: text.contains("font-size") || text.contains("size="),
    };
    notes.extend(part.notes);
    // a page of typed lines is no page of its own
    if let Some(name) = page::name(&tree).filter(|_| page.typed.is_none()) {
        blocks.out.blocks.push(Block::new(1, BlockKind::Meta { key: "name".to_owned() }, name));
    }
    let mut walker = walk::Walker::new(&mut blocks, 1, &page);
    part.roots.into_iter().for_each(|root| walker.root(root));
    let sizes = std::mem::take(&mut walker.sizes);
    walker.finish();
    ranked::rank(&mut blocks.out, &sizes);
    let mut source = blocks.out;
    contents::leave_out(&mut source);
    blocks::settle_interrupted_lists(&mut source.blocks);
    if page.typed.is_some() {
        source.blocks.iter_mut().for_each(as_line);
    }
    let of_page = |b: &&Block| !matches!(b.kind, BlockKind::Meta { .. });
    let shown: usize = source.blocks.iter().filter(of_page).map(|b| marks::plain(&b.text).chars().count()).sum();
    let structured =
        source.blocks.iter().filter(of_page).any(|b| !matches!(b.kind, BlockKind::Paragraph | BlockKind::Heading(0)));
    let is_bare = source.blocks.iter().filter(of_page).all(|b| matches!(b.kind, BlockKind::Heading(_)));
    if shown == 0 || shown < LITTLE && (is_bare || !structured) {
        let frames = frames(&tree);
        if shown == 0 || scanned.scripts + frames.len() > 0 {
            return Err(SourceError::NoText(nothing(shown, scanned.scripts, &frames)));
        }
    }
    Ok(source)
}

/// The addresses of other pages that the page shows in itself.
fn frames(tree: &scraper::Html) -> Vec<String> {
    let elements = tree.root_element().descendent_elements().map(|e| e.value());
    let address = |e: &scraper::node::Element| match e.name() {
        "iframe" | "frame" | "embed" => e.attr("src").map(str::to_owned),
        "object" => e.attr("data").map(str::to_owned),
        _ => None,
    };
    elements.filter_map(address).filter(|address| !address.is_empty()).collect()
}

/// Why a page is none that holds an agreement.
fn nothing(shown: usize, scripts: usize, frames: &[String]) -> String {
    match (frames, scripts) {
        ([], 0) => "the page holds no text".to_owned(),
        ([], n) => format!(
            "the page holds no agreement: {shown} characters of text and {n} scripts; a script draws it in the browser"
        ),
        ([first, ..], _) => format!(
            "the page holds no agreement: {shown} characters of text and {} frames that show other pages, such as `{first}`",
            frames.len()
        ),
    }
}

fn endless((name, line): &(String, u32)) -> Diagnostic {
    let what = if name.starts_with('!') { "a comment".to_owned() } else { format!("`<{name}>`") };
    let message = format!("{what} is never closed: a browser shows nothing behind it, and all of that was read");
    Diagnostic::warning("tag-unclosed", *line, message).hint("close it where it ends, and read the page again")
}

fn unclosed(line: u32) -> Diagnostic {
    let message = "a tag is not closed: it and what follows were read as text";
    Diagnostic::warning("tag-unclosed", line, message).hint("close the tag, or the quotation within it")
}

/// What stands around preformatted text is a line of print as well.
fn as_line(block: &mut Block) {
    if !matches!(block.kind, BlockKind::Line { .. }) {
        block.kind = BlockKind::Line { page: 0, blank: true };
    }
}

/// Reads a piece of HTML within another format; `line` is its first line.
pub(super) fn fragment(html: &str, line: u32) -> Result<Source, SourceError> {
    let mut blocks = Blocks::default();
    if let Some(comment) = html.trim().strip_prefix("<!--").and_then(|c| c.strip_suffix("-->"))
        && !comment.contains("-->")
    {
        let message = format!("`<!--{}-->` was left out", comment.replace('\n', " "));
        blocks.out.diagnostics.push(Diagnostic::note("comment-dropped", line, message));
        return Ok(blocks.out);
    }
    let scanned = scan::scan(html, line)?;
    let tree = tree::fragment(&scanned.html)?;
    blocks.out.diagnostics.extend(scanned.unclosed.map(unclosed));
    let page = walk::Page::default();
    walk::Walker::new(&mut blocks, line, &page).root(tree.root_element());
    Ok(blocks.out)
}

#[cfg(test)]
mod tests;
