//! Blocks that are code or HTML to the parser → text, as their writer meant it.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::reader::Reader;
use crate::marks;
use crate::model::diagnostic::Diagnostic;
use crate::source::blocks::Blocks;
use crate::source::{SourceError, html};

impl<'a> Reader<'a> {
    /// Code: what is indented was indented by a writer of running text; what is fenced is kept line by line.
    pub(super) fn code(
        &mut self,
        kind: &CodeBlockKind<'a>,
        code: &str,
        line: u32,
        more: u8,
    ) -> Result<(), SourceError> {
        if matches!(kind, CodeBlockKind::Indented) {
            let message = "indented by four blanks or more, which is code in Markdown; read as running text";
            self.blocks.out.diagnostics.push(Diagnostic::warning("indented-text", line, message));
            let flat: String;
            let code = if more > 0 {
                code
            } else {
                flat = code.lines().map(|l| format!("{}\n", l.trim())).collect();
                &flat
            };
            let found = Reader::new(code, 0, line, Blocks::default()).read(more.saturating_sub(1))?;
            self.blocks.adopt(found);
            return Ok(());
        }
        let mut message = "a block of code; its lines stand as paragraphs".to_owned();
        if let CodeBlockKind::Fenced(label) = kind
            && !label.is_empty()
        {
            message.push_str(&format!("; its label `{label}` was left out"));
        }
        self.blocks.out.diagnostics.push(Diagnostic::note("code-block", line, message));
        for (i, row) in code.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let mut text = String::new();
            marks::escape_into(&mut text, &crate::digest::fold(row));
            self.blocks.paragraph(line + 1 + i as u32, text);
        }
        Ok(())
    }

    /// HTML: what it shows; tags that only frame Markdown are passed over.
    pub(super) fn html(&mut self, code: &str, line: u32, more: u8) -> Result<(), SourceError> {
        let found = match framed(code).filter(|_| more > 0) {
            Some(text) => Reader::new(text, 0, line + 1, Blocks::default()).read(more - 1)?,
            None => html::fragment(code, line)?,
        };
        self.blocks.adopt(found);
        Ok(())
    }
}

/// The text of a block of code or HTML, up to its end.
pub(super) fn rest_of_block<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(t) | Event::Html(t) => text.push_str(&t),
            Event::End(_) => break,
            _ => {}
        }
    }
    text
}

/// The text between tags that only frame it, each in a line of its own: its author wrote Markdown, which to the parser
/// it is behind a blank line only.
fn framed(html: &str) -> Option<&str> {
    const FRAMES: [&str; 6] = ["aside", "div", "center", "section", "article", "details"];
    let (tag, rest) = html.split_once('\n')?;
    let attributes = FRAMES.iter().find_map(|name| tag.trim().strip_prefix('<')?.strip_prefix(name))?;
    let opens = attributes.starts_with([' ', '>']) && attributes.ends_with('>') && !attributes.contains('<');
    let shown = !attributes.contains("hidden") && !attributes.contains("none");
    let text = rest.trim_end();
    let last = text.rfind('\n').map_or(0, |at| at + 1);
    let text = if text[last..].trim().starts_with("</") { &text[..last] } else { text };
    let marked = text.contains(['*', '_', '[', '`', '#']);
    (opens && shown && marked && !text.contains('<')).then_some(text)
}
