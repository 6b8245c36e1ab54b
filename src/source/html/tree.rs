//! Markup → its tree, as a browser builds it.
//!
//! What a tag does to the tree depends on all tags before it: a `span` ends with its paragraph, an `a` where the next
//! begins, and an end tag may end nothing. So the tree itself is measured, while it grows and when it is whole: none
//! is given out that is deeper than [`MAX_DEPTH`], and what walks it may recurse.

use html5ever::driver::{self, Parser};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{QualName, local_name, ns};
use scraper::{ElementRef, Html, HtmlTreeSink};

use super::scan::line;
use crate::source::SourceError;

/// How deep elements may nest.
const MAX_DEPTH: usize = 256;

/// How many elements and pieces of text a page may have.
const MAX_NODES: usize = 1_000_000;

/// How many bytes are taken in between two looks at the tree. Four can open a paragraph, and with it all emphasis that
/// is not closed yet.
const PIECE: usize = 256;

/// The tree of a page.
pub(super) fn document(html: &str) -> Result<Html, SourceError> {
    grow(driver::parse_document(HtmlTreeSink::new(Html::new_document()), Default::default()), html)
}

/// The tree of a piece of HTML.
pub(super) fn fragment(html: &str) -> Result<Html, SourceError> {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = QualName::new(None, ns!(html), local_name!("body"));
    grow(driver::parse_fragment(sink, Default::default(), body, Vec::new(), false), html)
}

fn grow(mut parser: Parser<HtmlTreeSink>, html: &str) -> Result<Html, SourceError> {
    let whole = StrTendril::from_slice(html);
    let mut at = 0;
    while at < html.len() {
        let end = html.ceil_char_boundary(at + PIECE);
        parser.process(whole.subtendril(at as u32, (end - at) as u32));
        at = end;
        let tree = &parser.tokenizer.sink.sink.0.borrow().tree;
        if tree.values().len() > MAX_NODES {
            return Err(SourceError::TooMany { what: "elements", limit: MAX_NODES });
        }
        within_depth(tree.nodes().rev().find_map(ElementRef::wrap))?;
    }
    let html = parser.finish();
    within_depth(html.tree.nodes().filter_map(ElementRef::wrap))?;
    Ok(html)
}

/// Refuses elements that stand too deep.
fn within_depth<'t>(elements: impl IntoIterator<Item = ElementRef<'t>>) -> Result<(), SourceError> {
    match elements.into_iter().find(|element| element.ancestors().nth(MAX_DEPTH).is_some()) {
        Some(element) => Err(SourceError::TooDeep { what: "elements", line: line(element), limit: MAX_DEPTH }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_never_closed_nests_as_in_a_browser() {
        for tag in ["a name=x", "span", "dd"] {
            let page = format!("<p>1. <{tag}>Moorings are let by the season.</p>\n").repeat(500);
            assert!(document(&page).is_ok(), "{tag}");
        }
        assert!(document(&"<ol><li>a".repeat(100)).is_ok());
        assert!(matches!(document(&"<div>".repeat(300)), Err(SourceError::TooDeep { .. })));
    }

    #[test]
    fn a_tree_that_would_outgrow_its_text_is_not_built() {
        // an end tag that ends nothing hides no depth
        assert!(matches!(document(&"<div></b>".repeat(50_000)), Err(SourceError::TooDeep { .. })));
        assert!(matches!(fragment(&"<ol><li></i>".repeat(50_000)), Err(SourceError::TooDeep { .. })));
        let fonts: String = (0..50_000).map(|i| format!("<p><font color={i}>a")).collect();
        assert!(matches!(document(&fonts), Err(SourceError::TooDeep { .. })));
        // the depth is hidden behind a paragraph at the end of each piece
        let mut hidden = String::new();
        for i in 0..20_000 {
            hidden += &format!("<font color={i}>");
            if hidden.len() % PIECE > PIECE - 20 {
                hidden += "<p>";
                hidden += &" ".repeat(PIECE - hidden.len() % PIECE);
            }
        }
        assert!(document(&hidden).is_err());
    }
}
